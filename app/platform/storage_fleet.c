#include "platform/storage_inside.h"

gboolean storage_put_beat(struct storage *storage, const struct storage_beat *beat, GError **error)
{
    return database_run(storage->database, QUERY_BEAT_PUT,
                        VALUES(value_text(beat->kiosk), value_text(beat->version), value_int(beat->seen_ms),
                               value_int(beat->waiting), value_int(beat->parked), value_int(beat->trouble),
                               value_text(beat->body), value_text(beat->words ? beat->words : "")),
                        error);
}

/* What is looked for, between two '%', in small letters as far as ASCII has them. */
static char *pattern_of(const char *text)
{
    g_autoptr(GString) pattern = g_string_new("%");
    for (; *text; text++) {
        if (*text == '%' || *text == '_' || *text == '!')
            g_string_append_c(pattern, '!');
        g_string_append_c(pattern, g_ascii_tolower(*text));
    }
    g_string_append_c(pattern, '%');
    return g_string_free(g_steal_pointer(&pattern), FALSE);
}

gboolean storage_beats(struct storage *storage, const struct storage_fleet_wish *wish,
                       storage_beat_visitor visit, void *data, GError **error)
{
    g_autofree char *pattern = pattern_of(wish->text);
    struct rows *rows =
        database_ask(storage->database, QUERY_BEATS,
                     VALUES(value_text(pattern), value_int(wish->trouble_only), value_int(wish->late_ms),
                            value_int(wish->limit), value_int(wish->offset)),
                     error);
    while (rows && rows_next(rows)) {
        struct storage_beat beat = {.kiosk = rows_text(rows, 0),
                                    .version = rows_text(rows, 1),
                                    .seen_ms = rows_int(rows, 2),
                                    .waiting = (uint32_t)rows_int(rows, 3),
                                    .parked = (uint32_t)rows_int(rows, 4),
                                    .trouble = (uint32_t)rows_int(rows, 5),
                                    .body = rows_text(rows, 6),
                                    .until_ms = rows_int(rows, 7),
                                    .revoked = rows_int(rows, 8) != 0};
        visit(&beat, data);
    }
    return rows_end(rows, error);
}

gboolean storage_fleet_sum(struct storage *storage, const struct storage_fleet_wish *wish,
                           struct storage_fleet_sum *out, GError **error)
{
    g_autofree char *pattern = pattern_of(wish->text);
    struct rows *rows = database_ask(
        storage->database, QUERY_FLEET_SUM,
        VALUES(value_text(pattern), value_int(wish->trouble_only), value_int(wish->late_ms)), error);
    if (rows && rows_next(rows))
        *out = (struct storage_fleet_sum){.kiosks = rows_int(rows, 0),
                                          .late = rows_int(rows, 1),
                                          .waiting = rows_int(rows, 2),
                                          .parked = rows_int(rows, 3),
                                          .troubled = rows_int(rows, 4),
                                          .revoked = rows_int(rows, 5)};
    return rows_end(rows, error);
}

gboolean storage_order_states(struct storage *storage, storage_count_visitor visit, void *data,
                              GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_ORDER_STATES, NO_VALUES, error);
    while (rows && rows_next(rows))
        visit(rows_text(rows, 0), rows_int(rows, 1), data);
    return rows_end(rows, error);
}
