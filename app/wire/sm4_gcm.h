/* SM4 (GB/T 32907) in Galois/Counter Mode, as RFC 8998 has it, by libgcrypt: OpenSSL of Debian 12 has none.
 * Keys and buffers are the caller's; the key schedule lies in libgcrypt's locked memory and is wiped. Pure:
 * any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SM4_GCM_KEY_BYTES = 16, SM4_GCM_NONCE_BYTES = 12, SM4_GCM_TAG_BYTES = 16 };

struct sm4_gcm {
    const uint8_t *key, *nonce; /* of the lengths above; a nonce serves a key once */
    const void *data;           /* authenticated, not sealed */
    size_t data_len;
};
/* `out` gets len + SM4_GCM_TAG_BYTES: the ciphertext, then the tag. */
void sm4_gcm_close(const struct sm4_gcm *with, const uint8_t *plain, size_t len, uint8_t *out);
/* `len` with the tag; `out` gets the rest. False: altered; what is in `out` is then to be thrown away. */
bool sm4_gcm_open(const struct sm4_gcm *with, const uint8_t *box, size_t len, uint8_t *out);
