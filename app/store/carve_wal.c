#include "store/carve_wal.h"

#include <stdbool.h>
#include <string.h>

enum { HEADER = 32, FRAME = 24, SUMMED_HEADER = 24, SUMMED_FRAME = 8 };

struct sum {
    bool big; /* words of the checksum are big-endian */
    uint32_t a, b;
};

static uint32_t big(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static uint32_t little(const uint8_t *at)
{
    return (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
}

/* Section 4.2. */
static void add(struct sum *sum, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i + 8 <= len; i += 8) {
        sum->a += (sum->big ? big(bytes + i) : little(bytes + i)) + sum->b;
        sum->b += (sum->big ? big(bytes + i + 4) : little(bytes + i + 4)) + sum->a;
    }
}

static bool is_log(const uint8_t *wal, size_t len)
{
    enum { MAGIC = 0x377f0682, VERSION = 3007000 }; /* the magic's last bit: big-endian sums */

    return wal && len >= HEADER && (big(wal) & ~1u) == MAGIC && big(wal + 4) == VERSION;
}

size_t carve_wal_page_bytes(const uint8_t *wal, size_t len)
{
    return is_log(wal, len) ? big(wal + 8) : 0;
}

static bool holds(struct sum *sum, const uint8_t *wal, const uint8_t *frame, size_t page_bytes)
{
    if (memcmp(frame + 8, wal + 16, 8) != 0) /* the salts: of this round through the log */
        return false;
    add(sum, frame, SUMMED_FRAME);
    add(sum, frame + FRAME, page_bytes);
    return big(frame + 16) == sum->a && big(frame + 20) == sum->b;
}

/* Frames of a transaction count when its last one, which names the file's size, holds. */
static void commit(const uint8_t *wal, size_t from, size_t until, size_t page_bytes, GHashTable *newest,
                   uint32_t *pages)
{
    for (size_t at = from; at <= until; at += FRAME + page_bytes) {
        uint32_t number = big(wal + at);
        g_hash_table_insert(newest, GUINT_TO_POINTER(number), GSIZE_TO_POINTER(at + FRAME + 1));
        *pages = MAX(*pages, number);
    }
}

GHashTable *carve_wal_newest(const uint8_t *wal, size_t len, size_t page_bytes, uint32_t *pages)
{
    GHashTable *newest = g_hash_table_new(NULL, NULL);
    size_t begun = HEADER;

    *pages = 0;
    if (carve_wal_page_bytes(wal, len) != page_bytes)
        return newest;
    struct sum sum = {.big = big(wal) & 1};
    add(&sum, wal, SUMMED_HEADER);
    if (sum.a != big(wal + 24) || sum.b != big(wal + 28))
        return newest;
    for (size_t at = HEADER; len - at >= FRAME + page_bytes; at += FRAME + page_bytes) {
        if (!holds(&sum, wal, wal + at, page_bytes))
            break;
        if (big(wal + at + 4) == 0)
            continue;
        commit(wal, begun, at, page_bytes, newest, pages);
        begun = at + FRAME + page_bytes;
    }
    return newest;
}
