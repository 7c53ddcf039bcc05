#include "ui/paint.h"

#include "base/secret.h"
#include "ui/strokes.h"

#include <math.h>
#include <string.h>

struct last {
    struct box box;
    uint64_t digest, still; /* still: without its ink */
    unsigned points;        /* of ink */
    bool grows;             /* strokes went on, and nothing else changed */
    struct box grown;       /* where they did */
};
struct painter {
    struct text *text;
    struct masks *masks;
    struct last last[LAYOUT_PLACED], now[LAYOUT_PLACED];
    unsigned count;
    struct theme theme;
    unsigned dim;
    bool known; /* the canvas holds `last` */
};

struct painter *painter_new(struct text *text)
{
    struct painter *p = g_new0(struct painter, 1);
    p->text = text;
    p->masks = masks_new();
    return p;
}

void painter_forget(struct painter *painter)
{
    struct text *text = painter->text;
    struct masks *masks = painter->masks; /* shapes, nothing personal */
    secret_wipe(painter, sizeof *painter);
    painter->text = text;
    painter->masks = masks;
}

void painter_free(struct painter *painter)
{
    if (!painter)
        return;
    painter_forget(painter);
    masks_free(painter->masks);
    g_free(painter);
}

static uint64_t digest(uint64_t h, const void *data, size_t n)
{
    const uint8_t *bytes = data;
    for (size_t i = 0; i < n; i++)
        h = (h ^ bytes[i]) * UINT64_C(0x100000001b3);
    return h;
}

static uint64_t digest_numbers(uint64_t h, const int *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        h = (h ^ (uint32_t)numbers[i]) * UINT64_C(0x100000001b3);
    return h;
}

/* Everything that decides how it looks. Fields one by one: padding bytes are no picture. */
static uint64_t looks_like(const struct layout *l, const struct placed *p)
{
    int numbers[] = {(int)p->made, (int)p->special, p->box.x, p->box.y, p->box.w,   p->box.h,
                     p->art.x,     p->art.y,        p->art.w, p->art.h, p->focused, p->pressed};
    uint64_t h = digest_numbers(UINT64_C(0xcbf29ce484222325), numbers, G_N_ELEMENTS(numbers));
    for (unsigned i = 0; i < p->shapes; i++) {
        const struct shape *s = &l->shapes[p->first_shape + i];
        int shape[] = {s->box.x, s->box.y, s->box.w,  s->box.h,  s->radius, s->border,
                       s->fill,  s->line,  s->dashed, s->shadow, s->edge};
        h = digest_numbers(h, shape, G_N_ELEMENTS(shape));
    }
    for (unsigned i = 0; i < p->runs; i++) {
        const struct run *r = &l->runs[p->first_run + i];
        int run[] = {r->x, r->baseline, r->px, r->face, r->colour, (int)r->icon, r->from_right};
        h = digest(digest_numbers(h, run, G_N_ELEMENTS(run)), r->text, r->text ? r->len : 0);
    }
    if (p->widget && p->special != SPECIAL_NONE) {
        int state[] = {p->widget->number, p->widget->total, p->widget->tone};
        h = digest_numbers(h, state, G_N_ELEMENTS(state));
        h = digest(h, &p->widget->live, sizeof p->widget->live);
        h = digest(h, p->widget->value, strlen(p->widget->value));
    }
    return h;
}

static const struct ink *ink_of(const struct placed *p)
{
    return p->special != SPECIAL_NONE && p->widget ? p->widget->ink : NULL;
}

static uint64_t digest_ink(uint64_t h, const struct ink *ink, unsigned from, unsigned to)
{
    for (unsigned i = from; i < to; i++) {
        int point[] = {ink->points[i].x, ink->points[i].y, ink->points[i].begins};
        h = digest_numbers(h, point, G_N_ELEMENTS(point));
    }
    return h;
}

