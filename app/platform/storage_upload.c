#include <string.h>

#include "platform/storage_inside.h"

static gboolean nothing(GError **error)
{
    g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                        "no upload stands there: ask how much of it is here");
    return FALSE;
}

gboolean storage_upload_look(struct storage *storage, struct storage_upload *upload, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_UPLOAD,
                                     VALUES(value_blob(upload->id, STORAGE_ID_BYTES)), error);
    gboolean found = rows && rows_next(rows);
    if (found) {
        upload->size = rows_int(rows, 0);
        upload->complete = rows_int(rows, 1) != 0;
        g_strlcpy(upload->kiosk, rows_text(rows, 2), sizeof upload->kiosk);
    }
    return rows_end(rows, error) && (found || nothing(error));
}

static gboolean drop_upload(struct database *database, const uint8_t *id, GError **error)
{
    return database_run(database, QUERY_PIECES_DROP, VALUES(value_blob(id, STORAGE_ID_BYTES)), error) &&
           database_run(database, QUERY_UPLOAD_DROP, VALUES(value_blob(id, STORAGE_ID_BYTES)), error);
}

static gboolean drop(struct database *database, void *id, GError **error)
{
    return drop_upload(database, id, error);
}

gboolean storage_upload_drop(struct storage *storage, const uint8_t *id, GError **error)
{
    uint8_t of[STORAGE_ID_BYTES];
    memcpy(of, id, sizeof of);
    return database_transact(storage->database, drop, of, error);
}

static gboolean has_place(struct database *database, const char *kiosk, GError **error)
{
    struct rows *rows = database_ask(database, QUERY_UPLOADS_OF, VALUES(value_text(kiosk)), error);
    int64_t count = rows && rows_next(rows) ? rows_int(rows, 0) : 0;

    if (!rows_end(rows, error))
        return FALSE;
    if (count >= STORAGE_UPLOADS_MAX)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_MANY,
                    "kiosk %s has %d uploads that it never finished: if it goes on, look at the machine",
                    kiosk, (int)count);
    return count < STORAGE_UPLOADS_MAX;
}

static gboolean begin_upload(struct database *database, const struct storage_piece *piece, GError **error)
{
    return database_run(database, QUERY_PIECES_FORGET, VALUES(value_int(piece->keep_since_ms)), error) &&
           database_run(database, QUERY_UPLOADS_FORGET, VALUES(value_int(piece->keep_since_ms)), error) &&
           drop_upload(database, piece->id, error) && has_place(database, piece->kiosk, error) &&
           database_run(database, QUERY_UPLOAD_ADD,
                        VALUES(value_blob(piece->id, STORAGE_ID_BYTES), value_int(piece->now_ms),
                               value_text(piece->kiosk)),
                        error);
}

static gboolean move_end(struct database *database, const struct storage_piece *piece, GError **error)
{
    int64_t moved = database_change(database, QUERY_UPLOAD_MOVE_END,
                                    VALUES(value_blob(piece->id, STORAGE_ID_BYTES), value_int(piece->at),
                                           value_int((int64_t)piece->len), value_int(piece->last)),
                                    error);
    return moved > 0 || (moved == 0 && nothing(error));
}

/* In the transaction that keeps the piece: of filing and a piece that was long on its way one comes first. */
static gboolean not_filed(struct database *database, const struct storage_piece *piece, GError **error)
{
    struct rows *rows =
        database_ask(database, QUERY_FILED, VALUES(value_blob(piece->id, STORAGE_ID_BYTES)), error);
    gboolean filed = rows && rows_next(rows);

    if (!rows_end(rows, error))
        return FALSE;
    if (filed)
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_FILED,
                            "a submission of this id is stored: its pieces have gone");
    return !filed;
}

static gboolean add(struct database *database, void *data, GError **error)
{
    const struct storage_piece *piece = data;
    return not_filed(database, piece, error) && (piece->at > 0 || begin_upload(database, piece, error)) &&
           move_end(database, piece, error) &&
           (piece->len == 0 || database_run(database, QUERY_PIECE_ADD,
                                            VALUES(value_blob(piece->id, STORAGE_ID_BYTES),
                                                   value_int(piece->at), value_blob(piece->data, piece->len)),
                                            error));
}

gboolean storage_upload_add(struct storage *storage, const struct storage_piece *piece, GError **error)
{
    struct storage_piece of = *piece;
    return database_transact(storage->database, add, &of, error);
}

GBytes *storage_upload_read(struct storage *storage, const uint8_t *id, GError **error)
{
    struct rows *rows =
        database_ask(storage->database, QUERY_PIECES, VALUES(value_blob(id, STORAGE_ID_BYTES)), error);
    GByteArray *whole = g_byte_array_new();
    while (rows && rows_next(rows)) {
        size_t len = 0;
        const void *piece = rows_blob(rows, 0, &len);
        g_byte_array_append(whole, piece, (guint)len);
    }
    gboolean well = rows_end(rows, error) && (whole->len > 0 || nothing(error));
    GBytes *bytes = g_byte_array_free_to_bytes(whole);
    if (!well)
        g_clear_pointer(&bytes, g_bytes_unref);
    return bytes;
}

gboolean storage_upload_filed(struct storage *storage, const uint8_t *id, struct storage_filed *out,
                              GError **error)
{
    struct rows *rows =
        database_ask(storage->database, QUERY_FILED, VALUES(value_blob(id, STORAGE_ID_BYTES)), error);
    size_t len = 0;
    gboolean found = rows && rows_next(rows);
    if (found) {
        g_strlcpy(out->receipt, rows_text(rows, 0), sizeof out->receipt);
        out->received_ms = rows_int(rows, 1);
        g_strlcpy(out->kiosk, rows_text(rows, 2), sizeof out->kiosk);
        const void *digest = rows_blob(rows, 3, &len);
        g_assert(len == sizeof out->digest); /* a CHECK of the table */
        memcpy(out->digest, digest, len);
    }
    return rows_end(rows, error) && (found || nothing(error));
}
