/* What somebody writes finds the service that they mean, in other words, letters and scripts too; and nothing
 * else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/load.h"
#include "catalog/search.h"

static const char *reading(uint32_t c)
{
    static const struct {
        uint32_t c;
        const char *said;
    } known[] = {{0x533b, "yi1"},  {0x4fdd, "bao3"}, {0x517b, "yang3"}, {0x8001, "lao3"},
                 {0x91d1, "jin1"}, {0x4f53, "ti3"},  {0x68c0, "jian3"}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].c == c)
            return known[i].said;
    return NULL;
}

static struct catalog *catalog;

static enum match match(const char *code, const char *text)
{
    const struct sought sought = {text, LANGUAGE_ZH, reading};

    return search_match(catalog_find(catalog, code), &sought);
}

static unsigned count(const char *text)
{
    const struct sought sought = {text, LANGUAGE_ZH, reading};

    return search_find(catalog, &sought, NULL, 0);
}

static int load(void **state)
{
    (void)state;
    catalog = catalog_load(SOURCE_DIR "/assets/catalog", NULL);
    return catalog == NULL;
}

static int unload(void **state)
{
    (void)state;
    catalog_free(catalog);
    return 0;
}

static void test_names_first(void **state)
{
    (void)state;
    assert_int_equal(match("yibao-jiaofei", "医保"), MATCH_NAME);
    assert_int_equal(match("tuixiu-yijianshi", "医保"), MATCH_WORD); /* 医保退休 */
    assert_int_equal(match("yibao-jiaofei", " 医 保。"), MATCH_NAME);
    assert_int_equal(match("yibao-jiaofei", "我要交医保缴费"), MATCH_NAME);
    assert_int_equal(match("laonian-youdai", "老人证"), MATCH_WORD);
    assert_int_equal(match("laonian-youdai", "老人优待"), MATCH_ABOUT); /* 老[年]人优待证 */
    assert_int_equal(match("bao-wenti", "漏水"), MATCH_ABOUT);          /* its line */
    assert_int_equal(match("tuixiu-yijianshi", "退休"), MATCH_NAME);
}

static void test_other_words(void **state)
{
    (void)state;
    assert_int_equal(match("shebao-chaxun", "养老金"), MATCH_WORD);
    assert_int_equal(match("jiankang-yuyue", "体检"), MATCH_NAME);
    assert_int_equal(match("jiankang-yuyue", "我想检查身体"), MATCH_WORD);
    assert_int_equal(match("gaoling-jintie", "高龄补助"), MATCH_LOOSE); /* shares 高龄 */
    assert_int_equal(match("gaoling-jintie", "电梯"), MATCH_NONE);
}

static void test_letters(void **state)
{
    (void)state;
    assert_int_equal(match("yibao-jiaofei", "yibao"), MATCH_NAME);
    assert_int_equal(match("yibao-jiaofei", "YB"), MATCH_NAME);
    assert_int_equal(match("yibao-jiaofei", "ｙｂ"), MATCH_NAME); /* as a wide keyboard writes it */
    assert_int_equal(match("yibao-jiaofei", "医b"), MATCH_NAME);
    assert_int_equal(match("yibao-jiaofei", "yibo"), MATCH_NONE);
    assert_int_equal(match("shebao-chaxun", "ylj"), MATCH_WORD);
    assert_int_equal(match("shebao-chaxun", "yanglaoj"), MATCH_WORD);
    assert_int_equal(match("yibao-jiaofei", "y"), MATCH_NONE); /* one letter says nothing */
    assert_int_equal(match("yibao-jiaofei", "medical"), MATCH_NAME);
    assert_int_equal(match("jiankang-yuyue", "check up"), MATCH_NAME); /* Check-up */
    assert_int_equal(match("bao-wenti", "port"), MATCH_NONE);          /* Report */
    assert_int_equal(match("bao-wenti", "REPORT"), MATCH_NAME);
}

/* Loose ones are shown only when nothing fits better; nothing at all for nothing. */
static void test_what_is_found(void **state)
{
    const struct sought name = {"医保", LANGUAGE_ZH, NULL}, loose = {"高龄补助金", LANGUAGE_ZH, NULL};
    const struct service *found[2] = {NULL, NULL};

    (void)state;
    assert_int_equal(search_find(catalog, &name, found, 1), 2);
    assert_string_equal(found[0]->code, "yibao-jiaofei"); /* its name, before another's word */
    assert_null(found[1]);                                /* no more than there is room for */
    assert_int_equal(search_find(catalog, &loose, found, 2), 1);
    assert_string_equal(found[0]->code, "gaoling-jintie");
    assert_int_equal(count("高龄补助金额"), 1);
    assert_int_equal(count(""), 0);
    assert_int_equal(count("，。 "), 0);
    assert_int_equal(count("火箭"), 0);
    assert_int_equal(count("体检"), 2); /* and what retiring brings along */
    assert_true(count("养老金") >= 2);
}

/* Every word of the shipped services finds its own, whoever else has it. */
static void test_every_word(void **state)
{
    (void)state;
    for (unsigned i = 0; i < catalog->service_count; i++) {
        const struct service *s = catalog->services[i];

        assert_true(s->word_count > 0);
        for (unsigned k = 0; k < s->word_count; k++) {
            assert_true(match(s->code, s->words[k].zh) >= MATCH_WORD);
            assert_true(match(s->code, s->words[k].en) >= MATCH_WORD);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_first), cmocka_unit_test(test_other_words),
        cmocka_unit_test(test_letters),     cmocka_unit_test(test_what_is_found),
        cmocka_unit_test(test_every_word),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
