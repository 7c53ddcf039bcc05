/* A signed paper before the scanner: what it says, or why it is not believed; any other code stays a code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <string.h>

#include "app/kiosk/proof.h"

struct room {
    struct proof_keys keys;
    uint8_t secret_key[PROOF_SECRET_BYTES];
    struct translation translation;
    struct session_event event;
};

static int enter(void **state)
{
    struct room *room = g_new0(struct room, 1);
    crypto_sign_keypair(room->keys.key[0], room->secret_key);
    room->keys.count = 1;
    *state = room;
    return 0;
}

static int leave(void **state)
{
    g_free(*state);
    return 0;
}

static void show(struct room *room, const char *text)
{
    room->event = (struct session_event){.kind = EVENT_CODE, .visit = 7, .text = text};
    proof_event(&room->keys, &room->translation, &room->event);
    assert_int_equal(room->event.visit, 7);
}

static char *paper(const struct room *room)
{
    const struct proof proof = {.kind = PROOF_RECEIPT,
                                .number = "01234567890123456789",
                                .what = "医保缴费",
                                .amount_fen = 40005,
                                .issued_ms = 1795392000000};
    char text[PROOF_TEXT];
    assert_true(proof_close(&proof, "https://kiosk.example/e/1", room->secret_key, text));
    return g_strdup(text);
}

static void a_true_paper_says_what_it_proves(void **state)
{
    struct room *room = *state;
    g_autofree char *text = paper(room);
    show(room, text);
    assert_int_equal(room->event.kind, EVENT_PROOF);
    assert_int_equal(room->event.problem, PROBLEM_NONE);
    assert_int_equal(room->event.result->result.count, 4);
    assert_string_equal(room->event.result->result.value[0], "医保缴费");
    assert_string_equal(room->event.result->result.value[1], "¥400.05");
    assert_string_equal(room->event.result->result.value[3], "01234567890123456789");
}

static void of_an_altered_one_not_a_word(void **state)
{
    struct room *room = *state;
    g_autofree char *text = paper(room);
    const size_t altered[] = {strlen("https://k"), strlen(text) - 8}; /* where a phone is led; what it says */
    for (size_t i = 0; i < G_N_ELEMENTS(altered); i++) {
        text[altered[i]] ^= 1;
        show(room, text);
        text[altered[i]] ^= 1;
        assert_int_equal(room->event.kind, EVENT_PROOF);
        assert_int_equal(room->event.problem, PROBLEM_PROOF_ALTERED);
        assert_int_equal(room->event.result->result.count, 0);
    }
}

/* The desk tells new keys while the program runs; until then a newer paper is not called altered. */
static void keys_come_and_papers_of_before_stay(void **state)
{
    struct room *room = *state;
    g_autofree char *before = paper(room);
    memcpy(room->keys.key[1], room->keys.key[0], sizeof room->keys.key[1]);
    const struct proof_keys old = room->keys;
    crypto_sign_keypair(room->keys.key[0], room->secret_key);
    room->keys.count = 2;
    const struct proof_keys new = room->keys;
    g_autofree char *now = paper(room);
    room->keys = old;
    show(room, now);
    assert_int_equal(room->event.kind, EVENT_PROOF);
    assert_int_equal(room->event.problem, PROBLEM_PROOF_UNKNOWN);
    assert_int_equal(room->event.result->result.count, 0);
    room->keys = new;
    show(room, now);
    assert_int_equal(room->event.problem, PROBLEM_NONE);
    show(room, before);
    assert_int_equal(room->event.problem, PROBLEM_NONE);
}

static void any_other_code_stays_one(void **state)
{
    struct room *room = *state;
    g_autofree char *text = paper(room);
    show(room, "lclicence:1:611:DEMO-0088");
    assert_int_equal(room->event.kind, EVENT_CODE);
    room->keys.count = 0; /* not told yet */
    show(room, text);
    assert_int_equal(room->event.kind, EVENT_CODE);
    room->event = (struct session_event){.kind = EVENT_CARD};
    proof_event(&room->keys, &room->translation, &room->event);
    assert_int_equal(room->event.kind, EVENT_CARD);
}

#define ROOM(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(a_true_paper_says_what_it_proves), ROOM(of_an_altered_one_not_a_word),
        ROOM(keys_come_and_papers_of_before_stay), ROOM(any_other_code_stays_one)};
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
