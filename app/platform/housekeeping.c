#include "platform/housekeeping.h"

#include "base/log.h"

enum { FORGET_ROUNDS = 60 / HOUSEKEEPING_ROUND_S };

struct housekeeping {
    struct storage *storage;
    const struct cashier *cashier;
    struct clock clock;
    guint source;
    unsigned rounds;
    gboolean unclean; /* what was forgotten may still be readable in the store's files */
};

/* A backup, or whoever reads, may be in the way for a while: it is tried in every round, and told when a
 * minute was not enough. */
static void forget(struct housekeeping *house, int64_t now_ms)
{
    g_autoptr(GError) kept = NULL, left = NULL;
    gboolean due = house->rounds++ % FORGET_ROUNDS == 0, late = due && house->unclean;
    if (due && !storage_forget(house->storage, now_ms, &kept))
        log_warning("platform", "what is over is not forgotten yet: %s", kept->message);
    if (due || house->unclean)
        house->unclean = !storage_scrub(house->storage, &left);
    if (late && house->unclean)
        log_warning("platform", "what was forgotten still lies in the store's files: %s", left->message);
}

static gboolean do_round(void *data)
{
    struct housekeeping *house = data;
    int64_t now_ms = house->clock.wall_ms(&house->clock);
    g_autoptr(GError) unpaid = NULL;
    if (cashier_round(house->storage, house->cashier, now_ms, &unpaid) < 0)
        log_warning("cashier", "%s", unpaid->message);
    forget(house, now_ms);
    return G_SOURCE_CONTINUE;
}

struct housekeeping *housekeeping_start(const char *store, const struct cashier *cashier,
                                        const struct clock *clock, GError **error)
{
    struct storage *storage = storage_open(store, error);
    if (!storage)
        return NULL;
    struct housekeeping *house = g_new0(struct housekeeping, 1);
    *house = (struct housekeeping){.storage = storage, .cashier = cashier, .clock = *clock};
    house->source = g_timeout_add_seconds(HOUSEKEEPING_ROUND_S, do_round, house);
    return house;
}

void housekeeping_stop(struct housekeeping *house)
{
    if (!house)
        return;
    g_source_remove(house->source);
    storage_close(house->storage);
    g_free(house);
}
