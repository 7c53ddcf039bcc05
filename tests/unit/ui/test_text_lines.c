/* Lines end where a reader expects: between words, not behind a number, on no more lines than there must be.
 * Letters of a made-up width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <linebreak.h>
#include <string.h>

#include "base/secret.h"
#include "layout_room.h"
#include "ui/text_lines.h"
#include "ui/text_words.h"

enum { EM = 100 };

static const struct text_type type = {.advance = advance, .face = FACE_REGULAR, .px = EM, .hangs = true};

/* The text with a bar where a word begins. */
static void assert_words(const char *text, const char *parted)
{
    g_autoptr(GString) got = g_string_new(NULL);
    bool inside[TEXT_PARAGRAPH];
    text_words(text, strlen(text), inside);
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        if (p > text && !inside[p - text])
            g_string_append_c(got, '|');
        g_string_append_len(got, p, g_utf8_next_char(p) - p);
    }
    assert_string_equal(got->str, parted);
}

static void test_characters_make_words(void **state)
{
    (void)state;
    assert_words("有照片的一面朝上", "有|照片|的|一面|朝上");
    assert_words("电动车充电棚", "电动车|充电棚");
    assert_words("有人晕倒了，快来", "有人|晕倒|了|，|快|来");
    assert_words("您不用再来一趟", "您|不用|再|来|一趟");
    assert_words("街道办事处", "街道|办事处");
    assert_words("请工作人员认", "请|工作|人员|认");
    assert_words("就在哪儿3栋", "就|在|哪儿|3|栋");
    assert_words("Who is 张?", "W|h|o| |i|s| |张|?");
    assert_words("", "");
}

static void test_words_of_taiwan_are_the_same(void **state)
{
    (void)state;
    assert_words("電動車充電棚", "電動車|充電棚");
    assert_words("有照片的一面朝上", "有|照片|的|一面|朝上");
    assert_words("請工作人員認", "請|工作|人員|認");
}

/* A sentence that is longer than what is parted together. */
static void test_a_long_run_of_characters_has_words(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new(NULL);
    bool inside[TEXT_PARAGRAPH];
    unsigned in = 0;
    for (unsigned i = 0; i < 100; i++)
        g_string_append(text, "身份证");
    text_words(text->str, text->len, inside);
    for (size_t i = 0; i < text->len; i++)
        in += inside[i];
    assert_in_range(in, 196, 200);
}

/* The lines with a bar between them, in a width of so many squares. */
static char *broken(const char *text, int squares)
{
    GString *got = g_string_new(NULL);
    bool too_wide = false;
    struct text_lines t;
    while (*text) {
        text_lines_look(&t, text, &type);
        text_lines_fill(&t, squares * EM, squares * EM, &too_wide);
        text = text_lines_rest(&t);
        for (unsigned i = 0; i < MAX(t.lines, 1U); i++) {
            const char *line = "";
            size_t n = i < t.lines ? text_lines_line(&t, i, &line) : 0;
            g_string_append_printf(got, "%s%.*s", got->len ? "|" : "", (int)n, line);
        }
    }
    if (too_wide)
        g_string_append(got, "!");
    return g_string_free(got, FALSE);
}

static void assert_lines(const char *text, int squares, const char *wanted)
{
    g_autofree char *got = broken(text, squares);
    assert_string_equal(got, wanted);
}

static void test_a_line_tears_no_word(void **state)
{
    (void)state;
    assert_lines("电动车没有充电棚", 6, "电动车没有|充电棚");
    assert_lines("有人晕倒了怎么办", 5, "有人晕倒了|怎么办");
    assert_lines("老人晕倒", 3, "老人|晕倒");
    assert_lines("送水的车各来一趟，停在小区南门。", 12, "送水的车各来一趟，停在|小区南门。");
    assert_lines("来一趟街道办事处", 5, "来一趟街道|办事处");
    assert_lines("再来一趟街道办事处", 5, "再来一趟|街道办事处");
    assert_lines("县民政局（救助科）收", 6, "县民政局|（救助科）收");
}

static void test_a_number_keeps_what_it_counts(void **state)
{
    (void)state;
    assert_lines("中心，大约 3 月 23 日办好", 6, "中心，大约|3 月 23 日|办好");
    assert_lines("这是最后的第 2 步", 6, "这是最后的|第 2 步");
    assert_lines("Wait for 10 minutes", 7, "Wait for|10 minutes");
    assert_lines("تاپالمىدى 10 ئىش", 12, "تاپالمىدى|10 ئىش");
    assert_lines("高郢社区3栋2单元", 5, "高郢社区|3栋2单元");
}

/* The blank half of a mark needs no room of its own; in Taiwan a pause has none behind it, and a line that is
 * turned for a text from right to left would leave its box at the other side. */
static void test_a_mark_hangs_at_the_end(void **state)
{
    struct text_type other = type;
    struct text_lines t;
    const int w = 5 * EM - EM / 2;
    bool too_wide = false;
    (void)state;
    text_lines_look(&t, "放住别动，听到", &type);
    text_lines_fill(&t, w, w, &too_wide);
    assert_int_equal(t.begins[1], 5);
    other.hangs = false;
    text_lines_look(&t, "放住别动，听到", &other);
    text_lines_fill(&t, w, w, &too_wide);
    assert_int_equal(t.begins[1], 3); /* no mark begins a line */
    other = type;
    other.taiwan = true;
    text_lines_look(&t, "放住別動，聽到", &other);
    text_lines_fill(&t, w, w, &too_wide);
    assert_int_equal(t.begins[1], 3);
    text_lines_look(&t, "放「住別」聽到", &other);
    text_lines_fill(&t, w, w, &too_wide);
    assert_int_equal(t.begins[1], 5);
}

