/* What is really seen: the ink of every run and every icon in the painted picture, against the ground beside
 * it. Where ink belongs tells the glyph's own coverage, drawn once more into a scratch picture; its colour
 * and that of the ground are read from the picture, so that a wrong role, a stray shape and a wrong theme all
 * show. */
#include "ui/audit_parts.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLACK = 2, NEAR = 2, SAME_COLOUR = 24, SPREAD = 64 };

struct scratch {
    struct box box; /* where in the picture */
    uint32_t *cover;
    struct box ink; /* of it, empty for blanks */
    unsigned full;
};
struct tally { /* the commonest colours, by chance of order the first SPREAD different ones */
    uint32_t rgb[SPREAD];
    unsigned n[SPREAD], count, total, last;
};

static void tally_add(struct tally *t, uint32_t rgb)
{
    unsigned i = 0;
    rgb &= 0xFFFFFF;
    t->total++;
    if (t->count && t->rgb[t->last] == rgb) { /* as its neighbour */
        t->n[t->last]++;
        return;
    }
    while (i < t->count && t->rgb[i] != rgb)
        i++;
    if (i == SPREAD)
        return;
    t->rgb[i] = rgb;
    t->n[i]++;
    t->last = i;
    t->count = MAX(t->count, i + 1);
}

static unsigned commonest(const struct tally *t)
{
    unsigned best = 0;
    for (unsigned i = 1; i < t->count; i++)
        best = t->n[i] > t->n[best] ? i : best;
    return best;
}

static bool alike(uint32_t a, uint32_t b)
{
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff)) > SAME_COLOUR)
            return false;
    return true;
}

static struct scratch cover(const struct audit *a, const struct run *run)
{
    int w = run->icon ? run->px : text_measure(a->text, run->face, run->px, run->text, run->len),
        over = run->px / 2;
    struct scratch s = {
        {run->x - over, run->baseline - run->px - over, w + 2 * over, 2 * run->px + over}, NULL, {0}, 0};
    s.cover = g_new0(uint32_t, (size_t)s.box.w * (size_t)s.box.h);
    struct text_target to = {s.cover, s.box.w, 0, 0, s.box.w, s.box.h};
    int x = run->x - s.box.x, y = run->baseline - s.box.y;
    if (run->icon)
        text_draw_character(a->text, &to, FACE_ICON, run->px, x, y, run->icon, 0xFFFFFF);
    else
        text_draw_line(a->text, &to, run->face, run->px, x, y, run->text, run->len, run->from_right,
                       0xFFFFFF);
    return s;
}

/* Where the ink is, and its fullest coverage: thin strokes may have no whole pixel. A row at a time, so that
 * the compiler takes several pixels at once. */
static void find_ink(struct scratch *s)
{
    int w = s->box.w, x0 = 0, x1 = w - 1, y0 = s->box.h, y1 = -1;
    uint32_t *fullest = g_new0(uint32_t, w); /* of each column */
    for (int y = 0; y < s->box.h; y++) {
        const uint32_t *row = s->cover + (ptrdiff_t)y * w;
        uint32_t any = 0;
        for (int x = 0; x < w; x++) {
            any |= row[x];
            fullest[x] = MAX(fullest[x], row[x]);
        }
        y0 = any ? MIN(y0, y) : y0;
        y1 = any ? y : y1;
    }
    while (x0 <= x1 && !fullest[x0])
        x0++;
    while (x1 > x0 && !fullest[x1])
        x1--;
    for (int x = x0; x <= x1; x++)
        s->full = MAX(s->full, fullest[x] & 0xff);
    g_free(fullest);
    if (y1 >= 0)
        s->ink = (struct box){s->box.x + x0, s->box.y + y0, x1 - x0 + 1, y1 - y0 + 1};
}

static void read_picture(const struct audit *a, const struct scratch *s, struct tally *of_ink,
                         struct tally *ground)
{
    enum { HALO = 3 };
    unsigned least = s->full > HALO ? s->full - HALO : 1;
    struct box all = {0, 0, a->picture->width, a->picture->height},
               part = box_meet(box_grow(s->ink, NEAR), all);
    for (int y = part.y; y < part.y + part.h; y++)
        for (int x = part.x; x < part.x + part.w; x++) {
            int sx = x - s->box.x, sy = y - s->box.y;
            bool known = sx >= 0 && sy >= 0 && sx < s->box.w && sy < s->box.h;
            unsigned c = known ? s->cover[sy * s->box.w + sx] & 0xff : 0;
            uint32_t rgb = a->picture->pixels[(ptrdiff_t)y * a->picture->stride + x];
            if (c == 0)
                tally_add(ground, rgb);
            else if (c >= least)
                tally_add(of_ink, rgb);
        }
}

static bool secondary(const struct placed *p, bool large)
{
    switch ((int)p->widget->look) {
    case LOOK_BODY:
    case LOOK_DISPLAY:
    case LOOK_NUMBER:
    case LOOK_H1:
    case LOOK_H2:
        return false;
    case LOOK_PLAIN:
    case LOOK_LEAD:
        return !large;
    default:
        return true;
    }
}

/* Yellow on black a tone, a choice or a finger takes nothing from the bar. Only what is known by its colour
 * as much as by its words keeps one: tags, mistakes, danger. */
static bool state_in_contrast(const struct placed *p, const struct run *run)
{
    const struct widget *w = p->widget;
    switch ((int)w->look) {
    case LOOK_ERROR:
    case LOOK_TAG:
    case LOOK_SLOT_SOS:
    case LOOK_DANGER:
    case LOOK_CALLS:
        return true;
    case LOOK_ROW: /* what stands at its end */
        return w->tone != TONE_NONE && run->text >= w->value && run->text <= w->value + strlen(w->value);
    default:
        return false;
    }
}

