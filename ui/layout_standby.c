/* The wall with the window: lit and one single target in standby; dark, with where else to go, out of
 * service. In landscape the window moves left and the words stand beside it. The footer as everywhere. */
#include "ui/layout_parts.h"

#include <string.h>

enum {
    DRAWN_WIDTH = 1080,
    DRAWN_MIDDLE = 540,
    GABLE_TOP = 230, /* of the drawing: above it is only sky */
    HALF_WINDOW = 412,
    WINDOW_BOTTOM = 1352,
    DARK_BOTTOM = 1218,
    WINDOW_MIDDLE = 940,
    DARK_MIDDLE = 864
};

struct wall {
    int x, y;         /* where the drawing's corner stands, pixels */
    double scale;     /* pixels a unit of the drawing */
    struct box words; /* place below the window, or beside it */
    struct box sky;   /* clock and date */
    bool lit;
};

static struct box of_drawing(const struct wall *wall, double x, double y, double w)
{
    return (struct box){wall->x + (int)(x * wall->scale), wall->y + (int)(y * wall->scale),
                        (int)(w * wall->scale), 0};
}

/* `size` in pixels. One line: what is too long becomes smaller. */
static int one_line(struct layout *l, const char *text, double size, double step, enum face face,
                    enum colour colour, struct box box, int align)
{
    double scale = l->options.theme.scale;
    struct style s = {size / scale, step / size, face, colour, align};
    while (u(l, s.size) > 1 && lines_width(l, text, &s) > box.w)
        s.size -= 1 / scale;
    s.line = step / (s.size * scale);
    return lines(l, text, box.x, box.y, box.w, &s);
}

/* Name and detail around the middle of the box's line, the name smaller before it breaks. */
static void small_window(struct layout *l, const struct widget *w, struct box at, struct style *name,
                         const struct style *more)
{
    double least = theme_type(&l->options.theme, TYPE_CAPTION);
    while (name->size > least && lines_width(l, w->label, name) > at.w)
        name->size = MAX(name->size - 1, least);
    bool dry = l->dry;
    l->dry = true;
    int first = lines(l, w->label, 0, 0, at.w, name), second = lines(l, w->detail, 0, 0, at.w, more);
    l->dry = dry;
    at.y -= (first + second) / 2;
    at.y += lines(l, w->label, at.x, at.y, at.w, name);
    lines(l, w->detail, at.x, at.y, at.w, more);
}

static void in_window(struct layout *l, const struct widget *w, const struct wall *wall)
{
    bool lit = wall->lit;
    double k = wall->scale, icon = (lit ? 128 : 112) * k, top = lit ? 720 : 652;
    double name = lit ? 92 : 80, line = lit ? 124 : 112, more = lit ? 56 : 44;
    double least = u(l, theme_type(&l->options.theme, TYPE_CAPTION)), units = l->options.theme.scale;
    enum colour ink = lit ? COLOUR_BLACK : COLOUR_WHITE;
    struct style s = {MAX(more * k, least) / units, lit ? 80.0 / 56 : 64.0 / 44,
                      lit ? FACE_BOLD : FACE_REGULAR, ink, 0};
    if (more * k < least) { /* a small window: all in its middle, without the picture */
        struct style first = {MAX(name * k, least) / units, 1.25, FACE_BOLD, ink, 0};
        s.line = 1.2;
        small_window(l, w, of_drawing(wall, 220, lit ? WINDOW_MIDDLE : DARK_MIDDLE, 640), &first, &s);
        return;
    }
    struct box at = of_drawing(wall, DRAWN_MIDDLE, top, 0);
    put_icon(l, w->icon, at.x - (int)(icon / 2), at.y, (int)icon, ink);
    at = of_drawing(wall, lit ? 240 : 268, top + (lit ? 144 : 128), lit ? 600 : 544);
    one_line(l, w->label, name * k, line * k, FACE_BOLD, ink, at, 0);
    at = of_drawing(wall, lit ? 240 : 268, top + (lit ? 268 : 240), lit ? 600 : 544);
    lines(l, w->detail, at.x, at.y, at.w, &s);
}

