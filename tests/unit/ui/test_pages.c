/* Where a page ends: few choices a page in large letters, nothing parted that need not be, each page says
 * what it belongs to. Letters of a made-up width. */
#include "base/secret.h"
#include "layout_room.h"
#include "pages.h"

static void lay_with(struct room *room, unsigned list_page, struct theme theme)
{
    struct view view = {.list_page = list_page};
    struct layout_options o = {.theme = theme, .advance = advance, .pressed = ""};
    layout_page(room->l, room->page, &view, &o);
}

static void lay(struct room *room, unsigned list_page, int width, int height, bool large)
{
    lay_with(room, list_page, theme_make(width, height, 0, 0, large, false));
}

/* 18.5 inch, whose letters are raised until they are as high as they must be. */
static void lay_small(struct room *room, unsigned list_page)
{
    lay_with(room, list_page, theme_make(768, 1366, 230, 410, true, false));
}

static unsigned shown(const struct layout *l, const char *prefix)
{
    unsigned n = 0;
    for (unsigned i = 0; i < l->placed_count; i++)
        n += l->placed[i].widget && g_str_has_prefix(l->placed[i].widget->id, prefix);
    return n;
}

static const struct placed *headed(const struct layout *l, const char *words)
{
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].widget && l->placed[i].widget->role == ROLE_HEADING &&
            strcmp(l->placed[i].widget->label, words) == 0)
            return &l->placed[i];
    return NULL;
}

static void many(struct page *page, enum look look, const char *prefix, int count)
{
    page_begin(page, "form", "");
    demo_frame(page, true, true);
    page_place(page, PLACE_BODY);
    page_add(page, ROLE_HEADING, LOOK_H1, "", "您家在哪个省？");
    page_open(page, GROUP_COLUMNS, 1);
    for (int i = 0; i < count; i++)
        page_add(page, ROLE_CHOICE, look, page_format(page, "%s.%d", prefix, i),
                 page_format(page, "第 %d 个", i));
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", "下一步", "arrow_forward");
}

/* No page holds two more than another: the last one is not a lonely row. */
static void few_choices_share_their_pages_evenly(void **state)
{
    struct room *room = *state;
    static const int sizes[][2] = {{1080, 1920}, {1920, 1080}, {1280, 1024}, {768, 1366}};
    static const struct {
        enum look look;
        unsigned most;
    } kinds[] = {{LOOK_OPTION, 5}, {LOOK_RADIO, 5}, {LOOK_TILE, 4}};
    for (unsigned s = 0; s < G_N_ELEMENTS(sizes); s++)
        for (unsigned k = 0; k < G_N_ELEMENTS(kinds); k++) {
            unsigned least = 99, most = 0, sum = 0;
            many(room->page, kinds[k].look, "some", 31);
            lay(room, 0, sizes[s][0], sizes[s][1], true);
            for (unsigned at = 0; at < room->l->list_pages; at++) {
                lay(room, at, sizes[s][0], sizes[s][1], true);
                unsigned n = shown(room->l, "some.");
                least = MIN(least, n);
                most = MAX(most, n);
                sum += n;
                assert_non_null(layout_find(room->l, "next"));
                assert_non_null(headed(room->l, "您家在哪个省？"));
            }
            assert_int_equal(sum, 31);
            assert_in_range(most, 2, kinds[k].most);
            assert_in_range(least, most - 1, most);
        }
}

/* A page says itself how many answers are enough, though there is room for more. */
static void no_page_holds_more_than_it_says(void **state)
{
    struct room *room = *state;
    unsigned sum = 0;
    many(room->page, LOOK_RADIO, "day", 14);
    for (unsigned i = 0; i < room->page->count; i++)
        if (room->page->widgets[i].role == ROLE_CHOICE)
            room->page->widgets[i].most = 5;
    lay(room, 0, 1080, 1920, false);
    assert_int_equal(room->l->list_pages, 3);
    for (unsigned at = 0; at < 3; at++) {
        lay(room, at, 1080, 1920, false);
        assert_in_range(shown(room->l, "day."), 4, 5);
        sum += shown(room->l, "day.");
    }
    assert_int_equal(sum, 14);
    many(room->page, LOOK_RADIO, "day", 7);
    lay(room, 0, 1080, 1920, false);
    assert_int_equal(room->l->list_pages, 1); /* else as many as fit */
}

