/* What is spoken of a page: the order, each role, what changed; and what only headphones may hear. */
#include "voice_room.h"

static void title_lead_choices_press(void **state)
{
    struct room *room = *state;
    demo_choice(room->page, false);
    room->page->title = room->page->widgets[0].label;
    for (unsigned i = 0; i < room->page->count; i++)
        if (room->page->widgets[i].look == LOOK_H1)
            room->page->title = room->page->widgets[i].label;
    const char *heard = screen(room, false);
    assert_non_null(strstr(
        heard, "您和谁一起住？|一共 5 "
               "个|1，一个人住|2，和老伴一起住，选了|3，和儿女一起住|4，住在养老院|5，都不是|请点“下一步”"));
}

/* Where no button says what to press, the page's own sentence does; a button's name needs none beside it. */
static void what_it_wants_where_no_button_says_it(void **state)
{
    struct room *room = *state;
    begin(room->page, "home");
    page_add(room->page, ROLE_TILE, LOOK_TILE, "service.a", "高龄津贴");
    room->page->wants = "请点您要办的事。";
    assert_string_equal(screen(room, false), "高龄津贴|请点您要办的事。");
    page_place(room->page, PLACE_ACTIONS);
    page_button(room->page, LOOK_MAIN, "next", "下一步", "");
    assert_string_equal(screen(room, false), "高龄津贴|请点“下一步”");
}

static void a_dialog_speaks_alone(void **state)
{
    struct room *room = *state;
    demo_form(room->page, false, true);
    const char *heard = screen(room, false);
    assert_non_null(strstr(
        heard, "您还在吗？|27 秒后退出，填的内容会从屏幕上清掉。|一共 2 个|1，退出|2，我还在，接着办"));
    assert_null(strstr(heard, "手机"));
}

static void errors_and_status_are_told(void **state)
{
    struct room *room = *state;
    begin(room->page, "form");
    room->page->title = page_text(room->page, LOOK_H1, "您的手机号？")->label;
    struct widget *w = page_add(room->page, ROLE_STATUS, LOOK_ERROR, "", "少了 2 位，手机号是 11 位。");
    w->error = true;
    assert_string_equal(screen(room, false), "您的手机号？|少了 2 位，手机号是 11 位。");
    begin(room->other, "form");
    room->other->title = page_text(room->other, LOOK_H1, "您的手机号？")->label;
    assert_string_equal(changes(room, false), "少了 2 位，手机号是 11 位。");
    script_begin(room->script, LANGUAGE_ZH);
    script_changes(room->script, room->page, room->page, &room->view);
    assert_int_equal(room->script->count, 0);
}

static void with_toast(struct page *page, bool problem, bool toast)
{
    begin(page, "signature");
    if (problem)
        page_add(page, ROLE_STATUS, LOOK_BANNER, "", "还没签名");
    page_place(page, PLACE_TOAST);
    if (toast)
        page_add(page, ROLE_STATUS, LOOK_TOAST, "", "还没签名");
}

/* It comes with the sentence that it repeats: said once. At the second try only it is new. */
static void a_toast_is_heard_once(void **state)
{
    struct room *room = *state;
    with_toast(room->other, false, false);
    with_toast(room->page, true, true);
    assert_string_equal(changes(room, false), "还没签名");
    with_toast(room->other, true, true);
    assert_string_equal(changes(room, false), "");
    with_toast(room->other, true, false);
    assert_string_equal(changes(room, false), "还没签名");
}

static void what_counts_by_itself_is_not_news(void **state)
{
    struct room *room = *state;
    begin(room->other, "rating");
    page_add(room->other, ROLE_STATUS, LOOK_RING, "", "还有 27 秒");
    begin(room->page, "rating");
    page_add(room->page, ROLE_STATUS, LOOK_RING, "", "还有 26 秒");
    assert_string_equal(changes(room, false), "");
}

