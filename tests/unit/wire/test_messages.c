#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "wire/messages.h"

static struct message_item sample(uint8_t last)
{
    struct message_item item = {.kiosk = "20617",
                                .kind = "application",
                                .service = "elder-allowance",
                                .created_ms = 1795404000123,
                                .keyid = "p-0123456789ab",
                                .sent = {"4a1c6f0e-0000-4000-8000-000000000001", 7600, false}};
    const uint8_t random[UUID7_RANDOM] = {1, 2, 3, 4, 5, 6, 7, 8, 9, last};

    uuid7_make(item.id, item.created_ms, random);
    item.box = g_bytes_new_static("sealed", 6);
    return item;
}

static void batch_there_and_back(void **state)
{
    struct message_item items[] = {sample(1), sample(2)};
    struct message_batch batch;
    g_autoptr(GBytes) body = message_batch_build(items, 2);

    (void)state;
    assert_true(message_batch_parse(g_bytes_get_data(body, NULL), g_bytes_get_size(body), &batch, NULL));
    assert_int_equal(batch.count, 2);
    assert_memory_equal(batch.items[1].id, items[1].id, UUID7_BYTES);
    assert_string_equal(batch.items[0].kiosk, "20617");
    assert_string_equal(batch.items[0].kind, "application");
    assert_string_equal(batch.items[0].service, "elder-allowance");
    assert_string_equal(batch.items[0].keyid, "p-0123456789ab");
    assert_int_equal(batch.items[0].created_ms, 1795404000123);
    assert_string_equal(batch.items[0].sent.boot, items[0].sent.boot);
    assert_int_equal(batch.items[0].sent.uptime_s, 7600);
    assert_true(g_bytes_equal(batch.items[0].box, items[0].box));
    message_batch_clear(&batch);
    g_bytes_unref(items[0].box);
    g_bytes_unref(items[1].box);
}

/* What a kiosk writes is read where it lies, anything else by the JSON parser; both say the same. */
static void any_spelling_of_a_batch_is_read(void **state)
{
    static const struct {
        const char *from, *to;
    } spellings[] = {{"[", " ["},
                     {"\":\"1.0", "\" : \"1.0"},
                     {"/octet", "\\/octet"},
                     {"sealalg\":\"x", "sealalg\":\"\\u0078"},
                     {"c2Vh", "c2V\\u0068"},
                     {"\"id\"", "\"traceparent\":[{\"a\":1}],\"id\""}};
    struct message_item item = sample(1);
    g_autoptr(GBytes) body = message_batch_build(&item, 1);
    g_autofree char *text = g_strndup(g_bytes_get_data(body, NULL), g_bytes_get_size(body));

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(spellings); i++) {
        struct message_batch batch;
        g_auto(GStrv) parts = g_strsplit(text, spellings[i].from, 2);
        g_autofree char *other = g_strjoinv(spellings[i].to, parts);
        assert_string_not_equal(other, text);
        assert_true(message_batch_parse(other, strlen(other), &batch, NULL));
        g_autoptr(GBytes) again = message_batch_build(batch.items, batch.count);
        assert_true(g_bytes_equal(again, body));
        message_batch_clear(&batch);
    }
    g_bytes_unref(item.box);
}

static void refuse_batch(const char *from, const char *to)
{
    struct message_item item = sample(1);
    struct message_batch batch;
    g_autoptr(GBytes) body = message_batch_build(&item, 1);
    g_autofree char *text = g_strndup(g_bytes_get_data(body, NULL), g_bytes_get_size(body));
    g_auto(GStrv) parts = g_strsplit(text, from, 2);
    g_autofree char *damaged = g_strjoinv(to, parts);

    assert_string_not_equal(damaged, text);
    assert_false(message_batch_parse(damaged, strlen(damaged), &batch, NULL));
    assert_null(batch.items);
    g_bytes_unref(item.box);
}

