/* What the platform will open equals what was entered, whatever characters it holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "app/kiosk/submission.h"
#include "catalog/bundle.h"

static const struct material materials[] = {{.code = "611", .label = {.zh = "社保卡"}},
                                            {.code = "113", .label = {.zh = "户口本"}}};
static const struct label lines[] = {{.zh = "搬家来说。"}, {.zh = "多发退回。"}};
static const struct service service = {.code = "x",
                                       .materials = materials,
                                       .material_count = 2,
                                       .statement = {.zh = "我保证：填的都是\"真的\"。"},
                                       .statement_lines = lines,
                                       .statement_line_count = 2};

static json_t *opened(struct secret_bytes *members)
{
    struct secret_bytes whole = {0};
    json_t *object;

    secret_bytes_text(&whole, "{");
    secret_bytes_append(&whole, members->data, members->len);
    secret_bytes_text(&whole, "}");
    object = json_loadb((const char *)whole.data, whole.len, 0, NULL);
    secret_bytes_clear(&whole);
    secret_bytes_clear(members);
    assert_non_null(object);
    return object;
}

static struct session *filled(void)
{
    struct session *s = secret_new(sizeof *s);

    s->service = &service;
    strcpy(s->person.name, "𠮷田\\测");
    strcpy(s->person.number, "34119919300101009X");
    strcpy(s->kase.answers[0].field, "address");
    strcpy(s->kase.answers[0].value, "3 栋\"2\" 单元\t402");
    s->kase.answer_count = 1;
    s->kase.materials[0].taken = true;
    strcpy(s->kase.materials[0].code, "lclicence:1:611:A");
    s->kase.materials[1].later = true;
    return s;
}

static const char *text(json_t *object, const char *outer, const char *name)
{
    return json_string_value(json_object_get(json_object_get(object, outer), name));
}

static void test_a_photo_goes_only_where_it_is_wanted(void **state)
{
    static struct service wants;
    struct session *s = filled();
    struct secret_bytes members = {0};
    uint8_t back[PERSON_PHOTO];
    size_t n = 0;
    json_t *object;

    (void)state;
    for (unsigned i = 0; i < PERSON_PHOTO; i++)
        s->person.photo[i] = (uint8_t)(37 * i + 11);
    s->person.photo_len = PERSON_PHOTO;
    submission_application(&members, s, NULL);
    object = opened(&members);
    assert_null(json_object_get(object, "photo"));
    json_decref(object);
    wants = service;
    wants.photo = true;
    s->service = &wants;
    submission_application(&members, s, NULL);
    object = opened(&members);
    assert_string_equal(text(object, "photo", "format"), "wlt");
    const char *data = text(object, "photo", "data");
    assert_int_equal(sodium_base642bin(back, sizeof back, data, strlen(data), NULL, &n, NULL,
                                       sodium_base64_VARIANT_ORIGINAL),
                     0);
    assert_int_equal(n, PERSON_PHOTO);
    assert_memory_equal(back, s->person.photo, PERSON_PHOTO);
    json_decref(object);
    s->person.photo_len = 0; /* the module had none: the rest goes all the same */
    submission_application(&members, s, NULL);
    object = opened(&members);
    assert_null(json_object_get(object, "photo"));
    json_decref(object);
    secret_free(s);
}

static void test_what_was_left_behind_names_nobody(void **state)
{
    struct session *s = filled();
    struct secret_bytes members = {0};
    json_t *object, *things;

    (void)state;
    s->reminder.things = 1u << REMINDER_CARD | 1u << REMINDER_PAGE;
    submission_left(&members, s);
    object = opened(&members);
    things = json_object_get(object, "things");
    assert_int_equal(json_object_size(object), 1);
    assert_int_equal(json_array_size(things), 2);
    assert_string_equal(json_string_value(json_array_get(things, 0)), "card");
    assert_string_equal(json_string_value(json_array_get(things, 1)), "page");
    json_decref(object);
    secret_free(s);
}

