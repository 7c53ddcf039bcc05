/* UUID version 7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, then random. The id of a case and its
 * idempotency key. Works on the caller's buffers; owns nothing. Time and randomness are handed in. Pure: any
 * room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { UUID7_BYTES = 16, UUID7_RANDOM = 10, UUID7_TEXT = 37 };

void uuid7_make(uint8_t out[UUID7_BYTES], int64_t unix_ms, const uint8_t random[UUID7_RANDOM]);
void uuid7_text(const uint8_t id[UUID7_BYTES], char out[UUID7_TEXT]); /* lower case, with hyphens */
bool uuid7_parse(uint8_t out[UUID7_BYTES], const char *text); /* 36 characters, version 7, variant 10 */
int64_t uuid7_ms(const uint8_t id[UUID7_BYTES]);