static void outcome(struct page *page, int rows)
{
    page_begin(page, "done", "");
    demo_frame(page, true, true);
    page_place(page, PLACE_BODY);
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "", "交好了");
    w->detail = "县民政局收到了，您不用再来。";
    w->icon = "check";
    w->tone = TONE_OK;
    page_open(page, GROUP_CARD, TONE_NONE);
    page_text(page, LOOK_NUMBER, "办件编号")->value = "2061 7000 1475";
    page_close(page);
    page_add(page, ROLE_HEADING, LOOK_H2, "", "接下来");
    page_open(page, GROUP_STACK, 0);
    for (int i = 0; i < rows; i++)
        page_add(page, ROLE_TEXT, LOOK_TIMELINE, page_format(page, "row.%d", i), "发短信告诉您结果");
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "finish", "办完了，退出", "");
}

static void a_section_is_not_parted_for_nothing(void **state)
{
    struct room *room = *state;
    outcome(room->page, 6);
    lay(room, 0, 1080, 1920, true);
    assert_int_equal(room->l->list_pages, 2);
    assert_int_equal(shown(room->l, "row."), 0);
    assert_null(headed(room->l, "接下来"));
    lay(room, 1, 1080, 1920, true);
    assert_int_equal(shown(room->l, "row."), 6);
    assert_non_null(headed(room->l, "接下来"));
    assert_null(headed(room->l, "交好了")); /* its own heading is enough */
}

/* Too long for any page: parted, but not for a single row, and the later page says what it belongs to. */
static void a_long_section_goes_on_under_its_title(void **state)
{
    struct room *room = *state;
    outcome(room->page, 30);
    lay(room, 0, 1080, 1920, true);
    unsigned pages = room->l->list_pages;
    assert_in_range(pages, 3, 9);
    lay(room, pages - 1, 1080, 1920, true);
    assert_in_range(shown(room->l, "row."), 2, 30);
    const struct placed *again = headed(room->l, "交好了");
    assert_non_null(again);
    assert_true(again->box.y < room->l->placed[room->l->placed_count - 1].box.y);
    for (unsigned i = 0; i < room->l->placed_count; i++) {
        const struct placed *p = &room->l->placed[i];
        if (p->widget && g_str_has_prefix(p->widget->id, "row."))
            assert_true(p->box.y >= again->box.y + again->box.h);
    }
}

static void tiles(struct page *page, int count)
{
    page_begin(page, "home", "");
    demo_frame(page, false, true);
    page_place(page, PLACE_BODY);
    page_add(page, ROLE_HEADING, LOOK_H1, "", "您要办什么事？");
    page_open(page, GROUP_COLUMNS, 2);
    for (int i = 0; i < count; i++)
        demo_tile(page, LOOK_TILE, page_format(page, "service.%d", i), "badge", TONE_SKY, "养老金认证",
                  "一年做一次");
    page_close(page);
}

/* Whatever the page holds, 念给我听 is the switch left of the language, and what the place says beside it is
 * whole. */
static void the_voice_stands_in_one_place(void **state)
{
    static const int sizes[][2] = {{1080, 1920}, {768, 1366}, {1920, 1080}, {1280, 1024}};
    struct room *room = *state;
    for (unsigned i = 0; i < 3 * G_N_ELEMENTS(sizes); i++) {
        if (i % 3 == 0)
            tiles(room->page, 7);
        else if (i % 3 == 1)
            outcome(room->page, 30);
        else
            many(room->page, LOOK_RADIO, "some", 9);
        lay(room, 0, sizes[i / 3][0], sizes[i / 3][1], true);
        const struct placed *voice = layout_find(room->l, "voice"), *other = layout_find(room->l, "language"),
                            *letters = layout_find(room->l, "large_font");
        assert_int_equal(voice->place, PLACE_HEADER);
        assert_true(voice->box.y == other->box.y && voice->box.h == letters->box.h);
        assert_true(letters->box.x + letters->box.w < voice->box.x);
        assert_int_equal(voice->box.x + voice->box.w + theme_px(&room->l->options.theme, 24), other->box.x);
        for (unsigned k = 0; k < room->l->placed_count; k++)
            assert_false(room->l->placed[k].clipped);
    }
}