static void refuses_damaged_batches(void **state)
{
    struct message_batch batch;

    (void)state;
    refuse_batch("\"1.0\"", "\"0.3\"");
    refuse_batch("kiosk/20617", "kiosk/");
    refuse_batch("gov.kiosk.application.v1", "gov.kiosk.application.v2");
    refuse_batch("gov.kiosk.application.v1", "gov.kiosk..v1");
    refuse_batch("application/octet-stream", "text/plain");
    refuse_batch("datacontenttype", "datatype");
    refuse_batch("x25519", "rot13");
    refuse_batch("c2VhbGVk", "c2VhbG#k");
    refuse_batch("2026-", "26-");
    refuse_batch("\"7600\"", "\"-7600\"");
    refuse_batch("\"uptime\"", "\"up\"");
    refuse_batch("data_base64", "data");
    refuse_batch("[", "");
    refuse_batch("]", "");
    refuse_batch("]", "]]");
    refuse_batch("]", ",]");
    refuse_batch("\"subject\"", "\"keyid\"");
    refuse_batch("\"id\"", "\"id\":\"\",\"id\"");
    refuse_batch("elder", "elder-elder-elder-elder-elder-elder-elder-elder");
    refuse_batch("elder", "\xff");
    refuse_batch("c2VhbGVk", "c2VhbGV");
    refuse_batch("c2VhbGVk", "");
    assert_false(message_batch_parse("[]", 2, &batch, NULL));
    assert_false(message_batch_parse("{}", 2, &batch, NULL));
    assert_false(message_batch_parse("", 0, &batch, NULL));
}

static void results_there_and_back(void **state)
{
    struct message_result list[2] = {
        {.status = MESSAGE_DUPLICATE, .receipt = "206170000140", .at_ms = 1795404000000},
        {.status = MESSAGE_REJECTED,
         .problem = "urn:kiosk:problem:unknown-service",
         .title = "no",
         .problem_status = 422},
    };
    struct message_results results;

    (void)state;
    list[0].id[6] = list[1].id[6] = 0x70;
    list[0].id[8] = list[1].id[8] = 0x80;
    list[1].id[15] = 1;
    g_autoptr(GBytes) body = message_results_build(list, 2);
    assert_true(message_results_parse(g_bytes_get_data(body, NULL), g_bytes_get_size(body), &results, NULL));
    assert_int_equal(results.count, 2);
    assert_int_equal(results.list[0].status, MESSAGE_DUPLICATE);
    assert_string_equal(results.list[0].receipt, "206170000140");
    assert_int_equal(results.list[0].at_ms, 1795404000000);
    assert_int_equal(results.list[1].problem_status, 422);
    assert_string_equal(results.list[1].problem, "urn:kiosk:problem:unknown-service");
    message_results_clear(&results);
    static const char portal[] = "<html>welcome to our network</html>";
    assert_false(message_results_parse(portal, sizeof portal - 1, &results, NULL));
    static const char odd[] = "{\"results\":[{\"id\":\"x\",\"status\":\"stored\"}]}";
    assert_false(message_results_parse(odd, sizeof odd - 1, &results, NULL));
}

/* A kiosk gives its own numbers alone. */
static void a_receipt_is_of_its_kiosk(void **state)
{
    const struct message_item item = sample(1);
    struct secret_bytes text = {0};
    char receipt[RECEIPT_TEXT], number[RECEIPT_TEXT];
    struct submission_head head = {.kiosk = "20617",
                                   .kind = "application",
                                   .service = "elder-allowance",
                                   .receipt = number,
                                   .created_ms = item.created_ms};

    (void)state;
    assert_true(receipt_make("20618", 14, number));
    memcpy(head.id, item.id, sizeof head.id);
    submission_begin(&text, &head);
    secret_bytes_text(&text, "}");
    assert_false(submission_check(text.data, text.len, &item, receipt, NULL));
    secret_bytes_clear(&text);
    g_bytes_unref(item.box);
}

