/* The shipped services load whole; every kind of broken file is told with its file, path and reason. */
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/load.h"

static unsigned count_files(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    unsigned count = 0;

    assert_non_null(dir);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
        count += g_str_has_suffix(name, ".json") ? 1 : 0;
    g_dir_close(dir);
    return count;
}

/* What a way asks stands behind the form, in the same space of names. */
static void test_delivery(void **state)
{
    struct catalog *c = catalog_load(SOURCE_DIR "/assets/catalog", NULL);
    const struct service *s = catalog_find(c, "laonian-youdai");
    const struct delivery_way *agent;
    unsigned page = 0;

    (void)state;
    assert_non_null(s->delivery);
    assert_int_equal(s->delivery->way_count, 3);
    agent = &s->delivery->ways[2];
    assert_int_equal(agent->kind, DELIVERY_AGENT);
    assert_string_equal(delivery_name(agent->kind), "agent");
    assert_int_equal(service_all_pages(s), s->page_count + 3);
    assert_non_null(service_field(s, "agent_phone", &page));
    assert_int_equal(page, agent->first_page + 1);
    assert_string_equal(service_field(s, "delivery_address", &page)->same_as, "address");
    assert_int_equal(page, s->page_count);
    assert_null(s->payment);
    catalog_free(c);
}

static void test_shipped(void **state)
{
    g_autoptr(GError) error = NULL;
    struct catalog *c = catalog_load(SOURCE_DIR "/assets/catalog", &error);
    const struct service *s;
    unsigned page = 99;

    (void)state;
    if (error != NULL)
        print_message("%s\n", error->message);
    assert_non_null(c);
    assert_int_equal(c->service_count + 1, count_files(SOURCE_DIR "/assets/catalog")); /* and the fallback */
    assert_ptr_equal(catalog_find(c, "liu-hua"), c->fallback);
    assert_true(c->fallback->fallback && service_is_stored(c->fallback) && !c->fallback->needs_line);
    for (unsigned i = 0; i < c->service_count; i++)
        assert_false(c->services[i]->fallback);
    assert_string_equal(c->services[0]->code, "gaoling-jintie");
    s = catalog_find(c, "gaoling-jintie");
    assert_int_equal(s->kind, SERVICE_APPLICATION);
    assert_int_equal(s->min_age, 80);
    assert_int_equal(s->page_count, 8);
    assert_non_null(service_field(s, "bank_card", &page));
    assert_int_equal(page, 7);
    assert_int_equal(service_field(s, "community", NULL)->digits, 12);
    assert_true(catalog_asks(c, FIELD_REGION) && !catalog_asks(c, FIELD_AMOUNT));
    assert_null(service_field(s, "nothing", NULL));
    assert_int_equal(service_field(s, "living", NULL)->choice_count, 5);
    assert_string_equal(service_field(s, "address", NULL)->from_card, "address");
    assert_int_equal(s->material_count, 2);
    assert_string_equal(s->materials[0].code, "611");
    assert_int_equal(s->materials[0].later_days, 7);
    assert_int_equal(s->materials[1].later_days, 7);
    assert_int_equal(catalog_find(c, "shebao-chaxun")->kind, SERVICE_QUERY);
    assert_int_equal(catalog_find(c, "canbao-zhengming")->kind, SERVICE_CERTIFICATE);
    s = catalog_find(c, "bao-wenti");
    assert_int_equal(s->kind, SERVICE_REPORT);
    assert_true(service_is_stored(s) && !service_needs_person(s) && !s->needs_line);
    assert_string_equal(service_field(s, "kind", NULL)->choices[0].icon, "lightbulb");
    assert_string_equal(service_field(s, "place", NULL)->asked_if, "where");
    assert_string_equal(service_kind_name(s->kind), "report");
    assert_null(catalog_find(c, "nobody"));
    assert_string_equal(label_in(s->name, LANGUAGE_EN), "Report trouble");
    s = catalog_find(c, "jiankang-yuyue");
    assert_true(service_is_booked(s) && service_is_picked(s) && service_needs_person(s) && s->needs_line);
    assert_int_equal(s->page_count, 2);
    assert_true(s->material_count > 0 && !service_is_stored(s));
    assert_string_equal(service_kind_name(s->kind), "booking");
    assert_string_equal(label_in((struct label){.zh = "只有中文"}, LANGUAGE_EN), "只有中文");
    catalog_free(c);
    catalog_free(NULL);
}

