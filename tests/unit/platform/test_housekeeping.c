/* What the server does by itself, with nobody asking anything: its first round pays back and forgets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/housekeeping.h"
#include "platform_room.h"

static enum cashier_answer note_asked(void *data, const struct storage_payment *payment, GError **error)
{
    (void)payment, (void)error;
    ++*(unsigned *)data;
    return CASHIER_PAID_BACK;
}

/* Paid, and given up: the money is due to whoever paid. */
static void owe(struct storage *storage)
{
    const uint8_t code[STORAGE_OWNER_BYTES] = {1};
    struct storage_order order = {.id = {1},
                                  .number = "206170000017",
                                  .service = "fee",
                                  .amount_fen = 100,
                                  .created_ms = ROOM_NOW_MS,
                                  .valid_ms = ROOM_NOW_MS + 1000};
    assert_true(storage_order_open(storage, &order, FALSE, NULL));
    assert_true(storage_order_pay(storage, order.number, code, ROOM_NOW_MS, &order, NULL));
    assert_true(
        storage_order(storage, ORDER_DEED_CANCEL, order.number, order.attempt, ROOM_NOW_MS, &order, NULL));
    assert_int_equal(order.state, ORDER_REFUND_DUE);
}

static gboolean forgot(struct storage *storage, const uint8_t hash[STORAGE_CODE_BYTES])
{
    struct storage_identity identity = {.hash = hash};
    return !storage_take_identity(storage, &identity, 0, NULL);
}

static void a_round_pays_back_and_forgets(void **state)
{
    struct room *room = *state;
    struct storage *storage = room->platform.storage;
    unsigned asked = 0;
    const struct cashier cashier = {.refund = note_asked, .data = &asked};
    const uint8_t over[STORAGE_CODE_BYTES] = {1}, holds[STORAGE_CODE_BYTES] = {2};
    const struct storage_identity codes[] = {{.hash = over, .until_ms = ROOM_NOW_MS - 1},
                                             {.hash = holds, .until_ms = ROOM_NOW_MS + 1}};
    owe(storage);
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        assert_true(storage_give_identity(storage, &codes[i], 0, NULL));
    struct housekeeping *house = housekeeping_start(room->uri, &cashier, &room->platform.clock, NULL);
    assert_non_null(house);
    while (asked == 0) /* within one round the cashier comes first */
        g_main_context_iteration(NULL, TRUE);
    assert_true(forgot(storage, over));
    assert_false(forgot(storage, holds));
    assert_int_equal(asked, 1);
    housekeeping_stop(house);
}

static void a_store_that_does_not_open_is_told(void **state)
{
    struct room *room = *state;
    g_autoptr(GError) error = NULL;
    assert_null(housekeeping_start("nowhere:", &cashier_demo, &room->platform.clock, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_URI));
    housekeeping_stop(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(a_round_pays_back_and_forgets),
        ROOM(a_store_that_does_not_open_is_told),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
