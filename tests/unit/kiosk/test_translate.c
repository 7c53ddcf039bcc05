/* Letters become the right events, and news of the cabinet says when it changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/kiosk/translate.h"

struct fixture {
    struct device_letter device;
    struct desk_letter desk;
    struct translation room;
    struct health health;
    struct session_event event;
};

static void test_a_card_brings_its_person_and_visit(void **state)
{
    struct fixture *f = *state;

    f->device = (struct device_letter){.kind = LETTER_CARD, .slot = DEVICE_IDCARD, .visit = 7};
    strcpy(f->device.card.name, "测试甲");
    strcpy(f->device.card.to, "长期");
    assert_true(translate_device(&f->device, &f->room, &f->event));
    assert_int_equal(f->event.kind, EVENT_CARD);
    assert_int_equal(f->event.visit, 7);
    assert_string_equal(f->event.person->name, "测试甲");
    assert_string_equal(f->event.person->to, "长期");
}

static void test_a_photo_comes_along_when_it_was_asked_for(void **state)
{
    struct fixture *f = *state;
    uint8_t photo[PERSON_PHOTO + 1];

    memset(photo, 0x57, sizeof photo);
    f->device = (struct device_letter){.kind = LETTER_CARD, .slot = DEVICE_IDCARD};
    assert_true(translate_device(&f->device, &f->room, &f->event));
    assert_int_equal(f->event.person->photo_len, 0);
    secret_bytes_append(&f->device.bytes, photo, PERSON_PHOTO);
    assert_true(translate_device(&f->device, &f->room, &f->event));
    assert_int_equal(f->event.person->photo_len, PERSON_PHOTO);
    assert_memory_equal(f->event.person->photo, photo, PERSON_PHOTO);
    secret_bytes_append(&f->device.bytes, photo, 1); /* more than a card holds is none */
    assert_true(translate_device(&f->device, &f->room, &f->event));
    assert_int_equal(f->event.person->photo_len, 0);
    secret_bytes_clear(&f->device.bytes);
}

static void test_where_the_card_lies_is_news(void **state)
{
    struct fixture *f = *state;

    memset(&f->health, 0, sizeof f->health);
    f->device = (struct device_letter){.kind = LETTER_CARD, .slot = DEVICE_IDCARD};
    assert_true(translate_device_news(&f->device, &f->health));
    assert_true(f->health.card_lies);
    f->device.kind = LETTER_CARD_LEFT;
    assert_true(translate_device_news(&f->device, &f->health));
    assert_false(f->health.card_lies);
    f->device.kind = LETTER_CARD;
    translate_device_news(&f->device, &f->health);
    f->device = (struct device_letter){.kind = LETTER_STATUS, .slot = DEVICE_IDCARD, .status = STATUS_ABSENT};
    assert_true(translate_device_news(&f->device, &f->health));
    assert_false(f->health.card_lies); /* nobody sees it any more */
}

static void test_two_readers_stay_apart(void **state)
{
    static const enum problem problems[] = {[CARD_HASTY] = PROBLEM_SOCIAL_HASTY,
                                            [CARD_UNREAD] = PROBLEM_SOCIAL_UNREAD,
                                            [CARD_OTHER_KIND] = PROBLEM_SOCIAL_OTHER,
                                            [CARD_GUARDED] = PROBLEM_SOCIAL_GUARDED};
    struct fixture *f = *state;

    f->device = (struct device_letter){.kind = LETTER_CARD, .slot = DEVICE_CARD};
    f->device.card.type = ID_CARD_SOCIAL;
    assert_true(translate_device_news(&f->device, &f->health));
    assert_true(f->health.social_lies && !f->health.card_lies);
    assert_true(translate_device(&f->device, &f->room, &f->event));
    assert_true(f->event.person->social);
    f->device.card.type = ID_CARD_RESIDENT;
    assert_true(translate_device(&f->device, &f->room, &f->event));
    assert_false(f->event.person->social);
    f->device.kind = LETTER_CARD_LEFT;
    assert_true(translate_device_news(&f->device, &f->health));
    assert_false(f->health.social_lies);
    f->device.kind = LETTER_CARD_FORGOTTEN;
    f->device.flag = true;
    assert_true(translate_device_news(&f->device, &f->health));
    assert_true(f->health.social_forgotten && !f->health.card_forgotten);
    f->device.kind = LETTER_CARD_TROUBLE;
    for (enum card_trouble trouble = CARD_HASTY; trouble <= CARD_GUARDED; trouble++) {
        f->device.trouble = trouble;
        assert_true(translate_device(&f->device, &f->room, &f->event));
        if (trouble != CARD_NOT_VALID)
            assert_int_equal(f->event.problem, problems[trouble]);
    }
}

