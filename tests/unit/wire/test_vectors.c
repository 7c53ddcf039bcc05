/* Published examples through our own calls: RFC 8998, GB/T 32905, 32907 and 32918, RFC 7748, NaCl. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <gcrypt.h>
#include <openssl/evp.h>
#include <sodium.h>

#include "base/secret.h"
#include "wire/sm2.h"
#include "wire/sm4_gcm.h"
#include "wire/suite.h"

enum { HEX_MAX = 256 };

/* Into `out`, which holds enough; the number of bytes. */
static size_t bytes(uint8_t *out, const char *hex)
{
    size_t len = 0;

    assert_int_equal(sodium_hex2bin(out, HEX_MAX, hex, strlen(hex), " ", &len, NULL), 0);
    return len;
}

static void assert_bytes(const void *got, const char *hex)
{
    uint8_t wanted[HEX_MAX];
    size_t len = bytes(wanted, hex);

    assert_memory_equal(got, wanted, len);
}

#define SM4_KEY "0123456789ABCDEFFEDCBA9876543210"

/* RFC 8998 appendix A.1. */
static void sm4_gcm(void **state)
{
    uint8_t key[HEX_MAX], nonce[HEX_MAX], data[HEX_MAX], plain[HEX_MAX], box[HEX_MAX], again[HEX_MAX];
    (void)state;
    bytes(key, SM4_KEY);
    bytes(nonce, "00001234567800000000ABCD");
    struct sm4_gcm with = {key, nonce, data, bytes(data, "FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")};
    size_t len = bytes(plain, "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
                              "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
    sm4_gcm_close(&with, plain, len, box);
    assert_bytes(box, "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
                      "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
                      "83DE3541E4C2B58177E065A9BF7B62EC");
    assert_true(sm4_gcm_open(&with, box, len + SM4_GCM_TAG_BYTES, again));
    assert_memory_equal(again, plain, len);
    for (size_t at = 0; at < len + SM4_GCM_TAG_BYTES; at++) {
        box[at] ^= 0x80;
        assert_false(sm4_gcm_open(&with, box, len + SM4_GCM_TAG_BYTES, again));
        box[at] ^= 0x80;
    }
    data[0] ^= 1;
    assert_false(sm4_gcm_open(&with, box, len + SM4_GCM_TAG_BYTES, again));
}

/* GB/T 32907 appendix A, examples 1 and 2: the block under the mode. */
static void sm4_block(void **state)
{
    uint8_t key[HEX_MAX], block[HEX_MAX];
    gcry_cipher_hd_t cipher;
    (void)state;
    bytes(key, SM4_KEY);
    bytes(block, SM4_KEY);
    assert_int_equal(gcry_cipher_open(&cipher, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_ECB, 0), 0);
    assert_int_equal(gcry_cipher_setkey(cipher, key, SM4_GCM_KEY_BYTES), 0);
    gcry_cipher_encrypt(cipher, block, SM4_GCM_KEY_BYTES, NULL, 0);
    assert_bytes(block, "681EDF34D206965E86B3E94F536E4246");
    for (unsigned times = 1; times < 1000000; times++)
        gcry_cipher_encrypt(cipher, block, SM4_GCM_KEY_BYTES, NULL, 0);
    assert_bytes(block, "595298C7C6FD271F0402F804C33D3F66");
    gcry_cipher_close(cipher);
}

/* GB/T 32905 appendix A. */
static void sm3(void **state)
{
    uint8_t digest[SUITE_HASH_BYTES], text[64];
    (void)state;
    suite_national.hash((const uint8_t *)"abc", 3, digest);
    assert_bytes(digest, "66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0");
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "abcd"[i % 4];
    suite_national.hash(text, sizeof text, digest);
    assert_bytes(digest, "DEBE9FF92275B8A138604889C18E5A4D6FDB70E5387E5765293DCBA39C0C5732");
}

#define SM2_SECRET "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"
#define SM2_PUBLIC                                                                                           \
    "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"                                     \
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"

/* GB/T 32918.5 appendices A and C: the key pair of both examples. */
static void sm2_pair(void **state)
{
    uint8_t secret[HEX_MAX], public_key[SM2_PUBLIC_BYTES];
    (void)state;
    bytes(secret, SM2_SECRET);
    assert_true(sm2_derive(secret, public_key));
    assert_bytes(public_key, SM2_PUBLIC);
}

/* GB/T 32918.5 appendix C.2: "encryption standard". Its ciphertext opens; the same one cannot be made, for
 * OpenSSL draws the random number itself. */
static void sm2_encryption(void **state)
{
    uint8_t secret[HEX_MAX], public_key[HEX_MAX], der[HEX_MAX], text[HEX_MAX];
    size_t got = 0;
    (void)state;
    bytes(secret, SM2_SECRET);
    bytes(public_key, SM2_PUBLIC);
    size_t len = bytes(der, "307C"
                            "022004EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73"
                            "022100E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0"
                            "042059983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766"
                            "041321886CA989CA9C7D58087307CA93092D651EFA");
    assert_true(sm2_decrypt(public_key, secret, der, len, text, &got));
    assert_int_equal(got, strlen("encryption standard"));
    assert_memory_equal(text, "encryption standard", got);
    der[len - 1] ^= 1;
    assert_false(sm2_decrypt(public_key, secret, der, len, text, &got));
    len = sizeof der;
    assert_true(sm2_encrypt(public_key, "encryption standard", got = 19, der, &len));
    assert_true(sm2_decrypt(public_key, secret, der, len, text, &got));
    assert_memory_equal(text, "encryption standard", 19);
}

/* RFC 7748 section 6.1. */
static void x25519(void **state)
{
    static const char *const pairs[][2] = {
        {"77076D0A7318A57D3C16C17251B26645DF4C2F87EBC0992AB177FBA51DB92C2A",
         "8520F0098930A754748B7DDCB43EF75A0DBF3A0D26381AF4EBA4A98EAA9B4E6A"},
        {"5DAB087E624A8A4B79E17F8B83800EE66F3BB1292618B6FD1C2F8B27FF88E0EB",
         "DE9EDB7D7B7DC1B4D35B61C2ECE435373F8343C85B78674DADFC7E146F882B4F"}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        uint8_t secret[HEX_MAX], public_key[SUITE_PUBLIC_MAX];
        bytes(secret, pairs[i][0]);
        assert_true(suite_default.derive(secret, public_key));
        assert_bytes(public_key, pairs[i][1]);
    }
}

/* "Cryptography in NaCl" (Bernstein, 2009), sections 8 to 10: what crypto_box makes of Alice, Bob and a
 * nonce, which is what a sealed box is made of. */
static void nacl_box(void **state)
{
    uint8_t alice[HEX_MAX], bob[HEX_MAX], nonce[HEX_MAX], shared[crypto_box_BEFORENMBYTES], plain[HEX_MAX];
    uint8_t box[HEX_MAX];
    (void)state;
    bytes(alice, "77076D0A7318A57D3C16C17251B26645DF4C2F87EBC0992AB177FBA51DB92C2A");
    bytes(bob, "DE9EDB7D7B7DC1B4D35B61C2ECE435373F8343C85B78674DADFC7E146F882B4F");
    bytes(nonce, "69696EE955B62B73CD62BDA875FC73D68219E0036B7A0B37");
    size_t len =
        bytes(plain, "BE075FC53C81F2D5CF141316EBEB0C7B5228C52A4C62CBD44B66849B64244FFCE5ECBAAF33BD751A"
                     "1AC728D45E6C61296CDC3C01233561F41DB66CCE314ADB310E3BE8250C46F06DCEEA3A7FA1348057"
                     "E2F6556AD6B1318A024A838F21AF1FDE048977EB48F59FFD4924CA1C60902E52F0A089BC76897040"
                     "E082F937763848645E0705");
    assert_int_equal(crypto_box_beforenm(shared, bob, alice), 0);
    assert_bytes(shared, "1B27556473E985D462CD51197A9A46C76009549EAC6474F206C4EE0844F68389");
    crypto_box_easy_afternm(box, plain, len, nonce, shared);
    assert_bytes(box, "F3FFC7703F9400E52A7DFB4B3D3305D98E993B9F48681273C29650BA32FC76CE48332EA7164D96A4"
                      "476FB8C531A1186AC0DFC17C98DCE87B4DA7F011EC48C97271D2C20F9B928FE2270D6FB863D51738"
                      "B48EEEE314A7CC8AB932164548E526AE90224368517ACFEABD6BB3732BC0E9DA99832B61CA01B6DE"
                      "56244A9E88D5F9B37973F622A43D14A6599B1F654CB45A74E355A5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sm4_gcm),  cmocka_unit_test(sm4_block),      cmocka_unit_test(sm3),
        cmocka_unit_test(sm2_pair), cmocka_unit_test(sm2_encryption), cmocka_unit_test(x25519),
        cmocka_unit_test(nacl_box),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
