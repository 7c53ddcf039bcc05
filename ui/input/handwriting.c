#include "ui/input/handwriting.h"

#include <errno.h>
#include <unistd.h>

#include "base/secret.h"
#include "base/text.h"
#include "ui/input/stroke_match.h"
#include "ui/input/zinnia_model.h"

/* A place in a list is worth 1 / (FIRST + place), zinnia's ZINNIA of that. */
static const float FIRST = 3, ZINNIA = 0.3f;
enum { OF_ZINNIA = 20, OF_OURS = 40, BOTH = OF_ZINNIA + OF_OURS };

struct choice {
    uint32_t character;
    float worth;
};

/* All that a question leaves behind, wiped after it. */
struct desk {
    struct match_room match;
    uint32_t by_zinnia[OF_ZINNIA];
    struct choice choices[BOTH];
    unsigned count;
};

struct handwriting {
    char *strokes_path, *model_path;
    struct stroke_set set;      /* empty between questions */
    struct zinnia_model *model; /* NULL between questions */
    struct desk *desk;
};

static bool is_there(const char *path, GError **error)
{
    if (access(path, R_OK) == 0)
        return true;
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s: install or build it", path,
                g_strerror(errno));
    return false;
}

struct handwriting *handwriting_new(const char *strokes, const char *model, GError **error)
{
    if (!is_there(strokes, error) || !is_there(model, error))
        return NULL;
    struct handwriting *h = g_new0(struct handwriting, 1);
    h->strokes_path = g_strdup(strokes);
    h->model_path = g_strdup(model);
    h->desk = secret_new(sizeof *h->desk);
    return h;
}

void handwriting_free(struct handwriting *h)
{
    if (!h)
        return;
    secret_free(h->desk);
    g_free(h->strokes_path);
    g_free(h->model_path);
    g_free(h);
}

/* Both, also when the first fails; the first error is told. */
static bool open_both(struct handwriting *h, GError **error)
{
    bool set = stroke_set_open(&h->set, h->strokes_path, error);
    h->model = zinnia_model_open(h->model_path, set ? error : NULL);
    return set && h->model;
}

static void close_both(struct handwriting *h)
{
    stroke_set_close(&h->set);
    zinnia_model_close(h->model);
    h->model = NULL;
}

static void add(struct desk *desk, uint32_t character, float worth)
{
    unsigned i = 0;
    while (i < desk->count && desk->choices[i].character != character)
        i++;
    if (i == desk->count)
        desk->choices[desk->count++] = (struct choice){character, 0};
    desk->choices[i].worth += worth;
}

/* Ours first, so that it wins where both are worth the same. */
static void gather(struct handwriting *h, const struct handwriting_ink *ink)
{
    struct desk *desk = h->desk;
    stroke_match(&desk->match, &h->set, ink);
    for (unsigned i = 0; i < MIN(desk->match.count, OF_OURS); i++)
        add(desk, h->set.entries[desk->match.hits[i].entry].character, 1 / (FIRST + (float)i));
    unsigned count = h->model ? zinnia_model_match(h->model, ink, desk->by_zinnia, OF_ZINNIA) : 0;
    for (unsigned i = 0; i < count; i++)
        add(desk, desk->by_zinnia[i], ZINNIA / (FIRST + (float)i));
}

static struct choice *best(struct desk *desk)
{
    struct choice *best = desk->choices;
    for (unsigned i = 1; i < desk->count; i++)
        if (desk->choices[i].worth > best->worth)
            best = &desk->choices[i];
    return best;
}

bool handwriting_recognize(struct handwriting *h, const struct handwriting_ink *ink,
                           struct handwriting_candidates *found, GError **error)
{
    secret_wipe(found, sizeof *found);
    if (!ink->points)
        return true;
    struct desk *desk = h->desk;
    bool whole = open_both(h, error);
    gather(h, ink);
    close_both(h);
    while (found->count < MIN(desk->count, HANDWRITING_CANDIDATES)) {
        struct choice *choice = best(desk);
        text_put(found->text[found->count++], HANDWRITING_BYTES, choice->character);
        choice->worth = -1;
    }
    secret_wipe(desk, sizeof *desk);
    return whole;
}
