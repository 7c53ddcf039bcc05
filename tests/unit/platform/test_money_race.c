/* Two platforms on one store and their cashier, at the same moment: a phone pays, the kiosk's farewell and
 * its case come, a late asking of it comes. Whoever is first, what the case says holds, and nothing is paid
 * back twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <pthread.h>
#include <string.h>

#include "platform/cashier.h"
#include "platform/orders.h"
#include "platform_room.h"

enum { CASES = 24, FEN = 40000, TRIES = 200 };

struct race;
struct runner {
    struct race *race;
    void (*run)(struct runner *runner);
    struct storage *storage; /* a connection of its own */
    unsigned failed;
};
struct race {
    unsigned number; /* of the case */
    bool pays;       /* what the case says */
    uint8_t id[16];
    char order[ORDER_TEXT];
    GHashTable *given_back; /* by the payment's id: what a payment service keeps */
    GMutex lock;            /* of that */
    pthread_barrier_t start, end;
    bool over;
};

static enum cashier_answer give_back(void *data, const struct storage_payment *payment, GError **error)
{
    struct race *race = data;
    (void)error;
    g_mutex_lock(&race->lock);
    g_hash_table_add(race->given_back, g_strdup(payment->id));
    g_mutex_unlock(&race->lock);
    return CASHIER_PAID_BACK;
}

static void phone_pays(struct runner *r)
{
    struct storage_payment payment = {.attempt = 1, .amount_fen = FEN, .at_ms = ROOM_NOW_MS};
    struct storage_order out;
    g_snprintf(payment.id, sizeof payment.id, "txn-%u", r->race->number);
    g_strlcpy(payment.number, r->race->order, sizeof payment.number);
    r->failed += !storage_credit(r->storage, &payment, &out, NULL);
}

static struct storage_put letter(const struct race *race, const struct storage_void *gone, char *receipt)
{
    struct storage_put put = {.submission = {.receipt = gone ? "" : receipt,
                                             .kiosk = "20617",
                                             .kind = gone ? "void" : "application",
                                             .service = "fee",
                                             .received_ms = ROOM_NOW_MS,
                                             .record = "{}",
                                             .record_len = 2,
                                             .gone = gone,
                                             .pays = !gone && race->pays,
                                             .owed = !gone && race->pays ? "补交" : NULL}};
    memcpy(put.submission.id, race->id, sizeof race->id);
    put.submission.id[15] ^= gone ? 0xff : 0;
    return put;
}

/* One that says it is paid has not given up; else farewell and case come in one batch, or in two. */
static void kiosk_drains(struct runner *r)
{
    struct race *race = r->race;
    struct storage_void gone = {race->id, 1};
    char receipt[RECEIPT_TEXT];
    g_snprintf(receipt, sizeof receipt, "%012u", race->number);
    struct storage_put puts[] = {letter(race, race->pays ? NULL : &gone, receipt),
                                 letter(race, NULL, receipt)};
    bool together = race->number % 4 == 0;
    if (race->pays || together) {
        r->failed += !storage_put(r->storage, race->pays ? puts + 1 : puts, race->pays ? 1 : 2, NULL);
        return;
    }
    for (unsigned i = 0; i < 2; i++)
        r->failed += !storage_put(r->storage, &puts[(i + race->number / 4) % 2], 1, NULL);
}

static void asking_comes_late(struct runner *r)
{
    struct storage_order order = {.service = "fee",
                                  .amount_fen = FEN,
                                  .created_ms = ROOM_NOW_MS,
                                  .valid_ms = ROOM_NOW_MS + 1000,
                                  .turn = 1};
    memcpy(order.id, r->race->id, sizeof order.id);
    g_strlcpy(order.number, r->race->order, sizeof order.number);
    r->failed += !storage_order_open(r->storage, &order, FALSE, NULL);
}

static void cashier_goes_round(struct runner *r)
{
    const struct cashier service = {.refund = give_back, .data = r->race};
    for (unsigned i = 0; i < 3; i++)
        r->failed += cashier_round(r->storage, &service, ROOM_NOW_MS + i, NULL) < 0;
}

