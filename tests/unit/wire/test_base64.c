#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>
#include <sodium.h>

#include "wire/base64.h"

enum { LONGEST = 100 };

/* RFC 4648, section 10. */
static const struct {
    const char *plain, *text;
} examples[] = {{"", ""},
                {"f", "Zg=="},
                {"fo", "Zm8="},
                {"foo", "Zm9v"},
                {"foob", "Zm9vYg=="},
                {"fooba", "Zm9vYmE="},
                {"foobar", "Zm9vYmFy"}};

static void has_the_examples_of_the_standard(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        char text[9] = {0};
        uint8_t plain[9];
        size_t len = strlen(examples[i].plain), got;

        base64_encode((const uint8_t *)examples[i].plain, len, text);
        assert_string_equal(text, examples[i].text);
        assert_int_equal(base64_length(len), strlen(text));
        assert_true(base64_decode(text, strlen(text), plain, &got));
        assert_int_equal(got, len);
        assert_memory_equal(plain, examples[i].plain, len);
    }
}

static bool sodium_reads(const char *text, size_t len)
{
    uint8_t plain[LONGEST * 2];
    size_t got;

    return sodium_base642bin(plain, sizeof plain, text, len, NULL, &got, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0;
}

/* libsodium is the judge, of what is right and of each single character that is not; but 1.0.18 takes bytes
 * from 128 on for letters. */
static void reads_what_libsodium_reads(void **state)
{
    uint8_t plain[LONGEST], back[LONGEST + 3];
    char text[sodium_base64_ENCODED_LEN(LONGEST, sodium_base64_VARIANT_ORIGINAL)], ours[sizeof text];

    (void)state;
    for (size_t len = 0; len <= LONGEST; len++) {
        size_t n = base64_length(len), got;
        randombytes_buf(plain, sizeof plain);
        sodium_bin2base64(text, sizeof text, plain, len, sodium_base64_VARIANT_ORIGINAL);
        base64_encode(plain, len, ours);
        assert_memory_equal(ours, text, n);
        assert_true(base64_decode(text, n, back, &got));
        assert_int_equal(got, len);
        assert_memory_equal(back, plain, len);
        for (size_t at = 0; at < n; at++) {
            char was = text[at];
            text[at] = (char)randombytes_uniform(128);
            assert_int_equal(base64_decode(text, n, back, &got), sodium_reads(text, n));
            text[at] = '=';
            assert_int_equal(base64_decode(text, n, back, &got), sodium_reads(text, n));
            text[at] = (char)(128 + randombytes_uniform(128));
            assert_false(base64_decode(text, n, back, &got));
            text[at] = was;
            assert_int_equal(base64_decode(text, at, back, &got), sodium_reads(text, at));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_the_examples_of_the_standard),
        cmocka_unit_test(reads_what_libsodium_reads),
    };
    if (sodium_init() < 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
