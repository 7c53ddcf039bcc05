/* 办事进度 at the platform: a person's own cases and nobody else's, how far each is and what is missing; also
 * of what an earlier release filed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <jansson.h>
#include <string.h>

#include "case_post.h"
#include "platform/cases.h"
#include "platform/orders.h"

#define OTHER "341199194601010074"
#define BUNDLED                                                                                                       \
    ",\"parts\":[{\"code\":\"pension\",\"name\":\"申领养老金\",\"department\":\"县人社局\",\"workdays\":15," \
    "\"answers\":[],\"materials\":[]},{\"code\":\"medical\",\"name\":\"医保转退休\",\"department\":"             \
    "\"县医保局\",\"workdays\":5,\"answers\":[],\"materials\":[]}]"

/* Of the nth application of this person, by a phone at the demo's cashier; the number of the order. */
static void pay(struct room *room, uint32_t n, bool pays, char number[ORDER_TEXT])
{
    uint8_t id[UUID7_BYTES];
    char text[UUID7_TEXT];
    struct message_order order;
    memset(id, (int)n, sizeof id);
    id[6] = 0x70;
    id[8] = 0x80;
    uuid7_text(id, text);
    g_autofree char *body = g_strdup_printf("{\"kind\":\"order.create\",\"service\":\"gaoling-jintie\","
                                            "\"case\":\"%s\",\"amount_fen\":40000}",
                                            text);
    struct reply reply = room_ask(room, "POST", "/v1/online", body);
    assert_true(message_order_parse(reply.body, reply.len, &order, NULL));
    reply_clear(&reply);
    g_strlcpy(number, order.number, ORDER_TEXT);
    if (pays)
        reply = room_post(room, strstr(order.pay, "/pay/"), ORDER_FORM_TYPE, "", 0);
    reply_clear(&reply);
}

/* 电子票据: of what is paid and filed, to whose card it is; who has the paper alone has its number there. */
static void what_was_paid_has_its_receipt(void **state)
{
    struct room *room = *state;
    char number[ORDER_TEXT], unpaid[ORDER_TEXT], receipt[RECEIPT_TEXT];
    pay(room, 1, true, number);
    pay(room, 2, false, unpaid);
    g_autofree char *paid =
        g_strdup_printf(",\"payment\":{\"state\":\"paid\",\"amount_fen\":40000,\"order\":\"%s\"}", number);
    for (uint32_t n = 1; n <= 3; n++)
        case_post(room, n, "application", ROOM_PERSON, n == 1 ? paid : "", receipt);
    struct message_answer mine = case_ask(room, ROOM_PERSON);
    const struct message_case *cases = mine.progress.cases;
    assert_int_equal(mine.progress.count, 3);
    assert_string_equal(cases[0].ereceipt, "");
    assert_string_equal(cases[1].ereceipt, "");
    assert_string_equal(cases[2].ereceipt, number);
    assert_int_equal(cases[2].amount_fen, 40000);
    assert_true(g_str_has_prefix(cases[2].ereceipt_url, "https://platform.example/e/"));
    struct reply page = room_ask(room, "GET", strstr(cases[2].ereceipt_url, "/e/"), NULL);
    assert_int_equal(page.status, 200);
    reply_clear(&page);
    g_autofree char *body = g_strdup_printf("{\"kind\":\"progress\",\"receipt\":\"%s\"}", cases[2].number);
    struct reply by_paper = room_ask(room, "POST", "/v1/online", body);
    assert_int_equal(by_paper.status, 200);
    assert_null(strstr(by_paper.body, number));
    reply_clear(&by_paper);
    message_answer_clear(&mine);
}

static void everybody_sees_their_own_newest_first(void **state)
{
    struct room *room = *state;
    char first[RECEIPT_TEXT], second[RECEIPT_TEXT], others[RECEIPT_TEXT];
    case_post(room, 1, "application", ROOM_PERSON, "", first);
    case_post(room, 2, "application", OTHER, "", others);
    case_post(room, 3, "application", ROOM_PERSON, "", second);
    struct message_answer mine = case_ask(room, ROOM_PERSON), theirs = case_ask(room, OTHER);
    assert_int_equal(mine.progress.count, 2);
    assert_string_equal(mine.progress.cases[0].number, second);
    assert_string_equal(mine.progress.cases[1].number, first);
    assert_string_equal(mine.progress.cases[1].service, "gaoling-jintie");
    assert_int_equal(mine.progress.cases[1].at_ms, ROOM_NOW_MS + MINUTE_MS);
    assert_int_equal(mine.progress.cases[1].step_count, 1);
    assert_int_equal(mine.progress.cases[1].steps[0].state, CASE_RECEIVED);
    assert_int_equal(theirs.progress.count, 1);
    assert_string_equal(theirs.progress.cases[0].number, others);
    message_answer_clear(&mine);
    message_answer_clear(&theirs);
}

