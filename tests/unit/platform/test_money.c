/* Money exactly once, against the real store: every order of what can happen to one case. Kiosk, phone,
 * payment service, line and power are played as data; each path of so many events from the list below is
 * walked whole, each on a case of its own, and then brought to rest. What a kiosk makes durable survives its
 * crash, all else is gone; an answer that is lost is one that the kiosk never reads.
 *
 * At rest, whatever came before:
 *   - what was charged and not paid back is the fee when the case is filed, else nothing;
 *   - a case that was handed in as paid is filed, or it says what is missing;
 *   - nothing is kept of one that says that it will be paid at the counter;
 *   - once the line is back, no money waits for the end of a term of days;
 *   - if nothing lay about for days, a case handed in as paid is filed: nobody pays and has to come again;
 *   - each payment was given back at most once, by the service or by hand, and one at most was kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "money_world.h"
#include "tests/long_run.h"

enum { DEPTH_SHORT = 4, DEPTH_LONG = 6, DEPTH_LONG_POSTGRES = 5, DEPTH_MAX = 8 };

/* ---- at rest ---- */

#define HOLDS(that)                                                                                          \
    if (!(that))                                                                                             \
    fail_msg("%s does not hold after%s", #that, w->path)

static void come_to_rest(struct world *w)
{
    w->now_ms++;
    crash(w); /* the visit ends, one way or the other */
    while (drains(w) || held_comes(w) || service_tells(w))
        continue;
    HOLDS(look(w).state != ORDER_PAID); /* with a line nobody waits days for money */
    w->now_ms += ORDER_SETTLE_MS + 1;
    while (cashier_round(w->storage, &service, w->now_ms, NULL) > 0)
        continue;
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

static bool is_asked_for_money(struct world *w)
{
    char receipt[16];
    bool asked = false;
    receipt_of(w, receipt);
    assert_true(storage_steps(w->storage, receipt, find_supplement, &asked, NULL));
    return asked;
}

static void judge(struct world *w)
{
    struct tally tally = {0};
    unsigned held = 0;
    enum order_state state = look(w).state;
    bool filed = state == ORDER_FILED;
    assert_true(storage_payments(w->storage, w->asked.number, count, &tally, NULL));
    for (unsigned i = 0; i < w->charge_count; i++)
        held += !w->charges[i].given_back && !w->charges[i].by_hand;
    for (unsigned i = 0; i < w->charge_count; i++)
        HOLDS(w->charges[i].given_back + w->charges[i].by_hand <= 1);
    HOLDS(held == (filed ? 1 : 0));
    HOLDS(tally.kept == held);
    HOLDS(tally.kept + tally.back == w->charge_count);
    HOLDS(tally.other == 0);
    HOLDS(!filed || w->says_paid);
    HOLDS(state != ORDER_PAID && state != ORDER_REFUND_DUE && state != ORDER_REFUNDING);
    if (!w->says_paid)
        return;
    HOLDS(filed != is_asked_for_money(w));
    HOLDS(filed || w->waited_days);
}

/* ---- every path ---- */

struct walk {
    struct room *room;
    unsigned steps[DEPTH_MAX], depth;
    uint64_t scenes;
    unsigned reached[HAPPENINGS], states[ORDER_STATES + 1];
};

static void begin(struct world *w, struct walk *walk)
{
    uint64_t number = GUINT64_TO_BE(++walk->scenes << 8);
    *w = (struct world){.room = walk->room, .storage = walk->room->platform.storage, .here = true};
    memcpy(w->asked.id, "\x01\x9b\x0c\x3e\x7a\x10\x7c\x55", 8);
    memcpy(w->asked.id + 8, &number, 8);
    order_number(w->asked.id, w->asked.number);
    g_strlcpy(w->asked.service, "fee", sizeof w->asked.service);
    w->asked.amount_fen = FEN;
    w->now_ms = ROOM_NOW_MS + (int64_t)walk->scenes * SCENE_MS;
    scene = w;
}

/* TRUE when each of the steps can happen, the one after the other. */
static bool play(struct walk *walk, unsigned depth, char path[256])
{
    struct world w;
    begin(&w, walk);
    w.path = path;
    *path = '\0';
    for (unsigned i = 0; i < depth; i++) {
        const struct happening *h = &happenings[walk->steps[i]];
        if (!h->happens(&w))
            return false;
        g_strlcat(path, " ", 256);
        g_strlcat(path, h->name, 256);
    }
    walk->reached[walk->steps[depth - 1]]++;
    come_to_rest(&w);
    judge(&w);
    walk->states[look(&w).state]++;
    return true;
}

static void walk_from(struct walk *walk, unsigned depth)
{
    char path[256];
    for (unsigned i = 0; depth < walk->depth && i < HAPPENINGS; i++) {
        walk->steps[depth] = i;
        if (play(walk, depth + 1, path))
            walk_from(walk, depth + 1);
    }
}

/* The statements are the same on both databases; on PostgreSQL each goes to another process and back, and six
 * deep they are six million. */
static unsigned depth_on(const struct room *room)
{
    if (!long_run())
        return DEPTH_SHORT;
    return room->file ? DEPTH_LONG : DEPTH_LONG_POSTGRES;
}

static void every_path_ends_with_the_fee_or_nothing(void **state)
{
    struct walk walk = {.room = *state, .depth = depth_on(*state)};
    walk_from(&walk, 0);
    print_message("%u events deep: %" G_GUINT64_FORMAT " scenes; at rest filed %u, cancelled %u, expired %u, "
                  "refunded %u, no order %u\n",
                  walk.depth, walk.scenes, walk.states[ORDER_FILED], walk.states[ORDER_CANCELLED],
                  walk.states[ORDER_OPEN], walk.states[ORDER_REFUNDED], walk.states[ORDER_STATES]);
    for (unsigned i = 0; i < HAPPENINGS; i++)
        if (walk.reached[i] == 0)
            fail_msg("%s was never reached", happenings[i].name);
}

/* Longer ones at random, for what needs many events. */
static void long_paths_at_random(void **state)
{
    enum { SCENES = 3000, EVENTS = 40 };
    const char *seed = getenv("LC_SEED");
    guint32 number = seed ? (guint32)strtoul(seed, NULL, 10) : 1;
    GRand *rand = g_rand_new_with_seed(number);
    struct walk walk = {.room = *state, .scenes = 1 << 24};
    print_message("LC_SEED=%u\n", number);
    for (unsigned i = 0; i < SCENES; i++) {
        char path[512] = "";
        struct world w;
        begin(&w, &walk);
        w.path = path;
        for (unsigned k = 0; k < EVENTS && w.charge_count < CHARGES && w.box_count + 3 < BOX; k++) {
            const struct happening *h = &happenings[g_rand_int_range(rand, 0, HAPPENINGS)];
            if (!h->happens(&w))
                continue;
            g_strlcat(path, " ", sizeof path);
            g_strlcat(path, h->name, sizeof path);
        }
        come_to_rest(&w);
        judge(&w);
    }
    g_rand_free(rand);
}

static void a_payment_without_an_order_is_refused(void **state)
{
    struct room *room = *state;
    struct storage_payment payment = {
        .id = "txn", .number = "00000000000000000001", .attempt = 1, .amount_fen = FEN};
    struct storage_order out;
    g_autoptr(GError) error = NULL;
    assert_false(storage_credit(room->platform.storage, &payment, &out, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        ROOM(every_path_ends_with_the_fee_or_nothing),
        ROOM(long_paths_at_random),
        ROOM(a_payment_without_an_order_is_refused),
    };
    secret_start();
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
