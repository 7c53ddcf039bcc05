#include "platform/storage_inside.h"

struct slots {
    const char *service;
    const struct storage_slot *list;
    size_t count;
    int64_t now_ms;
};

static gboolean add_all(struct database *database, const struct slots *slots, GError **error)
{
    enum { SLOT_VALUES = 4 };
    struct value *values = g_new(struct value, slots->count * SLOT_VALUES);
    for (size_t i = 0; i < slots->count; i++) {
        struct value *to = values + i * SLOT_VALUES;
        to[0] = value_text(slots->service);
        to[1] = value_text(slots->list[i].place);
        to[2] = value_int(slots->list[i].at_ms);
        to[3] = value_int(slots->list[i].capacity);
    }
    gboolean well = database_each(database, QUERY_SLOT_ADD, values, SLOT_VALUES, slots->count, NULL, error);
    g_free(values);
    return well;
}

/* Nobody is called about a day that is over; a month later nobody asks after it either. */
static gboolean add_and_forget(struct database *database, void *data, GError **error)
{
    const struct slots *slots = data;
    return add_all(database, slots, error) &&
           database_run(database, QUERY_PHONES_FORGET, VALUES(value_int(slots->now_ms)), error) &&
           database_run(database, QUERY_SLOTS_FORGET, VALUES(value_int(slots->now_ms)), error) &&
           database_run(database, QUERY_BOOKINGS_FORGET,
                        VALUES(value_int(slots->now_ms - STORAGE_BOOKING_KEPT_MS)), error);
}

gboolean storage_add_slots(struct storage *storage, const char *service, const struct storage_slot *slots,
                           size_t count, int64_t now_ms, GError **error)
{
    struct slots all = {service, slots, count, now_ms};
    return database_transact(storage->database, add_and_forget, &all, error);
}

gboolean storage_slots(struct storage *storage, const char *service, int64_t from_ms,
                       storage_slot_visitor visit, void *data, GError **error)
{
    struct rows *rows =
        database_ask(storage->database, QUERY_SLOTS, VALUES(value_text(service), value_int(from_ms)), error);
    while (rows && rows_next(rows)) {
        struct storage_slot slot = {.at_ms = rows_int(rows, 1),
                                    .capacity = (uint32_t)rows_int(rows, 2),
                                    .taken = (uint32_t)rows_int(rows, 3)};
        g_strlcpy(slot.place, rows_text(rows, 0), sizeof slot.place);
        visit(&slot, data);
    }
    return rows_end(rows, error);
}

static void read_row(struct rows *rows, struct storage_booking *out)
{
    g_strlcpy(out->place, rows_text(rows, 1), sizeof out->place);
    g_strlcpy(out->number, rows_text(rows, 2), sizeof out->number);
    g_strlcpy(out->phone, rows_text(rows, 3), sizeof out->phone);
    out->at_ms = rows_int(rows, 4);
    out->made_ms = rows_int(rows, 5);
    out->cancelled_ms = rows_int(rows, 6);
}

/* One row at most: 1 found, 0 none, -1 with an error. */
static int read_one(struct rows *rows, struct storage_booking *out, GError **error)
{
    gboolean found = rows && rows_next(rows);
    if (found)
        read_row(rows, out);
    return rows_found(rows, found, error);
}

static int find_by_case(struct database *database, struct storage_booking *b, GError **error)
{
    return read_one(
        database_ask(database, QUERY_BOOKING_OF_CASE,
                     VALUES(value_blob(b->id, STORAGE_CASE_BYTES), value_blob(b->guest, STORAGE_GUEST_BYTES)),
                     error),
        b, error);
}

static int case_is_taken(struct database *database, const struct storage_booking *b, GError **error)
{
    struct rows *rows =
        database_ask(database, QUERY_CASE_BOOKED, VALUES(value_blob(b->id, STORAGE_CASE_BYTES)), error);
    gboolean found = rows && rows_next(rows);
    return rows_found(rows, found, error);
}

static int find_standing(struct database *database, struct storage_booking *b, int64_t after_ms,
                         GError **error)
{
    return read_one(database_ask(database, QUERY_BOOKING_STANDING,
                                 VALUES(value_blob(b->guest, STORAGE_GUEST_BYTES), value_text(b->service),
                                        value_int(after_ms)),
                                 error),
                    b, error);
}

