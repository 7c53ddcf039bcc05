/* Requests and answers without sockets: what is refused before the body, pages for people, questions of a
 * visit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "platform_room.h"
#include "wire/proof.h"

static const char person[] = "\"person\":{\"name\":\"王秀兰\",\"number\":\"" ROOM_PERSON "\"}";

static void refusals_say_what_to_do(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *method, *path, *token, *type;
        unsigned status;
    } cases[] = {
        {"GET", "/nothing", "", "", 404},
        {"GET", "/p/", "", "", 404},
        {"GET", "/p/1/2", "", "", 404},
        {"PUT", "/v1/health", "", "", 405},
        {"GET", "/v1/submissions", "", "", 405},
        {"POST", "/v1/submissions", "", SUBMISSIONS_TYPE, 401},
        {"POST", "/v1/submissions", "Bearer wrong", SUBMISSIONS_TYPE, 401},
        {"POST", "/v1/submissions", "Bearer ", SUBMISSIONS_TYPE, 401},
        {"POST", "/v1/submissions", "Bearer " ROOM_TOKEN "x", SUBMISSIONS_TYPE, 401},
        {"POST", "/v1/online", "Basic " ROOM_TOKEN, ONLINE_TYPE, 401},
        {"POST", "/v1/submissions", "Bearer " ROOM_TOKEN, "text/html", 415},
        {"POST", "/v1/submissions", "Bearer " ROOM_TOKEN, "application/cloudevents-batch+jsonx", 415},
        {"POST", "/v1/submissions", "Bearer " ROOM_TOKEN, SUBMISSIONS_TYPE, 400},
        {"POST", "/v1/online", "Bearer " ROOM_TOKEN, "application/json; charset=utf-8", 400},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct request request = {cases[i].method, cases[i].path,        cases[i].type,
                                  cases[i].token,  (const uint8_t *)"{", 1};
        struct reply reply = {0};
        route_answer(&room->platform, &request, &reply);
        assert_int_equal(reply.status, cases[i].status);
        assert_string_equal(reply.type, REPLY_PROBLEM);
        json_t *problem = json_loadb(reply.body, reply.len, 0, NULL);
        assert_int_equal(json_integer_value(json_object_get(problem, "status")), cases[i].status);
        assert_true(
            g_str_has_prefix(json_string_value(json_object_get(problem, "type")), "urn:kiosk:problem:"));
        assert_true(*json_string_value(json_object_get(problem, "title")));
        if (cases[i].status == 405)
            assert_non_null(reply.allow);
        json_decref(problem);
        reply_clear(&reply);
    }
}

static void health_answers_and_head_too(void **state)
{
    struct room *room = *state;
    static const char *const methods[] = {"GET", "HEAD"};
    for (size_t i = 0; i < 2; i++) {
        struct reply reply = room_ask(room, methods[i], "/v1/health", NULL);
        assert_int_equal(reply.status, 200);
        reply_clear(&reply);
    }
}

static void the_progress_page_shows_states_and_nothing_personal(void **state)
{
    struct room *room = *state;
    char receipt[RECEIPT_TEXT];
    assert_true(receipt_make("20617", 7, receipt));
    struct storage_put put = {.submission = {.receipt = receipt,
                                             .kiosk = "20617",
                                             .kind = "application",
                                             .service = "gaoling-jintie",
                                             .received_ms = ROOM_NOW_MS,
                                             .record = "{\"person\":{\"name\":\"王秀兰\"}}",
                                             .record_len = strlen("{\"person\":{\"name\":\"王秀兰\"}}")}};
    assert_true(storage_put(room->platform.storage, &put, 1, NULL));
    assert_true(storage_set_state(room->platform.storage, receipt,
                                  &(struct storage_step){.state = "reviewing", .at_ms = ROOM_NOW_MS + 60000},
                                  NULL));
    g_autofree char *path = g_strconcat("/p/", receipt, NULL);
    struct reply reply = room_ask(room, "GET", path, NULL);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "收到申请"));
    assert_non_null(strstr(reply.body, "class=\"now\"><b>正在审"));
    assert_null(strstr(reply.body, "王秀兰"));
    assert_null(strstr(reply.body, "gaoling"));
    reply_clear(&reply);
}

static void an_unknown_number_gets_a_kind_page(void **state)
{
    struct room *room = *state;
    static const char *const paths[] = {"/p/206170000999", "/p/<script>", "/v/1234567890123456", "/v/x"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        struct reply reply = room_ask(room, "GET", paths[i], NULL);
        assert_int_equal(reply.status, 404);
        assert_string_equal(reply.type, REPLY_HTML);
        assert_non_null(strstr(reply.body, "请"));
        assert_null(strstr(reply.body, "<script"));
        reply_clear(&reply);
    }
}

static json_t *ask_online(struct room *room, const char *body, unsigned status)
{
    struct reply reply = room_ask(room, "POST", "/v1/online", body);
    assert_int_equal(reply.status, status);
    json_t *answer = json_loadb(reply.body, reply.len, 0, NULL);
    assert_non_null(answer);
    reply_clear(&reply);
    return answer;
}

static void the_kiosk_reads_both_answers(void **state)
{
    struct room *room = *state;
    static const char *const asks[] = {"query\",\"service\":\"shebao-chaxun",
                                       "certificate\",\"service\":\"canbao-zhengming"};
    for (size_t i = 0; i < G_N_ELEMENTS(asks); i++) {
        g_autofree char *body = g_strdup_printf("{\"kind\":\"%s\",%s}", asks[i], person);
        struct reply reply = room_ask(room, "POST", WIRE_PATH_ONLINE, body);
        struct message_answer answer;
        assert_int_equal(reply.status, 200);
        assert_true(message_answer_parse(reply.body, reply.len, &answer, NULL));
        assert_string_equal(answer.title_zh, i ? "社保参保证明" : "社保缴费记录");
        assert_true(g_str_has_prefix(answer.title_en, i ? "Certificate" : "Social"));
        assert_int_equal(*answer.verify != 0, i);
        assert_true(answer.row_count >= (i ? 9 : 2));
        message_answer_clear(&answer);
        reply_clear(&reply);
    }
}

static void a_record_is_the_same_at_every_ask(void **state)
{
    struct room *room = *state;
    g_autofree char *body = g_strdup_printf("{\"kind\":\"query\",\"service\":\"shebao-chaxun\",%s}", person);
    json_t *first = ask_online(room, body, 200);
    clock_advance(&room->platform.clock, 40ll * 24 * 3600 * 1000);
    json_t *second = ask_online(room, body, 200);
    assert_true(json_equal(first, second));
    json_decref(first);
    json_decref(second);
}

/* Of 24 to 83 months: a row a year, the newest first, and together as many months as the sentence above says.
 */
