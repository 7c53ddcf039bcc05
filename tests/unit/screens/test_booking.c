/* 预约 on its pages and on paper: what is full stands there and cannot be picked, the ticket says where, when
 * and with what, and the dialogs fill the button that does no harm. */
#include "room.h"
#include "ui/screens/booking.h"
#include "ui/screens/receipt.h"

static unsigned full(const struct page *page)
{
    unsigned n = 0;
    for (unsigned i = 0; i < page->count; i++)
        n += page->widgets[i].role == ROLE_CHOICE && !page->widgets[i].enabled;
    return n;
}

static void a_full_day_stands_there(void **state)
{
    const struct page *page = room_show(*state, "booking_days_free");
    const struct widget *monday = page_find(page, "pick.0"), *tuesday = page_find(page, "pick.1");
    assert_string_equal(monday->label, "3 月 23 日（周一）");
    assert_string_equal(monday->value, "约满了");
    assert_false(monday->enabled || monday->focusable);
    assert_string_equal(tuesday->value, "还有 7 个号");
    assert_true(tuesday->enabled && tuesday->focusable && !tuesday->selected);
    assert_int_equal(full(page), 1);
    assert_int_equal(tuesday->most, 5);
    assert_true(page_says(page, "社区卫生服务站")); /* where it is free */
    assert_null(page_find(page, "pick.10"));
}

/* The touch that chose the day must not choose a time, too. */
static void times_are_another_page(void **state)
{
    struct room *room = *state;
    uint64_t days = room_show(room, "booking_day_picked")->key;
    const struct page *page = room_show(room, "booking_times_free");
    assert_true(page->key != days);
    assert_string_equal(page_find(page, "pick.0")->label, "上午 8:00");
    assert_false(page_find(page, "pick.0")->enabled);
    assert_string_equal(page_find(page, "pick.5")->label, "上午 10:30");
    assert_int_equal(full(page), 1);
    assert_true(page_says(page, "3 月 26 日（周四）"));
    assert_true(page_find(room_show(room, "booking_time_picked"), "pick.2")->selected);
}

static void the_afternoon_is_said_so(void **state)
{
    struct room *room = *state;
    char text[PART_TEXT];
    room_show(room, "booking_days_free");
    text_slot(text, sizeof text, room->s, room->s->kase.booking.slots[0].at_ms + 6 * 3600 * 1000);
    assert_string_equal(text, "3 月 23 日（周一）下午 2:00");
    text_slot(text, sizeof text, room->s, room->s->kase.booking.slots[0].at_ms + 4 * 3600 * 1000);
    assert_string_equal(text, "3 月 23 日（周一）下午 12:00");
    room->s->language = LANGUAGE_EN;
    text_slot(text, sizeof text, room->s, room->s->kase.booking.slots[0].at_ms);
    assert_string_equal(text, "23 Mar (Mon) 8:00 am");
}

static void somebody_faster_is_told(void **state)
{
    struct room *room = *state;
    const struct page *page = room_show(room, "booking_taken");
    assert_string_equal(page->title, "刚被别人约走了");
    assert_non_null(page_find(page, "pick.1"));
    page = room_show(room, "booking_full"); /* nothing is left: another place, or the telephone */
    assert_null(page_find(page, "next"));
    assert_true(page_says(page, room->context.place.phone));
    struct session_event event;
    assert_true(action_event("elsewhere", room->s, &event));
    assert_int_equal(event.kind, EVENT_BACK);
}

static const struct widget *filled(const struct page *page)
{
    const struct widget *found = NULL;
    for (unsigned i = 0; i < page->count; i++)
        if (page->widgets[i].look == LOOK_MAIN && page->widgets[i].place == PLACE_DIALOG)
            found = &page->widgets[i];
    return found;
}

static void the_filled_button_does_no_harm(void **state)
{
    struct room *room = *state;
    const struct page *page = room_show(room, "booking_confirm");
    assert_string_equal(filled(page)->id, "submit"); /* what is booked can be given back */
    assert_true(page_says(page, "3 月 26 日（周四）上午 9:00"));
    page = room_show(room, "booking_give_back");
    assert_string_equal(filled(page)->id, "stay");
    assert_true(page_says(page, "取消这次预约"));
    assert_non_null(page_find(page, "submit"));
}

