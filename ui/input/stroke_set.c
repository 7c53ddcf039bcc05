#include "ui/input/stroke_set.h"

#include <string.h>

enum { NOTICE = 480, MOST = 1 << 17 /* characters; Unicode has 98,000 Han */ };

struct header {
    char magic[8];
    uint32_t count;
    uint16_t cells, dots; /* of one shape, as this program counts them */
    char notice[NOTICE];
    uint32_t reserved[4];
};

static const char MAGIC[8] = "LCSTROK1";
enum { EACH = sizeof(struct stroke_entry) + SHAPE_CELLS + SHAPE_DOTS * sizeof(struct stroke_dot) };

static bool is_set(const struct header *h, size_t size)
{
    return size >= sizeof *h && memcmp(h->magic, MAGIC, sizeof MAGIC) == 0 && h->cells == SHAPE_CELLS &&
           h->dots == SHAPE_DOTS && h->count <= MOST && size == sizeof *h + (size_t)h->count * EACH;
}

bool stroke_set_open(struct stroke_set *set, const char *path, GError **error)
{
    *set = (struct stroke_set){0};
    GMappedFile *file = g_mapped_file_new(path, FALSE, error);
    if (!file)
        return false;
    const char *data = g_mapped_file_get_contents(file);
    const struct header *header = (const void *)data;
    if (!is_set(header, g_mapped_file_get_length(file))) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%s is no set of strokes of this version: build it again", path);
        g_mapped_file_unref(file);
        return false;
    }
    size_t at = sizeof *header;
    set->file = file;
    set->count = header->count;
    set->entries = (const void *)(data + at);
    at += set->count * sizeof *set->entries;
    set->cells = (const void *)(data + at);
    at += set->count * sizeof *set->cells;
    set->dots = (const void *)(data + at);
    return true;
}

void stroke_set_close(struct stroke_set *set)
{
    if (set->file)
        g_mapped_file_unref(set->file);
    *set = (struct stroke_set){0};
}

static int commoner_first(const void *a, const void *b, void *entries)
{
    const struct stroke_entry *x = (const struct stroke_entry *)entries + *(const unsigned *)a;
    const struct stroke_entry *y = (const struct stroke_entry *)entries + *(const unsigned *)b;
    if (x->level != y->level)
        return x->level < y->level ? -1 : 1;
    return (x->character > y->character) - (x->character < y->character);
}

bool stroke_set_write(const char *path, const struct stroke_entry *entries, const struct stroke_shape *shapes,
                      unsigned n, const char *notice, GError **error)
{
    struct header header = {.count = n, .cells = SHAPE_CELLS, .dots = SHAPE_DOTS};
    g_autofree unsigned *order = g_new(unsigned, n + 1);
    g_autoptr(GByteArray) out = g_byte_array_sized_new((guint)(sizeof header + (size_t)n * EACH));

    g_assert(n <= MOST);
    memcpy(header.magic, MAGIC, sizeof MAGIC);
    g_strlcpy(header.notice, notice, sizeof header.notice);
    for (unsigned i = 0; i < n; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint)n, sizeof *order, commoner_first, (void *)entries);
    g_byte_array_append(out, (const void *)&header, sizeof header);
    for (unsigned i = 0; i < n; i++)
        g_byte_array_append(out, (const void *)&entries[order[i]], sizeof *entries);
    for (unsigned i = 0; i < n; i++)
        g_byte_array_append(out, shapes[order[i]].cells, sizeof shapes->cells);
    for (unsigned i = 0; i < n; i++)
        g_byte_array_append(out, (const void *)shapes[order[i]].dots, sizeof shapes->dots);
    return g_file_set_contents(path, (const char *)out->data, (gssize)out->len, error);
}
