/* Letters: the forms that Uyghur takes, the order of mixed lines, and that no character of GB 18030-2022 is
 * drawn as a box, on the screen and on paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "ui/text.h"
#include "ui/text_shape.h"
#include "ui/text_space.h"

enum { SIDE = 64, PX = 48, MOST = 64 };

static void assert_forms(const char *text, const uint32_t *forms, unsigned count)
{
    const char *p = text, *end = text + strlen(text);
    for (unsigned i = 0; i < count; i++)
        assert_int_equal(text_shape_next(text, end, &p), forms[i]);
    assert_int_equal(text_shape_next(text, end, &p), 0);
    assert_ptr_equal(p, end);
}
#define ASSERT_FORMS(text, ...)                                                                              \
    assert_forms(text, (const uint32_t[]){__VA_ARGS__}, G_N_ELEMENTS(((const uint32_t[]){__VA_ARGS__})))

static void test_letters_join_their_neighbours(void **state)
{
    (void)state;
    ASSERT_FORMS("باش", 0xFE91, 0xFE8E, 0xFEB5); /* initial, final, alone after alef */
    ASSERT_FORMS("كىملىك", 0xFEDB, 0xFBE9, 0xFEE4, 0xFEE0, 0xFBE9, 0xFEDA); /* initial, medial, final */
    ASSERT_FORMS("ھەئە", 0xFBAC, 0xFEEA, 0xFE8B, 0xFEEA);                   /* ە has no forms of its own */
    ASSERT_FORMS("ە ش", 0xFEE9, ' ', 0xFEB5);                               /* a blank parts them */
    ASSERT_FORMS("ئۇيغۇر", 0xFE8B, 0xFBD8, 0xFEF3, 0xFED0, 0xFBD8, 0xFEAD);
    ASSERT_FORMS("张A(1)", 0x5F20, 'A', '(', '1', ')');
}

static void test_lam_and_alef_are_one(void **state)
{
    (void)state;
    ASSERT_FORMS("لا", 0xFEFB);
    ASSERT_FORMS("بالا", 0xFE91, 0xFE8E, 0xFEFB);
    ASSERT_FORMS("تاللاش", 0xFE97, 0xFE8E, 0xFEDF, 0xFEFC, 0xFEB5);
}

/* The line as it is seen, from left to right. */
static void assert_seen(const char *text, const char *seen)
{
    struct text_place order[TEXT_ORDER];
    char got[1024] = "";
    size_t taken = 0;
    const char *end = text + strlen(text);
    unsigned count = text_order(text, strlen(text), order, &taken);
    assert_int_equal(taken, strlen(text));
    for (unsigned i = 0; i < count; i++) {
        const char *p = text + order[i].at, *from = p;
        char letter[8];
        uint32_t c = text_shape_next(text, end, &p);
        if (order[i].back && text_mirrored(c) != c)
            text_put(letter, sizeof letter, text_mirrored(c));
        else
            g_strlcpy(letter, from, MIN(sizeof letter, (size_t)(p - from) + 1));
        g_strlcat(got, letter, sizeof got);
    }
    assert_string_equal(got, seen);
}

static void test_a_line_goes_from_right_to_left(void **state)
{
    (void)state;
    assert_seen("ابپ", "پبا");
    assert_seen("ا 12 ب", "ب 12 ا"); /* numbers do not */
    assert_seen("2-ا، 5 ب", "ب 5 ،ا-2");
    assert_seen("ا 王兰 ب", "ب 王兰 ا"); /* nor names in Han */
    assert_seen("王兰 ا.", ".ا 王兰");   /* whatever the sentence begins with */
    assert_seen("ا (ب) 12", "12 (ب) ا");
    assert_seen("ا 8:30", "8:30 ا");
}

static void test_a_masked_number_stays_whole(void **state)
{
    (void)state;
    assert_seen("ا 199****0077 ب", "ب 199****0077 ا");
    assert_seen("ا 341***********004X", "341***********004X ا");
    assert_seen("ا 2061 7000 1475", "2061 7000 1475 ا");
}

