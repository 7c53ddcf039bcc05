#include "platform/storage_inside.h"

/* Sets the state of one part; no change when there is no such part. */
static int64_t add_step(struct database *database, const char *receipt, const char *code,
                        const struct storage_step *step, GError **error)
{
    return database_change(
        database, QUERY_PART_STATE_SET,
        VALUES(value_text(step->state), value_int(step->at_ms), value_text(step->what ? step->what : ""),
               value_text(step->due ? step->due : ""), value_text(code), value_text(receipt)),
        error);
}

gboolean storage_file_parts(struct database *database, const struct storage_submission *s, GError **error)
{
    struct storage_step received = {.state = "received", .at_ms = s->received_ms};
    for (size_t i = 0; i < s->part_count; i++) {
        const struct storage_part *p = &s->parts[i];
        if (!database_run(database, QUERY_PART_ADD,
                          VALUES(value_blob(s->id, STORAGE_ID_BYTES), value_int((int64_t)i),
                                 value_text(p->code), value_text(p->name), value_text(p->department),
                                 value_int(p->workdays), value_blob(p->record, p->record_len)),
                          error) ||
            add_step(database, s->receipt, p->code, &received, error) < 0)
            return FALSE;
    }
    return TRUE;
}

gboolean storage_parts(struct storage *storage, const char *receipt, storage_part_visitor visit, void *data,
                       GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_PARTS, VALUES(value_text(receipt)), error);
    while (rows && rows_next(rows)) {
        struct storage_part part = {.code = rows_text(rows, 0),
                                    .name = rows_text(rows, 1),
                                    .department = rows_text(rows, 2),
                                    .workdays = (uint32_t)rows_int(rows, 3),
                                    .state = rows_text(rows, 5),
                                    .at_ms = rows_int(rows, 6)};
        part.record = rows_blob(rows, 4, &part.record_len);
        visit(&part, data);
    }
    return rows_end(rows, error);
}

gboolean storage_set_part_state(struct storage *storage, const char *receipt, const char *code,
                                const struct storage_step *step, GError **error)
{
    int64_t changed = add_step(storage->database, receipt, code, step, error);
    if (changed == 0)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "no bundle %s has a part '%s': 'list' shows them", receipt, code);
    return changed > 0;
}
