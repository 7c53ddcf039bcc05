/* Notices on their way into the store: fetched when they changed, kept when the line or the platform is not
 * as it should be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>

#include "store/bell.h"
#include "store/notices.h"
#include "sync/news.h"
#include "wire/notices.h"

struct house {
    char *folder;
    struct store *store;
    struct news news;
    const char *body; /* NULL: not reached */
    const char *tag;
    int status;
    char asked_tag[48];
};

static void fake_ask(void *data, const char *path, const char *tag, struct client_answer *answer)
{
    struct house *h = data;

    assert_string_equal(path, "/v1/notices");
    g_strlcpy(h->asked_tag, tag, sizeof h->asked_tag);
    if (!h->body) {
        g_strlcpy(answer->problem, "no route", sizeof answer->problem);
        return;
    }
    *answer = (struct client_answer){.reached = true, .status = h->status};
    g_strlcpy(answer->type, "application/json", sizeof answer->type);
    g_strlcpy(answer->tag, h->tag, sizeof answer->tag);
    secret_bytes_text(&answer->body, h->body);
}

static int set_up(void **state)
{
    struct house *h = g_new0(struct house, 1);

    h->folder = g_dir_make_tmp("news-XXXXXX", NULL);
    h->store = store_open(h->folder, NULL);
    assert_non_null(h->store);
    h->status = 200;
    news_init(&h->news, h->store, fake_ask, h);
    *state = h;
    return 0;
}

static int tear_down(void **state)
{
    struct house *h = *state;
    g_autoptr(GDir) dir = g_dir_open(h->folder, 0, NULL);
    const char *name;

    store_close(h->store);
    while ((name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(h->folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(h->folder);
    g_free(h->folder);
    g_free(h);
    return 0;
}

#define ONE(id)                                                                                                \
    "{\"id\":\"" id "\",\"kind\":\"notice\",\"topic\":\"water\",\"title\":{\"zh\":\"停水\",\"en\":\"Off\"}," \
    "\"text\":{\"zh\":\"停。\",\"en\":\"No water.\"},\"issuer\":{\"zh\":\"居委会\",\"en\":\"\"},"         \
    "\"published\":\"2026-03-18T01:00:00.000Z\",\"from\":\"2026-03-18T01:00:00.000Z\","                        \
    "\"until\":\"2026-03-20T08:30:00.000Z\"}"
#define LIST(all) "{\"notices\":[" all "]}"

static unsigned kept(const struct house *h)
{
    struct notices *notices = store_notices_get(h->store, NULL);
    assert_non_null(notices);
    unsigned count = notices->count;
    notices_free(notices);
    return count;
}

static void test_a_list_lands_whole_and_in_order(void **state)
{
    struct house *h = *state;

    h->body = LIST(ONE("b") "," ONE("a"));
    h->tag = "\"1\"";
    assert_true(news_look(&h->news, NULL));
    struct notices *notices = store_notices_get(h->store, NULL);
    struct notices *told = message_notices_parse(h->body, strlen(h->body), NULL);
    assert_int_equal(notices->count, 2);
    assert_string_equal(notices->list[0].id, "b");
    assert_true(notices_same(notices, told));
    notices_free(notices);
    notices_free(told);
    h->body = LIST("");
    h->tag = "\"2\"";
    assert_true(news_look(&h->news, NULL));
    assert_string_equal(h->asked_tag, "\"1\"");
    assert_int_equal(kept(h), 0);
}

static void test_without_the_line_what_is_kept_stands(void **state)
{
    struct house *h = *state;
    g_autoptr(GError) error = NULL;

    h->body = LIST(ONE("a"));
    h->tag = "\"1\"";
    assert_true(news_look(&h->news, NULL));
    h->body = NULL;
    assert_false(news_look(&h->news, &error));
    assert_non_null(strstr(error->message, "no route"));
    assert_int_equal(kept(h), 1);
    h->body = "";
    h->status = 304;
    assert_true(news_look(&h->news, NULL)); /* the tag survived the gap */
    assert_string_equal(h->asked_tag, "\"1\"");
    assert_int_equal(kept(h), 1);
}

static void test_what_is_no_list_changes_nothing_and_is_asked_for_again(void **state)
{
    struct house *h = *state;
    static const char *const odd[] = {"<html>", "{}", "[]", LIST("{}"), LIST(ONE("a") "," ONE("A b"))};

    h->body = LIST(ONE("a"));
    h->tag = "\"1\"";
    assert_true(news_look(&h->news, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(odd); i++) {
        g_autoptr(GError) error = NULL;
        h->body = odd[i];
        h->tag = "\"odd\"";
        assert_false(news_look(&h->news, &error));
        assert_non_null(error);
        assert_int_equal(kept(h), 1);
        assert_false(news_look(&h->news, NULL));
        assert_string_equal(h->asked_tag, ""); /* the odd one's tag was not taken */
    }
    g_autoptr(GError) refused = NULL;
    h->status = 404;
    assert_false(news_look(&h->news, &refused));
    assert_non_null(strstr(refused->message, "no notices: "));
    assert_int_equal(kept(h), 1);
}

static void test_the_bell_rings_only_for_news(void **state)
{
    struct house *h = *state;
    struct bell *bell = bell_new(h->folder, NULL);
    struct pollfd fd = {.fd = bell_fd(bell), .events = POLLIN};

    h->body = LIST(ONE("a"));
    h->tag = "\"1\"";
    assert_true(news_look(&h->news, NULL));
    assert_int_equal(poll(&fd, 1, 2000), 1);
    bell_answer(bell);
    assert_true(news_look(&h->news, NULL)); /* the same again, sent whole */
    assert_int_equal(poll(&fd, 1, 50), 0);
    bell_free(bell);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_list_lands_whole_and_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_without_the_line_what_is_kept_stands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_no_list_changes_nothing_and_is_asked_for_again, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_the_bell_rings_only_for_news, set_up, tear_down),
    };

    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
