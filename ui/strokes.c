#include "ui/strokes.h"

#include "base/secret.h"

#include <glib.h>
#include <math.h>

struct brush strokes_brush(const struct layout *layout, const struct placed *placed)
{
    enum { SIGNATURE = 13, PAD = 20, INK = 0x1B2421 };
    const struct theme *t = &layout->options.theme;
    bool pad = placed->special == SPECIAL_PAD;
    return (struct brush){placed->art, theme_px(t, pad ? PAD : SIGNATURE),
                          pad ? theme_colour(t, COLOUR_INK) : INK};
}

static struct canvas_point at(const struct ink *ink, const struct brush *b, unsigned i)
{
    const double parts = 10000;
    return (struct canvas_point){b->art.x + ink->points[i].x * b->art.w / parts,
                                 b->art.y + ink->points[i].y * b->art.h / parts};
}

static double apart(struct canvas_point a, struct canvas_point b)
{
    return hypot(a.x - b.x, a.y - b.y);
}

/* The next point that counts, of the same stroke; the same one at its end. What was left out stays out,
 * whatever comes later, so that a stroke that grows is the stroke drawn at once. */
static unsigned next(const struct ink *ink, const struct brush *b, unsigned i)
{
    struct canvas_point here = at(ink, b, i);
    for (unsigned j = i + 1; j < ink->count && !ink->points[j].begins; j++)
        if (apart(here, at(ink, b, j)) >= MAX(b->width / 4, 1))
            return j;
    return i;
}

/* The handle of `p` on its way to `to`, where it came from `from`: the tangent weighs each side by the root
 * of its length. */
static struct canvas_point handle(struct canvas_point from, struct canvas_point p, struct canvas_point to)
{
    double d1 = apart(from, p), d2 = apart(p, to), r = sqrt(d1 * d2), by = 3 * (d1 + r);
    if (by <= 0)
        return (struct canvas_point){p.x + (to.x - p.x) / 3, p.y + (to.y - p.y) / 3};
    double mid = 2 * d1 + 3 * r + d2;
    return (struct canvas_point){(d1 * to.x - d2 * from.x + mid * p.x) / by,
                                 (d1 * to.y - d2 * from.y + mid * p.y) / by};
}

static void visit_piece(const struct canvas_point p[4], strokes_visit visit, void *to)
{
    const struct canvas_point piece[4] = {p[1], handle(p[0], p[1], p[2]), handle(p[3], p[2], p[1]), p[2]};
    visit(to, piece);
}

/* One stroke, from its first point on: the window of four goes along it. */
static void stroke(const struct ink *ink, const struct brush *b, unsigned first, unsigned from,
                   strokes_visit visit, void *to)
{
    unsigned before = first, here = first, then = next(ink, b, first);
    if (then == here && here >= from) { /* a dot */
        struct canvas_point p = at(ink, b, here);
        visit(to, (const struct canvas_point[4]){p, p, p, p});
    }
    while (then != here) {
        unsigned last = next(ink, b, then);
        struct canvas_point p[4] = {at(ink, b, before), at(ink, b, here), at(ink, b, then), at(ink, b, last)};
        if (last >= from)
            visit_piece(p, visit, to);
        if (from > 0 && last >= from && last != then) { /* as it ended before that point came */
            p[3] = p[2];
            visit_piece(p, visit, to);
        }
        before = here;
        here = then;
        then = last;
    }
}

void strokes_pieces(const struct ink *ink, const struct brush *brush, unsigned from, strokes_visit visit,
                    void *to)
{
    unsigned end = 0;
    for (unsigned i = 0; i < ink->count; i = end) {
        for (end = i + 1; end < ink->count && !ink->points[end].begins; end++)
            continue;
        if (end > from)
            stroke(ink, brush, i, from, visit, to);
    }
}

