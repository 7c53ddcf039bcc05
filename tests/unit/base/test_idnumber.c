#include "base/check.h"

#include "base/text.h"

/* The two numbers printed in GB 11643-1999 as examples, and fictional ones of an unassigned region. */
static void test_check_of_the_standard(void **state)
{
    (void)state;
    assert_int_equal(text_check_id("11010519491231002X"), TEXT_ID_OK);
    assert_int_equal(text_check_id("440524188001010014"), TEXT_ID_OK);
    assert_int_equal(text_check_id("341199194305120046"), TEXT_ID_CHECKSUM);
}

/* ISO 7064 MOD 11-2 by its recursion instead of the standard's table of weights. */
static char mod_11_2(const char *digits)
{
    int p = 0;
    for (int i = 0; i < 17; i++)
        p = (p + digits[i] - '0') * 2 % 11;
    return "0123456789X"[(12 - p) % 11];
}

static void test_every_digit_counts(void **state)
{
    (void)state;
    char id[] = "34119919430512004?";
    id[17] = mod_11_2(id);
    assert_int_equal(text_check_id(id), TEXT_ID_OK);
    for (int at = 14; at < 17; at++) { /* the sequence number: the date stays a date */
        for (char digit = '0'; digit <= '9'; digit++) {
            char other[19];
            memcpy(other, id, sizeof other);
            other[at] = digit;
            assert_int_equal(text_check_id(other), digit == id[at] ? TEXT_ID_OK : TEXT_ID_CHECKSUM);
            other[17] = mod_11_2(other);
            assert_int_equal(text_check_id(other), TEXT_ID_OK);
        }
    }
}

static void test_reasons(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        enum text_id_check check;
    } rows[] = {
        {"", TEXT_ID_EMPTY},
        {"3", TEXT_ID_SHORT},
        {"34119919430512004", TEXT_ID_SHORT},
        {"3411991943051200X", TEXT_ID_CHARACTER}, /* X only at the end */
        {"34119a", TEXT_ID_CHARACTER},
        {"11010519491231002x", TEXT_ID_CHARACTER},
        {"11010519491231002X0", TEXT_ID_CHARACTER},
        {"341199194313120042", TEXT_ID_DATE},
        {"341199194302290042", TEXT_ID_DATE},
        {"341199190002290042", TEXT_ID_DATE}, /* 1900 was no leap year */
        {"341199194300120042", TEXT_ID_DATE},
        {"110105194912310020", TEXT_ID_CHECKSUM},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(text_check_id(rows[i].id), rows[i].check);
}

static void test_birth(void **state)
{
    (void)state;
    char birth[9];
    assert_true(text_id_birth("11010519491231002X", birth));
    assert_string_equal(birth, "19491231");
    assert_false(text_id_birth("110105194912310020", birth));
    assert_string_equal(birth, "");
}

static void test_age(void **state)
{
    (void)state;
    assert_int_equal(text_age("19430512", "20260512"), 83);
    assert_int_equal(text_age("19430512", "20260511"), 82);
    assert_int_equal(text_age("20040229", "20260228"), 21);
    assert_int_equal(text_age("20040229", "20260301"), 22);
    assert_int_equal(text_age("20260318", "20260318"), 0);
    assert_int_equal(text_age("20260319", "20260318"), -1);
    assert_int_equal(text_age("19430532", "20260318"), -1);
    assert_int_equal(text_age("1943051", "20260318"), -1);
    assert_int_equal(text_age("19430512", ""), -1);
}

static void test_phone(void **state)
{
    (void)state;
    assert_true(text_check_phone("19900000001"));
    assert_false(text_check_phone("1990000001"));
    assert_false(text_check_phone("199000000010"));
    assert_false(text_check_phone("12900000001"));
    assert_false(text_check_phone("29900000001"));
    assert_false(text_check_phone("1990000000a"));
    assert_false(text_check_phone(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check_of_the_standard),
        cmocka_unit_test(test_every_digit_counts),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_birth),
        cmocka_unit_test(test_age),
        cmocka_unit_test(test_phone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
