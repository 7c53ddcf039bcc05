/* Base64 of RFC 4648, section 4, for what is no secret: quick, and its time tells what it read. For secrets:
 * base/secret.h, and libsodium's own. Works on the caller's buffers.
 * Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Characters that `len` bytes become, without a NUL. */
size_t base64_length(size_t len);
/* Writes base64_length(len) characters, no NUL. */
void base64_encode(const uint8_t *data, size_t len, char *to);
/* The one spelling that base64_encode has, and no other: false for a foreign character, a blank, padding that
 * is missing or too much, bits that are lost. `to` has room for len / 4 * 3 bytes; `got` of them are written.
 */
bool base64_decode(const char *text, size_t len, uint8_t *to, size_t *got);
