#include "platform/storage_inside.h"

static gboolean forget(struct database *database, void *data, GError **error)
{
    int64_t now_ms = *(const int64_t *)data;
    const struct {
        enum query query;
        int64_t before_ms;
    } old[] = {
        {QUERY_IDENTITIES_FORGET, now_ms},
        {QUERY_TALK_FORGET, now_ms - STORAGE_TALK_KEPT_MS},
        {QUERY_PHONES_FORGET, now_ms},
        {QUERY_BOOKINGS_FORGET, now_ms - STORAGE_BOOKING_KEPT_MS},
        {QUERY_PIECES_FORGET, now_ms - STORAGE_UPLOAD_KEPT_MS}, /* before what they are pieces of */
        {QUERY_UPLOADS_FORGET, now_ms - STORAGE_UPLOAD_KEPT_MS},
        {QUERY_NOTE_STEPS_FORGET, now_ms - STORAGE_NOTE_KEPT_MS}, /* before what they are steps of */
        {QUERY_NOTES_FORGET, now_ms - STORAGE_NOTE_KEPT_MS},
        {QUERY_CODES_FORGET, now_ms - STORAGE_CODE_KEPT_MS},
    };
    gboolean well = TRUE;
    for (size_t i = 0; well && i < G_N_ELEMENTS(old); i++)
        well = database_run(database, old[i].query, VALUES(value_int(old[i].before_ms)), error);
    return well;
}

gboolean storage_forget(struct storage *storage, int64_t now_ms, GError **error)
{
    return database_transact(storage->database, forget, &now_ms, error);
}

gboolean storage_scrub(struct storage *storage, GError **error)
{
    return database_scrub(storage->database, error);
}
