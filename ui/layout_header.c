/* The header: mark, what place this is and how late, the switches at its right end (DESIGN.md 3). Names are
 * long in some languages and panels narrow: letters become smaller, then the words take two lines, then the
 * switches lose their icons, then what matters less stays away. */
#include "ui/layout_parts.h"

#include <limits.h>
#include <string.h>

enum { SIZES = 3, MANY = 9 };

struct said {       /* the two texts, as they stand */
    int name, meta; /* nodes; -1: there is none, or it gives way */
    struct style name_style, meta_style;
    int icon, name_rows, meta_rows;
    bool bare; /* the name without its icon */
};

static int step_of(const struct layout *l, const struct style *s)
{
    return u(l, s->size * s->line);
}

static struct style name_style(const struct layout *l, int smaller)
{
    static const double sizes[2][SIZES] = {{38, 34, 30}, {52, 48, 44}},
                        steps[2][SIZES] = {{48, 44, 40}, {64, 60, 56}};
    bool large = l->options.theme.large;
    return (struct style){sizes[large][smaller], steps[large][smaller] / sizes[large][smaller], FACE_BOLD,
                          COLOUR_INK, -1};
}

static struct style meta_style(const struct layout *l, const struct widget *w)
{
    bool state = w->tone != TONE_NONE;
    return (struct style){
        by_size(l, 30, 44), by_size(l, 40.0 / 30, 56.0 / 44), state ? FACE_BOLD : FACE_REGULAR,
        state && l->options.theme.palette != PALETTE_CONTRAST ? tone_ink(w->tone) : COLOUR_INK2, -1};
}

/* Whether both, or what is left of them, stand in w x h: on two lines, for a third reaches the edges. What is
 * alone may take it once the switches gave way. */
static bool stand(const struct layout *l, struct said *s, int w, int h, int smaller)
{
    int high = 0, most = l->bare_pills && (s->name < 0 || s->meta < 0) ? 3 : 2;
    s->name_rows = s->meta_rows = 0;
    if (s->name >= 0) {
        const struct widget *name = node_widget(l, s->name);
        s->name_style = name_style(l, smaller);
        s->icon = name->icon[0] && !s->bare ? u(l, by_size(l, 40, 52)) : 0;
        int room = w - (s->icon ? s->icon + u(l, 12) : 0);
        s->name_rows =
            MIN(lines_count(l, name->label, room, &s->name_style), MANY); /* INT_MAX: a word is wider */
        high += s->name_rows * step_of(l, &s->name_style);
    }
    if (s->meta >= 0) {
        const struct widget *meta = node_widget(l, s->meta);
        s->meta_style = meta_style(l, meta);
        s->meta_rows = MIN(lines_count(l, meta->label, w, &s->meta_style), MANY);
        most = meta->tone ? most : MIN(most, s->name_rows + 1); /* a date has one */
        high += s->meta_rows * step_of(l, &s->meta_style);
    }
    return s->name_rows + s->meta_rows <= most && high <= h;
}

/* A name is whole before it shows beside it that the line is there. */
static bool on_one_line(const struct layout *l, struct said *s, int w, int h)
{
    for (int bare = 0; bare < 2 && s->name >= 0; bare++)
        for (int i = 0; i < SIZES; i++) {
            s->bare = bare;
            if (stand(l, s, w, h, i) && s->name_rows == 1)
                return true;
        }
    s->bare = false;
    return false;
}

/* A state of the machine goes before the name of the place, and that before the date. */
static bool choose(const struct layout *l, struct said *s, int w, int h)
{
    struct said all = *s;
    for (int i = 0; i < SIZES; i++)
        if (stand(l, s, w, h, i))
            return true;
    if (s->meta >= 0 && node_widget(l, s->meta)->tone != TONE_NONE)
        s->name = -1;
    else
        s->meta = -1;
    if (on_one_line(l, s, w, h))
        return true;
    for (int i = 0; i < SIZES; i++)
        if (stand(l, s, w, h, i))
            return true;
    *s = all;
    return false;
}

static void put_said(struct layout *l, const struct said *s, struct box box)
{
    int name_h = s->name < 0 ? 0 : s->name_rows * step_of(l, &s->name_style),
        meta_h = s->meta < 0 ? 0 : s->meta_rows * step_of(l, &s->meta_style),
        y = box.y + (box.h - name_h - meta_h) / 2;
    if (s->name >= 0) {
        const struct widget *w = node_widget(l, s->name);
        int icon = s->icon, room = box.w - (icon ? icon + u(l, 12) : 0),
            width = s->name_rows > 1 ? room : lines_width(l, w->label, &s->name_style) + 1;
        leaf_put(l, l->nodes[s->name].widget,
                 (struct box){box.x, y, width + (icon ? icon + u(l, 12) : 0), name_h});
        lines(l, w->label, box.x, y, width, &s->name_style);
        put_icon(l, icon ? w->icon : "", box.x + width + u(l, 12),
                 y + (step_of(l, &s->name_style) - icon) / 2, icon, tone_ink(w->tone));
    }
    if (s->meta >= 0) {
        const struct widget *w = node_widget(l, s->meta);
        int width = MIN(lines_width(l, w->label, &s->meta_style) + 1, box.w);
        leaf_put(l, l->nodes[s->meta].widget, (struct box){box.x, y + name_h, width, meta_h});
        lines(l, w->label, box.x, y + name_h, width, &s->meta_style);
    }
}

