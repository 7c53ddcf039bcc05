/* What is to be paid is said before it is agreed to, and as long as it is owed. */
#include "room.h"
#include "ui/layout.h"
#include "ui/screens/receipt.h"
#include "ui/voice_script.h"

enum { REACH = 710 };

static bool speaks(const struct room *room, const char *text)
{
    const struct script_view view = {.language = LANGUAGE_ZH, .focus = ""};
    struct script *script = secret_new(sizeof *script);
    bool found = false;
    script_begin(script, view.language);
    script_screen(script, room->page, &view);
    for (unsigned i = 0; i < script->count; i++)
        found |= strstr(script_line(script, i), text) != NULL;
    secret_free(script);
    return found;
}

static void review_names_the_amount(void **state)
{
    struct room *room = *state;
    for (int large = 0; large < 2; large++) {
        room_show_in(room, "payment_review", LANGUAGE_ZH, large);
        assert_true(page_says(room->page, "¥400.00") && page_says(room->page, "居民医保"));
        assert_true(speaks(room, "要交") && speaks(room, "400") && speaks(room, "居民医保"));
        room->s->kase.pay.state = PAY_PAID; /* it came back from a full disk */
        screens_build(room->page, room->s, &room->context);
        assert_true(page_says(room->page, "付好了") && !page_says(room->page, "要交"));
    }
    room_show(room, "review");
    assert_false(page_says(room->page, "¥"));
}

/* The page of the code, too, whatever the letters. */
static void paying_says_for_what(void **state)
{
    struct room *room = *state;
    for (int large = 0; large < 2; large++) {
        room_show_in(room, "payment", LANGUAGE_ZH, large);
        assert_true(page_says(room->page, "¥400.00") && page_says(room->page, "居民医保"));
    }
}

/* Seated it is as large, in words alone: only such rise above the reach. */
static void seated_the_amount_is_as_large(void **state)
{
    struct room *room = *state;
    room_show(room, "payment");
    room->s->seated = true;
    screens_build(room->page, room->s, &room->context);
    const struct widget *amount = NULL;
    for (unsigned i = 0; i < room->page->count; i++)
        if (strstr(room->page->widgets[i].label, "¥400.00"))
            amount = &room->page->widgets[i];
    assert_non_null(amount);
    assert_int_equal(amount->look, LOOK_DISPLAY);
    assert_true(page_says(room->page, "居民医保"));

    struct layout *layout = layout_new();
    struct view view = {.list_page = 0};
    struct layout_options options = {.theme = theme_make(1080, 1920, 0, 0, false, false),
                                     .seated = true,
                                     .zone_top = REACH,
                                     .advance = room_advance,
                                     .pressed = ""};
    layout_page(layout, room->page, &view, &options);
    assert_int_equal(layout->list_pages, 1);
    bool stands = false;
    for (unsigned i = 0; i < layout->placed_count; i++) {
        const struct placed *p = &layout->placed[i];
        if (p->widget != amount)
            continue;
        stands = true;
        assert_true(p->box.y + p->box.h <= layout->pills_y);
    }
    assert_true(stands);
    layout_free(layout);
}

/* Who may have paid is not asked to pay again, by phone or at the counter. */
static void unsure_asks_for_no_money(void **state)
{
    struct room *room = *state;
    for (int large = 0; large < 2; large++) {
        room_show_in(room, "payment", LANGUAGE_ZH, large);
        assert_true(page_says(room->page, "扫码") && page_says(room->page, "去窗口交"));
        room_show_in(room, "payment_unsure", LANGUAGE_ZH, large);
        assert_true(page_says(room->page, "等一等，还没收到消息") && page_says(room->page, "先别再付") &&
                    page_says(room->page, "叫工作人员"));
        assert_false(page_says(room->page, "扫码") || page_says(room->page, "去窗口交") ||
                     page_says(room->page, "不用手机"));
        assert_null(page_find(room->page, "pay.later"));
    }
}

