/* Standby: the wall with the lit window, which is one target; the footer as everywhere. */
#include "ui/layout_parts.h"

#include <string.h>

static void text_at(struct layout *l, const char *text, double size, double line, enum face face,
                    enum colour colour, struct box box, int align)
{
    struct style s = {size, line, face, colour, align};
    int width = lines_width(l, text, &s), step = u(l, s.size * s.line);
    if (width > box.w) { /* one line each: there is a place for four */
        s.size *= (double)(box.w - 1) / width;
        s.line = step / (s.size * l->options.theme.scale);
    }
    lines(l, text, box.x, box.y, box.w, &s);
}

/* The words in the window; clock and date in the sky. */
static void window_words(struct layout *l, const struct widget *w, int top, int middle)
{
    int icon = u(l, 128), m = u(l, 56);
    put_icon(l, w->icon[0] ? w->icon : "touch_app", middle - icon / 2, top + u(l, 720), icon, COLOUR_BLACK);
    struct box line = {middle - u(l, 300), top + u(l, 864), u(l, 600), 0};
    text_at(l, w->label, 92, 124.0 / 92, FACE_BOLD, COLOUR_BLACK, line, 0);
    line.y = top + u(l, 988);
    text_at(l, w->detail, 56, 80.0 / 56, FACE_BOLD, COLOUR_BLACK, line, 0);
    text_at(l, w->value, 112, 120.0 / 112, FACE_BOLD, COLOUR_WHITE, (struct box){m, u(l, 72), u(l, 600), 0},
            -1);
    text_at(l, w->hint, 40, 56.0 / 40, FACE_REGULAR, COLOUR_SKY_INK, (struct box){m, u(l, 192), u(l, 600), 0},
            -1);
}

static void below(struct layout *l, struct box box)
{
    int y = box.y;
    for (int n = first_of(l, PLACE_BODY); n >= 0; n = next_of(l, n, PLACE_BODY)) {
        const struct widget *w = node_widget(l, n);
        if (!w || strcmp(w->id, "start") == 0)
            continue;
        struct style s = {w->look == LOOK_H2 ? 56 : 36, w->look == LOOK_H2 ? 72.0 / 56 : 52.0 / 36,
                          w->look == LOOK_H2 ? FACE_BOLD : FACE_REGULAR,
                          w->look == LOOK_H2 ? COLOUR_BLACK : COLOUR_PRI_PRESS, 0};
        if (l->options.theme.palette == PALETTE_CONTRAST) /* the wall stays white there */
            s.colour = COLOUR_BLACK;
        struct placed *p =
            leaf_put(l, l->nodes[n].widget, (struct box){box.x, y, box.w, u(l, s.size * s.line)});
        y += lines(l, w->label, box.x, y, box.w, &s) + u(l, 8);
        p->bg = COLOUR_WHITE;
    }
}

void lay_standby(struct layout *l)
{
    const struct theme *t = &l->options.theme;
    int foot = u(l, t->landscape ? 128 : by_size(l, 160, 192)), start = -1;
    struct box all = {0, 0, t->width, t->height - foot};
    for (int n = first_of(l, PLACE_BODY); n >= 0 && start < 0; n = next_of(l, n, PLACE_BODY))
        if (node_widget(l, n) && strcmp(node_widget(l, n)->id, "start") == 0)
            start = n;
    /* In landscape the picture is moved up and the sky is cut. */
    int middle = t->width / 2, top = t->landscape ? -u(l, 480) : (all.h - u(l, 1760)) / 2;
    if (start >= 0) {
        struct placed *p = leaf_put(l, l->nodes[start].widget, all);
        p->special = SPECIAL_WALL;
        p->art = (struct box){middle - u(l, 540), top, u(l, 1080), u(l, 1920)};
        window_words(l, node_widget(l, start), top, middle);
        p->bg = COLOUR_GLOW;
        for (uint16_t i = 0; i < p->runs; i++) /* the record speaks of the four words */
            if (l->runs[p->first_run + i].text == node_widget(l, start)->label) {
                p->fg = l->runs[p->first_run + i].colour;
                p->font_px = l->runs[p->first_run + i].px;
            }
    }
    below(l, (struct box){0, t->landscape ? all.h - u(l, 150) : top + u(l, 1424), t->width, 0});
}