static void a_record_is_told_by_the_year(void **state)
{
    g_autofree char *body = g_strdup_printf("{\"kind\":\"query\",\"service\":\"shebao-chaxun\",%s}", person);
    json_t *answer = ask_online(*state, body, 200);
    const json_t *rows = json_object_get(answer, "rows"), *row;
    size_t i;
    int year = 0, months = 0;
    json_array_foreach(rows, i, row)
    {
        const char *label = json_string_value(json_object_get(json_object_get(row, "label"), "zh")),
                   *value = json_string_value(json_object_get(row, "value"));
        assert_true(g_str_has_suffix(label, " 年"));
        assert_true(i == 0 || atoi(label) == year - 1);
        year = atoi(label);
        months += atoi(value);
        assert_true(strstr(value, " 个月，¥") && strlen(value) < 96);
    }
    assert_in_range(i, 2, 8);
    assert_in_range(months, 24, 83);
    const char *note = json_string_value(json_object_get(json_object_get(answer, "note"), "zh"));
    g_autofree char *all = g_strdup_printf("一共交了 %d 个月。", months);
    assert_true(g_str_has_suffix(note, all));
    assert_non_null(strstr(note, " 年 "));
    assert_null(strstr(note, "-")); /* 2022-03 is for a table */
    json_decref(answer);
}

static bool has_chinese(const char *text)
{
    for (const char *at = text; *at; at = g_utf8_next_char(at))
        if (g_unichar_get_script(g_utf8_get_char(at)) == G_UNICODE_SCRIPT_HAN)
            return true;
    return false;
}