/* A whole little service, in which a test breaks one thing. */
#define HEAD                                                                                                 \
    "{\"code\":\"one\",\"kind\":\"application\",\"name\":{\"zh\":\"一\",\"en\":\"One\"},"                   \
    "\"official\":{\"zh\":\"一\",\"en\":\"One\"},\"line\":{\"zh\":\"一\",\"en\":\"One\"},"                 \
    "\"department\":{\"zh\":\"局\",\"en\":\"Bureau\"},\"icon\":\"house\",\"tint\":\"pine\",\"category\":"   \
    "\"any\","                                                                                               \
    "\"price\":{\"zh\":\"不收钱\",\"en\":\"Free\"},\"who\":{\"zh\":\"谁\",\"en\":\"Who\"},"              \
    "\"promise\":{\"zh\":\"快\",\"en\":\"Soon\"}"
#define FIELD                                                                                                \
    "\"name\":\"a\",\"question\":{\"zh\":\"问\",\"en\":\"Q\"},\"label\":{\"zh\":\"名\",\"en\":\"L\"}"
#define REST "\"question\":{\"zh\":\"问\",\"en\":\"Q\"},\"label\":{\"zh\":\"名\",\"en\":\"L\"}"
#define CHOICE                                                                                               \
    "{\"type\":\"choice\",\"name\":\"c\"," REST                                                              \
    ",\"choices\":[{\"value\":\"x\",\"label\":{\"zh\":\"一\",\"en\":\"1\"}},"                               \
    "{\"value\":\"y\",\"label\":{\"zh\":\"二\",\"en\":\"2\"}}]}"
#define PAGES ",\"pages\":[[{\"type\":\"text\"," FIELD "}]]"
#define PAGE_OF(field) HEAD ",\"pages\":[[{" field "}]]}"
#define MATERIAL "\"label\":{\"zh\":\"纸\",\"en\":\"Paper\"},\"icon\":\"badge\""

#define OTHER                                                                                                \
    "\"name\":\"b\",\"question\":{\"zh\":\"问\",\"en\":\"Q\"},\"label\":{\"zh\":\"名\",\"en\":\"L\"}"
#define WHAT "\"what\":{\"zh\":\"费\",\"en\":\"Fee\"}"
#define DELIVER(ways)                                                                                        \
    HEAD PAGES ",\"delivery\":{\"question\":{\"zh\":\"问\",\"en\":\"Q\"},\"ways\":[" ways "]}}"