static void each_role_says_what_it_is(void **state)
{
    struct room *room = *state;
    static const struct {
        enum role role;
        enum look look;
        const char *value;
        bool selected, enabled;
        const char *wanted;
    } rows[] = {
        {ROLE_BUTTON, LOOK_MAIN, "", false, true, "下一步，按钮"},
        {ROLE_BUTTON, LOOK_SLOT, "", false, false, "下一步，按钮，现在不能点"},
        {ROLE_BUTTON, LOOK_PILL, "", true, true, "下一步，按钮，开着"},
        {ROLE_BUTTON, LOOK_KEY, "", false, true, "下一步"},
        {ROLE_TILE, LOOK_TILE, "", false, true, "下一步"},
        {ROLE_FIELD, LOOK_PLAIN, "", false, true, "下一步，空着，填空"},
        {ROLE_FIELD, LOOK_PLAIN, "好", false, true, "下一步，好，填空"},
        {ROLE_CHOICE, LOOK_RADIO, "", true, true, "下一步，选了"},
        {ROLE_CHOICE, LOOK_RADIO, "", false, true, "下一步"},
        {ROLE_CHECKBOX, LOOK_CHECK, "", true, true, "下一步，开关，勾上了"},
        {ROLE_CHECKBOX, LOOK_CHECK, "", false, true, "下一步，开关，没勾"},
        {ROLE_CHECKBOX, LOOK_ROW, "", true, true, "下一步，开关，勾上了"},
        {ROLE_CHECKBOX, LOOK_ROW, "", false, false, "下一步，开关，没勾，现在不能点"},
        {ROLE_CHECKBOX, LOOK_CHECK, "开着", true, true, "下一步，开着，开关"},
        {ROLE_CANVAS, LOOK_SIGNATURE, "写了", false, true, "下一步，写了，手写框"},
        {ROLE_IMAGE, LOOK_QR, "https://example.invalid", false, true, "下一步"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
        begin(room->page, "form");
        struct widget *w = page_add(room->page, rows[i].role, rows[i].look, "next", "下一步");
        w->value = rows[i].value;
        w->selected = rows[i].selected;
        w->enabled = rows[i].enabled;
        assert_string_equal(widget(room, w, false), rows[i].wanted);
    }
}

static void a_choice_has_its_place(void **state)
{
    struct room *room = *state;
    demo_choice(room->page, false);
    assert_string_equal(widget(room, page_find(room->page, "choice.live.1"), false),
                        "和老伴一起住，第 2 个，共 5 个，选了");
}

static void a_small_button_means_its_row(void **state)
{
    struct room *room = *state;
    demo_review(room->page, false);
    assert_string_equal(widget(room, page_find(room->page, "edit.手机"), false), "手机，尾号 0001，改，按钮");
    assert_string_equal(widget(room, page_find(room->page, "peek"), false), "看全部，按钮");
}

static struct widget *row(struct page *page, const char *label, const char *value)
{
    struct widget *w = page_add(page, ROLE_TEXT, LOOK_KEY_VALUE, "", label);
    w->value = value;
    w->personal = true;
    return w;
}

static void personal_values_are_for_headphones(void **state)
{
    struct room *room = *state;
    begin(room->page, "review");
    row(room->page, "姓名", "王*兰");
    row(room->page, "身份证", "341***********004X");
    row(room->page, "手机", "19900000001");
    row(room->page, "现在住在", "高郢社区 3 栋 2 单元 *** 室");
    row(room->page, "津贴发到", "**** 0088");
    row(room->page, "得过的病", "没有");
    assert_string_equal(screen(room, false),
                        "姓名，王某兰|身份证，尾号 004X|手机，屏幕上有|现在住在，屏幕上有|津贴发到，尾号 "
                        "0088|得过的病，屏幕上有");
    assert_string_equal(screen(room, true),
                        "姓名，王某兰|身份证，尾号 004X|手机，19900000001|现在住在，高郢社区 3 栋 2 单元 某 "
                        "室|津贴发到，尾号 0088|得过的病，没有");
    for (unsigned i = 0; i < room->script->count; i++)
        assert_true(room->script->lines[i].personal);
}

static void a_personal_label_is_for_headphones(void **state)
{
    struct room *room = *state;
    begin(room->page, "home");
    page_text(room->page, LOOK_BODY, "王秀兰")->personal = true;
    assert_string_equal(screen(room, false), "屏幕上有");
    assert_string_equal(screen(room, true), "王秀兰");
    begin(room->page, "done");
    struct widget *w = page_add(room->page, ROLE_TEXT, LOOK_TIMELINE, "", "收到您的申请");
    w->personal = true;
    w->detail = "发短信到 19900000001";
    assert_string_equal(screen(room, false), "收到您的申请，屏幕上有");
    assert_string_equal(screen(room, true), "收到您的申请，发短信到 19900000001");
    w->detail = "发短信到 199****0001";
    assert_string_equal(screen(room, false), "收到您的申请，发短信到 尾号 0001");
}

static struct widget *field(struct page *page, const char *value)
{
    begin(page, "form");
    struct widget *w = page_add(page, ROLE_FIELD, LOOK_NUMBER, "field.phone", "手机");
    w->value = value;
    w->personal = w->selected = true;
    return w;
}

static void typing_is_told(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *before, *after, *alone, *others;
    } steps[] = {
        {"", "1", "1", "填了 1 位"},
        {"199", "199 0", "0", "填了 4 位"},
        {"199 0", "199", "删了，199", "删了，填了 3 位"},
        {"1", "", "删了，空着", "删了，空着"},
        {"199 0", "199 00", "0", "填了 5 位"},
        {"**", "***", "屏幕上有", "填了 3 位"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(steps); i++) {
        field(room->other, steps[i].before);
        field(room->page, steps[i].after);
        assert_string_equal(changes(room, false), steps[i].others);
        if (steps[i].after[0] != '*')
            assert_string_equal(changes(room, true), steps[i].alone);
        else
            assert_null(strchr(changes(room, true), '*'));
    }
}

/* 例如 …, when one comes to the empty field; not with every key, and never beside an answer. */
static void an_example_is_no_answer(void **state)
{
    struct room *room = *state;
    field(room->page, "")->hint = "例如 199 0000 0002";
    assert_string_equal(screen(room, false), "手机，空着，例如 199 0000 0002");
    assert_string_equal(widget(room, page_find(room->page, "field.phone"), false),
                        "手机，空着，例如 199 0000 0002，填空");
    field(room->other, "1");
    assert_string_equal(changes(room, true), "删了，空着");
    field(room->page, "1")->hint = "例如 199 0000 0002";
    assert_string_equal(screen(room, true), "手机，1");
}

static void a_look_is_for_headphones(void **state)
{
    struct room *room = *state;
    begin(room->other, "review");
    row(room->other, "手机", "199****0001");
    begin(room->page, "review");
    row(room->page, "手机", "19900000001");
    assert_string_equal(changes(room, false), "");
    assert_string_equal(changes(room, true), "手机，19900000001");
    script_begin(room->script, LANGUAGE_ZH); /* and hides again without a word */
    script_changes(room->script, room->page, room->other, &room->view);
    assert_int_equal(room->script->count, 0);
}

static void what_was_chosen_is_told(void **state)
{
    struct room *room = *state;
    for (int i = 0; i < 2; i++) {
        struct page *page = i ? room->page : room->other;
        begin(page, "form");
        page_add(page, ROLE_CHOICE, LOOK_RADIO, "choice.a", "一个人住")->selected = !i;
        page_add(page, ROLE_CHOICE, LOOK_RADIO, "choice.b", "都不是")->selected = i;
        page_add(page, ROLE_CHECKBOX, LOOK_CHECK, "contrast", "黑底黄字")->selected = !i;
    }
    assert_string_equal(changes(room, false), "都不是，选了|黑底黄字，关着");
}

static void only_the_page_of_the_list_is_read(void **state)
{
    struct room *room = *state;
    uint8_t page_of[PAGE_WIDGETS] = {0};
    begin(room->page, "services");
    room->page->title = page_text(room->page, LOOK_H1, "全部 4 件事")->label;
    for (int i = 0; i < 4; i++) {
        page_of[room->page->count] = (uint8_t)(i / 2 + 1);
        page_add(room->page, ROLE_TILE, LOOK_ROW, page_format(room->page, "service.%d", i),
                 page_format(room->page, "事%d", i));
    }
    fresh(room, false);
    room->view.page_of = page_of;
    room->view.list_pages = 2;
    script_screen(room->script, room->page, &room->view);
    assert_string_equal(said(room), "全部 4 件事|一共 2 个|1，事0|2，事1|第 1 页，共 2 页");
    fresh(room, false);
    room->view.page_of = page_of;
    room->view.list_pages = 2;
    room->view.list_page = 1;
    script_list(room->script, room->page, &room->view);
    assert_string_equal(said(room), "一共 2 个|1，事2|2，事3|第 2 页，共 2 页");
}

static void the_end_of_a_list_reads_on(void **state)
{
    struct room *room = *state;
    begin(room->page, "review");
    page_place(room->page, PLACE_ACTIONS);
    struct widget *w = page_button(room->page, LOOK_MAIN, "submit", "都对，交上去", "");
    w->reads_on = true;
    fresh(room, false);
    room->view.more = true;
    script_screen(room->script, room->page, &room->view);
    script_widget(room->script, room->page, w, &room->view);
    assert_string_equal(said(room), "请点“往下看”|往下看，按钮");
    assert_string_equal(screen(room, false), "请点“都对，交上去”");
}

static void masks_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *zh, *en;
    } rows[] = {
        {"199****0001", "尾号 0001", "尾号 0001"},
        {"发短信到 199****0001", "发短信到 尾号 0001", ""},
        {"341***********004X，好", "尾号 004X，好", ""},
        {"**** **** 0088", "尾号 0088", ""},
        {"王*兰，您好", "王某兰，您好", ""},
        {"3 栋 *** 室", "3 栋 某 室", ""},
        {"****", "某", ""},
        {"没有星", "没有星", ""},
        {"", "", ""},
    };
    char to[64];
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
        assert_true(script_unmask(to, sizeof to, rows[i].text, LANGUAGE_ZH));
        assert_string_equal(to, rows[i].zh);
    }
    assert_false(script_unmask(to, 6, "没有星星", LANGUAGE_ZH));
    assert_string_equal(to, "");
    assert_false(script_unmask(to, 8, "199****0001", LANGUAGE_ZH));
}