static void test_everything_arrives(void **state)
{
    struct session *s = filled();
    struct secret_bytes members = {0};
    json_t *object;

    (void)state;
    s->kase.reviewed = s->kase.consented = true;
    submission_application(&members, s, NULL);
    object = opened(&members);
    assert_string_equal(text(object, "person", "name"), s->person.name);
    assert_string_equal(text(object, "person", "number"), s->person.number);
    assert_string_equal(text(object, "answers", "address"), s->kase.answers[0].value);
    assert_string_equal(text(object, "consent", "statement"),
                        "我保证：填的都是\"真的\"。\n搬家来说。\n多发退回。");
    assert_true(json_is_true(json_object_get(json_object_get(object, "consent"), "reviewed")));
    assert_int_equal(json_array_size(json_object_get(object, "materials")), 2);
    assert_true(
        json_is_true(json_object_get(json_array_get(json_object_get(object, "materials"), 1), "later")));
    assert_int_equal(json_array_size(json_object_get(object, "signature")), 0);
    json_decref(object);
    secret_free(s);
}

static void test_it_says_by_which_card(void **state)
{
    struct session *s = filled();

    (void)state;
    for (int social = 0; social < 2; social++) {
        struct secret_bytes members = {0};
        s->person.social = social;
        submission_application(&members, s, NULL);
        json_t *object = opened(&members);
        assert_string_equal(text(object, "person", "card"), social ? "social" : "identity");
        json_decref(object);
    }
    secret_free(s);
}

/* Whoever read a card before still reports without a name; what was not asked any more does not go. */
static void test_a_report_names_nobody(void **state)
{
    static const struct choice choices[] = {{.value = "here"}, {.value = "elsewhere"}};
    static const struct field where = {
        .name = "where", .type = FIELD_CHOICE, .choices = choices, .choice_count = 2};
    static const struct field place = {.name = "place", .asked_if = "where", .asked_value = "elsewhere"};
    static const struct field *const pages[] = {&where, &place};
    static const unsigned fields[] = {1, 1};
    static const struct service report = {
        .code = "r", .kind = SERVICE_REPORT, .pages = pages, .page_fields = fields, .page_count = 2};
    struct session *s = filled();
    struct secret_bytes members = {0};
    json_t *object;

    (void)state;
    s->service = &report;
    strcpy(s->kase.receipt, "206170001475");
    strcpy(s->kase.answers[0].field, "place");
    strcpy(s->kase.answers[1].field, "where");
    strcpy(s->kase.answers[1].value, "here");
    s->kase.answer_count = 2;
    submission_application(&members, s, NULL);
    object = opened(&members);
    assert_null(json_object_get(object, "person"));
    assert_int_equal(json_object_size(json_object_get(object, "answers")), 1);
    assert_string_equal(text(object, "answers", "where"), "here");
    json_decref(object);
    strcpy(s->kase.answers[1].value, "elsewhere");
    submission_application(&members, s, NULL);
    object = opened(&members);
    assert_int_equal(json_object_size(json_object_get(object, "answers")), 2);
    json_decref(object);
    submission_question(&members, s);
    object = opened(&members);
    assert_null(json_object_get(object, "person"));
    assert_string_equal(json_string_value(json_object_get(object, "receipt")), s->kase.receipt);
    json_decref(object);
    secret_free(s);
}