static void inside_must_equal_outside(void **state)
{
    struct message_item item = sample(1), other = sample(2);
    struct secret_bytes text = {0};
    char receipt[RECEIPT_TEXT], number[RECEIPT_TEXT];
    struct submission_head head = {.kiosk = "20617",
                                   .kind = "application",
                                   .service = "elder-allowance",
                                   .receipt = number,
                                   .created_ms = item.created_ms};
    g_autoptr(GError) error = NULL;

    (void)state;
    assert_true(receipt_make("20617", 14, number));
    memcpy(head.id, item.id, sizeof head.id);
    submission_begin(&text, &head);
    secret_bytes_text(&text, ",\"answers\":{\"phone\":\"19900001234\"}}");
    assert_true(submission_check(text.data, text.len, &item, receipt, NULL));
    assert_string_equal(receipt, number);
    assert_false(submission_check(text.data, text.len, &other, receipt, &error));
    assert_true(g_error_matches(error, message_error_quark(), MESSAGE_ERROR_MISMATCH));
    assert_string_equal(receipt, "");
    strcpy(item.kind, "rating");
    assert_false(submission_check(text.data, text.len, &item, receipt, NULL));
    strcpy(item.kind, "application");
    strcpy(item.service, "elder-card");
    assert_false(submission_check(text.data, text.len, &item, receipt, NULL));
    strcpy(item.service, "elder-allowance");
    item.created_ms++;
    assert_false(submission_check(text.data, text.len, &item, receipt, NULL));
    item.created_ms--;
    assert_true(submission_check(text.data, text.len, &item, receipt, NULL));
    strcpy(item.kiosk, "20618");
    assert_false(submission_check(text.data, text.len, &item, receipt, NULL));
    secret_bytes_clear(&text);
    g_bytes_unref(item.box);
    g_bytes_unref(other.box);
}

static void reads_answers(void **state)
{
    static const char good[] =
        "{\"ok\":true,\"title\":{\"zh\":\"社保\",\"en\":\"Insurance\"},\"rows\":[{\"label\":{\"zh\":"
        "\"月份\",\"en\":\"Month\"},\"value\":\"2026-10\"}],\"note\":\"n\"}";
    static const char bad[] = "{\"ok\":false,\"problem\":\"late\"}";
    static const char odd[] = "{\"ok\":true,\"rows\":{}}";
    struct message_answer answer;
    g_autoptr(GError) error = NULL;

    (void)state;
    assert_true(message_answer_parse(good, sizeof good - 1, &answer, NULL));
    assert_string_equal(answer.title_en, "Insurance");
    assert_string_equal(answer.note_zh, "n");
    assert_string_equal(answer.note_en, "n");
    assert_string_equal(answer.verify, "");
    assert_int_equal(answer.row_count, 1);
    assert_string_equal(answer.rows[0].zh, "月份");
    assert_string_equal(answer.rows[0].value, "2026-10");
    message_answer_clear(&answer);
    assert_false(message_answer_parse(bad, sizeof bad - 1, &answer, &error));
    assert_string_equal(error->message, "late");
    assert_false(message_answer_parse(odd, sizeof odd - 1, &answer, NULL));
}

#define ROW(means) "{\"ok\":true,\"rows\":[{\"label\":\"月份\",\"value\":\"12 个月\",\"means\":" means "}]}"

