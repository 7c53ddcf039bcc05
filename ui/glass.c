#include "ui/glass.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

static struct glass_finger *finger_of(struct glass *glass, int64_t finger)
{
    for (unsigned i = 0; i < GLASS_FINGERS; i++)
        if (glass->fingers[i].down && glass->fingers[i].finger == finger)
            return &glass->fingers[i];
    return NULL;
}

static struct glass_finger *free_place(struct glass *glass)
{
    for (unsigned i = 0; i < GLASS_FINGERS; i++)
        if (!glass->fingers[i].down)
            return &glass->fingers[i];
    return NULL; /* two whole hands: whatever else comes means nothing */
}

void glass_down(struct glass *glass, int64_t finger, int x, int y, struct glass_off off, int64_t ms)
{
    struct glass_finger *f = finger_of(glass, finger); /* its lifting was never told */

    glass->ever = true;
    f = f ? f : free_place(glass);
    if (f)
        *f = (struct glass_finger){true, true, finger, ms, ms, x, y, off};
}

void glass_move(struct glass *glass, int64_t finger, int x, int y, int64_t ms)
{
    struct glass_finger *f = finger_of(glass, finger);

    if (!f || (abs(x - f->x) <= GLASS_STILL && abs(y - f->y) <= GLASS_STILL))
        return;
    f->x = x;
    f->y = y;
    f->since_ms = ms;
    f->tap = false;
}

static bool aimed(struct glass_off off)
{
    return (off.x || off.y) && abs(off.x) <= GLASS_AIMED && abs(off.y) <= GLASS_AIMED;
}

void glass_up(struct glass *glass, int64_t finger, int64_t ms)
{
    struct glass_finger *f = finger_of(glass, finger);

    if (!f)
        return;
    if (f->tap && ms - f->down_ms < GLASS_TAP_MS) {
        glass->taps++;
        if (aimed(f->off))
            glass->misses[glass->missed++ % GLASS_MISSES] = (struct glass_miss){f->off, glass->taps};
    }
    memset(f, 0, sizeof *f);
}

void glass_lifted(struct glass *glass)
{
    memset(glass->fingers, 0, sizeof glass->fingers);
}

bool glass_held(const struct glass *glass, int64_t ms)
{
    for (unsigned i = 0; i < GLASS_FINGERS; i++)
        if (glass->fingers[i].down && ms - glass->fingers[i].since_ms >= GLASS_HELD_MS)
            return true;
    return false;
}

int64_t glass_due(const struct glass *glass, int64_t ms)
{
    int64_t due = INT64_MAX;

    for (unsigned i = 0; i < GLASS_FINGERS; i++) {
        int64_t end = glass->fingers[i].since_ms + GLASS_HELD_MS;
        if (glass->fingers[i].down && end > ms)
            due = MIN(due, end);
    }
    return due;
}

static int by_size(const void *a, const void *b)
{
    return *(const int16_t *)a - *(const int16_t *)b;
}

static int16_t median(int16_t numbers[GLASS_MISSES])
{
    qsort(numbers, GLASS_MISSES, sizeof *numbers, by_size);
    return (int16_t)((numbers[GLASS_MISSES / 2 - 1] + numbers[GLASS_MISSES / 2]) / 2);
}

bool glass_drifts(const struct glass *glass)
{
    int16_t xs[GLASS_MISSES], ys[GLASS_MISSES];
    unsigned near = 0;

    if (glass->missed < GLASS_MISSES ||
        glass->taps - glass->misses[glass->missed % GLASS_MISSES].tap >= GLASS_TAPS)
        return false;
    for (unsigned i = 0; i < GLASS_MISSES; i++) {
        xs[i] = glass->misses[i].off.x;
        ys[i] = glass->misses[i].off.y;
    }
    struct glass_off middle = {median(xs), median(ys)};
    for (unsigned i = 0; i < GLASS_MISSES; i++)
        near += abs(glass->misses[i].off.x - middle.x) <= GLASS_SPREAD &&
                abs(glass->misses[i].off.y - middle.y) <= GLASS_SPREAD;
    return MAX(abs(middle.x), abs(middle.y)) >= GLASS_DRIFT && near * 4 >= GLASS_MISSES * 3;
}
