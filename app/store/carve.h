/* Reads rows out of the bytes of an SQLite file that SQLite itself cannot open any more: every leaf page on
 * its own, whatever stands in the pages above it, and the pages of its WAL over those of the file ("Database
 * File Format", sections 1.6, 2 and 4). Owns nothing beyond a call. Pure: any room. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { CARVE_COLUMNS = 32, CARVE_RECORD_MAX = 8 * 1024 * 1024 };

enum carve_kind { CARVE_NULL, CARVE_INTEGER, CARVE_REAL, CARVE_TEXT, CARVE_BLOB };
struct carve_value { /* bytes belong to the call */
    enum carve_kind kind;
    bool missing; /* its bytes lay in a page that is damaged; kind and len are known all the same */
    int64_t number;
    const uint8_t *bytes; /* of text and blob; not ended by NUL */
    size_t len;
};
struct carve_record {
    int64_t rowid;
    unsigned count; /* of columns */
    struct carve_value values[CARVE_COLUMNS];
};
typedef void (*carve_found)(void *data, const struct carve_record *record);

struct carve_source {
    const uint8_t *file, *wal; /* wal may be NULL */
    size_t file_len, wal_len;
    bool whole_wal; /* pages of frames that no longer hold, too */
};
/* Calls `found` for each record of each readable leaf page of a table, in the order of the pages. How many
 * there were. The page size is that of the header; when that is damaged too, the one that finds most. */
unsigned carve_records(const struct carve_source *source, carve_found found, void *data);
