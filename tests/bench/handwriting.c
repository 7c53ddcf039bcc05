/* How often handwriting is recognized: the medians of hanzi-writer-data, drawn by an unsteady hand
 * (jitter.h), asked of zinnia alone as it comes, of our own matcher alone, and of both together as residents
 * have it. The bars on the last column are asserted; times are of the processor and printed. What the
 * characters of the model are comes from the model; the 500 commonest from kHanyuPinlu of Unihan, the counts
 * of 现代汉语频率词典 (Beijing 1986). By default a sample of each row, the same every time; with LC_LONG
 * every character. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zinnia.h>

#include "base/secret.h"
#include "base/text.h"
#include "jitter.h"
#include "strokes/medians.h"
#include "tests/long_run.h"
#include "ui/input/stroke_match.h"

enum {
    SAMPLE = 60,
    COMMON_SAMPLE = 125,
    COMMONEST = 500,
    FIRST = 1,
    PAGE = 5,
    PAGES = HANDWRITING_CANDIDATES,
    SEED = 20260401
};
enum judge { PLAIN_ZINNIA, OURS, BOTH, JUDGES };

struct tally {
    unsigned first, page, pages; /* right at the first place, on the first page, on both */
    gint64 us;
};

struct bench {
    const char *medians;
    zinnia_recognizer_t *zinnia;
    struct stroke_set set;
    struct handwriting *both;
    struct match_room *room;
    GHashTable *model;               /* characters that zinnia knows */
    GArray *known, *beyond, *common; /* uint32_t */
    struct handwriting_ink strokes, ink;
};

/* At what place of a judge's list the character stands; PAGES when it does not. */
static unsigned ask_zinnia(struct bench *b, uint32_t wanted)
{
    zinnia_character_t *character = zinnia_character_new();
    unsigned place = 0;
    zinnia_character_set_width(character, HANDWRITING_UNITS);
    zinnia_character_set_height(character, HANDWRITING_UNITS);
    for (unsigned stroke = 0, i = 0; stroke < b->ink.strokes; stroke++)
        for (; i < b->ink.end[stroke]; i++)
            zinnia_character_add(character, stroke, b->ink.x[i], b->ink.y[i]);
    zinnia_result_t *result = zinnia_recognizer_classify(b->zinnia, character, PAGES);
    for (; result && place < zinnia_result_size(result); place++) {
        const char *value = zinnia_result_value(result, place);
        if (text_next(&value) == wanted)
            break;
    }
    zinnia_result_destroy(result);
    zinnia_character_destroy(character);
    return place;
}

static unsigned ask_ours(struct bench *b, uint32_t wanted)
{
    unsigned place = 0;
    stroke_match(b->room, &b->set, &b->ink);
    while (place < MIN(b->room->count, PAGES) &&
           b->set.entries[b->room->hits[place].entry].character != wanted)
        place++;
    return place;
}

static unsigned ask_both(struct bench *b, uint32_t wanted)
{
    struct handwriting_candidates found;
    g_autoptr(GError) error = NULL;
    if (!handwriting_recognize(b->both, &b->ink, &found, &error))
        g_error("%s", error->message);
    for (unsigned place = 0; place < found.count; place++) {
        const char *text = found.text[place];
        if (text_next(&text) == wanted)
            return place;
    }
    return PAGES;
}

static gint64 processor_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (gint64)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void ask(struct bench *b, uint32_t wanted, struct tally tallies[JUDGES])
{
    static unsigned (*const judges[JUDGES])(struct bench *, uint32_t) = {ask_zinnia, ask_ours, ask_both};
    for (int judge = 0; judge < JUDGES; judge++) {
        gint64 from = processor_us();
        unsigned place = judges[judge](b, wanted);
        tallies[judge].us += processor_us() - from;
        tallies[judge].first += place < FIRST;
        tallies[judge].page += place < PAGE;
        tallies[judge].pages += place < PAGES;
    }
}

static void read_strokes(struct bench *b, uint32_t character)
{
    char name[16] = "";
    g_autoptr(GError) error = NULL;
    text_put(name, sizeof name, character);
    strcat(name, ".json");
    g_autofree char *path = g_build_filename(b->medians, name, NULL);
    if (!medians_read(&b->strokes, path, &error))
        g_error("%s", error->message);
}

struct row {
    const char *name;
    GArray *characters;
    enum hand hand;
    double bar; /* per cent within the first ten; 0 for none */
};

/* The same ink for a character whether all are asked or some. */
static bool measure(struct bench *b, const struct row *row, unsigned most)
{
    struct tally tallies[JUDGES] = {0};
    unsigned n = MIN(most, row->characters->len);
    for (unsigned i = 0; i < n; i++) {
        uint32_t character = g_array_index(row->characters, uint32_t, i);
        g_autoptr(GRand) random = g_rand_new_with_seed(SEED ^ character ^ ((uint32_t)row->hand << 24));
        read_strokes(b, character);
        jitter_ink(&b->ink, &b->strokes, row->hand, random);
        ask(b, character, tallies);
    }
    printf("%-34s %5u", row->name, n);
    for (int judge = 0; judge < JUDGES; judge++)
        printf("  | %5.1f %5.1f %5.1f %5.1f", 100.0 * tallies[judge].first / n,
               100.0 * tallies[judge].page / n, 100.0 * tallies[judge].pages / n,
               (double)tallies[judge].us / 1000 / n);
    bool good = 100.0 * tallies[BOTH].pages / n >= row->bar;
    if (row->bar > 0)
        printf("  | %.0f %s", row->bar, good ? "reached" : "MISSED");
    puts("");
    fflush(stdout);
    return good;
}

