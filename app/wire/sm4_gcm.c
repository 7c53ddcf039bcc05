#include "wire/sm4_gcm.h"

#include <gcrypt.h>
#include <glib.h>

/* It fails when locked memory is out only. */
static gcry_cipher_hd_t cipher_of(const struct sm4_gcm *with)
{
    gcry_cipher_hd_t cipher = NULL;
    gcry_error_t failed =
        gcry_cipher_open(&cipher, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_GCM, GCRY_CIPHER_SECURE);

    failed = failed ? failed : gcry_cipher_setkey(cipher, with->key, SM4_GCM_KEY_BYTES);
    failed = failed ? failed : gcry_cipher_setiv(cipher, with->nonce, SM4_GCM_NONCE_BYTES);
    failed = failed ? failed : gcry_cipher_authenticate(cipher, with->data, with->data_len);
    if (failed)
        g_error("SM4-GCM does not start (%s): raise LimitMEMLOCK= (ulimit -l) to 16 MB or more",
                gcry_strerror(failed));
    return cipher;
}

void sm4_gcm_close(const struct sm4_gcm *with, const uint8_t *plain, size_t len, uint8_t *out)
{
    gcry_cipher_hd_t cipher = cipher_of(with);
    gcry_error_t failed = gcry_cipher_encrypt(cipher, out, len, plain, len);

    failed = failed ? failed : gcry_cipher_gettag(cipher, out + len, SM4_GCM_TAG_BYTES);
    g_assert(!failed);
    gcry_cipher_close(cipher);
}

bool sm4_gcm_open(const struct sm4_gcm *with, const uint8_t *box, size_t len, uint8_t *out)
{
    gcry_cipher_hd_t cipher = cipher_of(with);
    size_t text = len - SM4_GCM_TAG_BYTES;
    bool well = !gcry_cipher_decrypt(cipher, out, text, box, text) &&
                !gcry_cipher_checktag(cipher, box + text, SM4_GCM_TAG_BYTES);

    gcry_cipher_close(cipher);
    return well;
}
