#include "platform/housekeeping.h"

#include "base/log.h"

enum { FORGET_ROUNDS = 60 / HOUSEKEEPING_ROUND_S };

struct housekeeping {
    struct storage *storage;
    const struct cashier *cashier;
    struct clock clock;
    guint source;
    unsigned rounds;
};

static gboolean do_round(void *data)
{
    struct housekeeping *house = data;
    int64_t now_ms = house->clock.wall_ms(&house->clock);
    g_autoptr(GError) unpaid = NULL, kept = NULL;
    if (cashier_round(house->storage, house->cashier, now_ms, &unpaid) < 0)
        log_warning("cashier", "%s", unpaid->message);
    if (house->rounds++ % FORGET_ROUNDS == 0 && !storage_forget(house->storage, now_ms, &kept))
        log_warning("platform", "what is over is not forgotten yet: %s", kept->message);
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