/* With the state of the machine to be said it is called in short rather than that there is no word of it. */
static void the_voice_makes_room_for_a_word(void **state)
{
    struct room *room = *state;
    tiles(room->page, 3);
    for (unsigned i = 0; i < room->page->count; i++)
        if (strcmp(room->page->widgets[i].id, "large_font") == 0)
            room->page->widgets[i].label = "放大的字全都改回原来的";
    lay(room, 0, 1080, 1920, true);
    const struct placed *voice = layout_find(room->l, "voice");
    assert_string_equal(layout_label(room->l, voice->widget), "语音");
}

/* Four of them, in long words, stand close before they stand upon the mark. */
static void the_switches_keep_off_the_mark(void **state)
{
    struct room *room = *state;
    tiles(room->page, 3);
    page_place(room->page, PLACE_HEADER);
    page_button(room->page, LOOK_PILL, "sign", "Sign lang", "sign_language");
    for (unsigned i = 0; i < room->page->count; i++)
        if (strcmp(room->page->widgets[i].id, "large_font") == 0)
            room->page->widgets[i].label = "Standard type";
    lay(room, 0, 768, 1366, true);
    assert_true(room->l->tight_pills);
    assert_true(layout_find(room->l, "large_font")->box.x >=
                layout_find(room->l, "mark")->box.x + layout_find(room->l, "mark")->box.w);
}

/* Lying: choices in two columns begin at one height, below the question. */
static void columns_begin_at_one_height(void **state)
{
    struct room *room = *state;
    many(room->page, LOOK_RADIO, "some", 5);
    lay(room, 0, 1920, 1080, true);
    assert_int_equal(room->l->list_pages, 1);
    const struct placed *first = layout_find(room->l, "some.0"), *second = NULL;
    for (unsigned i = 0; i < room->l->placed_count && !second; i++)
        if (room->l->placed[i].place == PLACE_BODY && room->l->placed[i].box.x > 960)
            second = &room->l->placed[i];
    assert_non_null(second);
    if (first->box.x < 960)
        assert_int_equal(first->box.y, second->box.y);
    else
        assert_int_equal(shown(room->l, "some."), 5);
}

/* Lying, five faces stand in half of the width, and what was not good beside them. */
static void rating(struct page *page, const char *const *words)
{
    page_begin(page, "rating", "");
    demo_frame(page, true, false);
    page_place(page, PLACE_BODY);
    page_add(page, ROLE_HEADING, LOOK_H1, "", "这回办得顺不顺？");
    page_text(page, LOOK_LEAD, "点一个就行。只看总数，不会记您的名字。");
    page_open(page, GROUP_COLUMNS, 5);
    for (int i = 0; i < 5; i++)
        page_add(page, ROLE_CHOICE, LOOK_FACE, page_format(page, "rate.%d", i), words[i])->icon = "face";
    page_close(page);
    page_add(page, ROLE_HEADING, LOOK_H2, "", "哪里不好？");
    page_open(page, GROUP_COLUMNS, 2);
    for (int i = 0; i < 6; i++)
        page_add(page, ROLE_CHECKBOX, LOOK_CHECK, page_format(page, "reason.%d", i), "等得太久");
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_SECOND, "skip", "不评了", "");
    page_button(page, LOOK_MAIN, "finish", "评好了，退出", "");
}

