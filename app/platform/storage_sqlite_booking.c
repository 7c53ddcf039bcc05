#include <string.h>

#include "platform/storage_sqlite.h"

#define COLUMNS "service, place, number, phone, at_ms, made_ms, cancelled_ms"
/* The one that counts as the guest's: not cancelled, not over. */
#define STANDS "guest=?1 AND service=?2 AND cancelled_ms=0 AND at_ms>?3"

static gboolean add_slot(sqlite3_stmt *statement, const struct storage_slot *slot)
{
    sqlite_bind(statement, 2, slot->place);
    sqlite3_bind_int64(statement, 3, slot->at_ms);
    sqlite3_bind_int64(statement, 4, slot->capacity);
    gboolean well = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return well;
}

static gboolean add_all(sqlite3 *db, const char *service, const struct storage_slot *slots, size_t count,
                        GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(
        db,
        "INSERT INTO slot(service, place, at_ms, capacity, taken) VALUES(?,?,?,?,0) ON CONFLICT DO NOTHING",
        error);
    if (!statement)
        return FALSE;
    gboolean well = TRUE;
    sqlite_bind(statement, 1, service);
    for (size_t i = 0; well && i < count; i++)
        well = add_slot(statement, &slots[i]);
    if (!well)
        sqlite_fail(db, "write", error);
    sqlite3_finalize(statement);
    return well;
}

static gboolean before(sqlite3 *db, const char *sql, int64_t ms, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(db, sql, error);
    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 1, ms);
    return sqlite_finish(db, statement, error);
}

/* Nobody is called about a day that is over; a month later nobody asks after it either. */
static gboolean forget(sqlite3 *db, int64_t now_ms, GError **error)
{
    return before(db, "UPDATE booking SET phone='' WHERE at_ms<? AND phone<>''", now_ms, error) &&
           before(db, "DELETE FROM slot WHERE at_ms<?", now_ms, error) &&
           before(db, "DELETE FROM booking WHERE at_ms<?", now_ms - STORAGE_BOOKING_KEPT_MS, error);
}

static gboolean sqlite_add_slots(struct storage *storage, const char *service,
                                 const struct storage_slot *slots, size_t count, int64_t now_ms,
                                 GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    if (!sqlite_begin(db, error))
        return FALSE;
    gboolean well = add_all(db, service, slots, count, error) && forget(db, now_ms, error);
    return sqlite_end(db, well, error);
}

static gboolean sqlite_slots(struct storage *storage, const char *service, int64_t from_ms,
                             storage_slot_visitor visit, void *data, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "SELECT place, at_ms, capacity, taken FROM slot WHERE service=? AND at_ms>=?"
                       " ORDER BY at_ms, place",
                       error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, service);
    sqlite3_bind_int64(statement, 2, from_ms);
    int got;
    while ((got = sqlite3_step(statement)) == SQLITE_ROW) {
        struct storage_slot slot = {.at_ms = sqlite3_column_int64(statement, 1),
                                    .capacity = (uint32_t)sqlite3_column_int64(statement, 2),
                                    .taken = (uint32_t)sqlite3_column_int64(statement, 3)};
        g_strlcpy(slot.place, sqlite_text(statement, 0), sizeof slot.place);
        visit(&slot, data);
    }
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}

static void read_row(sqlite3_stmt *statement, struct storage_booking *out)
{
    g_strlcpy(out->place, sqlite_text(statement, 1), sizeof out->place);
    g_strlcpy(out->number, sqlite_text(statement, 2), sizeof out->number);
    g_strlcpy(out->phone, sqlite_text(statement, 3), sizeof out->phone);
    out->at_ms = sqlite3_column_int64(statement, 4);
    out->made_ms = sqlite3_column_int64(statement, 5);
    out->cancelled_ms = sqlite3_column_int64(statement, 6);
}

/* One row at most, and finalized: 1 found, 0 none, -1 with an error. */
static int read_one(sqlite3 *db, sqlite3_stmt *statement, struct storage_booking *out, GError **error)
{
    int got = sqlite3_step(statement);
    if (got == SQLITE_ROW)
        read_row(statement, out);
    else if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_ROW ? 1 : got == SQLITE_DONE ? 0 : -1;
}

static int find_by_case(sqlite3 *db, struct storage_booking *b, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db, "SELECT " COLUMNS " FROM booking WHERE kase=? AND guest=?", error);
    if (!statement)
        return -1;
    sqlite3_bind_blob(statement, 1, b->id, STORAGE_CASE_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 2, b->guest, STORAGE_GUEST_BYTES, SQLITE_STATIC);
    return read_one(db, statement, b, error);
}

static sqlite3_stmt *of_guest(sqlite3 *db, const char *sql, const struct storage_booking *b, int64_t after_ms,
                              GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(db, sql, error);
    if (!statement)
        return NULL;
    sqlite3_bind_blob(statement, 1, b->guest, STORAGE_GUEST_BYTES, SQLITE_STATIC);
    sqlite_bind(statement, 2, b->service);
    sqlite3_bind_int64(statement, 3, after_ms);
    return statement;
}

static int find_standing(sqlite3 *db, struct storage_booking *b, int64_t after_ms, GError **error)
{
    sqlite3_stmt *statement =
        of_guest(db, "SELECT " COLUMNS " FROM booking WHERE " STANDS " ORDER BY at_ms", b, after_ms, error);
    return statement ? read_one(db, statement, b, error) : -1;
}