static void who_handed_in_nothing_is_told_so(void **state)
{
    struct message_answer answer = case_ask(*state, ROOM_PERSON);
    assert_int_equal(answer.progress.count, 0);
    assert_int_equal(answer.progress.more, 0);
    message_answer_clear(&answer);
}

static void nobody_asks_without_a_whole_number(void **state)
{
    struct reply reply = room_ask(*state, "POST", "/v1/online",
                                  "{\"kind\":\"query\",\"service\":\"ban-shi-jindu\","
                                  "\"person\":{\"name\":\"赵春梅\",\"number\":\"341199\"}}");
    assert_int_equal(reply.status, 422);
    reply_clear(&reply);
}

static void what_is_missing_is_asked_for_until_it_is_there(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    case_post(room, 1, "application", ROOM_PERSON, "", number);
    case_set_state(room, number, "reviewing", "", "");
    case_set_state(room, number, "supplement", "社保卡背面", "2026-12-02");
    struct message_answer answer = case_ask(room, ROOM_PERSON);
    const struct message_case *kase = &answer.progress.cases[0];
    assert_int_equal(kase->step_count, 3);
    assert_int_equal(kase->steps[2].state, CASE_SUPPLEMENT);
    assert_int_equal(kase->steps[2].at_ms, ROOM_NOW_MS + 2 * MINUTE_MS);
    assert_string_equal(kase->what_zh, "社保卡背面");
    assert_string_equal(kase->by, "2026-12-02");
    message_answer_clear(&answer);
    case_set_state(room, number, "reviewing", "", "");
    answer = case_ask(room, ROOM_PERSON);
    assert_string_equal(answer.progress.cases[0].what_zh, "");
    assert_string_equal(answer.progress.cases[0].by, "");
    message_answer_clear(&answer);
}

static void only_what_is_missing_is_named_and_shortly(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    case_post(room, 1, "application", ROOM_PERSON, "", number);
    const struct storage_step wrong[] = {
        {.state = "done", .due = "2026-12-02"},
        {.state = "refused",
         .what = "一二三四五六七八九十一二三四五六七八九十"
                 "一二三四五六七八九十一二三四五六七八九十一"},
        {.state = "refused", .what = "户口\x1b[2J"},
        {.state = "supplement", .what = "一二三四五六七八九十一二三"},
        {.state = "supplement", .what = "社保卡\n背面"},
        {.state = "supplement", .what = "社保卡", .due = "2026-02-30"},
        {.state = "supplement", .what = "社保卡", .due = "2026-12"},
        {.state = "supplement", .at_ms = ROOM_NOW_MS, .what = "社保卡", .due = "2026-11-22"}};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        assert_false(worker_set_state(room->platform.storage, number, &wrong[i], &error));
        assert_non_null(error);
    }
    struct message_answer answer = case_ask(room, ROOM_PERSON);
    assert_int_equal(answer.progress.cases[0].step_count, 1);
    message_answer_clear(&answer);
}

static void what_the_worker_says_stands_with_the_state(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    case_post(room, 1, "application", ROOM_PERSON, "", number);
    case_set_state(room, number, "reviewing", "", "");
    assert_true(worker_message(room->platform.storage, number, "下周三有结果", ROOM_NOW_MS, NULL));
    struct message_answer answer = case_ask(room, ROOM_PERSON);
    assert_int_equal(answer.progress.cases[0].step_count, 2); /* the state is said once */
    assert_string_equal(answer.progress.cases[0].said, "下周三有结果");
    message_answer_clear(&answer);
    case_set_state(room, number, "refused", "户口不在本县", "");
    answer = case_ask(room, ROOM_PERSON);
    assert_int_equal(answer.progress.cases[0].steps[2].state, CASE_REFUSED);
    assert_string_equal(answer.progress.cases[0].said, "户口不在本县");
    message_answer_clear(&answer);
    case_set_state(room, number, "reviewing", "", "");
    answer = case_ask(room, ROOM_PERSON);
    assert_string_equal(answer.progress.cases[0].said, "");
    message_answer_clear(&answer);
}

