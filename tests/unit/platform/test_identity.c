/* An identity code opens one person, once, for minutes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <jansson.h>
#include <string.h>

#include "platform/identity.h"
#include "platform_room.h"
#include "wire/messages.h"

#define SCHEME "lcidentity:1:"

static unsigned ask(struct room *room, const char *signs, struct message_person *person)
{
    g_autofree char *body = g_strdup_printf("{\"kind\":\"identity\",\"code\":\"%s\"}", signs);
    struct reply reply = room_ask(room, "POST", "/v1/online", body);
    unsigned status = reply.status;
    bool named = message_person_parse(reply.body, reply.len, person);
    assert_true(named == (status == 200));
    reply_clear(&reply);
    return status;
}

static void one_person_once(void **state)
{
    struct room *room = *state;
    struct message_person person;
    char code[IDENTITY_TEXT];
    assert_true(identity_give(room->platform.storage, ROOM_PERSON, "王秀兰", ROOM_NOW_MS, code, NULL));
    assert_true(g_str_has_prefix(code, SCHEME));
    assert_int_equal(strlen(code), strlen(SCHEME) + 20);
    assert_int_equal(ask(room, code + strlen(SCHEME), &person), 200);
    assert_string_equal(person.name, "王秀兰");
    assert_string_equal(person.number, ROOM_PERSON);
    assert_string_equal(person.sex, "女");
    assert_string_equal(person.birth, "19430512");
    assert_int_equal(ask(room, code + strlen(SCHEME), &person), 404);
    assert_string_equal(person.name, "");
}

static void not_given_or_over(void **state)
{
    struct room *room = *state;
    struct message_person person;
    char code[IDENTITY_TEXT];
    assert_int_equal(ask(room, "0123456789ABCDEFGHJK", &person), 404);
    assert_int_equal(ask(room, "", &person), 404);
    int64_t before = ROOM_NOW_MS - IDENTITY_HOLDS_MS;
    assert_true(identity_give(room->platform.storage, ROOM_PERSON, "王秀兰", before, code, NULL));
    assert_int_equal(ask(room, code + strlen(SCHEME), &person), 404);
    assert_true(identity_give(room->platform.storage, ROOM_PERSON, "王秀兰", before + 1, code, NULL));
    assert_int_equal(ask(room, code + strlen(SCHEME), &person), 200);
}

static void only_of_somebody(void **state)
{
    struct room *room = *state;
    char code[IDENTITY_TEXT];
    g_autoptr(GError) error = NULL;
    assert_false(
        identity_give(room->platform.storage, "341199194305120042", "王秀兰", ROOM_NOW_MS, code, &error));
    assert_non_null(error);
    static const char *const no_names[] = {"", " ", "王\n秀兰", "王\x1b[2J", "王\u202e"};
    for (size_t i = 0; i < G_N_ELEMENTS(no_names); i++)
        assert_false(
            identity_give(room->platform.storage, ROOM_PERSON, no_names[i], ROOM_NOW_MS, code, NULL));
}

static bool parses(const char *json, struct message_person *person)
{
    return message_person_parse(json, strlen(json), person);
}

/* What is not whole greets nobody. */
static void answers_that_name_nobody(void **state)
{
    static const char *const bad[] = {
        "",
        "[]",
        "{\"ok\":true}",
        "{\"ok\":false,\"problem\":\"refused\"}",
        "{\"ok\":true,\"person\":{\"name\":\"王\",\"number\":\"341199194305120041\",\"sex\":\"女\","
        "\"birth\":\"19430513\"}}",
        "{\"ok\":true,\"person\":{\"name\":\"王\",\"number\":\"341199194305120042\",\"sex\":\"女\","
        "\"birth\":\"19430512\"}}",
        "{\"ok\":true,\"person\":{\"name\":\"\",\"number\":\"341199194305120041\",\"sex\":\"女\","
        "\"birth\":\"19430512\"}}",
        "{\"ok\":true,\"person\":{\"name\":\"王\",\"number\":\"341199194305120041\",\"sex\":\"F\","
        "\"birth\":\"19430512\"}}"};
    struct message_person person;
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        assert_false(parses(bad[i], &person));
        assert_string_equal(person.number, "");
    }
    assert_true(parses("{\"ok\":true,\"person\":{\"name\":\"王\",\"number\":\"341199194305120041\","
                       "\"sex\":\"女\",\"birth\":\"19430512\"}}",
                       &person));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_person_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(not_given_or_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_of_somebody, set_up, tear_down),
        cmocka_unit_test(answers_that_name_nobody),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
