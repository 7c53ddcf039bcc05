/* 写两个字找一找: it looks as the field that it leads to, and is a button, for nothing is written on its
 * page. */
#include "ui/layout_parts.h"

enum { EDGE = 32, GAP = 20, LOW = 88 };

int leaf_seek(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    struct style s = {by_size(l, 38, 54), 1.3, FACE_REGULAR, COLOUR_INK3, -1};
    int icon = u(l, by_size(l, 48, 60)), indent = u(l, EDGE) + icon + u(l, GAP), width = box.w - 2 * indent;
    bool long_one = w->hint[0] && lines_width(l, w->label, &s) > width;
    const char *label = long_one ? w->hint : w->label;
    bool dry = l->dry;
    l->dry = true;
    int text = lines(l, label, 0, 0, width, &s);
    l->dry = dry;
    int height = MAX(u(l, l->compact ? by_size(l, LOW, 104) : by_size(l, 104, 120)), text + u(l, 24));
    if (l->dry)
        return height;
    box.h = MAX(box.h, height);
    struct placed *p = leaf_put(l, widget, box);
    bool pressed = leaf_pressed(l, w);
    p->bg = pressed ? COLOUR_PRI_TINT : COLOUR_SURFACE;
    put_shape(l, box, u(l, 16), pressed ? COLOUR_PRI_TINT : COLOUR_SURFACE, COLOUR_EDGE, control_border(l));
    put_icon(l, w->icon, box.x + u(l, EDGE), box.y + (box.h - icon) / 2, icon, COLOUR_PRI);
    lines(l, label, box.x + indent, box.y + (box.h - text) / 2, width, &s);
    put_icon(l, "draw", box.x + box.w - u(l, EDGE) - icon, box.y + (box.h - icon) / 2, icon, COLOUR_PRI);
    return box.h;
}