static const struct broken {
    const char *json, *path, *reason;
} broken[] = {
    {"", "$:", "line 1"},
    {"{\"code\":", "$:", "line 1"},
    {"[]", "$:", "must be an object"},
    {"{\"code\":\"a\",\"code\":\"b\"}", "$:", "duplicate"},
    {"{}", "$:", "needs a member named \"code\""},
    {HEAD PAGES ",\"colour\":1}", "$:", "no member named \"colour\""},
    {HEAD PAGES ",\"min_age\":\"80\"}", "$.min_age:", "whole number"},
    {HEAD PAGES ",\"min_age\":-1}", "$.min_age:", "whole number"},
    {HEAD PAGES ",\"min_age\":121}", "$.min_age:", "from 0 to 120"},
    {HEAD PAGES ",\"signature\":1}", "$.signature:", "true or false"},
    {HEAD PAGES ",\"signature\":true}", "$:", "signature and statement"},
    {HEAD PAGES ",\"statement_lines\":[{\"zh\":\"一\",\"en\":\"x\"}]}", "$:", "a statement that is signed"},
    {HEAD PAGES ",\"statement_lines\":[{},{},{},{},{},{},{},{},{}]}", "$.statement_lines:", "more than 8"},
    {HEAD PAGES ",\"needs_line\":true}", "$:", "never needs the line"},
    {HEAD PAGES ",\"conditions\":{}}", "$.conditions:", "must be a list"},
    {HEAD PAGES ",\"conditions\":[{\"zh\":\"一\"}]}", "$.conditions[0]:", "needs a member named \"en\""},
    {HEAD PAGES ",\"conditions\":[{\"zh\":\"\",\"en\":\"x\"}]}", "$.conditions[0].zh:", "must not be empty"},
    {HEAD PAGES ",\"conditions\":[{\"zh\":\"一\\n二\",\"en\":\"x\"}]}", "$.conditions[0].zh:", "control"},
    {HEAD PAGES ",\"conditions\":[{},{},{},{},{},{},{}]}", "$.conditions:", "more than 6"},
    {HEAD PAGES ",\"words\":[{\"zh\":\"一\",\"en\":\"x\"}]}", "$.words[0]:", "2 to 10 characters"},
    {HEAD PAGES ",\"words\":[{\"zh\":\"一二三四五六七八九十一\",\"en\":\"x\"}]}",
     "$.words[0]:", "2 to 10 characters"},
    {HEAD PAGES ",\"words\":[{\"zh\":\"一二\",\"en\":\"x\"},{\"zh\":\"一二\",\"en\":\"y\"}]}",
     "$.words[1]:", "twice"},
    {HEAD PAGES ",\"words\":[\"一二\"]}", "$.words[0]:", "must be an object"},
    {HEAD "}", "$:", "needs pages"},
    {HEAD ",\"pages\":[[]]}", "$.pages[0]:", "one or two fields"},
    {HEAD ",\"pages\":[{}]}", "$.pages[0]:", "one or two fields"},
    {HEAD ",\"pages\":[[{\"use\":\"phone\"}]]}", "$.pages[0][0]:", "no blocks/phone.json"},
    {PAGE_OF("\"type\":\"face\"," FIELD), "$.pages[0][0].type:", "must be one of text"},
    {PAGE_OF("\"type\":\"text\",\"from_card\":\"photo\"," FIELD), "$.pages[0][0]:", "from_card"},
    {PAGE_OF("\"type\":\"text\",\"min\":9,\"max\":3," FIELD), "$.pages[0][0]:", "greater than max"},
    {PAGE_OF("\"type\":\"phone\",\"min\":9," FIELD), "$.pages[0][0]:", "its own length"},
    {PAGE_OF("\"type\":\"text\",\"level\":\"town\"," FIELD), "$.pages[0][0]:", "only a region has a level"},
    {PAGE_OF("\"type\":\"region\",\"level\":\"house\"," FIELD),
     "$.pages[0][0].level:", "must be one of county"},
    {PAGE_OF("\"type\":\"region\",\"from_card\":\"address\"," FIELD),
     "$.pages[0][0]:", "neither min nor max"},
    {PAGE_OF("\"type\":\"choice\"," FIELD), "$.pages[0][0]:", "two choices"},
    {PAGE_OF("\"type\":\"date\",\"example\":{\"zh\":\"1998\",\"en\":\"1998\"}," FIELD),
     "$.pages[0][0].example:", "only what is typed"},
    {PAGE_OF("\"type\":\"phone\",\"example\":{\"zh\":\"199 0000 0001\",\"en\":\"199 0000 0001\"}," FIELD),
     "$.pages[0][0].example:", "without blanks"},
    {PAGE_OF("\"type\":\"phone\",\"example\":{\"zh\":\"19900000001\",\"en\":\"19900000002\"}," FIELD),
     "$.pages[0][0].example:", "the same in both"},
    {PAGE_OF("\"type\":\"id_number\",\"example\":{\"zh\":\"341199194803050024\",\"en\":"
             "\"341199194803050024\"}," FIELD),
     "$.pages[0][0].example:", "as it would be typed"},
    {PAGE_OF("\"type\":\"bank_card\",\"example\":{\"zh\":\"621700\",\"en\":\"621700\"}," FIELD),
     "$.pages[0][0].example:", "as it would be typed"},
    {PAGE_OF("\"type\":\"amount\",\"example\":{\"zh\":\"¥5\",\"en\":\"¥5\"}," FIELD),
     "$.pages[0][0].example:", "as it would be typed"},
    {PAGE_OF("\"type\":\"text\",\"example\":{\"zh\":\"一二三四五六七八九十一二三四五六七八九十一\",\"en\":"
             "\"x\"}," FIELD),
     "$.pages[0][0].example:", "longer than 20"},
    {HEAD ",\"pages\":[[{\"type\":\"text\"," FIELD "},{\"type\":\"text\"," FIELD "}]]}",
     "$.pages[0][1]:", "twice"},
    {PAGE_OF("\"type\":\"text\",\"asked_if\":{\"field\":\"a\",\"value\":\"b\"}," FIELD),
     "$.pages[0][0]:", "earlier page"},
    {HEAD ",\"pages\":[[" CHOICE
          "],[{\"type\":\"text\",\"asked_if\":{\"field\":\"c\",\"value\":\"no\"}," FIELD "}]]}",
     "$.pages[1][0]:", "one of its values"},
    {HEAD ",\"pages\":[[" CHOICE "],[{\"type\":\"text\",\"asked_if\":{\"field\":\"c\",\"value\":\"x\"}," FIELD
          "},{\"type\":\"phone\",\"name\":\"p\"," REST "}]]}",
     "$.pages[1][0]:", "page of its own"},
    {HEAD ",\"pages\":[[{\"type\":\"text\"," FIELD
          "},{\"type\":\"phone\",\"name\":\"p\",\"step\":{\"zh\":\"一\",\"en\":\"One\"}," REST "}]]}",
     "$.pages[0][1]:", "begins with a page"},
    {HEAD ",\"pages\":[[{\"type\":\"choice\",\"name\":\"c\"," REST
          ",\"choices\":[{\"value\":\"x\",\"icon\":\"house\",\"label\":{\"zh\":\"一\",\"en\":\"1\"}},"
          "{\"value\":\"y\",\"label\":{\"zh\":\"二\",\"en\":\"2\"}}]}]]}",
     "$.pages[0][0]:", "or none has"},
    {HEAD PAGES ",\"materials\":[{\"code\":\"61\"," MATERIAL "}]}", "$.materials[0]:", "three digits"},
    {HEAD PAGES ",\"materials\":[{\"code\":\"611\"," MATERIAL "},{\"code\":\"611\"," MATERIAL "}]}",
     "$.materials[1]:", "twice"},
    {HEAD PAGES ",\"materials\":[1]}", "$.materials[0]:", "must be an object"},
    {DELIVER(""), "$.delivery:", "needs ways"},
    {DELIVER("{\"way\":\"pigeon\"}"), "$.delivery.ways[0].way:", "must be one of post"},
    {DELIVER("{\"way\":\"post\"},{\"way\":\"post\"}"), "$.delivery.ways[1]:", "twice"},
    {DELIVER("{\"way\":\"post\"},{\"way\":\"post\"},{\"way\":\"post\"},{\"way\":\"post\"}"),
     "$.delivery.ways:", "more than 3"},
    {DELIVER("{\"way\":\"post\",\"fee_fen\":100}"), "$.delivery.ways[0]:", "a fee needs payment"},
    {DELIVER("{\"way\":\"post\",\"pages\":[[{\"type\":\"text\"," FIELD "}]]}"), "$.pages[1][0]:", "twice"},
    {DELIVER("{\"way\":\"post\",\"pages\":[[{\"type\":\"phone\",\"same_as\":\"a\"," OTHER "}]]}"),
     "$.delivery.ways[0]:", "same_as must name"},
    {DELIVER("{\"way\":\"post\",\"pages\":[[],[],[]]}"), "$.delivery.ways[0].pages:", "more than 2"},
    {PAGE_OF("\"type\":\"text\",\"same_as\":\"a\"," FIELD), "$.pages:", "only a field of a way"},
    {HEAD PAGES ",\"payment\":{\"amount_fen\":0," WHAT "}}", "$.payment:", "needs amount_fen"},
    {HEAD PAGES ",\"payment\":{\"amount_fen\":1.5," WHAT "}}", "$.payment.amount_fen:", "whole number"},
    {HEAD PAGES ",\"payment\":{\"amount_fen\":100000001," WHAT "}}", "$.payment.amount_fen:", "from 0 to"},
    {HEAD PAGES ",\"payment\":{\"amount_fen\":1}}", "$.payment:", "needs a member named \"what\""},
    {HEAD PAGES ",\"payment\":{\"amount_fen\":1," WHAT ",\"apps\":[1]}}",
     "$.payment.apps[0]:", "must be an object"},
    {HEAD PAGES ",\"payment\":{\"amount_fen\":1," WHAT ",\"apps\":[{},{},{},{},{}]}}", "$.payment.apps",
     "more than 4"},
};