static void the_ticket_says_where_when_and_with_what(void **state)
{
    static const char *const names[] = {"booking_made", "booking_held"};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        const struct page *page = room_show(*state, names[i]);
        assert_true(page_says(page, "3 月 26 日（周四）上午 9:00"));
        assert_true(page_says(page, "高郢社区卫生服务站") && page_says(page, "幸福路 6 号"));
        assert_true(page_says(page, "身份证") && page_says(page, "社保卡"));
        assert_true(page_says(page, "别吃东西"));
        assert_true(page_says(page, "4802 1056 2874"));
        assert_non_null(page_find(page, "unbook"));
        assert_false(page_says(page, "赵春梅"));
    }
    const struct page *page = room_show(*state, "booking_cancelled");
    assert_null(page_find(page, "unbook"));
    assert_non_null(page_find(page, "retry"));
    assert_true(page_says(page, "不去了"));
    page = room_show(*state, "booking_practice");
    assert_null(page_find(page, "print"));
    assert_true(page_says(page, "练习不打印"));
}

static const struct receipt_block *block(const struct receipt *receipt, enum receipt_kind kind)
{
    for (unsigned i = 0; i < receipt->count; i++)
        if (receipt->blocks[i].kind == kind)
            return &receipt->blocks[i];
    return NULL;
}

static bool prints(const struct receipt *receipt, const char *text)
{
    for (unsigned i = 0; i < receipt->count; i++)
        if (strstr(receipt->blocks[i].title, text) || strstr(receipt->blocks[i].text, text))
            return true;
    return false;
}

static void the_paper_is_what_one_needs_on_the_day(void **state)
{
    struct room *room = *state;
    struct receipt *receipt = secret_new(sizeof *receipt);
    room_show(room, "booking_made");
    receipt_compose(receipt, room->s, &room->context);
    assert_string_equal(block(receipt, RECEIPT_RESULT)->title, "预约单");
    assert_string_equal(block(receipt, RECEIPT_NUMBER)->text, "4802 1056 2874");
    assert_string_equal(block(receipt, RECEIPT_CODE)->text, "https://kiosk.example/b/480210562874");
    assert_true(prints(receipt, "3 月 26 日（周四）上午 9:00") && prints(receipt, "幸福路 6 号"));
    assert_true(prints(receipt, "社保卡") && prints(receipt, "别吃东西"));
    assert_true(prints(receipt, "带身份证来这台机器取消"));
    assert_true(prints(receipt, "赵*梅"));
    assert_false(prints(receipt, "赵春梅") || prints(receipt, room->s->person.number));
    assert_false(prints(receipt, "补打"));
    room->s->kase.papers = 1;
    receipt_compose(receipt, room->s, &room->context);
    assert_true(prints(receipt, "补打"));
    room_show(room, "booking_cancelled");
    receipt_compose(receipt, room->s, &room->context);
    assert_string_equal(block(receipt, RECEIPT_RESULT)->title, "预约取消了");
    assert_null(block(receipt, RECEIPT_CODE));
    secret_free(receipt);
}

/* What is not known is not claimed, and what may be there is not said to be lost. */
static void each_trouble_has_its_own_words(void **state)
{
    assert_string_equal(room_show(*state, "booking_offline")->title, "断网了，现在约不了");
    assert_true(page_says(room_show(*state, "booking_late"), "多试几次也只约一个"));
    assert_true(page_says(room_show(*state, "booking_late_cancel"), "就知道取消了没有"));
    assert_false(page_says(room_show(*state, "booking_late_cancel"), "约上没有"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_day_stands_there),
        cmocka_unit_test(times_are_another_page),
        cmocka_unit_test(the_afternoon_is_said_so),
        cmocka_unit_test(somebody_faster_is_told),
        cmocka_unit_test(the_filled_button_does_no_harm),
        cmocka_unit_test(the_ticket_says_where_when_and_with_what),
        cmocka_unit_test(the_paper_is_what_one_needs_on_the_day),
        cmocka_unit_test(each_trouble_has_its_own_words),
    };
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
