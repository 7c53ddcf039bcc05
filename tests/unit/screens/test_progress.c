/* 查进度 on its pages and on paper: what waits for the resident stands first with its button, one case a
 * page, and nothing is asked that cannot be done here. */
#include "base/clock.h"
#include "catalog/bundle.h"
#include "room.h"
#include "ui/screens/progress.h"
#include "ui/screens/receipt.h"

static const struct page *draw(struct room *room)
{
    screens_build(room->page, room->s, &room->context);
    return room->page;
}

static int place_of(const struct page *page, const char *text)
{
    const struct widget *w = page_saying(page, text);
    return w ? (int)(w - page->widgets) : -1;
}

static unsigned happenings(const struct page *page)
{
    unsigned n = 0;
    for (unsigned i = 0; i < page->count; i++)
        n += page->widgets[i].look == LOOK_TIMELINE;
    return n;
}

static void what_waits_stands_first_with_its_button(void **state)
{
    const struct page *page = room_show(*state, "progress");
    const struct widget *button = page_find(page, "print");
    int wanted = place_of(page, "要您补一样：社保卡背面");
    assert_string_equal(page->title, "高龄津贴");
    assert_true(page_says(page, "编号 2061 7000 1475，3 月 18 日交的"));
    assert_true(page_says(page, "您有 3 件事在办"));
    assert_int_equal(page->widgets[wanted].tone, TONE_LAMP);
    assert_string_equal(page->widgets[wanted].detail, "4 月 2 日前去窗口补上。");
    assert_true(wanted < place_of(page, "收到申请"));
    assert_int_equal(button->look, LOOK_MAIN);
    assert_string_equal(button->label, "打印要补的");
    assert_true(button - page->widgets < place_of(page, "收到申请"));
    assert_null(page_find(page, "finish")); /* one filled button */
    assert_false(page_says(page, "告诉您结果"));
}

static void one_turns_from_case_to_case(void **state)
{
    struct room *room = *state;
    const struct page *page = room_show(room, "progress");
    uint64_t first = page->key;
    assert_false(page_find(page, "case.prev")->enabled);
    assert_true(page_find(page, "case.next")->enabled);
    assert_true(page_says(page, "第 1 件，共 3 件"));
    room->s->kase.progress.shown = 2;
    page = draw(room);
    assert_true(page->key != first);
    assert_string_equal(page->title, "转成退休医保");
    assert_true(page_find(page, "case.prev")->enabled);
    assert_false(page_find(page, "case.next")->enabled);
}

static void a_long_story_is_cut_in_the_middle(void **state)
{
    const struct page *page = room_show(*state, "progress_going_on");
    assert_int_equal(happenings(page), 3);
    assert_true(page_says(page, "收到申请") && page_says(page, "请您补过材料") &&
                page_says(page, "县医保局正在审"));
    assert_false(page_says(page, "看过了"));
    assert_true(page_says(page, "还有 4 件更早的"));
}

/* Where it stands now comes first, and what was before it behind that. */
static void larger_letters_say_where_it_stands(void **state)
{
    struct room *room = *state;
    room_show(room, "progress_going_on");
    room->s->large = true;
    const struct page *page = draw(room);
    assert_int_equal(happenings(page), 3);
    unsigned first = 0;
    while (page->widgets[first].look != LOOK_TIMELINE)
        first++;
    assert_string_equal(page->widgets[first].label, "县医保局正在审");
    assert_true(page_says(page, "前面几步") && page_says(page, "收到申请") &&
                page_says(page, "请您补过材料"));
    assert_true(page_says(page, "第 3/3 件"));
}

static void the_last_day_is_the_catalogs(void **state)
{
    struct room *room = *state;
    const struct page *page = room_show(room, "progress_alone");
    char due[PART_TEXT], day[PART_TEXT];
    const struct progress_case *kase = progress_shown(room->s);
    text_day(day, sizeof day,
             calendar_workdays(room->s->calendar, kase->at_ms,
                               catalog_find(room->catalog, kase->service)->workdays),
             LANGUAGE_ZH);
    g_snprintf(due, sizeof due, "最晚 %s", day);
    assert_true(page_says(page, due));
    assert_non_null(page_find(page, "finish"));
    assert_null(page_find(page, "case.next"));
    room->s->calendar = NULL; /* whoever knows no holidays promises nothing */
    screens_build(room->page, room->s, &room->context);
    assert_false(page_says(page, "最晚"));
    assert_true(page_says(page, "大约 "));
    page = room_show(room, "progress_ended");
    assert_false(page_says(page, "最晚"));
    assert_true(page_says(page, "都办完了"));
}