static void test_troubles_stay_apart(void **state)
{
    struct fixture *f = *state;

    f->device = (struct device_letter){.kind = LETTER_CARD_TROUBLE, .trouble = CARD_HASTY};
    assert_true(translate_device(&f->device, &f->room, &f->event));
    assert_int_equal(f->event.problem, PROBLEM_CARD_HASTY);
    f->device.trouble = CARD_UNREAD;
    assert_true(translate_device(&f->device, &f->room, &f->event));
    assert_int_equal(f->event.problem, PROBLEM_CARD_UNREAD);
}

static void test_keys_of_the_keypad_are_those_of_a_keyboard(void **state)
{
    struct fixture *f = *state;

    for (int key = 0; key < DEVICE_KEYS; key++) {
        f->device = (struct device_letter){.kind = LETTER_KEY, .slot = DEVICE_KEYPAD, .number = key};
        assert_non_null(translate_key(&f->device));
        assert_false(translate_device(&f->device, &f->room, &f->event)); /* by the focus, as any key */
    }
    f->device.number = DEVICE_KEY_SELECT;
    assert_string_equal(translate_key(&f->device), "Return");
    f->device.number = DEVICE_KEYS;
    assert_null(translate_key(&f->device));
    f->device = (struct device_letter){.kind = LETTER_JACK, .slot = DEVICE_KEYPAD, .flag = true};
    assert_null(translate_key(&f->device));
}

/* Why a page was not printed: the printer says, or the document did not come. */
static void test_what_kept_a_page(void **state)
{
    struct fixture *f = *state;

    f->device = (struct device_letter){.kind = LETTER_JOB_FAILED,
                                       .slot = DEVICE_DOCUMENT,
                                       .visit = 3,
                                       .request = 9,
                                       .attention = ATTENTION_INK_OUT};
    assert_true(translate_device(&f->device, &f->room, &f->event));
    assert_int_equal(f->event.kind, EVENT_NOT_PRINTED);
    assert_int_equal(f->event.number, CAUSE_INK_OUT);
    assert_int_equal(f->event.request, 9);
    f->desk =
        (struct desk_letter){.kind = DESK_NO_SHEET, .visit = 3, .request = 9, .trouble = DESK_TROUBLE_LATE};
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_int_equal(f->event.kind, EVENT_NOT_PRINTED);
    assert_int_equal(f->event.problem, PROBLEM_LATE);
    assert_int_equal(f->event.number, CAUSE_NONE);
}

/* Half a number would be another page. */
static void test_a_document_is_named_whole_or_not(void **state)
{
    struct fixture *f = *state;
    static const char whole[] =
        "{\"ok\":true,\"title\":\"t\",\"document\":{\"number\":\"7921759748112525\"}}";
    static const char long_one[] =
        "{\"ok\":true,\"title\":\"t\",\"document\":{\"number\":\"792175974811252579217597\"}}";
    struct secret_bytes json = {0};

    secret_bytes_text(&json, whole);
    memset(&f->room.result, 0, sizeof f->room.result);
    assert_true(translate_result(&json, &f->room.result));
    assert_string_equal(f->room.result.result.document, "7921759748112525");
    secret_bytes_empty(&json);
    secret_bytes_text(&json, long_one);
    assert_true(translate_result(&json, &f->room.result));
    assert_string_equal(f->room.result.result.document, "");
    secret_bytes_clear(&json);
}

static void test_the_jack_is_news(void **state)
{
    struct fixture *f = *state;

    memset(&f->health, 0, sizeof f->health);
    f->device = (struct device_letter){.kind = LETTER_JACK, .slot = DEVICE_KEYPAD, .flag = true};
    assert_true(translate_device_news(&f->device, &f->health) && f->health.headphones);
    assert_false(translate_device_news(&f->device, &f->health));
    f->device.flag = false;
    assert_true(translate_device_news(&f->device, &f->health) && !f->health.headphones);
}

