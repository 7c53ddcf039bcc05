/* 留个手机号 on its pages and on paper; and how long an answer is waited for, counted. */
#include "room.h"
#include "ui/screens/receipt.h"

static const struct page *draw(struct room *room)
{
    screens_build(room->page, room->s, &room->context);
    return room->page;
}

static const struct widget *ring(const struct page *page)
{
    for (unsigned i = 0; i < page->count; i++)
        if (page->widgets[i].look == LOOK_RING)
            return &page->widgets[i];
    return NULL;
}

/* Each says the seconds there are left, and the way out, where there is one. */
static void what_is_asked_has_an_end(void **state)
{
    static const struct {
        const char *preview, *lead;
    } pages[] = {{"asking", "不想等了，点“返回”。"},
                 {"receipt_asking", "不想等了，点“返回”。"},
                 {"vote_sending", "到时候没回话，会告诉您怎么办。"},
                 {"booking_sending", "到时候没回话，会告诉您怎么办。"},
                 {"payment_asking", "最多等 10 秒。不想等了，点“返回”。"},
                 {"payment_taking", "最多等 10 秒，别再付。"},
                 {"identify_asking", "最多等 10 秒"}};
    struct room *room = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(pages); i++) {
        const struct page *page = room_show(room, pages[i].preview);
        assert_non_null(ring(page));
        assert_int_equal(ring(page)->number, 8);
        assert_string_equal(ring(page)->label, "最多再等 8 秒");
        assert_true(page_says(page, pages[i].lead));
        room->s->now_ms += 1000;
        assert_int_equal(ring(draw(room))->number, 7);
    }
    assert_null(ring(room_show(room, "sending"))); /* what is stored waits for nobody */
}

/* Whichever card may be laid meanwhile, and whatever lies over the page: the ring counts for the code. */
static void a_code_is_asked_about_with_an_end(void **state)
{
    struct room *room = *state;
    room_show(room, "identify_social_only");
    assert_int_not_equal(ring(draw(room))->total, 10);
    room->s->identity.request = 1;
    room->s->step_due_ms = room->s->now_ms + 8000;
    assert_int_equal(ring(draw(room))->number, 8);
    assert_int_equal(ring(room->page)->total, 10);
    assert_true(page_says(room->page, "最多等 10 秒"));
    room_show(room, "identify_asking");
    room->s->health.idcard = DEVICE_BUSY;
    assert_true(page_says(draw(room), "正在读，先别拿走"));
    assert_true(page_says(room->page, "最多等 10 秒"));
    room->s->deadline_ms = room->s->now_ms + 45000;
    assert_int_equal(ring(draw(room))->number, 8);
}

static void it_is_the_first_of_the_other_ways(void **state)
{
    static const char *const with[] = {"result_offline", "result_late", "result_refused", "booking_offline",
                                       "booking_late"};
    static const char *const without[] = {"receipt_unknown", "receipt_offline",     "vote_late",
                                          "paper_altered",   "booking_late_cancel", "result",
                                          "practice_result"};
    struct room *room = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(with); i++) {
        const struct page *page = room_show(room, with[i]);
        const struct widget *w = page_find(page, "answer.later");
        assert_non_null(w);
        assert_true(w->enabled && w < page_saying(page, "去人工窗口"));
        assert_non_null(page_find(page, "retry"));
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(without); i++)
        assert_null(page_find(room_show(room, without[i]), "answer.later"));
    room_show(room, "result_offline");
    room->s->health.disk_full = true; /* no room for a new application */
    assert_null(page_find(draw(room), "answer.later"));
}

static void what_needs_the_line_is_open_without_it(void **state)
{
    struct room *room = *state;
    const struct page *page = room_show(room, "home_offline");
    assert_true(page_find(page, "service.shebao-chaxun")->enabled);
    assert_string_equal(page_find(page, "service.shebao-chaxun")->detail, "断网，能留话");
    assert_false(page_find(page, "service.tou-piao")->enabled);
    assert_true(page_says(room_show(room, "request_service"), "断网，可以留话"));
}

/* Which question it was, and that a message comes; nothing of an application that is looked at. */
static void the_last_page_says_what_was_asked(void **state)
{
    struct room *room = *state;
    const struct page *page = room_show(room, "request_done_offline");
    assert_true(page_says(page, "替您存好了") && page_says(page, "您问的：社保查询"));
    assert_true(page_says(page, "问到了，会给您发短信") && page_says(page, "发短信到 199****0077"));
    assert_false(page_says(page, "中午还没短信"));
    page = room_show(room, "request_done");
    assert_true(page_says(page, "县人社局收到了") && page_says(page, "收到您问的：社保查询"));
    assert_false(page_says(page, "收到您的申请"));
    assert_true(page_says(room_show(room, "request_review"), "您问的"));
}

static void how_it_stands_says_it_too(void **state)
{
    struct room *room = *state;
    const struct page *page = room_show(room, "request_answered");
    assert_string_equal(page->title, "留话等回音");
    assert_true(page_says(page, "收到您问的：社保查询") && page_says(page, "有回话了"));
    assert_true(page_says(page, "窗口说：交到今年 3 月"));
    assert_false(page_says(page, "批了") || page_says(page, "办好了"));
    assert_true(page_says(room_show(room, "request_waiting"), "正在替您问"));
}

static bool paper_says(const struct receipt *paper, const char *text)
{
    for (unsigned i = 0; i < paper->count; i++)
        if (strstr(paper->blocks[i].title, text) || strstr(paper->blocks[i].text, text))
            return true;
    return false;
}

static void so_does_the_paper(void **state)
{
    struct room *room = *state;
    static struct receipt paper;
    room_show(room, "request_done_offline");
    receipt_compose(&paper, room->s, &room->context);
    assert_true(paper_says(&paper, "您问的") && paper_says(&paper, "社保查询"));
    assert_true(paper_says(&paper, "199****0077") && paper_says(&paper, "问到了，发短信告诉您"));
    assert_false(paper_says(&paper, "您不用再来") || paper_says(&paper, "中午"));
    room_show(room, "request_done");
    receipt_compose(&paper, room->s, &room->context);
    assert_true(paper_says(&paper, "收到了您问的事") && paper_says(&paper, "县人社局"));
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_asked_has_an_end),
        cmocka_unit_test(a_code_is_asked_about_with_an_end),
        cmocka_unit_test(it_is_the_first_of_the_other_ways),
        cmocka_unit_test(what_needs_the_line_is_open_without_it),
        cmocka_unit_test(the_last_page_says_what_was_asked),
        cmocka_unit_test(how_it_stands_says_it_too),
        cmocka_unit_test(so_does_the_paper),
    };
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
