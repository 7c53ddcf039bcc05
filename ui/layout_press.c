/* What is under the finger, where tints are black: a tint would not be seen to come, and any lighter ground
 * takes the yellow below 15:1. So it turns round, black on yellow, which has the same 15. What is filled with
 * yellow already turns white by its own colour. */
#include "ui/layout_parts.h"

static uint8_t turned(const struct layout *l, uint8_t colour)
{
    if (colour == COLOUR_NONE)
        return COLOUR_NONE;
    return theme_colour(&l->options.theme, (enum colour)colour) ? COLOUR_ON_PRI : COLOUR_PRI;
}

static bool is_tinted(const struct layout *l, const struct placed *p)
{
    for (unsigned i = 0; i < p->shapes; i++)
        if (l->shapes[p->first_shape + i].fill == COLOUR_PRI_TINT)
            return true;
    return false;
}

static void turn(struct layout *l, struct placed *p)
{
    for (unsigned i = 0; i < p->shapes; i++) {
        struct shape *s = &l->shapes[p->first_shape + i];
        s->fill = turned(l, s->fill);
        s->line = turned(l, s->line);
    }
    for (unsigned i = 0; i < p->runs; i++) {
        struct run *r = &l->runs[p->first_run + i];
        r->colour = turned(l, r->colour);
    }
    p->fg = turned(l, p->fg);
    p->bg = turned(l, p->bg);
}

void layout_press(struct layout *l)
{
    for (unsigned i = 0; i < l->placed_count; i++)
        if (l->placed[i].pressed && is_tinted(l, &l->placed[i]))
            turn(l, &l->placed[i]);
}
