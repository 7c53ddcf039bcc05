/* Choosing a region: from where the machine stands, down and up again, by first letters, and its own place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "ui/input/input.h"

struct room {
    struct regions regions;
    struct input input;
    struct page *page;
};

static int enter(void **state)
{
    struct room *room = g_new0(struct room, 1);
    assert_true(region_set_open(&room->regions.set, BUILD_DIR "/regions.bin", NULL));
    g_strlcpy(room->regions.here, "341122100006", sizeof room->regions.here);
    room->page = page_new();
    room->input.regions = &room->regions;
    *state = room;
    return 0;
}

static int leave(void **state)
{
    struct room *room = *state;
    region_set_close(&room->regions.set);
    page_free(room->page);
    g_free(room);
    return 0;
}

static void start(struct room *room, enum region_level level, const char *text)
{
    input_start(&room->input, "community", INPUT_REGION, 0, text);
    input_region_start(&room->input, level);
}

/* What is offered, with one blank between. */
static const char *offered(struct room *room)
{
    struct region list[REGION_CHILDREN];
    uint32_t next;
    unsigned n = input_region_list(&room->input, list, &next);
    GString *all = g_string_new(NULL);
    for (unsigned i = 0; i < n; i++)
        g_string_append_printf(all, "%s%s", i ? " " : "", list[i].name);
    page_begin(room->page, "test", NULL);
    const char *kept = page_copy(room->page, all->str);
    g_string_free(all, TRUE);
    return kept;
}

static unsigned crumbs(struct room *room, const char *last)
{
    struct region list[REGION_LEVELS];
    unsigned n = input_region_crumbs(&room->input, list);
    if (last)
        assert_string_equal(n ? list[n - 1].name : "", last);
    return n;
}

static void stands_where_the_machine_is(void **state)
{
    struct room *room = *state;
    start(room, REGION_COMMUNITY, "");
    assert_string_equal(room->input.region.at, "341122100");
    assert_int_equal(crumbs(room, "新安镇"), 4);
    assert_true(g_str_has_prefix(offered(room), "高郢社区 北门社区 西门社区 "));
    assert_string_equal(room->input.text, ""); /* nothing is chosen before somebody chose */
    assert_true(input_key(&room->input, "region.here"));
    assert_string_equal(room->input.text, "341122100006");
}

static void stands_at_the_answer(void **state)
{
    struct room *room = *state;
    start(room, REGION_COMMUNITY, "110101001001");
    assert_string_equal(room->input.region.at, "110101001");
    assert_string_equal(room->input.text, "110101001001");
    assert_int_equal(crumbs(room, "东华门街道"), 3); /* 市辖区 is nothing that people choose */
}

static void down_and_up(void **state)
{
    struct room *room = *state;
    start(room, REGION_COMMUNITY, "341122100006");
    assert_true(input_key(&room->input, "region.up.34"));
    assert_string_equal(room->input.region.at, "");
    assert_string_equal(room->input.text, ""); /* what was chosen below is no answer any more */
    assert_int_equal(crumbs(room, ""), 0);
    assert_false(input_key(&room->input, "region.pick.3411")); /* not offered here */
    assert_true(input_key(&room->input, "region.pick.11"));
    assert_string_equal(room->input.region.at, "1101"); /* the only way on */
    assert_true(input_key(&room->input, "region.pick.110101"));
    assert_true(input_key(&room->input, "region.pick.110101001"));
    assert_string_equal(room->input.text, "");
    assert_true(input_key(&room->input, "region.pick.110101001002"));
    assert_string_equal(room->input.text, "110101001002");
    assert_false(input_key(&room->input, "region.up.34")); /* not above it */
    assert_false(input_key(&room->input, "region.up.110101001002"));
    assert_true(input_key(&room->input, "region.up.110101"));
    assert_string_equal(room->input.region.at, "1101");
}

static void as_deep_as_asked(void **state)
{
    struct room *room = *state;
    start(room, REGION_COUNTY, "");
    assert_string_equal(room->input.region.at, "3411");
    assert_true(input_key(&room->input, "region.pick.341122"));
    assert_string_equal(room->input.text, "341122");
    assert_true(input_key(&room->input, "region.here"));
    assert_string_equal(room->input.text, "341122");
    assert_true(input_key(&room->input, "region.up.34"));
    assert_true(input_key(&room->input, "region.pick.44"));
    assert_true(input_key(&room->input, "region.pick.4419")); /* a city that is its own county */
    assert_string_equal(offered(room), "东莞市");
    assert_string_equal(room->input.text, ""); /* the last step is the resident's own */
    assert_true(input_key(&room->input, "region.pick.441900"));
    assert_string_equal(room->input.text, "441900");
}