/* Who holds the paper, or scans it by phone, learns the state and not what was written to its owner. */
static void the_paper_does_not_say_it(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    case_post(room, 1, "application", ROOM_PERSON, "", number);
    assert_true(worker_message(room->platform.storage, number, "下周三有结果", ROOM_NOW_MS, NULL));
    g_autofree char *body = g_strdup_printf("{\"kind\":\"progress\",\"receipt\":\"%s\"}", number),
                    *page = g_strconcat("/p/", number, NULL);
    struct reply replies[] = {room_ask(room, "POST", "/v1/online", body), room_ask(room, "GET", page, NULL)};
    for (size_t i = 0; i < G_N_ELEMENTS(replies); i++) {
        assert_int_equal(replies[i].status, 200);
        assert_null(strstr(replies[i].body, "下周三"));
        const char *first = strstr(replies[i].body, "收到申请");
        assert_non_null(first);
        assert_null(strstr(first + 1, "收到申请"));
        reply_clear(&replies[i]);
    }
}

static void a_part_is_written_to_and_a_missing_paper_not_talked_over(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    g_autoptr(GError) error = NULL;
    case_post(room, 1, "bundle", ROOM_PERSON, BUNDLED, number);
    g_autofree char *medical = g_strconcat(number, "-medical", NULL);
    assert_true(worker_message(room->platform.storage, medical, "医保卡下月到", ROOM_NOW_MS, NULL));
    struct message_answer answer = case_ask(room, ROOM_PERSON);
    assert_string_equal(answer.progress.cases[1].said, "医保卡下月到");
    message_answer_clear(&answer);
    case_set_state(room, medical, "supplement", "社保卡", "");
    assert_false(worker_message(room->platform.storage, medical, "不急", ROOM_NOW_MS, &error));
    assert_true(g_error_matches(error, worker_error_quark(), WORKER_ERROR_STATE));
    g_clear_error(&error);
    assert_false(worker_message(room->platform.storage, "206170009996", "不急", ROOM_NOW_MS, &error));
    assert_non_null(error);
}

static void each_part_of_a_bundle_is_a_case(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    case_post(room, 1, "bundle", ROOM_PERSON, BUNDLED, number);
    g_autofree char *medical = g_strconcat(number, "-medical", NULL);
    case_set_state(room, medical, "done", "", "");
    struct message_answer answer = case_ask(room, ROOM_PERSON);
    assert_int_equal(answer.progress.count, 2);
    const struct message_case *pension = &answer.progress.cases[0], *second = &answer.progress.cases[1];
    assert_string_equal(pension->number, number);
    assert_string_equal(pension->part, "pension");
    assert_string_equal(pension->name_zh, "申领养老金");
    assert_string_equal(pension->department_zh, "县人社局");
    assert_int_equal(pension->step_count, 1);
    assert_string_equal(second->part, "medical");
    assert_int_equal(second->steps[1].state, CASE_DONE);
    message_answer_clear(&answer);
}

/* By the paper alone: states and times, and nothing of a person. */
static void the_receipt_says_how_far_it_is(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    struct message_answer answer;
    case_post(room, 1, "bundle", ROOM_PERSON, BUNDLED, number);
    g_autofree char *medical = g_strconcat(number, "-medical", NULL),
                    *body = g_strdup_printf("{\"kind\":\"progress\",\"receipt\":\"%s\"}", number);
    case_set_state(room, medical, "done", "", "");
    struct reply reply = room_ask(room, "POST", "/v1/online", body);
    assert_int_equal(reply.status, 200);
    assert_null(memmem(reply.body, reply.len, ROOM_PERSON, strlen(ROOM_PERSON)));
    assert_null(memmem(reply.body, reply.len, "赵", strlen("赵")));
    assert_true(message_answer_parse(reply.body, reply.len, &answer, NULL));
    assert_int_equal(answer.progress.count, 3);
    assert_string_equal(answer.progress.cases[0].number, number);
    assert_string_equal(answer.progress.cases[0].part, "");
    assert_int_equal(answer.progress.cases[0].steps[0].state, CASE_RECEIVED);
    assert_string_equal(answer.progress.cases[2].part, "medical");
    assert_int_equal(answer.progress.cases[2].steps[0].state, CASE_DONE);
    message_answer_clear(&answer);
    reply_clear(&reply);
}

/* The day it came stays, and the newest steps. */
static void a_long_story_keeps_its_ends(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    case_post(room, 1, "application", ROOM_PERSON, "", number);
    for (unsigned i = 0; i < 2 * MESSAGE_CASE_STEPS; i++)
        case_set_state(room, number, i % 2 ? "reviewing" : "supplement", "", "");
    case_set_state(room, number, "approved", "", "");
    struct message_answer answer = case_ask(room, ROOM_PERSON);
    const struct message_case *kase = &answer.progress.cases[0];
    assert_int_equal(kase->step_count, MESSAGE_CASE_STEPS);
    assert_int_equal(kase->steps[0].state, CASE_RECEIVED);
    assert_int_equal(kase->steps[MESSAGE_CASE_STEPS - 1].state, CASE_APPROVED);
    message_answer_clear(&answer);
}

