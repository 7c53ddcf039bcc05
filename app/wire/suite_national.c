/* The national suite: a random SM4 key wrapped with SM2, and SM4-GCM chunk by chunk; names by SM3. One form
 * serves small and large: what is small is one chunk.
 *   head: a byte with the length of the wrapped key, the SM2 ciphertext (GB/T 32918.4 C1 C3 C2, as the ASN.1
 *         DER of GM/T 0009), zeros up to 128 bytes, so that no length depends on chance
 *   chunk n: ciphertext, then the tag of 16 bytes; nonce = n in 12 bytes, most significant first (a key
 * closes one box); associated data = the form's name, then 1 for the last chunk, else 0 SM2 and SM3 are
 * OpenSSL's; its release in Debian 12 has no SM4-GCM, so that is libgcrypt's. */
#include <gcrypt.h>
#include <glib.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <string.h>

#include "base/secret.h"
#include "wire/suite.h"

enum {
    KEY_BYTES = 16,
    NONCE_BYTES = 12,
    TAG_BYTES = 16,
    HEAD_BYTES = 128,
    POINT_BYTES = 65 /* 04, x, y */
};
#define SEALALG "sm2-sm4-gcm"
_Static_assert((int)POINT_BYTES == (int)SUITE_PUBLIC_MAX, "key size");

struct work { /* secret */
    uint8_t key[KEY_BYTES];
    uint8_t head[HEAD_BYTES];
    uint64_t chunk;
};

static BIGNUM *order_of(const EC_GROUP *curve)
{
    return BN_dup(EC_GROUP_get0_order(curve));
}

/* GB/T 32918.1 6.1: a secret key lies between 1 and n - 2. */
static bool in_range(const BIGNUM *d, const EC_GROUP *curve)
{
    BIGNUM *limit = order_of(curve);
    BN_sub_word(limit, 1);
    bool well = !BN_is_zero(d) && BN_cmp(d, limit) < 0;
    BN_free(limit);
    return well;
}

static void draw(uint8_t *secret_key)
{
    EC_GROUP *curve = EC_GROUP_new_by_curve_name(NID_sm2);
    BIGNUM *d = BN_secure_new();

    g_assert(curve && d);
    do {
        gcry_randomize(secret_key, SUITE_SECRET_BYTES, GCRY_VERY_STRONG_RANDOM);
        BN_bin2bn(secret_key, SUITE_SECRET_BYTES, d);
    } while (!in_range(d, curve));
    BN_clear_free(d);
    EC_GROUP_free(curve);
}

static bool derive(const uint8_t *secret_key, uint8_t *public_key)
{
    EC_GROUP *curve = EC_GROUP_new_by_curve_name(NID_sm2);
    EC_POINT *point = curve ? EC_POINT_new(curve) : NULL;
    BIGNUM *d = BN_secure_new();
    bool well = point && d && BN_bin2bn(secret_key, SUITE_SECRET_BYTES, d) && in_range(d, curve) &&
                EC_POINT_mul(curve, point, d, NULL, NULL, NULL) == 1 &&
                EC_POINT_point2oct(curve, point, POINT_CONVERSION_UNCOMPRESSED, public_key, POINT_BYTES,
                                   NULL) == POINT_BYTES;

    BN_clear_free(d);
    EC_POINT_clear_free(point);
    EC_GROUP_free(curve);
    return well;
}

static void hash(const uint8_t *data, size_t len, uint8_t out[SUITE_HASH_BYTES])
{
    int well = EVP_Digest(data, len, out, NULL, EVP_sm3(), NULL);
    g_assert(well == 1);
}

/* NULL for a point that is not on the curve. `secret_key` NULL: the public half alone. */
static EVP_PKEY *key_of(const uint8_t *public_key, const uint8_t *secret_key)
{
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
    BIGNUM *d = secret_key ? BN_secure_new() : NULL;
    EVP_PKEY *key = NULL;

    g_assert(build && context);
    OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0);
    OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, public_key, POINT_BYTES);
    if (d)
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, BN_bin2bn(secret_key, SUITE_SECRET_BYTES, d));
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
    if (!params || EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &key, secret_key ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) != 1)
        key = NULL;
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    EVP_PKEY_CTX_free(context);
    BN_clear_free(d);
    return key;
}

/* The key into the head. */
static bool wrap(EVP_PKEY *to, struct work *work)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, to, NULL);
    size_t len = HEAD_BYTES - 1;
    bool well = context && EVP_PKEY_encrypt_init(context) == 1 &&
                EVP_PKEY_encrypt(context, work->head + 1, &len, work->key, KEY_BYTES) == 1;

    work->head[0] = (uint8_t)len;
    EVP_PKEY_CTX_free(context);
    return well;
}

