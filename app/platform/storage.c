#include "platform/storage.h"

#include <string.h>

GQuark storage_error_quark(void)
{
    return g_quark_from_static_string("platform-storage");
}

/* One row a database; PostgreSQL gets its row when its file is written. */
static const struct storage_kind *const kinds[] = {&storage_sqlite};

static const struct storage_kind *kind_of(const char *scheme)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (strcmp(kinds[i]->scheme, scheme) == 0)
            return kinds[i];
    }
    return NULL;
}

struct storage *storage_open(const char *text, GError **error)
{
    struct uri *uri = uri_parse(text, NULL);
    const struct storage_kind *kind = uri ? kind_of(uri->scheme) : NULL;
    struct storage *storage = NULL;
    if (kind)
        storage = kind->open(uri, error);
    else if (g_str_has_prefix(text, "postgres"))
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_URI,
                            "a PostgreSQL store is not in this release: use --store sqlite:FILE");
    else
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_URI,
                    "'%s' names no store of this release: write --store sqlite:FILE", text);
    uri_free(uri);
    return storage;
}

void storage_close(struct storage *storage)
{
    if (storage)
        storage->kind->close(storage);
}

gboolean storage_put(struct storage *storage, struct storage_put *items, size_t count, GError **error)
{
    return storage->kind->put(storage, items, count, error);
}

gboolean storage_rows(struct storage *storage, storage_row_visitor visit, void *data, GError **error)
{
    return storage->kind->rows(storage, visit, data, error);
}

gboolean storage_steps(struct storage *storage, const char *receipt, storage_step_visitor visit, void *data,
                       GError **error)
{
    return storage->kind->steps(storage, receipt, visit, data, error);
}

gboolean storage_record(struct storage *storage, const char *receipt, storage_record_visitor visit,
                        void *data, GError **error)
{
    return storage->kind->record(storage, receipt, visit, data, error);
}

gboolean storage_notes(struct storage *storage, int64_t since_ms, storage_record_visitor visit, void *data,
                       GError **error)
{
    return storage->kind->notes(storage, since_ms, visit, data, error);
}

gboolean storage_set_state(struct storage *storage, const char *receipt, const struct storage_step *step,
                           GError **error)
{
    return storage->kind->set_state(storage, receipt, step, error);
}

int storage_contributions(struct storage *storage, const char *person, struct storage_contribution *months,
                          size_t cap, GError **error)
{
    return storage->kind->contributions(storage, person, months, cap, error);
}

gboolean storage_add_contributions(struct storage *storage, const char *person,
                                   const struct storage_contribution *months, size_t count, GError **error)
{
    return storage->kind->add_contributions(storage, person, months, count, error);
}

gboolean storage_add_certificate(struct storage *storage, const struct storage_certificate *certificate,
                                 GError **error)
{
    return storage->kind->add_certificate(storage, certificate, error);
}

gboolean storage_certificate(struct storage *storage, const char *number, struct storage_certificate *out,
                             GError **error)
{
    return storage->kind->certificate(storage, number, out, error);
}

gboolean storage_put_notice(struct storage *storage, const char *id, int64_t published_ms, int64_t until_ms,
                            GBytes *body, GError **error)
{
    return storage->kind->put_notice(storage, id, published_ms, until_ms, body, error);
}

gboolean storage_drop_notice(struct storage *storage, const char *id, GError **error)
{
    return storage->kind->drop_notice(storage, id, error);
}

gboolean storage_notices(struct storage *storage, int64_t now_ms, storage_notice_visitor visit, void *data,
                         GError **error)
{
    return storage->kind->notices(storage, now_ms, visit, data, error);
}

gboolean storage_put_line(struct storage *storage, const struct storage_line *line, int64_t since_ms,
                          GError **error)
{
    return storage->kind->put_line(storage, line, since_ms, error);
}

gboolean storage_lines(struct storage *storage, const char *thread, uint32_t after,
                       storage_line_visitor visit, void *data, GError **error)
{
    return storage->kind->lines(storage, thread, after, visit, data, error);
}

gboolean storage_order_open(struct storage *storage, struct storage_order *order, gboolean renew,
                            GError **error)
{
    return storage->kind->order_open(storage, order, renew, error);
}

gboolean storage_order(struct storage *storage, enum storage_order_deed deed, const char *number,
                       uint32_t attempt, int64_t at_ms, struct storage_order *out, GError **error)
{
    return storage->kind->order(storage, deed, number, attempt, at_ms, out, error);
}

gboolean storage_order_pay(struct storage *storage, const char *number,
                           const uint8_t code[STORAGE_OWNER_BYTES], int64_t at_ms, struct storage_order *out,
                           GError **error)
{
    return storage->kind->order_pay(storage, number, code, at_ms, out, error);
}

gboolean storage_orders_settle(struct storage *storage, int64_t paid_before_ms, int64_t at_ms, GError **error)
{
    return storage->kind->orders_settle(storage, paid_before_ms, at_ms, error);
}

gboolean storage_orders(struct storage *storage, storage_order_visitor visit, void *data, GError **error)
{
    return storage->kind->orders(storage, visit, data, error);
}