/* Strokes only went on since `was`: a finger that writes makes no more dirty than its newest piece. */
static void ink_looks(const struct layout *l, const struct placed *p, const struct last *was,
                      struct last *now)
{
    const struct ink *ink = ink_of(p);
    if (!ink)
        return;
    bool same = was && was->still == now->still && memcmp(&was->box, &now->box, sizeof now->box) == 0 &&
                was->points <= ink->count;
    unsigned known = same ? was->points : 0;
    uint64_t h = digest_ink(now->still, ink, 0, known);
    struct brush brush = strokes_brush(l, p);
    now->grows = same && h == was->digest && ink->count > known;
    if (now->grows)
        now->grown = strokes_box(ink, &brush, known); /* empty: it trembled on the spot */
    now->digest = digest_ink(h, ink, known, ink->count);
    now->points = ink->count;
}

/* Where it can leave paint: shadow, focus ring, a glyph's overhang. */
static struct box extent(const struct layout *l, const struct placed *p)
{
    struct box box = box_union(p->box, p->art);
    int by = theme_px(&l->options.theme, p->made == MADE_DIALOG ? 72 : p->focused ? 18 : 10);
    for (unsigned i = 0; i < p->shapes; i++)
        box = box_union(box, l->shapes[p->first_shape + i].box);
    return p->special == SPECIAL_SCRIM ? box : box_grow(box, by);
}

static void add_dirty(struct box *dirty, unsigned *count, struct box box)
{
    if (box_empty(box))
        return;
    for (unsigned i = 0; i < *count; i++)
        if (!box_empty(box_meet(box_grow(dirty[i], 8), box))) { /* they touch: one, and look again */
            box = box_union(dirty[i], box);
            dirty[i] = dirty[--*count];
            i = (unsigned)-1;
        }
    if (*count == PAINT_DIRTY) {
        dirty[0] = box_union(dirty[0], box);
        return;
    }
    dirty[(*count)++] = box;
}

static bool among(const struct last *list, unsigned count, const struct last *one, unsigned near)
{
    if (near < count && list[near].digest == one->digest &&
        memcmp(&list[near].box, &one->box, sizeof one->box) == 0)
        return true;
    for (unsigned i = 0; i < count; i++)
        if (list[i].digest == one->digest && memcmp(&list[i].box, &one->box, sizeof one->box) == 0)
            return true;
    return false;
}

static uint32_t rgb(const struct layout *l, enum colour colour)
{
    return theme_colour(&l->options.theme, colour);
}

static void draw_shape(struct canvas *c, const struct layout *l, const struct shape *s)
{
    if (s->shadow && s->radius >= theme_px(&l->options.theme, 32))
        canvas_shadow(c, s->box, s->radius, theme_px(&l->options.theme, 16), theme_px(&l->options.theme, 48),
                      rgb(l, COLOUR_INK), 51);
    else if (s->shadow)
        canvas_shadow(c, s->box, s->radius, theme_px(&l->options.theme, 2), theme_px(&l->options.theme, 6),
                      rgb(l, COLOUR_INK), 20);
    if (box_empty(box_meet(s->box, c->clip)))
        return;
    if (s->edge) { /* the lower edge of a key */
        struct box top = s->box;
        top.h -= theme_px(&l->options.theme, 4);
        canvas_rounded(c, s->box, s->radius, rgb(l, s->line ? s->line : s->fill));
        canvas_rounded(c, top, s->radius, rgb(l, s->fill));
        return;
    }
    if (s->border && s->line && s->fill && !s->dashed) {
        canvas_rounded(c, s->box, s->radius, rgb(l, s->line));
        canvas_rounded(c, box_grow(s->box, -s->border), MAX(s->radius - s->border, 0), rgb(l, s->fill));
        return;
    }
    if (s->fill)
        canvas_rounded(c, s->box, s->radius, rgb(l, s->fill));
    if (s->border && s->line)
        canvas_border(c, s->box, s->radius, s->border, rgb(l, s->line), s->dashed);
}

static void draw_focus(struct canvas *c, const struct layout *l, const struct placed *p)
{
    struct box box = p->shapes ? l->shapes[p->first_shape].box : p->box;
    int gap = theme_px(&l->options.theme, 4), ring = theme_px(&l->options.theme, 6);
    int radius = p->shapes ? l->shapes[p->first_shape].radius : 0;
    canvas_border(c, box_grow(box, gap), radius + gap, gap,
                  rgb(l, p->place == PLACE_FOOTER || p->place == PLACE_DIALOG ? COLOUR_SURFACE : COLOUR_BG),
                  false);
    canvas_border(c, box_grow(box, gap + ring), radius + gap + ring, ring, rgb(l, COLOUR_FOCUS), false);
    canvas_border(c, box_grow(box, gap + 2 * ring), radius + gap + 2 * ring, ring, rgb(l, COLOUR_FOCUS2),
                  false);
}

