#include "wire/sm2.h"

#include <glib.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

static bool in_range(const BIGNUM *d, const EC_GROUP *curve)
{
    BIGNUM *limit = BN_dup(EC_GROUP_get0_order(curve));
    BN_sub_word(limit, 1);
    bool well = !BN_is_zero(d) && BN_cmp(d, limit) < 0;
    BN_free(limit);
    return well;
}

void sm2_draw(uint8_t secret_key[SM2_SECRET_BYTES])
{
    EC_GROUP *curve = EC_GROUP_new_by_curve_name(NID_sm2);
    BIGNUM *d = BN_secure_new();

    g_assert(curve && d);
    do {
        randombytes_buf(secret_key, SM2_SECRET_BYTES);
        BN_bin2bn(secret_key, SM2_SECRET_BYTES, d);
    } while (!in_range(d, curve));
    BN_clear_free(d);
    EC_GROUP_free(curve);
}

bool sm2_derive(const uint8_t secret_key[SM2_SECRET_BYTES], uint8_t public_key[SM2_PUBLIC_BYTES])
{
    EC_GROUP *curve = EC_GROUP_new_by_curve_name(NID_sm2);
    EC_POINT *point = curve ? EC_POINT_new(curve) : NULL;
    BIGNUM *d = BN_secure_new();
    bool well = point && d && BN_bin2bn(secret_key, SM2_SECRET_BYTES, d) && in_range(d, curve) &&
                EC_POINT_mul(curve, point, d, NULL, NULL, NULL) == 1 &&
                EC_POINT_point2oct(curve, point, POINT_CONVERSION_UNCOMPRESSED, public_key, SM2_PUBLIC_BYTES,
                                   NULL) == SM2_PUBLIC_BYTES;

    BN_clear_free(d);
    EC_POINT_clear_free(point);
    EC_GROUP_free(curve);
    return well;
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
    OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, public_key, SM2_PUBLIC_BYTES);
    if (d)
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, BN_bin2bn(secret_key, SM2_SECRET_BYTES, d));
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
    int what = secret_key ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;
    if (!params || EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &key, what, params) != 1)
        key = NULL;
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    EVP_PKEY_CTX_free(context);
    BN_clear_free(d);
    return key;
}

bool sm2_is_public(const uint8_t public_key[SM2_PUBLIC_BYTES])
{
    EVP_PKEY *key = public_key[0] == POINT_CONVERSION_UNCOMPRESSED ? key_of(public_key, NULL) : NULL;

    EVP_PKEY_free(key);
    return key != NULL;
}

bool sm2_encrypt(const uint8_t public_key[SM2_PUBLIC_BYTES], const void *text, size_t text_len, uint8_t *out,
                 size_t *len)
{
    EVP_PKEY *key = public_key[0] == POINT_CONVERSION_UNCOMPRESSED ? key_of(public_key, NULL) : NULL;
    EVP_PKEY_CTX *context = key ? EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL) : NULL;
    bool well = context && text_len + SM2_GROWS_MAX <= *len && EVP_PKEY_encrypt_init(context) == 1 &&
                EVP_PKEY_encrypt(context, out, len, text, text_len) == 1;

    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(key);
    return well;
}

bool sm2_decrypt(const uint8_t public_key[SM2_PUBLIC_BYTES], const uint8_t secret_key[SM2_SECRET_BYTES],
                 const uint8_t *der, size_t der_len, void *out, size_t *len)
{
    EVP_PKEY *key = key_of(public_key, secret_key);
    EVP_PKEY_CTX *context = key ? EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL) : NULL;

    *len = der_len;
    bool well = context && EVP_PKEY_decrypt_init(context) == 1 &&
                EVP_PKEY_decrypt(context, out, len, der, der_len) == 1;
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(key);
    return well;
}
