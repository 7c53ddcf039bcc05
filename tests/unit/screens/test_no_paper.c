/* Pages whose button prints a list to take home: why no paper comes, and what to do without it, is said
 * before the tap when the machine knows, after it in any case, and that it may be tried again when it is
 * mended. */
#include "room.h"

static const char *const pages[] = {"service", "notice", "progress", "progress_ended"};

static const struct page *draw(struct room *room, enum print_state print, enum device_state printer,
                               enum device_cause cause)
{
    room->s->print = print;
    room->s->health.printer = printer;
    room->s->health.printer_cause = cause;
    screens_build(room->page, room->s, &room->context);
    return room->page;
}

static void says(const struct page *page, const char *what, const char *help)
{
    const struct widget *w = page_saying(page, what);
    if (!w)
        fail_msg("%s: does not say %s", page->title, what);
    assert_int_equal(w->look, LOOK_BANNER);
    assert_non_null(strstr(w->detail, help));
    assert_true(page_find(page, "print")->enabled); /* for whoever has just mended it */
}

static void a_known_cause_is_said_before_the_tap(void **state)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(pages); i++) {
        room_show(*state, pages[i]);
        says(draw(*state, PRINT_NONE, DEVICE_ATTENTION, CAUSE_PAPER_OUT), "打印纸用完了，现在打不了",
             "用手机拍下这页");
        says(draw(*state, PRINT_NONE, DEVICE_ATTENTION, CAUSE_COVER_OPEN), "打印机现在用不了", "去窗口");
        says(draw(*state, PRINT_NONE, DEVICE_ABSENT, CAUSE_NONE), "打印机现在用不了", "去窗口");
    }
}

/* Large letters leave no room for both: who came to read finds the text, who asked for paper the reason. */
static void a_large_notice_stays_readable(void **state)
{
    struct room *room = *state;
    room_show(room, "notice");
    room->s->large = true;
    assert_false(page_says(draw(room, PRINT_NONE, DEVICE_ATTENTION, CAUSE_PAPER_OUT), "打印纸用完了"));
    assert_true(page_says(draw(room, PRINT_FAILED, DEVICE_ATTENTION, CAUSE_PAPER_OUT), "打印纸用完了"));
}

static void what_was_not_printed_says_why(void **state)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(pages); i++) {
        room_show(*state, pages[i]);
        says(draw(*state, PRINT_FAILED, DEVICE_ATTENTION, CAUSE_PAPER_OUT), "打印纸用完了，没打出来",
             "用手机拍下这页");
        says(draw(*state, PRINT_FAILED, DEVICE_ATTENTION, CAUSE_COVER_OPEN), "打印机现在用不了，没打出来",
             "去窗口");
        assert_string_equal(page_find(((struct room *)*state)->page, "print")->label, "没打出来");
    }
}

static void mended_it_says_so(void **state)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(pages); i++) {
        room_show(*state, pages[i]);
        says(draw(*state, PRINT_FAILED, DEVICE_READY, CAUSE_NONE), "刚才没打出来，打印机好了", "再打一次");
    }
}

/* A banner that comes and goes would move the page under the finger. */
static void it_stays_while_it_is_tried(void **state)
{
    room_show(*state, "service");
    assert_true(page_says(draw(*state, PRINT_ASKED, DEVICE_ATTENTION, CAUSE_PAPER_OUT), "现在打不了"));
}

static void all_well_says_nothing(void **state)
{
    static const struct {
        enum print_state print;
        enum device_state printer;
        enum device_cause cause;
    } well[] = {{PRINT_NONE, DEVICE_READY, CAUSE_NONE},
                {PRINT_ASKED, DEVICE_BUSY, CAUSE_NONE},
                {PRINT_NONE, DEVICE_ATTENTION, CAUSE_PAPER_LOW},
                {PRINT_PRINTED, DEVICE_READY, CAUSE_NONE},
                {PRINT_PRINTED, DEVICE_ATTENTION, CAUSE_PAPER_OUT}, /* it lies there */
                {PRINT_NONE, DEVICE_OFF, CAUSE_NONE}};              /* there is none */
    for (unsigned i = 0; i < G_N_ELEMENTS(pages); i++)
        for (unsigned k = 0; k < G_N_ELEMENTS(well); k++) {
            room_show(*state, pages[i]);
            const struct page *page = draw(*state, well[k].print, well[k].printer, well[k].cause);
            assert_false(page_says(page, "用不了") || page_says(page, "打不了") ||
                         page_says(page, "没打出来") || page_says(page, "拍下这页"));
        }
}

static void practice_prints_nothing(void **state)
{
    struct room *room = *state;
    room_show(room, "service_unprinted");
    room->s->practice = true;
    screens_build(room->page, room->s, &room->context);
    assert_null(page_find(room->page, "print"));
    assert_false(page_says(room->page, "没打出来"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_known_cause_is_said_before_the_tap),
        cmocka_unit_test(a_large_notice_stays_readable),
        cmocka_unit_test(what_was_not_printed_says_why),
        cmocka_unit_test(mended_it_says_so),
        cmocka_unit_test(it_stays_while_it_is_tried),
        cmocka_unit_test(all_well_says_nothing),
        cmocka_unit_test(practice_prints_nothing),
    };
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
