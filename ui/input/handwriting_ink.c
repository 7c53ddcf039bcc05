#include "ui/input/handwriting.h"

#include <stdlib.h>

#include "base/secret.h"

static int16_t within(int v)
{
    return (int16_t)CLAMP(v, INT16_MIN, INT16_MAX);
}

static bool put(struct handwriting_ink *ink, int x, int y)
{
    if (ink->points >= HANDWRITING_POINTS)
        return false;
    ink->x[ink->points] = within(x);
    ink->y[ink->points] = within(y);
    ink->points++;
    ink->end[ink->strokes - 1] = (uint16_t)ink->points;
    return true;
}

bool handwriting_pen_down(struct handwriting_ink *ink, int x, int y)
{
    ink->shut = ink->strokes >= HANDWRITING_STROKES || ink->points >= HANDWRITING_POINTS;
    if (ink->shut)
        return false;
    ink->strokes++;
    return put(ink, x, y);
}

bool handwriting_pen_move(struct handwriting_ink *ink, int x, int y)
{
    if (ink->shut || !ink->strokes)
        return false;
    unsigned last = ink->points - 1;
    if (MAX(abs(within(x) - ink->x[last]), abs(within(y) - ink->y[last])) < HANDWRITING_NEAREST)
        return false;
    return put(ink, x, y);
}

bool handwriting_undo(struct handwriting_ink *ink)
{
    if (!ink->strokes)
        return false;
    unsigned from = ink->strokes > 1 ? ink->end[ink->strokes - 2] : 0;
    secret_wipe(ink->x + from, (ink->points - from) * sizeof ink->x[0]);
    secret_wipe(ink->y + from, (ink->points - from) * sizeof ink->y[0]);
    ink->end[--ink->strokes] = 0;
    ink->points = from;
    ink->shut = false;
    return true;
}

void handwriting_clear(struct handwriting_ink *ink)
{
    secret_wipe(ink, sizeof *ink);
}
