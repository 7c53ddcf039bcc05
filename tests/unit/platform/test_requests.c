/* Requests for an answer by message: what was asked, what is its answer, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/capture.h"
#include "case_post.h"
#include "platform/requests.h"

enum { NEWEST = 128 };

/* A request for an answer by message says what was asked; what is no code of a service is left out. */
static void a_request_says_what_was_asked(void **state)
{
    struct room *room = *state;
    char plain[RECEIPT_TEXT], about[RECEIPT_TEXT], wrong[RECEIPT_TEXT];
    case_post(room, 1, "application", ROOM_PERSON, "", plain);
    case_post(room, 2, "application", ROOM_PERSON, ",\"asked\":{\"service\":\"shebao-chaxun\"}", about);
    case_post(room, 3, "application", ROOM_PERSON, ",\"asked\":{\"service\":\"赵春梅\"}", wrong);
    assert_true(worker_message(room->platform.storage, about, "一共交了 36 个月", ROOM_NOW_MS, NULL));
    struct message_answer mine = case_ask(room, ROOM_PERSON);
    assert_int_equal(mine.progress.count, 3);
    assert_string_equal(mine.progress.cases[0].about, "");
    assert_string_equal(mine.progress.cases[1].about, "shebao-chaxun");
    assert_string_equal(mine.progress.cases[1].said, "一共交了 36 个月");
    assert_string_equal(mine.progress.cases[2].about, "");
    message_answer_clear(&mine);
}

static void keep_request(const struct storage_request *request, void *data)
{
    assert_non_null(memmem(request->record, request->record_len, "\"asked\"", 7));
    g_snprintf(data, NEWEST, "%s %s %s %s", request->receipt, request->about, request->state, request->words);
}

/* What the person reads of the only request: its newest state, and the words beside it. */
static void assert_told(struct room *room, enum case_state state, const char *said)
{
    struct message_answer mine = case_ask(room, ROOM_PERSON);
    const struct message_case *kase = &mine.progress.cases[0];
    assert_int_equal(kase->steps[kase->step_count - 1].state, state);
    assert_string_equal(kase->said, said);
    message_answer_clear(&mine);
}

/* A message before the answer is none: the request waits on. The page on a phone tells none of the words. */
static void a_reply_answers_a_request_and_a_message_does_not(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    case_post(room, 1, "application", ROOM_PERSON, ",\"asked\":{\"service\":\"shebao-chaxun\"}", number);
    g_autofree char *body = g_strdup_printf("{\"kind\":\"progress\",\"receipt\":\"%s\"}", number),
                    *path = g_strconcat("/p/", number, NULL);
    struct reply page = room_ask(room, "GET", path, NULL);
    assert_non_null(strstr(page.body, "收到您问的事"));
    assert_null(strstr(page.body, "申请"));
    assert_null(strstr(page.body, "有回话了"));
    reply_clear(&page);
    case_set_state(room, number, "reviewing", "", "");
    assert_true(worker_message(room->platform.storage, number, "在替您问，后天有结果", ROOM_NOW_MS, NULL));
    assert_told(room, CASE_REVIEWING, "在替您问，后天有结果");
    page = room_ask(room, "GET", path, NULL);
    assert_null(strstr(page.body, "有回话了"));
    reply_clear(&page);
    char newest[NEWEST] = "";
    g_autofree char *line = g_strconcat(number, " shebao-chaxun reviewing 在替您问，后天有结果", NULL);
    assert_true(storage_requests(room->platform.storage, keep_request, newest, NULL));
    assert_string_equal(newest, line);
    assert_true(worker_reply(room->platform.storage, number, "一共交了 36 个月", ROOM_NOW_MS, NULL));
    for (int closed = 0; closed < 2; closed++) {
        assert_told(room, CASE_DONE, "一共交了 36 个月");
        page = room_ask(room, "GET", path, NULL);
        assert_non_null(strstr(page.body, "有回话了"));
        assert_null(strstr(page.body, "class=\"now\""));
        assert_null(strstr(page.body, "36 个月"));
        reply_clear(&page);
        struct reply by_paper = room_ask(room, "POST", "/v1/online", body);
        assert_non_null(strstr(by_paper.body, "有回话了"));
        assert_non_null(strstr(by_paper.body, "\"about\":\"ban-shi-jindu\""));
        assert_null(strstr(by_paper.body, "shebao"));
        reply_clear(&by_paper);
        case_set_state(room, number, closed ? "done" : "approved", "", "");
    }
}

static void what_asks_for_no_answer_is_not_replied_to(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    case_post(room, 1, "application", ROOM_PERSON, "", number);
    const char *const numbers[] = {number, "206170009996", "206170009996-pension"};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_autoptr(GError) error = NULL;
        assert_false(worker_reply(room->platform.storage, numbers[i], "交了", ROOM_NOW_MS, &error));
        assert_non_null(
            strstr(error->message, i == 0 ? "'requests' lists" : "no application has the number"));
    }
    assert_told(room, CASE_RECEIVED, "");
}

/* What a resident may write into the sealed record: on the worker's terminal it is one row, and nothing
 * obeys. */
static void a_wish_forges_no_row(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    case_post(
        room, 1, "application", ROOM_PERSON,
        ",\"asked\":{\"service\":\"shebao-chaxun\",\"name\":\"查社保\\n206170000019  received  13800000000\","
        "\"wish\":\"\\u001b[2J\\u202e\\u009b\"}",
        number);
    struct capture c = capture_start(stdout);
    assert_true(requests_list(room->platform.storage, NULL));
    g_autofree char *listed = capture_end(c);
    assert_true(g_str_has_prefix(listed, number));
    assert_non_null(strstr(listed, "查社保\ufffd206170000019"));
    assert_null(strchr(listed, '\x1b'));
    assert_ptr_equal(strchr(listed, '\n'), listed + strlen(listed) - 1);
    c = capture_start(stdout);
    assert_true(worker_show(room->platform.storage, number, NULL));
    g_autofree char *shown = capture_end(c);
    assert_null(strstr(shown, "\u202e"));
    assert_ptr_equal(strchr(shown, '\n'), shown + strlen(shown) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(a_request_says_what_was_asked),
        ROOM(a_reply_answers_a_request_and_a_message_does_not),
        ROOM(what_asks_for_no_answer_is_not_replied_to),
        ROOM(a_wish_forges_no_row),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
