#include "base/check.h"

#include <glib.h>

#include "base/text.h"

static void test_next_and_length(void **state)
{
    (void)state;
    const char *s = "aé王𠮷";
    assert_int_equal(text_next(&s), 'a');
    assert_int_equal(text_next(&s), 0xE9);
    assert_int_equal(text_next(&s), 0x738B);
    assert_int_equal(text_next(&s), 0x20BB7);
    assert_int_equal(text_next(&s), 0);
    assert_int_equal(text_next(&s), 0); /* stays at the end */
    assert_int_equal(text_length("王秀兰"), 3);
    assert_int_equal(text_length(""), 0);
}

/* RFC 3629 section 10 and the table of Unicode 3.9: overlong, surrogates, beyond the end, cut. */
static void test_malformed(void **state)
{
    (void)state;
    static const char *const rows[] = {"\xC0\xAF",         "\xE0\x9F\xBF",     "\xED\xA0\x80",
                                       "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\x80",
                                       "\xE7\x8E",         "\xF5\x80\x80\x80"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *s = rows[i];
        assert_false(text_valid(rows[i], strlen(rows[i])));
        assert_int_equal(text_next(&s), 0xFFFD);
        assert_ptr_equal(s, rows[i] + 1);
    }
    assert_false(text_valid("a\0b", 3));
    assert_false(text_valid("王", 2));
    assert_true(text_valid("\xF4\x8F\xBF\xBF", 4));
}

static void test_put_knows_its_room(void **state)
{
    (void)state;
    static const uint32_t characters[] = {'a', 0xE9, 0x738B, 0x20BB7};
    for (size_t i = 0; i < 4; i++) {
        char to[8];
        assert_int_equal(text_put(to, i + 1, characters[i]), 0);
        assert_int_equal(text_put(to, i + 2, characters[i]), i + 1);
        const char *s = to;
        assert_int_equal(text_next(&s), characters[i]);
        assert_int_equal(*s, 0);
    }
    char to[8];
    assert_int_equal(text_put(to, sizeof to, 0xD800), 0);
    assert_int_equal(text_put(to, sizeof to, 0x110000), 0);
}

static void test_drop_last_wipes(void **state)
{
    (void)state;
    char text[] = "王𠮷";
    text_drop_last(text);
    assert_string_equal(text, "王");
    assert_memory_equal(text + 3, "\0\0\0\0", 4);
    text_drop_last(text);
    text_drop_last(text);
    assert_string_equal(text, "");
}

typedef bool (*mask_function)(char *, size_t, const char *);

static void test_masks(void **state)
{
    (void)state;
    static const struct {
        mask_function mask;
        const char *text, *masked;
    } rows[] = {
        {text_mask_name, "王秀兰", "王*兰"},
        {text_mask_name, "王兰", "王*"},
        {text_mask_name, "欧阳秀华", "欧阳*华"},
        {text_mask_name, "欧阳华", "欧阳*"},
        {text_mask_name, "阿依·买买提", "阿****提"},
        {text_mask_name, "𠮷秀兰", "𠮷*兰"},
        {text_mask_name, "兰", "*"},
        {text_mask_name, "", ""},
        {text_mask_id, "34119919430512004X", "341***********004X"},
        {text_mask_id, "3411994", "*******"},
        {text_mask_phone, "19900000001", "199****0001"},
        {text_mask_tail, "6217000000000088", "**** 0088"},
        {text_mask_tail, "0088", "****"},
        {text_mask_tail, "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char to[64];
        size_t len = strlen(rows[i].masked);
        assert_true(rows[i].mask(to, len + 1, rows[i].text));
        assert_string_equal(to, rows[i].masked);
        for (size_t cap = len ? 1 : 0; cap <= len; cap++)
            if (rows[i].mask(to, cap, rows[i].text))
                fail_msg("%s fits into %zu bytes", rows[i].masked, cap);
    }
}

static void test_groups(void **state)
{
    (void)state;
    static const struct {
        const char *digits, *groups, *grouped;
    } rows[] = {
        {"34119919430512004X", "6-8-4", "341199 19430512 004X"},
        {"19900000001", "3-4-4", "199 0000 0001"},
        {"206170000013", "4", "2061 7000 0013"},
        {"1990", "3-4-4", "199 0"},
        {"199", "3-4-4", "199"},
        {"", "4", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char to[32];
        assert_true(text_group(to, sizeof to, rows[i].digits, rows[i].groups));
        assert_string_equal(to, rows[i].grouped);
    }
    char small[8];
    assert_false(text_group(small, sizeof small, "12345678", "4"));
    assert_string_equal(small, "");
    assert_true(text_group(small, sizeof small, "123456", "4"));
}

static void test_what_is_drawn(void **state)
{
    (void)state;
    static const uint32_t drawn[] = {' ', 'a', 0xA0, 0x9648, 0x626, 0x200C, 0x200D, 0xFFFD, 0x20BB7, 0x1F600};
    static const uint32_t not_drawn[] = {0,      1,      '\t',   '\n',   0x1B,   0x7F,   0x80,   0x85,
                                         0x9B,   0x9F,   0xAD,   0x61C,  0x200B, 0x200E, 0x200F, 0x2028,
                                         0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xE0041};
    for (size_t i = 0; i < G_N_ELEMENTS(drawn); i++)
        assert_true(text_is_drawn(drawn[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(not_drawn); i++)
        assert_false(text_is_drawn(not_drawn[i]));
}

static void test_lines(void **state)
{
    (void)state;
    static const char *const lines[] = {"王秀兰", "a b", " x ", "😀", "‌ئ"};
    static const char *const none[] = {"",
                                       " ",
                                       "\u3000",
                                       "\u200b",
                                       "\u200d",
                                       "a\nb",
                                       "a\x1b[2J",
                                       "a\u202eb",
                                       "a\xc2\x9b"
                                       "2J",
                                       "a\u2028b",
                                       "\xff",
                                       "\xe7\x8e"};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        assert_true(text_is_line(lines[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
        if (text_is_line(none[i]))
            fail_msg("line %zu is none", i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_next_and_length),
        cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_put_knows_its_room),
        cmocka_unit_test(test_drop_last_wipes),
        cmocka_unit_test(test_masks),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_what_is_drawn),
        cmocka_unit_test(test_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
