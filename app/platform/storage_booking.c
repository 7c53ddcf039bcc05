#include "platform/storage_booking.h"

#include "platform/storage.h"

gboolean storage_add_slots(struct storage *storage, const char *service, const struct storage_slot *slots,
                           size_t count, int64_t now_ms, GError **error)
{
    return storage->kind->booking->add_slots(storage, service, slots, count, now_ms, error);
}

gboolean storage_slots(struct storage *storage, const char *service, int64_t from_ms,
                       storage_slot_visitor visit, void *data, GError **error)
{
    return storage->kind->booking->slots(storage, service, from_ms, visit, data, error);
}

gboolean storage_book(struct storage *storage, struct storage_booking *booking, enum storage_booked *outcome,
                      GError **error)
{
    return storage->kind->booking->book(storage, booking, outcome, error);
}

gboolean storage_held(struct storage *storage, struct storage_booking *booking, GError **error)
{
    return storage->kind->booking->held(storage, booking, error);
}

gboolean storage_unbook(struct storage *storage, struct storage_booking *booking, GError **error)
{
    return storage->kind->booking->unbook(storage, booking, error);
}

gboolean storage_find_booking(struct storage *storage, const char *number, char service[STORAGE_SERVICE],
                              struct storage_booking *out, GError **error)
{
    return storage->kind->booking->find(storage, number, service, out, error);
}

gboolean storage_bookings(struct storage *storage, int64_t from_ms, storage_booking_visitor visit, void *data,
                          GError **error)
{
    return storage->kind->booking->all(storage, from_ms, visit, data, error);
}
