/* The receipt as dots: which side things stand on, in both directions of writing, and rare characters. */
#include "app/kiosk/raster.h"
#include "base/secret.h"
#include "base/text.h"
#include "ui/screens/receipt.h"
#include "ui/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct room {
    struct text_fonts *fonts;
    struct text *text;
    struct receipt *receipt;
};

static int setup(void **state)
{
    struct room *room = g_new0(struct room, 1);
    g_autoptr(GError) error = NULL;
    room->fonts = text_fonts_new(&error);
    if (!room->fonts)
        fail_msg("%s", error->message);
    room->text = text_new(room->fonts);
    room->receipt = g_new0(struct receipt, 1);
    *state = room;
    return 0;
}

static int teardown(void **state)
{
    struct room *room = *state;
    text_free(room->text);
    text_fonts_free(room->fonts);
    g_free(room->receipt);
    g_free(room);
    return 0;
}

static struct receipt_block *add(struct room *room, enum receipt_kind kind, const char *title,
                                 const char *text)
{
    struct receipt_block *b = &room->receipt->blocks[room->receipt->count++];
    *b = (struct receipt_block){.kind = kind, .number = 1};
    g_strlcpy(b->title, title, sizeof b->title);
    g_strlcpy(b->text, text, sizeof b->text);
    return b;
}

static struct raster *printed(struct room *room, enum language language)
{
    room->receipt->language = language;
    return receipt_raster(room->text, room->receipt, RECEIPT_DOTS_80MM);
}

static bool ink(const struct raster *raster, unsigned x, unsigned y)
{
    return raster->bits[y * raster->stride + x / 8] >> (7 - x % 8) & 1;
}

static unsigned dots(const struct raster *raster, unsigned from, unsigned to)
{
    unsigned n = 0;
    for (unsigned y = 0; y < raster->height; y++)
        for (unsigned x = from; x < to; x++)
            n += ink(raster, x, y);
    return n;
}

/* The very picture of the other, its lines begun at the other side: as many dots, as far from the edge. */
static void a_pair_changes_sides(void **state)
{
    struct room *room = *state;
    add(room, RECEIPT_PAIR, "8", "199****0077");
    struct raster *left = printed(room, LANGUAGE_ZH), *right = printed(room, LANGUAGE_UG);
    unsigned width = left->width, key = RECEIPT_MARGIN + 60;
    assert_int_equal(left->height, right->height);
    assert_true(dots(left, RECEIPT_MARGIN, key) > 0);
    assert_int_equal(dots(left, width - key, width), 0);
    assert_int_equal(dots(right, width - key, width - RECEIPT_MARGIN), dots(left, RECEIPT_MARGIN, key));
    assert_int_equal(dots(right, RECEIPT_MARGIN, key), 0);
    assert_int_equal(dots(left, 0, width), dots(right, 0, width)); /* nothing is lost on the way */
    raster_free(left);
    raster_free(right);
}

/* A code that is turned over is read by no telephone: only its place changes. */
static void a_code_keeps_its_dots(void **state)
{
    struct room *room = *state;
    add(room, RECEIPT_CODE, "", "https://platform.example.org/p/2061");
    struct raster *left = printed(room, LANGUAGE_ZH), *right = printed(room, LANGUAGE_UG);
    unsigned width = left->width, first = width, begin = width;
    for (unsigned x = width; x-- > 0;) {
        first = dots(left, x, x + 1) ? x : first;
        begin = dots(right, x, x + 1) ? x : begin;
    }
    assert_true(first < width / 2 && begin > first);
    for (unsigned y = 0; y < left->height; y++)
        for (unsigned x = first; x + begin - first < width; x++)
            assert_int_equal(ink(left, x, y), ink(right, x + begin - first, y));
    raster_free(left);
    raster_free(right);
}

/* The dots of a line that says only this, as it is read in a name. */
static struct raster *named(struct room *room, uint32_t character)
{
    char name[8] = "";
    room->receipt->count = 0;
    text_put(name, sizeof name, character);
    add(room, RECEIPT_PAIR, "8", name);
    return printed(room, LANGUAGE_ZH);
}

/* One of every block that a name may be written with, in dots: not the box of what no font has, and none of
 * the hairlines lost. */