/* A report is made without a card, so nothing may ask for one. */
static void test_broken_report(void **state)
{
    static const char *const rests[][2] = {
        {",\"min_age\":60}", "without a card"},
        {",\"photo\":true}", "the photo of a card"},
        {",\"materials\":[{\"code\":\"611\"," MATERIAL "}]}", "without a card"},
        {",\"needs_line\":true}", "never needs the line"},
        {",\"signature\":true,\"statement\":{\"zh\":\"真\",\"en\":\"True\"}}", "without a card"},
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rests); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *whole = g_strconcat(HEAD PAGES, rests[i][0], NULL);
        g_autoptr(GString) json = g_string_new(whole);

        g_string_replace(json, "\"application\"", "\"report\"", 1);
        assert_null(catalog_parse("one.json", json->str, json->len, &error));
        assert_non_null(strstr(error->message, rests[i][1]));
    }
}

/* What is asked before a time is picked may have pages; nothing of it is signed, nor done without the line.
 */
static void test_booking(void **state)
{
    static const char *const rests[][2] = {
        {",\"needs_line\":true}", NULL},
        {",\"needs_line\":true,\"materials\":[{\"code\":\"611\"," MATERIAL "}]}", NULL},
        {"}", "needs the line"},
        {",\"needs_line\":true,\"signature\":true,\"statement\":{\"zh\":\"真\",\"en\":\"True\"}}",
         "only an application has a signature"},
        {",\"needs_line\":true,\"payment\":{\"amount_fen\":1,\"what\":{\"zh\":\"费\",\"en\":\"Fee\"}}}",
         "payment"},
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rests); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *whole = g_strconcat(HEAD PAGES, rests[i][0], NULL);
        g_autoptr(GString) json = g_string_new(whole);
        struct catalog *c;

        g_string_replace(json, "\"application\"", "\"booking\"", 1);
        c = catalog_parse("one.json", json->str, json->len, &error);
        assert_true((c != NULL) == (rests[i][1] == NULL));
        if (c == NULL)
            assert_non_null(strstr(error->message, rests[i][1]));
        catalog_free(c);
    }
}