/* The wait is counted, and has an end: then the phone decides, and each case has its way on. */
static void unknown_has_ways_on(void **state)
{
    struct room *room = *state;
    room_show(room, "payment_unsure");
    assert_true(page_says(room->page, "最多等 30 秒"));
    for (int large = 0; large < 2; large++) {
        room_show_in(room, "payment_unknown", LANGUAGE_ZH, large);
        assert_true(page_says(room->page, "断网了") && page_says(room->page, "付没付，还不知道") &&
                    page_says(room->page, "别再付") && page_says(room->page, "钱自己退回手机") &&
                    page_says(room->page, "1056 2874 4933 1002 7745") && page_says(room->page, "纸条打好了"));
        assert_false(page_says(room->page, "扫码") || page_says(room->page, "分钟内会有结果"));
        assert_true(page_find(room->page, "pay.later")->enabled);
        assert_null(page_find(room->page, "print"));
        room_show_in(room, "payment_unknown_no_paper", LANGUAGE_ZH, large);
        assert_true(page_says(room->page, "没打出来") && page_says(room->page, "拍下付款单号"));
        assert_null(page_find(room->page, "print")); /* it would not come now, either */
        room->s->health.printer_cause = CAUSE_NONE;
        room->s->health.printer = DEVICE_READY;
        screens_build(room->page, room->s, &room->context);
        assert_true(page_find(room->page, "print")->enabled);
    }
}

/* Nobody leaves, or is left, without hearing what becomes of what a phone paid; who cannot have paid is not
 * told of it. */
static void leaving_says_that_it_comes_back(void **state)
{
    static const struct {
        const char *page, *says;
    } asked[] = {{"payment_leave", "不等了，钱自己退回手机"},
                 {"payment_exit", "手机上付过的，会自己退回来"},
                 {"payment_timed_out", "手机上付过的，会自己退回来"}};
    struct room *room = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(asked); i++) {
        room_show(room, asked[i].page);
        assert_true(page_says(room->page, asked[i].says));
        room->s->kase.pay.url[0] = '\0'; /* no code was ever seen */
        screens_build(room->page, room->s, &room->context);
        assert_false(page_says(room->page, asked[i].says));
        room->s->kase.pay.state = PAY_PAID; /* and the case is not stored */
        screens_build(room->page, room->s, &room->context);
        assert_true(page_says(room->page, asked[i].says));
        room->s->practice = true;
        screens_build(room->page, room->s, &room->context);
        assert_false(page_says(room->page, asked[i].says));
    }
    room_show(room, "leave");
    assert_false(page_says(room->page, "退回"));
}

/* The way's own fee is in the amount, and named apart. */
static void review_names_the_fee_of_the_way(void **state)
{
    struct room *room = *state;
    room_show(room, "payment_review");
    struct delivery delivery = {.way_count = 1, .ways[0] = {.kind = DELIVERY_POST, .fee_fen = 1250}};
    struct service *service = (struct service *)room->s->service; /* the catalog is this test's own */
    service->delivery = &delivery;
    room->s->kase.way = 1;
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "¥412.50") && page_says(room->page, "送到家 ¥12.50"));
    service->delivery = NULL;
}

/* The blocks of the paper that are steps, in order, each by its bold words; NULL behind the last. */
static const char *step_of(const struct receipt *receipt, unsigned number)
{
    for (unsigned i = 0; i < receipt->count; i++)
        if (receipt->blocks[i].kind == RECEIPT_STEP && receipt->blocks[i].number == number)
            return receipt->blocks[i].title;
    return NULL;
}

static const struct receipt_block *result_of(const struct receipt *receipt)
{
    for (unsigned i = 0; i < receipt->count; i++)
        if (receipt->blocks[i].kind == RECEIPT_RESULT)
            return &receipt->blocks[i];
    return NULL;
}

static bool on_paper(const struct receipt *receipt, const char *text)
{
    for (unsigned i = 0; i < receipt->count; i++)
        if (strstr(receipt->blocks[i].text, text))
            return true;
    return false;
}