static void test_news_is_told_once(void **state)
{
    struct fixture *f = *state;

    memset(&f->health, 0, sizeof f->health);
    f->device = (struct device_letter){.kind = LETTER_STATUS,
                                       .slot = DEVICE_PRINTER,
                                       .status = STATUS_ATTENTION,
                                       .attention = ATTENTION_PAPER_OUT};
    assert_true(translate_device_news(&f->device, &f->health));
    assert_int_equal(f->health.printer, DEVICE_ATTENTION);
    assert_int_equal(f->health.printer_cause, CAUSE_PAPER_OUT);
    assert_false(translate_device_news(&f->device, &f->health));
    assert_false(translate_device(&f->device, &f->room, &f->event));
    f->device = (struct device_letter){.kind = LETTER_CARD_FORGOTTEN, .flag = true};
    assert_true(translate_device_news(&f->device, &f->health));
    assert_true(f->health.card_forgotten);
    f->device = (struct device_letter){.kind = LETTER_PAPER_LIES, .slot = DEVICE_PRINTER, .flag = true};
    assert_true(translate_device_news(&f->device, &f->health));
    assert_true(f->health.paper_lies);
    assert_int_equal(f->health.printer_cause, CAUSE_PAPER_OUT); /* another news leaves it */
    assert_false(translate_device(&f->device, &f->room, &f->event));
}

static void test_only_ready_brings_the_mains_back(void **state)
{
    struct fixture *f = *state;
    struct device_letter *l = &f->device;

    memset(&f->health, 0, sizeof f->health);
    *l = (struct device_letter){.kind = LETTER_STATUS, .slot = DEVICE_POWER, .status = STATUS_ATTENTION};
    l->attention = ATTENTION_BATTERY_LOW;
    assert_true(translate_device_news(l, &f->health));
    l->status = STATUS_ABSENT, l->attention = ATTENTION_NONE;
    assert_true(translate_device_news(l, &f->health));
    assert_int_equal(f->health.power, DEVICE_ABSENT);
    assert_int_equal(f->health.power_cause, CAUSE_BATTERY_LOW);
    l->status = STATUS_ATTENTION, l->attention = ATTENTION_NO_ACCESS;
    assert_true(translate_device_news(l, &f->health));
    assert_int_equal(f->health.power_cause, CAUSE_BATTERY_LOW);
    l->status = STATUS_READY, l->attention = ATTENTION_NONE;
    assert_true(translate_device_news(l, &f->health));
    assert_int_equal(f->health.power_cause, CAUSE_NONE);
}

static void test_saved_says_its_number_and_case(void **state)
{
    struct fixture *f = *state;

    f->desk = (struct desk_letter){
        .kind = DESK_SAVED, .visit = 3, .request = 9, .receipt = "206170000014", .code = "7F3A 91C2 5B0E"};
    f->desk.id[0] = 0xA5;
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_int_equal(f->event.kind, EVENT_SAVED);
    assert_int_equal(f->event.request, 9);
    assert_int_equal(f->event.id[0], 0xA5);
    assert_string_equal(f->event.text, "206170000014");
    assert_string_equal(f->event.value, "7F3A 91C2 5B0E");
    f->desk.kind = DESK_NOT_SAVED;
    f->desk.trouble = DESK_TROUBLE_FULL;
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_int_equal(f->event.problem, PROBLEM_DISK_FULL);
}

static void test_an_answer_of_another_form_is_refused(void **state)
{
    static const char good[] = "{\"ok\":true,\"title\":{\"zh\":\"记录\",\"en\":\"Records\"},\"rows\":[{"
                               "\"label\":{\"zh\":\"2026 年 1 月\","
                               "\"en\":\"2026-01\"},\"value\":\"¥400.00\"}],\"note\":\"\"}";
    static const char bad[] = "<html>log in first</html>";
    struct fixture *f = *state;

    f->desk = (struct desk_letter){.kind = DESK_RESULT};
    secret_bytes_text(&f->desk.answer, good);
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_int_equal(f->event.kind, EVENT_RESULT);
    assert_int_equal(f->event.result->result.count, 1);
    assert_string_equal(f->event.result->result.title[LANGUAGE_ZH], "记录");
    assert_string_equal(f->event.result->result.title[LANGUAGE_EN], "Records");
    assert_string_equal(f->event.result->result.value[0], "¥400.00");
    secret_bytes_clear(&f->desk.answer);
    secret_bytes_text(&f->desk.answer, bad);
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_int_equal(f->event.kind, EVENT_NO_RESULT);
    secret_bytes_clear(&f->desk.answer);
}

