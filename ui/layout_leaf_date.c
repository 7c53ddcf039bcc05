/* The boxes of a date and the cells of the grid that it is picked from: what stands side by side has one
 * size, and letters give way before they come near an edge. */
#include "ui/layout_parts.h"
#include "ui/text_shape.h"

#include <string.h>

/* Arabic letters reach deep below their line: on a low key it is lifted. */
int baseline_within(struct box box, const char *label, int px)
{
    int middle = text_baseline(box.y, box.h, px);
    return text_from_right(label, strlen(label)) ? MIN(middle, box.y + box.h - px * 2 / 5) : middle;
}

static int part_width(struct layout *l, const struct widget *w, int px, const struct letters *k)
{
    enum face face = w->selected ? FACE_BOLD : FACE_REGULAR;
    return measure(l, w->label, strlen(w->label), face, px) + (w->detail[0] ? u(l, 12) : 0) +
           measure(l, w->detail, strlen(w->detail), face, k->small);
}

/* Until each of the boxes side by side holds its own. */
static int part_px(struct layout *l, int room, const struct letters *k)
{
    int px = k->px;
    for (unsigned i = 0; i < l->page->count; i++)
        while (l->page->widgets[i].look == LOOK_PART && px > k->small &&
               part_width(l, &l->page->widgets[i], px, k) > room)
            px--;
    return px;
}

/* A number and its unit, which is smaller, on one line. */
void leaf_part(struct layout *l, const struct widget *w, struct box box, enum colour ink,
               const struct letters *k)
{
    int room = box.w - 2 * k->padding, px = part_px(l, room, k), width = part_width(l, w, px, k);
    if (width > (w->detail[0] ? room : box.w - u(l, 16))) { /* one above the other */
        struct style s = {theme_type(&l->options.theme, TYPE_CAPTION), 1.2, k->face, ink, 0}, unit = s;
        int line = u(l, s.size * s.line), rows = lines_count(l, w->label, box.w, &s),
            y = box.y + (box.h - (rows + (w->detail[0] != '\0')) * line) / 2;
        unit.colour = ink == COLOUR_INK ? COLOUR_INK2 : ink;
        lines(l, w->label, box.x, y, box.w, &s);
        lines(l, w->detail, box.x, y + rows * line, box.w, &unit);
        return;
    }
    int x = box.x + (box.w - width) / 2, baseline = text_baseline(box.y, box.h, px);
    put_run(l, w->label, strlen(w->label), x, baseline, px, k->face, ink);
    x += measure(l, w->label, strlen(w->label), k->face, px) + u(l, 12);
    put_run(l, w->detail, strlen(w->detail), x, baseline, k->small, k->face,
            ink == COLOUR_INK ? COLOUR_INK2 : ink);
}

/* Digits and one unit: the longest is the widest. */
static const char *longest_cell(const struct layout *l)
{
    const char *longest = "";
    for (unsigned i = 0; i < l->page->count; i++) {
        const struct widget *w = &l->page->widgets[i];
        if (w->look == LOOK_CELL && strlen(w->label) > strlen(longest))
            longest = w->label;
    }
    return longest;
}

bool cells_too_narrow(const struct layout *l, int width)
{
    const char *longest = longest_cell(l);
    return measure(l, longest, strlen(longest), FACE_BOLD,
                   u(l, theme_type(&l->options.theme, TYPE_CAPTION))) > width - 2 * u(l, CELL_PADDING);
}

bool leaf_cell(struct layout *l, const struct widget *w, struct box box, enum colour ink,
               const struct letters *k)
{
    int least = u(l, theme_type(&l->options.theme, TYPE_CAPTION)), px = k->px, room = box.w - 2 * k->padding;
    const char *longest = longest_cell(l);
    while (px > least && measure(l, longest, strlen(longest), FACE_BOLD, px) > room) /* whichever is chosen */
        px--;
    size_t length = strlen(w->label);
    int width = measure(l, w->label, length, k->face, px);
    if (width > box.w - 2 * u(l, 4))
        return false;
    put_run(l, w->label, length, box.x + (box.w - width) / 2, baseline_within(box, w->label, px), px, k->face,
            ink);
    return true;
}