/* Page and paper say first what is left to do, where and when; nothing says that all is done. */
static void who_pays_at_the_counter_is_sent_there(void **state)
{
    struct room *room = *state;
    struct receipt *paper = secret_new(sizeof *paper);
    for (int online = 0; online < 2; online++) {
        room_show(room, "payment_later");
        room->s->kase.accepted = online;
        room->s->print = PRINT_PRINTED;
        screens_build(room->page, room->s, &room->context);
        assert_true(page_says(room->page, "还差交钱") && page_says(room->page, "去窗口交 ¥400.00"));
        assert_true(page_says(room->page, "8:30 到 17:30，高郢社区便民服务站，一楼大厅"));
        assert_false(page_says(room->page, "交好了") || page_says(room->page, "您不用再"));
        assert_true(speaks(room, "还差交钱") && speaks(room, "去窗口交"));
        receipt_compose(paper, room->s, &room->context);
        assert_non_null(strstr(result_of(paper)->title, "还差交钱"));
        assert_string_equal(step_of(paper, 1), "去窗口交 ¥400.00");
        assert_true(on_paper(paper, "8:30 到 17:30，高郢社区便民服务站，一楼大厅"));
        assert_true(on_paper(paper, online ? "县税务局当天记上账" : "给您发短信"));
        assert_false(on_paper(paper, "您不用再来"));
        assert_non_null(step_of(paper, 3));
    }
    room_show(room, "payment_done"); /* who paid has nothing left to do */
    assert_true(page_says(room->page, "交好了") && !page_says(room->page, "去窗口交"));
    receipt_compose(paper, room->s, &room->context);
    assert_string_equal(step_of(paper, 1), "");
    secret_free(paper);
}

/* Who saw the code may have paid by it at the last moment: screen and paper say that it goes back. */
static void what_a_phone_paid_goes_back(void **state)
{
    static const char says[] = "手机上付过的，会退给您";
    struct room *room = *state;
    struct receipt *paper = secret_new(sizeof *paper);
    for (int mode = 0; mode < 8; mode++) {
        room_show_in(room, "payment_later", LANGUAGE_ZH, mode & 1);
        room->s->kase.accepted = mode & 2;
        room->s->kase.pay.shown = mode & 4;
        screens_build(room->page, room->s, &room->context);
        receipt_compose(paper, room->s, &room->context);
        assert_int_equal(page_says(room->page, says), (mode & 4) != 0);
        assert_int_equal(on_paper(paper, says), (mode & 4) != 0);
    }
    secret_free(paper);
}

static const struct receipt_block *block_of(const struct receipt *r, enum receipt_kind kind,
                                            const char *title)
{
    for (unsigned i = 0; i < r->count; i++)
        if (r->blocks[i].kind == kind &&
            !strcmp(kind == RECEIPT_CODE ? r->blocks[i].line[0] : r->blocks[i].title, title))
            return &r->blocks[i];
    return NULL;
}

/* 电子票据: its number and a code that opens it, on the paper of what was paid, and of a case that is looked
 * at. */
static void the_paper_leads_to_the_receipt(void **state)
{
    static const char url[] = "https://example.invalid/e/10562874493310027745",
                      number[] = "1056 2874 4933 1002 7745";
    struct room *room = *state;
    struct receipt *r = secret_new(sizeof *r);
    static const char *const there[] = {"payment_done", "progress_paid"}, *const none[] = {"payment_later",
                                                                                           "done",
                                                                                           "progress_alone"};
    for (unsigned i = 0; i < G_N_ELEMENTS(there); i++) {
        room_show(room, there[i]);
        receipt_compose(r, room->s, &room->context);
        assert_string_equal(block_of(r, RECEIPT_PAIR, "电子票据")->text, number);
        assert_string_equal(block_of(r, RECEIPT_CODE, "电子票据")->text, url);
        assert_non_null(block_of(r, RECEIPT_CODE, "手机扫一扫")); /* beside that of the progress */
    }
    assert_true(page_says(room->page, number) && page_says(room->page, "电子票据"));
    room_show(room, "payment_stored"); /* paid, and not filed yet: there is none so far */
    receipt_compose(r, room->s, &room->context);
    assert_null(block_of(r, RECEIPT_PAIR, "电子票据"));
    assert_string_equal(block_of(r, RECEIPT_PAIR, "付款单号")->text, number);
    assert_string_equal(block_of(r, RECEIPT_CODE, "电子票据")->line[1], "交上去以后，");
    for (unsigned i = 0; i < G_N_ELEMENTS(none); i++) {
        room_show(room, none[i]);
        receipt_compose(r, room->s, &room->context);
        assert_null(block_of(r, RECEIPT_CODE, "电子票据"));
    }
    secret_free(r);
}