static bool measure_all(struct bench *b, unsigned most)
{
    const struct row rows[] = {
        {"natural order, all of the model", b->known, HAND_NATURAL, 92},
        {"natural order, the 500 commonest", b->common, HAND_NATURAL, 98},
        {"strokes in any order", b->known, HAND_SHUFFLED, 80},
        {"two strokes joined", b->known, HAND_JOINED, 80},
        {"three strokes of ten backward", b->known, HAND_BACKWARD, 80},
        {"natural order, beyond the model", b->beyond, HAND_NATURAL, 80},
    };
    unsigned common = most > COMMONEST ? COMMONEST : COMMON_SAMPLE;
    bool good = true;
    printf("per cent right at the first place, on the first page of five, on both pages, and ms a character\n"
           "%-34s %5s  | %-23s  | %-23s  | %-23s  | bar\n",
           "", "n", "zinnia alone", "own matcher alone", "both, as residents have");
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
        good &= measure(b, &rows[i], rows[i].characters == b->common ? common : most);
    return good;
}

static void list_model(struct bench *b)
{
    for (size_t i = 0; i < zinnia_recognizer_size(b->zinnia); i++) {
        const char *value = zinnia_recognizer_value(b->zinnia, i);
        g_hash_table_add(b->model, GUINT_TO_POINTER(text_next(&value)));
    }
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* In one order whatever the folder's, then mixed, so that the first so many are a fair sample. */
static void mix(GArray *characters)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    g_array_sort(characters, by_number);
    for (unsigned i = characters->len; i > 1; i--) {
        unsigned j = (unsigned)g_rand_int_range(random, 0, (gint32)i);
        uint32_t *last = &g_array_index(characters, uint32_t, i - 1),
                 *other = &g_array_index(characters, uint32_t, j);
        uint32_t kept = *last;
        *last = *other;
        *other = kept;
    }
}

static void list_medians(struct bench *b)
{
    g_autoptr(GDir) dir = g_dir_open(b->medians, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        uint32_t character = medians_character(name);
        if (character)
            g_array_append_val(g_hash_table_contains(b->model, GUINT_TO_POINTER(character)) ? b->known
                                                                                            : b->beyond,
                               character);
    }
    mix(b->known);
    mix(b->beyond);
}

struct counted {
    uint32_t character;
    unsigned count;
};

static int by_count(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return (x->character > y->character) - (x->character < y->character);
}

/* U+4E2D<TAB>kHanyuPinlu<TAB>zhōng(3542) zhòng(19): the counts of all readings together. */
static void list_commonest(struct bench *b, const char *path)
{
    g_autofree char *text = NULL;
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct counted));
    if (!g_file_get_contents(path, &text, NULL, NULL))
        g_error("%s cannot be read", path);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        if (!g_str_has_prefix(*line, "U+"))
            continue;
        struct counted counted = {(uint32_t)strtoul(*line + 2, NULL, 16), 0};
        for (const char *at = *line; (at = strchr(at, '(')); at++)
            counted.count += (unsigned)strtoul(at + 1, NULL, 10);
        if (g_hash_table_contains(b->model, GUINT_TO_POINTER(counted.character)))
            g_array_append_val(all, counted);
    }
    g_array_sort(all, by_count);
    for (unsigned i = 0; i < MIN(all->len, COMMONEST); i++)
        g_array_append_val(b->common, g_array_index(all, struct counted, i).character);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (argc != 5) {
        fputs("usage: bench_handwriting FOLDER-OF-hanzi-writer-data STROKES MODEL kHanyuPinlu-LINES\n",
              stderr);
        return 2;
    }
    secret_start();
    struct bench *b = g_new0(struct bench, 1);
    b->medians = argv[1];
    b->zinnia = zinnia_recognizer_new();
    b->both = handwriting_new(argv[2], argv[3], &error);
    b->room = g_new0(struct match_room, 1);
    b->model = g_hash_table_new(NULL, NULL);
    b->known = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    b->beyond = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    b->common = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    if (!b->both || !stroke_set_open(&b->set, argv[2], &error) || !zinnia_recognizer_open(b->zinnia, argv[3]))
        g_error("%s", error ? error->message : argv[3]);
    list_model(b);
    list_medians(b);
    list_commonest(b, argv[4]);
    if (b->known->len < SAMPLE || b->common->len < COMMONEST)
        g_error("only %u characters of the model and %u of the commonest", b->known->len, b->common->len);
    bool good = measure_all(b, long_run() ? G_MAXUINT : SAMPLE);
    handwriting_free(b->both);
    zinnia_recognizer_destroy(b->zinnia);
    return good ? 0 : 1;
}