static void test_what_has_no_such_letter_keeps_its_direction(void **state)
{
    (void)state;
    assert_true(text_from_right("ئىش", strlen("ئىش")));
    assert_true(text_from_right("县民政局 ئىش", strlen("县民政局 ئىش")));
    assert_false(text_from_right("ABئىش", 2)); /* of this line only */
    assert_false(text_from_right("您好，2026", strlen("您好，2026")));
    assert_false(text_from_right("199****0077", strlen("199****0077")));
    assert_false(text_from_right("", 0));
}

struct room {
    struct text_fonts *fonts;
    struct text *text;
};

static int enter(void **state)
{
    GError *error = NULL;
    struct room *room = g_new0(struct room, 1);
    secret_start();
    room->fonts = text_fonts_new(&error);
    if (!room->fonts)
        fail_msg("%s", error->message);
    room->text = text_new(room->fonts);
    *state = room;
    return 0;
}

static int leave_room(void **state)
{
    struct room *room = *state;
    text_free(room->text);
    text_fonts_free(room->fonts);
    g_free(room);
    return 0;
}

/* A drawn line is as wide as it was measured, ligatures and all. */
static void test_measured_is_drawn(void **state)
{
    static const char *const lines[] = {
        "بالا 12", "王*兰 ئىش (3)", "English", "تاللاش، 199****0077", "点“看全部”。", "幸福里3栋ئىش（2）。"};
    struct room *room = *state;
    static uint32_t pixels[SIDE * SIDE];
    const struct text_target to = {pixels, SIDE, 0, 0, SIDE, SIDE};
    for (unsigned i = 0; i < G_N_ELEMENTS(lines); i++) {
        size_t len = strlen(lines[i]);
        int end = text_draw(room->text, &to, FACE_BOLD, PX, 0, PX, lines[i], len, 0);
        assert_int_equal(end, text_measure(room->text, FACE_BOLD, PX, lines[i], len));
    }
}

static void assert_as_wide(struct room *room, const char *one, const char *other)
{
    assert_int_equal(text_measure(room->text, FACE_REGULAR, PX, one, strlen(one)),
                     text_measure(room->text, FACE_REGULAR, PX, other, strlen(other)));
}

/* As many squares as characters, less half a one where two marks meet. */
static void assert_halves(struct room *room, const char *text, int halves)
{
    assert_int_equal(text_measure(room->text, FACE_REGULAR, PX, text, strlen(text)),
                     PX / 2 * (2 * (int)g_utf8_strlen(text, -1) - halves));
}

static void test_marks_that_meet_share_a_square(void **state)
{
    struct room *room = *state;
    assert_halves(room, "您好，再见。", 0);
    assert_halves(room, "点“看全部”。", 1);
    assert_halves(room, "说：“来”，“好”", 4 - 1);
    assert_halves(room, "（《甲》）（乙）。", 4);
    assert_halves(room, "嘀”再拿", 0);
    assert_halves(room, "“”", 0);       /* nothing between them yet: somebody types */
    text_traditional(room->text, true); /* its pauses stand in the middle, its brackets do not */
    assert_halves(room, "說：「來」，「好」", 3);
    assert_halves(room, "來。」", 0);
    text_traditional(room->text, false);
}

static unsigned made_by(struct room *room, const char *text)
{
    uint64_t before = text_made(room->text);
    text_measure(room->text, FACE_REGULAR, PX, text, strlen(text));
    return (unsigned)(text_made(room->text) - before);
}

static void test_only_common_glyphs_outlive_a_visit(void **state)
{
    struct room *room = *state;
    text_forget(room->text);
    made_by(room, "里张");
    text_common_begin(room->text, 2); /* 里 is there; 首 and 页 have room */
    assert_int_equal(made_by(room, "里首页办"), 2);
    assert_int_equal(text_common_end(room->text), 1);
    assert_int_equal(made_by(room, "里首页"), 0);
    assert_int_equal(made_by(room, "办某"), 2);
    text_forget(room->text);
    assert_int_equal(made_by(room, "里首页"), 0);
    assert_int_equal(made_by(room, "张办某"), 3);
    text_traditional(room->text, true); /* other strokes */
    assert_int_equal(made_by(room, "里首页"), 3);
    text_forget(room->text);
    text_traditional(room->text, false);
    assert_int_equal(made_by(room, "里首页"), 0);
}

