/* Help: what every page wants, when somebody comes, the codes for staff, and what stands on the page. */
#include "room.h"
#include "ui/screens/window_hours.h"
#include "ui/voice_script.h"

static const int64_t WEDNESDAY = INT64_C(1773763200000); /* 2026-03-18 00:00 at the kiosk's place */
enum { HOUR_MS = 3600 * 1000, DAY_MS = 24 * HOUR_MS, MINUTE_MS = 60 * 1000 };

static int enter(void **state)
{
    room_enter(state);
    struct room *room = *state;
    room->s->wall_ms = WEDNESDAY + 9 * HOUR_MS;
    room->s->health.online = true;
    return 0;
}

/* Another kind of question stops the build here, until it has its sentence. */
static bool is_asked(enum field_type type)
{
    switch (type) {
    case FIELD_TEXT:
    case FIELD_PHONE:
    case FIELD_ID_NUMBER:
    case FIELD_CHOICE:
    case FIELD_BANK_CARD:
    case FIELD_DATE:
    case FIELD_AMOUNT:
    case FIELD_REGION:
        return true;
    }
    return false;
}

static void every_page_says_what_it_wants(void **state)
{
    struct room *room = *state;
    struct session *s = room->s;
    const char *said[STEP_COUNT];
    for (int step = 0; step < STEP_COUNT; step++) {
        s->step = (enum step)step;
        said[step] = wants(s);
        if (!*said[step])
            fail_msg("%s wants nothing: give it a sentence in ui/screens/wants.c", step_name(s->step));
        for (int before = 0; before < step; before++)
            if (strcmp(said[before], said[step]) == 0)
                fail_msg("%s wants what %s wants", step_name(s->step), step_name((enum step)before));
    }
    s->step = STEP_FORM;
    for (unsigned i = 0; i < room->catalog->service_count; i++) {
        s->service = room->catalog->services[i];
        for (s->form_page = 0; s->form_page < s->service->page_count; s->form_page++) {
            assert_true(is_asked(s->service->pages[s->form_page][0].type));
            if (!*wants(s) || strcmp(wants(s), said[STEP_FORM]) == 0)
                fail_msg("%s, page %u: this kind of question has no sentence in ui/screens/wants.c",
                         s->service->code, s->form_page);
        }
    }
}

/* Right below the title, and before anything that can be pressed is read out. */
static void help_begins_with_it(void **state)
{
    struct room *room = *state;
    struct script *script = secret_new(sizeof *script);
    const struct script_view view = {.language = LANGUAGE_ZH, .focus = ""};
    for (int step = 0; step < STEP_COUNT; step++) {
        room->s->step = (enum step)step;
        room->s->overlay = OVERLAY_HELP;
        screens_build(room->page, room->s, &room->context);
        const struct widget *want = page_saying(room->page, wants(room->s));
        assert_non_null(want);
        assert_true(want < page_find(room->page, "call_staff"));
        script_begin(script, LANGUAGE_ZH);
        script_screen(script, room->page, &view);
        unsigned at = SCRIPT_LINES, calls = SCRIPT_LINES;
        for (unsigned i = script->count; i-- > 0;) {
            at = strstr(script_line(script, i), wants(room->s)) ? i : at;
            calls = strstr(script_line(script, i), "叫工作人员过来") ? i : calls;
        }
        assert_true(at < calls && calls < SCRIPT_LINES);
    }
    secret_free(script);
}

static void tells_when_somebody_comes(void **state)
{
    struct room *room = *state;
    static const struct {
        int64_t at;
        const char *said;
    } cases[] = {
        {8 * HOUR_MS + 29 * MINUTE_MS, "窗口 8:30 开"},
        {8 * HOUR_MS + 30 * MINUTE_MS, "现在有人，约 3 分钟到"},
        {17 * HOUR_MS + 29 * MINUTE_MS, "现在有人，约 3 分钟到"},
        {17 * HOUR_MS + 30 * MINUTE_MS, "窗口明天 8:30 开"},
        {2 * DAY_MS + 18 * HOUR_MS, "窗口周一 8:30 开"}, /* Friday evening */
        {3 * DAY_MS + 9 * HOUR_MS, "窗口周一 8:30 开"},  /* Saturday */
        {4 * DAY_MS + 7 * HOUR_MS, "窗口明天 8:30 开"},  /* Sunday */
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        room->s->wall_ms = WEDNESDAY + cases[i].at;
        room->s->step = STEP_HOME;
        room->s->overlay = OVERLAY_HELP;
        screens_build(room->page, room->s, &room->context);
        assert_string_equal(page_find(room->page, "call_staff")->detail, cases[i].said);
    }
    room->s->health.online = false;
    screens_build(room->page, room->s, &room->context);
    assert_string_equal(page_find(room->page, "call_staff")->detail, "断网了，请打 12345");
    assert_non_null(page_saying(room->page, "打电话问"));
}

