/* The receipt number: five digits of the kiosk, six counted up, one check digit (ISO 7064 MOD 11,10); no date
 * in it. Works on the caller's buffers; owns nothing. Pure: any room. */
#pragma once

#include <jansson.h>
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
bool receipt_valid(const char *receipt);       /* twelve digits without groups */
uint32_t receipt_counter(const char *receipt); /* of a valid one */

/* "receipts_given" of what a platform tells a kiosk: its numbers up to this counter belong to somebody, be it
 * that another machine gave them out under the same number. A platform of before says none: 0. False when it
 * is no counter. */
bool receipt_given(const json_t *object, uint32_t *counter);

/* What a printed receipt ends in, 7F3A 91C2 5B0E: 48 bits of BLAKE2b (RFC 7693) over the number and the
 * case's UUIDv7. The number alone may be guessed; the UUID stands on no paper, and only the kiosk and the
 * platform know it: who invents a receipt cannot know its code. */
enum { RECEIPT_CODE = 12 + 2 + 1 };
void receipt_code(const char *receipt, const uint8_t id[16], char out[RECEIPT_CODE]);