static bool draft(const uint8_t *public_key, void *with)
{
    struct work *work = with;
    EVP_PKEY *to = public_key[0] == POINT_CONVERSION_UNCOMPRESSED ? key_of(public_key, NULL) : NULL;

    *work = (struct work){0};
    gcry_randomize(work->key, KEY_BYTES, GCRY_STRONG_RANDOM);
    bool well = to && wrap(to, work);
    EVP_PKEY_free(to);
    return well;
}

static void begin(void *with, uint8_t *head)
{
    struct work *work = with;
    memcpy(head, work->head, HEAD_BYTES);
}

/* The cipher of the next chunk, its key schedule in libgcrypt's locked memory. */
static gcry_cipher_hd_t next_cipher(struct work *work, bool last)
{
    uint8_t nonce[NONCE_BYTES] = {0}, data[sizeof SEALALG] = SEALALG;
    gcry_cipher_hd_t cipher = NULL;
    uint64_t n = GUINT64_TO_BE(work->chunk++);

    memcpy(nonce + NONCE_BYTES - sizeof n, &n, sizeof n);
    data[sizeof data - 1] = last;
    gcry_error_t failed =
        gcry_cipher_open(&cipher, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_GCM, GCRY_CIPHER_SECURE);
    failed = failed ? failed : gcry_cipher_setkey(cipher, work->key, KEY_BYTES);
    failed = failed ? failed : gcry_cipher_setiv(cipher, nonce, sizeof nonce);
    failed = failed ? failed : gcry_cipher_authenticate(cipher, data, sizeof data);
    g_assert(!failed);
    return cipher;
}

static void push(void *with, const uint8_t *plain, size_t len, bool last, uint8_t *chunk)
{
    gcry_cipher_hd_t cipher = next_cipher(with, last);
    gcry_error_t failed = gcry_cipher_encrypt(cipher, chunk, len, plain, len);
    failed = failed ? failed : gcry_cipher_gettag(cipher, chunk + len, TAG_BYTES);
    g_assert(!failed);
    gcry_cipher_close(cipher);
}

static bool pull(void *with, const uint8_t *chunk, size_t len, bool last, uint8_t *plain)
{
    gcry_cipher_hd_t cipher = next_cipher(with, last);
    size_t text = len - TAG_BYTES;
    bool well = !gcry_cipher_decrypt(cipher, plain, text, chunk, text) &&
                !gcry_cipher_checktag(cipher, chunk + text, TAG_BYTES);

    gcry_cipher_close(cipher);
    return well;
}

/* The length byte must be the one of the DER sequence behind it (short form, X.690 8.1.3.4) and what follows
 * zeros: OpenSSL reads over bytes behind the sequence, and no byte of a box may be changed unseen. */
static bool head_is_whole(const uint8_t *head)
{
    static const uint8_t zeros[HEAD_BYTES];
    size_t len = head[0];

    return len > 2 && len < HEAD_BYTES && head[2] == len - 2 &&
           memcmp(head + 1 + len, zeros, HEAD_BYTES - 1 - len) == 0;
}

static bool unwrap(EVP_PKEY *key, const uint8_t *head, uint8_t out[KEY_BYTES])
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    uint8_t text[HEAD_BYTES]; /* as long as a hostile ciphertext could make it */
    size_t len = sizeof text;
    bool well = context && EVP_PKEY_decrypt_init(context) == 1 &&
                EVP_PKEY_decrypt(context, text, &len, head + 1, head[0]) == 1 && len == KEY_BYTES;

    if (well)
        memcpy(out, text, KEY_BYTES);
    secret_wipe(text, sizeof text);
    EVP_PKEY_CTX_free(context);
    return well;
}

static bool resume(const uint8_t *public_key, const uint8_t *secret_key, const uint8_t *head, void *with)
{
    struct work *work = with;
    EVP_PKEY *key = head_is_whole(head) ? key_of(public_key, secret_key) : NULL;

    *work = (struct work){0};
    bool well = key && unwrap(key, head, work->key);
    EVP_PKEY_free(key);
    return well;
}

static const struct seal_form form = {.sealalg = SEALALG,
                                      .head = HEAD_BYTES,
                                      .tag = TAG_BYTES,
                                      .begin = begin,
                                      .push = push,
                                      .resume = resume,
                                      .pull = pull};
const struct suite suite_national = {.name = "national",
                                     .prefix = 'g',
                                     .public_bytes = POINT_BYTES,
                                     .work_bytes = sizeof(struct work),
                                     .small = &form,
                                     .large = &form,
                                     .draw = draw,
                                     .derive = derive,
                                     .hash = hash,
                                     .draft = draft};
