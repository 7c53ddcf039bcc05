/* What one mode of a page says, the others say too, if need be on a further page of it: in large letters,
 * seated, and on a panel that lies. */
#include "lay.h"

static void large_loses_nothing(void **state)
{
    static const struct {
        const char *preview, *says;
    } all[] = {
        {"service", "县民政局"},        {"service", "大约 5 分钟"},
        {"service", "20 个工作日内"},   {"service", "打印带走"},
        {"vote", "别人看不到"},         {"vote", "不能改"},
        {"vote_plan", "截止"},          {"bundle", "本来填 5 张表"},
        {"bundle", "现在跑 1 趟"},      {"bundle", "4 件事都只要：身份证、社保卡"},
        {"progress", "收到申请"},       {"progress", "县民政局看过了"},
        {"progress", "等您补材料"},     {"progress_going_on", "收到申请"},
        {"progress_ended", "批了"},     {"done", "手机扫一扫"},
        {"done", "随时看办到哪一步了"}, {"done_no_paper", "手机扫一扫"},
        {"rating_good", "有人帮忙"},    {"rating_bad", "还得再跑"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(all); i++)
        if (!page_says(room_show_as(*state, all[i].preview, true, false), all[i].says))
            fail_msg("large %s does not say: %s", all[i].preview, all[i].says);
}

static void seated_loses_nothing(void **state)
{
    assert_true(page_says(room_show_as(*state, "bundle", false, true), "本来填 5 张表"));
    assert_true(page_says(room_show_as(*state, "progress", false, true), "收到申请"));
}

/* Large letters leave more than one page of it; where it stands now is on the first. */
static void where_it_stands_is_on_the_first_page(void **state)
{
    struct layout *l = layout_new();
    room_show_as(*state, "progress_going_on", true, false);
    lay_page(l, *state, theme_make(1080, 1920, 230, 409, true, false), 0, 0);
    assert_true(l->list_pages > 1);
    assert_true(lay_draws(l, "县医保局正在审"));
    layout_free(l);
}

/* Lying, the bar of a service stands in the header: its step in words, too. */
static void the_step_is_said_on_a_lying_panel(void **state)
{
    static const int panels[][2] = {{1920, 1080}, {1280, 1024}};
    static const char *const previews[] = {"vote", "bundle", "form_phone", "review"};
    struct layout *l = layout_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(panels); i++)
        for (unsigned k = 0; k < G_N_ELEMENTS(previews); k++) {
            room_show_as(*state, previews[k], true, false);
            lay_page(l, *state, theme_make(panels[i][0], panels[i][1], 0, 0, true, false), 0, 0);
            if (!lay_draws(l, " 步，共 "))
                fail_msg("%s, %dx%d: no step in words", previews[k], panels[i][0], panels[i][1]);
        }
    layout_free(l);
}

static void a_step_is_counted_where_words_are_too_wide(void **state)
{
    struct room *room = *state;
    struct layout *l = layout_new();
    room_show(room, "vote");
    room->s->large = true;
    room->s->language = LANGUAGE_EN;
    screens_build(room->page, room->s, &room->context);
    lay_page(l, room, theme_make(1280, 1024, 0, 0, true, false), 0, 0);
    assert_true(l->bar_up);
    assert_true(lay_draws(l, "Step 2 of 3") || lay_draws(l, "2 / 3"));
    layout_free(l);
}

/* What is picked in a date is said in a sentence, and the grid what it is of. */
static void a_large_date_is_said(void **state)
{
    struct room *room = *state;
    room_show_as(room, "form_date", true, false);
    screens_input(room->input, room->s, false);
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "大概哪些年？"));
    g_strlcpy(room->input->text, "1998-09-12", sizeof room->input->text);
    room->input->date.part = PART_DAY;
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "1998 年 9 月的哪一天？"));
    assert_true(page_says(room->page, "1998 年 9 月 12 日，住了 27 年"));
    input_clear(room->input);
}

/* In a service, too, whom to call and how without a voice stand together: the first page of help is no lone
 * tile. */
static void help_begins_with_more_than_one_way(void **state)
{
    struct layout *l = layout_new();
    room_show_as(*state, "help_inside", true, false);
    lay_page(l, *state, theme_make(1080, 1920, 0, 0, true, false), 0, 0);
    assert_true(lay_draws(l, "已经转告工作人员") && lay_draws(l, "我听不见"));
    layout_free(l);
}

/* Who sees a fire does not turn pages first. */
static void where_fire_goes_is_on_the_first_page(void **state)
{
    static const int panels[][2] = {{1080, 1920}, {1920, 1080}, {1280, 1024}, {768, 1366}};
    struct layout *l = layout_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(panels); i++)
        for (int large = 0; large < 2; large++) {
            room_show_as(*state, "report_kind", large, false);
            lay_page(l, *state, theme_make(panels[i][0], panels[i][1], 0, 0, large, false), 0, 0);
            if (!lay_draws(l, "着火、有人受伤"))
                fail_msg("%dx%d, large %d: not on the first page", panels[i][0], panels[i][1], large);
        }
    layout_free(l);
}

/* Large, the reasons are asked for on a page of their own, few at a time. */
static void large_reasons_are_few_a_page(void **state)
{
    enum { MOST = 5 };
    struct layout *l = layout_new();
    assert_false(page_says(room_show_as(*state, "rating", true, false), "一看就懂"));
    room_show_as(*state, "rating_good", true, false);
    for (unsigned page = 0, pages = 1; page < pages; page++, pages = l->list_pages) {
        unsigned reasons = 0;
        lay_page(l, *state, theme_make(1080, 1920, 0, 0, true, false), 0, page);
        for (unsigned i = 0; i < l->placed_count; i++)
            reasons += l->placed[i].widget && g_str_has_prefix(l->placed[i].widget->id, "reason.");
        assert_in_range(reasons, 1, MOST);
    }
    layout_free(l);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_loses_nothing),
        cmocka_unit_test(seated_loses_nothing),
        cmocka_unit_test(where_it_stands_is_on_the_first_page),
        cmocka_unit_test(the_step_is_said_on_a_lying_panel),
        cmocka_unit_test(a_step_is_counted_where_words_are_too_wide),
        cmocka_unit_test(a_large_date_is_said),
        cmocka_unit_test(help_begins_with_more_than_one_way),
        cmocka_unit_test(where_fire_goes_is_on_the_first_page),
        cmocka_unit_test(large_reasons_are_few_a_page),
    };
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