static void by_first_letters(void **state)
{
    struct room *room = *state;
    start(room, REGION_COMMUNITY, "");
    assert_false(input_key(&room->input, "key.q")); /* no keys before one looks for something */
    assert_true(input_key(&room->input, "region.find"));
    assert_false(input_key(&room->input, "key.w")); /* 岱山 … 安徽: nothing there begins with w */
    assert_true(input_key(&room->input, "key.x"));
    assert_string_equal(offered(room), "西门社区 新河社区 新城社区");
    assert_true(input_typed(&room->input, "h")); /* a keyboard on a wire */
    assert_string_equal(offered(room), "新河社区");
    assert_false(input_text(&room->input, "河")); /* nothing is typed into a region */
    assert_true(input_key(&room->input, "key.delete"));
    assert_true(input_key(&room->input, "region.pick.341122100009"));
    assert_string_equal(room->input.text, "341122100009");
    assert_false(room->input.region.finding);
    assert_string_equal(room->input.region.letters, "");
}

static void keys_lead_somewhere(void **state)
{
    struct room *room = *state;
    start(room, REGION_COMMUNITY, "");
    input_key(&room->input, "region.find");
    for (int large = 0; large < 2; large++) {
        unsigned on = 0, off = 0;
        room->input.large = large;
        page_begin(room->page, "form", NULL);
        input_keys(room->page, &room->input, LANGUAGE_ZH);
        for (char c = 'a'; c <= 'z'; c++) {
            char id[] = "key.?";
            id[sizeof id - 2] = c;
            const struct widget *w = page_find(room->page, id);
            assert_non_null(w);
            on += w->enabled;
            off += !w->enabled;
        }
        assert_true(on > 0 && off > 0);
        assert_true(page_find(room->page, "key.x")->enabled);
        assert_false(page_find(room->page, "key.w")->enabled);
        assert_non_null(page_find(room->page, "region.find"));
    }
}

/* A community that is younger than the tables. */
static void own_place_beyond_the_tables(void **state)
{
    struct room *room = *state;
    char words[REGION_PATH];
    g_strlcpy(room->regions.here, "341122100999", sizeof room->regions.here);
    assert_null(regions_here(&room->regions)); /* without a name nobody could choose it */
    room->regions.here_name = "邻窗社区";
    assert_string_equal(regions_here(&room->regions), "邻窗社区");
    start(room, REGION_COMMUNITY, "");
    assert_true(g_str_has_prefix(offered(room), "邻窗社区 北门社区 "));
    assert_true(input_key(&room->input, "region.pick.341122100999"));
    regions_words(&room->regions, room->input.text, words, sizeof words);
    assert_string_equal(words, "安徽省滁州市来安县新安镇邻窗社区");
    g_strlcpy(room->regions.here, "341199100001", sizeof room->regions.here); /* no such town */
    assert_null(regions_here(&room->regions));
    start(room, REGION_COMMUNITY, "");
    assert_string_equal(room->input.region.at, "");
    assert_false(input_key(&room->input, "region.here"));
}

static void words_of_a_code(void **state)
{
    struct room *room = *state;
    char words[REGION_PATH];
    regions_words(&room->regions, "341122100006", words, sizeof words);
    assert_string_equal(words, "安徽省滁州市来安县新安镇高郢社区");
    regions_words(&room->regions, "999999999999", words, sizeof words);
    assert_string_equal(words, "999999999999");
    regions_words(NULL, "341122100006", words, sizeof words);
    assert_string_equal(words, "341122100006");
}

static void without_tables(void **state)
{
    struct room *room = *state;
    struct region list[REGION_CHILDREN];
    uint32_t next;
    room->input.regions = NULL;
    start(room, REGION_COMMUNITY, "");
    assert_int_equal(input_region_list(&room->input, list, &next), 0);
    assert_false(input_key(&room->input, "region.pick.11"));
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(stands_where_the_machine_is, enter, leave),
        cmocka_unit_test_setup_teardown(stands_at_the_answer, enter, leave),
        cmocka_unit_test_setup_teardown(down_and_up, enter, leave),
        cmocka_unit_test_setup_teardown(as_deep_as_asked, enter, leave),
        cmocka_unit_test_setup_teardown(by_first_letters, enter, leave),
        cmocka_unit_test_setup_teardown(keys_lead_somewhere, enter, leave),
        cmocka_unit_test_setup_teardown(own_place_beyond_the_tables, enter, leave),
        cmocka_unit_test_setup_teardown(words_of_a_code, enter, leave),
        cmocka_unit_test_setup_teardown(without_tables, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