unsigned strokes_flatten(const struct canvas_point piece[4], struct canvas_point to[STROKES_LINES + 1])
{
    const double longest = 3;
    double length = apart(piece[0], piece[1]) + apart(piece[1], piece[2]) + apart(piece[2], piece[3]);
    unsigned count = (unsigned)CLAMP(ceil(length / longest), 1, STROKES_LINES);
    for (unsigned i = 0; i <= count; i++) {
        double t = (double)i / count, s = 1 - t;
        double w[4] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
        to[i] = (struct canvas_point){0, 0};
        for (unsigned k = 0; k < 4; k++) {
            to[i].x += w[k] * piece[k].x;
            to[i].y += w[k] * piece[k].y;
        }
    }
    return count;
}

/* A Bezier curve lies within the box of its four points. */
static struct box hull(const struct canvas_point piece[4], double width)
{
    double x0 = piece[0].x, x1 = x0, y0 = piece[0].y, y1 = y0, by = width / 2 + 1;
    for (unsigned i = 1; i < 4; i++) {
        x0 = fmin(x0, piece[i].x);
        x1 = fmax(x1, piece[i].x);
        y0 = fmin(y0, piece[i].y);
        y1 = fmax(y1, piece[i].y);
    }
    int x = (int)floor(x0 - by), y = (int)floor(y0 - by);
    return (struct box){x, y, (int)ceil(x1 + by) - x, (int)ceil(y1 + by) - y};
}

struct extent {
    struct box box;
    double width;
};

static void extend(void *to, const struct canvas_point piece[4])
{
    struct extent *e = to;
    e->box = box_union(e->box, hull(piece, e->width));
}

struct box strokes_box(const struct ink *ink, const struct brush *brush, unsigned from)
{
    struct extent e = {.width = brush->width};
    strokes_pieces(ink, brush, from, extend, &e);
    return e.box;
}

/* Coverage of all strokes in a box: where lines overlap the greater counts, so that no joint is seen. */
struct cover {
    struct box box;
    uint8_t *bytes;
    double width;
};

static void cover_line(struct cover *c, struct canvas_point a, struct canvas_point b)
{
    enum { FULL = 255 };
    const struct canvas_point ends[4] = {a, b, a, b};
    double r = c->width / 2, dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    struct box box = box_meet(hull(ends, c->width), c->box);
    for (int y = box.y; y < box.y + box.h; y++) {
        uint8_t *row = c->bytes + (ptrdiff_t)(y - c->box.y) * c->box.w - c->box.x;
        for (int x = box.x; x < box.x + box.w; x++) {
            double px = x + 0.5 - a.x, py = y + 0.5 - a.y;
            double t = length > 0 ? CLAMP((px * dx + py * dy) / length, 0, 1) : 0;
            double qx = px - t * dx, qy = py - t * dy, covered = r + 0.5 - sqrt(qx * qx + qy * qy);
            if (covered > 0)
                row[x] = MAX(row[x], (uint8_t)(MIN(covered, 1) * FULL + 0.5));
        }
    }
}

static void cover_piece(void *to, const struct canvas_point piece[4])
{
    struct cover *c = to;
    struct canvas_point lines[STROKES_LINES + 1];
    if (box_empty(box_meet(hull(piece, c->width), c->box)))
        return;
    unsigned count = strokes_flatten(piece, lines);
    for (unsigned i = 0; i < count; i++)
        cover_line(c, lines[i], lines[i + 1]);
}

void strokes_paint(struct canvas *c, const struct ink *ink, const struct brush *brush)
{
    if (!ink || !ink->count)
        return;
    struct cover cover = {.box = box_meet(strokes_box(ink, brush, 0), c->clip), .width = brush->width};
    if (box_empty(cover.box))
        return;
    size_t size = (size_t)cover.box.w * (size_t)cover.box.h;
    cover.bytes = g_malloc0(size);
    strokes_pieces(ink, brush, 0, cover_piece, &cover);
    canvas_cover(c, cover.box, cover.bytes, brush->rgb);
    secret_wipe(cover.bytes, size);
    g_free(cover.bytes);
}