static void in_sky(struct layout *l, const struct widget *w, const struct wall *wall)
{
    struct box at = wall->sky;
    at.y += one_line(l, w->value, u(l, 112), u(l, 120), FACE_BOLD, COLOUR_WHITE, at, -1);
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST;
    one_line(l, w->hint, u(l, by_size(l, 40, 44)), u(l, 56), FACE_REGULAR,
             contrast ? COLOUR_WHITE : COLOUR_SKY_INK, at, -1);
}

/* News of the neighbourhood: a white pill as wide as its words; an alert is filled, and what was left behind
 * is lit. */
static int notice(struct layout *l, int node, struct box box)
{
    const struct widget *w = node_widget(l, node);
    bool alert = w->tone == TONE_BAD, lit = w->tone == TONE_LAMP;
    enum colour ground = alert ? COLOUR_ALERT : lit ? COLOUR_LAMP : COLOUR_WHITE;
    enum colour ink = alert ? COLOUR_WHITE : lit ? COLOUR_ON_LAMP : COLOUR_BLACK;
    struct style s = {by_size(l, 34, 44), 1.4, FACE_BOLD, ink, -1}, text = s;
    int icon = u(l, 44), pad = u(l, 36), gap = u(l, 16),
        most = box.w - u(l, l->options.theme.landscape ? 16 : 112);
    text.face = FACE_REGULAR;
    int name = lines_width(l, w->label, &s) + 1, before = pad + icon + gap + name + gap;
    int width = MIN(lines_width(l, w->detail, &text) + 1, most - before - pad);
    bool dry = l->dry;
    l->dry = true;
    int high = lines(l, w->detail, 0, 0, width, &text), step = u(l, s.size * s.line);
    l->dry = dry;
    struct box pill = {box.x + (box.w - before - width - pad) / 2, box.y, before + width + pad,
                       MAX(u(l, 88), high + u(l, 32))};
    struct placed *p = leaf_put(l, l->nodes[node].widget, pill);
    put_shape(l, pill, MIN(u(l, 44), pill.h / 2), p && p->pressed ? COLOUR_GLOW : ground,
              alert ? COLOUR_NONE : COLOUR_EDGE, u(l, 2));
    int y = pill.y + (pill.h - high) / 2;
    put_icon(l, w->icon, pill.x + pad, y + (step - icon) / 2, icon, alert || lit ? ink : COLOUR_FRAME);
    lines(l, w->label, pill.x + pad + icon + gap, y, name, &s);
    lines(l, w->detail, pill.x + before, y, width, &text);
    if (p)
        p->bg = (uint8_t)ground;
    return pill.h;
}

/* Standby's words, centred; returns how high they are. */
static int sentences(struct layout *l, struct box box)
{
    int y = box.y;
    for (int n = first_of(l, PLACE_BODY); n >= 0; n = next_of(l, n, PLACE_BODY)) {
        const struct widget *w = node_widget(l, n);
        if (!w || w->look == LOOK_ILLUSTRATION)
            continue;
        if (w->look == LOOK_BANNER) {
            y += u(l, 32) + notice(l, n, (struct box){box.x, y + u(l, 32), box.w, 0});
            continue;
        }
        bool name = w->look == LOOK_H2;
        struct style s = {name ? 56 : by_size(l, 36, 44), 1.35, name ? FACE_BOLD : FACE_REGULAR, COLOUR_BLACK,
                          0};
        y += y > box.y ? u(l, 8) : 0;
        struct placed *p = leaf_put(l, l->nodes[n].widget, (struct box){box.x, y, box.w, 0});
        int high = lines(l, w->label, box.x + u(l, 24), y, box.w - u(l, 48), &s);
        y += high;
        if (p) {
            p->box.h = high;
            p->bg = COLOUR_WHITE; /* the wall stays light in every theme */
        }
    }
    return y - box.y;
}

