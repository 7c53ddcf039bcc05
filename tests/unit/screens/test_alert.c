/* An alert that comes amid the work: in the bar, aloud, and nothing that is being typed is touched. */
#include "room.h"
#include "session/alert.h"
#include "ui/layout.h"
#include "ui/voice_script.h"

static int advance(void *letters, enum face face, int px, uint32_t c)
{
    (void)letters, (void)face;
    return c < 0x2E80 ? px * 56 / 100 : px;
}

static bool same(const struct widget *a, const struct widget *b)
{
    return strcmp(a->id, b->id) == 0 && strcmp(a->label, b->label) == 0 && strcmp(a->value, b->value) == 0 &&
           a->place == b->place && a->selected == b->selected;
}

/* But for the bar both pages are one and the same, so focus, keyboard and what was composed stay. */
static void leaves_what_is_typed_alone(void **state)
{
    struct room *room = *state;
    struct page *before = page_new();
    room_show(room, "alert_form");
    const char *title = session_alert_in_bar(room->s)->title.zh;
    screens_input(room->input, room->s, false);
    struct session calm = *room->s;
    *calm.alert = '\0';
    screens_build(before, &calm, &room->context);
    screens_build(room->page, room->s, &room->context);
    assert_true(before->key == room->page->key);
    assert_true(page_says(room->page, title) && !page_says(before, title));
    assert_non_null(page_find(room->page, "notice.rain-red"));
    assert_non_null(page_find(room->page, "exit"));
    unsigned i = 0, k = 0;
    for (;; i++, k++) {
        while (i < before->count && before->widgets[i].place == PLACE_BAR)
            i++;
        while (k < room->page->count && room->page->widgets[k].place == PLACE_BAR)
            k++;
        if (i == before->count || k == room->page->count)
            break;
        assert_true(same(&before->widgets[i], &room->page->widgets[k]));
    }
    assert_true(i == before->count && k == room->page->count);
    page_free(before);
}

static void is_read_aloud_once(void **state)
{
    struct room *room = *state;
    const struct script_view view = {.language = LANGUAGE_ZH, .focus = ""};
    struct script *script = secret_new(sizeof *script);
    struct page *before = page_new();
    room_show(room, "alert_form");
    struct session calm = *room->s;
    *calm.alert = '\0';
    screens_build(before, &calm, &room->context);
    script_begin(script, view.language);
    script_alert(script, before, room->page, &view);
    bool title = false, text = false;
    for (unsigned i = 0; i < script->count; i++) {
        title = title || strstr(script_line(script, i), "暴雨红色预警");
        text = text || strstr(script_line(script, i), "119");
    }
    assert_true(title && text);
    script_begin(script, view.language);
    script_alert(script, room->page, room->page, &view);
    assert_int_equal(script->count, 0);
    secret_free(script);
    page_free(before);
}

/* A title as long as one may be does not stand there: the short word does, whole. */
static void a_long_title_is_said_in_short(void **state)
{
    struct room *room = *state;
    struct layout *layout = layout_new();
    const struct view view = {.focus = ""};
    room_show(room, "alert_form");
    struct notices list = *room->s->notices;
    list.list[0].title.zh =
        (char *)"全市今天夜里到明天白天有大到暴雨，局地特大暴雨，低洼的地方和老房子里的人请尽快到高处去";
    room->s->notices = &list;
    for (int large = 0; large < 2; large++) {
        struct layout_options options = {
            .theme = theme_make(1080, 1920, 0, 0, large, false), .advance = advance, .pressed = ""};
        room->s->large = large;
        screens_build(room->page, room->s, &room->context);
        layout_page(layout, room->page, &view, &options);
        bool in_short = false;
        for (unsigned i = 0; i < layout->run_count; i++)
            in_short = in_short || (layout->runs[i].text && g_str_has_prefix(layout->runs[i].text, "有预警"));
        assert_true(in_short);
        for (unsigned i = 0; i < layout->placed_count; i++)
            assert_false(layout->placed[i].clipped);
    }
    layout_free(layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(leaves_what_is_typed_alone),
                                       cmocka_unit_test(is_read_aloud_once),
                                       cmocka_unit_test(a_long_title_is_said_in_short)};
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
