/* The receipt number: five digits of the kiosk, six counted up, one check digit (ISO 7064 MOD 11,10); no date
 * in it. Works on the caller's buffers; owns nothing. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECEIPT_DIGITS = 12, RECEIPT_KIOSK_DIGITS = 5, RECEIPT_TEXT = RECEIPT_DIGITS + 1 };
#define RECEIPT_GROUPS "4" /* for text_group: 2061 7000 0014 */
#define RECEIPT_COUNTER_MAX 999999u

/* The check digit of a string of digits, '0'..'9'. */
char receipt_check_digit(const char *digits, size_t n);
/* False when the kiosk is not five digits or the counter is 0 or beyond RECEIPT_COUNTER_MAX; out is "" then.
 */
bool receipt_make(const char *kiosk, uint32_t counter, char out[RECEIPT_TEXT]);
bool receipt_valid(const char *receipt); /* twelve digits without groups */
