/* Strokes in, candidates out: odd ink, odd files, what stays behind. How often it is right: tests/bench. */
#include "base/check.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "base/memory_scan.h"
#include "base/secret.h"
#include "ui/input/handwriting.h"
#include "ui/input/stroke_match.h"

#define STROKES BUILD_DIR "/handwriting/strokes.bin"
#define MODEL "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model"

struct pad {
    struct handwriting *handwriting;
    struct handwriting_ink *ink;
    struct handwriting_candidates *found;
};

static int open_pad(void **state)
{
    g_autoptr(GError) error = NULL;
    struct pad *pad = g_new0(struct pad, 1);
    pad->handwriting = handwriting_new(STROKES, MODEL, &error);
    pad->ink = secret_new(sizeof *pad->ink);
    pad->found = secret_new(sizeof *pad->found);
    *state = pad;
    return pad->handwriting ? 0 : -1;
}

static int close_pad(void **state)
{
    struct pad *pad = *state;
    handwriting_free(pad->handwriting);
    secret_free(pad->ink);
    secret_free(pad->found);
    g_free(pad);
    return 0;
}

static void ask(struct pad *pad)
{
    GError *error = NULL;
    assert_true(handwriting_recognize(pad->handwriting, pad->ink, pad->found, &error));
    assert_null(error);
}

static int place_of(const struct pad *pad, const char *character)
{
    for (unsigned i = 0; i < pad->found->count; i++)
        if (strcmp(pad->found->text[i], character) == 0)
            return (int)i;
    return -1;
}

struct line {
    int x, y, to_x, to_y;
};

static void draw_line(struct handwriting_ink *ink, struct line line)
{
    for (int i = 0; i <= 20; i++) {
        int x = line.x + (line.to_x - line.x) * i / 20, y = line.y + (line.to_y - line.y) * i / 20;
        if (i)
            handwriting_pen_move(ink, x, y);
        else
            handwriting_pen_down(ink, x, y);
    }
}

/* 吉 in a field whose left edge is at x, 400 wide. */
static void draw_ji(struct handwriting_ink *ink, int x)
{
    draw_line(ink, (struct line){x + 40, 240, x + 370, 230});
    draw_line(ink, (struct line){x + 200, 110, x + 205, 430});
    draw_line(ink, (struct line){x + 70, 430, x + 340, 425});
    draw_line(ink, (struct line){x + 90, 540, x + 100, 830});
    draw_line(ink, (struct line){x + 95, 550, x + 310, 545});
    for (int y = 560; y <= 820; y += 20) /* the corner of 口 in one stroke */
        handwriting_pen_move(ink, x + 310, y);
    draw_line(ink, (struct line){x + 100, 800, x + 305, 795});
}

static void empty_ink_has_no_candidates(void **state)
{
    struct pad *pad = *state;
    pad->found->count = 3;
    ask(pad);
    assert_int_equal(pad->found->count, 0);
    assert_false(handwriting_undo(pad->ink));
    assert_false(handwriting_pen_move(pad->ink, 10, 10));
}

static void one_touch_is_a_dot(void **state)
{
    struct pad *pad = *state;
    assert_true(handwriting_pen_down(pad->ink, 500, 500));
    assert_false(handwriting_pen_move(pad->ink, 503, 504)); /* a finger trembles */
    assert_int_equal(pad->ink->points, 1);
    ask(pad);
    assert_int_equal(pad->found->count, HANDWRITING_CANDIDATES);
    assert_int_not_equal(place_of(pad, "丶"), -1);
}

static void a_full_pad_takes_no_stroke(void **state)
{
    struct pad *pad = *state;
    for (int i = 0; i < HANDWRITING_STROKES; i++)
        assert_true(handwriting_pen_down(pad->ink, 20 * i, 900 - 15 * i));
    assert_false(handwriting_pen_down(pad->ink, 0, 0));
    assert_false(handwriting_pen_move(pad->ink, 500, 500)); /* not at the stroke before either */
    assert_int_equal(pad->ink->points, HANDWRITING_STROKES);
    ask(pad);
    assert_int_equal(pad->found->count, HANDWRITING_CANDIDATES);
    assert_true(handwriting_undo(pad->ink));
    assert_true(handwriting_pen_down(pad->ink, 0, 0));
}

static void a_scribble_without_end_is_cut(void **state)
{
    struct pad *pad = *state;
    unsigned taken = 0;
    handwriting_pen_down(pad->ink, G_MAXINT, G_MININT);
    for (int i = 0; i < 2 * HANDWRITING_POINTS; i++)
        taken += handwriting_pen_move(pad->ink, i * 7919 % 1000, i * 104729 % 1000);
    assert_int_equal(taken, HANDWRITING_POINTS - 1);
    assert_false(handwriting_pen_down(pad->ink, 1, 1));
    ask(pad);
    assert_int_equal(pad->found->count, HANDWRITING_CANDIDATES);
}