static void a_value_says_what_it_means(void **state)
{
    static const char paid[] = ROW("{\"months\":12,\"fen\":724000}"),
                      state_of[] = ROW("{\"en\":\"Insured\"}"),
                      span[] = ROW("{\"from\":\"2019-03\",\"to\":\"2026-02\"}"),
                      day[] = ROW("{\"day\":\"2026-03-18\"}"),
                      before[] = ROW("{\"before\":\"2026-11-23T03:20:00.000Z\"}"),
                      later[] = ROW("{\"metres\":12}"), plain[] = ROW("{}");
    static const struct {
        const char *json;
        enum message_means_is is;
    } forms[] = {{paid, MESSAGE_MONTHS},  {state_of, MESSAGE_WORDS}, {span, MESSAGE_MONTHS},
                 {day, MESSAGE_DAY},      {before, MESSAGE_BEFORE},  {later, MESSAGE_AS_TOLD},
                 {plain, MESSAGE_AS_TOLD}};
    static const char *const wrong[] = {
        ROW("7"),
        ROW("{\"day\":\"2026-02-30\"}"),
        ROW("{\"day\":\"2026-02\"}"),
        ROW("{\"moment\":\"tomorrow\"}"),
        ROW("{\"months\":-1}"),
        ROW("{\"months\":12,\"fen\":-1}"),
        ROW("{\"months\":12,\"fen\":99999999999999}"),
        ROW("{\"from\":\"2019-03\"}"),
        ROW("{\"from\":\"2019-13\",\"to\":\"2020-01\"}"),
        "{\"ok\":true,\"note\":{\"zh\":\"注\",\"means\":{\"day\":\"today\"}},\"rows\":[]}",
    };
    struct message_answer answer;

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        assert_true(message_answer_parse(forms[i].json, strlen(forms[i].json), &answer, NULL));
        assert_int_equal(answer.rows[0].means.is, forms[i].is);
        assert_string_equal(answer.rows[0].value, "12 个月");
        message_answer_clear(&answer);
    }
    assert_true(message_answer_parse(paid, sizeof paid - 1, &answer, NULL));
    assert_int_equal(answer.rows[0].means.months, 12);
    assert_int_equal(answer.rows[0].means.fen, 724000);
    message_answer_clear(&answer);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        if (message_answer_parse(wrong[i], strlen(wrong[i]), &answer, NULL))
            fail_msg("taken: %s", wrong[i]);
}

static void an_offer_is_whole_or_none(void **state)
{
    static const char *const wrong[] = {
        "{}",
        "{\"id\":\"\"}",
        "{\"id\":\"v\",\"cast\":5,\"of\":4}",
        "{\"id\":\"v\",\"cast\":-1,\"of\":4}",
        "{\"id\":\"v\",\"of\":\"4\"}",
        "{\"id\":\"v\",\"of\":4294967297}",
        "{\"id\":\"v\",\"closes\":\"tomorrow\"}",
        "{\"id\":\"v\",\"plan\":{}}",
        "{\"id\":\"v\",\"plan\":[{}]}",
        ("{\"id\":\"v\",\"plan\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\",\"12\","
         "\"13\"]}"), /* 13 of 12 */
        "[]",
    };
    static const char good[] =
        "{\"ok\":true,\"offer\":{\"id\":\"v\",\"cast\":3,\"of\":4,"
        "\"closes\":\"2026-11-23T03:40:00.000Z\",\"plan\":[{\"zh\":\"一\",\"en\":\"1\"}]}}";
    struct message_answer answer;

    (void)state;
    assert_true(message_answer_parse(good, sizeof good - 1, &answer, NULL));
    assert_string_equal(answer.offer.id, "v");
    assert_int_equal(answer.offer.cast, 3);
    assert_int_equal(answer.offer.closes_ms, 1795405200000);
    assert_string_equal(answer.offer.plan[0].en, "1");
    message_answer_clear(&answer);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *text = g_strdup_printf("{\"ok\":true,\"offer\":%s}", wrong[i]);

        if (message_answer_parse(text, strlen(text), &answer, NULL))
            fail_msg("taken: %s", wrong[i]);
    }
}

#define STEP "{\"state\":\"received\",\"at\":\"2026-11-23T03:40:00.000Z\"}"
#define KASE(rest)                                                                                           \
    "{\"number\":\"206170001475\",\"service\":\"s\",\"at\":\"2026-11-23T03:40:00.000Z\"," rest "}"

#define ORDER_20 "\"number\":\"10562874493310027745\""

