#include "base/check.h"

#include <glib.h>
#include <glib/gstdio.h>

#include "base/words.h"

/* A catalogue as msgfmt writes it (little-endian MO, revision 0): the header and one sentence. */
static void write_mo(const char *file)
{
    static const char *const sources[] = {"", "请刷一下身份证"};
    static const char *const translations[] = {"Content-Type: text/plain; charset=UTF-8\n",
                                               "Lay your ID card here"};
    enum { COUNT = 2, TABLE = 28 };
    guint32 head[7 + COUNT * 4] = {0x950412DE, 0, COUNT, TABLE, TABLE + COUNT * 8, 0, TABLE + COUNT * 16};
    GString *texts = g_string_new(NULL);
    for (int i = 0; i < COUNT * 2; i++) {
        const char *text = i < COUNT ? sources[i] : translations[i - COUNT];
        head[7 + i * 2] = (guint32)strlen(text);
        head[8 + i * 2] = (guint32)(sizeof head + texts->len);
        g_string_append_len(texts, text, (gssize)strlen(text) + 1);
    }
    g_string_prepend_len(texts, (const char *)head, sizeof head);
    assert_true(g_file_set_contents(file, texts->str, (gssize)texts->len, NULL));
    g_string_free(texts, TRUE);
}

static void test_two_languages_at_once(void **state)
{
    (void)state;
    g_autofree char *dir = g_dir_make_tmp("words-XXXXXX", NULL);
    g_autofree char *en = g_build_filename(dir, "en", NULL),
                    *messages = g_build_filename(en, "LC_MESSAGES", NULL);
    g_autofree char *file = g_build_filename(messages, "linchuang-en.mo", NULL);
    g_mkdir_with_parents(messages, 0700);
    write_mo(file);
    words_start(dir);
    assert_string_equal(words(LANGUAGE_ZH, "请刷一下身份证"), "请刷一下身份证");
    assert_string_equal(words(LANGUAGE_EN, "请刷一下身份证"), "Lay your ID card here");
    assert_string_equal(words(LANGUAGE_ZH, "请刷一下身份证"), "请刷一下身份证");
    assert_string_equal(words(LANGUAGE_EN, "没有译文"), "没有译文");
    assert_string_equal(words(LANGUAGE_EN, ""), ""); /* and not the header of the catalogue */
    g_remove(file);
    g_rmdir(messages);
    g_rmdir(en);
    g_rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_languages_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
