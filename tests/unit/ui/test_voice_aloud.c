/* What is for one pair of ears, and what others hear in its place. */
#include "voice_room.h"

/* Where one lives is for one pair of ears, as much of it as the screen shows; what it costs is for all. */
static void where_one_lives_is_not_said_aloud(void **state)
{
    struct room *room = *state;
    begin(room->page, "delivery");
    struct widget *w = page_add(room->page, ROLE_CHOICE, LOOK_RADIO, "choice.delivery.post", "送到家里");
    w->detail = "和平里小区9栋1单元***室";
    w->value = "不收钱";
    w->personal = true;
    assert_string_equal(widget(room, w, false), "送到家里，屏幕上有，不收钱");
    const char *alone = widget(room, w, true);
    assert_non_null(strstr(alone, "和平里小区9栋1单元"));
    assert_non_null(strstr(alone, "不收钱"));
}

static struct widget *ballot(struct page *page, bool picked)
{
    begin(page, "pick");
    page_add(page, ROLE_CHOICE, LOOK_RADIO, "pick.0", "同意建")->personal = true;
    struct widget *w = page_add(page, ROLE_CHOICE, LOOK_RADIO, "pick.1", "不同意建");
    w->personal = true;
    w->selected = picked;
    return w;
}

/* What can be voted for is for all to hear; what is voted for is not, however one comes to it. */
static void a_vote_is_not_said_aloud(void **state)
{
    struct room *room = *state;
    ballot(room->other, false);
    const struct widget *w = ballot(room->page, true);
    assert_string_equal(changes(room, false), "选好了");
    assert_string_equal(screen(room, false), "一共 2 个|1，同意建|2，不同意建");
    assert_string_equal(widget(room, w, false), "不同意建，第 2 个，共 2 个");
    assert_string_equal(changes(room, true), "不同意建，选了");
    assert_true(room->script->lines[0].personal);
    assert_string_equal(screen(room, true), "一共 2 个|1，同意建|2，不同意建，选了");
    assert_true(room->script->lines[2].personal);
    assert_string_equal(widget(room, w, true), "不同意建，第 2 个，共 2 个，选了");
}

static void a_title_has_words_for_others(void **state)
{
    struct room *room = *state;
    begin(room->page, "pick");
    struct widget *w = page_text(room->page, LOOK_H1, "投“不同意建”？");
    room->page->title = w->label;
    w->personal = true;
    w->aloud = "投您选的那一项？";
    assert_string_equal(screen(room, false), "投您选的那一项？屏幕上有");
    assert_string_equal(screen(room, true), "投“不同意建”？");
    assert_true(room->script->lines[0].personal);
}

static void an_answer_that_is_hidden_is_said_to_be_there(void **state)
{
    struct room *room = *state;
    begin(room->page, "review");
    struct widget *w = page_add(room->page, ROLE_TEXT, LOOK_KEY_VALUE, "", "一起住的");
    w->value = "已填";
    w->personal = true;
    assert_string_equal(widget(room, w, false), "一起住的，已填");
    w->value = "和老伴一起住"; /* 看全部 */
    assert_string_equal(widget(room, w, false), "一起住的，屏幕上有");
    assert_string_equal(widget(room, w, true), "一起住的，和老伴一起住");
}

static void payment_code(struct page *page, const char *url)
{
    begin(page, "payment");
    if (!url)
        return;
    struct widget *w = page_add(page, ROLE_IMAGE, LOOK_QR, "", "付款的码来了");
    w->detail = "扫不了，可以叫人";
    w->value = url;
}

/* Who does not see the code hears that it is there, each time it is another one, and never what is in it. */
static void a_code_that_comes_is_told(void **state)
{
    struct room *room = *state;
    payment_code(room->other, NULL);
    payment_code(room->page, "https://pay.example/1");
    assert_string_equal(changes(room, false), "付款的码来了，扫不了，可以叫人");
    payment_code(room->other, "https://pay.example/1");
    assert_string_equal(changes(room, false), "");
    payment_code(room->page, "https://pay.example/2");
    assert_string_equal(changes(room, true), "付款的码来了，扫不了，可以叫人");
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_one_lives_is_not_said_aloud),
        cmocka_unit_test(a_vote_is_not_said_aloud),
        cmocka_unit_test(a_title_has_words_for_others),
        cmocka_unit_test(an_answer_that_is_hidden_is_said_to_be_there),
        cmocka_unit_test(a_code_that_comes_is_told),
    };
    return cmocka_run_group_tests(tests, enter, leave_room);
}
