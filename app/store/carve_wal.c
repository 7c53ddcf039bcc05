#include "store/carve_wal.h"

#include <stdbool.h>
#include <string.h>

enum { HEADER = 32, FRAME = 24, SUMMED_HEADER = 24, SUMMED_FRAME = 8, PAGE_MIN = 512, PAGE_MAX = 65536 };

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

static bool begin_sum(const uint8_t *wal, struct sum *sum)
{
    *sum = (struct sum){.big = big(wal) & 1};
    add(sum, wal, SUMMED_HEADER);
    return sum->a == big(wal + 24) && sum->b == big(wal + 28);
}

static bool is_commit(const uint8_t *frame)
{
    return big(frame + 4) != 0; /* the file's size in pages */
}

static void take_whole(const uint8_t *wal, size_t len, size_t page_bytes, GHashTable *newest, uint32_t *pages)
{
    size_t size = FRAME + page_bytes;

    for (size_t at = HEADER; len - at >= size; at += size)
        if (memcmp(wal + at + 8, wal + 16, 8) == 0 && big(wal + at) <= len)
            commit(wal, at, at, page_bytes, newest, pages);
}

GHashTable *carve_wal_newest(const uint8_t *wal, size_t len, size_t page_bytes, bool whole, uint32_t *pages)
{
    GHashTable *newest = g_hash_table_new(NULL, NULL);
    size_t begun = HEADER, size = FRAME + page_bytes;
    struct sum sum;

    *pages = 0;
    if (carve_wal_page_bytes(wal, len) != page_bytes)
        return newest;
    if (whole)
        take_whole(wal, len, page_bytes, newest, pages);
    else if (begin_sum(wal, &sum))
        for (size_t at = HEADER; len - at >= size && holds(&sum, wal, wal + at, page_bytes); at += size)
            if (is_commit(wal + at)) {
                commit(wal, begun, at, page_bytes, newest, pages);
                begun = at + size;
            }
    return newest;
}

bool carve_wal_damaged(const uint8_t *wal, size_t len)
{
    size_t page_bytes = carve_wal_page_bytes(wal, len), size = FRAME + page_bytes;
    unsigned commits = 0;
    bool broken = false;
    struct sum sum;

    if (page_bytes < PAGE_MIN || page_bytes > PAGE_MAX || page_bytes % 8 != 0)
        return false;
    broken = !begin_sum(wal, &sum);
    for (size_t at = HEADER; len - at >= size; at += size) {
        const uint8_t *frame = wal + at;
        if (!holds(&sum, wal, frame, page_bytes)) {
            broken = true;
            commits = 0;
            sum.a = big(frame + 16); /* the next may go on from what this one says */
            sum.b = big(frame + 20);
        } else if (broken && is_commit(frame) && ++commits == 2)
            return true;
    }
    return false;
}
