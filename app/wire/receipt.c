#include "wire/receipt.h"

#include <stdio.h>
#include <string.h>

/* ISO 7064 MOD 11,10: the hybrid system, which finds every single wrong digit and nearly all neighbours
 * swapped. The product after the last digit is what the check digit must complete to 1. */
static unsigned product(const char *digits, size_t n)
{
    unsigned p = 10;

    for (size_t i = 0; i < n; i++) {
        unsigned sum = (p + (unsigned)(digits[i] - '0')) % 10;
        p = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return p;
}

char receipt_check_digit(const char *digits, size_t n)
{
    return (char)('0' + (11 - product(digits, n)) % 10);
}

static bool all_digits(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return text[n] == 0;
}

bool receipt_make(const char *kiosk, uint32_t counter, char out[RECEIPT_TEXT])
{
    out[0] = 0;
    if (!all_digits(kiosk, RECEIPT_KIOSK_DIGITS) || counter == 0 || counter > RECEIPT_COUNTER_MAX)
        return false;
    snprintf(out, RECEIPT_TEXT, "%.5s%06u", kiosk, (unsigned)counter);
    out[RECEIPT_DIGITS - 1] = receipt_check_digit(out, RECEIPT_DIGITS - 1);
    out[RECEIPT_DIGITS] = 0;
    return true;
}

bool receipt_valid(const char *receipt)
{
    return all_digits(receipt, RECEIPT_DIGITS) &&
           receipt[RECEIPT_DIGITS - 1] == receipt_check_digit(receipt, RECEIPT_DIGITS - 1);
}