static void test_broken(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        g_autoptr(GError) error = NULL;
        struct catalog *c = catalog_parse("one.json", broken[i].json, strlen(broken[i].json), &error);

        assert_null(c);
        assert_non_null(error);
        if (strstr(error->message, broken[i].path) == NULL ||
            strstr(error->message, broken[i].reason) == NULL ||
            !g_str_has_prefix(error->message, "one.json: "))
            fail_msg("case %zu: wanted %s %s, got: %s", i, broken[i].path, broken[i].reason, error->message);
    }
}

static void test_whole(void **state)
{
    static const char json[] = HEAD PAGES "}";
    g_autoptr(GError) error = NULL;
    struct catalog *c = catalog_parse("one.json", json, strlen(json), &error);

    (void)state;
    assert_non_null(c);
    assert_int_equal(c->service_count, 1);
    catalog_free(c);
}

static void put(const char *dir, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);

    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void count_fault(const char *fault, void *data)
{
    unsigned *count = data;

    assert_non_null(strstr(fault, ".json: $"));
    (*count)++;
}

/* One spoilt file costs its own service; the strict load names it. */
static void test_folder(void **state)
{
    g_autofree char *dir = g_dir_make_tmp("catalog-XXXXXX", NULL);
    g_autofree char *blocks = g_build_filename(dir, "blocks", NULL);
    g_autoptr(GError) error = NULL;
    struct catalog *c;
    unsigned faults = 0;

    (void)state;
    assert_int_equal(g_mkdir(blocks, 0700), 0);
    put(blocks, "categories.json", "[{\"code\":\"any\",\"name\":{\"zh\":\"都\",\"en\":\"Any\"}}]");
    put(dir, "a.json", HEAD PAGES "}");
    put(dir, "b.json", "{\"code\":");
    put(dir, "c.json", HEAD PAGES "}"); /* the same code again */
    assert_null(catalog_load(dir, &error));
    assert_non_null(strstr(error->message, "b.json: $: line 1"));
    assert_non_null(strstr(error->message, "c.json: $.code: another file"));
    c = catalog_load_sound(dir, count_fault, &faults);
    assert_int_equal(c->service_count, 1);
    assert_int_equal(faults, 2);
    catalog_free(c);
    for (const char *const *name =
             (const char *const[]){"blocks/categories.json", "a.json", "b.json", "c.json", "blocks", NULL};
         *name != NULL; name++) {
        g_autofree char *path = g_build_filename(dir, *name, NULL);

        assert_int_equal(g_remove(path), 0);
    }
    assert_int_equal(g_remove(dir), 0);
}

