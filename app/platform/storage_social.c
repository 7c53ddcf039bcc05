#include "platform/storage_inside.h"

int storage_contributions(struct storage *storage, const char *person, struct storage_contribution *months,
                          size_t cap, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_CONTRIBUTIONS,
                                     VALUES(value_text(person), value_int((int64_t)cap)), error);
    int count = 0;
    for (; rows && rows_next(rows); count++) {
        struct storage_contribution *m = &months[count];
        g_strlcpy(m->month, rows_text(rows, 0), sizeof m->month);
        m->base_fen = rows_int(rows, 1);
        m->amount_fen = rows_int(rows, 2);
        g_strlcpy(m->employer, rows_text(rows, 3), sizeof m->employer);
    }
    return rows_end(rows, error) ? count : -1;
}

gboolean storage_add_contributions(struct storage *storage, const char *person,
                                   const struct storage_contribution *months, size_t count, GError **error)
{
    enum { MONTH_VALUES = 5 };
    struct value *values = g_new(struct value, count * MONTH_VALUES);
    for (size_t i = 0; i < count; i++) {
        struct value *to = values + i * MONTH_VALUES;
        to[0] = value_text(person);
        to[1] = value_text(months[i].month);
        to[2] = value_int(months[i].base_fen);
        to[3] = value_int(months[i].amount_fen);
        to[4] = value_text(months[i].employer);
    }
    gboolean well =
        database_each(storage->database, QUERY_CONTRIBUTION_ADD, values, MONTH_VALUES, count, NULL, error);
    g_free(values);
    return well;
}

gboolean storage_add_certificate(struct storage *storage, const struct storage_certificate *c, GError **error)
{
    return database_run(storage->database, QUERY_CERTIFICATE_ADD,
                        VALUES(value_text(c->number), value_text(c->kind), value_text(c->name),
                               value_text(c->person), value_text(c->from), value_text(c->to),
                               value_int(c->months), value_int(c->issued_ms)),
                        error);
}

static void read_certificate(struct rows *rows, struct storage_certificate *out)
{
    *out =
        (struct storage_certificate){.months = (uint32_t)rows_int(rows, 6), .issued_ms = rows_int(rows, 7)};
    g_strlcpy(out->number, rows_text(rows, 0), sizeof out->number);
    g_strlcpy(out->kind, rows_text(rows, 1), sizeof out->kind);
    g_strlcpy(out->name, rows_text(rows, 2), sizeof out->name);
    g_strlcpy(out->person, rows_text(rows, 3), sizeof out->person);
    g_strlcpy(out->from, rows_text(rows, 4), sizeof out->from);
    g_strlcpy(out->to, rows_text(rows, 5), sizeof out->to);
}

gboolean storage_certificate(struct storage *storage, const char *number, struct storage_certificate *out,
                             GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_CERTIFICATE, VALUES(value_text(number)), error);
    gboolean found = rows && rows_next(rows);
    if (found)
        read_certificate(rows, out);
    if (!rows_end(rows, error))
        return FALSE;
    if (!found)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "no certificate has the number %s: check it on the paper", number);
    return found;
}