static const struct widget *call_tile(struct room *room, enum call_state state, int64_t at)
{
    room->s->step = STEP_HOME;
    room->s->overlay = OVERLAY_HELP;
    room->s->wall_ms = WEDNESDAY + at;
    room->s->staff_call.state = state;
    screens_build(room->page, room->s, &room->context);
    return page_find(room->page, "call_staff");
}

/* A call that lies at the platform at night was seen by nobody: 工作人员知道了 is for who wrote back. */
static void says_no_more_of_a_call_than_is_known(void **state)
{
    struct room *room = *state;
    static const struct {
        enum call_state state;
        int64_t at;
        const char *label, *detail;
    } cases[] = {
        {CALL_HEARD, 2 * HOUR_MS + MINUTE_MS, "已经转告工作人员", "窗口 8:30 开门就看到"},
        {CALL_HEARD, 20 * HOUR_MS, "已经转告工作人员", "窗口明天 8:30 开门就看到"},
        {CALL_HEARD, 2 * DAY_MS + 18 * HOUR_MS, "已经转告工作人员", "窗口周一 8:30 开门就看到"},
        {CALL_HEARD, 10 * HOUR_MS, "已经转告工作人员", "请在这里等一等"},
        {CALL_ANSWERED, 2 * HOUR_MS, "工作人员知道了", "请在这里等一等"},
        {CALL_UNHEARD, 2 * HOUR_MS, "没叫到人，再叫一次", "线路没有回音，打 12345 或去窗口"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct widget *w = call_tile(room, cases[i].state, cases[i].at);
        assert_string_equal(w->label, cases[i].label);
        assert_string_equal(w->detail, cases[i].detail);
        assert_int_equal(w->enabled, cases[i].state == CALL_UNHEARD);
    }
}

/* After three cards that were not read the house calls by itself: that page, too, and help in an emergency.
 */
static void nor_on_the_other_pages(void **state)
{
    struct room *room = *state;
    room_show(room, "identify_hasty");
    room->s->wall_ms = WEDNESDAY + 2 * HOUR_MS;
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "已经转告工作人员，窗口 8:30 开门就看到。"));
    assert_false(page_says(room->page, "知道了"));
    room->s->staff_call.state = CALL_UNHEARD;
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "没叫到人，请打 12345 或去窗口。"));
    room_show(room, "emergency_called");
    assert_true(page_says(room->page, "呼叫送到社区了"));
    assert_true(page_says(room->page, "还没人回话"));
    assert_false(page_says(room->page, "知道"));
    room_show(room, "emergency_answered");
    assert_true(page_says(room->page, "社区值班室知道了"));
}

static void hours_are_read_or_left(void **state)
{
    (void)state;
    int64_t nine = WEDNESDAY + 9 * HOUR_MS;
    assert_true(window_opening("8:30 到 17:30", "", NULL, nine).now);
    assert_true(window_opening("上午 9:00-12:00", "3", NULL, nine).now);
    assert_false(window_opening("9:30—17:00", "", NULL, nine).now);
    struct opening o = window_opening("9:05 到 17:00", "2", NULL, nine);
    assert_true(o.known && !o.now && o.days == 6 && o.weekday == 2 && o.hour == 9 && o.minute == 5);
    o = window_opening("8:30 到 17:30", "3", NULL, nine + 12 * HOUR_MS); /* only Wednesdays: in a week */
    assert_true(o.days == 7 && o.weekday == 3);
    static const char *const unread[] = {"", "全天", "8:30", "17:30 到 8:30", "25:00 到 26:00", "8:3 到 9:"};
    for (unsigned i = 0; i < G_N_ELEMENTS(unread); i++)
        assert_false(window_opening(unread[i], "", NULL, nine).known);
}

/* Wednesday to the Wednesday after next free, that Saturday worked: no word of a Thursday that is a holiday.
 */
