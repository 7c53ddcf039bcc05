/* Divisions: the built file has the country, a small one of our own every corner, a damaged one is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "ui/input/region_set.h"

static const struct region provinces[] = {{"11", "北京市"}, {"34", "安徽省"}, {"44", "广东省"}};
static const struct region cities[] = {{"1101", "市辖区"}, {"3411", "滁州市"}, {"4419", "东莞市"}};
static const struct region counties[] = {
    {"110101", "东城区"}, {"341122", "来安县"}, {"341182", "明光市"}, {"441900", "东莞市"}};
static const struct region towns[] = {
    {"110101001", "东华门街道"}, {"341122100", "新安镇"}, {"441900003", "东城街道"}};
static const struct region communities[] = {{"110101001001", "多福巷社区"},
                                            {"341122100001", "北门社区"},
                                            {"341122100400", "1连生活区"},
                                            {"441900003001", "重庆路社区"}};
static const struct region *const rows[REGION_LEVELS] = {provinces, cities, counties, towns, communities};
static const unsigned count[REGION_LEVELS] = {3, 3, 4, 3, 4};
#define L(x) (1u << ((x) - 'a'))
static const struct region_letters letters[] = {{0x533a, L('q') | L('o')}, {0x5e86, L('q')},
                                                {0x6d3b, L('h')},          {0x751f, L('s')},
                                                {0x8fde, L('l')},          {0x91cd, L('z') | L('c')}};

static char *own_path(void)
{
    return g_strdup_printf("%s/regions-%d.bin", g_get_tmp_dir(), (int)getpid());
}

static int make(void **state)
{
    g_autoptr(GError) error = NULL;
    char *path = own_path();
    struct region_set *set = g_new0(struct region_set, 1);
    assert_true(
        region_set_write(path, rows, count, letters, G_N_ELEMENTS(letters), "made by a test", &error));
    assert_true(region_set_open(set, path, &error));
    g_unlink(path);
    g_free(path);
    *state = set;
    return 0;
}

static int drop(void **state)
{
    region_set_close(*state);
    g_free(*state);
    return 0;
}

static void test_levels(void **state)
{
    char up[REGION_CODE] = "341122100006";
    static const char *const ups[] = {"341122100", "341122", "3411", "34", "", ""};
    (void)state;
    assert_int_equal(region_level("34"), REGION_PROVINCE);
    assert_int_equal(region_level("341122100006"), REGION_COMMUNITY);
    assert_int_equal(region_level(""), REGION_LEVELS);
    assert_int_equal(region_level("341"), REGION_LEVELS);
    assert_int_equal(region_level("34112x"), REGION_LEVELS);
    for (unsigned i = 0; i < G_N_ELEMENTS(ups); i++) {
        region_parent(up, up);
        assert_string_equal(up, ups[i]);
    }
}

static void test_children(void **state)
{
    const struct region_set *set = *state;
    struct region list[REGION_CHILDREN];
    assert_int_equal(region_children(set, "", list, REGION_CHILDREN), 3);
    assert_string_equal(list[2].name, "广东省");
    assert_int_equal(region_children(set, "3411", list, REGION_CHILDREN), 2);
    assert_string_equal(list[1].code, "341182");
    assert_int_equal(region_children(set, "341182", list, REGION_CHILDREN), 0); /* nothing below it here */
    assert_int_equal(region_children(set, "341122100", list, REGION_CHILDREN), 2);
    assert_string_equal(list[0].code, "341122100001");
    assert_string_equal(list[1].name, "1连生活区");
    assert_int_equal(region_children(set, "341122100", list, 1), 1); /* never more than there is room for */
    assert_int_equal(region_children(set, "99", list, REGION_CHILDREN), 0);
    assert_int_equal(region_children(set, "341122100001", list, REGION_CHILDREN), 0);
}

static void test_find(void **state)
{
    struct region found;
    assert_true(region_find(*state, "341122100400", &found));
    assert_string_equal(found.name, "1连生活区");
    assert_true(region_find(*state, "441900", &found));
    assert_string_equal(found.name, "东莞市");
    assert_false(region_find(*state, "341122100999", &found));
    assert_false(region_find(*state, "12", &found));
    assert_false(region_find(*state, "", &found));
}

static void test_path(void **state)
{
    char path[REGION_PATH];
    assert_true(region_path(*state, "341122100001", NULL, path, sizeof path));
    assert_string_equal(path, "安徽省滁州市来安县新安镇北门社区");
    assert_true(region_path(*state, "110101", NULL, path, sizeof path)); /* nobody says 市辖区 */
    assert_string_equal(path, "北京市东城区");
    assert_true(region_path(*state, "441900003", NULL, path, sizeof path)); /* a city without counties */
    assert_string_equal(path, "广东省东莞市东城街道");
    assert_true(region_path(*state, "341122100999", "高郢社区", path, sizeof path)); /* the kiosk's own */
    assert_string_equal(path, "安徽省滁州市来安县新安镇高郢社区");
    assert_false(region_path(*state, "341122100999", NULL, path, sizeof path));
    assert_false(region_path(*state, "341122999001", "高郢社区", path, sizeof path)); /* no such town */
    assert_string_equal(path, "");
    assert_false(region_path(*state, "341122100001", NULL, path, 12));
    assert_string_equal(path, "");
}

