#include "platform/storage_inside.h"

struct saying {
    const struct storage_line *line;
    int64_t since_ms;
};

/* The number of this line; -1 with an error. */
static int64_t draw_number(struct database *database, GError **error)
{
    struct rows *rows = database_ask(database, QUERY_TALK_NEXT, NO_VALUES, error);
    int64_t seq = rows && rows_next(rows) ? rows_int(rows, 0) : 0;
    return rows_end(rows, error) ? seq : -1;
}

static gboolean reply(struct database *database, int64_t seq, const struct storage_line *line, GError **error)
{
    int64_t added = database_change(
        database, QUERY_TALK_REPLIED,
        VALUES(value_int(seq), value_text(line->thread), value_int(line->at_ms), value_text(line->text)),
        error);
    if (added == 0)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "no talk has the name %s, or it is over: see 'ctl talk list'", line->thread);
    return added > 0;
}

static gboolean say(struct database *database, void *data, GError **error)
{
    const struct saying *saying = data;
    const struct storage_line *line = saying->line;
    if (!database_run(database, QUERY_TALK_FORGET, VALUES(value_int(saying->since_ms)), error))
        return FALSE;
    int64_t seq = draw_number(database, error);
    if (seq < 0)
        return FALSE;
    if (line->turn == 0)
        return reply(database, seq, line, error);
    return database_run(database, QUERY_TALK_SAID,
                        VALUES(value_int(seq), value_text(line->thread), value_text(line->kiosk),
                               value_int(line->turn), value_int(line->at_ms), value_text(line->text)),
                        error);
}

gboolean storage_put_line(struct storage *storage, const struct storage_line *line, int64_t since_ms,
                          GError **error)
{
    struct saying saying = {line, since_ms};
    return database_transact(storage->database, say, &saying, error);
}

gboolean storage_lines(struct storage *storage, const char *thread, uint32_t after,
                       storage_line_visitor visit, void *data, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_TALK_LINES,
                                     VALUES(value_text(thread), value_int(after)), error);
    while (rows && rows_next(rows)) {
        const struct storage_line line = {.thread = rows_text(rows, 0),
                                          .kiosk = rows_text(rows, 1),
                                          .text = rows_text(rows, 2),
                                          .seq = (uint32_t)rows_int(rows, 3),
                                          .turn = (uint32_t)rows_int(rows, 4),
                                          .at_ms = rows_int(rows, 5)};
        visit(&line, data);
    }
    return rows_end(rows, error);
}