/* The guard stands in the statement itself: it takes a place, or changes nothing. */
static gboolean take_place(sqlite3 *db, const struct storage_booking *b, gboolean *got, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(db,
                                             "UPDATE slot SET taken=taken+1 WHERE service=? AND place=?"
                                             " AND at_ms=? AND at_ms>? AND taken<capacity",
                                             error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, b->service);
    sqlite_bind(statement, 2, b->place);
    sqlite3_bind_int64(statement, 3, b->at_ms);
    sqlite3_bind_int64(statement, 4, b->made_ms);
    gboolean well = sqlite_finish(db, statement, error);
    *got = well && sqlite3_changes(db) == 1;
    return well;
}

static gboolean write_booking(sqlite3 *db, const struct storage_booking *b, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "INSERT INTO booking(number, kase, guest, service, place, at_ms, phone, made_ms,"
                       " cancelled_ms) VALUES(?,?,?,?,?,?,?,?,0)",
                       error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, b->number);
    sqlite3_bind_blob(statement, 2, b->id, STORAGE_CASE_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 3, b->guest, STORAGE_GUEST_BYTES, SQLITE_STATIC);
    sqlite_bind(statement, 4, b->service);
    sqlite_bind(statement, 5, b->place);
    sqlite3_bind_int64(statement, 6, b->at_ms);
    sqlite_bind(statement, 7, b->phone);
    sqlite3_bind_int64(statement, 8, b->made_ms);
    return sqlite_finish(db, statement, error);
}

static gboolean book(sqlite3 *db, struct storage_booking *b, enum storage_booked *outcome, GError **error)
{
    struct storage_booking wanted = *b;
    gboolean got = FALSE;
    int found = find_by_case(db, b, error);
    *outcome = STORAGE_BOOKED;
    if (found != 0)
        return found > 0;
    found = find_standing(db, b, wanted.made_ms, error);
    *outcome = STORAGE_BOOKED_BEFORE;
    if (found != 0)
        return found > 0;
    if (!take_place(db, &wanted, &got, error))
        return FALSE;
    *outcome = got ? STORAGE_BOOKED : STORAGE_SLOT_FULL;
    return !got || write_booking(db, &wanted, error);
}

static gboolean sqlite_book(struct storage *storage, struct storage_booking *b, enum storage_booked *outcome,
                            GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    if (!sqlite_begin(db, error))
        return FALSE;
    return sqlite_end(db, book(db, b, outcome, error), error);
}

static gboolean absent(GError **error)
{
    g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                        "there is no such booking: check the number on the paper");
    return FALSE;
}

static gboolean sqlite_held(struct storage *storage, struct storage_booking *b, GError **error)
{
    int found = find_standing(sqlite_of(storage), b, b->made_ms, error);
    return found == 1 || (found == 0 && absent(error));
}

static gboolean give_back(sqlite3 *db, struct storage_booking *b, int64_t now_ms, GError **error)
{
    sqlite3_stmt *statement =
        of_guest(db, "UPDATE booking SET cancelled_ms=?4, phone='' WHERE " STANDS, b, now_ms, error);
    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 4, now_ms);
    if (!sqlite_finish(db, statement, error))
        return FALSE;
    statement = sqlite_prepare(
        db, "UPDATE slot SET taken=taken-1 WHERE service=? AND place=? AND at_ms=? AND taken>0", error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, b->service);
    sqlite_bind(statement, 2, b->place);
    sqlite3_bind_int64(statement, 3, b->at_ms);
    b->cancelled_ms = now_ms;
    *b->phone = '\0';
    return sqlite_finish(db, statement, error);
}

static gboolean sqlite_unbook(struct storage *storage, struct storage_booking *b, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    int64_t now_ms = b->made_ms;
    if (!sqlite_begin(db, error))
        return FALSE;
    int found = find_standing(db, b, now_ms, error);
    gboolean well = found == 0 ? absent(error) : found > 0 && give_back(db, b, now_ms, error);
    return sqlite_end(db, well, error);
}

static gboolean sqlite_find(struct storage *storage, const char *number, char service[STORAGE_SERVICE],
                            struct storage_booking *out, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(db, "SELECT " COLUMNS " FROM booking WHERE number=?", error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, number);
    int got = sqlite3_step(statement);
    if (got == SQLITE_ROW) {
        read_row(statement, out);
        g_strlcpy(service, sqlite_text(statement, 0), STORAGE_SERVICE);
    } else if (got != SQLITE_DONE) {
        sqlite_fail(db, "read", error);
    }
    sqlite3_finalize(statement);
    return got == SQLITE_ROW || (got == SQLITE_DONE && absent(error));
}

static gboolean sqlite_bookings(struct storage *storage, int64_t from_ms, storage_booking_visitor visit,
                                void *data, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(
        db, "SELECT " COLUMNS " FROM booking WHERE cancelled_ms=0 AND at_ms>=? ORDER BY at_ms, place, number",
        error);
    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 1, from_ms);
    int got;
    while ((got = sqlite3_step(statement)) == SQLITE_ROW) {
        struct storage_booking booking = {.service = sqlite_text(statement, 0)};
        read_row(statement, &booking);
        visit(&booking, data);
    }
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}

const struct storage_booking_kind storage_sqlite_booking = {
    .add_slots = sqlite_add_slots,
    .slots = sqlite_slots,
    .book = sqlite_book,
    .held = sqlite_held,
    .unbook = sqlite_unbook,
    .find = sqlite_find,
    .all = sqlite_bookings,
};