static void candidates(struct page *page, const char *first, const char *second)
{
    begin(page, "form");
    page_place(page, PLACE_KEYS);
    page_open(page, GROUP_CANDIDATES, 0);
    struct widget *w = page_add(page, ROLE_KEY, LOOK_CANDIDATE, "cand.0", first);
    w->personal = w->selected = true;
    page_add(page, ROLE_KEY, LOOK_CANDIDATE, "cand.1", second)->personal = true;
    page_close(page);
}

/* Nobody near may hear what somebody is about to write; who wears headphones hears the likeliest as it comes.
 */
static void candidates_are_for_headphones(void **state)
{
    struct room *room = *state;
    begin(room->other, "form");
    candidates(room->page, "三栋", "三");
    assert_string_equal(widget(room, page_find(room->page, "cand.1"), false), "屏幕上有");
    assert_string_equal(widget(room, page_find(room->page, "cand.1"), true), "三");
    assert_string_equal(changes(room, false), "");
    assert_string_equal(changes(room, true), "三栋");
    assert_true(room->script->lines[0].personal);
    candidates(room->other, "三栋", "散");
    assert_string_equal(changes(room, true), "");
    candidates(room->other, "三", "散");
    assert_string_equal(changes(room, true), "三栋");
}

static void a_full_script_stays_whole(void **state)
{
    struct room *room = *state;
    g_autofree char *text = g_strnfill(SCRIPT_TEXT, 'a');
    script_begin(room->script, LANGUAGE_ZH);
    script_add(room->script, false, text);
    assert_int_equal(room->script->count, 0);
    for (int i = 0; i < SCRIPT_LINES + 9; i++)
        script_add(room->script, false, "好");
    assert_int_equal(room->script->count, SCRIPT_LINES);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_lead_choices_press),
        cmocka_unit_test(what_it_wants_where_no_button_says_it),
        cmocka_unit_test(a_dialog_speaks_alone),
        cmocka_unit_test(errors_and_status_are_told),
        cmocka_unit_test(a_toast_is_heard_once),
        cmocka_unit_test(what_counts_by_itself_is_not_news),
        cmocka_unit_test(each_role_says_what_it_is),
        cmocka_unit_test(a_choice_has_its_place),
        cmocka_unit_test(a_small_button_means_its_row),
        cmocka_unit_test(personal_values_are_for_headphones),
        cmocka_unit_test(a_personal_label_is_for_headphones),
        cmocka_unit_test(typing_is_told),
        cmocka_unit_test(an_example_is_no_answer),
        cmocka_unit_test(a_look_is_for_headphones),
        cmocka_unit_test(what_was_chosen_is_told),
        cmocka_unit_test(only_the_page_of_the_list_is_read),
        cmocka_unit_test(the_end_of_a_list_reads_on),
        cmocka_unit_test(masks_are_read),
        cmocka_unit_test(candidates_are_for_headphones),
        cmocka_unit_test(a_full_script_stays_whole),
    };
    return cmocka_run_group_tests(tests, enter, leave_room);
}
