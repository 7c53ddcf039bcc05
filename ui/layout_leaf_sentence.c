/* A sentence of a notice: on the list's ground with room around it, and lit while it is being read. Of the
 * toolkit's pages no other is read as long. */
#include "ui/layout_parts.h"

enum { EDGE = 48, LIT_EDGE = 32, ROOM = 8, PARAGRAPH = 24, LIT_RADIUS = 12 };

int leaf_sentence(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    bool lit = w->tone == TONE_LAMP, large = l->options.theme.large,
         contrast = l->options.theme.palette == PALETTE_CONTRAST; /* tints are black: a frame lights it */
    struct style s = {theme_type(&l->options.theme, large ? TYPE_BODY : TYPE_LEAD), large ? 1.5 : 1.7,
                      lit ? FACE_BOLD : FACE_REGULAR, COLOUR_INK, -1};
    int above = u(l, ROOM + (w->total && w->number > 1 ? PARAGRAPH : 0)), below = u(l, ROOM);
    int width = box.w - 2 * u(l, EDGE), height = above + below;
    bool dry = l->dry;
    l->dry = true;
    struct style bold = s; /* as high as when it is lit: nothing moves */
    bold.face = FACE_BOLD;
    height += lines(l, w->label, 0, 0, width, &bold);
    l->dry = dry;
    struct placed *p = leaf_put(l, widget, (struct box){box.x, box.y, box.w, height});
    if (lit)
        put_shape(l,
                  (struct box){box.x + u(l, LIT_EDGE), box.y + above - u(l, 4), box.w - 2 * u(l, LIT_EDGE),
                               height - above - below + u(l, 8)},
                  u(l, LIT_RADIUS), COLOUR_LAMP_TINT, contrast ? COLOUR_EDGE : COLOUR_NONE,
                  contrast ? control_border(l) : 0);
    if (p)
        p->bg = lit ? COLOUR_LAMP_TINT : COLOUR_SURFACE;
    lines(l, w->label, box.x + u(l, EDGE), box.y + above, width, &s);
    return height;
}