/* DESIGN.md 2.4. A state (a tone, a mistake, what is chosen or pressed) has a colour of its own. */
static double bar_of(const struct audit *a, const struct placed *p, const struct run *run)
{
    enum { ICON = 3, TEXT = 7, BODY = 10, STATE = 10, PRESS = 15, READ = 20 };
    static const double OFF = 4.5;
    const struct widget *w = p->widget;
    const struct theme *t = &a->layout->options.theme;
    bool state = w->tone != TONE_NONE || w->error || w->selected || p->pressed || w->look == LOOK_ERROR ||
                 w->look == LOOK_BANNER || w->look == LOOK_SLOT_SOS || w->look == LOOK_DANGER ||
                 w->look == LOOK_CALLS;
    if (run->icon)
        return ICON;
    if (!w->enabled)
        return OFF;
    if (t->palette == PALETTE_CONTRAST)
        return state_in_contrast(p, run) ? STATE : audit_target(a, p) ? PRESS : READ;
    return state || !audit_main_run(p, run) || secondary(p, t->large) ? TEXT : BODY;
}

/* The worst of all grounds that take a tenth of the room; 21 when there is no ink. */
static double contrast_of(const struct tally *of_ink, const struct tally *ground, uint32_t *ink,
                          uint32_t *worst)
{
    enum { TENTH = 10 };
    double least = 21;
    if (!of_ink->count)
        return least;
    *ink = of_ink->rgb[commonest(of_ink)];
    for (unsigned i = 0; i < ground->count; i++) {
        double c = theme_contrast(*ink, ground->rgb[i]);
        if (ground->n[i] * TENTH >= ground->total && c < least) {
            least = c;
            *worst = ground->rgb[i];
        }
    }
    return least;
}

static unsigned painted_over(const struct audit *a, const struct placed *p, const struct tally *of_ink)
{
    enum { MOST = 85 }; /* per cent that must be of the ink's one colour */
    unsigned same = 0;
    uint32_t ink = of_ink->count ? of_ink->rgb[commonest(of_ink)] : 0;
    for (unsigned i = 0; i < of_ink->count; i++)
        same += alike(of_ink->rgb[i], ink) ? of_ink->n[i] : 0;
    if (same * 100 >= of_ink->total * MOST)
        return 0;
    return audit_tell(a, AUDIT_OVERLAP, p, "nothing upon it", "only %u %% of its ink is seen",
                      same * 100 / of_ink->total);
}

static unsigned measure_run(const struct audit *a, struct audit_run *r)
{
    struct tally of_ink = {.count = 0}, ground = {.count = 0};
    struct scratch s = cover(a, r->run);
    uint32_t ink = 0, worst = 0;
    char bar[AUDIT_BAR];
    find_ink(&s);
    r->ink = s.ink;
    read_picture(a, &s, &of_ink, &ground);
    g_free(s.cover);
    unsigned count = painted_over(a, r->placed, &of_ink);
    double is = contrast_of(&of_ink, &ground, &ink, &worst), want = bar_of(a, r->placed, r->run);
    if (count || is + 0.05 >= want)
        return count;
    snprintf(bar, sizeof bar, "%.1f:1", want);
    return audit_tell(a, AUDIT_CONTRAST, r->placed, bar, "%s of %.1f:1, #%06X on #%06X",
                      r->run->icon ? "icon" : "text", is, ink, worst);
}

static bool apart(struct box a, struct box b)
{
    struct box both = box_meet(a, b);
    return both.w <= SLACK || both.h <= SLACK;
}

static unsigned leaves_box(const struct audit *a, const struct audit_run *r)
{
    enum {
        DEEP = 4
    }; /* a plain text has no edge: Arabic letters may hang a quarter of an em below their line */
    struct box b = box_grow(r->placed->box, SLACK);
    int deep = r->placed->shapes || r->run->icon ? 0 : r->run->px / DEEP;
    b.y -= deep;
    b.h += 2 * deep;
    struct box in = box_meet(r->ink, b);
    if (!r->ink.w || (in.w == r->ink.w && in.h == r->ink.h))
        return 0;
    return audit_tell(a, AUDIT_CLIPPED, r->placed, "inside its box", "%s leaves its box by %d px",
                      r->run->icon ? "icon" : "text", MAX(r->ink.w - in.w, r->ink.h - in.h));
}

static unsigned upon(const struct audit *a, const struct audit_run *r, const struct audit_run *q)
{
    if (apart(r->ink, q->ink))
        return 0;
    return audit_tell(a, AUDIT_OVERLAP, r->placed, "apart", "its %s lies upon %s",
                      r->run->icon ? "icon" : "text",
                      r->placed == q->placed     ? "itself"
                      : q->placed->widget->id[0] ? q->placed->widget->id
                                                 : "a text");
}

unsigned audit_pixels(const struct audit *a)
{
    const struct layout *l = a->layout;
    struct audit_run *runs = g_new0(struct audit_run, LAYOUT_RUNS);
    unsigned count = 0, found = 0;
    for (unsigned i = 0; i < l->placed_count; i++)
        for (unsigned k = 0; audit_seen(a, &l->placed[i]) && k < l->placed[i].runs; k++) {
            struct audit_run *r = &runs[count++];
            *r = (struct audit_run){&l->placed[i], &l->runs[l->placed[i].first_run + k], {0}};
            found += measure_run(a, r);
            found += leaves_box(a, r);
            for (unsigned other = 0; other + 1 < count; other++)
                found += upon(a, r, &runs[other]);
        }
    g_free(runs);
    return found;
}