/* What stands there out of service: ordinary cards, in the theme's colours. */
static int cards(struct layout *l, struct box box)
{
    enum { BETWEEN = 20 };
    int y = box.y;
    for (int n = first_of(l, PLACE_BODY); n >= 0; n = next_of(l, n, PLACE_BODY)) {
        const struct widget *w = node_widget(l, n);
        if (w && (w->look == LOOK_ILLUSTRATION || (w->look == LOOK_H2 && l->compact)))
            continue;
        y += y > box.y ? u(l, BETWEEN) : 0;
        int h = node_height(l, n, box.w);
        if (!l->dry)
            node_place(l, n, (struct box){box.x, y, box.w, h});
        y += h;
    }
    return y - box.y;
}

static int measured(struct layout *l, bool lit, int w)
{
    struct box box = {0, 0, w, 0};
    l->dry = true;
    int high = lit ? sentences(l, box) : cards(l, box);
    l->dry = false;
    return high;
}

static const double SMALL = 0.75;

static struct wall wall_of(struct layout *l, bool lit, struct box all)
{
    const struct theme *t = &l->options.theme;
    int m = u(l, t->landscape ? 64 : 56), end = u(l, 24);
    struct wall wall = {.scale = t->scale, .lit = lit};
    if (t->landscape) {
        enum { DRAWN_HIGH = 1180 }; /* from the gable to below the window */
        wall.scale = MIN(t->scale, (double)all.h / DRAWN_HIGH);
        int middle = MAX((int)(all.w * 0.29), m + (int)(HALF_WINDOW * wall.scale));
        wall.x = middle - (int)(DRAWN_MIDDLE * wall.scale);
        wall.y = -(int)(GABLE_TOP * wall.scale);
        int x = of_drawing(&wall, 1080, 0, 0).x, top = of_drawing(&wall, 0, 600, 0).y;
        wall.sky = (struct box){x, u(l, 24), all.w - m - x, 0};
        x = of_drawing(&wall, DRAWN_MIDDLE + HALF_WINDOW + 40, 0, 0).x;
        wall.words = (struct box){x, 0, all.w - m - x, 0};
        int high = measured(l, lit, wall.words.w);
        if (!lit && high > all.h - top - end) { /* the cards say it without a heading, and without the time */
            l->compact = true;
            high = measured(l, lit, wall.words.w);
            top = 0;
        }
        wall.words.y = top + (all.h - top - high) * 2 / 5;
        wall.words.y = MIN(MAX(wall.words.y, top), all.h - end / 2 - high);
        return wall;
    }
    wall.words = lit ? (struct box){0, 0, all.w, 0} : (struct box){m, 0, all.w - 2 * m, 0};
    int high = measured(l, lit, wall.words.w), bottom = lit ? WINDOW_BOTTOM : DARK_BOTTOM;
    wall.y = lit ? (all.h - u(l, 1760)) / 2 : MIN(0, (all.h - u(l, 1760)) / 2);
    int drawn = wall.y + (int)((lit ? 1424 : 1264) * wall.scale);
    wall.words.y = MIN(drawn, all.h - end - high);
    if (wall.words.y - end < wall.y + (int)(bottom * wall.scale)) { /* many words: a smaller wall */
        wall.y = 0;
        wall.scale = (double)(wall.words.y - end) / bottom;
    }
    if (!lit && wall.scale < t->scale * SMALL) { /* too small for its words: no heading, no sky, no time */
        l->compact = true;
        wall.words.y = all.h - end - measured(l, lit, wall.words.w);
        wall.scale = MIN(t->scale, (double)(wall.words.y - end) / (bottom - GABLE_TOP));
        wall.y = -(int)(GABLE_TOP * wall.scale);
    }
    wall.x = all.w / 2 - (int)(DRAWN_MIDDLE * wall.scale);
    wall.sky = (struct box){m, u(l, 72) + MIN(wall.y, 0), all.w / 2, 0};
    return wall;
}

