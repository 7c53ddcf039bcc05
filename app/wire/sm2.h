/* SM2 encryption (GB/T 32918.4) on the curve of GB/T 32918.5, by OpenSSL. Keys and buffers are the caller's;
 * secret keys are 32 bytes, most significant first, public ones a point that is not compressed.
 * Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SM2_SECRET_BYTES = 32, SM2_PUBLIC_BYTES = 65, SM2_GROWS_MAX = 110 /* bytes */ };

void sm2_draw(uint8_t secret_key[SM2_SECRET_BYTES]);
/* False: it does not lie between 1 and n - 2 (GB/T 32918.1 6.1). */
bool sm2_derive(const uint8_t secret_key[SM2_SECRET_BYTES], uint8_t public_key[SM2_PUBLIC_BYTES]);
/* Is it a point on the curve, and not compressed? */
bool sm2_is_public(const uint8_t public_key[SM2_PUBLIC_BYTES]);
/* C1, C3, C2 as the ASN.1 DER of GM/T 0009; `len` is what `out` holds, then what it got. False: the point is
 * not on the curve, or `out` is too small. */
bool sm2_encrypt(const uint8_t public_key[SM2_PUBLIC_BYTES], const void *text, size_t text_len, uint8_t *out,
                 size_t *len);
/* `out` holds as many bytes as the ciphertext has; `len` is how many it got. False: altered, or another
 * key's. */
bool sm2_decrypt(const uint8_t public_key[SM2_PUBLIC_BYTES], const uint8_t secret_key[SM2_SECRET_BYTES],
                 const uint8_t *der, size_t der_len, void *out, size_t *len);
