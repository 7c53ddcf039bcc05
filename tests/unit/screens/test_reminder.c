/* What still lies in the cabinet is said on the last pages, by the voice as well; and what goes along of a
 * card stands in the review. */
#include "room.h"
#include "ui/voice_script.h"

static const struct widget *in_bar(const struct page *page, const char *text)
{
    const struct widget *w = page_saying(page, text);
    return w && w->place == PLACE_BAR ? w : NULL;
}

static void the_bar_says_what_lies_there(void **state)
{
    static const struct {
        const char *preview, *says, *where;
    } rows[] = {{"done_card", "请拿好您的身份证", "还在读卡口上"},
                {"done_slip", "请拿好您的回执", "还在出纸口里"},
                {"rating_page", "请拿好打好的纸", "还在打印机上"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct page *page = room_show(*state, rows[i].preview);
        const struct widget *w = in_bar(page, rows[i].says);
        assert_non_null(w);
        assert_non_null(strstr(w->detail, rows[i].where));
        assert_true(w->told); /* said at once, whatever is being read */
    }
}

static void it_goes_with_the_thing(void **state)
{
    struct room *room = *state;
    room_show(room, "done_card");
    room->s->health.card_lies = false;
    screens_build(room->page, room->s, &room->context);
    assert_false(page_says(room->page, "请拿好"));
    room_show(room, "standby_card");
    assert_true(page_says(room->page, "身份证还在读卡口，请拿好"));
    room->s->health.card_forgotten = false;
    screens_build(room->page, room->s, &room->context);
    assert_false(page_says(room->page, "请拿好"));
}

/* Amid the work a card that lies there is where it belongs. */
static void nobody_is_called_amid_the_work(void **state)
{
    struct room *room = *state;
    static const char *const pages[] = {"review", "identify", "home"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        room_show(room, pages[i]);
        room->s->health.card_lies = room->s->health.paper_lies = true;
        screens_build(room->page, room->s, &room->context);
        assert_false(page_says(room->page, "请拿好"));
    }
}

static void the_voice_says_it_when_it_begins(void **state)
{
    struct room *room = *state;
    struct script script = {0};
    struct page *before = page_new();
    const struct script_view view = {.language = LANGUAGE_ZH};
    bool said = false;
    room_show(room, "done_card");
    script_begin(&script, LANGUAGE_ZH);
    script_alert(&script, before, room->page, &view);
    for (unsigned i = 0; i < script.count; i++)
        said |= strstr(script_line(&script, i), "请拿好您的身份证") != NULL;
    assert_true(said);
    page_free(before);
}

static void a_photo_that_goes_along_stands_in_the_review(void **state)
{
    struct room *room = *state;
    static struct service wants;
    room_show(room, "review");
    room->s->person.photo_len = PERSON_PHOTO;
    screens_build(room->page, room->s, &room->context);
    assert_false(page_says(room->page, "证件照片")); /* this service does not want it */
    wants = *room->s->service;
    wants.photo = true;
    room->s->service = &wants;
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "证件照片"));
    assert_true(page_says(room->page, "一起交上去"));
}

static void a_reader_of_no_use_is_not_waited_for(void **state)
{
    struct room *room = *state;
    room_show(room, "identify");
    room->s->health.idcard = DEVICE_ATTENTION;
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "读卡口现在用不了"));
    assert_non_null(page_find(room->page, "call_staff"));
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bar_says_what_lies_there),
        cmocka_unit_test(it_goes_with_the_thing),
        cmocka_unit_test(nobody_is_called_amid_the_work),
        cmocka_unit_test(the_voice_says_it_when_it_begins),
        cmocka_unit_test(a_photo_that_goes_along_stands_in_the_review),
        cmocka_unit_test(a_reader_of_no_use_is_not_waited_for),
    };
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
