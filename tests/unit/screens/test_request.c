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
        assert_int_equal(ring(page)->tone, TONE_OK);
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

/* Which question it was, who has it, that a message comes and by when; nothing of an application that is
 * looked at. The department that did not answer has nothing. */
static void the_last_page_says_what_was_asked(void **state)
{
    struct room *room = *state;
    const struct page *page = room_show(room, "request_done_offline");
    assert_true(page_says(page, "替您存好了") && page_says(page, "您问的：社保查询"));
    assert_true(page_says(page, "有结果了，会给您发短信") && page_says(page, "发短信到 199****0077"));
    assert_true(page_says(page, "3 月 19 日中午还没短信"));
    assert_false(page_says(page, "日子按现在算") || page_says(page, "您不用再"));
    page = room_show(room, "request_done");
    assert_true(page_says(page, "社区居委会收到了，有结果发短信。") && page_says(page, "您问的：社保查询"));
    assert_true(page_says(page, "3 月 19 日中午还没短信") && page_says(page, "发短信到 199****0077"));
    assert_false(page_says(page, "收到您的申请") || page_says(page, "县人社局"));
    assert_false(page_says(page, "交好了") || page_says(page, "您不用再"));
    page = room_show(room, "request_sending");
    assert_true(page_says(page, "正在交给社区居委会"));
    assert_false(page_says(page, "县人社局"));
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

/* Heading, steps and colours agree: nothing more is to come, and nothing is amber. */
static void an_answer_is_all_there_is_to_come(void **state)
{
    struct room *room = *state;
    const struct page *page = room_show(room, "request_waiting");
    assert_true(page_says(page, "您有 1 件事在办"));
    assert_false(page_says(page, "都办完了"));
    for (enum progress_state end = PROGRESS_APPROVED; end <= PROGRESS_DONE; end++) {
        room_show(room, "request_answered");
        struct progress_case *kase = &room->s->kase.progress.cases[0];
        kase->steps[kase->step_count - 1].state = end;
        page = draw(room);
        assert_true(page_says(page, "都办完了"));
        assert_false(page_says(page, "在办") || page_says(page, "等着办好") || page_says(page, "告诉您结果"));
        for (unsigned i = 0; i < page->count; i++)
            if (page->widgets[i].look == LOOK_TIMELINE)
                assert_int_equal(page->widgets[i].tone, TONE_OK);
    }
}

/* Who asks by the receipt reads that it was a question, not which. */
static void the_receipt_names_no_question(void **state)
{
    struct room *room = *state;
    room_show(room, "request_waiting");
    struct progress_case *kase = &room->s->kase.progress.cases[0];
    g_strlcpy(kase->service, "ban-shi-jindu", sizeof kase->service);
    g_strlcpy(kase->about, "ban-shi-jindu", sizeof kase->about);
    const struct page *page = draw(room);
    assert_true(page_says(page, "收到您问的：办事结果") && page_says(page, "正在替您问"));
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
    assert_true(paper_says(&paper, "199****0077") && paper_says(&paper, "有结果发短信"));
    assert_true(paper_says(&paper, "3 月 19 日中午") && paper_says(&paper, "社区居委会"));
    assert_false(paper_says(&paper, "您不用再来") || paper_says(&paper, "县人社局"));
    room_show(room, "request_done");
    receipt_compose(&paper, room->s, &room->context);
    assert_true(paper_says(&paper, "社区居委会收到了您问的事") && paper_says(&paper, "3 月 19 日中午"));
    assert_false(paper_says(&paper, "县人社局") || paper_says(&paper, "交好了"));
}

/* Nothing is booked yet, and what was wished stands on every page of it. */
static void a_booking_that_was_not_made_says_so(void **state)
{
    static const struct {
        const char *preview, *title;
    } done[] = {{"request_booking_done", "记下了，还没约上"},
                {"request_booking_done_offline", "替您存好了，还没约上"}};
    struct room *room = *state;
    static struct receipt paper;
    for (unsigned i = 0; i < G_N_ELEMENTS(done); i++) {
        const struct page *page = room_show(room, done[i].preview);
        assert_string_equal(page->title, done[i].title);
        assert_true(page_says(page, "您要约的：约老人体检") && page_says(page, "约好了发短信。"));
        assert_true(page_says(page, "3 月 25 日（周三）上午 9:00，社区卫生服务站（近）"));
        assert_false(page_says(page, "镇卫生院") || page_says(page, "您不用再") || page_says(page, "交好了"));
        receipt_compose(&paper, room->s, &room->context);
        assert_true(paper_says(&paper, done[i].title) && paper_says(&paper, "约老人体检"));
        assert_true(paper_says(&paper, "3 月 25 日（周三）上午 9:00") &&
                    paper_says(&paper, "社区卫生服务站（近）"));
        assert_false(paper_says(&paper, "镇卫生院") || paper_says(&paper, "您不用再"));
    }
    const struct page *page = room_show(room, "request_booking_review");
    assert_true(page_says(page, "您要约的") && page_says(page, "3 月 25 日（周三）上午 9:00"));
    assert_true(page_says(page, "社区卫生服务站（近）"));
    page = room_show(room, "request_booking_sending");
    assert_true(page_says(page, "正在交给社区居委会"));
    assert_false(page_says(page, "镇卫生院"));
}

/* What is personal of it is masked, but for a moment where one asked to see it. */
static void what_was_wished_is_masked(void **state)
{
    static const char text[] = "example town";
    static struct service asked;
    static struct receipt paper;
    struct room *room = *state;
    room_show(room, "request_booking_review");
    asked = *room->s->kase.asked.service;
    struct field *field = (struct field *)service_field(&asked, "where", NULL), before = *field;
    field->type = FIELD_TEXT;
    field->personal = true;
    secret_copy_text(room->s->kase.asked.answers[0].value, SESSION_VALUE, text);
    assert_false(page_says(draw(room), text));
    receipt_compose(&paper, room->s, &room->context);
    assert_false(paper_says(&paper, text));
    room->s->peek_until_ms = room->s->now_ms + 1000;
    assert_true(page_says(draw(room), text));
    *field = before;
}

/* Left on a Friday: nobody is at the window on Saturday. */
static void the_day_is_one_with_somebody_at_the_window(void **state)
{
    enum { DAY_MS = 24 * 60 * 60 * 1000 };
    struct room *room = *state;
    room_show(room, "request_done");
    room->context.place.days = "12345";
    room->s->kase.saved_ms += 2 * (int64_t)DAY_MS; /* Friday 20 March */
    assert_true(page_says(draw(room), "3 月 23 日中午还没短信"));
    room->context.place.days = "1234567";
    assert_true(page_says(draw(room), "3 月 21 日中午还没短信"));
}

/* In large letters the first page says it in its heading, and the number stands before what failed. */
static void large_the_number_comes_first(void **state)
{
    struct room *room = *state;
    room_show(room, "request_done_no_paper");
    room->s->large = true;
    const struct page *page = draw(room);
    const struct widget *number = page_saying(page, "先记住这个编号");
    assert_true(number && number < page_saying(page, "回执没打出来"));
    assert_true(page_says(page, "有结果发短信") && page_says(page, "您问的：社保查询"));
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
        cmocka_unit_test(an_answer_is_all_there_is_to_come),
        cmocka_unit_test(the_receipt_names_no_question),
        cmocka_unit_test(so_does_the_paper),
        cmocka_unit_test(a_booking_that_was_not_made_says_so),
        cmocka_unit_test(what_was_wished_is_masked),
        cmocka_unit_test(the_day_is_one_with_somebody_at_the_window),
        cmocka_unit_test(large_the_number_comes_first),
    };
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