static void cases_are_whole_or_none(void **state)
{
    static const char *const wrong[] = {
        "{}",
        "[{}]",
        "[" KASE("\"steps\":[]") "]",
        "[" KASE("\"steps\":[{\"state\":\"lost\",\"at\":\"2026-11-23T03:40:00.000Z\"}]") "]",
        "[" KASE("\"steps\":[{\"state\":\"done\",\"at\":\"today\"}]") "]",
        "[" KASE("\"steps\":[" STEP "],\"todo\":{\"what\":\"w\",\"by\":\"2026-02-30\"}") "]",
        "[" KASE("\"steps\":[" STEP "],\"todo\":{\"what\":\"w\",\"by\":\"2026-02\"}") "]",
        "[" KASE("\"steps\":[" STEP "],\"ereceipt\":{\"number\":\"1\",\"amount_fen\":1,\"url\":\"u\"}") "]",
        "[" KASE("\"steps\":[" STEP "],\"ereceipt\":{" ORDER_20 ",\"amount_fen\":0,\"url\":\"u\"}") "]",
        "[{\"number\":\"206170001476\",\"service\":\"s\",\"at\":\"2026-11-23T03:40:00.000Z\",\"steps\":[" STEP
        "]}]",
        ("[" KASE("\"steps\":[" STEP "," STEP "," STEP "," STEP "," STEP "," STEP "," STEP "," STEP "," STEP
                  "]") "]"), /* 9 of 8 */
    };
    static const char good[] = "{\"ok\":true,\"more\":2,\"cases\":[" KASE(
        "\"name\":{\"zh\":\"津贴\",\"en\":\"Allowance\"},\"steps\":[" STEP "],\"ereceipt\":{" ORDER_20
        ",\"amount_fen\":40000,\"url\":\"u\"},"
        "\"todo\":{\"what\":\"社保卡\",\"by\":\"2026-12-02\"}") "]}";
    static const char none[] = "{\"ok\":true,\"cases\":[]}", other[] = "{\"ok\":true,\"rows\":[]}";
    struct message_answer answer;

    (void)state;
    assert_true(message_answer_parse(good, sizeof good - 1, &answer, NULL));
    assert_true(answer.progress.told);
    assert_int_equal(answer.progress.more, 2);
    assert_string_equal(answer.progress.cases[0].name_en, "Allowance");
    assert_int_equal(answer.progress.cases[0].steps[0].at_ms, 1795405200000);
    assert_string_equal(answer.progress.cases[0].what_zh, "社保卡");
    assert_string_equal(answer.progress.cases[0].ereceipt, "10562874493310027745");
    assert_string_equal(answer.progress.cases[0].ereceipt_url, "u");
    assert_int_equal(answer.progress.cases[0].amount_fen, 40000);
    message_answer_clear(&answer);
    assert_true(message_answer_parse(none, sizeof none - 1, &answer, NULL));
    assert_true(answer.progress.told); /* that there are none is an answer, too */
    message_answer_clear(&answer);
    assert_true(message_answer_parse(other, sizeof other - 1, &answer, NULL));
    assert_false(answer.progress.told);
    message_answer_clear(&answer);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *text = g_strdup_printf("{\"ok\":true,\"cases\":%s}", wrong[i]);

        if (message_answer_parse(text, strlen(text), &answer, NULL))
            fail_msg("taken: %s", wrong[i]);
    }
}

#define SLOT "{\"code\":\"a.1\",\"at\":\"2026-11-24T00:00:00.000Z\",\"place\":\"a\",\"left\":2}"
#define TICKET(state, rest) "{\"ok\":true,\"ticket\":{\"state\":\"" state "\"" rest "}}"
#define WHOLE                                                                                                \
    ",\"number\":\"123456789012\",\"at\":\"2026-11-24T00:00:00.000Z\",\"place\":{\"zh\":\"站\",\"en\":"     \
    "\"S\"}"

