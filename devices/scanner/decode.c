#include "devices/scanner/decode.h"

#include <glib.h>
#include <string.h>

#include "base/secret.h"
#include "devices/scanner/candidates.h"
#include "devices/scanner/code_text.h"
#include "devices/scanner/filters.h"
#include "devices/scanner/grid_read.h"
#include "devices/scanner/restore.h"
#include "devices/scanner/zbar_read.h"
#include "devices/scanner/zxing.h"

enum {
    RESTORE_ROUNDS = 10,
    EVERYWHERE_EVERY = 3,    /* of a live camera's frames that showed nothing where a code may lie */
    SMALLEST = 21,           /* pixels: the smallest code has that many modules */
    WORK_PIXELS = 512 * 512, /* of a part that is prepared: more takes longer than patience */
    SIDES_MAX = 16384,       /* pixels, so that no product of two overflows */
};

struct decoder {
    struct zbar_reader *zbar;
    struct grid_reader grid;
    struct plane small, cut, work, more;
    unsigned turn;       /* of the dear looks, of a live picture the one that comes next */
    struct decoded *out; /* while a look goes on */
};

/* How a part of the picture is prepared, and who reads it then. */
enum preparing { AS_IS, SMOOTH, SHARPEN, RESTORE };
enum reader { BY_ZXING, BY_ZXING_GLOBAL, BY_ZXING_BLACK, BY_ZBAR, BY_GRID };
struct look {
    enum decode_pass pass;
    unsigned enlarge;
    bool invert;
    enum preparing preparing;
    double sigma;       /* pixels of the part, enlarged */
    unsigned threshold; /* radius of the neighbourhood, 0: none */
    enum reader reader;
};
/* The dear looks, by what they gain for what they cost (bench.codes). */
static const struct look looks[] = {
    {PASS_INVERTED, 1, true, AS_IS, 0, 0, BY_ZXING},
    {PASS_LOCAL, 1, false, AS_IS, 0, 12, BY_ZXING_BLACK},
    {PASS_SMOOTHED, 1, false, SMOOTH, 1, 0, BY_ZXING},
    {PASS_ZBAR, 1, false, AS_IS, 0, 0, BY_ZBAR},
    {PASS_SMOOTHED, 1, false, SMOOTH, 1.5, 0, BY_ZBAR},
    {PASS_SHARPENED, 2, false, SHARPEN, 4, 0, BY_ZXING},
    {PASS_SHARPENED, 2, false, SHARPEN, 4, 24, BY_ZXING_BLACK},
    {PASS_ENLARGED, 2, false, AS_IS, 0, 0, BY_ZBAR},
    {PASS_GRID, 1, false, SMOOTH, 1.2, 14, BY_GRID},
    {PASS_GRID, 1, false, AS_IS, 0, 14, BY_GRID},
    {PASS_GRID, 1, false, SHARPEN, 4, 14, BY_GRID},
    {PASS_GRID, 1, true, SMOOTH, 1, 14, BY_GRID},
    {PASS_GRID, 2, false, AS_IS, 0, 24, BY_GRID},
    {PASS_GRID, 1, false, RESTORE, 3.5, 14, BY_GRID},
};

static const char *const pass_names[DECODE_PASSES] = {
    "quick", "zbar", "inverted", "enlarged", "local", "smoothed", "sharpened", "grid", "whole",
};

const char *decode_pass_name(enum decode_pass pass)
{
    return pass_names[pass];
}

struct decoder *decoder_new(void)
{
    struct decoder *d = g_new0(struct decoder, 1);
    secret_cpp(); /* zxing keeps what it reads in strings of C++ */
    d->zbar = zbar_reader_new();
    return d;
}

void decoder_free(struct decoder *d)
{
    if (!d)
        return;
    zbar_reader_free(d->zbar);
    grid_reader_clear(&d->grid);
    plane_clear(&d->small);
    plane_clear(&d->cut);
    plane_clear(&d->work);
    plane_clear(&d->more);
    g_free(d);
}

static void take(void *user, const struct read_code *code)
{
    struct decoded *out = ((struct decoder *)user)->out;
    if (out->count == DECODE_TEXTS_MAX || !code_text(out->text[out->count], DECODE_TEXT_MAX, code))
        return;
    for (unsigned i = 0; i < out->count; i++)
        if (!strcmp(out->text[i], out->text[out->count]))
            return;
    out->count++;
}

static void read_by(struct decoder *d, enum reader reader, const struct grey *grey)
{
    static const enum zxing_mode modes[] = {
        [BY_ZXING] = ZXING_PICTURE, [BY_ZXING_GLOBAL] = ZXING_GLOBAL, [BY_ZXING_BLACK] = ZXING_BLACK};
    if (reader == BY_ZBAR)
        zbar_read(d->zbar, grey, take, d);
    else
        zxing_read(grey, modes[reader], take, d);
}

static const struct plane *prepare(struct decoder *d, const struct look *look)
{
    switch (look->preparing) {
    case SMOOTH:
        plane_blur(&d->work, &d->cut, look->sigma);
        return &d->work;
    case SHARPEN:
        plane_sharpen(&d->work, &d->cut, look->sigma, 3);
        return &d->work;
    case RESTORE:
        plane_restore(&d->work, &d->cut, look->sigma, RESTORE_ROUNDS);
        return &d->work;
    case AS_IS:
    default:
        return &d->cut;
    }
}

