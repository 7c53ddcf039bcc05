/* The handwriting pad: what the finger leaves, what is asked and answered, and the keys beside it. The
 * matcher's part is played here: answers come as late as a test wants them. */
#include "base/check.h"

#include "base/secret.h"
#include "ui/input/input.h"

enum { RATIO = 1271, STEPS = 10 };

struct pad {
    struct input *input;
    struct page *page;
};

static int enter(void **state)
{
    struct pad *pad = g_new0(struct pad, 1);
    pad->input = secret_new(sizeof *pad->input);
    pad->page = page_new();
    input_start(pad->input, "name", INPUT_TEXT, 4, "王");
    input_key(pad->input, "key.hand");
    *state = pad;
    return 0;
}

static int leave(void **state)
{
    struct pad *pad = *state;
    secret_free(pad->input);
    page_free(pad->page);
    g_free(pad);
    return 0;
}

static void stroke(struct input *input, int x, int y, int to_x, int to_y)
{
    for (int i = 0; i <= STEPS; i++) {
        struct ink_point point = {(int16_t)(x + (to_x - x) * i / STEPS),
                                  (int16_t)(y + (to_y - y) * i / STEPS), i == 0};
        input_hand_pen(input, &point, RATIO);
    }
    input_hand_lift(input);
}

static struct handwriting_candidates found_of(const char *first, const char *second)
{
    struct handwriting_candidates found = {.count = 2};
    secret_copy_text(found.text[0], sizeof found.text[0], first);
    secret_copy_text(found.text[1], sizeof found.text[1], second);
    return found;
}

static bool answer(struct input *input, const char *first, const char *second)
{
    struct handwriting_candidates found = found_of(first, second);
    return input_hand_answer(input, input->hand.asked, &found);
}

static const struct page *shown(struct pad *pad)
{
    page_begin(pad->page, "form", NULL);
    input_keys(pad->page, pad->input, LANGUAGE_ZH);
    return pad->page;
}

/* A square of the glass is a square to the matcher, however wide the pad is. */
static void the_ink_keeps_its_shape(void **state)
{
    struct pad *pad = *state;
    const struct handwriting_ink *ink = &pad->input->hand.ink;
    stroke(pad->input, 0, 0, 10000, 10000);
    assert_int_equal(ink->strokes, 1);
    assert_int_equal(ink->x[ink->points - 1], RATIO);
    assert_int_equal(ink->y[ink->points - 1], HANDWRITING_UNITS);
    assert_int_equal(pad->input->hand.shown.count, ink->points);
    assert_true(pad->input->hand.shown.points[0].begins);
    assert_int_equal(pad->input->hand.shown.points[ink->points - 1].x, 10000);
}

static void each_stroke_is_a_question(void **state)
{
    struct pad *pad = *state;
    struct input *input = pad->input;
    assert_null(input_hand_question(input));
    stroke(input, 1000, 5000, 9000, 5000);
    uint32_t first = input->hand.asked;
    assert_non_null(input_hand_question(input));
    assert_null(input_hand_question(input)); /* once */
    stroke(input, 5000, 1000, 5000, 9000);
    assert_true(input->hand.asked != first);
    const struct handwriting_ink *ink = input_hand_question(input);
    assert_int_equal(ink->strokes, 2);
    struct handwriting_candidates old = found_of("一", "二");
    assert_false(input_hand_answer(input, first, &old));
    assert_int_equal(input->hand.found.count, 0);
    answer(input, "十", "木");
    assert_int_equal(input->hand.found.count, 2);
    assert_string_equal(page_find(shown(pad), "cand.1")->label, "木");
}

static void a_choice_goes_in_and_clears_the_pad(void **state)
{
    struct pad *pad = *state;
    struct input *input = pad->input;
    stroke(input, 1000, 5000, 9000, 5000);
    input_hand_question(input);
    answer(input, "一", "二");
    assert_false(input_key(input, "cand.2"));
    assert_true(input_key(input, "cand.1"));
    assert_string_equal(input->text, "王二");
    assert_int_equal(input->hand.ink.points, 0);
    assert_int_equal(input->hand.shown.count, 0);
    assert_int_equal(input->hand.found.count, 0);
    assert_null(input_hand_question(input));
    assert_null(page_find(shown(pad), "cand.0"));
    assert_false(page_find(pad->page, "key.undo")->enabled);
}

/* While the answer is on its way, too. */
static void done_takes_the_likeliest_first(void **state)
{
    struct pad *pad = *state;
    struct input *input = pad->input;
    assert_false(input_key(input, "key.done")); /* nothing written: it is the session's */
    stroke(input, 1000, 5000, 9000, 5000);
    input_hand_question(input);
    answer(input, "一", "二");
    assert_true(input_key(input, "key.done"));
    assert_string_equal(input->text, "王一");
    stroke(input, 1000, 5000, 9000, 5000);
    assert_true(input_key(input, "key.done"));
    assert_string_equal(input->text, "王一");
    input_hand_question(input);
    assert_true(answer(input, "兰", "二"));
    assert_string_equal(input->text, "王一兰");
    assert_false(input_key(input, "key.done"));
}