static gboolean write_booking(struct database *database, const struct storage_booking *b, GError **error)
{
    return database_run(database, QUERY_BOOKING_ADD,
                        VALUES(value_text(b->number), value_blob(b->id, STORAGE_CASE_BYTES),
                               value_blob(b->guest, STORAGE_GUEST_BYTES), value_text(b->service),
                               value_text(b->place), value_int(b->at_ms), value_text(b->phone),
                               value_int(b->made_ms)),
                        error);
}

/* One try to book, or to give back: `out` is what the outcome speaks of. */
struct booking {
    const struct storage_booking *wanted;
    struct storage_booking *out;
    enum storage_booked outcome;
};

static gboolean take_place(struct database *database, struct booking *b, GError **error)
{
    const struct storage_booking *w = b->wanted;
    int64_t taken = database_change(
        database, QUERY_SLOT_TAKE,
        VALUES(value_text(w->service), value_text(w->place), value_int(w->at_ms), value_int(w->made_ms)),
        error);
    b->outcome = taken > 0 ? STORAGE_BOOKED : STORAGE_SLOT_FULL;
    return taken == 0 || (taken > 0 && write_booking(database, w, error));
}

static gboolean book(struct database *database, void *data, GError **error)
{
    struct booking *b = data;
    *b->out = *b->wanted;
    b->outcome = STORAGE_BOOKED;
    int found = find_by_case(database, b->out, error);
    if (found != 0)
        return found > 0;
    b->outcome = STORAGE_CASE_TAKEN; /* asked, for what hits the index is taken for another writer's, and
                                        tried again */
    found = case_is_taken(database, b->wanted, error);
    if (found != 0)
        return found > 0;
    b->outcome = STORAGE_BOOKED_BEFORE;
    found = find_standing(database, b->out, b->wanted->made_ms, error);
    if (found != 0)
        return found > 0;
    return take_place(database, b, error);
}

gboolean storage_book(struct storage *storage, struct storage_booking *booking, enum storage_booked *outcome,
                      GError **error)
{
    struct storage_booking wanted = *booking;
    struct booking b = {.wanted = &wanted, .out = booking};
    gboolean well = database_transact(storage->database, book, &b, error);
    *outcome = b.outcome;
    return well;
}

static gboolean absent(GError **error)
{
    g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                        "there is no such booking: check the number on the paper");
    return FALSE;
}

gboolean storage_held(struct storage *storage, struct storage_booking *booking, GError **error)
{
    int found = find_standing(storage->database, booking, booking->made_ms, error);
    return found == 1 || (found == 0 && absent(error));
}

static gboolean give_back(struct database *database, struct storage_booking *b, int64_t now_ms,
                          GError **error)
{
    if (!database_run(database, QUERY_BOOKING_CANCEL,
                      VALUES(value_blob(b->guest, STORAGE_GUEST_BYTES), value_text(b->service),
                             value_int(now_ms), value_int(now_ms)),
                      error))
        return FALSE;
    b->cancelled_ms = now_ms;
    *b->phone = '\0';
    return database_run(database, QUERY_SLOT_FREE,
                        VALUES(value_text(b->service), value_text(b->place), value_int(b->at_ms)), error);
}

static gboolean unbook(struct database *database, void *data, GError **error)
{
    struct booking *b = data;
    int64_t now_ms = b->wanted->made_ms;
    *b->out = *b->wanted;
    int found = find_standing(database, b->out, now_ms, error);
    return found == 0 ? absent(error) : found > 0 && give_back(database, b->out, now_ms, error);
}

gboolean storage_unbook(struct storage *storage, struct storage_booking *booking, GError **error)
{
    struct storage_booking wanted = *booking;
    struct booking b = {.wanted = &wanted, .out = booking};
    return database_transact(storage->database, unbook, &b, error);
}

gboolean storage_find_booking(struct storage *storage, const char *number, char service[STORAGE_SERVICE],
                              struct storage_booking *out, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_BOOKING, VALUES(value_text(number)), error);
    gboolean found = rows && rows_next(rows);
    if (found) {
        read_row(rows, out);
        g_strlcpy(service, rows_text(rows, 0), STORAGE_SERVICE);
    }
    return rows_end(rows, error) && (found || absent(error));
}

gboolean storage_bookings(struct storage *storage, int64_t from_ms, storage_booking_visitor visit, void *data,
                          GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_BOOKINGS, VALUES(value_int(from_ms)), error);
    while (rows && rows_next(rows)) {
        struct storage_booking booking = {.service = rows_text(rows, 0)};
        read_row(rows, &booking);
        visit(&booking, data);
    }
    return rows_end(rows, error);
}