/* What only unticked parts ask stays here; each ticked one says what its department is given. */
static void test_a_bundle_names_its_parts(void **state)
{
    static const char *const card[] = {"card"}, *const photo[] = {"photo"}, *const register_of[] = {"113"};
    static const struct bundle_part parts[] = {{.code = "p",
                                                .name = {.zh = "养老金"},
                                                .department = {.zh = "人社局"},
                                                .workdays = 20,
                                                .asks = card,
                                                .ask_count = 1},
                                               {.code = "s",
                                                .name = {.zh = "优待证"},
                                                .department = {.zh = "卫健委"},
                                                .asks = photo,
                                                .ask_count = 1,
                                                .brings = register_of,
                                                .bring_count = 1}};
    static const struct field phone = {.name = "phone"}, number = {.name = "card"}, face = {.name = "photo"};
    static const struct field *const pages[] = {&phone, &number, &face};
    static const unsigned counts[] = {1, 1, 1};
    struct service with = service;
    struct session *s = filled();
    struct secret_bytes members = {0};
    json_t *object, *part;

    (void)state;
    with.kind = SERVICE_BUNDLE;
    with.pages = pages;
    with.page_fields = counts;
    with.page_count = 3;
    with.parts = parts;
    with.part_count = 2;
    s->service = &with;
    s->kase.parts = 1;
    strcpy(s->kase.answers[0].field, "phone");
    strcpy(s->kase.answers[1].field, "card");
    strcpy(s->kase.answers[2].field, "photo");
    s->kase.answer_count = 3;
    submission_application(&members, s, NULL);
    object = opened(&members);
    assert_int_equal(json_object_size(json_object_get(object, "answers")), 2);
    assert_int_equal(json_array_size(json_object_get(object, "materials")), 1);
    assert_int_equal(json_array_size(json_object_get(object, "parts")), 1);
    part = json_array_get(json_object_get(object, "parts"), 0);
    assert_string_equal(json_string_value(json_object_get(part, "code")), "p");
    assert_string_equal(json_string_value(json_object_get(part, "department")), "人社局");
    assert_int_equal(json_integer_value(json_object_get(part, "workdays")), 20);
    assert_int_equal(json_array_size(json_object_get(part, "answers")), 2);
    json_decref(object);
    s->kase.parts = 3;
    submission_application(&members, s, NULL);
    object = opened(&members);
    assert_int_equal(json_object_size(json_object_get(object, "answers")), 3);
    assert_int_equal(json_array_size(json_object_get(object, "materials")), 2);
    part = json_array_get(json_object_get(object, "parts"), 1);
    assert_int_equal(json_array_size(json_object_get(part, "answers")), 2);
    assert_string_equal(json_string_value(json_array_get(json_object_get(part, "answers"), 1)), "photo");
    assert_int_equal(json_array_size(json_object_get(part, "materials")), 2);
    json_decref(object);
    secret_free(s);
}

/* Only what the chosen way asks goes with it, and none of it among the form's answers. */
static void test_delivery_goes_its_own_way(void **state)
{
    static const struct field address = {.name = "address"}, to = {.name = "delivery_address"},
                              agent = {.name = "agent_name"};
    static const struct field *const pages[] = {&address, &to, &agent};
    static const unsigned counts[] = {1, 1, 1};
    static const struct delivery delivery = {
        .ways = {{.kind = DELIVERY_POST, .fee_fen = 1200, .first_page = 1, .page_count = 1},
                 {.kind = DELIVERY_AGENT, .first_page = 2, .page_count = 1}},
        .way_count = 2,
        .page_count = 2};
    struct service with = service;
    struct session *s = filled();
    struct secret_bytes members = {0};
    json_t *object;

    (void)state;
    with.pages = pages;
    with.page_fields = counts;
    with.page_count = 1;
    with.delivery = &delivery;
    s->service = &with;
    s->kase.way = 1;
    strcpy(s->kase.answers[1].field, "delivery_address");
    strcpy(s->kase.answers[1].value, "5 栋");
    strcpy(s->kase.answers[2].field, "agent_name");
    strcpy(s->kase.answers[2].value, "孙小雨");
    s->kase.answer_count = 3;
    submission_application(&members, s, NULL);
    object = opened(&members);
    assert_int_equal(json_object_size(json_object_get(object, "answers")), 1);
    assert_string_equal(text(object, "delivery", "way"), "post");
    assert_string_equal(text(object, "delivery", "delivery_address"), "5 栋");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(object, "delivery"), "fee_fen")),
                     1200);
    assert_null(text(object, "delivery", "agent_name"));
    json_decref(object);
    secret_free(s);
}

