/* What a page says and what one can do on it fit together: no question that was answered already, no button
 * for what cannot be. */
#include "room.h"
#include "ui/screens/receipt.h"
#include "ui/voice_script.h"

/* DESIGN.md 8.1: from which month on; nothing asks for the same card once more. */
static void too_young_is_told_from_when(void **state)
{
    struct room *room = *state;
    for (int large = 0; large < 2; large++) {
        room_show_in(room, "identify_young", LANGUAGE_ZH, large);
        assert_true(page_says(room->page, "满 80 岁才能办"));
        assert_true(page_says(room->page, "您到 2027 年 5 月就可以来办。"));
        assert_false(page_says(room->page, "再放一次"));
        assert_false(page_says(room->page, "不想再试"));
        assert_non_null(page_find(room->page, "services"));
        assert_non_null(page_find(room->page, "to.home"));
        assert_non_null(page_find(room->page, "call_staff"));
    }
    room_show_in(room, "identify_young", LANGUAGE_EN, false);
    assert_true(page_says(room->page, "from May 2027"));
    secret_copy_text(room->s->person.birth, sizeof room->s->person.birth, "1947");
    screens_build(room->page, room->s, &room->context);
    assert_false(page_says(room->page, "2027")); /* a card that says no month promises none */
}

static void an_expired_card_is_not_asked_for_again(void **state)
{
    struct room *room = *state;
    room_show(room, "identify_expired");
    assert_false(page_says(room->page, "再放一次"));
    assert_false(page_says(room->page, "扫手机亮证码"));
    assert_non_null(page_find(room->page, "services"));
    room_show(room, "identify_unread");
    assert_true(page_says(room->page, "再放一次")); /* that one is */
    assert_null(page_find(room->page, "services"));
}

/* Who a person is, says a code of the phone, or the card. */
static void a_code_at_the_reader_leads_to_the_card(void **state)
{
    struct room *room = *state;
    room_show(room, "identify_code");
    assert_true(page_says(room->page, "这个码认不出您是谁"));
    assert_true(page_says(room->page, "扫手机亮证码"));
    assert_string_equal(page_find(room->page, "retry")->label, "放身份证");
    room_show(room, "identify_unconnected");
    assert_false(page_says(room->page, "扫手机亮证码")); /* it cannot be asked about */
    assert_string_equal(page_find(room->page, "retry")->label, "放身份证");
    room_show(room, "materials_other");
    room->s->problem = PROBLEM_CODE_UNKNOWN;
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "扫码口")); /* there one is */
}

/* Below what is wrong nothing says that it may be right. */
static void an_error_stands_alone(void **state)
{
    struct room *room = *state;
    for (int large = 0; large < 2; large++) {
        room_show_in(room, "form_number_wrong", LANGUAGE_ZH, large);
        assert_true(page_says(room->page, "号码里有一位对不上"));
        assert_false(page_says(room->page, "看一遍，再点“填好了”"));
        room_show_in(room, "form_phone_short", LANGUAGE_ZH, large);
        assert_true(page_says(room->page, "手机号是 11 位"));
        assert_false(page_says(room->page, "还差"));
    }
}

/* Where a draft can be kept, what is filled in goes only if it is not. */
static void leaving_says_what_goes(void **state)
{
    struct room *room = *state;
    room_show(room, "leave");
    assert_non_null(page_find(room->page, "draft.keep"));
    assert_true(page_says(room->page, "不存的话，填的内容会从屏幕上清掉。"));
    room_show(room, "vote_picked");
    room->s->overlay = OVERLAY_LEAVE;
    screens_build(room->page, room->s, &room->context);
    assert_null(page_find(room->page, "draft.keep"));
    assert_false(page_says(room->page, "不存的话"));
    assert_true(page_says(room->page, "填的内容会从屏幕上清掉。"));
}

static void the_day_stands_in_its_languages_order(void **state)
{
    struct room *room = *state;
    room_show_in(room, "home", LANGUAGE_EN, false);
    assert_true(page_says(room->page, "Wed 18 Mar 09:26"));
    room_show(room, "home");
    assert_true(page_says(room->page, "3 月 18 日 周三 09:26"));
}

/* The vote says that its result comes there. */
static void notices_have_their_place(void **state)
{
    struct room *room = *state;
    for (int large = 0; large < 2; large++) {
        room_show_in(room, "home", LANGUAGE_ZH, large);
        const struct widget *w = page_saying(room->page, "看通知");
        assert_non_null(w);
        assert_false(w->enabled);
        assert_string_equal(w->detail, "现在没有通知");
    }
}

/* Aloud: a group that no heading names is another one, for 一共 twice would leave open of what. */
static void groups_are_told_apart(void **state)
{
    static struct script script;
    struct room *room = *state;
    struct script_view view = {.language = LANGUAGE_ZH, .focus = ""};
    const char *before = "";
    unsigned others = 0;
    room_show(room, "home");
    script_begin(&script, LANGUAGE_ZH);
    script_screen(&script, room->page, &view);
    for (unsigned i = 0; i < script.count; i++) {
        const char *line = script_line(&script, i);
        if (g_str_has_prefix(line, "一共") && i > 2 && strcmp(before, "社区里的事") != 0)
            fail_msg("%s, after %s", line, before);
        others += strcmp(line, "另外还有 2 个") == 0;
        before = line;
    }
    assert_true(others > 0);
}

