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

int main(void)
{
    const struct CMUnitTest tests[] = {
        HALL(the_answer_says_which_receipts_are_given),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