/* Room is worth more than a word: no page grows by this. */
static void test_a_word_is_torn_before_a_line_is_added(void **state)
{
    (void)state;
    assert_lines("来一趟街道办事处", 4, "来一趟街|道办事处");
    assert_lines("身份证身份证", 2, "身份|证身|份证");
    assert_lines("工作人员", 1, "工|作|人|员");
    assert_lines("Tsering", 1, "T|s|e|r|i|n|g!");
}

static void test_newlines_and_blanks(void **state)
{
    (void)state;
    assert_lines("甲\n\n乙  \n  丙", 9, "甲||乙|丙");
    assert_lines("Kiosk of the town", 5, "Kiosk of|the town");
}

/* In every width: as few lines as filling them takes, none wider, the whole text, and no more torn. */
static void test_no_line_more_and_none_wider(void **state)
{
    static const char *const texts[] = {
        "放住别动，听到“嘀”再拿走，不然请工作人员来帮忙。",
        "家里有腿脚不便的老人、需要送水的，请在这台机器上点“找人帮忙”，或者告诉您的网格员，我们送上门。",
        "市公积金中心（人社局二楼），大约 3 月 23 日办好，会给您发短信。",
        "Please lay the card on the reader 读卡口 and wait for 3 seconds.",
        "高郢社区幸福里小区3栋2单元501室"};
    (void)state;
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++)
        for (int w = EM; w < 40 * EM; w += EM / 4) {
            bool plain_wide = false, too_wide = false;
            struct text_lines plain, t;
            text_lines_look(&plain, texts[i], &type);
            text_lines_look(&t, texts[i], &type);
            text_lines_count(&plain, w, w, &plain_wide);
            text_lines_fill(&t, w, w, &too_wide);
            assert_int_equal(t.lines, plain.lines);
            assert_int_equal(too_wide, plain_wide);
            assert_int_equal(t.begins[t.lines], t.count);
            for (unsigned k = 0; k < t.lines && !too_wide; k++)
                assert_in_range(text_lines_wide(&t, t.begins[k], t.begins[k + 1]), 1, w + EM / 2);
        }
}

/* What is longer than one look goes on in the next, with no short line between. */
static void test_a_long_text_goes_on(void **state)
{
    enum { TIMES = 400, SQUARES = 13 };
    g_autoptr(GString) text = g_string_new(NULL);
    (void)state;
    for (unsigned i = 0; i < TIMES; i++)
        g_string_append(text, "街道办事处收，");
    g_autofree char *got = broken(text->str, SQUARES);
    g_auto(GStrv) lines = g_strsplit(got, "|", -1);
    unsigned count = g_strv_length(lines);
    g_autofree char *whole = g_strjoinv("", lines);
    assert_string_equal(whole, text->str);
    for (unsigned i = 0; i + 1 < count; i++)
        assert_in_range(g_utf8_strlen(lines[i], -1), SQUARES - 3, SQUARES);
}

/* Lines of about one length, and no word torn for it. */
static void test_even_lines_tear_no_more(void **state)
{
    struct text_lines t;
    bool too_wide = false;
    (void)state;
    text_lines_look(&t, "有照片的一面朝上放平", &type);
    int w = text_lines_even(&t, 9 * EM, EM / 4, false);
    assert_in_range(w, 6 * EM, 6 * EM + EM / 2); /* five would do, and tear 一面 */
    assert_int_equal(text_lines_fill(&t, w, w, &too_wide), 0);
    assert_int_equal(t.lines, 2);
    assert_int_equal(t.begins[1], 6);
}

/* Five squares hold it on two lines, and tear 一面; on three lines it stays whole. */
static void test_a_line_more_saves_a_word(void **state)
{
    struct text_lines t;
    bool too_wide = false;
    (void)state;
    text_lines_look(&t, "有照片的一面朝上放平", &type);
    int w = text_lines_even(&t, 5 * EM, EM / 4, false);
    assert_true(text_lines_fill(&t, w, w, &too_wide) > 0);
    assert_int_equal(t.lines, 2);
    w = text_lines_even(&t, 5 * EM, EM / 4, true);
    assert_int_equal(text_lines_fill(&t, w, w, &too_wide), 0);
    assert_int_equal(t.lines, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters_make_words),
        cmocka_unit_test(test_words_of_taiwan_are_the_same),
        cmocka_unit_test(test_a_long_run_of_characters_has_words),
        cmocka_unit_test(test_a_line_tears_no_word),
        cmocka_unit_test(test_a_number_keeps_what_it_counts),
        cmocka_unit_test(test_a_mark_hangs_at_the_end),
        cmocka_unit_test(test_a_word_is_torn_before_a_line_is_added),
        cmocka_unit_test(test_newlines_and_blanks),
        cmocka_unit_test(test_no_line_more_and_none_wider),
        cmocka_unit_test(test_a_long_text_goes_on),
        cmocka_unit_test(test_a_line_more_saves_a_word),
        cmocka_unit_test(test_even_lines_tear_no_more),
    };
    init_linebreak();
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