static void test_letters(void **state)
{
    uint32_t next = 0;
    assert_true(region_matches(*state, "重庆", "zq", &next));
    assert_true(region_matches(*state, "重庆", "cq", &next)); /* read in two ways */
    assert_int_equal(next, 0);
    assert_false(region_matches(*state, "重庆", "q", &next));
    assert_true(region_matches(*state, "重庆", "z", &next));
    assert_int_equal(next, L('q'));
    next = 0;
    assert_true(region_matches(*state, "1连生活区", "", &next)); /* a digit has no letter */
    assert_int_equal(next, L('l'));
    assert_true(region_matches(*state, "1连生活区", "lsh", &next));
    assert_false(region_matches(*state, "重庆", "zqq", &next)); /* longer than the name */
    assert_false(region_matches(*state, "重庆", "Z", &next));
}

static void test_refused(void **state)
{
    g_autofree char *path = own_path(), *bytes = NULL;
    gsize size;
    struct region_set set;
    (void)state;
    assert_true(region_set_write(path, rows, count, letters, G_N_ELEMENTS(letters), "", NULL));
    assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    assert_true(region_set_read(&set, bytes, size));
    for (gsize n = 0; n < size; n++) /* cut anywhere */
        assert_false(region_set_read(&set, bytes, n));
    for (unsigned i = 0; i < 36; i++) { /* another magic, other counts */
        bytes[i] ^= 1;
        assert_false(region_set_read(&set, bytes, size));
        bytes[i] ^= 1;
    }
    bytes[size - 1] = 'x'; /* a name that does not end */
    assert_false(region_set_read(&set, bytes, size));
    g_unlink(path);
    assert_false(region_set_open(&set, path, NULL));
}

static void test_write_refuses(void **state)
{
    g_autofree char *path = own_path();
    g_autoptr(GError) error = NULL;
    static const struct region orphan[] = {{"110101001001", "多福巷社区"}, {"110101999001", "无街道社区"}};
    const struct region *const wrong[REGION_LEVELS] = {provinces, cities, counties, towns, orphan};
    const unsigned n[REGION_LEVELS] = {3, 3, 4, 3, 2};
    (void)state;
    assert_false(region_set_write(path, wrong, n, letters, G_N_ELEMENTS(letters), "", &error));
    assert_non_null(strstr(error->message, "each below one of the level above"));
}

/* Every division of the real file can be reached and read, and has the parent its code says. */
static unsigned walk(const struct region_set *set, const char *code, unsigned seen[REGION_LEVELS])
{
    struct region list[REGION_CHILDREN];
    unsigned n = region_children(set, code, list, REGION_CHILDREN), below = 0;
    assert_true(n < REGION_CHILDREN);
    for (unsigned i = 0; i < n; i++) {
        enum region_level level = region_level(list[i].code);
        assert_true(g_str_has_prefix(list[i].code, code) && *list[i].name && level < REGION_LEVELS);
        seen[level]++;
        below += level < REGION_COMMUNITY ? walk(set, list[i].code, seen) : 1;
    }
    return below;
}

static void test_country(void **state)
{
    g_autoptr(GError) error = NULL;
    struct region_set set;
    struct region found;
    char path[REGION_PATH];
    unsigned seen[REGION_LEVELS] = {0};
    static const unsigned all[REGION_LEVELS] = {31, 342, 2978, 41352, 620573};
    uint32_t next = 0;
    (void)state;
    assert_true(region_set_open(&set, BUILD_DIR "/regions.bin", &error));
    assert_int_equal(walk(&set, "", seen), all[REGION_COMMUNITY]);
    assert_memory_equal(seen, all, sizeof all);
    assert_true(region_path(&set, "341122100006", NULL, path, sizeof path));
    assert_string_equal(path, "安徽省滁州市来安县新安镇高郢社区");
    assert_true(region_find(&set, "130402007", &found)); /* two of this town would be called the same */
    struct region list[REGION_CHILDREN];
    unsigned n = region_children(&set, "130402007", list, REGION_CHILDREN), same = 0;
    for (unsigned i = 0; i < n; i++)
        for (unsigned k = 0; k < i; k++)
            same += strcmp(list[i].name, list[k].name) == 0;
    assert_int_equal(same, 0);
    assert_true(region_matches(&set, "高郢社区", "gysq", &next));
    region_set_close(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test_setup_teardown(test_children, make, drop),
        cmocka_unit_test_setup_teardown(test_find, make, drop),
        cmocka_unit_test_setup_teardown(test_path, make, drop),
        cmocka_unit_test_setup_teardown(test_letters, make, drop),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_write_refuses),
        cmocka_unit_test(test_country),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