static void faces_and_reasons_share_a_lying_page(void **state)
{
    struct room *room = *state;
    static const char *const zh[] = {"非常满意", "满意", "基本满意", "不满意", "非常不满意"};
    static const char *const en[] = {"Very happy", "Happy", "Fairly happy", "Dissatisfied", "Not at all"};
    rating(room->page, zh);
    lay(room, 0, 1920, 1080, false);
    assert_int_equal(room->l->list_pages, 1);
    const struct placed *face = layout_find(room->l, "rate.4"), *reason = layout_find(room->l, "reason.0");
    assert_true(face->box.x + face->box.w < reason->box.x);
    assert_false(face->clipped);
    rating(room->page, en); /* a word that half of the width cannot hold: all of it then */
    lay(room, 0, 1920, 1080, false);
    assert_true(layout_find(room->l, "rate.4")->box.x > 960);
    assert_false(layout_find(room->l, "rate.3")->clipped);
}

static void answers(struct page *page, int count)
{
    page_begin(page, "form", "");
    demo_frame(page, true, false);
    page_place(page, PLACE_BODY);
    page_add(page, ROLE_HEADING, LOOK_H1, "", "您和谁一起住？");
    page_open(page, GROUP_COLUMNS, 1);
    for (int i = 0; i < count; i++)
        page_add(page, ROLE_CHOICE, LOOK_RADIO, page_format(page, "some.%d", i), "一个人住");
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", "下一步", "arrow_forward");
}

/* Answers are lower where that spares a page, never lower than a control, and only there. */
static void answers_are_lower_before_a_second_page(void **state)
{
    struct room *room = *state;
    answers(room->page, 2);
    lay(room, 0, 1920, 1080, false);
    assert_int_equal(layout_find(room->l, "some.0")->box.h, 120);
    answers(room->page, 7); /* the question and three, then four */
    lay(room, 0, 1920, 1080, false);
    assert_int_equal(room->l->list_pages, 1);
    assert_int_equal(layout_find(room->l, "some.0")->box.h, 104);
    answers(room->page, 40);
    lay(room, 0, 1920, 1080, false);
    assert_true(layout_find(room->l, "some.0")->box.h >= 104);
}

static void payment(struct page *page)
{
    page_begin(page, "payment", "");
    demo_frame(page, true, false);
    page_place(page, PLACE_BODY);
    page_add(page, ROLE_HEADING, LOOK_H1, "", "请用手机扫码交费");
    page_open(page, GROUP_CARD, TONE_NONE);
    page_open(page, GROUP_ASIDE, 0);
    struct widget *w = page_add(page, ROLE_IMAGE, LOOK_QR, "", "付款的码");
    w->value = "https://example.invalid/pay";
    w->number = 29;
    w->total = 2;
    page_close(page);
    page_text(page, LOOK_H2, "付完请等一等，这里会自己变");
    page_close(page);
    page_text(page, LOOK_H2, "不用手机？");
    page_open(page, GROUP_COLUMNS, 2);
    demo_tile(page, LOOK_TILE_WIDE, "pay.later", "store", TONE_LAMP, "去窗口交", "先把申请交上去");
    demo_tile(page, LOOK_TILE_WIDE, "call", "call", TONE_PINE, "叫工作人员", "大约 3 分钟到");
    page_close(page);
}

/* Lying, the code has a column of its own, standing above its words; either way all of it on one page, and
 * never smaller than twelve units a module. */
static void a_code_to_pay_by_has_its_size(void **state)
{
    struct room *room = *state;
    static const int sizes[][2] = {{1080, 1920}, {1920, 1080}, {1280, 1024}};
    payment(room->page);
    for (unsigned i = 0; i < G_N_ELEMENTS(sizes); i++) {
        const struct placed *code = NULL, *words;
        lay(room, 0, sizes[i][0], sizes[i][1], false);
        assert_int_equal(room->l->list_pages, 1);
        for (unsigned k = 0; k < room->l->placed_count && !code; k++)
            code = room->l->placed[k].special == SPECIAL_QR ? &room->l->placed[k] : NULL;
        words = headed(room->l, "付完请等一等，这里会自己变");
        assert_true(code && words && layout_find(room->l, "pay.later") && layout_find(room->l, "call"));
        assert_true(code->art.w / (29 + 8) >= 12 * room->l->options.theme.scale - 1e-9);
        assert_int_equal(code->art.x >= words->box.x + words->box.w, sizes[i][0] > sizes[i][1]);
    }
}

