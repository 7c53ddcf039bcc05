#include "store/carve.h"

#include <string.h>

#include "store/carve_wal.h"

enum {
    HEADER = 100, /* of page 1, before its tree */
    LEAF_TABLE = 0x0d,
    LEAF_HEADER = 8,
    PAGE_MIN = 512,
    PAGE_MAX = 65536
};

struct carving {
    const struct carve_source *source;
    GHashTable *newest; /* page number -> offset of its content in the WAL, plus 1 */
    size_t page_bytes;
    uint32_t pages;
    size_t followed; /* bytes; no page belongs to two records, so there is an end to it */
    carve_found found;
    void *data;
    unsigned count;
};

struct span { /* what is left to read */
    const uint8_t *at;
    size_t len;
};

static uint32_t u16(const uint8_t *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t u32(const uint8_t *at)
{
    return u16(at) << 16 | u16(at + 2);
}

/* Section 1.6: seven bits a byte, the ninth has eight. */
static bool varint(struct span *from, uint64_t *out)
{
    *out = 0;
    for (int i = 0; i < 9; i++) {
        if (from->len == 0)
            return false;
        uint8_t byte = *from->at++;
        from->len--;
        if (i == 8) {
            *out = *out << 8 | byte;
            return true;
        }
        *out = *out << 7 | (byte & 0x7f);
        if (byte < 0x80)
            return true;
    }
    return false;
}

/* As it stood after the last commit; NULL when the file ends before. */
static const uint8_t *page_at(const struct carving *c, uint32_t number)
{
    gpointer newest = g_hash_table_lookup(c->newest, GUINT_TO_POINTER(number));

    if (newest)
        return c->source->wal + (GPOINTER_TO_SIZE(newest) - 1);
    size_t offset = (size_t)(number - 1) * c->page_bytes;
    return number > 0 && offset + c->page_bytes <= c->source->file_len ? c->source->file + offset : NULL;
}

/* Section 1.5: a payload that does not fit goes on in pages that each name the next. Less than `total` comes
 * together when one of them is damaged. */
static void follow(struct carving *c, uint32_t next, size_t total, GByteArray *to)
{
    while (to->len < total) {
        const uint8_t *page = next > 1 && next <= c->pages ? page_at(c, next) : NULL;
        if (!page || c->followed > c->source->file_len + c->source->wal_len)
            return;
        c->followed += c->page_bytes;
        g_byte_array_append(to, page + 4, (guint)MIN(c->page_bytes - 4, total - to->len));
        next = u32(page);
    }
}

static size_t local_bytes(size_t usable, size_t total)
{
    size_t least = (usable - 12) * 32 / 255 - 23;
    size_t some = least + (total - least) % (usable - 4);

    if (total <= usable - 35)
        return total;
    return some <= usable - 35 ? some : least;
}

static int64_t integer(const uint8_t *at, size_t len)
{
    uint64_t value = len > 0 && (at[0] & 0x80) ? UINT64_MAX : 0;

    for (size_t i = 0; i < len; i++)
        value = value << 8 | at[i];
    return (int64_t)value;
}

/* Section 2.1, the serial types. False for those that are reserved. */
static bool describe(uint64_t type, struct carve_value *value)
{
    static const uint8_t integers[] = {0, 1, 2, 3, 4, 6, 8};

    *value = (struct carve_value){.kind = CARVE_INTEGER};
    if (type == 0)
        value->kind = CARVE_NULL;
    else if (type < G_N_ELEMENTS(integers))
        value->len = integers[type];
    else if (type == 7)
        value->kind = CARVE_REAL, value->len = 8;
    else if (type == 8 || type == 9)
        value->number = (int64_t)type - 8;
    else if (type >= 12) {
        value->kind = type % 2 ? CARVE_TEXT : CARVE_BLOB;
        value->len = (size_t)((type - 12) / 2);
    }
    return type < 10 || type >= 12;
}

static bool read_types(struct span header, struct carve_record *record, size_t *content)
{
    uint64_t type;

    *content = 0;
    while (header.len > 0) {
        if (record->count == CARVE_COLUMNS || !varint(&header, &type) || type > CARVE_RECORD_MAX ||
            !describe(type, &record->values[record->count]))
            return false;
        *content += record->values[record->count++].len;
    }
    return record->count > 0;
}

/* The content has to be as long as the header says, to the byte: so rubbish is told from a record. */
static bool read_record(const GByteArray *payload, size_t total, struct carve_record *record)
{
    struct span rest = {payload->data, payload->len};
    uint64_t header = 0;
    size_t content;

    if (!varint(&rest, &header) || header > payload->len || header < payload->len - rest.len)
        return false;
    if (!read_types((struct span){rest.at, (size_t)header - (payload->len - rest.len)}, record, &content) ||
        (size_t)header + content != total)
        return false;
    size_t at = (size_t)header;
    for (unsigned i = 0; i < record->count; i++) {
        struct carve_value *value = &record->values[i];
        value->missing = at + value->len > payload->len;
        value->bytes = value->missing ? NULL : payload->data + at;
        if (value->kind == CARVE_INTEGER && value->len > 0 && !value->missing)
            value->number = integer(value->bytes, value->len);
        at += value->len;
    }
    return true;
}

static void read_cell(struct carving *c, struct span cell, GByteArray *payload)
{
    struct carve_record record = {0};
    uint64_t total, rowid;

    if (!varint(&cell, &total) || !varint(&cell, &rowid) || total == 0 || total > CARVE_RECORD_MAX)
        return;
    size_t local = local_bytes(c->page_bytes, (size_t)total);
    if (local > cell.len || (local < total && local + 4 > cell.len))
        return;
    record.rowid = (int64_t)rowid;
    g_byte_array_set_size(payload, 0);
    g_byte_array_append(payload, cell.at, (guint)local);
    if (local < total)
        follow(c, u32(cell.at + local), (size_t)total, payload);
    if (!read_record(payload, (size_t)total, &record))
        return;
    c->count++;
    if (c->found)
        c->found(c->data, &record);
}

/* Section 1.6: a header, then two bytes for the place of each cell. */
static void read_page(struct carving *c, uint32_t number, GByteArray *payload)
{
    const uint8_t *page = page_at(c, number);
    size_t head = number == 1 ? HEADER : 0;

    if (!page || page[head] != LEAF_TABLE)
        return;
    uint32_t cells = u16(page + head + 3);
    for (uint32_t i = 0; i < cells; i++) {
        size_t pointer = head + LEAF_HEADER + 2 * (size_t)i;
        if (pointer + 2 > c->page_bytes)
            return;
        size_t at = u16(page + pointer);
        if (at >= pointer && at < c->page_bytes)
            read_cell(c, (struct span){page + at, c->page_bytes - at}, payload);
    }
}

static unsigned carve_as(const struct carve_source *source, size_t page_bytes, carve_found found, void *data)
{
    struct carving c = {.source = source, .page_bytes = page_bytes, .found = found, .data = data};
    GByteArray *payload = g_byte_array_new();

    c.newest = carve_wal_newest(source->wal, source->wal_len, page_bytes, source->whole_wal, &c.pages);
    c.pages = MAX(c.pages, (uint32_t)(source->file_len / page_bytes));
    for (uint32_t number = 1; number <= c.pages; number++)
        read_page(&c, number, payload);
    g_byte_array_unref(payload);
    g_hash_table_unref(c.newest);
    return c.count;
}

static bool is_page_size(size_t bytes)
{
    return bytes >= PAGE_MIN && bytes <= PAGE_MAX && (bytes & (bytes - 1)) == 0;
}

unsigned carve_records(const struct carve_source *source, carve_found found, void *data)
{
    static const char magic[] = "SQLite format 3"; /* with its NUL */
    static const size_t likely[] = {1024, 4096};   /* ours, and those of older releases */
    size_t page_bytes = carve_wal_page_bytes(source->wal, source->wal_len);
    unsigned most = 0;

    if (source->file_len >= HEADER && memcmp(source->file, magic, sizeof magic) == 0)
        page_bytes = u16(source->file + 16) == 1 ? PAGE_MAX : u16(source->file + 16);
    if (is_page_size(page_bytes))
        return carve_as(source, page_bytes, found, data);
    for (size_t i = 0; i < G_N_ELEMENTS(likely); i++) {
        unsigned finds = carve_as(source, likely[i], NULL, NULL);
        page_bytes = finds > most ? likely[i] : page_bytes;
        most = MAX(most, finds);
    }
    return most > 0 ? carve_as(source, page_bytes, found, data) : 0;
}
