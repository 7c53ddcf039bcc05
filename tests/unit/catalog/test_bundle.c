/* The parts of a bundle: what they ask, what they save, and every fault told with its path. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/bundle.h"
#include "catalog/load.h"

enum { PENSION = 1, MEDICAL = 2, FUND = 4, CHECKUP = 8, SENIOR = 16 };

static void test_shipped(void **state)
{
    struct catalog *c = catalog_load(SOURCE_DIR "/assets/catalog", NULL);
    const struct service *s = catalog_find(c, "tuixiu-yijianshi");
    unsigned at = 0;

    (void)state;
    assert_non_null(s);
    assert_int_equal(s->kind, SERVICE_BUNDLE);
    assert_string_equal(service_kind_name(s->kind), "bundle");
    assert_true(service_is_stored(s) && service_needs_person(s) && !service_is_picked(s) && !s->needs_line);
    assert_int_equal(s->part_count, 5);
    assert_string_equal(s->occasion.zh, "退休");
    assert_string_equal(bundle_find(s, "housing-fund", &at)->department.zh, "市公积金中心");
    assert_int_equal(at, 2);
    assert_null(bundle_find(s, "pensions", NULL));
    assert_int_equal(s->parts[4].min_age, 60);
    assert_true(s->parts[0].ticked && !s->parts[3].ticked);
    assert_int_equal(bundle_errands(s, PENSION | MEDICAL | FUND | CHECKUP | SENIOR), 5);
    assert_int_equal(bundle_errands(s, 0), 0);
    catalog_free(c);
}

static void test_asks(void **state)
{
    struct catalog *c = catalog_load(SOURCE_DIR "/assets/catalog", NULL);
    const struct service *s = catalog_find(c, "tuixiu-yijianshi");

    (void)state;
    assert_true(bundle_asks_field(s, CHECKUP, "phone")); /* of no part: of all */
    assert_true(bundle_asks_field(s, CHECKUP, "checkup_on"));
    assert_false(bundle_asks_field(s, CHECKUP, "pension_card"));
    assert_true(bundle_asks_field(s, FUND, "pension_card")); /* two parts name it */
    assert_true(bundle_asks_field(s, PENSION | CHECKUP, "pension_card"));
    assert_false(bundle_asks_field(s, PENSION | MEDICAL | FUND | CHECKUP, "photo"));
    assert_true(bundle_brings(s, CHECKUP, "611"));
    catalog_free(c);
}

#define LABEL(name, zh) "\"" name "\":{\"zh\":\"" zh "\",\"en\":\"x\"}"
#define FIELD(name)                                                                                          \
    "{\"type\":\"text\",\"name\":\"" name "\"," LABEL("question", "问") "," LABEL("label", "名") "}"
#define PART(code, rest)                                                                                     \
    "{\"code\":\"" code "\"," LABEL("name", "一样") "," LABEL("department", "局") rest "}"
#define SERVICE(kind, rest)                                                                                  \
    "{\"code\":\"one\",\"kind\":\"" kind                                                                     \
    "\"," LABEL("name", "一") "," LABEL("official", "一") "," LABEL("line", "一") "," LABEL(                 \
        "department", "局") ",\"icon\":\"house\",\"tint\":\"pine\","                                         \
                            "\"category\":\"any\"," LABEL("price", "不收钱") "," LABEL(                      \
                                "who", "谁") "," LABEL("promise", "快") rest "}"
#define PAGES ",\"pages\":[[" FIELD("a") "],[" FIELD("b") "," FIELD("c") "]]"
#define PAPERS ",\"materials\":[{\"code\":\"611\",\"icon\":\"badge\"," LABEL("label", "卡") "}]"
#define BUNDLE(parts) SERVICE("bundle", PAGES PAPERS "," LABEL("occasion", "事") ",\"parts\":[" parts "]")

