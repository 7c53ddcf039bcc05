/* A disk in memory that remembers which bytes were synced and which were only written: what a power cut
 * leaves of it is drawn by lot, sector by sector. A file lives while a name or a handle holds it; the disk
 * owns its names. Tests only; one thread, no SQLite in here. */
#pragma once

#include <glib.h>
#include <stdint.h>

enum { DISK_SECTOR_BYTES = 512, DISK_SLOTS = 8 /* locks of shared memory */ };

struct disk_file {
    int refs;
    GByteArray *now, *synced; /* as programs see it; as it surely is on the platter */
    GPtrArray *unsynced;      /* pieces written since, in order */
    gboolean journal;         /* its first sync syncs the folder too, as SQLite's VFS for unix does */
    /* what handles agree on; gone with the power */
    int shared, reserved, exclusive;
    GPtrArray *regions;
    int regions_users, slot_shared[DISK_SLOTS], slot_exclusive[DISK_SLOTS];
};

struct disk {
    GHashTable *names; /* char * -> struct disk_name * */
    unsigned changes;  /* operations that a cut could fall before */
    void (*before_change)(struct disk *disk, void *data);
    void *data;
};

struct disk *disk_new(void);
void disk_free(struct disk *disk); /* NULL is fine */

/* Held for the caller; NULL when absent and not to be made. */
struct disk_file *disk_open(struct disk *disk, const char *name, gboolean make, gboolean journal);
void disk_close(struct disk_file *file);
gboolean disk_has(const struct disk *disk, const char *name);
void disk_delete(struct disk *disk, const char *name, gboolean sync_folder);

void disk_write(struct disk *disk, struct disk_file *file, const void *from, size_t len, uint64_t offset);
void disk_truncate(struct disk *disk, struct disk_file *file, uint64_t size);
void disk_sync(struct disk *disk, struct disk_file *file);

enum disk_cut {
    DISK_CUT_NOTHING_UNSYNCED, /* as if nothing had been written since the last sync */
    DISK_CUT_DROPPED,          /* each unsynced sector is there or not; names made or deleted likewise */
    DISK_CUT_TORN,             /* and some hold noise instead */
    DISK_CUTS
};
/* What the next start finds. */
struct disk *disk_after_cut(const struct disk *disk, enum disk_cut cut, GRand *rng);
