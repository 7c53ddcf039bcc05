#include <string.h>

#include "platform/storage_inside.h"

GQuark storage_error_quark(void)
{
    return g_quark_from_static_string("platform-storage");
}

static struct storage *open_with(const char *uri, gboolean make, GError **error)
{
    struct database *database = database_open(uri, make, error);
    if (!database)
        return NULL;
    struct storage *storage = g_new0(struct storage, 1);
    storage->database = database;
    return storage;
}

struct storage *storage_open(const char *uri, GError **error)
{
    return open_with(uri, TRUE, error);
}

struct storage *storage_open_existing(const char *uri, GError **error)
{
    return open_with(uri, FALSE, error);
}

void storage_close(struct storage *storage)
{
    if (!storage)
        return;
    database_close(storage->database);
    g_free(storage);
}

static struct storage_row row_at(struct rows *rows)
{
    return (struct storage_row){.receipt = rows_text(rows, 0),
                                .kiosk = rows_text(rows, 1),
                                .kind = rows_text(rows, 2),
                                .service = rows_text(rows, 3),
                                .state = rows_text(rows, 4),
                                .created_ms = rows_int(rows, 5),
                                .received_ms = rows_int(rows, 6),
                                .about = rows_text(rows, 7)};
}

gboolean storage_rows(struct storage *storage, storage_row_visitor visit, void *data, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_SUBMISSIONS, NO_VALUES, error);
    while (rows && rows_next(rows)) {
        struct storage_row row = row_at(rows);
        visit(&row, data);
    }
    return rows_end(rows, error);
}

static gboolean absent(const char *receipt, GError **error)
{
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                "no application has the number %s: check it on the receipt", receipt);
    return FALSE;
}

gboolean storage_steps(struct storage *storage, const char *receipt, storage_step_visitor visit, void *data,
                       GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_STEPS, VALUES(value_text(receipt)), error);
    unsigned seen = 0;
    for (; rows && rows_next(rows); seen++) {
        struct storage_step step = {.state = rows_text(rows, 0),
                                    .at_ms = rows_int(rows, 1),
                                    .what = rows_text(rows, 2),
                                    .due = rows_text(rows, 3),
                                    .about = rows_text(rows, 4)};
        visit(&step, data);
    }
    return rows_end(rows, error) && (seen > 0 || absent(receipt, error));
}

gboolean storage_requests(struct storage *storage, storage_request_visitor visit, void *data, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_REQUESTS, NO_VALUES, error);
    while (rows && rows_next(rows)) {
        struct storage_request request = {.receipt = rows_text(rows, 0),
                                          .about = rows_text(rows, 1),
                                          .created_ms = rows_int(rows, 2),
                                          .state = rows_text(rows, 3),
                                          .words = rows_text(rows, 4)};
        request.record = rows_blob(rows, 5, &request.record_len);
        visit(&request, data);
    }
    return rows_end(rows, error);
}

gboolean storage_record(struct storage *storage, const char *receipt, storage_record_visitor visit,
                        void *data, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_RECORD, VALUES(value_text(receipt)), error);
    gboolean found = rows && rows_next(rows);
    if (found) {
        struct storage_row row = row_at(rows);
        size_t len = 0;
        const void *record = rows_blob(rows, 8, &len);
        visit(&row, record, len, data);
    }
    return rows_end(rows, error) && (found || absent(receipt, error));
}

gboolean storage_set_state(struct storage *storage, const char *receipt, const struct storage_step *step,
                           GError **error)
{
    int64_t changed = database_change(storage->database, QUERY_STATE_SET,
                                      VALUES(value_text(step->state), value_int(step->at_ms),
                                             value_text(step->what ? step->what : ""),
                                             value_text(step->due ? step->due : ""), value_text(receipt)),
                                      error);
    return changed > 0 || (changed == 0 && absent(receipt, error));
}