static void undo_takes_one_stroke_back(void **state)
{
    struct pad *pad = *state;
    draw_line(pad->ink, (struct line){100, 500, 900, 480});
    draw_line(pad->ink, (struct line){500, 100, 500, 900});
    ask(pad);
    assert_int_equal(place_of(pad, "十"), 0);
    assert_true(handwriting_undo(pad->ink));
    assert_int_equal(pad->ink->strokes, 1);
    ask(pad);
    assert_int_equal(place_of(pad, "一"), 0);
    handwriting_clear(pad->ink);
    assert_true(handwriting_undo(pad->ink) == false && pad->ink->points == 0);
}

/* 喆 is common in names and not in GB 2312, so zinnia's model has never heard of it. */
static void a_rare_character_is_found(void **state)
{
    struct pad *pad = *state;
    draw_ji(pad->ink, 30);
    ask(pad);
    assert_int_equal(place_of(pad, "吉"), 0);
    draw_ji(pad->ink, 520);
    ask(pad);
    assert_in_range(place_of(pad, "喆"), 0, 4);
}

static void order_and_place_do_not_matter(void **state)
{
    static const struct line tian[] = {{300, 300, 700, 300}, {300, 300, 300, 700}, {700, 300, 700, 700},
                                       {300, 500, 700, 500}, {500, 300, 500, 700}, {300, 700, 700, 700}};
    struct pad *pad = *state;
    for (unsigned first = 0; first < G_N_ELEMENTS(tian); first++) {
        handwriting_clear(pad->ink);
        for (unsigned i = 0; i < G_N_ELEMENTS(tian); i++) {
            struct line l = tian[(first + 5 * i) % G_N_ELEMENTS(tian)];
            int k = (int)first + 1; /* larger each time, elsewhere each time */
            draw_line(pad->ink, (struct line){l.x * k / 3 + 90 * k, l.y * k / 3, l.to_x * k / 3 + 90 * k,
                                              l.to_y * k / 3});
        }
        ask(pad);
        assert_in_range(place_of(pad, "田"), 0, 4);
    }
}

static void candidates_are_single_and_whole(void **state)
{
    struct pad *pad = *state;
    draw_ji(pad->ink, 30);
    ask(pad);
    for (unsigned i = 0; i < pad->found->count; i++) {
        assert_int_equal(place_of(pad, pad->found->text[i]), i);
        assert_in_range(strlen(pad->found->text[i]), 3, 4);
    }
}

static void the_commoner_of_equals_comes_first(void **state)
{
    struct pad *pad = *state;
    static const struct stroke_entry entries[] = {
        {0x20001, LEVEL_BEYOND}, {0x4e02, LEVEL_SECOND}, {0x4e03, LEVEL_FIRST}, {0x4e01, LEVEL_SECOND}};
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "strokes-XXXXXX", NULL);
    g_autofree struct stroke_shape *shapes = g_new0(struct stroke_shape, G_N_ELEMENTS(entries));
    struct match_room *room = secret_new(sizeof *room);
    struct stroke_set set;
    GError *error = NULL;

    close(g_mkstemp(path));
    draw_ji(pad->ink, 30);
    for (unsigned i = 0; i < G_N_ELEMENTS(entries); i++)
        stroke_shape_make(&shapes[i], pad->ink, &room->shape_room);
    assert_true(stroke_set_write(path, entries, shapes, G_N_ELEMENTS(entries), "a test", &error));
    assert_true(stroke_set_open(&set, path, &error));
    stroke_match(room, &set, pad->ink);
    static const uint32_t wanted[] = {0x4e03, 0x4e01, 0x4e02, 0x20001};
    assert_int_equal(room->count, G_N_ELEMENTS(wanted));
    for (unsigned i = 0; i < G_N_ELEMENTS(wanted); i++)
        assert_int_equal(set.entries[room->hits[i].entry].character, wanted[i]);
    stroke_set_close(&set);
    secret_free(room);
    g_unlink(path);
}

static void files_that_are_not_there(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    assert_null(handwriting_new("/nowhere/strokes.bin", MODEL, &error));
    assert_true(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
    g_clear_error(&error);
    assert_null(handwriting_new(STROKES, "/nowhere/model", &error));
    assert_true(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
}

/* A model in the place of the strokes is no set, and the strokes are no model: the other matcher goes on. */
static void a_wrong_file_leaves_the_other_matcher(void **state)
{
    struct pad *pad = *state;
    static const struct {
        const char *strokes, *model, *blamed;
    } cases[] = {{MODEL, MODEL, MODEL}, {STROKES, STROKES, STROKES}};
    draw_line(pad->ink, (struct line){100, 500, 900, 480});
    draw_line(pad->ink, (struct line){500, 100, 500, 900});
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        struct handwriting *h = handwriting_new(cases[i].strokes, cases[i].model, &error);
        assert_non_null(h);
        assert_false(handwriting_recognize(h, pad->ink, pad->found, &error));
        assert_true(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_INVAL));
        assert_non_null(strstr(error->message, cases[i].blamed));
        assert_int_not_equal(place_of(pad, "十"), -1);
        handwriting_free(h);
    }
    handwriting_free(NULL);
}

