/* A notice on the page: its sentences, the one that is being read, and what stands on the standby picture. */
#include "room.h"

static void sentences_end_where_one_breathes(void **state)
{
    static const char text[] = "周五停水。请说“好。”\n\n8:30 到 16:30，1 到 6 栋！Stop at 3.5 m. Go on";
    static const struct {
        const char *said;
        bool begins;
    } wanted[] = {{"周五停水。", false},
                  {"请说“好。”", false},
                  {"8:30 到 16:30，1 到 6 栋！", true},
                  {"Stop at 3.5 m. ", false},
                  {"Go on", false}};
    const char *at = text;
    size_t len = 0;
    bool begins = false;
    (void)state;
    for (unsigned i = 0; i < G_N_ELEMENTS(wanted); i++) {
        at = notice_sentence(at, &len, &begins);
        assert_non_null(at);
        g_autofree char *said = g_strndup(at, len);
        assert_string_equal(said, wanted[i].said);
        assert_int_equal(begins, wanted[i].begins);
        at += len;
    }
    assert_null(notice_sentence(at, &len, &begins));
}

static unsigned lit(const struct page *page, unsigned *number)
{
    unsigned count = 0;
    for (unsigned i = 0; i < page->count; i++)
        if (page->widgets[i].look == LOOK_SENTENCE && page->widgets[i].tone == TONE_LAMP) {
            *number = (unsigned)page->widgets[i].number;
            count++;
        }
    return count;
}

static void the_sentence_being_read_is_lit(void **state)
{
    struct room *room = *state;
    unsigned number = 0;
    room_show(room, "notice");
    room->context.reading = 0;
    screens_build(room->page, room->s, &room->context);
    assert_int_equal(lit(room->page, &number), 0);
    for (unsigned reading = 1; reading <= 3; reading++) {
        room->context.reading = reading;
        screens_build(room->page, room->s, &room->context);
        assert_int_equal(lit(room->page, &number), 1);
        assert_int_equal(number, reading);
    }
    room->s->voice = false; /* switched off: nothing is read */
    screens_build(room->page, room->s, &room->context);
    assert_int_equal(lit(room->page, &number), 0);
}

/* The platform's word of the machine; what its configuration says goes first. */
static void out_of_service_says_when_it_is_back(void **state)
{
    struct room *room = *state;
    room_show(room, "out_of_service_told");
    assert_true(page_says(room->page, "大约 10:26 修好"));
    assert_true(page_says(room->page, "大厅东边还有一台"));
    assert_true(page_says(room->page, "编号 GY02"));
    assert_false(page_says(room->page, "换读卡口")); /* the first sentence only */
    room->s->wall_ms += INT64_C(3600) * 1000;        /* over */
    screens_build(room->page, room->s, &room->context);
    assert_false(page_says(room->page, "大约"));
    assert_false(page_says(room->page, "GY02"));
    room_show(room, "out_of_service_told");
    room->context.place.back = (struct label){"14:00", NULL, NULL};
    room->context.place.elsewhere = (struct label){"二楼还有一台", NULL, NULL};
    room->context.place.way = (struct label){"坐电梯上去", NULL, NULL};
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "大约 14:00 修好"));
    assert_true(page_says(room->page, "二楼还有一台"));
    assert_false(page_says(room->page, "GY02"));
}

static void an_alert_stands_before_notices(void **state)
{
    struct room *room = *state;
    room_show(room, "standby_alert");
    const struct widget *w = page_find(room->page, "notice.rain-red");
    assert_non_null(w);
    assert_int_equal(w->tone, TONE_BAD);
    assert_null(page_find(room->page, "notice.water-0320"));
    room_show(room, "standby_notice");
    assert_non_null(page_find(room->page, "notice.water-0320"));
}

/* The page of a notice that was withdrawn says so and leads on. */
static void withdrawn_is_said(void **state)
{
    struct room *room = *state;
    room_show(room, "notice_gone");
    assert_string_equal(room->page->title, "这条通知撤下了");
    assert_non_null(page_find(room->page, "next"));
    assert_null(page_find(room->page, "print"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_end_where_one_breathes),
        cmocka_unit_test_setup_teardown(the_sentence_being_read_is_lit, room_enter, room_leave),
        cmocka_unit_test_setup_teardown(an_alert_stands_before_notices, room_enter, room_leave),
        cmocka_unit_test_setup_teardown(out_of_service_says_when_it_is_back, room_enter, room_leave),
        cmocka_unit_test_setup_teardown(withdrawn_is_said, room_enter, room_leave),
    };

    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
