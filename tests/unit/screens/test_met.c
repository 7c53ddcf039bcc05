/* What a resident can meet is looked at before: an example session, and so audit and golden pictures, of each
 * problem. */
#include "room.h"
#include "session/answers.h"
#include "ui/screens/screens.h"

/* No exceptions today: whoever adds a problem gives it a preview. */
static void every_problem_has_an_example(void **state)
{
    struct room *room = *state;
    bool seen[PROBLEM_COUNT] = {false};
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++) {
        room_fill(room, &previews[i], LANGUAGE_ZH, false);
        seen[room->s->problem] = true;
    }
    for (enum problem p = PROBLEM_NONE + 1; p < PROBLEM_COUNT; p++)
        if (!seen[p])
            fail_msg("no preview meets %s", problem_code(p));
}

/* In large letters as well; a bubble above the page says it as the page would. */
static void an_example_says_what_it_met(void **state)
{
    struct room *room = *state;
    unsigned count, looked = 0;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < 2 * count; i++) {
        room_fill(room, &previews[i / 2], LANGUAGE_ZH, i % 2);
        if (room->s->problem == PROBLEM_NONE || room->s->overlay != OVERLAY_NONE)
            continue;
        struct told told = told_problem(room->page, room->s, room->s->problem);
        if (*told.what == '\0' || !page_says(room->page, told.what))
            fail_msg("%s meets %s and does not say: %s", previews[i / 2].name, problem_code(room->s->problem),
                     told.what);
        looked++;
    }
    assert_true(looked >= PROBLEM_COUNT);
}

/* The answer is one that the session itself finds wrong, and so. */
static void an_example_of_the_form_is_wrong_as_it_says(void **state)
{
    struct room *room = *state;
    unsigned count, looked = 0;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++) {
        struct session *s = room->s;
        room_fill(room, &previews[i], LANGUAGE_ZH, false);
        const struct field *field = s->service ? service_field(s->service, s->problem_field, NULL) : NULL;
        if (s->step != STEP_FORM || s->problem < PROBLEM_EMPTY || field == NULL)
            continue;
        const struct answer *a = answer_find(&s->kase, field->name);
        enum problem is = answer_check(field, a ? a->value : "", answer_day_scale(room->s));
        if (is != s->problem)
            fail_msg("%s says %s, and the answer is %s", previews[i].name, problem_code(s->problem),
                     is ? problem_code(is) : "right");
        looked++;
    }
    assert_true(looked >= 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_problem_has_an_example),
        cmocka_unit_test(an_example_says_what_it_met),
        cmocka_unit_test(an_example_of_the_form_is_wrong_as_it_says),
    };
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