/* An icon that this release does not draw is a fault before the catalog reaches a kiosk, and none there. */
static void test_icons(void **state)
{
    g_autofree char *dir = g_dir_make_tmp("catalog-XXXXXX", NULL);
    g_autofree char *blocks = g_build_filename(dir, "blocks", NULL);
    g_autofree char *file = g_build_filename(dir, "a.json", NULL);
    g_autofree char *categories = g_build_filename(blocks, "categories.json", NULL);
    g_autoptr(GError) error = NULL;
    unsigned faults = 0;
    struct catalog *c;

    (void)state;
    assert_int_equal(g_mkdir(blocks, 0700), 0);
    put(blocks, "categories.json", "[{\"code\":\"any\",\"name\":{\"zh\":\"都\",\"en\":\"Any\"}}]");
    put(dir, "a.json", HEAD PAGES ",\"materials\":[{\"code\":\"611\"," MATERIAL "}]}");
    c = catalog_load_checked(dir, &error);
    assert_non_null(c);
    catalog_free(c);
    put(dir, "a.json",
        HEAD PAGES ",\"materials\":[{\"code\":\"611\",\"label\":{\"zh\":\"纸\",\"en\":\"Paper\"},"
                   "\"icon\":\"bagde\"}]}");
    assert_null(catalog_load_checked(dir, &error));
    assert_non_null(strstr(error->message, "a.json: $.materials[0].icon: \"bagde\" is no icon"));
    c = catalog_load_sound(dir, count_fault, &faults);
    assert_int_equal(c->service_count, 1);
    assert_int_equal(faults, 0);
    catalog_free(c);
    assert_int_equal(g_remove(file) | g_remove(categories) | g_remove(blocks) | g_remove(dir), 0);
}

#define ASKS_PHONE ",\"fallback\":true,\"pages\":[[{\"type\":\"phone\",\"required\":true," FIELD "}]]"

/* One may be left where a question got no answer: for somebody known, with a number to answer to. */
static void test_fallback(void **state)
{
    static const char *const rests[][2] = {
        {HEAD PAGES ",\"fallback\":true}", "must ask a phone"},
        {HEAD ASKS_PHONE ",\"min_age\":60}", "has no materials"},
        {HEAD ASKS_PHONE ",\"photo\":true}", "has no materials"},
        {HEAD ASKS_PHONE ",\"materials\":[{\"code\":\"611\"," MATERIAL "}]}", "has no materials"},
        {HEAD ASKS_PHONE ",\"payment\":{\"amount_fen\":1," WHAT "}}", "has no materials"},
        {HEAD ASKS_PHONE "}", NULL},
    };
    g_autofree char *dir = g_dir_make_tmp("catalog-XXXXXX", NULL),
                    *blocks = g_build_filename(dir, "blocks", NULL);
    g_autofree char *other = g_strconcat("{\"code\":\"two\"", strchr(HEAD ASKS_PHONE "}", ','), NULL);
    g_autoptr(GError) twice = NULL;
    struct catalog *c;

    (void)state;
    for (unsigned i = 0; i < G_N_ELEMENTS(rests); i++) {
        g_autoptr(GError) error = NULL;

        c = catalog_parse("x.json", rests[i][0], strlen(rests[i][0]), &error);
        assert_true((c != NULL) == (rests[i][1] == NULL));
        if (c == NULL)
            assert_non_null(strstr(error->message, rests[i][1]));
        else
            assert_true(c->service_count == 0 && c->fallback != NULL);
        catalog_free(c);
    }
    assert_int_equal(g_mkdir(blocks, 0700), 0);
    put(blocks, "categories.json", "[{\"code\":\"any\",\"name\":{\"zh\":\"都\",\"en\":\"Any\"}}]");
    put(dir, "a.json", HEAD ASKS_PHONE "}");
    put(dir, "b.json", other);
    assert_null(catalog_load(dir, &twice));
    assert_non_null(strstr(twice->message, "b.json: $.fallback: another file"));
    for (const char *const *name =
             (const char *const[]){"blocks/categories.json", "a.json", "b.json", "blocks", NULL};
         *name != NULL; name++) {
        g_autofree char *path = g_build_filename(dir, *name, NULL);

        assert_int_equal(g_remove(path), 0);
    }
    assert_int_equal(g_remove(dir), 0);
}

static void test_no_folder(void **state)
{
    g_autoptr(GError) error = NULL;

    (void)state;
    assert_null(catalog_load("/nonexistent/catalog", &error));
    assert_non_null(strstr(error->message, "/nonexistent/catalog"));
    assert_non_null(strstr(error->message, "cannot be opened"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped),       cmocka_unit_test(test_delivery),  cmocka_unit_test(test_broken),
        cmocka_unit_test(test_broken_report), cmocka_unit_test(test_booking),   cmocka_unit_test(test_whole),
        cmocka_unit_test(test_folder),        cmocka_unit_test(test_no_folder), cmocka_unit_test(test_icons),
        cmocka_unit_test(test_fallback),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