/* Its id, the time and the form's answers go; giving back names only who asks. */
static void test_a_booking_names_its_case(void **state)
{
    static const struct service booked = {.code = "b", .kind = SERVICE_BOOKING};
    static const uint8_t id[16] = {0x01, 0x9a, 0xb0, 0xc1, 0xd2, 0xe3, 0x7f, 0x40,
                                   0x8a, 0x1b, 0,    0,    0,    0,    0,    7};
    struct session *s = filled();
    struct secret_bytes members = {0};
    json_t *object;

    (void)state;
    s->service = &booked;
    s->step = STEP_ENQUIRY;
    memcpy(s->kase.id, id, sizeof id);
    assert_string_equal(submission_question_kind(s), "booking.offer");
    submission_question(&members, s);
    object = opened(&members);
    assert_null(json_object_get(object, "case"));
    json_decref(object);
    s->step = STEP_SENDING;
    strcpy(s->kase.pick, "station.1");
    assert_string_equal(submission_question_kind(s), "booking");
    submission_question(&members, s);
    object = opened(&members);
    assert_string_equal(json_string_value(json_object_get(object, "case")),
                        "019ab0c1-d2e3-7f40-8a1b-000000000007");
    assert_string_equal(json_string_value(json_object_get(object, "pick")), "station.1");
    assert_string_equal(text(object, "answers", "address"), s->kase.answers[0].value);
    assert_string_equal(text(object, "person", "number"), s->person.number);
    json_decref(object);
    s->kase.booking.cancels = true;
    assert_string_equal(submission_question_kind(s), "booking.cancel");
    submission_question(&members, s);
    object = opened(&members);
    assert_null(json_object_get(object, "pick"));
    assert_string_equal(text(object, "person", "number"), s->person.number);
    json_decref(object);
    secret_free(s);
}

static void test_strokes_keep_their_order(void **state)
{
    struct session *s = filled();
    struct secret_bytes members = {0};
    json_t *object, *strokes;

    (void)state;
    for (unsigned i = 0; i < 6; i++)
        s->kase.ink[i] = (struct stroke_point){(int16_t)(100 * i), 5000, i == 0 || i == 4};
    s->kase.ink_count = 6;
    s->kase.pad_ratio = 1475;
    submission_application(&members, s, NULL);
    object = opened(&members);
    strokes = json_object_get(object, "signature");
    assert_int_equal(json_array_size(strokes), 2);
    assert_int_equal(json_array_size(json_array_get(strokes, 0)), 4);
    assert_int_equal(json_integer_value(json_array_get(json_array_get(json_array_get(strokes, 1), 0), 0)),
                     400);
    assert_int_equal(json_integer_value(json_object_get(object, "signature_pad_ratio")), 1475);
    json_decref(object);
    secret_free(s);
}

/* A mark is not called a name, and a call for a witness not a witness. */
static void test_how_it_was_signed(void **state)
{
    static const struct {
        bool ink, by_mark, stamped, called;
        enum call_state call;
        const char *by, *witness;
    } ways[] = {
        {false, false, false, false, CALL_NONE, "", ""},
        {true, false, false, false, CALL_HEARD, "hand", ""}, /* called for something else */
        {true, true, false, false, CALL_NONE, "mark", ""},
        {true, true, false, true, CALL_ASKED, "mark", "called"},
        {true, true, false, true, CALL_UNHEARD, "mark", "called"},
        {true, true, false, true, CALL_HEARD, "mark", "called"}, /* it lies there: nobody said they saw it */
        {true, true, false, true, CALL_ANSWERED, "mark", "told"},
        {false, true, false, false, CALL_NONE, "", ""}, /* and then did not draw it */
        {false, true, true, true, CALL_ANSWERED, "card", "told"},
    };

    (void)state;
    for (unsigned i = 0; i < G_N_ELEMENTS(ways); i++) {
        struct session *s = filled();
        struct secret_bytes members = {0};
        json_t *object;

        s->kase.ink_count = ways[i].ink ? 2 : 0;
        s->kase.by_mark = ways[i].by_mark;
        s->kase.stamped = ways[i].stamped;
        s->kase.witness_called = ways[i].called;
        s->staff_call.state = ways[i].call;
        submission_application(&members, s, NULL);
        object = opened(&members);
        assert_string_equal(json_string_value(json_object_get(object, "signed_by")), ways[i].by);
        assert_string_equal(json_string_value(json_object_get(object, "witness")), ways[i].witness);
        json_decref(object);
        secret_free(s);
    }
}