static bool is_mapped(const char *path)
{
    g_autofree char *maps = NULL;
    assert_true(g_file_get_contents("/proc/self/maps", &maps, NULL, NULL));
    return strstr(maps, path) != NULL;
}

static void nothing_is_mapped_between_questions(void **state)
{
    struct pad *pad = *state;
    struct stroke_set set;
    draw_line(pad->ink, (struct line){100, 500, 900, 480});
    ask(pad);
    assert_int_equal(place_of(pad, "一"), 0);
    assert_false(is_mapped("strokes.bin") || is_mapped(MODEL));
    assert_true(stroke_set_open(&set, STROKES, NULL)); /* so that the search is known to find it */
    assert_true(is_mapped("strokes.bin"));
    stroke_set_close(&set);
}

/* Written from 100 to 900 both ways, so that zinnia gets these very numbers. */
static int secret_x(size_t point)
{
    return point < 2 ? (point ? 900 : 100) : (int)(131 + point * 67 % 700);
}

static int secret_y(size_t point)
{
    return point < 2 ? (point ? 900 : 100) : (int)(157 + point * 211 % 700);
}

/* As zinnia takes them: whole numbers, x and y in turn, from the third point on. */
static uint8_t taken(size_t i)
{
    size_t point = 2 + i / 8;
    int32_t v = i % 8 < 4 ? secret_x(point) : secret_y(point);
    return (uint8_t)((uint32_t)v >> i % 4 * 8);
}

/* As zinnia reckons with them: parts of the pad. */
static uint8_t reckoned(size_t i)
{
    size_t point = 2 + i / 8;
    float v = (float)(i % 8 < 4 ? secret_x(point) : secret_y(point)) / 1000;
    uint32_t bits;
    memcpy(&bits, &v, sizeof bits);
    return (uint8_t)(bits >> i % 4 * 8);
}

/* As the pad has them: all x, then all y. */
static uint8_t written(size_t i)
{
    return (uint8_t)((unsigned)secret_x(2 + i / 2) >> i % 2 * 8);
}

static void nothing_of_the_strokes_stays(void **state)
{
    struct pad *pad = *state;
    handwriting_pen_down(pad->ink, secret_x(0), secret_y(0));
    for (size_t point = 1; point < 40; point++)
        assert_true(handwriting_pen_move(pad->ink, secret_x(point), secret_y(point)));
    for (int i = 0; i < 3; i++)
        ask(pad);
    assert_int_equal(pad->found->count, HANDWRITING_CANDIDATES);
    assert_int_equal(scan_memory(taken, PATTERN), 0);
    assert_int_equal(scan_memory(reckoned, PATTERN), 0);
    assert_int_equal(scan_memory(written, PATTERN), 1);
    assert_true(handwriting_undo(pad->ink));
    assert_int_equal(scan_memory(written, PATTERN), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_mapped_between_questions, open_pad, close_pad),
        cmocka_unit_test_setup_teardown(empty_ink_has_no_candidates, open_pad, close_pad),
        cmocka_unit_test_setup_teardown(one_touch_is_a_dot, open_pad, close_pad),
        cmocka_unit_test_setup_teardown(a_full_pad_takes_no_stroke, open_pad, close_pad),
        cmocka_unit_test_setup_teardown(a_scribble_without_end_is_cut, open_pad, close_pad),
        cmocka_unit_test_setup_teardown(undo_takes_one_stroke_back, open_pad, close_pad),
        cmocka_unit_test_setup_teardown(a_rare_character_is_found, open_pad, close_pad),
        cmocka_unit_test_setup_teardown(order_and_place_do_not_matter, open_pad, close_pad),
        cmocka_unit_test_setup_teardown(candidates_are_single_and_whole, open_pad, close_pad),
        cmocka_unit_test_setup_teardown(the_commoner_of_equals_comes_first, open_pad, close_pad),
        cmocka_unit_test(files_that_are_not_there),
        cmocka_unit_test_setup_teardown(a_wrong_file_leaves_the_other_matcher, open_pad, close_pad),
        cmocka_unit_test_setup_teardown(nothing_of_the_strokes_stays, open_pad, close_pad),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