static void draw(struct painter *painter, const struct layout *l, const struct placed *p, struct canvas *c)
{
    struct text_target target = {
        c->pixels, c->stride, c->clip.x, c->clip.y, c->clip.x + c->clip.w, c->clip.y + c->clip.h};
    if (p->special == SPECIAL_WALL || p->special == SPECIAL_SCRIM)
        paint_special(c, painter->text, l, p);
    for (unsigned i = 0; i < p->shapes; i++)
        draw_shape(c, l, &l->shapes[p->first_shape + i]);
    for (unsigned i = 0; i < p->runs; i++) {
        const struct run *r = &l->runs[p->first_run + i];
        if (r->icon)
            text_draw_character(painter->text, &target, FACE_ICON, r->px, r->x, r->baseline, r->icon,
                                rgb(l, r->colour));
        else
            text_draw_line(painter->text, &target, r->face, r->px, r->x, r->baseline, r->text, r->len,
                           r->from_right, rgb(l, r->colour));
    }
    if (p->special != SPECIAL_NONE && p->special != SPECIAL_WALL && p->special != SPECIAL_SCRIM)
        paint_special(c, painter->text, l, p);
    if (p->focused)
        draw_focus(c, l, p);
}

static unsigned differences(struct painter *painter, struct box all, unsigned count, struct box *dirty)
{
    unsigned n = 0;
    for (unsigned i = 0; i < count; i++) {
        const struct last *now = &painter->now[i];
        struct box box = now->grows ? box_meet(now->grown, now->box) : now->box;
        if (!among(painter->last, painter->count, now, i))
            add_dirty(dirty, &n, box_meet(box, all));
    }
    for (unsigned i = 0; i < painter->count; i++)
        if (!(i < count && painter->now[i].grows) && !among(painter->now, count, &painter->last[i], i))
            add_dirty(dirty, &n, box_meet(painter->last[i].box, all));
    return n;
}

/* Light is what the eye and the panel's lamp count, and a pixel's value is its root. */
static void darken(struct canvas *c, struct box box, unsigned percent)
{
    enum { WHOLE = 100, OPAQUE = 255 };
    const double gamma = 2.2;
    if (percent > 0 && percent < WHOLE)
        canvas_blend(c, box, 0x000000, (int)lround(OPAQUE * (1 - pow(percent / (double)WHOLE, 1 / gamma))));
}

unsigned painter_update(struct painter *painter, const struct layout *layout, struct canvas *canvas,
                        struct box dirty[PAINT_DIRTY])
{
    struct box all = {0, 0, canvas->width, canvas->height};
    canvas->masks = painter->masks;
    const struct theme *t = &layout->options.theme, *was = &painter->theme;
    bool same = painter->known && painter->dim == layout->options.dim && t->palette == was->palette &&
                t->large == was->large && fabs(t->scale - was->scale) < 1e-9;
    for (unsigned i = 0; i < layout->placed_count; i++) {
        const struct placed *p = &layout->placed[i];
        uint64_t still = looks_like(layout, p);
        painter->now[i] = (struct last){.box = extent(layout, p), .digest = still, .still = still};
        ink_looks(layout, p, i < painter->count ? &painter->last[i] : NULL, &painter->now[i]);
    }
    unsigned count = 1;
    dirty[0] = all;
    if (same)
        count = differences(painter, all, layout->placed_count, dirty);
    for (unsigned d = 0; d < count; d++) {
        canvas->clip = dirty[d];
        canvas_fill(canvas, dirty[d], rgb(layout, COLOUR_BG));
        for (unsigned i = 0; i < layout->placed_count; i++)
            if (!box_empty(box_meet(painter->now[i].box, dirty[d])))
                draw(painter, layout, &layout->placed[i], canvas);
        darken(canvas, dirty[d], layout->options.dim);
    }
    memcpy(painter->last, painter->now, sizeof painter->last);
    painter->count = layout->placed_count;
    painter->theme = *t;
    painter->dim = layout->options.dim;
    painter->known = true;
    return count;
}