static int pill_gap(const struct layout *l)
{
    return u(l, apart(l, 16, 24));
}

static int pills_width(struct layout *l)
{
    int width = 0;
    for (int n = first_of(l, PLACE_HEADER); n >= 0; n = next_of(l, n, PLACE_HEADER)) {
        const struct widget *w = node_widget(l, n);
        if (w && w->look == LOOK_PILL)
            width += leaf_frame_width(l, w) + (width ? pill_gap(l) : 0);
    }
    return width;
}

int header_switches(struct layout *l)
{
    return pills_width(l);
}

bool header_leaves_row(struct layout *l)
{
    return l->lowered && !l->bar_beside && !l->bar_split;
}

/* Arrows alone and the count between them (mockup 05); where buttons stand below, it goes with those. */
int header_pager(struct layout *l)
{
    enum { WIDTH = 360 };
    bool free = header_leaves_row(l) && first_of(l, PLACE_KEYS) < 0 && first_of(l, PLACE_ACTIONS) < 0;
    return free && pills_width(l) + u(l, 48 + WIDTH) <= l->header.w ? u(l, WIDTH) : 0;
}

/* From `x`, in their order. */
static void pills(struct layout *l, int x)
{
    for (int n = first_of(l, PLACE_HEADER); n >= 0; n = next_of(l, n, PLACE_HEADER)) {
        const struct widget *w = node_widget(l, n);
        if (w && w->look == LOOK_PILL) {
            int width = leaf_frame_width(l, w);
            node_place(l, n, (struct box){x, l->pills_y, width, u(l, by_size(l, 88, 104))});
            x += width + pill_gap(l);
        }
    }
}

static int mark(struct layout *l, struct box box)
{
    for (int n = first_of(l, PLACE_HEADER); n >= 0; n = next_of(l, n, PLACE_HEADER)) {
        const struct widget *w = node_widget(l, n);
        if (w && w->look == LOOK_MARK) {
            node_place(l, n, (struct box){box.x, box.y + (box.h - u(l, 80)) / 2, u(l, 80), u(l, 80)});
            return box.x + u(l, 100);
        }
    }
    return box.x;
}

static struct said said_of(const struct layout *l)
{
    struct said s = {.name = -1, .meta = -1};
    for (int n = first_of(l, PLACE_HEADER); n >= 0; n = next_of(l, n, PLACE_HEADER)) {
        const struct widget *w = node_widget(l, n);
        if (!w || w->look == LOOK_PILL || w->look == LOOK_MARK)
            continue;
        if (s.name < 0)
            s.name = n;
        else
            s.meta = s.meta < 0 ? n : s.meta;
    }
    return s;
}

/* The bar stands beside the mark when its way out and its words do; `counted`: and which step it is. */
static bool bar_fits(struct layout *l, int room, bool counted)
{
    return l->options.theme.landscape && l->options.theme.large && !l->lowered &&
           bar_least(l, counted) <= room;
}

/* A name alone stands on one line, or the switches give way first. */
static bool whole(const struct said *said, const struct said *trial)
{
    return trial->name < 0 || trial->name_rows == 1 || trial->meta == said->meta;
}

enum { LESS = 4 }; /* ways of the switches to stand: with icons, without, in few words, close around them */

static void switches_give(struct layout *l, int less)
{
    l->bare_pills = less > 0;
    l->brief_pills = less > 1;
    l->tight_pills = less > 2;
}

/* Beside the mark, with all of the switches or less; rather without which step it is than below them. */
static bool bar_goes_up(struct layout *l, int room)
{
    for (int counted = 1; counted >= 0; counted--)
        for (int less = 0; less < LESS; less++) {
            switches_give(l, less);
            if (bar_fits(l, room - pills_width(l), counted))
                return true;
        }
    return false;
}

void plan_header(struct layout *l, struct box box)
{
    int room = box.w - u(l, 100) - u(l, 24);
    struct said said = said_of(l);
    l->bar_up = first_of(l, PLACE_BAR) >= 0 && bar_goes_up(l, room);
    for (int dated = 1; dated >= 0 && !l->bar_up; dated--) /* rather few words in a switch than no day */
        for (int less = 0; less < LESS; less++) {
            switches_give(l, less);
            struct said trial = said;
            bool stands = choose(l, &trial, room - pills_width(l), box.h) &&
                          (dated ? trial.meta == said.meta && trial.name_rows < 2
                                 : less == LESS - 1 || whole(&said, &trial));
            if (l->lowered || stands)
                return;
        }
}

struct box lay_header(struct layout *l, struct box box)
{
    struct said said = said_of(l);
    int x = mark(l, box), end = box.x + box.w, begin = header_leaves_row(l) ? box.x : end - pills_width(l);
    struct box rest = {x, box.y, (l->lowered ? end : begin - u(l, 24)) - x, box.h};
    pills(l, begin);
    if (!l->bar_up && choose(l, &said, rest.w, rest.h))
        put_said(l, &said, rest);
    return rest;
}