static void free_times_are_whole_or_none(void **state)
{
    static const char *const wrong[] = {
        "{\"id\":\"b\",\"slots\":{}}",
        "{\"id\":\"b\",\"slots\":[{}]}",
        "{\"id\":\"b\",\"slots\":[{\"code\":\"a\",\"at\":\"8\",\"left\":1}]}",
        "{\"id\":\"b\",\"slots\":[{\"code\":\"a\",\"at\":\"2026-11-24T00:00:00.000Z\"}]}",
        "{\"id\":\"b\",\"slots\":[{\"code\":\"a\",\"at\":\"2026-11-24T00:00:00.000Z\",\"left\":-1}]}",
        "{\"id\":\"b\",\"slots\":[{\"code\":\"\",\"at\":\"2026-11-24T00:00:00.000Z\",\"left\":1}]}",
    };
    static const char good[] =
        "{\"ok\":true,\"offer\":{\"id\":\"b\",\"by\":\"where\",\"taken\":true,\"slots\":[" SLOT "]}}";
    struct message_answer answer;
    GString *many = g_string_new("{\"ok\":true,\"offer\":{\"id\":\"b\",\"slots\":[" SLOT);

    (void)state;
    assert_true(message_answer_parse(good, sizeof good - 1, &answer, NULL));
    assert_true(answer.offer.taken && answer.offer.slot_count == 1);
    assert_string_equal(answer.offer.by, "where");
    assert_string_equal(answer.offer.slots[0].code, "a.1");
    assert_string_equal(answer.offer.slots[0].place, "a");
    assert_int_equal(answer.offer.slots[0].left, 2);
    assert_int_equal(answer.ticket.state, TICKET_NONE);
    message_answer_clear(&answer);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *text = g_strdup_printf("{\"ok\":true,\"offer\":%s}", wrong[i]);

        if (message_answer_parse(text, strlen(text), &answer, NULL))
            fail_msg("taken: %s", wrong[i]);
    }
    for (unsigned i = 0; i < MESSAGE_SLOTS; i++) /* one more than there may be */
        g_string_append(many, "," SLOT);
    g_string_append(many, "]}}");
    assert_false(message_answer_parse(many->str, many->len, &answer, NULL));
    g_string_free(many, TRUE);
}

static void a_ticket_is_whole_or_none(void **state)
{
    static const char *const wrong[] = {TICKET("", WHOLE), TICKET("bought", WHOLE), TICKET("booked", ""),
                                        TICKET("held", ",\"number\":\"12\""),
                                        TICKET("booked", ",\"number\":\"123456789012\",\"place\":\"站\"")};
    static const char booked[] = TICKET("booked", WHOLE), none[] = TICKET("cancelled", ",\"number\":\"\"");
    struct message_answer answer;

    (void)state;
    assert_true(message_answer_parse(booked, sizeof booked - 1, &answer, NULL));
    assert_int_equal(answer.ticket.state, TICKET_BOOKED);
    assert_string_equal(answer.ticket.place_en, "S");
    assert_int_equal(answer.ticket.at_ms, 1795478400000);
    message_answer_clear(&answer);
    assert_true(message_answer_parse(none, sizeof none - 1, &answer, NULL));
    assert_int_equal(answer.ticket.state, TICKET_CANCELLED);
    assert_string_equal(answer.ticket.number, "");
    message_answer_clear(&answer);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        if (message_answer_parse(wrong[i], strlen(wrong[i]), &answer, NULL))
            fail_msg("taken: %s", wrong[i]);
}

static void times_there_and_back(void **state)
{
    char text[WIRE_TIME_MAX];
    int64_t ms = 0;

    (void)state;
    message_time(1795404000123, text);
    assert_string_equal(text, "2026-11-23T03:20:00.123Z");
    assert_true(message_time_parse(text, &ms));
    assert_int_equal(ms, 1795404000123);
    assert_true(message_time_parse("2026-11-23T11:20:00+08:00", &ms));
    assert_int_equal(ms, 1795404000000);
    assert_false(message_time_parse("2026-11-23", &ms));
    assert_true(message_time_parse("1970-01-01T00:00:00.000Z", &ms) && ms == 0);
    assert_false(message_time_parse("1969-12-31T23:59:59.999Z", &ms));
    assert_false(message_time_parse("2026-11-23T11:20:00", &ms)); /* of no zone */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(batch_there_and_back),
        cmocka_unit_test(any_spelling_of_a_batch_is_read),
        cmocka_unit_test(refuses_damaged_batches),
        cmocka_unit_test(results_there_and_back),
        cmocka_unit_test(a_receipt_is_of_its_kiosk),
        cmocka_unit_test(inside_must_equal_outside),
        cmocka_unit_test(reads_answers),
        cmocka_unit_test(a_value_says_what_it_means),
        cmocka_unit_test(an_offer_is_whole_or_none),
        cmocka_unit_test(cases_are_whole_or_none),
        cmocka_unit_test(free_times_are_whole_or_none),
        cmocka_unit_test(a_ticket_is_whole_or_none),
        cmocka_unit_test(times_there_and_back),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
