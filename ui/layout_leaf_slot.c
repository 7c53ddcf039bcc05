/* A slot of the footer: icon above its word, beside it in landscape. */
#include "ui/layout_parts.h"

static enum colour slot_fill(struct layout *l, const struct widget *w)
{
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST;
    if (w->selected)
        return COLOUR_PRI;
    if (leaf_pressed(l, w))
        return COLOUR_PRI_TINT;
    if (contrast || w->look == LOOK_SLOT)
        return COLOUR_NONE;
    return w->look == LOOK_SLOT_SOS ? COLOUR_BAD_TINT : COLOUR_PRI_TINT;
}

/* Its icon stands nearer, then the word stands alone and on two lines, before it leaves the slot. */
static void slot_beside(struct layout *l, const struct widget *w, struct box box, enum colour ink,
                        enum colour art)
{
    struct style s = {by_size(l, 34, 44), 1.1, FACE_BOLD, ink, 0};
    int icon = u(l, 48), gap = u(l, 14), width = lines_width(l, w->label, &s), room = box.w - 2 * u(l, 8);
    if (icon + gap + width > room)
        gap = u(l, 6);
    if (icon + gap + width > room)
        icon = gap = 0;
    int rows = width > room ? lines_count(l, w->label, room, &s) : 1;
    int x = box.x + (box.w - icon - gap - MIN(width, room)) / 2, h = rows * u(l, s.size * s.line);
    if (icon)
        put_icon(l, w->icon, x, box.y + (box.h - icon) / 2, icon, art);
    lines(l, w->label, x + icon + gap, box.y + (box.h - h) / 2, MIN(width, room), &s);
}

static void slot_above(struct layout *l, const struct widget *w, struct box box, enum colour ink,
                       enum colour art)
{
    struct style s = {by_size(l, 32, 44), 1.25, FACE_BOLD, ink, 0};
    int icon = u(l, by_size(l, 56, 68)), gap = u(l, 6), room = box.w;
    if (lines_width(l, w->label, &s) > room)
        s.size = theme_type(&l->options.theme, TYPE_CAPTION);
    int rows = lines_width(l, w->label, &s) > room ? lines_count(l, w->label, room, &s) : 1;
    if (rows > 1) { /* two lines below a smaller icon */
        icon = u(l, by_size(l, 44, 48));
        gap = 0;
        s.line = 1.15;
    }
    int top = box.y + (box.h - icon - gap - rows * u(l, s.size * s.line)) / 2;
    put_icon(l, w->icon, box.x + (box.w - icon) / 2, top, icon, art);
    lines(l, w->label, box.x, top + icon + gap, room, &s);
}

void leaf_slot(struct layout *l, const struct widget *w, struct box box)
{
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST, beside = l->options.theme.landscape;
    enum colour sos = w->look == LOOK_SLOT_SOS ? COLOUR_BAD : COLOUR_NONE;
    enum colour ink = !w->enabled                              ? COLOUR_OFF_INK
                      : w->selected                            ? COLOUR_ON_PRI
                      : sos                                    ? sos
                      : w->look == LOOK_SLOT_HELP && !contrast ? COLOUR_PRI_PRESS
                                                               : COLOUR_INK;
    enum colour art = !w->enabled || w->selected || sos ? ink : COLOUR_PRI;
    put_shape(l, box, u(l, 24), slot_fill(l, w),
              contrast ? (sos          ? sos
                          : w->enabled ? COLOUR_EDGE
                                       : COLOUR_OFF_INK)
                       : COLOUR_NONE,
              contrast ? control_border(l) : 0);
    if (contrast && !l->dry)
        l->shapes[l->shape_count - 1].dashed = !w->enabled;
    if (beside)
        slot_beside(l, w, box, ink, art);
    else
        slot_above(l, w, box, ink, art);
}