static void test_what_has_no_room_is_as_wide_as_high(void **state)
{
    struct room *room = *state;
    text_forget(room->text);
    text_common_begin(room->text, 0);
    int narrow = text_measure(room->text, FACE_REGULAR, PX, "i", 1);
    text_common_end(room->text);
    assert_int_equal(narrow, PX);
    assert_true(text_measure(room->text, FACE_REGULAR, PX, "i", 1) < PX / 2);
}

static void test_faces_are_opened_one_by_one(void **state)
{
    struct room *room = *state;
    text_forget(room->text);
    for (enum face face = FACE_REGULAR; face <= FACE_ICON; face++)
        assert_true(text_open_next(room->text));
    assert_false(text_open_next(room->text));
    text_forget(room->text);
    assert_true(text_open_next(room->text));
}

/* Whether a blank was typed or not, and never inside a number or a masked name. */
static void test_a_number_stands_apart(void **state)
{
    struct room *room = *state;
    assert_as_wide(room, "幸福里3栋2单元501室", "幸福里 3 栋 2 单元 501 室");
    assert_as_wide(room, "第2步", "第 2 步");
    assert_as_wide(room, "GY01号机", "GY01 号机");
    assert_halves(room, "幸福里", 0);
    assert_int_equal(text_measure(room->text, FACE_REGULAR, PX, "王*兰", strlen("王*兰")),
                     2 * PX + text_advance(room->text, FACE_REGULAR, PX, '*'));
}

/* The ink of a line's first mark begins where that of other lines does. */
static void test_a_bracket_stands_out(void **state)
{
    (void)state;
    assert_int_equal(text_stands_out(0xFF08, PX), PX / 2);
    assert_int_equal(text_stands_out(0x201C, PX), PX / 2);
    assert_int_equal(text_stands_out(0xFF09, PX), 0);
    assert_int_equal(text_stands_out(0x5F20, PX), 0);
}

static void draw(struct room *room, enum face face, uint32_t character, uint32_t *pixels)
{
    const struct text_target to = {pixels, SIDE, 0, 0, SIDE, SIDE};
    memset(pixels, 0xFF, SIDE * SIDE * sizeof *pixels);
    text_draw_character(room->text, &to, face, PX, 4, PX, character, 0);
}

static void draw_grey(struct room *room, enum face face, uint32_t character, uint8_t *grey)
{
    char utf8[8];
    size_t len = text_put(utf8, sizeof utf8, character);
    memset(grey, 0, SIDE * SIDE);
    text_draw_grey(room->text, grey, SIDE, SIDE, face, PX, 4, PX, utf8, len, true);
}

static bool is_blank(const void *pixels, int value, size_t bytes)
{
    const uint8_t *p = pixels;
    for (size_t i = 0; i < bytes; i++)
        if (p[i] != value)
            return false;
    return true;
}

/* On the screen and on paper: some ink, and not the box of a character that no font has. */
static void assert_drawn(struct room *room, enum face face, uint32_t character)
{
    enum { NO_CHARACTER = 0x2FFFF };
    static uint32_t box[SIDE * SIDE], pixels[SIDE * SIDE];
    static uint8_t box_grey[SIDE * SIDE], grey[SIDE * SIDE];
    draw(room, face, NO_CHARACTER, box);
    draw(room, face, character, pixels);
    draw_grey(room, face, NO_CHARACTER, box_grey);
    draw_grey(room, face, character, grey);
    assert_false(is_blank(box, 0xFF, sizeof box)); /* or the test could not tell */
    if (is_blank(pixels, 0xFF, sizeof pixels) || memcmp(pixels, box, sizeof box) == 0)
        fail_msg("U+%04X is not drawn on the screen", character);
    if (is_blank(grey, 0, sizeof grey) || memcmp(grey, box_grey, sizeof grey) == 0)
        fail_msg("U+%04X is not drawn on paper", character);
    assert_true(text_has(room->text, face, character));
    assert_false(text_has(room->text, face, NO_CHARACTER));
}

/* First, middle and last of every block of ideographs and of radicals. Extensions G and H are not in the
 * standard, and not whole in any font of Debian; I (U+2EBF0) is in none. */