static void more_than_fit_are_counted(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    for (unsigned i = 1; i <= MESSAGE_CASES + 3; i++)
        case_post(room, i, "application", ROOM_PERSON, "", number);
    struct message_answer answer = case_ask(room, ROOM_PERSON);
    assert_int_equal(answer.progress.count, MESSAGE_CASES);
    assert_int_equal(answer.progress.more, 3);
    assert_string_equal(answer.progress.cases[0].number, number);
    message_answer_clear(&answer);
}

/* The number stands in the record, which is the authority's; beside it stands only the hash. */
static void the_owner_is_no_number(void **state)
{
    struct room *room = *state;
    uint8_t owner[STORAGE_OWNER_BYTES], other_key[STORAGE_OWNER_BYTES];
    static const char record[] = "{\"person\":{\"number\":\"" ROOM_PERSON "\"}}",
                      nobody[] = "{\"person\":{}}";
    assert_true(cases_owner(&room->keys, record, strlen(record), owner));
    assert_false(cases_owner(&room->keys, nobody, strlen(nobody), other_key));
    room->keys.hash_key[0] ^= 1;
    assert_true(cases_owner(&room->keys, record, strlen(record), other_key));
    assert_memory_not_equal(owner, other_key, sizeof owner);
}

static void what_an_earlier_release_filed_is_found_again(void **state)
{
    struct room *room = *state;
    char number[RECEIPT_TEXT];
    case_post(room, 1, "application", ROOM_PERSON, "", number);
    storage_close(room->platform.storage);
    static const char earlier[] =
        "DROP TABLE counter; DROP TABLE heartbeat; DROP TABLE upload_piece; DROP TABLE upload;"
        "DROP TABLE payment; DROP TABLE pay_void; DROP INDEX pay_order_paid;"
        "ALTER TABLE pay_order DROP COLUMN turn; ALTER TABLE pay_order DROP COLUMN payment;"
        "DROP TABLE kiosk_certificate; DROP TABLE enrol_token; DROP TABLE release_list; DROP TABLE "
        "seal_known;"
        "DROP TABLE pay_code; DROP TABLE identity_code; DROP INDEX submission_of; DROP INDEX submission_note;"
        "ALTER TABLE submission DROP COLUMN owner; ALTER TABLE submission DROP COLUMN waited_ms;"
        "ALTER TABLE submission DROP COLUMN about;"
        "ALTER TABLE step DROP COLUMN what; ALTER TABLE step DROP COLUMN due;"
        "ALTER TABLE part_step DROP COLUMN what; ALTER TABLE part_step DROP COLUMN due;";
    place_sql(&room->place, earlier);
    place_set_version(&room->place, 8);
    room->platform.storage = storage_open(room->uri, NULL);
    assert_non_null(room->platform.storage);
    struct message_answer answer = case_ask(room, ROOM_PERSON);
    assert_int_equal(answer.progress.count, 0); /* the key is not in the store */
    message_answer_clear(&answer);
    for (int again = 0; again < 2; again++) {
        assert_true(cases_catch_up(&room->platform, NULL));
        answer = case_ask(room, ROOM_PERSON);
        assert_int_equal(answer.progress.count, 1);
        assert_string_equal(answer.progress.cases[0].number, number);
        message_answer_clear(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(what_was_paid_has_its_receipt),
        ROOM(everybody_sees_their_own_newest_first),
        ROOM(who_handed_in_nothing_is_told_so),
        ROOM(nobody_asks_without_a_whole_number),
        ROOM(what_is_missing_is_asked_for_until_it_is_there),
        ROOM(only_what_is_missing_is_named_and_shortly),
        ROOM(what_the_worker_says_stands_with_the_state),
        ROOM(the_paper_does_not_say_it),
        ROOM(a_part_is_written_to_and_a_missing_paper_not_talked_over),
        ROOM(each_part_of_a_bundle_is_a_case),
        ROOM(the_receipt_says_how_far_it_is),
        ROOM(a_long_story_keeps_its_ends),
        ROOM(more_than_fit_are_counted),
        ROOM(the_owner_is_no_number),
        ROOM(what_an_earlier_release_filed_is_found_again),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
