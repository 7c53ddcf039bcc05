#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "wire/receipt.h"
#include "wire/uuid7.h"

/* ISO 7064:2003, MOD 11,10: 0794 has the check digit 5. */
static void iso_example(void **state)
{
    (void)state;
    assert_int_equal(receipt_check_digit("0794", 4), '5');
}

static void makes_twelve_digits(void **state)
{
    char receipt[RECEIPT_TEXT], grouped[20];

    (void)state;
    assert_true(receipt_make("20617", 14, receipt));
    assert_int_equal(strlen(receipt), RECEIPT_DIGITS);
    assert_memory_equal(receipt, "20617000014", 11);
    assert_true(receipt_valid(receipt));
    assert_true(text_group(grouped, sizeof grouped, receipt, RECEIPT_GROUPS));
    assert_memory_equal(grouped, "2061 7000 014", 13);
    assert_int_equal(strlen(grouped), 14);
}

static void refuses_what_does_not_fit(void **state)
{
    char receipt[RECEIPT_TEXT];

    (void)state;
    assert_false(receipt_make("2061", 1, receipt));
    assert_string_equal(receipt, "");
    assert_false(receipt_make("206170", 1, receipt));
    assert_false(receipt_make("2061x", 1, receipt));
    assert_false(receipt_make("20617", 0, receipt));
    assert_false(receipt_make("20617", RECEIPT_COUNTER_MAX + 1, receipt));
    assert_true(receipt_make("20617", RECEIPT_COUNTER_MAX, receipt));
    assert_false(receipt_valid(""));
    assert_false(receipt_valid("20617000014"));
}

/* Every single wrong digit is found; of neighbours swapped, nearly all (the standard promises the first
 * only). */
static void finds_wrong_digits(void **state)
{
    char receipt[RECEIPT_TEXT], wrong[RECEIPT_TEXT];

    (void)state;
    for (uint32_t counter = 1; counter < 2000; counter += 7) {
        assert_true(receipt_make("34119", counter, receipt));
        for (int at = 0; at < RECEIPT_DIGITS; at++)
            for (char digit = '0'; digit <= '9'; digit++) {
                memcpy(wrong, receipt, sizeof wrong);
                wrong[at] = digit;
                assert_int_equal(receipt_valid(wrong), digit == receipt[at]);
            }
    }
}

/* RFC 9562 appendix A.6: 2022-02-22 14:22:22 GMT-5, 0x017F22E279B0. */
static void rfc_example(void **state)
{
    static const uint8_t random[UUID7_RANDOM] = {0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f};
    uint8_t id[UUID7_BYTES], again[UUID7_BYTES];
    char text[UUID7_TEXT];

    (void)state;
    uuid7_make(id, 1645557742000, random);
    uuid7_text(id, text);
    assert_string_equal(text, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    assert_true(uuid7_parse(again, "017F22E2-79B0-7CC3-98C4-DC0C0C07398F"));
    assert_memory_equal(id, again, sizeof id);
    assert_int_equal(uuid7_ms(id), 1645557742000);
}

static void parses_only_version_7(void **state)
{
    uint8_t id[UUID7_BYTES];

    (void)state;
    assert_false(uuid7_parse(id, "017F22E2-79B0-4CC3-98C4-DC0C0C07398F"));
    assert_false(uuid7_parse(id, "017F22E2-79B0-7CC3-18C4-DC0C0C07398F"));
    assert_false(uuid7_parse(id, "017F22E2-79B0-7CC3-98C4-DC0C0C07398"));
    assert_false(uuid7_parse(id, "017F22E2-79B0-7CC3-98C4-DC0C0C07398F0"));
    assert_false(uuid7_parse(id, "017F22E279B0-7CC3-98C4-DC0C0C07398F"));
    assert_false(uuid7_parse(id, "017F22E2-79B0-7CC3-98C4-DC0C0C0739g8"));
    assert_false(uuid7_parse(id, ""));
}

/* Expected: hashlib.blake2b(b"linchuang receipt 1\0" + number + id, digest_size=16), its first six bytes. */
static void a_code_is_of_number_and_case(void **state)
{
    uint8_t id[UUID7_BYTES];
    char code[RECEIPT_CODE], other[RECEIPT_CODE];

    (void)state;
    assert_true(uuid7_parse(id, "017F22E2-79B0-7CC3-98C4-DC0C0C07398F"));
    receipt_code("206170001475", id, code);
    assert_string_equal(code, "2B07 254C F277");
    receipt_code("206170001483", id, other);
    assert_string_not_equal(code, other);
    id[15] ^= 1;
    receipt_code("206170001475", id, other);
    assert_string_not_equal(code, other);
}

static void the_counter_is_read_back(void **state)
{
    static const uint32_t counters[] = {1, 147, 5001, RECEIPT_COUNTER_MAX};
    char receipt[RECEIPT_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof counters / sizeof counters[0]; i++) {
        assert_true(receipt_make("20617", counters[i], receipt));
        assert_int_equal(receipt_counter(receipt), counters[i]);
    }
}

/* Nothing that a platform says can be taken for a counter that no receipt has. */
static void what_is_given_is_a_counter(void **state)
{
    static const struct {
        const char *text;
        bool well;
        uint32_t counter;
    } cases[] = {{"{}", true, 0},
                 {"{\"receipts_given\":0}", true, 0},
                 {"{\"receipts_given\":999999}", true, 999999},
                 {"{\"receipts_given\":1000000}", false, 0},
                 {"{\"receipts_given\":-1}", false, 0},
                 {"{\"receipts_given\":\"147\"}", false, 0},
                 {"{\"receipts_given\":null}", false, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        json_t *object = json_loads(cases[i].text, 0, NULL);
        uint32_t counter = 7;
        assert_int_equal(receipt_given(object, &counter), cases[i].well);
        assert_int_equal(counter, cases[i].counter);
        json_decref(object);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_example),
        cmocka_unit_test(makes_twelve_digits),
        cmocka_unit_test(refuses_what_does_not_fit),
        cmocka_unit_test(finds_wrong_digits),
        cmocka_unit_test(rfc_example),
        cmocka_unit_test(parses_only_version_7),
        cmocka_unit_test(a_code_is_of_number_and_case),
        cmocka_unit_test(the_counter_is_read_back),
        cmocka_unit_test(what_is_given_is_a_counter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