/* Whose code it was; nothing that only a card says. Any other answer names nobody. */
static void test_a_code_brings_its_person(void **state)
{
    struct fixture *f = *state;

    f->desk = (struct desk_letter){.kind = DESK_RESULT};
    secret_bytes_text(&f->desk.answer, "{\"ok\":true,\"person\":{\"name\":\"王秀兰\",\"number\":"
                                       "\"341199194305120041\",\"sex\":\"女\",\"birth\":\"19430512\"}}");
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_int_equal(f->event.kind, EVENT_RESULT);
    assert_non_null(f->event.person);
    assert_string_equal(f->event.person->name, "王秀兰");
    assert_string_equal(f->event.person->birth, "19430512");
    assert_string_equal(f->event.person->address, "");
    secret_bytes_clear(&f->desk.answer);
    secret_bytes_text(&f->desk.answer, "{\"ok\":true,\"rows\":[]}");
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_null(f->event.person);
    assert_string_equal(f->room.person.name, "");
    secret_bytes_clear(&f->desk.answer);
}

/* A refusal, or more lines than have room: neither is lost, neither spills. */
static void test_what_staff_says_comes_as_lines(void **state)
{
    struct fixture *f = *state;
    struct secret_bytes json = {0};
    char row[96];

    f->desk = (struct desk_letter){.kind = DESK_TOLD, .visit = 4, .request = 9};
    secret_bytes_text(&f->desk.answer, "{\"ok\":false,\"problem\":\"offline\"}");
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_int_equal(f->event.kind, EVENT_UNTOLD);
    secret_bytes_clear(&f->desk.answer);
    secret_bytes_text(&json, "{\"ok\":true,\"title\":\"\",\"note\":\"\",\"verify\":\"\",\"rows\":[");
    for (unsigned i = 1; i <= TALK_LINES + 2; i++) {
        snprintf(row, sizeof row, "%s{\"label\":{\"zh\":\"%u\",\"en\":\"%u\"},\"value\":\"第 %u 句\"}",
                 i > 1 ? "," : "", i, i, i);
        secret_bytes_text(&json, row);
    }
    secret_bytes_text(&json, "]}");
    f->desk.answer = json;
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_int_equal(f->event.kind, EVENT_TOLD);
    assert_int_equal(f->event.visit, 4);
    assert_int_equal(f->event.request, 9);
    assert_int_equal(f->event.told->count, TALK_LINES);
    assert_int_equal(f->event.told->lines[0].number, 3); /* the newest */
    assert_string_equal(f->event.told->lines[TALK_LINES - 1].text, "第 7 句");
    secret_bytes_clear(&f->desk.answer);
}

/* A code that is cut would be another option: nothing is offered then. */
static void test_options_are_whole_or_none(void **state)
{
    static const char good[] =
        "{\"ok\":true,\"rows\":[{\"label\":\"是\",\"value\":\"yes\"}],\"offer\":{\"id\":\"v\","
        "\"cast\":1,\"of\":2,\"plan\":[\"段\"]}}";
    static const char *const none[] = {
        "{\"ok\":true,\"rows\":[{\"label\":\"是\",\"value\":\"\"}],\"offer\":{\"id\":\"v\"}}",
        "{\"ok\":true,\"rows\":[{\"label\":\"是\",\"value\":\"0123456789012345678901234567890123\"}],"
        "\"offer\":{\"id\":\"v\"}}",
        "{\"ok\":true,\"rows\":[],\"offer\":{\"id\":\"v\"}}",
        "{\"ok\":true,\"rows\":[{\"label\":\"是\",\"value\":\"yes\"}],"
        "\"offer\":{\"id\":\"0123456789012345678901234567890123456789\"}}",
    };
    struct fixture *f = *state;

    f->desk = (struct desk_letter){.kind = DESK_RESULT};
    secret_bytes_text(&f->desk.answer, good);
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_string_equal(f->event.result->offer.id, "v");
    assert_int_equal(f->event.result->offer.of, 2);
    assert_string_equal(f->event.result->offer.plan[LANGUAGE_EN][0], "段");
    secret_bytes_clear(&f->desk.answer);
    for (unsigned i = 0; i < sizeof none / sizeof none[0]; i++) {
        secret_bytes_text(&f->desk.answer, none[i]);
        assert_true(translate_desk(&f->desk, &f->room, &f->event));
        assert_int_equal(f->event.kind, EVENT_RESULT);
        assert_string_equal(f->event.result->offer.id, "");
        secret_bytes_clear(&f->desk.answer);
    }
}

