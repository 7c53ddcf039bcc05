/* Signed messages of the platform: exact bytes, what they are for, and an Ed25519 signature over both (RFC
 * 8032), as one JSON object. What is opened belongs to the caller; keys are the caller's.
 * Pure: any room. */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SIGNED_PUBLIC_BYTES = 32,
    SIGNED_SECRET_BYTES = 64,
    SIGNED_KEYID_BYTES = 6,           /* of the hash: tells key pairs apart, is no secret */
    SIGNED_KEYID_MAX = 24,            /* with NUL */
    SIGNED_TEXT_MAX = 4 * 1024 * 1024 /* of a whole message; an acknowledgement names every item of a batch */
};
enum signed_error { SIGNED_ERROR_FORM, SIGNED_ERROR_SIGNATURE };
GQuark signed_error_quark(void);

/* The name of a key pair, "s-" and 12 hexadecimal digits of the public key's BLAKE2b. */
void signed_keyid(const uint8_t public_key[SIGNED_PUBLIC_BYTES], char out[SIGNED_KEYID_MAX]);

/* The same six bytes as they are. */
void signed_keyid_bytes(const uint8_t public_key[SIGNED_PUBLIC_BYTES], uint8_t out[SIGNED_KEYID_BYTES]);

/* {"purpose":"...","key":"s-...","payload":"<base64>","signature":"<base64>"}. The signature covers
 * "linchuang PURPOSE\n" and the payload, so that no message is taken for one of another purpose.
 * g_bytes_unref. */
GBytes *signed_close(const char *purpose, const void *payload, size_t len,
                     const uint8_t secret_key[SIGNED_SECRET_BYTES]);
/* The payload, byte for byte, when it was signed for this purpose by this key; g_bytes_unref. NULL: _FORM it
 * is no such message, _SIGNATURE it is another's or was altered. */
GBytes *signed_open(const char *purpose, const void *text, size_t len,
                    const uint8_t public_key[SIGNED_PUBLIC_BYTES], GError **error);