/* What is looked for goes on at once, but not before the answer is there. */
static void what_is_sought_waits_for_its_last_character(void **state)
{
    struct pad *pad = *state;
    struct input *input = pad->input;
    input->seeks = true;
    stroke(input, 1000, 5000, 9000, 5000);
    assert_true(input_key(input, "key.done"));
    assert_false(input_is_sought(input));
    input_hand_question(input);
    assert_true(answer(input, "一", "二"));
    assert_true(input_is_sought(input));
    assert_string_equal(page_find(shown(pad), "key.done")->label, "找一找");
}

static void a_stroke_is_taken_back(void **state)
{
    struct pad *pad = *state;
    struct input *input = pad->input;
    stroke(input, 1000, 5000, 9000, 5000);
    unsigned one = input->hand.ink.points;
    stroke(input, 5000, 1000, 5000, 9000);
    assert_true(input_key(input, "key.undo"));
    assert_int_equal(input->hand.ink.points, one);
    assert_int_equal(input->hand.shown.count, one);
    assert_int_equal(input->hand.points[one].y, 0); /* wiped */
    assert_int_equal(input_hand_question(input)->strokes, 1);
    answer(input, "一", "二");
    assert_true(input_key(input, "key.rewrite"));
    assert_int_equal(input->hand.found.count, 0);
    assert_null(input_hand_question(input));
    assert_string_equal(input->text, "王");
    assert_true(input_key(input, "key.delete"));
    assert_string_equal(input->text, "");
}

static void to_pinyin_and_back(void **state)
{
    struct pad *pad = *state;
    struct input *input = pad->input;
    stroke(input, 1000, 5000, 9000, 5000);
    assert_true(input_key(input, "key.pinyin"));
    assert_int_equal(input->plane, PLANE_PINYIN);
    assert_int_equal(input->hand.ink.points, 0);
    assert_non_null(page_find(shown(pad), "key.hand"));
    assert_true(input_key(input, "key.hand"));
    assert_non_null(page_find(shown(pad), "pad"));
    input_hand_lost(input);
    assert_int_equal(input->plane, PLANE_PINYIN);
    assert_null(page_find(shown(pad), "key.hand"));
}

/* Another question must not take what was asked about this one; that nobody can match stays known. */
static void an_old_answer_is_nobodys(void **state)
{
    struct pad *pad = *state;
    struct input *input = pad->input;
    stroke(input, 1000, 5000, 9000, 5000);
    input_hand_question(input);
    uint32_t number = input->hand.asked;
    struct handwriting_candidates found = found_of("一", "二");
    input_clear(input);
    for (size_t i = 0; i < HANDWRITING_POINTS; i++)
        assert_int_equal(input->hand.ink.x[i] | input->hand.points[i].x, 0);
    input_start(input, "other", INPUT_TEXT, 4, "");
    input_key(input, "key.hand");
    stroke(input, 1000, 5000, 9000, 5000);
    input_hand_question(input);
    assert_false(input_hand_answer(input, number, &found));
    assert_int_equal(input->hand.found.count, 0);
    input_hand_lost(input);
    input_clear(input);
    assert_true(input->hand.absent);
}

/* The keys the pad has, and that no key of a keypad leads onto the pad itself. */
static void the_pad_says_what_it_is(void **state)
{
    static const char *const ids[] = {"pad", "key.undo", "key.rewrite", "key.pinyin", "key.done"};
    struct pad *pad = *state;
    const struct page *page = shown(pad);
    for (unsigned i = 0; i < G_N_ELEMENTS(ids); i++)
        assert_non_null(page_find(page, ids[i]));
    assert_null(page_find(page, "key.delete")); /* it stands in the field */
    assert_false(page_find(page, "pad")->focusable);
    assert_int_equal(page_find(page, "pad")->role, ROLE_CANVAS);
    pad->input->seated = true;
    assert_non_null(page_find(shown(pad), "key.delete"));
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_ink_keeps_its_shape, enter, leave),
        cmocka_unit_test_setup_teardown(each_stroke_is_a_question, enter, leave),
        cmocka_unit_test_setup_teardown(a_choice_goes_in_and_clears_the_pad, enter, leave),
        cmocka_unit_test_setup_teardown(done_takes_the_likeliest_first, enter, leave),
        cmocka_unit_test_setup_teardown(what_is_sought_waits_for_its_last_character, enter, leave),
        cmocka_unit_test_setup_teardown(a_stroke_is_taken_back, enter, leave),
        cmocka_unit_test_setup_teardown(to_pinyin_and_back, enter, leave),
        cmocka_unit_test_setup_teardown(an_old_answer_is_nobodys, enter, leave),
        cmocka_unit_test_setup_teardown(the_pad_says_what_it_is, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
