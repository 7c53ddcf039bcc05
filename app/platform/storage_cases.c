#include "platform/storage_inside.h"

gboolean storage_cases(struct storage *storage, const uint8_t *owner, storage_case_visitor visit, void *data,
                       GError **error)
{
    struct rows *rows =
        database_ask(storage->database, QUERY_CASES, VALUES(value_blob(owner, STORAGE_OWNER_BYTES)), error);
    while (rows && rows_next(rows)) {
        struct storage_step step = {.state = rows_text(rows, 6),
                                    .at_ms = rows_int(rows, 7),
                                    .what = rows_text(rows, 8),
                                    .due = rows_text(rows, 9)};
        struct storage_case kase = {.receipt = rows_text(rows, 0),
                                    .service = rows_text(rows, 1),
                                    .part = rows_text(rows, 2),
                                    .name = rows_text(rows, 3),
                                    .department = rows_text(rows, 4),
                                    .about = rows_text(rows, 14),
                                    .created_ms = rows_int(rows, 5),
                                    .order = rows_text(rows, 10),
                                    .amount_fen = rows_int(rows, 11),
                                    .step = &step};
        visit(&kase, data);
    }
    return rows_end(rows, error);
}

gboolean storage_unowned(struct storage *storage, storage_unowned_visitor visit, void *data, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_UNOWNED, NO_VALUES, error);
    while (rows && rows_next(rows)) {
        size_t id_len = 0, len = 0;
        const uint8_t *id = rows_blob(rows, 0, &id_len);
        const void *record = rows_blob(rows, 1, &len);
        visit(id, record, len, data);
    }
    return rows_end(rows, error);
}

gboolean storage_own(struct storage *storage, const uint8_t *id, const uint8_t *owner, GError **error)
{
    return database_run(storage->database, QUERY_OWN,
                        VALUES(value_blob(owner, STORAGE_OWNER_BYTES), value_blob(id, STORAGE_ID_BYTES)),
                        error);
}