static void every_block_is_printed(void **state)
{
    enum { NO_CHARACTER = 0x2FFFF, LEAST = 60 };
    static const uint32_t blocks[] = {0x2E80,  0x2F6A,  0x4DB5,  0x9FA5,  0x9FC7,  0xFA0E,  0x20089, 0x2A6D6,
                                      0x2A700, 0x2B740, 0x2B820, 0x2CEB0, 0x2EBE0, 0x2F800, 0x30000, 0x31350};
    struct room *room = *state;
    struct raster *box = named(room, NO_CHARACTER), *blank = named(room, ' ');
    unsigned without = dots(blank, 0, blank->width);
    for (unsigned i = 0; i < G_N_ELEMENTS(blocks); i++) {
        struct raster *is = named(room, blocks[i]);
        assert_int_equal(is->height, box->height);
        if (memcmp(is->bits, box->bits, (size_t)is->stride * is->height) == 0)
            fail_msg("U+%04X is printed as a box", blocks[i]);
        if (dots(is, 0, is->width) < without + LEAST)
            fail_msg("U+%04X has %u dots on paper", blocks[i], dots(is, 0, is->width) - without);
        raster_free(is);
    }
    raster_free(box);
    raster_free(blank);
}

static void assert_same_paper(struct room *room, enum receipt_kind kind, const char *title, const char *text,
                              const char *wanted, bool same)
{
    room->receipt->count = 0;
    add(room, kind, title, text);
    struct raster *free = printed(room, LANGUAGE_ZH);
    room->receipt->count = 0;
    add(room, kind, title, wanted);
    struct raster *set = printed(room, LANGUAGE_ZH);
    assert_int_equal(free->height == set->height &&
                         memcmp(free->bits, set->bits, (size_t)set->stride * set->height) == 0,
                     same);
    raster_free(free);
    raster_free(set);
}

/* As if somebody had said where its lines end. */
static void lines_end_between_words(void **state)
{
    struct room *room = *state;
    assert_same_paper(room, RECEIPT_STEP, "取住房公积金", "：市公积金中心，大约 3 月 23 日办好",
                      "：市公积金中心，大约\n3 月 23 日办好", true);
    assert_same_paper(room, RECEIPT_SMALL, "", "请您收好这张纸，丢了就来一趟，街道办事处和居委会都能补打。",
                      "请您收好这张纸，丢了就来一趟，街道\n办事处和居委会都能补打。", true);
    assert_same_paper(room, RECEIPT_SMALL, "", "请您收好这张纸，丢了就来一趟，街道办事处和居委会都能补打。",
                      "请您收好这张纸，丢了就来一趟，\n街道办事处和居委会都能补打。",
                      false); /* it can tell */
}

/* 58 mm: as many dots as its head has, and nothing lost beyond either end of it. */
static void a_narrow_paper_holds_it_all(void **state)
{
    struct room *room = *state;
    add(room, RECEIPT_HEAD, "邻窗便民服务", "高郢社区　20617 号机");
    add(room, RECEIPT_NUMBER, "办件编号", "2061 7000 1475");
    add(room, RECEIPT_PAIR, "时间", "2026 年 3 月 18 日 09:26");
    add(room, RECEIPT_STEP, "", "20 个工作日内，发短信告诉您结果");
    add(room, RECEIPT_CODE, "", "https://platform.example.org/p/206170001475");
    add(room, RECEIPT_SMALL, "有事问", "拨 12345，或者来人工窗口（8:30 到 17:30）。");
    struct raster *paper = receipt_raster(room->text, room->receipt, RECEIPT_DOTS_58MM);
    assert_int_equal(paper->width, 384);
    assert_int_equal(dots(paper, 0, 6), 0);
    assert_int_equal(dots(paper, 384 - 6, 384), 0);
    unsigned left = dots(paper, 0, 192), right = dots(paper, 192, 384);
    assert_true(left > 10000 && right > 8000);
    raster_free(paper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_pair_changes_sides, setup, teardown),
        cmocka_unit_test_setup_teardown(lines_end_between_words, setup, teardown),
        cmocka_unit_test_setup_teardown(a_code_keeps_its_dots, setup, teardown),
        cmocka_unit_test_setup_teardown(every_block_is_printed, setup, teardown),
        cmocka_unit_test_setup_teardown(a_narrow_paper_holds_it_all, setup, teardown),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
