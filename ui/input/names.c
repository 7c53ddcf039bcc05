#include "ui/input/names.h"

#include <string.h>

#include "base/secret.h"

enum part { PART_SURNAME, PART_GIVEN, PART_PAIR, PART_COUNT };

/* One line of the table: xiulan (with an apostrophe between syllables), and its words, commonest first. */
struct row {
    char *pinyin;
    char **words;
};
struct names {
    GArray *rows[PART_COUNT];
};

/* What has been put together so far, and how unusual it is: the sum of the places in their lines. */
struct guess {
    char text[NAMES_TEXT];
    unsigned rank;
};
struct guesses {
    struct guess best[NAMES_FOUND];
    unsigned count;
};

static void row_clear(void *data)
{
    struct row *row = data;
    g_free(row->pinyin);
    g_strfreev(row->words);
}

void names_free(struct names *names)
{
    for (int part = 0; names && part < PART_COUNT; part++)
        g_array_unref(names->rows[part]);
    g_free(names);
}

static bool read_line(struct names *names, const char *line, int *part)
{
    static const char *const headings[PART_COUNT] = {"[surname]", "[given]", "[pair]"};
    if (!*line || *line == '#')
        return true;
    for (int i = 0; i < PART_COUNT; i++)
        if (strcmp(line, headings[i]) == 0) {
            *part = i;
            return true;
        }
    struct row row = {.words = g_strsplit(line, " ", -1)};
    if (*part < 0 || !row.words[0] || !row.words[1] || !g_ascii_islower(row.words[0][0])) {
        row_clear(&row);
        return false;
    }
    row.pinyin = g_strdup(row.words[0]);
    g_array_append_val(names->rows[*part], row);
    return true;
}

struct names *names_load(const char *file, GError **error)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(file, &text, NULL, error))
        return NULL;
    struct names *names = g_new0(struct names, 1);
    for (int part = 0; part < PART_COUNT; part++) {
        names->rows[part] = g_array_new(FALSE, FALSE, sizeof(struct row));
        g_array_set_clear_func(names->rows[part], row_clear);
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    int part = -1;
    for (unsigned i = 0; lines[i]; i++)
        if (!read_line(names, lines[i], &part)) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                        "%s:%u: neither a part nor a line of pinyin and words", file, i + 1);
            names_free(names);
            return NULL;
        }
    return names;
}

/* Does this pinyin stand at the beginning of the letters? Moves them behind it. An apostrophe of the letters
 * stands between syllables only; between those of the table it may be left out. */
static bool begins(const char **letters, const char *pinyin)
{
    const char *at = *letters;
    for (; *pinyin; pinyin++) {
        if (*pinyin == '\'')
            at += *at == '\'';
        else if (*at++ != *pinyin)
            return false;
    }
    *letters = at;
    return true;
}

static void keep(struct guesses *g, const char *text, unsigned rank)
{
    for (unsigned i = 0; i < g->count; i++)
        if (strcmp(g->best[i].text, text) == 0 && g->best[i].rank <= rank)
            return;
    unsigned at = g->count;
    while (at > 0 && g->best[at - 1].rank > rank)
        at--;
    if (at == NAMES_FOUND)
        return;
    g->count = MIN(g->count + 1, (unsigned)NAMES_FOUND);
    memmove(&g->best[at + 1], &g->best[at], (g->count - at - 1) * sizeof g->best[0]);
    secret_copy_text(g->best[at].text, sizeof g->best[at].text, text);
    g->best[at].rank = rank;
}

static void join(struct guesses *g, const char *before, const struct row *row, unsigned rank)
{
    char text[NAMES_TEXT];
    for (unsigned i = 0; row->words[i + 1] && i < NAMES_FOUND; i++) {
        bool whole = secret_copy_text(text, sizeof text, before) &&
                     secret_copy_text(text + strlen(text), sizeof text - strlen(text), row->words[i + 1]);
        if (whole)
            keep(g, text, rank + i);
    }
    secret_wipe(text, sizeof text);
}

static const struct row *row_at(const struct names *names, enum part part, unsigned i)
{
    return &g_array_index(names->rows[part], struct row, i);
}

/* Rows of a part that these letters begin with; `next` goes on with what is left of the letters. */
typedef void (*next_fn)(const struct names *names, const char *left, const struct guesses *so_far,
                        struct guesses *g);

static void each(const struct names *names, enum part part, const char *letters, const struct guesses *so_far,
                 unsigned more, next_fn next, struct guesses *g)
{
    for (unsigned i = 0; i < names->rows[part]->len; i++) {
        const struct row *row = row_at(names, part, i);
        const char *left = letters;
        if (!begins(&left, row->pinyin) || (next ? !*left : *left != '\0'))
            continue;
        struct guesses longer = {.count = 0};
        for (unsigned k = 0; k < MAX(so_far->count, 1); k++)
            join(next ? &longer : g, so_far->count ? so_far->best[k].text : "", row,
                 (so_far->count ? so_far->best[k].rank : 0) + more);
        if (next)
            next(names, left + (*left == '\''), &longer, g);
        secret_wipe(&longer, sizeof longer);
    }
}

static void second(const struct names *names, const char *left, const struct guesses *so_far,
                   struct guesses *g)
{
    each(names, PART_GIVEN, left, so_far, 0, NULL, g);
}

/* A pair that is often heard goes before what single characters make; two characters are commoner than one
 * only where the letters can be read both ways (xian: 先, 西安), so neither is preferred. */
static void given(const struct names *names, const char *left, const struct guesses *so_far,
                  struct guesses *g)
{
    enum { UNUSUAL = 2 };
    each(names, PART_PAIR, left, so_far, 0, NULL, g);
    each(names, PART_GIVEN, left, so_far, 0, NULL, g);
    each(names, PART_GIVEN, left, so_far, UNUSUAL, second, g);
}

unsigned names_find(const struct names *names, const char *letters, char found[NAMES_FOUND][NAMES_TEXT])
{
    struct guesses g = {.count = 0};
    const struct guesses nobody = {.count = 0};
    each(names, PART_SURNAME, letters, &nobody, 0, given, &g);
    each(names, PART_PAIR, letters, &nobody, 0, NULL, &g);
    for (unsigned i = 0; i < g.count; i++)
        secret_copy_text(found[i], NAMES_TEXT, g.best[i].text);
    unsigned count = g.count;
    secret_wipe(&g, sizeof g);
    return count;
}
