#include "sync/carry.h"

#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/durable.h"
#include "store/carried.h"
#include "store/ledger.h"
#include "sync/plan.h"
#include "wire/carry.h"
#include "wire/detached.h"
#include "wire/messages.h"

enum { BYTES_MAX = 4 * 1024 * 1024 /* of boxes in one file */ };

/* Where a medium is in hand, its folder is what can be changed. */
static gboolean write_file(const char *folder, const char *name, GBytes *bytes, GError **error)
{
    size_t len = 0;
    const void *data = g_bytes_get_data(bytes, &len);
    gboolean well = durable_write(folder, name, data, len, 0600, error);

    if (!well)
        g_prefix_error(error, "name another folder of the medium, or make room there: ");
    return well;
}

static void clear_file(void *data)
{
    g_free(((struct carry_file *)data)->name);
}

/* Number and time, so that files of several kiosks and days lie in one folder. */
static char *name_of(const struct carry *carry, guint part, const char *end)
{
    struct clock_date d = clock_civil(carry->now_ms);
    g_autofree char *middle = part ? g_strdup_printf("-%u", part) : g_strdup("");

    return g_strdup_printf("linchuang-%s-%04d%02d%02d-%02d%02d%02d%s%s", carry->kiosk, d.year, d.month, d.day,
                           d.hour, d.minute, d.second, middle, end);
}

static gboolean item_of(const struct carry *carry, const struct outbox_row *row, struct message_item *item,
                        GError **error)
{
    memcpy(item->id, row->id, sizeof item->id);
    g_strlcpy(item->kiosk, carry->kiosk, sizeof item->kiosk);
    g_strlcpy(item->kind, row->kind, sizeof item->kind);
    g_strlcpy(item->service, row->service, sizeof item->service);
    g_strlcpy(item->keyid, row->keyid, sizeof item->keyid);
    item->created_ms = row->created_ms;
    item->box = outbox_row_box(row, error);
    return item->box != NULL;
}

static GBytes *batch_of(const struct carry *carry, const GPtrArray *rows, GError **error)
{
    struct message_batch batch = {.items = g_new0(struct message_item, rows->len)};
    gboolean well = TRUE;

    for (; well && batch.count < rows->len; batch.count += well)
        well = item_of(carry, g_ptr_array_index(rows, batch.count), &batch.items[batch.count], error);
    GBytes *body = well ? message_batch_build(batch.items, batch.count) : NULL;
    message_batch_clear(&batch);
    return body;
}

static gboolean export_signature(const struct carry *carry, const char *folder, const char *name,
                                 GBytes *batch, GError **error)
{
    size_t len = 0;
    const void *bytes = g_bytes_get_data(batch, &len);

    if (!carry->identity)
        return TRUE;
    g_autofree char *beside = carry_beside(name, CARRY_SIGNATURE);
    g_autoptr(GBytes) signature = detached_sign(carry->identity, bytes, len, error);
    return signature && write_file(folder, beside, signature, error);
}

/* The digest is known here before the file can be anywhere else. */
static gboolean export_batch(const struct carry *carry, const char *folder, const GPtrArray *rows,
                             GArray *files, GError **error)
{
    struct carry_file file = {.items = rows->len};
    g_autoptr(GBytes) batch = batch_of(carry, rows, error);

    if (!batch)
        return FALSE;
    const void *bytes = g_bytes_get_data(batch, &file.bytes);
    carry_digest(bytes, file.bytes, file.digest);
    file.name = name_of(carry, files->len + 1, CARRY_BATCH);
    g_array_append_val(files, file);
    return carried_out(carry->store, file.digest, carry->now_ms, error) &&
           write_file(folder, file.name, batch, error) &&
           export_signature(carry, folder, file.name, batch, error);
}

static gboolean export_all(const struct carry *carry, const char *folder, GArray *files, GError **error)
{
    int64_t after = 0;
    gboolean well = TRUE;

    while (well) {
        g_autoptr(GPtrArray) rows = ledger_carry(carry->outbox, after, WIRE_BATCH_MAX, BYTES_MAX, error);
        if (!rows || rows->len == 0)
            return rows != NULL;
        after = ((const struct outbox_row *)g_ptr_array_index(rows, rows->len - 1))->seq;
        well = export_batch(carry, folder, rows, files, error);
    }
    return FALSE;
}