/* Chinese without its meaning could only be read as it came; a person's own name is. */
static void check_meanings(struct room *room, const char *ask)
{
    g_autofree char *body = g_strdup_printf("{\"kind\":\"%s\",%s}", ask, person);
    struct reply reply = room_ask(room, "POST", WIRE_PATH_ONLINE, body);
    struct message_answer answer;
    assert_int_equal(reply.status, 200);
    assert_true(message_answer_parse(reply.body, reply.len, &answer, NULL));
    assert_true(answer.row_count > 0);
    assert_false(has_chinese(answer.title_en) || has_chinese(answer.note_en));
    for (size_t i = 0; i < answer.row_count; i++) {
        const struct message_answer_row *row = &answer.rows[i];
        if (has_chinese(row->value) && row->means.is == MESSAGE_AS_TOLD && strcmp(row->zh, "姓名") != 0)
            fail_msg("%s: %s means nothing", ask, row->value);
        if (has_chinese(row->en) || (row->means.is == MESSAGE_WORDS && has_chinese(row->means.en)))
            fail_msg("%s: %s is Chinese in English", ask, row->value);
    }
    message_answer_clear(&answer);
    reply_clear(&reply);
}

static void what_is_told_can_be_said_in_another_language(void **state)
{
    check_meanings(*state, "query\",\"service\":\"shebao-chaxun");
    check_meanings(*state, "certificate\",\"service\":\"canbao-zhengming");
    check_meanings(*state, "vote\",\"service\":\"tou-piao\",\"ballot\":\"chongdian-peng\",\"pick\":\"yes");
}

static void a_certificate_can_be_verified(void **state)
{
    struct room *room = *state;
    uint8_t secret_key[PROOF_SECRET_BYTES];
    struct proof_keys keys = {.count = 1};
    struct proof proof;
    crypto_sign_keypair(keys.key[0], secret_key);
    room->keys.sign_secret = secret_key;
    g_autofree char *body =
        g_strdup_printf("{\"kind\":\"certificate\",\"service\":\"canbao-zhengming\",%s}", person);
    json_t *answer = ask_online(room, body, 200);
    const char *verify = json_string_value(json_object_get(answer, "verify"));
    assert_true(g_str_has_prefix(verify, "https://platform.example/v/"));
    assert_true(strlen(verify) < 640);      /* the kiosk's room for it */
    const char *code = strchr(verify, '#'); /* what a phone does not send */
    assert_int_equal(proof_open(verify, &keys, &proof), PROOF_TRUE);
    g_autofree char *path = g_strndup(verify, (gsize)(code - verify));
    struct reply page = room_ask(room, "GET", path + strlen("https://platform.example"), NULL);
    assert_int_equal(page.status, 200);
    assert_non_null(strstr(page.body, "王*兰"));
    assert_null(strstr(page.body, "王秀兰"));
    assert_null(strstr(page.body, ROOM_PERSON));
    reply_clear(&page);
    json_decref(answer);
    room->keys.sign_secret = NULL;
}

static void wrong_questions_are_refused(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *body;
        unsigned status;
    } cases[] = {
        {"[]", 400},
        {"{\"kind\":1}", 422},
        {"{\"kind\":\"query\",\"service\":\"no-such\"}", 422},
        {"{\"kind\":\"query\",\"service\":\"shebao-chaxun\"}", 422},
        {"{\"kind\":\"query\",\"service\":\"shebao-chaxun\",\"person\":{\"name\":\"王\",\"number\":"
         "\"34119919430512\"}}",
         422},
        {"{\"kind\":\"progress\",\"receipt\":\"206170000999\"}", 404},
        {"{\"kind\":\"progress\"}", 404},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        json_decref(ask_online(room, cases[i].body, cases[i].status));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(refusals_say_what_to_do),
        ROOM(health_answers_and_head_too),
        ROOM(the_progress_page_shows_states_and_nothing_personal),
        ROOM(an_unknown_number_gets_a_kind_page),
        ROOM(the_kiosk_reads_both_answers),
        ROOM(a_record_is_the_same_at_every_ask),
        ROOM(a_record_is_told_by_the_year),
        ROOM(what_is_told_can_be_said_in_another_language),
        ROOM(a_certificate_can_be_verified),
        ROOM(wrong_questions_are_refused),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
