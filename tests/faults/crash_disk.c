#include "crash_disk.h"

#include <string.h>

enum { NOISE_ONE_IN = 4 };

struct piece { /* a sector's worth at most; data NULL: cut to `offset` */
    uint64_t offset;
    GByteArray *data;
};

struct disk_name {
    struct disk_file *now, *synced; /* NULL = no such name */
};

static void piece_free(void *data)
{
    struct piece *piece = data;

    if (piece->data)
        g_byte_array_unref(piece->data);
    g_free(piece);
}

static struct disk_file *file_new(gboolean journal)
{
    struct disk_file *file = g_new0(struct disk_file, 1);

    file->now = g_byte_array_new();
    file->synced = g_byte_array_new();
    file->unsynced = g_ptr_array_new_with_free_func(piece_free);
    file->regions = g_ptr_array_new_with_free_func(g_free);
    file->journal = journal;
    return file;
}

static struct disk_file *hold(struct disk_file *file)
{
    if (file)
        file->refs++;
    return file;
}

void disk_close(struct disk_file *file)
{
    if (!file || --file->refs > 0)
        return;
    g_byte_array_unref(file->now);
    g_byte_array_unref(file->synced);
    g_ptr_array_unref(file->unsynced);
    g_ptr_array_unref(file->regions);
    g_free(file);
}

static void name_free(void *data)
{
    struct disk_name *name = data;

    disk_close(name->now);
    disk_close(name->synced);
    g_free(name);
}

struct disk *disk_new(void)
{
    struct disk *disk = g_new0(struct disk, 1);

    disk->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, name_free);
    return disk;
}

void disk_free(struct disk *disk)
{
    if (!disk)
        return;
    g_hash_table_unref(disk->names);
    g_free(disk);
}

static void changing(struct disk *disk)
{
    disk->changes++;
    if (disk->before_change)
        disk->before_change(disk, disk->data);
}

static struct disk_name *name_of(struct disk *disk, const char *text)
{
    struct disk_name *name = g_hash_table_lookup(disk->names, text);

    if (!name) {
        name = g_new0(struct disk_name, 1);
        g_hash_table_insert(disk->names, g_strdup(text), name);
    }
    return name;
}

struct disk_file *disk_open(struct disk *disk, const char *text, gboolean make, gboolean journal)
{
    if (!disk_has(disk, text) && make) {
        changing(disk);
        name_of(disk, text)->now = hold(file_new(journal));
    }
    return disk_has(disk, text) ? hold(name_of(disk, text)->now) : NULL;
}

gboolean disk_has(const struct disk *disk, const char *text)
{
    const struct disk_name *name = g_hash_table_lookup(disk->names, text);

    return name && name->now;
}

static void sync_folder(struct disk *disk)
{
    GHashTableIter names;
    gpointer value;

    g_hash_table_iter_init(&names, disk->names);
    while (g_hash_table_iter_next(&names, NULL, &value)) {
        struct disk_name *name = value;
        disk_close(name->synced);
        name->synced = hold(name->now);
    }
}

void disk_delete(struct disk *disk, const char *text, gboolean synced)
{
    struct disk_name *name = name_of(disk, text);

    changing(disk);
    disk_close(name->now);
    name->now = NULL;
    if (synced)
        sync_folder(disk);
}

static void put(GByteArray *bytes, const struct piece *piece)
{
    size_t old = bytes->len, end = piece->offset + (piece->data ? piece->data->len : 0);

    if (!piece->data || end > old)
        g_byte_array_set_size(bytes, (guint)end);
    if (end > old)
        memset(bytes->data + old, 0, end - old); /* a hole reads as zeros */
    if (piece->data)
        memcpy(bytes->data + piece->offset, piece->data->data, piece->data->len);
}

static void add_piece(struct disk_file *file, uint64_t offset, const void *from, size_t len)
{
    struct piece *piece = g_new0(struct piece, 1);

    piece->offset = offset;
    if (from)
        piece->data = g_byte_array_append(g_byte_array_new(), from, (guint)len);
    put(file->now, piece);
    g_ptr_array_add(file->unsynced, piece);
}

void disk_write(struct disk *disk, struct disk_file *file, const void *from, size_t len, uint64_t offset)
{
    const uint8_t *bytes = from;

    changing(disk);
    while (len > 0) {
        size_t n = MIN(len, DISK_SECTOR_BYTES - (size_t)(offset % DISK_SECTOR_BYTES));
        add_piece(file, offset, bytes, n);
        bytes += n;
        offset += n;
        len -= n;
    }
}

void disk_truncate(struct disk *disk, struct disk_file *file, uint64_t size)
{
    changing(disk);
    add_piece(file, size, NULL, 0);
}

void disk_sync(struct disk *disk, struct disk_file *file)
{
    changing(disk);
    g_byte_array_set_size(file->synced, 0);
    g_byte_array_append(file->synced, file->now->data, file->now->len);
    g_ptr_array_set_size(file->unsynced, 0);
    if (file->journal)
        sync_folder(disk);
    file->journal = FALSE;
}

/* Which of two writes of one sector wins is drawn too: leaving out the later is the earlier coming last. */
static void lay_down(GByteArray *bytes, const struct piece *piece, gboolean noise, GRand *rng)
{
    put(bytes, piece);
    for (size_t i = 0; noise && piece->data && i < piece->data->len; i++)
        bytes->data[piece->offset + i] = (guint8)g_rand_int(rng);
}

static struct disk_file *file_after_cut(const struct disk_file *file, enum disk_cut cut, GRand *rng)
{
    struct disk_file *after = file_new(FALSE);
    double kept = cut == DISK_CUT_NOTHING_UNSYNCED ? 0 : g_rand_double(rng);

    g_byte_array_append(after->synced, file->synced->data, file->synced->len);
    for (guint i = 0; i < file->unsynced->len; i++) {
        gboolean keep = g_rand_double(rng) < kept;
        gboolean noise = cut == DISK_CUT_TORN && g_rand_int_range(rng, 0, NOISE_ONE_IN) == 0;
        if (keep)
            lay_down(after->synced, g_ptr_array_index(file->unsynced, i), noise, rng);
    }
    g_byte_array_append(after->now, after->synced->data, after->synced->len);
    return after;
}

struct disk *disk_after_cut(const struct disk *disk, enum disk_cut cut, GRand *rng)
{
    struct disk *after = disk_new();
    GHashTableIter names;
    gpointer key, value;

    g_hash_table_iter_init(&names, disk->names);
    while (g_hash_table_iter_next(&names, &key, &value)) {
        const struct disk_name *name = value;
        gboolean old = cut == DISK_CUT_NOTHING_UNSYNCED || g_rand_boolean(rng);
        const struct disk_file *left = old ? name->synced : name->now;
        if (!left)
            continue;
        struct disk_name *there = name_of(after, key);
        there->now = hold(file_after_cut(left, cut, rng));
        there->synced = hold(there->now);
    }
    return after;
}