/* At 0 it calls: nobody hears 0 秒后 before 正在呼叫. */
static void the_countdown_ends_at_one(void **state)
{
    struct room *room = *state;
    room_show(room, "emergency");
    assert_true(page_says(room->page, "4 秒后呼叫"));
    room->s->now_ms = room->s->deadline_ms;
    screens_build(room->page, room->s, &room->context);
    assert_false(page_says(room->page, "0 秒"));
    assert_true(page_says(room->page, "1 秒后呼叫"));
}

/* Also where another page covers the body, and where six digits are asked for. */
static void the_way_out_is_on_every_page_of_a_service(void **state)
{
    static const char *const pages[] = {"draft_choosing", "draft_again", "draft_asking",      "draft_wrong",
                                        "draft_kept",     "sign_clip",   "signature_by_mark", "help_inside"};
    struct room *room = *state;
    for (unsigned i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        room_show(room, pages[i]);
        assert_non_null(page_find(room->page, "exit"));
        assert_int_equal(page_find(room->page, "exit")->place, PLACE_BAR);
    }
    room_show(room, "sending");
    assert_null(page_find(room->page, "exit"));
}

/* The colour of what must be brought is kept for what must be. */
static void what_need_not_be_brought_is_not_urgent(void **state)
{
    struct room *room = *state;
    unsigned must = 0, may = 0;
    for (unsigned i = 0; i < room->catalog->service_count; i++) {
        room_show(room, "service");
        room->s->service = room->catalog->services[i];
        screens_build(room->page, room->s, &room->context);
        for (unsigned k = 0; k < room->page->count; k++) {
            const struct widget *w = &room->page->widgets[k];
            bool needed = strcmp(w->value, "一定要带") == 0, optional = strcmp(w->value, "有就带上") == 0;
            must += needed && w->tone == TONE_BRICK;
            may += optional && w->tone == TONE_MOSS;
            assert_false(optional && w->tone != TONE_MOSS);
        }
    }
    assert_true(must > 0 && may > 0);
}

/* No 照样能办 above 现在约不了. */
static void without_the_line_only_what_goes_on_is_promised(void **state)
{
    struct room *room = *state;
    room_show(room, "booking_offline");
    assert_true(page_says(room->page, "断网了"));
    assert_false(page_says(room->page, "照样能办"));
    room->s->practice = true; /* needs none */
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "断网了，照样能办"));
    room_show(room, "home_offline");
    assert_true(page_says(room->page, "断网了，照样能办"));
    room_show(room, "form_text");
    room->s->health.online = false;
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "断网了，照样能办"));
}

/* A Chinese quote is as wide as two letters in a Latin line; and what counts comes first, 312 of 486. */
static void english_is_set_as_english(void **state)
{
    struct room *room = *state;
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++) {
        room_show_in(room, previews[i].name, LANGUAGE_EN, false);
        for (unsigned k = 0; k < room->page->count; k++) {
            const struct widget *w = &room->page->widgets[k];
            bool sign = w->place == PLACE_KEYS; /* a key that writes it shows it */
            if (!w->told && !sign && (strstr(w->label, "“") || strstr(w->detail, "“")))
                fail_msg("%s: %s %s", previews[i].name, w->label, w->detail);
        }
    }
    room_show_in(room, "vote", LANGUAGE_EN, false);
    assert_true(page_says(room->page, "312 of 486 have voted"));
}

/* As the configuration writes it for Taiwan. */
static void the_place_is_written_alike_on_screen_and_paper(void **state)
{
    struct room *room = *state;
    struct receipt *receipt = g_new0(struct receipt, 1);
    room->context.place.place.tw = "高郢社區";
    room_show_in(room, "done", LANGUAGE_ZH_TW, false);
    receipt_compose(receipt, room->s, &room->context);
    room->context = room_context(room);
    assert_true(page_says(room->page, "高郢社區"));
    assert_false(page_says(room->page, "高郢社区"));
    assert_true(receipt->count > 0 && receipt->blocks[0].kind == RECEIPT_HEAD);
    assert_true(g_str_has_prefix(receipt->blocks[0].text, "高郢社區"));
    g_free(receipt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(too_young_is_told_from_when),
        cmocka_unit_test(an_expired_card_is_not_asked_for_again),
        cmocka_unit_test(a_code_at_the_reader_leads_to_the_card),
        cmocka_unit_test(an_error_stands_alone),
        cmocka_unit_test(leaving_says_what_goes),
        cmocka_unit_test(the_day_stands_in_its_languages_order),
        cmocka_unit_test(notices_have_their_place),
        cmocka_unit_test(the_countdown_ends_at_one),
        cmocka_unit_test(groups_are_told_apart),
        cmocka_unit_test(what_need_not_be_brought_is_not_urgent),
        cmocka_unit_test(the_way_out_is_on_every_page_of_a_service),
        cmocka_unit_test(without_the_line_only_what_goes_on_is_promised),
        cmocka_unit_test(english_is_set_as_english),
        cmocka_unit_test(the_place_is_written_alike_on_screen_and_paper),
    };
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
