/* The footer: five places that never move (DESIGN.md 3). */
#include "ui/layout_parts.h"

#include <string.h>

/* An id has its own place, staff's fill in order. */
static int slot_place(const struct widget *w, int order)
{
    static const char *const ids[] = {"back", "home", "seated", "help", "sos"};
    for (int i = 0; i < 5; i++)
        if (strcmp(w->id, ids[i]) == 0)
            return i;
    return order;
}

int footer_height(const struct layout *l)
{
    return u(l, l->options.theme.landscape ? 128 : by_size(l, 160, 192));
}

void lay_footer(struct layout *l)
{
    bool land = l->options.theme.landscape, large = l->options.theme.large;
    int high = footer_height(l);
    struct box box = {0, l->options.theme.height - high, l->options.theme.width, high};
    l->footer = box;
    struct placed *p = put(l, NULL, MADE_FOOTER, box);
    p->place = PLACE_FOOTER;
    put_shape(l, box, 0, COLOUR_SURFACE, COLOUR_NONE, 0);
    put_shape(l, (struct box){box.x, box.y, box.w, u(l, 2)}, 0, COLOUR_LINE, COLOUR_NONE, 0);
    p->bg = COLOUR_SURFACE;
    int pad = u(l, land ? 40 : large ? 24 : 32), order = 0;
    int width = u(l, land ? by_size(l, 232, 288) : large ? 196 : 184);
    int h = u(l, land ? 96 : large ? 160 : 128), gap = u(l, 24), least = u(l, land ? 24 : large ? 20 : 16);
    if (5 * width + 4 * least + 2 * pad > box.w) {
        pad = u(l, 16);
        width = MIN(width, (box.w - 2 * pad - 4 * least) / 5);
    }
    for (int n = first_of(l, PLACE_FOOTER); n >= 0; n = next_of(l, n, PLACE_FOOTER), order++) {
        const struct widget *w = node_widget(l, n);
        if (!w)
            continue;
        int i = MIN(slot_place(w, order), 4), x = box.x + pad + i * (box.w - 2 * pad - width) / 4;
        if (land)
            x = i < 3 ? box.x + pad + i * (width + gap)
                      : box.x + box.w - pad - (5 - i) * width - (4 - i) * gap;
        node_place(l, n, (struct box){x, box.y + (box.h - h + u(l, 2)) / 2, width, h});
    }
}
