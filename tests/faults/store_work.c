#include "store_work.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../unit/store/folder.h"
#include "store/spool.h"
#include "tests/long_run.h"

enum {
    AT_MS = 1000,
    SMALL_BYTES = 200,
    USUAL_BYTES = 3000,
    LARGE_BYTES = 40 * 1000, /* on pages of its own */
    LARGE_ONE_IN = 16
};

struct work *work_new(const char *folder)
{
    struct work *work = g_new0(struct work, 1);

    work->folder = g_strdup(folder);
    work->items = g_array_new(FALSE, FALSE, sizeof(struct work_item));
    return work;
}

void work_close(struct work *work)
{
    outbox_free(work->agent);
    outbox_free(work->kiosk);
    store_close(work->agent_store);
    store_close(work->kiosk_store);
    work->agent = work->kiosk = NULL;
    work->agent_store = work->kiosk_store = NULL;
}

void work_free(struct work *work)
{
    if (!work)
        return;
    work_close(work);
    g_array_unref(work->items);
    g_free(work->folder);
    g_free(work);
}

static void copy_file(const char *from_folder, const char *to_folder, const char *name)
{
    g_autofree char *from = g_build_filename(from_folder, name, NULL);
    g_autofree char *to = g_build_filename(to_folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize len = 0;

    if (g_file_get_contents(from, &bytes, &len, NULL))
        assert_true(g_file_set_contents_full(to, bytes, (gssize)len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void copy_spool(const char *from_folder, const char *to_folder)
{
    g_autofree char *from = g_build_filename(from_folder, STORE_SPOOL, NULL);
    g_autofree char *to = g_build_filename(to_folder, STORE_SPOOL, NULL);
    g_autoptr(GDir) dir = g_dir_open(from, 0, NULL);
    const char *name;

    g_mkdir(to, 0700);
    while (dir && (name = g_dir_read_name(dir)))
        copy_file(from, to, name);
}

struct work *work_copy(const struct work *work, const char *folder)
{
    static const char *const parts[] = {STORE_FILE, STORE_FILE "-wal", STORE_LOCK};
    struct work *copy = work_new(folder);

    g_array_append_vals(copy->items, work->items->data, work->items->len);
    copy->pragmas = work->pragmas;
    copy->spool = work->spool;
    work_folder_empty(folder);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        copy_file(work->folder, folder, parts[i]);
    if (work->spool)
        copy_spool(work->folder, folder);
    return copy;
}

static gboolean open_one(struct work *work, struct store **store, struct outbox **outbox, GError **error)
{
    *store = store_open(work->folder, error);
    *outbox = *store ? outbox_new(*store, error) : NULL;
    return *outbox && (!work->pragmas || store_exec(*store, work->pragmas, error));
}

gboolean work_open(struct work *work, GError **error)
{
    return open_one(work, &work->kiosk_store, &work->kiosk, error) &&
           open_one(work, &work->agent_store, &work->agent, error);
}

/* The platform's ids are ordered by time; so are these. */
static void id_of(uint32_t number, uint8_t id[OUTBOX_ID_BYTES])
{
    uint32_t ordered = GUINT32_TO_BE(number), scattered = number * 2654435761u;

    memset(id, 0, OUTBOX_ID_BYTES);
    memcpy(id, &ordered, sizeof ordered);
    memcpy(id + 8, &scattered, sizeof scattered);
}

/* Made from its number: length in front, then bytes that no other has at that place. */
static GBytes *body_of(uint32_t number, uint32_t size)
{
    uint8_t *body = g_malloc(size);
    uint32_t state = number * 2246822519u + 1;

    memcpy(body, &size, sizeof size);
    for (uint32_t i = sizeof size; i < size; i++) {
        state = state * 1664525u + 1013904223u;
        body[i] = (uint8_t)(state >> 24);
    }
    return g_bytes_new_take(body, size);
}

/* Counts a refusal, and holds that whoever refuses says why. */
static gboolean answered(struct work *work, gboolean well, GError *error)
{
    g_assert_true(well == (error == NULL)); /* no cmocka here: a child that is to die comes by too */
    work->refused += !well;
    g_clear_error(&error);
    return well;
}

static void stand(struct work *work, guint number, enum work_stand stand)
{
    struct work_item *item = &g_array_index(work->items, struct work_item, number);

    item->stand = stand;
    if (work->tell)
        work->tell(item);
}

gboolean work_add(struct work *work, size_t size)
{
    struct work_item item = {work->items->len, WORK_ASKED};
    struct outbox_entry entry = {.kind = "application",
                                 .service = "S",
                                 .receipt = "206170000140",
                                 .keyid = "p-1",
                                 .created_ms = AT_MS + item.number};
    GError *error = NULL;

    g_autoptr(GBytes) box = body_of(item.number, (uint32_t)size);
    entry.box = box;
    id_of(item.number, entry.id);
    g_array_append_val(work->items, item);
    stand(work, item.number, WORK_ASKED);
    gboolean added = outbox_add(work->kiosk, &entry, &error);
    if (added)
        stand(work, item.number, WORK_PROMISED);
    return answered(work, added, error);
}

static void settle(struct work *work, const struct work_item *item)
{
    uint8_t id[OUTBOX_ID_BYTES];
    GError *error = NULL;

    if (item->stand != WORK_PROMISED)
        return;
    id_of(item->number, id);
    stand(work, item->number, WORK_SETTLING);
    gboolean settled = outbox_accepted(work->agent, id, AT_MS, &error);
    if (answered(work, settled, error))
        stand(work, item->number, WORK_SETTLED);
}

/* Off to the staff and back, or put off: neither may touch the body. */
static void disturb(struct work *work, const struct work_item *item, gboolean park)
{
    uint8_t id[OUTBOX_ID_BYTES];
    GError *error = NULL;

    if (item->stand != WORK_PROMISED)
        return;
    id_of(item->number, id);
    gboolean well = park ? outbox_parked(work->agent, id, "urn:kiosk:problem:unknown-service", &error)
                         : outbox_retry_at(work->agent, id, AT_MS + 1, &error);
    if (!answered(work, well, error) || !park)
        return;
    error = NULL;
    well = outbox_unpark(work->agent, id, &error);
    answered(work, well, error);
}

/* As the agent does before and after a request that brings no answer; every other time it dies in it. */
static void request(struct work *work, gboolean answer)
{
    GError *error = NULL;
    GPtrArray *rows = outbox_due(work->agent, 8, 64 * 1024, AT_MS * 2, &error);

    if (!answered(work, rows != NULL, error))
        return;
    for (guint i = 0; i < rows->len; i++) {
        const struct outbox_row *row = g_ptr_array_index(rows, i);
        g_assert(row->kind && row->service && row->receipt && row->keyid && (row->box || row->spool));
    }
    error = NULL;
    gboolean well = outbox_sending(work->agent, rows, &error);
    if (answered(work, well, error) && !answer) {
        error = NULL;
        well = outbox_unsent(work->agent, rows, &error);
        answered(work, well, error);
    }
    g_ptr_array_unref(rows);
    outbox_state(work->agent, (const uint8_t[OUTBOX_ID_BYTES]){0});
}

void work_run(struct work *work, GRand *rng, unsigned steps)
{
    for (unsigned i = 0; i < steps; i++) {
        gint32 dice = g_rand_int_range(rng, 0, 100);
        gboolean large = g_rand_int_range(rng, 0, LARGE_ONE_IN) == 0;
        size_t size = large ? work->spool ? WORK_HUGE_BYTES : LARGE_BYTES
                            : (size_t)g_rand_int_range(rng, SMALL_BYTES, USUAL_BYTES);
        struct work_item *one = work->items->len ? &g_array_index(work->items, struct work_item,
                                                                  g_rand_int(rng) % work->items->len)
                                                 : NULL;
        if (dice < 50 || !one)
            work_add(work, size);
        else if (dice < 75)
            settle(work, one);
        else if (dice < 90)
            disturb(work, one, dice < 82);
        else
            request(work, dice < 95);
    }
}

enum found { FOUND_NOTHING, FOUND_BODY, FOUND_SETTLED, FOUND_TORN };

/* Its length stands in front. */
static enum found compare(const struct work_item *item, GBytes *there)
{
    uint32_t size = 0;

    if (!there || g_bytes_get_size(there) < sizeof size)
        return FOUND_TORN;
    memcpy(&size, g_bytes_get_data(there, NULL), sizeof size);
    if (size < sizeof size || size != g_bytes_get_size(there))
        return FOUND_TORN;
    g_autoptr(GBytes) was = body_of(item->number, size);
    return g_bytes_equal(there, was) ? FOUND_BODY : FOUND_TORN;
}

static GBytes *box_of(struct store *store, sqlite3_stmt *row, const uint8_t *id)
{
    g_autofree char *path = spool_path(store, id);
    gsize spooled = (gsize)sqlite3_column_int64(row, 1);

    return spooled ? spool_read(path, spooled, NULL)
                   : g_bytes_new(sqlite3_column_blob(row, 0), (gsize)sqlite3_column_bytes(row, 0));
}

static enum found find(struct store *store, sqlite3_stmt *read, const struct work_item *item)
{
    uint8_t id[OUTBOX_ID_BYTES];
    enum found found = FOUND_NOTHING;

    id_of(item->number, id);
    sqlite3_bind_blob(read, 1, id, sizeof id, SQLITE_TRANSIENT);
    if (sqlite3_step(read) == SQLITE_ROW) {
        gboolean settled = sqlite3_column_type(read, 0) == SQLITE_NULL;
        GBytes *box = settled ? NULL : box_of(store, read, id);
        found = settled ? FOUND_SETTLED : compare(item, box);
        g_bytes_unref(box);
    }
    sqlite3_reset(read);
    return found;
}

static gboolean kept(enum work_stand stand, enum found found)
{
    switch (stand) {
    case WORK_ASKED:
        return found == FOUND_NOTHING || found == FOUND_BODY;
    case WORK_PROMISED:
        return found == FOUND_BODY;
    case WORK_SETTLING:
        return found == FOUND_BODY || found == FOUND_SETTLED;
    case WORK_SETTLED:
        return found == FOUND_SETTLED;
    }
    return FALSE;
}

static void count_promises(const struct work *work, struct store *store, struct work_verdict *verdict)
{
    sqlite3_stmt *read = store_prepare(store, "SELECT body, spool_bytes FROM outbox WHERE id=?1", NULL);

    assert_non_null(read);
    for (guint i = 0; i < work->items->len; i++) {
        const struct work_item *item = &g_array_index(work->items, struct work_item, i);
        enum found found = find(store, read, item);
        gboolean well = kept(item->stand, found);
        verdict->held += well && item->stand != WORK_ASKED;
        verdict->torn += found == FOUND_TORN;
        verdict->lost += !well && found != FOUND_TORN;
    }
    sqlite3_finalize(read);
}

/* The whole check: quick_check, which store_open makes, does not compare indexes with their tables. */
static char *integrity(struct store *store)
{
    sqlite3_stmt *check = store_prepare(store, "PRAGMA integrity_check(1)", NULL);
    char *why = check && sqlite3_step(check) == SQLITE_ROW
                    ? g_strdup((const char *)sqlite3_column_text(check, 0))
                    : g_strdup(sqlite3_errmsg(store->db));

    sqlite3_finalize(check);
    if (strcmp(why, "ok") == 0)
        g_clear_pointer(&why, g_free);
    return why;
}

/* A kiosk that kept all and takes nothing more is broken too. */
static char *takes_another(const struct work *work)
{
    struct work *next = work_new(work->folder);
    GError *error = NULL;

    g_array_append_vals(next->items, work->items->data, work->items->len);
    if (work_open(next, &error))
        work_add(next, SMALL_BYTES);
    char *why = error                ? g_strdup(error->message)
                : next->refused != 0 ? g_strdup("it takes no new application")
                                     : NULL;
    g_clear_error(&error);
    work_free(next);
    return why;
}

struct work_verdict work_check(const struct work *work)
{
    struct work_verdict verdict = {0};
    g_autoptr(GError) error = NULL;
    struct store *store = store_open(work->folder, &error);

    if (!store) {
        verdict.why = g_strdup(error->message);
        return verdict;
    }
    verdict.why = store->set_aside ? g_strdup("it was set aside") : integrity(store);
    count_promises(work, store, &verdict);
    store_close(store);
    if (!verdict.why)
        verdict.why = takes_another(work);
    return verdict;
}

void work_expect_kept(const struct work *work, const char *where)
{
    struct work_verdict verdict = work_check(work);

    if (verdict.why || verdict.lost || verdict.torn)
        fail_msg("%s: %s; %u held, %u lost, %u torn", where, verdict.why ? verdict.why : "opens",
                 verdict.held, verdict.lost, verdict.torn);
}

char *work_folder_new(void)
{
    const char *memory = "/dev/shm";
    g_autofree char *name =
        g_build_filename(access(memory, W_OK) == 0 ? memory : g_get_tmp_dir(), "lc-store-XXXXXX", NULL);

    assert_non_null(g_mkdtemp(name));
    return g_steal_pointer(&name);
}

void work_folder_empty(const char *folder)
{
    g_autofree char *spool = g_build_filename(folder, STORE_SPOOL, NULL);

    folder_empty(spool);
    folder_empty(folder);
}

void work_folder_free(char *folder)
{
    folder_free(folder);
}

unsigned work_count(unsigned quick, unsigned asked)
{
    return long_run() ? asked : quick;
}

uint32_t work_seed(void)
{
    const char *seed = getenv("LC_SEED");

    return seed && *seed ? (uint32_t)strtoul(seed, NULL, 10) : 20261127;
}