#define SLOT(code, at)                                                                                       \
    "{\"code\":\"" code "\",\"at\":\"2026-11-24T0" at ":00:00.000Z\",\"place\":\"a\",\"left\":2}"
#define SLOTS(by, list)                                                                                      \
    "{\"ok\":true,\"rows\":[],\"offer\":{\"id\":\"b\",\"by\":\"" by "\",\"taken\":true,\"slots\":[" list "]" \
    "}"                                                                                                      \
    "}"

/* A time or a place that is cut would be another, and days out of order would stand there twice. */
static void test_free_times_are_whole_or_none(void **state)
{
    static const char *const none[] = {
        SLOTS("where", SLOT("a.2", "2") "," SLOT("a.1", "1")),
        SLOTS("where", SLOT("a.1", "1") "," SLOT("01234567890123456789012345678901", "2")),
        SLOTS("0123456789012345678901234567890123456789", SLOT("a.1", "1")),
    };
    struct fixture *f = *state;

    f->desk = (struct desk_letter){.kind = DESK_RESULT};
    secret_bytes_text(&f->desk.answer, SLOTS("where", SLOT("a.1", "1") "," SLOT("a.2", "2")));
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_int_equal(f->event.result->booking.slot_count, 2);
    assert_true(f->event.result->booking.taken);
    assert_string_equal(f->event.result->booking.by, "where");
    assert_string_equal(f->event.result->booking.slots[1].code, "a.2");
    assert_int_equal(f->event.result->booking.slots[1].left, 2);
    assert_int_equal(f->event.result->booking.ticket.is, TICKET_IS_NONE);
    secret_bytes_clear(&f->desk.answer);
    for (unsigned i = 0; i < sizeof none / sizeof none[0]; i++) {
        secret_bytes_text(&f->desk.answer, none[i]);
        assert_true(translate_desk(&f->desk, &f->room, &f->event));
        assert_int_equal(f->event.result->booking.slot_count, 0);
        secret_bytes_clear(&f->desk.answer);
    }
}

static void test_cases_arrive(void **state)
{
    struct fixture *f = *state;
    f->desk = (struct desk_letter){.kind = DESK_RESULT};
    secret_bytes_text(
        &f->desk.answer,
        "{\"ok\":true,\"rows\":[],\"more\":2,\"cases\":[{\"number\":\"206170001475\",\"service\":\"s\","
        "\"part\":\"p\",\"name\":\"津贴\",\"department\":{\"zh\":\"局\",\"en\":\"Bureau\"},"
        "\"at\":\"2026-11-24T01:00:00.000Z\",\"steps\":[{\"state\":\"received\",\"at\":"
        "\"2026-11-24T01:00:01.000Z\"},{\"state\":\"supplement\",\"at\":\"2026-11-25T01:00:00.000Z\"}],"
        "\"ereceipt\":{\"number\":\"10562874493310027745\",\"amount_fen\":40000,\"url\":\"u\"},"
        "\"todo\":{\"what\":\"社保卡\",\"by\":\"2026-12-02\"}}]}");
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    const struct progress *p = &f->event.result->progress;
    assert_true(p->told);
    assert_true(p->count == 1 && p->more == 2);
    assert_string_equal(p->cases[0].number, "206170001475");
    assert_string_equal(p->cases[0].ereceipt.number, "10562874493310027745");
    assert_int_equal(p->cases[0].ereceipt.fen, 40000);
    assert_string_equal(p->cases[0].department[LANGUAGE_EN], "Bureau");
    assert_int_equal(p->cases[0].at_ms, 1795482000000);
    assert_int_equal(p->cases[0].step_count, 2);
    assert_int_equal(progress_state(&p->cases[0]), PROGRESS_SUPPLEMENT);
    assert_string_equal(p->cases[0].what[LANGUAGE_ZH], "社保卡");
    assert_int_equal(p->cases[0].by_ms, 1796184000000); /* noon of that day in China */
    secret_bytes_clear(&f->desk.answer);
    secret_bytes_text(&f->desk.answer, "{\"ok\":true,\"rows\":[],\"cases\":[{\"number\":\"1\"}]}");
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    assert_int_equal(f->event.kind, EVENT_NO_RESULT);
    secret_bytes_clear(&f->desk.answer);
}