static void put_wall(struct layout *l, int node, const struct wall *wall, struct box all)
{
    const struct widget *w = node_widget(l, node);
    struct placed *p = leaf_put(l, l->nodes[node].widget, all);
    p->special = SPECIAL_WALL;
    p->art = (struct box){wall->x, wall->y, (int)(DRAWN_WIDTH * wall->scale + 0.5),
                          (int)(1920 * wall->scale + 0.5)};
    in_window(l, w, wall);
    if (!l->compact)
        in_sky(l, w, wall);
    p->bg = wall->lit ? COLOUR_GLOW : COLOUR_BLACK;
    for (uint16_t i = 0; i < p->runs; i++) /* the record speaks of the four words */
        if (l->runs[p->first_run + i].text == w->label) {
            p->fg = l->runs[p->first_run + i].colour;
            p->font_px = l->runs[p->first_run + i].px;
        }
}

void lay_standby(struct layout *l)
{
    const struct theme *t = &l->options.theme;
    int node = -1;
    struct box all = {0, 0, t->width, t->height - footer_height(l)};
    for (int n = first_of(l, PLACE_BODY); n >= 0 && node < 0; n = next_of(l, n, PLACE_BODY))
        if (node_widget(l, n) && node_widget(l, n)->look == LOOK_ILLUSTRATION)
            node = n;
    if (node < 0)
        return;
    l->body = all;
    struct wall wall = wall_of(l, node_widget(l, node)->id[0] != '\0', all);
    put_wall(l, node, &wall, all);
    if (wall.lit) {
        sentences(l, wall.words);
        return;
    }
    if (t->palette == PALETTE_CONTRAST) { /* the theme's own ground below its cards */
        struct box ground = {t->landscape ? wall.words.x - u(l, 24) : 0, wall.words.y - u(l, 24), t->width,
                             0};
        ground.w -= ground.x;
        ground.h = all.h - ground.y;
        put(l, NULL, MADE_WALL, ground);
        put_shape(l, ground, 0, COLOUR_BG, COLOUR_NONE, 0);
    }
    cards(l, wall.words);
}

/* What reaches to the edges still does, however it moved. */
static void to_edges(struct box *box, int width, int bottom)
{
    box->x = 0;
    box->w = width;
    box->h = bottom - box->y;
}

static void shift_placed(struct layout *l, struct placed *p, int dx, int dy)
{
    const struct theme *t = &l->options.theme;
    p->box.x += dx;
    p->box.y += dy;
    p->art.x += dx;
    p->art.y += dy;
    for (unsigned i = 0; i < p->shapes; i++) {
        l->shapes[p->first_shape + i].box.x += dx;
        l->shapes[p->first_shape + i].box.y += dy;
    }
    for (unsigned i = 0; i < p->runs; i++) {
        l->runs[p->first_run + i].x += dx;
        l->runs[p->first_run + i].baseline += dy;
    }
    if (p->special == SPECIAL_WALL) { /* it is painted to every edge */
        p->box = (struct box){0, 0, t->width, p->box.y + p->box.h};
    } else if (p->made == MADE_FOOTER) {
        to_edges(&p->box, t->width, t->height);
        to_edges(&l->shapes[p->first_shape].box, t->width, t->height);
        l->shapes[p->first_shape + 1].box.x = 0;
        l->shapes[p->first_shape + 1].box.w = t->width;
    } else if (p->made == MADE_WALL && p->shapes) {
        struct box *ground = &l->shapes[p->first_shape].box;
        ground->w = t->width - ground->x;
    }
}

/* Against burn-in the whole picture, footer included, moves by 8 u from place to place, along a square
 * (DESIGN.md 6); touches follow, for they are held against the same boxes. */
void shift_standby(struct layout *l)
{
    enum { UNITS = 8 };
    static const int8_t places[LAYOUT_SHIFTS][2] = {{0, 0}, {1, 0}, {1, -1}, {0, -1}, {-1, -1}, {-1, 0}};
    const int8_t *place = places[l->options.shift % LAYOUT_SHIFTS];
    int by = u(l, UNITS), dx = place[0] * by, dy = place[1] * by;
    for (unsigned i = 0; (dx || dy) && i < l->placed_count; i++)
        shift_placed(l, &l->placed[i], dx, dy);
}
