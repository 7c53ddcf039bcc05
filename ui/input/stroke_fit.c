#include "ui/input/stroke_fit.h"

#include <math.h>
#include <string.h>

/* Figures that were tried as those of stroke_shape.c were. */
static const float TURN = 400;          /* square measures that a right angle costs */
static const float AGAINST = 0.5f;      /* what an opposite direction is worth */
static const float FARTHEST = 25;       /* measures: farther is just not there */
static const float OF_CHARACTER = 0.6f; /* what is missing counts more than what is too much */
static const float STIFF = 0.1f;        /* how unwillingly ink is stretched: a tenth as much as it is there */

enum { TERMS = 3 }; /* a shift is a + b·x + c·y, in x and in y */

/* Normal equations of the shifts that bring ink to the character; the last two columns are x and y. */
struct equations {
    float m[TERMS][TERMS + 2];
};

static float dot_distance(const struct stroke_dot *a, const struct stroke_dot *b)
{
    float x = (float)(a->x - b->x), y = (float)(a->y - b->y);
    float along = (float)(a->dx * b->dx + a->dy * b->dy) / 10000;
    along = MAX(along, -AGAINST * along);
    return x * x + y * y + TURN * (1 - along);
}

static void add_pair(struct equations *e, const struct stroke_dot *character, const struct stroke_dot *ink)
{
    const float terms[TERMS + 2] = {1, ink->x, ink->y, (float)(character->x - ink->x),
                                    (float)(character->y - ink->y)};
    for (int row = 0; row < TERMS; row++)
        for (int column = 0; column < TERMS + 2; column++)
            e->m[row][column] += terms[row] * terms[column];
}

/* Each dot of the character with the nearest of the ink. */
static struct equations pair_up(const struct stroke_dot *character, const struct stroke_dot *ink)
{
    const float spread = STIFF * SHAPE_DOTS * SHAPE_SPREAD * SHAPE_SPREAD;
    struct equations e = {{{STIFF, 0}, {0, spread, 0}, {0, 0, spread}}};
    for (int i = 0; i < SHAPE_DOTS; i++) {
        float nearest = FARTHEST * FARTHEST;
        int partner = -1;
        for (int j = 0; j < SHAPE_DOTS; j++) {
            float d = dot_distance(&character[i], &ink[j]);
            partner = d < nearest ? j : partner;
            nearest = MIN(d, nearest);
        }
        if (partner >= 0)
            add_pair(&e, &character[i], &ink[partner]);
    }
    return e;
}

/* By elimination; what STIFF adds keeps the diagonal above nothing. */
static void solve(struct equations *e)
{
    for (int pivot = 0; pivot < TERMS; pivot++)
        for (int row = 0; row < TERMS; row++) {
            float factor = row == pivot ? 1 - 1 / e->m[pivot][pivot] : e->m[row][pivot] / e->m[pivot][pivot];
            for (int column = TERMS + 1; column >= pivot; column--)
                e->m[row][column] -= factor * e->m[pivot][column];
        }
}

static int8_t within(float v)
{
    return (int8_t)lrintf(CLAMP(v, -127, 127));
}

static void bend(struct stroke_dot *bent, const struct stroke_dot *ink, const struct equations *e)
{
    for (int i = 0; i < SHAPE_DOTS; i++) {
        float x = ink[i].x, y = ink[i].y;
        bent[i] = ink[i];
        bent[i].x = within(x + e->m[0][TERMS] + e->m[1][TERMS] * x + e->m[2][TERMS] * y);
        bent[i].y = within(y + e->m[0][TERMS + 1] + e->m[1][TERMS + 1] * x + e->m[2][TERMS + 1] * y);
    }
}

/* Each dot goes to the nearest of the other side, both ways. */
static float distance(const struct stroke_dot *character, const struct stroke_dot *ink)
{
    float of_ink[SHAPE_DOTS], sum = 0, sum_of_ink = 0;
    for (int j = 0; j < SHAPE_DOTS; j++)
        of_ink[j] = FARTHEST * FARTHEST;
    for (int i = 0; i < SHAPE_DOTS; i++) {
        float nearest = FARTHEST * FARTHEST;
        for (int j = 0; j < SHAPE_DOTS; j++) {
            float d = dot_distance(&character[i], &ink[j]);
            nearest = MIN(nearest, d);
            of_ink[j] = MIN(of_ink[j], d);
        }
        sum += sqrtf(MAX(nearest, 0)); /* a direction of whole numbers may be a little longer than 1 */
    }
    for (int j = 0; j < SHAPE_DOTS; j++)
        sum_of_ink += sqrtf(MAX(of_ink[j], 0));
    return (OF_CHARACTER * sum + (1 - OF_CHARACTER) * sum_of_ink) / SHAPE_DOTS;
}

float stroke_fit(const struct stroke_dot character[SHAPE_DOTS], const struct stroke_dot ink[SHAPE_DOTS],
                 struct stroke_dot bent[SHAPE_DOTS])
{
    struct equations e = pair_up(character, ink);
    solve(&e);
    bend(bent, ink, &e);
    return distance(character, bent);
}
