/* Practice as a whole: every service by touch alone, nothing wished that leaves, nothing real let in. */
#include "session/practice.h"
#include "session/visit.h"

static void assert_nothing_left(const struct visit *v)
{
    for (unsigned i = 0; i < v->out.count; i++)
        assert_true(!practice_keeps(v->out.list[i].kind));
}

static void touch(struct visit *v, enum event_kind kind)
{
    press(v, kind);
    assert_nothing_left(v);
    assert_true(v->s.practice);
}

static void to_service(struct visit *v, const char *code)
{
    press(v, EVENT_START);
    press(v, EVENT_PRACTICE);
    assert_at(v, STEP_PRACTICE);
    assert_true(v->s.practice && wished(v, EFFECT_REST_CARD));
    assert_int_equal(v->out.count, 1);
    touch(v, EVENT_SERVICES);
    press_text(v, EVENT_SERVICE, code);
    assert_at(v, STEP_SERVICE);
    touch(v, EVENT_NEXT);
    assert_at(v, STEP_IDENTIFY);
    touch(v, EVENT_PRETEND);
}

/* Written too little, then enough; pressed wrongly, then as shown; and each is gone with its page. */
static void test_exercises(void **state)
{
    static const struct stroke_point dot[] = {{1000, 5000, true}, {1001, 5000, false}};
    struct visit *v = *state;

    press(v, EVENT_START);
    press(v, EVENT_PRACTICE);
    press_number(v, EVENT_DRINK, 2);
    assert_int_equal(v->s.exercise.drink, 2);
    touch(v, EVENT_NEXT);
    assert_int_equal(v->s.exercise.kind, EXERCISE_WRITE);
    give(v, (struct session_event){.kind = EVENT_INK, .ink = dot, .ink_count = 2});
    touch(v, EVENT_NEXT);
    assert_int_equal(v->s.exercise.state, EXERCISE_MISSED);
    give(v, (struct session_event){.kind = EVENT_INK, .ink = line, .ink_count = 2});
    touch(v, EVENT_NEXT);
    assert_int_equal(v->s.exercise.state, EXERCISE_DONE);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    touch(v, EVENT_NEXT);
    assert_int_equal(v->s.exercise.kind, EXERCISE_PRESS);
    assert_int_equal(v->s.kase.ink_count, 0);
    assert_int_equal(v->s.kase.ink[0].x, 0);
    answer(v, "exercise", "19900000002");
    touch(v, EVENT_NEXT);
    assert_int_equal(v->s.exercise.state, EXERCISE_MISSED);
    answer(v, "exercise", EXERCISE_DIGITS);
    touch(v, EVENT_NEXT);
    assert_int_equal(v->s.exercise.state, EXERCISE_DONE);
    touch(v, EVENT_NEXT);
    assert_int_equal(v->s.exercise.kind, EXERCISE_CARD);
    assert_string_equal(v->s.exercise.digits, "");
    touch(v, EVENT_PRETEND);
    assert_int_equal(v->s.exercise.state, EXERCISE_DONE);
    assert_true(!v->s.identified && v->s.person.name[0] == '\0');
    touch(v, EVENT_NEXT);
    assert_at(v, STEP_SERVICES);
    touch(v, EVENT_BACK);
    assert_at(v, STEP_PRACTICE);
    assert_int_equal(v->s.exercise.kind, EXERCISE_CHOOSE);
}

/* Chosen out of turn, and left for the first one; what does not belong to an exercise does nothing. */
static void test_one_exercise(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press(v, EVENT_PRACTICE);
    touch(v, EVENT_PRETEND);
    assert_int_equal(v->s.exercise.state, EXERCISE_TRIES);
    press_number(v, EVENT_EXERCISE, EXERCISE_PRESS);
    answer(v, "exercise", "199000000012"); /* longer than a number is */
    answer(v, "phone", "1990000");
    give(v, (struct session_event){.kind = EVENT_INK, .ink = line, .ink_count = 2});
    assert_string_equal(v->s.exercise.digits, "");
    assert_int_equal(v->s.kase.ink_count, 0);
    answer(v, "exercise", "1990000");
    touch(v, EVENT_BACK);
    assert_at(v, STEP_PRACTICE);
    assert_int_equal(v->s.exercise.kind, EXERCISE_CHOOSE);
    assert_string_equal(v->s.exercise.digits, "");
    press_number(v, EVENT_EXERCISE, EXERCISE_WRITE);
    give(v, (struct session_event){.kind = EVENT_INK, .ink = line, .ink_count = 2});
    touch(v, EVENT_INK_UNDO);
    assert_int_equal(v->s.kase.ink_count, 0);
    give(v, (struct session_event){.kind = EVENT_INK, .ink = line, .ink_count = 2});
    press(v, EVENT_PRACTICE_END);
    assert_at(v, STEP_HOME);
    assert_true(v->s.kase.ink_count == 0 && v->s.exercise.kind == EXERCISE_CHOOSE);
    press_number(v, EVENT_EXERCISE, EXERCISE_COUNT);
    assert_at(v, STEP_HOME);
}