static gboolean export_manifest(const struct carry *carry, const char *folder, GArray *files,
                                struct carry_report *report, GError **error)
{
    const struct carry_file *list = (const struct carry_file *)(const void *)files->data;
    g_autoptr(GBytes) manifest = carry_manifest(carry->kiosk, carry->now_ms, list, files->len);

    report->name = name_of(carry, 0, CARRY_MANIFEST);
    report->files = files->len;
    for (guint i = 0; i < files->len; i++)
        report->items += (unsigned)list[i].items;
    return write_file(folder, report->name, manifest, error);
}

static void take_back(const char *folder, const GArray *files)
{
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *path =
            g_build_filename(folder, g_array_index(files, struct carry_file, i).name, NULL);
        g_autofree char *beside = carry_beside(path, CARRY_SIGNATURE);
        unlink(path);
        unlink(beside);
    }
}

gboolean carry_export(const struct carry *carry, const char *folder, struct carry_report *report,
                      GError **error)
{
    g_autoptr(GArray) files = g_array_new(FALSE, TRUE, sizeof(struct carry_file));

    g_array_set_clear_func(files, clear_file);
    *report = (struct carry_report){0};
    gboolean well = export_all(carry, folder, files, error) &&
                    (files->len == 0 || export_manifest(carry, folder, files, report, error));
    if (!well)
        take_back(folder, files);
    return well;
}

/* As over the line: only 'stored' and 'duplicate' let a body go, a refusal is for staff, 'not now' waits. */
static gboolean settle(const struct carry *carry, const struct message_result *result,
                       struct carry_report *report, GError **error)
{
    enum outbox_state state;

    if (!outbox_look(carry->outbox, result->id, &state, error))
        return FALSE;
    if (state == OUTBOX_ACCEPTED || state == OUTBOX_UNKNOWN) {
        report->known++;
        return TRUE;
    }
    if (result->status != MESSAGE_REJECTED) {
        report->accepted++;
        return outbox_accepted(carry->outbox, result->id, carry->now_ms, error);
    }
    if (plan_passing(result->problem_status) || state == OUTBOX_ATTENTION) {
        report->left++;
        return TRUE;
    }
    report->refused++;
    return outbox_parked(carry->outbox, result->id, result->problem, error);
}

/* An answer counts once, so that an old one undoes nothing; whoever brings it again is told how it stands. */
static void look_again(const struct carry *carry, const struct message_results *results,
                       struct carry_report *report)
{
    report->again = TRUE;
    for (size_t i = 0; i < results->count; i++) {
        enum outbox_state state = outbox_state(carry->outbox, results->list[i].id);
        if (state == OUTBOX_ACCEPTED || state == OUTBOX_UNKNOWN)
            report->known++;
        else
            report->left++;
    }
}

static gboolean settle_all(const struct carry *carry, const uint8_t *digest,
                           const struct message_results *results, struct carry_report *report, GError **error)
{
    g_autoptr(GError) before = NULL;

    if (!store_begin(carry->store, error))
        return FALSE;
    gboolean well = carried_back(carry->store, digest, carry->now_ms, &before);
    if (g_error_matches(before, store_error_quark(), STORE_ERROR_EXISTS)) {
        look_again(carry, results, report);
        return store_end(carry->store, TRUE, error);
    }
    if (before)
        g_propagate_error(error, g_steal_pointer(&before));
    for (size_t i = 0; well && i < results->count; i++)
        well = settle(carry, &results->list[i], report, error);
    return store_end(carry->store, well, well ? error : NULL);
}

gboolean carry_import(const struct carry *carry, const void *file, size_t len,
                      const uint8_t sign_key[SIGNED_PUBLIC_BYTES], struct carry_report *report,
                      GError **error)
{
    struct message_results results = {0};
    uint8_t digest[CARRY_DIGEST];

    *report = (struct carry_report){0};
    gboolean well = carry_open(file, len, carry->kiosk, sign_key, digest, &results, error) &&
                    settle_all(carry, digest, &results, report, error);
    message_results_clear(&results);
    return well;
}
