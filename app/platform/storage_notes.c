#include "platform/storage_inside.h"

gboolean storage_notes(struct storage *storage, int64_t since_ms, storage_record_visitor visit, void *data,
                       GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_NOTES, VALUES(value_int(since_ms)), error);
    while (rows && rows_next(rows)) {
        const struct storage_row row = {.receipt = "",
                                        .kiosk = rows_text(rows, 0),
                                        .kind = rows_text(rows, 1),
                                        .service = rows_text(rows, 2),
                                        .state = "",
                                        .created_ms = rows_int(rows, 3),
                                        .received_ms = rows_int(rows, 4),
                                        .waited_ms = rows_int(rows, 5)};
        size_t len = 0;
        const char *record = rows_blob(rows, 6, &len);
        visit(&row, record, len, data);
    }
    return rows_end(rows, error);
}