static void nobody_is_there_on_a_holiday(void **state)
{
    struct room *room = *state;
    int64_t nine = WEDNESDAY + 9 * HOUR_MS;
    struct calendar calendar = {0};
    assert_true(calendar_add(&calendar, "2026-03-18/2026-03-20", false));
    assert_true(calendar_add(&calendar, "2026-03-21", true));
    struct opening o = window_opening("8:30 到 17:30", "12345", &calendar, nine);
    assert_true(o.known && !o.now && o.days == 3 && o.weekday == 6);
    assert_true(window_opening("8:30 到 17:30", "12345", &calendar, nine + 72 * HOUR_MS).now);
    assert_true(calendar_add(&calendar, "2026-03-21/2026-04-01", false));
    o = window_opening("8:30 到 17:30", "12345", &calendar, nine);
    assert_true(o.known && !o.now && o.days == 15);
    room->s->calendar = &calendar;
    room->s->step = STEP_HOME;
    room->s->overlay = OVERLAY_HELP;
    screens_build(room->page, room->s, &room->context);
    assert_string_equal(page_find(room->page, "call_staff")->detail, "窗口 4 月 2 日 8:30 开");
    assert_true(calendar_add(&calendar, "2026-04-01/2026-12-31", false));
    assert_false(window_opening("8:30 到 17:30", "12345", &calendar, nine).known);
}

/* Each its own, and each explained to staff. */
static void every_problem_has_a_code(void **state)
{
    (void)state;
    g_autofree char *told = NULL;
    assert_true(g_file_get_contents(SOURCE_DIR "/docs/codes.md", &told, NULL, NULL));
    assert_string_equal(problem_code(PROBLEM_NONE), "");
    for (int p = PROBLEM_NONE + 1; p < PROBLEM_COUNT; p++) {
        const char *code = problem_code((enum problem)p);
        if (strlen(code) != 4 || !strstr(told, code))
            fail_msg("problem %d: code '%s' is not in docs/codes.md", p, code);
        for (int before = PROBLEM_NONE + 1; before < p; before++)
            assert_string_not_equal(code, problem_code((enum problem)before));
    }
}

static void the_code_stands_at_the_end(void **state)
{
    struct room *room = *state;
    room->s->step = STEP_IDENTIFY;
    room->s->service = room->catalog->services[0];
    room->s->overlay = OVERLAY_HELP;
    screens_build(room->page, room->s, &room->context);
    assert_null(page_saying(room->page, "给工作人员看"));
    room->s->problem = PROBLEM_CARD_UNREAD;
    screens_build(room->page, room->s, &room->context);
    const struct widget *code = page_saying(room->page, "给工作人员看：R-12");
    assert_non_null(code);
    for (const struct widget *w = code + 1; w < room->page->widgets + room->page->count; w++)
        assert_int_not_equal(w->place, PLACE_BODY);
}

static void questions_open_their_answers(void **state)
{
    struct room *room = *state;
    room->s->step = STEP_HOME;
    for (unsigned i = 1; i <= SESSION_QUESTIONS; i++) {
        g_autofree char *id = g_strdup_printf("question.%u", i);
        struct session_event event;
        room->s->overlay = OVERLAY_HELP;
        screens_build(room->page, room->s, &room->context);
        const struct widget *w = page_find(room->page, id);
        assert_non_null(w);
        g_autofree char *question = g_strdup(w->label);
        assert_true(action_event(id, room->s, &event));
        assert_true(event.kind == EVENT_GUIDE && event.number == i);
        room->s->overlay = OVERLAY_GUIDE;
        room->s->guide_page = SESSION_GUIDE_PAGES - 1 + event.number;
        screens_build(room->page, room->s, &room->context);
        assert_string_equal(room->page->title, question);
    }
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_page_says_what_it_wants, enter, room_leave),
        cmocka_unit_test_setup_teardown(help_begins_with_it, enter, room_leave),
        cmocka_unit_test_setup_teardown(tells_when_somebody_comes, enter, room_leave),
        cmocka_unit_test_setup_teardown(says_no_more_of_a_call_than_is_known, enter, room_leave),
        cmocka_unit_test_setup_teardown(nor_on_the_other_pages, enter, room_leave),
        cmocka_unit_test(hours_are_read_or_left),
        cmocka_unit_test_setup_teardown(nobody_is_there_on_a_holiday, enter, room_leave),
        cmocka_unit_test(every_problem_has_a_code),
        cmocka_unit_test_setup_teardown(the_code_stands_at_the_end, enter, room_leave),
        cmocka_unit_test_setup_teardown(questions_open_their_answers, enter, room_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
