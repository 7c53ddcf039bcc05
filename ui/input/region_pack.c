/* The writer of the file that region_set.c reads: for regions-pack and for tests. */
#include <stdlib.h>
#include <string.h>

#include "ui/input/region_set.h"

struct pack {
    GByteArray *nodes[REGION_COMMUNITY], *names, *communities;
    GHashTable *known; /* name -> its offset + 1 */
};

static uint32_t add_name(struct pack *pack, const char *name)
{
    uint32_t at = GPOINTER_TO_UINT(g_hash_table_lookup(pack->known, name));
    if (!at) {
        at = pack->names->len + 1;
        g_byte_array_append(pack->names, (const void *)name, (guint)strlen(name) + 1);
        g_hash_table_insert(pack->known, (void *)name, GUINT_TO_POINTER(at));
    }
    return at - 1;
}

static void add_community(struct pack *pack, const struct region *row)
{
    enum { TEN = 10, TOWN = 9, BYTE = 8, LOW = 255 };
    unsigned last = (unsigned)strtoul(row->code + TOWN, NULL, TEN);
    uint8_t suffix[2] = {(uint8_t)(last >> BYTE), (uint8_t)(last & LOW)};
    g_byte_array_append(pack->communities, suffix, sizeof suffix);
    g_byte_array_append(pack->communities, (const void *)row->name, (guint)strlen(row->name) + 1);
}

/* The rows of one level, each with those of the next that its code begins; true when all of them found a
 * place.
 */
static bool add_level(struct pack *pack, int level, const struct region *rows, unsigned count,
                      const struct region *below, unsigned below_count)
{
    enum { TEN = 10 };
    unsigned at = 0;
    for (unsigned i = 0; i < count; i++) {
        size_t n = strlen(rows[i].code);
        bool town = level == REGION_TOWN;
        struct region_node node = {(uint32_t)strtoul(rows[i].code, NULL, TEN), add_name(pack, rows[i].name),
                                   town ? pack->communities->len : at, 0};
        for (; at < below_count && strncmp(below[at].code, rows[i].code, n) == 0; at++, node.count++)
            if (town)
                add_community(pack, &below[at]);
        g_byte_array_append(pack->nodes[level], (const void *)&node, sizeof node);
    }
    return at == below_count;
}

static bool is_ascending(const struct region *rows, unsigned count, int level)
{
    for (unsigned i = 0; i < count; i++)
        if ((int)region_level(rows[i].code) != level || (i && strcmp(rows[i - 1].code, rows[i].code) >= 0))
            return false;
    return true;
}

static bool add_all(struct pack *pack, const struct region *const rows[REGION_LEVELS],
                    const unsigned count[REGION_LEVELS])
{
    bool good = true;
    for (int i = 0; i < REGION_LEVELS; i++)
        good = good && is_ascending(rows[i], count[i], i);
    for (int i = 0; i < REGION_COMMUNITY; i++)
        good = good && add_level(pack, i, rows[i], count[i], rows[i + 1], count[i + 1]);
    return good;
}

/* As struct header of region_set.c has it. */
static GByteArray *head(const struct pack *pack, unsigned letters, const char *notice)
{
    enum { SIZE = 512, NOTICE_AT = 36, NOTICE = 448 };
    char text[SIZE] = "LCREGIO1";
    uint32_t numbers[REGION_COMMUNITY + 3];
    for (int i = 0; i < REGION_COMMUNITY; i++)
        numbers[i] = (uint32_t)(pack->nodes[i]->len / sizeof(struct region_node));
    numbers[REGION_COMMUNITY] = letters;
    numbers[REGION_COMMUNITY + 1] = pack->names->len;
    numbers[REGION_COMMUNITY + 2] = pack->communities->len;
    memcpy(text + sizeof(uint64_t), numbers, sizeof numbers);
    g_strlcpy(text + NOTICE_AT, notice, NOTICE);
    GByteArray *out = g_byte_array_new();
    return g_byte_array_append(out, (const void *)text, SIZE);
}

bool region_set_write(const char *path, const struct region *const rows[REGION_LEVELS],
                      const unsigned count[REGION_LEVELS], const struct region_letters *letters,
                      unsigned letter_count, const char *notice, GError **error)
{
    struct pack pack = {.names = g_byte_array_new(),
                        .communities = g_byte_array_new(),
                        .known = g_hash_table_new(g_str_hash, g_str_equal)};
    for (int i = 0; i < REGION_COMMUNITY; i++)
        pack.nodes[i] = g_byte_array_new();
    bool good = add_all(&pack, rows, count) && pack.names->len && pack.communities->len;
    if (!good)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%s cannot be written: the codes must ascend, each below one of the level above", path);
    GByteArray *out = head(&pack, letter_count, notice);
    for (int i = 0; i < REGION_COMMUNITY; i++) {
        g_byte_array_append(out, pack.nodes[i]->data, pack.nodes[i]->len);
        g_byte_array_unref(pack.nodes[i]);
    }
    g_byte_array_append(out, (const void *)letters, (guint)(letter_count * sizeof *letters));
    g_byte_array_append(out, pack.names->data, pack.names->len);
    g_byte_array_append(out, pack.communities->data, pack.communities->len);
    good = good && g_file_set_contents(path, (const char *)out->data, (gssize)out->len, error);
    g_byte_array_unref(out);
    g_byte_array_unref(pack.names);
    g_byte_array_unref(pack.communities);
    g_hash_table_destroy(pack.known);
    return good;
}
