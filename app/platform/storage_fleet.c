#include "platform/storage_fleet.h"

#include "platform/storage.h"

gboolean storage_put_beat(struct storage *storage, const struct storage_beat *beat, GError **error)
{
    return storage->kind->fleet->put(storage, beat, error);
}

gboolean storage_beats(struct storage *storage, const struct storage_fleet_wish *wish,
                       storage_beat_visitor visit, void *data, GError **error)
{
    return storage->kind->fleet->beats(storage, wish, visit, data, error);
}

gboolean storage_fleet_sum(struct storage *storage, const struct storage_fleet_wish *wish,
                           struct storage_fleet_sum *out, GError **error)
{
    return storage->kind->fleet->sum(storage, wish, out, error);
}

gboolean storage_order_states(struct storage *storage, storage_count_visitor visit, void *data,
                              GError **error)
{
    return storage->kind->fleet->order_states(storage, visit, data, error);
}
