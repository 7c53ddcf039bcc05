#include "platform/ratings.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

enum { NEWEST = 10, FIRST_BAD = 4, REASONS = 6 };
static const int64_t listed_ms = 90ll * 24 * 3600 * 1000;

static const char *const faces[] = {"非常满意", "满意", "基本满意", "不满意", "非常不满意"};
/* What the kiosk's page offers, in its order: other words for a good face than for a bad one. */
static const char *const reasons[2][REASONS] = {
    {"一看就懂", "字够大", "很快就办完", "有人帮忙", "不用跑几趟", "机器好用"},
    {"看不明白", "字太小", "等得太久", "没人帮忙", "还得再跑", "机器不好用"}};

struct ratings {
    GTree *services; /* name: how many of each score */
    GQueue newest;   /* lines, the oldest first */
};

bool rating_read(const char *kind, const char *record, size_t len, struct rating *out)
{
    if (strcmp(kind, "rating") != 0)
        return false;
    json_t *inside = json_loadb(record, len, 0, NULL);
    json_int_t score = json_integer_value(json_object_get(inside, "rating"));
    json_int_t bits = json_integer_value(json_object_get(inside, "reasons"));
    json_decref(inside);
    *out = (struct rating){(unsigned)score, (uint32_t)bits};
    return score >= RATING_BEST && score <= RATING_WORST;
}

static int by_name(const void *a, const void *b, void *unused)
{
    (void)unused;
    return strcmp(a, b);
}

static void count(struct ratings *all, const char *service, unsigned score)
{
    unsigned *of = g_tree_lookup(all->services, service);
    if (!of) {
        of = g_new0(unsigned, RATING_WORST);
        g_tree_insert(all->services, g_strdup(service), of);
    }
    of[score - RATING_BEST]++;
}

static char *line_of(const struct storage_row *row, const struct rating *rating)
{
    struct clock_date d = clock_civil(row->created_ms);
    GString *line = g_string_new(NULL);
    g_string_append_printf(line, "%04d-%02d-%02d  %s  %u %s", d.year, d.month, d.day,
                           *row->service ? row->service : "-", rating->score,
                           faces[rating->score - RATING_BEST]);
    for (unsigned i = 0; i < REASONS; i++)
        if (rating->reasons >> i & 1)
            g_string_append_printf(line, " %s", reasons[rating->score >= FIRST_BAD][i]);
    g_string_append_c(line, '\n');
    return g_string_free(line, FALSE);
}

static void take(const struct storage_row *row, const char *record, size_t len, void *data)
{
    struct ratings *all = data;
    struct rating rating;
    if (!rating_read(row->kind, record, len, &rating))
        return;
    count(all, *row->service ? row->service : "-", rating.score);
    g_queue_push_tail(&all->newest, line_of(row, &rating));
    if (all->newest.length > NEWEST)
        g_free(g_queue_pop_head(&all->newest));
}

static gboolean add_service(void *name, void *counts, void *text)
{
    const unsigned *of = counts;
    g_string_append_printf(text, "%-24s", (const char *)name);
    for (unsigned i = 0; i < RATING_WORST; i++)
        g_string_append_printf(text, " %6u", of[i]);
    g_string_append_c(text, '\n');
    return FALSE; /* go on */
}

static char *text_of(const struct ratings *all)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%-24s", "");
    for (unsigned i = RATING_BEST; i <= RATING_WORST; i++)
        g_string_append_printf(text, " %6u", i);
    g_string_append_printf(text, "   1 %s, 5 %s\n", faces[0], faces[RATING_WORST - RATING_BEST]);
    g_tree_foreach(all->services, add_service, text);
    for (const GList *line = all->newest.tail; line; line = line->prev)
        g_string_append(text, line->data);
    return g_string_free(text, FALSE);
}

char *ratings_text(struct storage *storage, int64_t now_ms, GError **error)
{
    struct ratings all = {g_tree_new_full(by_name, NULL, g_free, g_free), G_QUEUE_INIT};
    char *text = storage_notes(storage, now_ms - listed_ms, take, &all, error) ? text_of(&all) : NULL;
    g_tree_destroy(all.services);
    g_queue_clear_full(&all.newest, g_free);
    return text;
}

gboolean ratings_list(struct storage *storage, int64_t now_ms, GError **error)
{
    g_autofree char *text = ratings_text(storage, now_ms, error);
    return text && fputs(text, stdout) >= 0;
}
