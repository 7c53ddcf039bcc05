/* Finding a service on the screen: the field on the list of all, what is shown while one writes, what was
 * found, and what to do when nothing was. */
#include "room.h"

static struct room *open_search(void **state)
{
    struct room *room = *state;
    session_init(room->s, room->catalog);
    input_clear(room->input);
    room->s->step = STEP_SEARCH;
    room->s->back_count = 1;
    room->s->back[0].step = STEP_SERVICES;
    room->s->health.online = true;
    return room;
}

static const struct widget *find(struct room *room, const char *id)
{
    screens_build(room->page, room->s, &room->context);
    return page_find(room->page, id);
}

static void write_down(struct room *room, const char *text)
{
    screens_input(room->input, room->s, false);
    assert_true(input_text(room->input, text));
}

static void shown(struct room *room, const char *text)
{
    room->s->find.shown = true;
    secret_copy_text(room->s->find.text, sizeof room->s->find.text, text);
    screens_input(room->input, room->s, false);
}

static unsigned count_rows(const struct room *room)
{
    unsigned n = 0;
    for (unsigned i = 0; i < room->page->count; i++)
        n += g_str_has_prefix(room->page->widgets[i].id, "service.");
    return n;
}

static void test_the_way_in(void **state)
{
    struct room *room = open_search(state);
    struct session_event event;
    room->s->step = STEP_SERVICES;
    const struct widget *w = find(room, "search");
    assert_true(w && w->enabled && w->look == LOOK_SEEK);
    assert_true(action_event("search", room->s, &event));
    assert_int_equal(event.kind, EVENT_SEARCH);
    assert_true(action_local("field.search"));
}

/* In Chinese, Taiwan's Chinese, by pinyin letters that wait, and in English. */
static void test_while_writing(void **state)
{
    struct room *room = open_search(state);
    write_down(room, "养老金");
    assert_non_null(find(room, "service.shebao-chaxun"));
    assert_string_equal(page_find(room->page, "key.done")->label, "找一找");
    assert_true(count_rows(room) <= 2);
    room->s->seated = true; /* no room within reach */
    find(room, "key.done");
    assert_int_equal(count_rows(room), 0);
    room->s->seated = false;
    room->s->language = LANGUAGE_ZH_TW;
    input_clear(room->input);
    write_down(room, "養老金");
    assert_non_null(find(room, "service.shebao-chaxun"));
    room->s->language = LANGUAGE_EN;
    input_clear(room->input);
    write_down(room, "pension");
    assert_int_equal(room->input->plane, PLANE_LOWER);
    assert_non_null(find(room, "service.shebao-chaxun"));
    input_clear(room->input);
    write_down(room, "ylj"); /* the real readings */
    assert_non_null(find(room, "service.shebao-chaxun"));
}

static void test_found(void **state)
{
    struct room *room = open_search(state);
    shown(room, "医保");
    assert_int_equal(room->input->kind, INPUT_NONE); /* the keys are gone, and what was written with them */
    assert_string_equal(room->input->text, "");
    assert_non_null(find(room, "service.yibao-jiaofei"));
    assert_non_null(page_find(room->page, "search"));
    for (unsigned i = 0; i < room->page->count; i++)
        if (g_str_has_prefix(room->page->widgets[i].id, "service.")) { /* by its name, before by a word */
            assert_string_equal(room->page->widgets[i].id, "service.yibao-jiaofei");
            break;
        }
    room->s->health.online = false; /* what needs the line says so, as in the list of all */
    shown(room, "社保");
    assert_string_equal(find(room, "service.shebao-chaxun")->value, "能留话");
    shown(room, "投票");
    assert_false(find(room, "service.tou-piao")->enabled);
    assert_string_equal(find(room, "service.tou-piao")->value, "要等网络");
}

static void test_nothing_found(void **state)
{
    struct room *room = open_search(state);
    shown(room, "火箭");
    assert_non_null(find(room, "call_staff"));
    assert_true(page_find(room->page, "services")->enabled && page_find(room->page, "search")->enabled);
    assert_int_equal(count_rows(room), 0);
}

static void test_nothing_written(void **state)
{
    struct room *room = open_search(state);
    screens_input(room->input, room->s, false);
    room->s->problem = PROBLEM_EMPTY;
    strcpy(room->s->problem_field, "search");
    assert_true(find(room, "field.search")->error);
    write_down(room, "证");
    room->s->problem = PROBLEM_NONE;
    assert_false(find(room, "field.search")->error);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_way_in),      cmocka_unit_test(test_while_writing),
        cmocka_unit_test(test_found),           cmocka_unit_test(test_nothing_found),
        cmocka_unit_test(test_nothing_written),
    };
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