/* The part as large as asked for, as far as there is time; what is held close is made smaller. */
static void cut_out(struct decoder *d, const struct grey *grey, const struct area *area, unsigned enlarge)
{
    struct grey part = {grey->at + area->y * grey->stride + area->x, area->width, area->height, grey->stride};
    struct plane *halves[2] = {&d->work, &d->more};
    for (unsigned i = 0; (uint64_t)part.width * part.height > WORK_PIXELS; i++) {
        plane_halve(halves[i % 2], &part);
        part = plane_grey(halves[i % 2]);
    }
    if ((uint64_t)part.width * part.height * enlarge * enlarge > WORK_PIXELS)
        enlarge = 1;
    plane_cut(&d->cut, &part, &(struct area){0, 0, part.width, part.height}, enlarge, true);
}

static void look_at(struct decoder *d, const struct look *look, const struct grey *grey,
                    const struct area *area)
{
    cut_out(d, grey, area, look->enlarge);
    if (look->invert)
        plane_invert(&d->cut);
    const struct plane *ready = prepare(d, look);
    if (look->reader == BY_GRID) {
        grid_read(&d->grid, ready, look->threshold, take, d);
        return;
    }
    if (look->threshold) {
        plane_threshold(&d->more, ready, look->threshold);
        ready = &d->more;
    }
    struct grey prepared = plane_grey(ready);
    read_by(d, look->reader, &prepared);
}

static bool look_at_all(struct decoder *d, const struct look *look, const struct grey *grey,
                        const struct area *areas, unsigned n)
{
    d->out->pass = look->pass;
    for (unsigned i = 0; i < n && d->out->count == 0; i++)
        look_at(d, look, grey, &areas[i]);
    return d->out->count > 0;
}

/* zxing where a code may lie: a tenth of the picture is a tenth of the time. */
static bool look_quickly(struct decoder *d, const struct grey *grey, const struct area *areas, unsigned n)
{
    d->out->pass = PASS_QUICK;
    for (unsigned i = 0; i < n; i++) {
        struct grey part = {grey->at + areas[i].y * grey->stride + areas[i].x, areas[i].width,
                            areas[i].height, grey->stride};
        if ((uint64_t)part.width * part.height * 2 < (uint64_t)grey->width * grey->height)
            zxing_read(&part, ZXING_PICTURE, take, d);
    }
    return d->out->count > 0;
}

static bool look_everywhere(struct decoder *d, const struct grey *grey)
{
    d->out->pass = PASS_QUICK;
    zxing_read(grey, ZXING_PICTURE, take, d);
    return d->out->count > 0;
}

/* What the parts were cut too tightly for. */
static bool look_at_whole(struct decoder *d, const struct grey *grey)
{
    d->out->pass = PASS_WHOLE;
    plane_cut(&d->cut, grey, &(struct area){0, 0, grey->width, grey->height}, 1, false);
    struct grey whole = plane_grey(&d->cut);
    zbar_read(d->zbar, &whole, take, d);
    return d->out->count > 0;
}

/* Everywhere, or one dear look at one part: a second or two of a picture that stands still has seen them all.
 */
static bool look_once(struct decoder *d, const struct grey *grey, const struct area *areas, unsigned n)
{
    unsigned turn = d->turn++, dear = turn - turn / EVERYWHERE_EVERY - 1;
    if (turn % EVERYWHERE_EVERY == 0)
        return look_everywhere(d, grey);
    return look_at_all(d, &looks[dear / n % G_N_ELEMENTS(looks)], grey, &areas[dear % n], 1);
}

static bool look(struct decoder *d, const struct grey *grey, enum decode_effort effort)
{
    struct area areas[CANDIDATES_MAX];
    unsigned n = candidates_find(grey, &d->small, areas);
    if (n == 0) /* too small for patches, or all of it is one */
        areas[n++] = (struct area){0, 0, grey->width, grey->height};
    if (look_quickly(d, grey, areas, n))
        return true;
    if (effort == DECODE_LIVE)
        return look_once(d, grey, areas, n);
    if (look_everywhere(d, grey) || effort == DECODE_EASY)
        return d->out->count > 0;
    for (unsigned i = 0; i < G_N_ELEMENTS(looks); i++)
        if (look_at_all(d, &looks[i], grey, areas, n))
            return true;
    return look_at_whole(d, grey);
}

bool decode(struct decoder *d, const struct grey *grey, enum decode_effort effort, struct decoded *out)
{
    secret_wipe(out, sizeof *out);
    if (MIN(grey->width, grey->height) < SMALLEST || MAX(grey->width, grey->height) > SIDES_MAX)
        return false;
    d->out = out;
    bool found = look(d, grey, effort);
    d->out = NULL;
    grid_reader_forget(&d->grid);
    plane_forget(&d->small);
    plane_forget(&d->cut);
    plane_forget(&d->work);
    plane_forget(&d->more);
    return found;
}