static const struct broken {
    const char *json, *path, *reason;
} broken[] = {
    {SERVICE("bundle", PAGES "," LABEL("occasion", "事")), "$.parts:", "2 parts at least"},
    {BUNDLE(PART("p", "")), "$.parts:", "2 parts at least"},
    {BUNDLE("1," PART("p", "")), "$.parts[0]:", "must be an object"},
    {BUNDLE(PART("p", "") "," PART("p", "")), "$.parts[1].code:", "twice"},
    {BUNDLE(PART("p", "") "," PART("P", "")), "$.parts[1].code:", "small letters"},
    {BUNDLE(PART("p", "") "," PART("q", ",\"asks\":[\"z\"]")), "$.parts[1].asks[0]:", "no field \"z\""},
    {BUNDLE(PART("p", "") "," PART("q", ",\"asks\":[3]")), "$.parts[1].asks[0]:", "must be a text"},
    {BUNDLE(PART("p", "") "," PART("q", ",\"asks\":[\"b\"]")), "$.pages[1]:", "same parts must ask"},
    {BUNDLE(PART("p", "") "," PART("q", ",\"asks\":[\"a\"]")), "$.pages[0]:", "first page is for all"},
    {BUNDLE(PART("p", "") "," PART("q", ",\"brings\":[\"113\"]")),
     "$.parts[1].brings[0]:", "no paper \"113\""},
    {BUNDLE(PART("p", "") "," PART("q", ",\"min_age\":121")), "$.parts[1].min_age:", "from 0 to 120"},
    {BUNDLE(PART("p", "") "," PART("q", ",\"when\":1")), "$.parts[1]:", "no member named \"when\""},
    {BUNDLE(PART("p", "") ",{\"code\":\"q\"}"), "$.parts[1]:", "needs a member named \"name\""},
    {BUNDLE(PART("p", "") ",{\"code\":\"q\"," LABEL("department",
                                                    "局") "," LABEL("name", "一二三四五六七八九十一") "}"),
     "$.parts[1].name:", "longer than 10"},
    {BUNDLE("{},{},{},{},{},{},{},{},{}"), "$.parts:", "more than 8"},
    {SERVICE("bundle", PAGES ",\"parts\":[" PART("p", "") "," PART("q", "") "]"), "$:", "needs an occasion"},
    {SERVICE("application", PAGES ",\"parts\":[" PART("p", "") "," PART("q", "") "]"), "$:", "only a bundle"},
    {SERVICE("application", PAGES "," LABEL("occasion", "事")), "$:", "only a bundle"},
    {SERVICE("bundle", PAGES "," LABEL("occasion", "事") ",\"parts\":[" PART("p", "") "," PART(
                           "q", "") "],\"payment\":{\"amount_fen\":1," LABEL("what", "费") "}"),
     "$:", "only an application has"},
    {SERVICE("bundle", "," LABEL("occasion", "事") ",\"parts\":[" PART("p", "") "," PART("q", "") "]"),
     "$:", "needs pages"},
};

static void test_broken(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        g_autoptr(GError) error = NULL;

        assert_null(catalog_parse("one.json", broken[i].json, strlen(broken[i].json), &error));
        if (strstr(error->message, broken[i].path) == NULL ||
            strstr(error->message, broken[i].reason) == NULL)
            fail_msg("case %zu: wanted %s %s, got: %s", i, broken[i].path, broken[i].reason, error->message);
    }
}

/* Two parts of one department are two forms and one errand; a paper that one of them brings is that one's. */
static void test_errands(void **state)
{
    static const char json[] =
        BUNDLE(PART("p", ",\"brings\":[\"611\"]") "," PART("q", ",\"asks\":[\"b\",\"c\"]"));
    g_autoptr(GError) error = NULL;
    struct catalog *c = catalog_parse("one.json", json, strlen(json), &error);
    const struct service *s;

    (void)state;
    if (error != NULL)
        fail_msg("%s", error->message);
    s = c->services[0];
    assert_int_equal(bundle_errands(s, 3), 1);
    assert_int_equal(bundle_errands(s, 2), 1);
    assert_true(bundle_brings(s, 1, "611"));
    assert_false(bundle_brings(s, 2, "611"));
    assert_false(bundle_asks_field(s, 1, "c"));
    catalog_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shipped), cmocka_unit_test(test_asks),
                                       cmocka_unit_test(test_broken), cmocka_unit_test(test_errands)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