static void villages(struct page *page, int count)
{
    page_begin(page, "form", "");
    demo_frame(page, true, true);
    page_place(page, PLACE_BODY);
    page_add(page, ROLE_HEADING, LOOK_H1, "", "您住在哪个社区？");
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_CRUMB, "region.0", "新安镇", "");
    page_button(page, LOOK_MEDIUM, "region.find", "按拼音找", "search");
    page_close(page);
    page_open(page, GROUP_COLUMNS, 1);
    for (int i = 0; i < count; i++)
        page_add(page, ROLE_CHOICE, LOOK_OPTION, page_format(page, "some.%d", i), "新河社区");
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", "选好了，下一步", "arrow_forward");
}

/* Where the way takes the room of the villages it stands on the first page only, and some of them with it. */
static void the_way_gives_way_to_many_choices(void **state)
{
    struct room *room = *state;
    unsigned with_way = 0;
    villages(room->page, 20);
    lay(room, 0, 1080, 1920, true);
    for (unsigned at = 0; at < room->l->list_pages; at++) {
        lay(room, at, 1080, 1920, true);
        with_way += shown(room->l, "region.0");
    }
    assert_int_equal(with_way, room->l->list_pages); /* tall enough: on every page */
    with_way = 0;
    lay_small(room, 0);
    assert_true(shown(room->l, "some.") > 0);
    assert_in_range(room->l->list_pages, 5, 8);
    for (unsigned at = 0; at < room->l->list_pages; at++) {
        lay_small(room, at);
        with_way += shown(room->l, "region.0");
        assert_non_null(headed(room->l, "您住在哪个社区？"));
    }
    assert_int_equal(with_way, 1);
}

static void all_services(struct page *page)
{
    page_begin(page, "services", "");
    demo_frame(page, false, true);
    page_place(page, PLACE_BODY);
    page_add(page, ROLE_HEADING, LOOK_H1, "", "全部 10 件事");
    page_button(page, LOOK_SEEK, "search", "写两个字找一找，比如“医保”", "search")->hint = "写字找一找";
    page_open(page, GROUP_COLUMNS, 2);
    for (int i = 0; i < 4; i++)
        page_button(page, LOOK_CATEGORY, page_format(page, "category.%d", i), "社保", "");
    page_close(page);
    page_text(page, LOOK_H2, "全部，共 10 件");
    page_open(page, GROUP_LIST, 0);
    for (int i = 0; i < 10; i++)
        page_add(page, ROLE_TILE, LOOK_ROW, page_format(page, "some.%d", i), "社保查询");
    page_close(page);
}

/* The field and the categories are the way to the services: on no size do they fill a page by themselves. */
static void the_way_to_services_stands_above_some(void **state)
{
    struct room *room = *state;
    static const int sizes[][2] = {{1080, 1920}, {1920, 1080}, {1280, 1024}, {768, 1366}};
    all_services(room->page);
    for (unsigned s = 0; s < G_N_ELEMENTS(sizes); s++)
        for (int large = 0; large < 2; large++) {
            lay(room, 0, sizes[s][0], sizes[s][1], large);
            assert_non_null(layout_find(room->l, "search"));
            assert_non_null(layout_find(room->l, "category.3"));
            assert_true(shown(room->l, "some.") > 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(few_choices_share_their_pages_evenly, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(no_page_holds_more_than_it_says, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(a_section_is_not_parted_for_nothing, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(a_long_section_goes_on_under_its_title, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(the_voice_stands_in_one_place, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(the_voice_makes_room_for_a_word, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(the_switches_keep_off_the_mark, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(the_way_gives_way_to_many_choices, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(the_way_to_services_stands_above_some, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(columns_begin_at_one_height, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(faces_and_reasons_share_a_lying_page, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(answers_are_lower_before_a_second_page, layout_enter, layout_leave),
        cmocka_unit_test_setup_teardown(a_code_to_pay_by_has_its_size, layout_enter, layout_leave),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
