#include "ui/input/stroke_match.h"

#include <math.h>

#include "ui/input/stroke_fit.h"

/* Figures that were tried as those of stroke_shape.c were. */
static const float OPPOSITE = 0.6f; /* what ink of the opposite direction is worth */
static const float LEVEL = 0.01f;   /* what a character loses for each level that it is rarer */
static const float COARSE = 0.6f;   /* share of the coarse look in the last word */
static const float FINE_UNIT = 10;  /* measures of distance that count as much as the whole coarse look */

/* The product of two shapes with opposite directions half as good:
 * sum of a·b + OPPOSITE · a·opposite(b), so only the question's side has to be prepared. */
static void prepare(int16_t *wanted, const uint8_t *cells)
{
    const int plane = SHAPE_GRID * SHAPE_GRID;
    for (int i = 0; i < SHAPE_CELLS; i++) {
        int opposite = (i + SHAPE_DIRECTIONS / 2 * plane) % SHAPE_CELLS;
        wanted[i] = (int16_t)(cells[i] + OPPOSITE * cells[opposite]);
    }
}

static float product(const int16_t *wanted, const uint8_t *cells)
{
    int32_t sum = 0;
    for (int i = 0; i < SHAPE_CELLS; i++)
        sum += wanted[i] * cells[i];
    return (float)sum;
}

static float size_of(const uint8_t *cells)
{
    const int half = SHAPE_CELLS / 2;
    int32_t same = 0, opposite = 0;
    for (int i = 0; i < half; i++) {
        same += cells[i] * cells[i] + cells[half + i] * cells[half + i];
        opposite += 2 * cells[i] * cells[half + i];
    }
    return sqrtf((float)same + OPPOSITE * (float)opposite);
}

/* Into the list of the best, behind those that are as good. */
static void keep(struct match_room *room, unsigned entry, float score)
{
    if (room->count == MATCH_NEAREST && score <= room->hits[MATCH_NEAREST - 1].score)
        return;
    unsigned at = room->count;
    for (; at && room->hits[at - 1].score < score; at--)
        room->hits[at] = room->hits[at - 1];
    room->hits[at] = (struct stroke_hit){entry, score};
    room->count = MIN(room->count + 1, MATCH_NEAREST);
}

static void look_coarsely(struct match_room *room, const struct stroke_set *set)
{
    float size = size_of(room->shape.cells);
    if (size <= 0)
        return;
    prepare(room->wanted, room->shape.cells);
    for (unsigned i = 0; i < set->count; i++) {
        float other = size_of(set->cells[i]);
        if (other > 0)
            keep(room, i,
                 product(room->wanted, set->cells[i]) / (size * other) -
                     LEVEL * (float)set->entries[i].level);
    }
}

static void look_closely(struct match_room *room, const struct stroke_set *set)
{
    unsigned count = room->count;
    room->count = 0;
    for (unsigned i = 0; i < count; i++) { /* keep() writes before i only: what it moves was read */
        struct stroke_hit hit = room->hits[i];
        float distance = stroke_fit(set->dots[hit.entry], room->shape.dots, room->bent) / FINE_UNIT;
        keep(room, hit.entry, COARSE * hit.score - (1 - COARSE) * distance);
    }
}

void stroke_match(struct match_room *room, const struct stroke_set *set, const struct handwriting_ink *ink)
{
    room->count = 0;
    stroke_shape_make(&room->shape, ink, &room->shape_room);
    look_coarsely(room, set);
    look_closely(room, set);
}