static const uint32_t blocks[][3] = {
    {0x2E80, 0x2EAF, 0x2EF3},    /* radicals, supplement */
    {0x2F00, 0x2F6A, 0x2FD5},    /* radicals of Kangxi */
    {0x3400, 0x409C, 0x4DB5},    /* extension A */
    {0x4E00, 0x6F22, 0x9FA5},    /* the first 20,902 */
    {0x9FA6, 0x9FC7, 0x9FEF},    /* what was added to them */
    {0xF900, 0xF92C, 0xFA29},    /* compatibility */
    {0x20000, 0x23AE5, 0x2A6D6}, /* extension B */
    {0x2A700, 0x2B0AA, 0x2B734}, /* extension C */
    {0x2B740, 0x2B7A0, 0x2B81D}, /* extension D */
    {0x2B820, 0x2C25A, 0x2CEA1}, /* extension E */
    {0x2CEB0, 0x2DE4A, 0x2EBE0}, /* extension F */
    {0x2F800, 0x2F900, 0x2FA1D}, /* compatibility, supplement */
    {0x30000, 0x30EDD, 0x3106C}, /* extension G */
    {0x31350, 0x31AD1, 0x323AF}, /* extension H */
};

static void test_every_block_of_gb18030_is_drawn(void **state)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(blocks); i++)
        for (unsigned k = 0; k < G_N_ELEMENTS(blocks[i]); k++) {
            assert_drawn(*state, FACE_REGULAR, blocks[i][k]);
            assert_drawn(*state, FACE_BOLD, blocks[i][k]);
        }
}

/* Level 3 of the standard, whole: a name may be made of any of them. */
static void test_no_ideograph_of_gb18030_is_missing(void **state)
{
    static const uint32_t ranges[][2] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xF900, 0xFA6D},
                                         {0x20000, 0x2A6DF}, {0x2A700, 0x2B739}, {0x2B740, 0x2B81D},
                                         {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0x2F800, 0x2FA1D}};
    struct room *room = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(ranges); i++)
        for (uint32_t c = ranges[i][0]; c <= ranges[i][1]; c++)
            if (!text_has(room->text, FACE_REGULAR, c) || !text_has(room->text, FACE_BOLD, c))
                fail_msg("no font has U+%04X", c);
}

static void test_every_form_of_uyghur_is_drawn(void **state)
{
    static const char letters[] = "ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي";
    for (const char *p = letters; *p;) {
        char words[MOST], letter[8];
        const char *from = p;
        text_next(&p);
        g_strlcpy(letter, from, (size_t)(p - from) + 1);
        g_snprintf(words, sizeof words, "%s ب%sب ب%s %sب", letter, letter, letter, letter);
        for (const char *at = words, *end = words + strlen(words); at < end;) {
            uint32_t form = text_shape_next(words, end, &at);
            if (form != ' ') {
                assert_drawn(*state, FACE_REGULAR, form);
                assert_drawn(*state, FACE_BOLD, form);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letters_join_their_neighbours),
        cmocka_unit_test(test_lam_and_alef_are_one),
        cmocka_unit_test(test_a_line_goes_from_right_to_left),
        cmocka_unit_test(test_a_masked_number_stays_whole),
        cmocka_unit_test(test_what_has_no_such_letter_keeps_its_direction),
        cmocka_unit_test(test_measured_is_drawn),
        cmocka_unit_test(test_marks_that_meet_share_a_square),
        cmocka_unit_test(test_only_common_glyphs_outlive_a_visit),
        cmocka_unit_test(test_what_has_no_room_is_as_wide_as_high),
        cmocka_unit_test(test_faces_are_opened_one_by_one),
        cmocka_unit_test(test_a_number_stands_apart),
        cmocka_unit_test(test_a_bracket_stands_out),
        cmocka_unit_test(test_every_block_of_gb18030_is_drawn),
        cmocka_unit_test(test_no_ideograph_of_gb18030_is_missing),
        cmocka_unit_test(test_every_form_of_uyghur_is_drawn),
    };
    return cmocka_run_group_tests(tests, enter, leave_room);
}
