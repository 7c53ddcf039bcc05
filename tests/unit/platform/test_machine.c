/* One number, one machine: who is enrolled in another's place, and what becomes of the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "enrol_hall.h"

static uint32_t given_once(struct hall *hall)
{
    struct enrol_answer answer = enrol_once(hall);
    uint32_t given = answer.receipts_given;
    enrol_answer_clear(&answer);
    return given;
}

/* Who comes in another's place draws no number that the other gave out; be it that none of them came yet. */
static void the_answer_says_which_receipts_are_given(void **state)
{
    struct hall *hall = *state;
    struct room *room = hall->room;
    char receipt[RECEIPT_TEXT], token[ENROL_TOKEN_TEXT];
    assert_int_equal(given_once(hall), 0);
    assert_int_equal(given_once(hall), 1);
    room->platform.keys = &room->keys; /* which opens what case_post seals */
    case_post(room, 147, "application", ROOM_PERSON, "", receipt);
    case_post(room, 12, "application", ROOM_PERSON, "", receipt);
    room->platform.keys = hall->keys;
    assert_int_equal(given_once(hall), 147);
    g_autofree char *csr = request_of(KIOSK);
    give(hall, token);
    for (int i = 0; i < 2; i++) { /* also to who asks again, for an answer was lost */
        struct enrol_answer answer = taken(ask(hall, WIRE_PATH_ENROL, token, csr, NULL));
        assert_int_equal(answer.receipts_given, 147);
        enrol_answer_clear(&answer);
    }
}

static void assert_let_in(struct hall *hall, const struct peer *peer, bool in)
{
    struct reply reply = look_for_notices(hall, peer);
    assert_int_equal(reply.status, in ? 200 : 403);
    if (!in)
        assert_non_null(strstr(reply.body, "urn:kiosk:problem:revoked\""));
    reply_clear(&reply);
}

static struct peer peer_of(struct enrol_answer answer)
{
    struct peer peer = peer_with(answer.certificate);
    enrol_answer_clear(&answer);
    return peer;
}

/* From the moment that it is signed, and also when the new machine asks once more for a lost answer. */
static void who_is_enrolled_anew_takes_the_place(void **state)
{
    struct hall *hall = *state;
    char token[ENROL_TOKEN_TEXT];
    g_autofree char *csr = request_of(KIOSK);
    struct peer old = peer_of(enrol_once(hall));
    assert_let_in(hall, &old, true);
    give(hall, token);
    assert_let_in(hall, &old, true); /* nobody has used it */
    struct peer new = peer_of(taken(ask(hall, WIRE_PATH_ENROL, token, csr, NULL)));
    assert_let_in(hall, &old, false);
    assert_let_in(hall, &new, true);
    struct peer again = peer_of(taken(ask(hall, WIRE_PATH_ENROL, token, csr, NULL)));
    assert_string_equal(again.serial, new.serial);
    assert_let_in(hall, &again, true);
    assert_refused(ask(hall, WIRE_PATH_RENEW, NULL, csr, &old), 403, "revoked");
}

/* The answer to a renewal may be lost: what is shown ends what was before, and nothing earlier. */
static void a_renewed_one_ends_the_one_before_by_being_used(void **state)
{
    struct hall *hall = *state;
    g_autofree char *lost = request_of(KIOSK), *csr = request_of(KIOSK);
    struct peer old = peer_of(enrol_once(hall));
    wind(hall, HOUR_MS);
    struct peer unseen = peer_of(taken(ask(hall, WIRE_PATH_RENEW, NULL, lost, &old)));
    assert_let_in(hall, &old, true);
    wind(hall, HOUR_MS);
    struct peer new = peer_of(taken(ask(hall, WIRE_PATH_RENEW, NULL, csr, &old)));
    assert_let_in(hall, &old, true);
    assert_let_in(hall, &new, true);
    assert_let_in(hall, &old, false);
    assert_let_in(hall, &unseen, false);
    assert_let_in(hall, &new, true);
}

static void note_serial(const struct storage_identity_card *card, void *data)
{
    g_string_append_printf(data, "%s %s;", card->serial, card->revoked_ms ? "revoked" : "holds");
}

static char *listed(struct hall *hall)
{
    struct platform *platform = &hall->room->platform;
    GString *seen = g_string_new("");
    assert_true(
        storage_cards(platform->storage, platform->clock.wall_ms(&platform->clock), note_serial, seen, NULL));
    return g_string_free(seen, FALSE);
}

static void one_of_two_is_revoked_by_its_serial(void **state)
{
    struct hall *hall = *state;
    struct storage *storage = hall->room->platform.storage;
    g_autofree char *csr = request_of(KIOSK);
    struct peer old = peer_of(enrol_once(hall));
    wind(hall, HOUR_MS);
    struct peer new = peer_of(taken(ask(hall, WIRE_PATH_RENEW, NULL, csr, &old)));
    g_autofree char *both = listed(hall),
                    *two = g_strdup_printf("%s holds;%s holds;", old.serial, new.serial),
                    *one = g_strdup_printf("%s holds;", old.serial);
    assert_string_equal(both, two);
    assert_true(storage_revoke_card(storage, new.serial, ROOM_NOW_MS, NULL));
    assert_false(storage_revoke_card(storage, new.serial, ROOM_NOW_MS, NULL));
    assert_false(storage_revoke_card(storage, "AB", ROOM_NOW_MS, NULL));
    assert_let_in(hall, &new, false);
    assert_let_in(hall, &old, true);
    g_autofree char *after = listed(hall);
    assert_non_null(strstr(after, one));
    assert_true(storage_revoke_kiosk(storage, KIOSK, ROOM_NOW_MS, NULL));
    g_autofree char *none = listed(hall), *last = g_strdup_printf("%s revoked;", new.serial);
    assert_string_equal(none, last);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HALL(the_answer_says_which_receipts_are_given),
        HALL(who_is_enrolled_anew_takes_the_place),
        HALL(a_renewed_one_ends_the_one_before_by_being_used),
        HALL(one_of_two_is_revoked_by_its_serial),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
