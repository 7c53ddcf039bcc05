/* Tokens survive fingers and eyes, codes go there and back, and no slip passes for another token. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/secret.h"
#include "wire/enrol.h"

static void fill(uint8_t *bytes, size_t len, unsigned seed)
{
    uint8_t key[randombytes_SEEDBYTES] = {(uint8_t)seed, (uint8_t)(seed >> 8)};
    randombytes_buf_deterministic(bytes, len, key);
}

static void a_token_goes_there_and_back(void **state)
{
    uint8_t token[ENROL_TOKEN_BYTES], back[ENROL_TOKEN_BYTES];
    char text[ENROL_TOKEN_TEXT];

    (void)state;
    for (unsigned i = 0; i < 1000; i++) {
        fill(token, sizeof token, i);
        enrol_token_text(token, text);
        assert_int_equal(strlen(text), ENROL_TOKEN_TEXT - 1);
        assert_true(enrol_token_parse(text, back));
        assert_memory_equal(back, token, sizeof token);
    }
}

static void eyes_and_fingers_are_forgiven(void **state)
{
    static const uint8_t token[ENROL_TOKEN_BYTES] = {0}; /* zeros and, at its end, the check */
    uint8_t back[ENROL_TOKEN_BYTES];
    char text[ENROL_TOKEN_TEXT];

    (void)state;
    enrol_token_text(token, text);
    for (char *p = text; *p; p++)
        *p = *p == '0' ? 'o' : *p == '1' ? 'l' : *p == '-' ? ' ' : g_ascii_tolower(*p);
    assert_true(enrol_token_parse(text, back));
    assert_memory_equal(back, token, sizeof token);
}

/* Of the slips with one sign and with two neighbours swapped at most one in 1024 is not seen at once; the
 * platform refuses that one too. */
static void a_slip_is_seen(void **state)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    uint8_t token[ENROL_TOKEN_BYTES], back[ENROL_TOKEN_BYTES];
    char text[ENROL_TOKEN_TEXT];
    unsigned tried = 0, passed = 0;

    (void)state;
    for (unsigned i = 0; i < 20; i++) {
        fill(token, sizeof token, i);
        enrol_token_text(token, text);
        for (char *p = text; *p; p++) {
            char right = *p;
            for (const char *other = alphabet; right != '-' && *other; other++) {
                *p = *other;
                tried += *other != right;
                passed += *other != right && enrol_token_parse(text, back);
            }
            *p = right;
        }
    }
    assert_true(tried > 17000);
    assert_true(passed < tried / 300);
}

static void what_is_no_token_is_none(void **state)
{
    static const char *const texts[] = {"", "0000", "0000-0000-0000-0000-0000-0000-00!0",
                                        "0000-0000-0000-0000-0000-0000-00000", "你好"};
    uint8_t back[ENROL_TOKEN_BYTES];

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_false(enrol_token_parse(texts[i], back));
}

static void a_code_goes_there_and_back(void **state)
{
    static const char *const urls[] = {"https://kiosk.example", "https://192.0.2.10:8700",
                                       "https://[2001:db8::1]:8700/a"};
    struct enrol_code code = {{0}}, back;
    char text[ENROL_CODE_TEXT];

    (void)state;
    fill(code.token, sizeof code.token, 1);
    fill(code.authority, sizeof code.authority, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++) {
        g_strlcpy(code.url, urls[i], sizeof code.url);
        assert_true(enrol_code_text(&code, text));
        assert_true(enrol_code_parse(text, &back));
        assert_string_equal(back.url, code.url);
        assert_memory_equal(back.token, code.token, sizeof code.token);
        assert_memory_equal(back.authority, code.authority, sizeof code.authority);
    }
}

/* Cut anywhere, and with plain HTTP, it is none. */
static void half_a_code_is_none(void **state)
{
    struct enrol_code code = {.url = "https://kiosk.example"}, back;
    char text[ENROL_CODE_TEXT];

    (void)state;
    assert_true(enrol_code_text(&code, text));
    for (size_t len = strlen(text); len-- > 0;) {
        text[len] = '\0';
        assert_false(enrol_code_parse(text, &back));
    }
    g_strlcpy(code.url, "http://kiosk.example", sizeof code.url);
    assert_true(enrol_code_text(&code, text));
    assert_false(enrol_code_parse(text, &back));
}

static void messages_go_there_and_back(void **state)
{
    uint8_t token[ENROL_TOKEN_BYTES];
    char text[ENROL_TOKEN_TEXT];
    struct enrol_request request;
    struct enrol_answer answer = {.kiosk = "20617",
                                  .certificate = (char *)"-----BEGIN CERTIFICATE-----\n",
                                  .renew_after_ms = 1795392000000,
                                  .receipts_given = 147},
                        back;

    (void)state;
    fill(token, sizeof token, 3);
    enrol_token_text(token, text);
    g_autoptr(GBytes) asked = enrol_request_build(text, "PEM");
    assert_true(enrol_request_parse(g_bytes_get_data(asked, NULL), g_bytes_get_size(asked), &request));
    assert_true(request.has_token);
    assert_memory_equal(request.token, token, sizeof token);
    assert_string_equal(request.csr, "PEM");
    enrol_request_clear(&request);
    g_autoptr(GBytes) said = enrol_answer_build(&answer);
    assert_true(enrol_answer_parse(g_bytes_get_data(said, NULL), g_bytes_get_size(said), &back, NULL));
    assert_string_equal(back.kiosk, "20617");
    assert_int_equal(back.renew_after_ms, answer.renew_after_ms);
    assert_int_equal(back.receipts_given, 147);
    assert_false(back.has_keys);
    enrol_answer_clear(&back);
}

static void what_is_malformed_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "[]",
        "{}",
        "{\"csr\":1}",
        "{\"token\":\"x\",\"csr\":\"PEM\"}",
        "{\"kiosk\":\"20617\",\"certificate\":\"PEM\",\"renew_after\":\"tomorrow\"}",
        "{\"kiosk\":\"20617\",\"certificate\":\"P\",\"renew_after\":\"2026-11-23T00:00:00.000Z\",\"keys\":{}"
        "}"};
    struct enrol_request request;
    struct enrol_answer answer;

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        assert_false(enrol_request_parse(texts[i], strlen(texts[i]), &request));
        assert_false(enrol_answer_parse(texts[i], strlen(texts[i]), &answer, NULL));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_goes_there_and_back),
        cmocka_unit_test(eyes_and_fingers_are_forgiven),
        cmocka_unit_test(a_slip_is_seen),
        cmocka_unit_test(what_is_no_token_is_none),
        cmocka_unit_test(a_code_goes_there_and_back),
        cmocka_unit_test(half_a_code_is_none),
        cmocka_unit_test(messages_go_there_and_back),
        cmocka_unit_test(what_is_malformed_is_refused),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
