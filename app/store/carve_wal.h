/* Which page of a write-ahead log is the newest of its number ("Database File Format", section 4). The table
 * is the caller's. Pure: any room. */
#pragma once

#include <glib.h>
#include <stdint.h>

/* Of the log's header; 0 when there is no log. */
size_t carve_wal_page_bytes(const uint8_t *wal, size_t len);
/* Page number -> offset of its bytes in the log, plus 1; of frames whose checksums hold, up to the last
 * commit. `pages` gets the greatest number. g_hash_table_unref; empty when there is no log of that page size.
 */
GHashTable *carve_wal_newest(const uint8_t *wal, size_t len, size_t page_bytes, uint32_t *pages);
