/* Which page of a write-ahead log is the newest of its number ("Database File Format", section 4). The table
 * is the caller's. Pure: any room. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Of the log's header; 0 when there is no log. */
size_t carve_wal_page_bytes(const uint8_t *wal, size_t len);
/* Page number -> offset of its bytes in the log, plus 1; `pages` gets the greatest number. Of frames whose
 * checksums hold, up to the last commit; or, with `whole`, of every frame of this round, whatever its
 * checksum says. g_hash_table_unref; empty when there is no log of that page size. */
GHashTable *carve_wal_newest(const uint8_t *wal, size_t len, size_t page_bytes, bool whole, uint32_t *pages);
/* A frame does not hold although two transactions come behind it in one chain of checksums. The second began
 * when the first was synced, so no power cut leaves that: what lies behind the frame was promised, and SQLite
 * would pass over it in silence. */
bool carve_wal_damaged(const uint8_t *wal, size_t len);