static void *run(void *data)
{
    struct runner *r = data;
    for (;;) {
        pthread_barrier_wait(&r->race->start);
        if (r->race->over)
            return NULL;
        r->run(r);
        pthread_barrier_wait(&r->race->end);
    }
}

struct tally {
    unsigned kept, back, other;
};

static void count(const struct storage_payment *payment, void *data)
{
    struct tally *tally = data;
    tally->kept += payment->state == PAYMENT_KEPT;
    tally->back += payment->state == PAYMENT_REFUNDED;
    tally->other += payment->state == PAYMENT_REFUND_DUE || payment->state == PAYMENT_REFUNDING;
}

static void find_supplement(const struct storage_step *step, void *data)
{
    *(bool *)data |= strcmp(step->state, "supplement") == 0;
}

static void judge(struct race *race, struct storage *storage)
{
    const struct cashier service = {.refund = give_back, .data = race};
    struct storage_order order;
    struct tally tally = {0};
    char receipt[RECEIPT_TEXT];
    bool asked = false;
    g_snprintf(receipt, sizeof receipt, "%012u", race->number);
    for (unsigned i = 1; cashier_round(storage, &service, ROOM_NOW_MS + 2ll * STORAGE_LEASE_MS * i, NULL) > 0;
         i++)
        assert_true(i < TRIES);
    assert_true(storage_order(storage, ORDER_DEED_LOOK, race->order, 0, ROOM_NOW_MS, &order, NULL));
    assert_true(storage_payments(storage, race->order, count, &tally, NULL));
    assert_int_equal(tally.other, 0);
    assert_true(storage_steps(storage, receipt, find_supplement, &asked, NULL));
    assert_int_equal(tally.kept + tally.back, 1);
    assert_int_equal(tally.kept, order.state == ORDER_FILED);
    assert_true(order.state == ORDER_FILED || order.state == ORDER_REFUNDED ||
                order.state == ORDER_CANCELLED);
    assert_int_equal(order.state == ORDER_FILED, race->pays && !asked);
    assert_int_equal(g_hash_table_size(race->given_back), tally.back);
}

static void begin(struct race *race, struct runner *first)
{
    race->pays = race->number % 3 == 0;
    memset(race->id, 0, sizeof race->id);
    race->id[6] = 0x70;
    race->id[8] = 0x80;
    race->id[14] = (uint8_t)race->number;
    order_number(race->id, race->order);
    g_hash_table_remove_all(race->given_back);
    asking_comes_late(first); /* the first of them in time: the order is there, and open */
}

static void whoever_is_first_what_the_case_says_holds(void **state)
{
    struct room *room = *state;
    struct race race = {.given_back = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    struct runner runners[] = {
        {.run = phone_pays}, {.run = kiosk_drains}, {.run = asking_comes_late}, {.run = cashier_goes_round}};
    enum { RUNNERS = G_N_ELEMENTS(runners) };
    pthread_t threads[RUNNERS];
    pthread_barrier_init(&race.start, NULL, RUNNERS + 1);
    pthread_barrier_init(&race.end, NULL, RUNNERS + 1);
    for (unsigned i = 0; i < RUNNERS; i++) {
        runners[i].race = &race;
        runners[i].storage = storage_open(room->uri, NULL);
        assert_non_null(runners[i].storage);
        assert_int_equal(pthread_create(&threads[i], NULL, run, &runners[i]), 0);
    }
    for (race.number = 1; race.number <= CASES; race.number++) {
        begin(&race, &runners[2]);
        pthread_barrier_wait(&race.start);
        pthread_barrier_wait(&race.end);
        judge(&race, room->platform.storage);
    }
    race.over = true;
    pthread_barrier_wait(&race.start);
    for (unsigned i = 0; i < RUNNERS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(runners[i].failed, 0);
        storage_close(runners[i].storage);
    }
    pthread_barrier_destroy(&race.start);
    pthread_barrier_destroy(&race.end);
    g_hash_table_destroy(race.given_back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {ROOM(whoever_is_first_what_the_case_says_holds)};
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
