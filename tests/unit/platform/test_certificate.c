/* A certificate as a page of A4: to whom it was given, as a whole PDF with its fonts; to nobody else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>

#include "platform/platform_room.h"
#include "wire/messages.h"

#define WANG "\"person\":{\"name\":\"王秀兰\",\"number\":\"" ROOM_PERSON "\"}"
#define OTHER "\"person\":{\"name\":\"张伟\",\"number\":\"341199199903070032\"}"

/* Asked by the leak sanitizer, where there is one. cairo 1.16 loses a table of each font that it makes
 * smaller (some 800 bytes), fontconfig one of its configuration; both are theirs, and of no person. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libcairo\nleak:libfontconfig\n";
}

static struct reply ask(struct room *room, const char *kind, const char *person, const char *number)
{
    g_autofree char *body = g_strdup_printf(
        "{\"kind\":\"%s\",\"service\":\"canbao-zhengming\",%s,\"number\":\"%s\"}", kind, person, number);
    return room_ask(room, "POST", "/v1/online", body);
}

/* The number under which the page can be had. */
static char *issue(struct room *room)
{
    struct reply reply = ask(room, "certificate", WANG, "");
    struct message_answer answer;
    assert_int_equal(reply.status, 200);
    assert_true(message_answer_parse(reply.body, reply.len, &answer, NULL));
    char *number = g_strdup(answer.page);
    message_answer_clear(&answer);
    reply_clear(&reply);
    assert_int_equal(strlen(number), 16);
    return number;
}

static void it_is_a_whole_pdf_of_a4(void **state)
{
    g_autofree char *number = issue(*state);
    struct reply reply = ask(*state, "document", WANG, number);
    struct secret_bytes pdf = {0};
    assert_int_equal(reply.status, 200);
    assert_true(message_page_parse(reply.body, reply.len, &pdf, NULL));
    const char *data = (const char *)pdf.data;
    assert_true(pdf.len > 10000 && reply.len < WIRE_ANSWER_MAX); /* with the letters it needs, and no more */
    assert_non_null(g_strstr_len(data + pdf.len - 16, 16, "%%EOF"));
    assert_non_null(memmem(data, pdf.len, "/FontFile", strlen("/FontFile"))); /* embedded */
    const char *save = g_getenv("LC_SAVE_PAGE");
    if (save)
        assert_true(g_file_set_contents(save, data, (gssize)pdf.len, NULL));
    secret_bytes_clear(&pdf);
    reply_clear(&reply);
}

static void nobody_else_gets_it(void **state)
{
    g_autofree char *number = issue(*state);
    static const char *const wrong[] = {"", "0000000000000000", "1'; --"};
    struct reply reply = ask(*state, "document", OTHER, number);
    assert_int_equal(reply.status, 404);
    reply_clear(&reply);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        reply = ask(*state, "document", WANG, wrong[i]);
        assert_int_equal(reply.status, 404);
        reply_clear(&reply);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_a_whole_pdf_of_a4, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_else_gets_it, set_up, tear_down),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