static void test_a_ticket_arrives(void **state)
{
    struct fixture *f = *state;

    f->desk = (struct desk_letter){.kind = DESK_RESULT};
    secret_bytes_text(&f->desk.answer,
                      "{\"ok\":true,\"rows\":[],\"verify\":\"https://h/b/1\",\"ticket\":{\"state\":\"held\","
                      "\"number\":\"480210562874\",\"at\":\"2026-11-24T01:00:00.000Z\","
                      "\"place\":{\"zh\":\"站\",\"en\":\"Station\"},\"address\":\"路\"}}");
    assert_true(translate_desk(&f->desk, &f->room, &f->event));
    const struct ticket *t = &f->event.result->booking.ticket;
    assert_int_equal(t->is, TICKET_IS_HELD);
    assert_int_equal(t->at_ms, 1795482000000);
    assert_string_equal(t->number, "480210562874");
    assert_string_equal(t->place[LANGUAGE_EN], "Station");
    assert_string_equal(t->address[LANGUAGE_EN], "路");
    assert_string_equal(f->event.result->result.verify, "https://h/b/1");
    secret_bytes_clear(&f->desk.answer);
}

static void test_a_code_to_print_comes_whole_or_not(void **state)
{
    struct fixture *f = *state;
    for (size_t len = SESSION_VERIFY - 1; len <= SESSION_VERIFY; len++) {
        g_autofree char *code = g_strnfill(len, 'a');
        f->desk = (struct desk_letter){.kind = DESK_RESULT};
        g_autofree char *json = g_strdup_printf("{\"ok\":true,\"rows\":[],\"verify\":\"%s\"}", code);
        secret_bytes_text(&f->desk.answer, json);
        assert_true(translate_desk(&f->desk, &f->room, &f->event));
        assert_string_equal(f->event.result->result.verify, len < SESSION_VERIFY ? code : "");
        secret_bytes_clear(&f->desk.answer);
    }
}

static int setup(void **state)
{
    secret_start();
    *state = secret_new(sizeof(struct fixture));
    return 0;
}

static int teardown(void **state)
{
    secret_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_card_brings_its_person_and_visit),
        cmocka_unit_test(test_a_photo_comes_along_when_it_was_asked_for),
        cmocka_unit_test(test_where_the_card_lies_is_news),
        cmocka_unit_test(test_two_readers_stay_apart),
        cmocka_unit_test(test_troubles_stay_apart),
        cmocka_unit_test(test_keys_of_the_keypad_are_those_of_a_keyboard),
        cmocka_unit_test(test_what_kept_a_page),
        cmocka_unit_test(test_a_document_is_named_whole_or_not),
        cmocka_unit_test(test_the_jack_is_news),
        cmocka_unit_test(test_news_is_told_once),
        cmocka_unit_test(test_only_ready_brings_the_mains_back),
        cmocka_unit_test(test_saved_says_its_number_and_case),
        cmocka_unit_test(test_an_answer_of_another_form_is_refused),
        cmocka_unit_test(test_a_code_brings_its_person),
        cmocka_unit_test(test_what_staff_says_comes_as_lines),
        cmocka_unit_test(test_options_are_whole_or_none),
        cmocka_unit_test(test_free_times_are_whole_or_none),
        cmocka_unit_test(test_a_ticket_arrives),
        cmocka_unit_test(test_a_code_to_print_comes_whole_or_not),
        cmocka_unit_test(test_cases_arrive),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