static void without_a_printer_one_calls(void **state)
{
    const struct page *page = room_show(*state, "progress_no_printer");
    assert_null(page_find(page, "print"));
    assert_int_equal(page_find(page, "call_staff")->look, LOOK_MAIN);
}

static void none_says_what_else_one_can_do(void **state)
{
    const struct page *page = room_show(*state, "progress_none");
    assert_string_equal(page->title, "没有在办的事");
    assert_null(page_find(page, "print"));
    assert_non_null(page_find(page, "finish"));
}

/* What the catalog of this kiosk does not know is said as the platform told it. */
static void an_unknown_case_is_said_as_told(void **state)
{
    struct room *room = *state;
    room_show(room, "progress_alone");
    struct progress_case *kase = &room->s->kase.progress.cases[0];
    g_strlcpy(kase->service, "qita-shiqing", sizeof kase->service);
    assert_string_equal(draw(room)->title, "您交的申请");
    g_strlcpy(kase->name[LANGUAGE_ZH], "临时救助", sizeof kase->name[0]);
    g_strlcpy(kase->name[LANGUAGE_EN], "Relief", sizeof kase->name[0]);
    assert_string_equal(draw(room)->title, "临时救助");
    room->s->language = LANGUAGE_EN;
    assert_string_equal(draw(room)->title, "Relief");
    g_strlcpy(kase->service, "tuixiu-yijianshi", sizeof kase->service);
    g_strlcpy(kase->part, "pension", sizeof kase->part);
    assert_string_equal(draw(room)->title,
                        bundle_find(catalog_find(room->catalog, kase->service), "pension", NULL)->name.en);
}

static const struct receipt_block *block(const struct receipt *receipt, enum receipt_kind kind,
                                         const char *text)
{
    for (unsigned i = 0; i < receipt->count; i++)
        if (receipt->blocks[i].kind == kind &&
            (strstr(receipt->blocks[i].title, text) || strstr(receipt->blocks[i].text, text)))
            return &receipt->blocks[i];
    return NULL;
}

static void the_paper_tells_it_whole(void **state)
{
    struct room *room = *state;
    struct receipt *receipt = secret_new(sizeof *receipt);
    room_show(room, "progress");
    receipt_compose(receipt, room->s, &room->context);
    const struct receipt_block *wanted = block(receipt, RECEIPT_HEADING, "要您补一样：社保卡背面");
    assert_non_null(wanted);
    assert_true(wanted < block(receipt, RECEIPT_HEADING, "办到哪一步"));
    assert_non_null(block(receipt, RECEIPT_STEP, "4 月 2 日前"));
    assert_non_null(block(receipt, RECEIPT_NUMBER, "2061 7000 1475"));
    assert_non_null(block(receipt, RECEIPT_PAIR, "县民政局"));
    assert_string_equal(block(receipt, RECEIPT_CODE, "http")->text, "https://example.invalid/p/206170001475");
    assert_null(block(receipt, RECEIPT_PAIR, room->s->person.name));
    room_show(room, "progress_going_on");
    receipt_compose(receipt, room->s, &room->context);
    assert_non_null(block(receipt, RECEIPT_STEP, "县医保局看过了")); /* what the page leaves out */
    assert_null(block(receipt, RECEIPT_HEADING, "要您补"));
    secret_free(receipt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_waits_stands_first_with_its_button),
        cmocka_unit_test(one_turns_from_case_to_case),
        cmocka_unit_test(a_long_story_is_cut_in_the_middle),
        cmocka_unit_test(larger_letters_say_where_it_stands),
        cmocka_unit_test(the_last_day_is_the_catalogs),
        cmocka_unit_test(without_a_printer_one_calls),
        cmocka_unit_test(none_says_what_else_one_can_do),
        cmocka_unit_test(an_unknown_case_is_said_as_told),
        cmocka_unit_test(the_paper_tells_it_whole),
    };
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
