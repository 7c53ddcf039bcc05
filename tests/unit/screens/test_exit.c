/* 退出 wherever somebody is known: on every such page, by touch and by keypad, and it forgets them. */
#include "room.h"
#include "ui/voice_script.h"

/* What was sent cannot be left half-way; two dialogs ask, with an exit of their own; an emergency goes first.
 */
static bool needs_exit(const struct session *s)
{
    return s->identified && !s->practice && s->step != STEP_SENDING && s->step != STEP_ENQUIRY &&
           s->overlay != OVERLAY_TIMEOUT && s->overlay != OVERLAY_LEAVE && s->overlay != OVERLAY_EMERGENCY;
}

static void stands_wherever_somebody_is_known(void **state)
{
    struct room *room = *state;
    unsigned count, seen[STEP_COUNT] = {0};
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < 2 * count; i++) {
        room_show(room, previews[i / 2].name);
        room->s->large = i % 2;
        if (!needs_exit(room->s))
            continue;
        screens_build(room->page, room->s, &room->context);
        if (room->s->overlay == OVERLAY_NONE && !session_allows(room->s, EVENT_EXIT))
            continue; /* a preview of what no visit can come to; test_random holds the visits to it */
        const struct widget *w = page_find(room->page, "exit");
        if (room->s->overlay == OVERLAY_NONE && (!w || !w->enabled || w->place != PLACE_BAR))
            fail_msg("%s: no way out", previews[i / 2].name);
        seen[room->s->step] += w != NULL;
    }
    static const enum step choosing[] = {STEP_HOME, STEP_SERVICES, STEP_SEARCH, STEP_SERVICE, STEP_NOTICE};
    for (unsigned i = 0; i < G_N_ELEMENTS(choosing); i++)
        assert_true(seen[choosing[i]] > 0);
}

/* By a name that anybody may hear, and that there is a way out. */
static void is_told_with_the_greeting(void **state)
{
    struct room *room = *state;
    struct script *script = secret_new(sizeof *script);
    const struct script_view view = {.language = LANGUAGE_ZH, .focus = ""};
    room_show(room, "home_known");
    screens_build(room->page, room->s, &room->context);
    script_begin(script, LANGUAGE_ZH);
    script_screen(script, room->page, &view);
    assert_string_equal(script_line(script, 0), "赵某梅，您好");
    assert_string_equal(script_line(script, 1), "走的时候，点“退出”");
    assert_string_equal(script_line(script, 2), "您要办什么事？");
    secret_free(script);
}

static void nobody_is_greeted_who_is_not_known(void **state)
{
    struct room *room = *state;
    room_show(room, "home");
    assert_null(page_find(room->page, "exit"));
    assert_null(room->page->greets);
}

/* Laid at home: the next person finds nothing of the one who pressed 退出. */
static void forgets(void **state)
{
    struct room *room = *state;
    struct effects out;
    room_show(room, "home_known");
    struct session_event event = {.visit = room->s->visit, .now_ms = room->s->now_ms};
    assert_true(action_event("exit", room->s, &event));
    event.visit = room->s->visit;
    event.now_ms = room->s->now_ms;
    session_step(room->s, &event, &out);
    assert_int_equal(room->s->step, STEP_STANDBY);
    assert_false(room->s->identified);
    assert_string_equal(room->s->person.name, "");
    assert_string_equal(room->s->person.number, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stands_wherever_somebody_is_known), cmocka_unit_test(is_told_with_the_greeting),
        cmocka_unit_test(nobody_is_greeted_who_is_not_known), cmocka_unit_test(forgets)};
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
