#include "wire/receipt.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
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

uint32_t receipt_counter(const char *receipt)
{
    char digits[RECEIPT_DIGITS - RECEIPT_KIOSK_DIGITS];

    snprintf(digits, sizeof digits, "%.6s", receipt + RECEIPT_KIOSK_DIGITS);
    return (uint32_t)strtoul(digits, NULL, 10);
}

bool receipt_given(const json_t *object, uint32_t *counter)
{
    const json_t *value = json_object_get(object, "receipts_given");
    json_int_t given = json_integer_value(value);

    *counter = 0;
    if ((value && !json_is_integer(value)) || given < 0 || given > (json_int_t)RECEIPT_COUNTER_MAX)
        return false;
    *counter = (uint32_t)given;
    return true;
}

void receipt_code(const char *receipt, const uint8_t id[16], char out[RECEIPT_CODE])
{
    static const uint8_t about[] = "linchuang receipt 1";
    crypto_generichash_state state;
    uint8_t hash[crypto_generichash_BYTES_MIN];

    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    crypto_generichash_update(&state, about, sizeof about);
    crypto_generichash_update(&state, (const uint8_t *)receipt, strlen(receipt));
    crypto_generichash_update(&state, id, 16);
    crypto_generichash_final(&state, hash, sizeof hash);
    snprintf(out, RECEIPT_CODE, "%02X%02X %02X%02X %02X%02X", hash[0], hash[1], hash[2], hash[3], hash[4],
             hash[5]);
}
