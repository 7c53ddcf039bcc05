#include "platform/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "platform/orders.h"
#include "platform/states.h"

GQuark worker_error_quark(void)
{
    return g_quark_from_static_string("platform-worker");
}

static void print_row(const struct storage_row *row, void *data)
{
    struct clock_date d = clock_civil(row->received_ms);
    (void)data;
    printf("%s  %04d-%02d-%02d %02d:%02d  %-10s  %-11s  %s  %s\n", row->receipt, d.year, d.month, d.day,
           d.hour, d.minute, row->state, row->kind, row->kiosk, row->service);
}

gboolean worker_list(struct storage *storage, GError **error)
{
    return storage_rows(storage, print_row, NULL, error);
}

static void print_record(const struct storage_row *row, const char *record, size_t len, void *data)
{
    (void)row, (void)data;
    fwrite(record, 1, len, stdout);
    putchar('\n');
}

gboolean worker_show(struct storage *storage, const char *receipt, GError **error)
{
    return storage_record(storage, receipt, print_record, NULL, error);
}

/* One file: written beside its name, on the disk, then renamed; so a reader never sees half a record. */
static gboolean write_record(const char *dir, const char *receipt, const char *record, size_t len,
                             GError **error)
{
    g_autofree char *name = g_strconcat(receipt, ".json", NULL), *path = g_build_filename(dir, name, NULL);
    g_autofree char *part = g_strconcat(path, ".part", NULL);
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    gboolean well = fd >= 0 && write(fd, record, len) == (ssize_t)len && write(fd, "\n", 1) == 1 &&
                    fsync(fd) == 0 && rename(part, path) == 0;
    if (!well)
        g_set_error(error, worker_error_quark(), WORKER_ERROR_FILE,
                    "cannot write %s (%s): name another folder", path, g_strerror(errno));
    if (fd >= 0)
        close(fd);
    if (!well)
        unlink(part);
    return well;
}

struct export
{
    const char *dir;
    GError *error;
};

static void export_record(const struct storage_row *row, const char *record, size_t len, void *data)
{
    struct export *out = data;
    write_record(out->dir, row->receipt, record, len, &out->error);
}

static void collect_receipt(const struct storage_row *row, void *data)
{
    g_ptr_array_add(data, g_strdup(row->receipt));
}

gboolean worker_export(struct storage *storage, const char *dir, GError **error)
{
    g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func(g_free);
    struct export out = {.dir = dir};
    if (g_mkdir_with_parents(dir, 0700) != 0) {
        g_set_error(error, worker_error_quark(), WORKER_ERROR_FILE,
                    "cannot make %s (%s): name another folder", dir, g_strerror(errno));
        return FALSE;
    }
    if (!storage_rows(storage, collect_receipt, receipts, error))
        return FALSE;
    for (guint i = 0; i < receipts->len && !out.error; i++) {
        if (!storage_record(storage, receipts->pdata[i], export_record, &out, error))
            return FALSE;
    }
    if (out.error)
        g_propagate_error(error, out.error);
    return !out.error;
}

gboolean worker_set_state(struct storage *storage, const char *receipt, const char *state, int64_t at_ms,
                          GError **error)
{
    if (state_find(state))
        return storage_set_state(storage, receipt, state, at_ms, error);
    g_autoptr(GString) known = g_string_new(NULL);
    for (size_t i = 0; state_at(i); i++)
        g_string_append_printf(known, "%s%s", i ? ", " : "", state_at(i)->code);
    g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE, "there is no state '%s': take one of %s",
                state, known->str);
    return FALSE;
}

struct order_list {
    int64_t now_ms;
};

static void print_order(const struct storage_order *order, void *data)
{
    const struct order_list *list = data;
    struct clock_date d = clock_civil(order->created_ms);
    printf("%s  %04d-%02d-%02d %02d:%02d  %-10s  %8" G_GINT64_FORMAT ".%02d  %s\n", order->number, d.year,
           d.month, d.day, d.hour, d.minute, order_state_name(orders_state_now(order, list->now_ms)),
           order->amount_fen / 100, (int)(order->amount_fen % 100), order->service);
}

gboolean worker_orders(struct storage *storage, int64_t now_ms, GError **error)
{
    struct order_list list = {now_ms};
    return orders_settle(storage, now_ms, error) && storage_orders(storage, print_order, &list, error);
}

gboolean worker_refunded(struct storage *storage, const char *number, int64_t now_ms, GError **error)
{
    struct storage_order order;
    if (!orders_settle(storage, now_ms, error) ||
        !storage_order(storage, ORDER_DEED_REFUND, number, 0, now_ms, &order, error))
        return FALSE;
    if (order.state == ORDER_REFUNDED)
        return TRUE;
    g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                "order %s is %s: only what is refund_due is paid back", number,
                order_state_name(order.state));
    return FALSE;
}