/* What a request for an answer by message is about goes along; an application has no such member. */
static void test_a_request_says_what_was_asked(void **state)
{
    static const struct service question = {
        .code = "jiankang-yuyue", .name = {.zh = "约老人体检"}, .department = {.zh = "镇卫生院"}};
    struct session *s = filled();
    struct secret_bytes members = {0};
    struct asked *about = &s->kase.asked;
    json_t *object, *asked;

    (void)state;
    submission_application(&members, s, NULL);
    object = opened(&members);
    assert_null(json_object_get(object, "asked"));
    json_decref(object);
    about->service = &question;
    about->id[0] = 1;
    about->at_ms = 1773800000000;
    strcpy(about->pick, "station.1");
    about->why = ASKED_LATE;
    strcpy(about->answers[0].field, "where");
    strcpy(about->answers[0].value, "station");
    about->answer_count = 1;
    submission_application(&members, s, NULL);
    object = opened(&members);
    asked = json_object_get(object, "asked");
    assert_string_equal(json_string_value(json_object_get(asked, "service")), "jiankang-yuyue");
    assert_string_equal(json_string_value(json_object_get(asked, "name")), "约老人体检");
    assert_string_equal(json_string_value(json_object_get(asked, "department")), "镇卫生院");
    assert_string_equal(json_string_value(json_object_get(asked, "case")),
                        "01000000-0000-0000-0000-000000000000");
    assert_string_equal(json_string_value(json_object_get(asked, "pick")), "station.1");
    assert_string_equal(json_string_value(json_object_get(asked, "at")), "2026-03-18T02:13:20.000Z");
    assert_string_equal(text(asked, "answers", "where"), "station");
    assert_string_equal(json_string_value(json_object_get(asked, "wish")), "3 月 18 日（周三）上午 10:13");
    assert_string_equal(json_string_value(json_object_get(asked, "why")), "late");
    json_decref(object);
    secret_free(s);
}

/* Who it is, is what is asked: the question names nobody. */
static void test_an_identity_code_is_asked_about(void **state)
{
    struct session *s = filled();
    struct secret_bytes members = {0};
    json_t *object;

    (void)state;
    s->step = STEP_IDENTIFY;
    g_strlcpy(s->identity.code, "0123456789ABCDEFGHJK", sizeof s->identity.code);
    assert_string_equal(submission_question_kind(s), "identity");
    submission_question(&members, s);
    object = opened(&members);
    assert_string_equal(json_string_value(json_object_get(object, "code")), s->identity.code);
    assert_null(json_object_get(object, "person"));
    json_decref(object);
    secret_free(s);
}

static void test_a_rating_names_nobody(void **state)
{
    struct effect effect = {.kind = EFFECT_RATE, .rating = 2, .reasons = 5};
    struct secret_bytes members = {0};
    json_t *object;

    (void)state;
    submission_rating(&members, &effect);
    object = opened(&members);
    assert_int_equal(json_object_size(object), 2);
    assert_int_equal(json_integer_value(json_object_get(object, "rating")), 2);
    json_decref(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_photo_goes_only_where_it_is_wanted),
        cmocka_unit_test(test_what_was_left_behind_names_nobody),
        cmocka_unit_test(test_everything_arrives),
        cmocka_unit_test(test_it_says_by_which_card),
        cmocka_unit_test(test_a_bundle_names_its_parts),
        cmocka_unit_test(test_a_report_names_nobody),
        cmocka_unit_test(test_delivery_goes_its_own_way),
        cmocka_unit_test(test_strokes_keep_their_order),
        cmocka_unit_test(test_how_it_was_signed),
        cmocka_unit_test(test_a_booking_names_its_case),
        cmocka_unit_test(test_a_request_says_what_was_asked),
        cmocka_unit_test(test_an_identity_code_is_asked_about),
        cmocka_unit_test(test_a_rating_names_nobody),
    };

    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
