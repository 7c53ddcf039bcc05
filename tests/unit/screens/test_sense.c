/* What a page says and what one can do on it fit together: no question that was answered already, no button
 * for what cannot be. */
#include "room.h"

static void show(struct room *room, const char *name, enum language language, bool large)
{
    unsigned count, i = 0;
    const struct preview *previews = screens_previews(&count);
    while (i < count && strcmp(previews[i].name, name) != 0)
        i++;
    assert_true(i < count);
    session_init(room->s, room->catalog);
    previews[i].fill(room->s);
    room->s->language = language;
    room->s->large = large;
    input_clear(room->input);
    screens_input(room->input, room->s, false);
    screens_build(room->page, room->s, &room->context);
}

static const struct widget *says(const struct room *room, const char *text)
{
    for (unsigned i = 0; i < room->page->count; i++) {
        const struct widget *w = &room->page->widgets[i];
        if (strstr(w->label, text) || strstr(w->detail, text))
            return w;
    }
    return NULL;
}

/* DESIGN.md 8.1: from which month on; nothing asks for the same card once more. */
static void too_young_is_told_from_when(void **state)
{
    struct room *room = *state;
    for (int large = 0; large < 2; large++) {
        show(room, "identify_young", LANGUAGE_ZH, large);
        assert_non_null(says(room, "满 80 岁才能办"));
        assert_non_null(says(room, "您到 2027 年 5 月就可以来办。"));
        assert_null(says(room, "再放一次"));
        assert_null(says(room, "不想再试"));
        assert_non_null(page_find(room->page, "services"));
        assert_non_null(page_find(room->page, "to.home"));
        assert_non_null(page_find(room->page, "call_staff"));
    }
    show(room, "identify_young", LANGUAGE_EN, false);
    assert_non_null(says(room, "from May 2027"));
    secret_copy_text(room->s->person.birth, sizeof room->s->person.birth, "1947");
    screens_build(room->page, room->s, &room->context);
    assert_null(says(room, "2027")); /* a card that says no month promises none */
}

static void an_expired_card_is_not_asked_for_again(void **state)
{
    struct room *room = *state;
    show(room, "identify_expired", LANGUAGE_ZH, false);
    assert_null(says(room, "再放一次"));
    assert_null(says(room, "扫手机身份码"));
    assert_non_null(page_find(room->page, "services"));
    show(room, "identify_unread", LANGUAGE_ZH, false);
    assert_non_null(says(room, "再放一次")); /* that one is */
    assert_null(page_find(room->page, "services"));
}

/* No word of how to hold a code where none is taken. */
static void a_code_at_the_reader_leads_to_the_card(void **state)
{
    struct room *room = *state;
    show(room, "identify_code", LANGUAGE_ZH, false);
    assert_non_null(says(room, "手机身份码这里还没开通"));
    assert_null(says(room, "扫码口"));
    assert_string_equal(page_find(room->page, "retry")->label, "放身份证");
    show(room, "materials_other", LANGUAGE_ZH, false);
    room->s->problem = PROBLEM_CODE_UNKNOWN;
    screens_build(room->page, room->s, &room->context);
    assert_non_null(says(room, "扫码口")); /* there one is */
}

/* Below what is wrong nothing says that it may be right. */
static void an_error_stands_alone(void **state)
{
    struct room *room = *state;
    for (int large = 0; large < 2; large++) {
        show(room, "form_number_wrong", LANGUAGE_ZH, large);
        assert_non_null(says(room, "号码里有一位对不上"));
        assert_null(says(room, "看一遍，再点“填好了”"));
        show(room, "form_phone_short", LANGUAGE_ZH, large);
        assert_non_null(says(room, "手机号是 11 位"));
        assert_null(says(room, "还差"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(too_young_is_told_from_when),
        cmocka_unit_test(an_expired_card_is_not_asked_for_again),
        cmocka_unit_test(a_code_at_the_reader_leads_to_the_card),
        cmocka_unit_test(an_error_stands_alone),
    };
    secret_start();
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