static void test_application(void **state)
{
    struct visit *v = *state;

    to_service(v, "gaoling-jintie");
    fill_form(v);
    touch(v, EVENT_PRETEND);
    assert_true(v->s.kase.materials[0].taken);
    touch(v, EVENT_PRETEND);
    touch(v, EVENT_NEXT);
    assert_at(v, STEP_SIGNATURE);
    sign(v);
    touch(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
    touch(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    pass(v, PRACTICE_SENDING_MS - 1);
    assert_at(v, STEP_SENDING);
    pass(v, 1);
    assert_nothing_left(v);
    assert_at(v, STEP_DONE);
    assert_string_equal(v->s.kase.receipt, PRACTICE_RECEIPT);
    assert_int_equal(v->s.print, PRINT_PRINTED);
    press(v, EVENT_PRACTICE_END);
    assert_at(v, STEP_HOME);
    assert_true(!v->s.practice && !v->s.identified && wished(v, EFFECT_READ_CARD));
    assert_string_equal(v->s.kase.receipt, "");
}

static void test_question(void **state)
{
    struct visit *v = *state;

    to_service(v, "shebao-chaxun");
    assert_at(v, STEP_SENDING);
    pass(v, PRACTICE_SENDING_MS);
    assert_nothing_left(v);
    assert_at(v, STEP_RESULT);
    assert_true(v->s.kase.result.count > 0);
}

/* Asked and left again: nothing comes after. */
static void test_cancelled(void **state)
{
    struct visit *v = *state;

    to_service(v, "shebao-chaxun");
    touch(v, EVENT_HOME);
    assert_at(v, STEP_HOME);
    pass(v, 10 * PRACTICE_SENDING_MS);
    assert_at(v, STEP_HOME);
    assert_int_equal(v->s.kase.result.count, 0);
}

/* A card laid down, a letter of the desk: of a real person, so a practice visit hears neither. */
static void test_nothing_real_comes_in(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    card(v, &wang);
    assert_true(v->s.identified);
    press(v, EVENT_PRACTICE);
    assert_true(!v->s.identified && v->s.person.name[0] == '\0');
    card(v, &wang);
    assert_false(v->s.identified);
    touch(v, EVENT_SERVICES);
    press_text(v, EVENT_SERVICE, "shebao-chaxun");
    touch(v, EVENT_NEXT);
    card(v, &wang);
    assert_at(v, STEP_IDENTIFY);
    touch(v, EVENT_PRETEND);
    desk(v, EVENT_NO_RESULT, NULL, PROBLEM_OFFLINE);
    assert_at(v, STEP_SENDING);
}

/* Whoever calls for people while practising needs them. */
static void test_calls_are_real(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press(v, EVENT_PRACTICE);
    press(v, EVENT_HELP);
    press(v, EVENT_CALL_STAFF);
    assert_true(wished(v, EFFECT_CALL_STAFF));
    press(v, EVENT_SOS);
    press(v, EVENT_CALL_STAFF);
    assert_true(wished(v, EFFECT_EMERGENCY));
    give(v, (struct session_event){.kind = EVENT_HEARD, .request = v->s.emergency_call.request});
    assert_int_equal(v->s.emergency_call.state, CALL_HEARD);
}

/* From help, with no line and no room on the disk: practice needs neither. But never over what is begun. */
static void test_from_help(void **state)
{
    struct visit *v = *state;
    struct health poor = {.disk_full = true};

    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &poor});
    press(v, EVENT_HELP);
    assert_true(session_allows(&v->s, EVENT_PRACTICE));
    press(v, EVENT_PRACTICE);
    assert_at(v, STEP_PRACTICE);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    touch(v, EVENT_SERVICES);
    press_text(v, EVENT_SERVICE, "gaoling-jintie");
    touch(v, EVENT_NEXT);
    touch(v, EVENT_PRETEND);
    assert_at(v, STEP_FORM);
    press(v, EVENT_HELP);
    assert_false(session_allows(&v->s, EVENT_PRACTICE));
}

static void test_ends_with_the_visit(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press(v, EVENT_PRACTICE);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    assert_false(v->s.practice);
}

static void test_guide(void **state)
{
    struct visit *v = *state;

    to_review(v);
    press(v, EVENT_HELP);
    press(v, EVENT_GUIDE);
    for (unsigned page = 0; page < SESSION_GUIDE_PAGES; page++) {
        assert_int_equal(v->s.overlay, OVERLAY_GUIDE);
        assert_int_equal(v->s.guide_page, page);
        press(v, EVENT_NEXT);
    }
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_at(v, STEP_REVIEW);
    press(v, EVENT_GUIDE);
    press(v, EVENT_NEXT);
    press(v, EVENT_BACK);
    assert_int_equal(v->s.guide_page, 0);
    press(v, EVENT_BACK);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
}

/* A common question was asked in help: its answer leads there again, and what lay beneath stays. */
static void test_answers(void **state)
{
    struct visit *v = *state;

    to_review(v);
    for (unsigned question = 1; question <= SESSION_QUESTIONS; question++)
        for (int way = 0; way < 2; way++) {
            press(v, EVENT_HELP);
            press_number(v, EVENT_GUIDE, question);
            assert_int_equal(v->s.overlay, OVERLAY_GUIDE);
            assert_int_equal(v->s.guide_page, SESSION_GUIDE_PAGES + question - 1);
            press(v, way ? EVENT_NEXT : EVENT_BACK);
            assert_int_equal(v->s.overlay, OVERLAY_HELP);
            press(v, EVENT_BACK);
            assert_int_equal(v->s.overlay, OVERLAY_NONE);
            assert_at(v, STEP_REVIEW);
        }
    press(v, EVENT_HELP);
    press_number(v, EVENT_GUIDE, SESSION_QUESTIONS + 1);
    assert_int_equal(v->s.overlay, OVERLAY_HELP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_exercises),      VISIT(test_one_exercise), VISIT(test_application),
        VISIT(test_question),       VISIT(test_cancelled),    VISIT(test_nothing_real_comes_in),
        VISIT(test_calls_are_real), VISIT(test_from_help),    VISIT(test_ends_with_the_visit),
        VISIT(test_guide),          VISIT(test_answers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