/* The slip of a payment nobody knows of: which number, and what to do either way. */
static void the_slip_of_an_unknown_payment(void **state)
{
    struct room *room = *state;
    struct receipt *r = secret_new(sizeof *r);
    room_show(room, "payment_unknown");
    receipt_compose(r, room->s, &room->context);
    assert_string_equal(result_of(r)->title, "付没付，还不知道");
    assert_string_equal(block_of(r, RECEIPT_PAIR, "付款单号")->text, "1056 2874 4933 1002 7745");
    assert_string_equal(block_of(r, RECEIPT_PAIR, "要交")->text, "¥400.00");
    assert_string_equal(step_of(r, 1), "付好了");
    assert_string_equal(step_of(r, 2), "没付");
    assert_true(on_paper(r, "别再付") && on_paper(r, "退回手机") &&
                on_paper(r, "8:30 到 17:30，高郢社区便民服务站，一楼大厅") && on_paper(r, "12345"));
    assert_false(on_paper(r, room->s->person.name) || on_paper(r, room->s->person.number));
    assert_null(block_of(r, RECEIPT_CODE, "手机扫一扫")); /* there is no case to look for yet */
    secret_free(r);
}

/* Handed in to be paid at the counter, while a phone may have paid: page and paper say that it comes back,
 * and by which number to ask; without paper the page says it all the same. */
static void doubt_goes_along_to_the_counter(void **state)
{
    struct room *room = *state;
    struct receipt *r = secret_new(sizeof *r);
    for (int online = 0; online < 2; online++) {
        room_show(room, "payment_later_doubt");
        room->s->kase.accepted = online;
        screens_build(room->page, room->s, &room->context);
        assert_true(page_says(room->page, "去窗口交 ¥400.00") && page_says(room->page, "会退给您"));
        receipt_compose(r, room->s, &room->context);
        assert_string_equal(block_of(r, RECEIPT_PAIR, "付款单号")->text, "1056 2874 4933 1002 7745");
        assert_true(on_paper(r, "会退给您"));
        room->s->print = PRINT_FAILED;
        screens_build(room->page, room->s, &room->context);
        assert_true(page_says(room->page, "去窗口交 ¥400.00") && page_says(room->page, "会退给您"));
        room_show(room, "payment_later");
        receipt_compose(r, room->s, &room->context);
        assert_null(block_of(r, RECEIPT_PAIR, "付款单号"));
    }
    secret_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_paper_leads_to_the_receipt),
        cmocka_unit_test(review_names_the_amount),
        cmocka_unit_test(review_names_the_fee_of_the_way),
        cmocka_unit_test(paying_says_for_what),
        cmocka_unit_test(seated_the_amount_is_as_large),
        cmocka_unit_test(unsure_asks_for_no_money),
        cmocka_unit_test(who_pays_at_the_counter_is_sent_there),
        cmocka_unit_test(what_a_phone_paid_goes_back),
        cmocka_unit_test(unknown_has_ways_on),
        cmocka_unit_test(leaving_says_that_it_comes_back),
        cmocka_unit_test(the_slip_of_an_unknown_payment),
        cmocka_unit_test(doubt_goes_along_to_the_counter),
    };
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
