#include "ui/input/stroke_shape.h"

#include <math.h>
#include <string.h>

/* Figures that were tried on the medians, jittered, and on characters drawn by others (see
 * tests/bench/handwriting.c): the deviation of the ink in the shape's square, and how far a narrow character
 * is widened at most, so that 一 stays flat. */
static const float HALF = 64, WIDEST = 3;
static const float PIECE = 3;  /* no longer is what counts for one square */
static const float TOUCH = 14; /* units each way: a tap counts as a short 丶 */
static const float LENGTH_OF_DIRECTION = 100;

/* From the pad's units to the shape's square. */
struct frame {
    float x, y;   /* the middle */
    float fx, fy; /* factors */
};

struct piece {
    float x, y, dx, dy, length;
};

struct walk {
    const struct handwriting_ink *ink;
    struct frame frame;
    unsigned stroke, point; /* the piece that comes next ends at this point */
};

static struct piece make_piece(const struct frame *f, float x, float y, float to_x, float to_y)
{
    struct piece p = {(x - f->x) * f->fx, (y - f->y) * f->fy, (to_x - x) * f->fx, (to_y - y) * f->fy, 0};
    p.length = hypotf(p.dx, p.dy);
    return p;
}

/* The straight pieces of all strokes one after another; false behind the last. */
static bool walk_on(struct walk *w, struct piece *piece)
{
    const struct handwriting_ink *ink = w->ink;
    while (w->stroke < ink->strokes) {
        unsigned from = w->stroke ? ink->end[w->stroke - 1] : 0, end = ink->end[w->stroke];
        unsigned at = MAX(w->point, from + 1);
        w->point = at + 1;
        if (at < end) {
            *piece = make_piece(&w->frame, ink->x[at - 1], ink->y[at - 1], ink->x[at], ink->y[at]);
            if (piece->length > 0)
                return true;
            continue;
        }
        w->stroke++;
        if (end == from + 1) {
            float x = ink->x[from], y = ink->y[from];
            *piece = make_piece(&w->frame, x - TOUCH, y - TOUCH, x + TOUCH, y + TOUCH);
            return true;
        }
    }
    return false;
}

static float total_length(const struct handwriting_ink *ink, const struct frame *frame)
{
    struct walk walk = {ink, *frame, 0, 0};
    float total = 0;
    for (struct piece p; walk_on(&walk, &p);)
        total += p.length;
    return total;
}

static void find_middle(struct frame *frame, const struct handwriting_ink *ink)
{
    struct walk walk = {ink, *frame, 0, 0};
    float total = 0, x = 0, y = 0;
    for (struct piece p; walk_on(&walk, &p); total += p.length) {
        x += p.length * (p.x + p.dx / 2);
        y += p.length * (p.y + p.dy / 2);
    }
    frame->x = total > 0 ? x / total : 0;
    frame->y = total > 0 ? y / total : 0;
}

/* The second moments give the size. The narrower side is widened, the more the narrower it is (aspect ratio
 * r becomes the root of sin(r·π/2), as usual for Han characters): people write broad and slim. */
static struct frame find_frame(const struct handwriting_ink *ink)
{
    struct frame frame = {0, 0, 1, 1};
    find_middle(&frame, ink);
    struct walk walk = {ink, frame, 0, 0};
    float total = 0, x = 0, y = 0;
    for (struct piece p; walk_on(&walk, &p); total += p.length) {
        x += p.length * (p.x + p.dx / 2) * (p.x + p.dx / 2);
        y += p.length * (p.y + p.dy / 2) * (p.y + p.dy / 2);
    }
    if (total <= 0 || (x <= 0 && y <= 0))
        return frame;
    x = sqrtf(x / total);
    y = sqrtf(y / total);
    float longer = MAX(x, y), ratio = MIN(x, y) / longer, factor = SHAPE_SPREAD / longer;
    float wider = ratio > 0 ? sqrtf(sinf(ratio * (float)G_PI_2)) / ratio : WIDEST;
    wider = factor * MIN(wider, WIDEST);
    frame.fx = x >= y ? factor : wider;
    frame.fy = x >= y ? wider : factor;
    return frame;
}

/* Where a measure of the square lies between the middles of two squares of the grid: the first, the part of
 * the second. */
static float between(float at, unsigned *first)
{
    float place = (at + HALF) / (2 * HALF) * SHAPE_GRID - 0.5f;
    place = CLAMP(place, 0, SHAPE_GRID - 1);
    *first = MIN((unsigned)place, SHAPE_GRID - 2);
    return place - (float)*first;
}

/* A bit of ink is shared by the four nearest squares and the two nearest directions. */
static void add_ink(float *cells, float x, float y, float turn, float amount)
{
    unsigned column, row, direction = (unsigned)turn % SHAPE_DIRECTIONS;
    float right = between(x, &column), below = between(y, &row), next = turn - floorf(turn);
    for (unsigned corner = 0; corner < 4; corner++) {
        unsigned i = corner & 1, j = corner >> 1;
        float part = amount * (i ? right : 1 - right) * (j ? below : 1 - below);
        unsigned cell = (row + j) * SHAPE_GRID + column + i;
        cells[direction * SHAPE_GRID * SHAPE_GRID + cell] += part * (1 - next);
        direction = (direction + 1) % SHAPE_DIRECTIONS;
        cells[direction * SHAPE_GRID * SHAPE_GRID + cell] += part * next;
        direction = (direction + SHAPE_DIRECTIONS - 1) % SHAPE_DIRECTIONS;
    }
}

static void add_piece(float *cells, const struct piece *p)
{
    float turn = atan2f(p->dy, p->dx) / (2 * (float)G_PI) * SHAPE_DIRECTIONS;
    if (turn < 0)
        turn += SHAPE_DIRECTIONS;
    unsigned parts = (unsigned)ceilf(p->length / PIECE);
    for (unsigned i = 0; i < parts; i++) {
        float at = ((float)i + 0.5f) / (float)parts;
        add_ink(cells, p->x + p->dx * at, p->y + p->dy * at, turn, p->length / (float)parts);
    }
}

/* Neighbours share (1 2 1 each way): a stroke a square further is no other stroke. */
static float soften(const float *plane, int row, int column)
{
    float sum = 0;
    for (int j = -1; j <= 1; j++)
        for (int i = -1; i <= 1; i++) {
            int y = row + j, x = column + i;
            if (y >= 0 && x >= 0 && y < SHAPE_GRID && x < SHAPE_GRID)
                sum += plane[y * SHAPE_GRID + x] * (float)((j ? 1 : 2) * (i ? 1 : 2));
        }
    return sum;
}

static void fill_cells(struct stroke_shape *shape, const struct walk *start, struct shape_room *room)
{
    struct walk walk = *start;
    float fullest = 0;
    memset(room, 0, sizeof *room);
    for (struct piece p; walk_on(&walk, &p);)
        add_piece(room->ink, &p);
    for (int i = 0; i < SHAPE_CELLS; i++) {
        int cell = i % (SHAPE_GRID * SHAPE_GRID);
        room->soft[i] = soften(room->ink + i - cell, cell / SHAPE_GRID, cell % SHAPE_GRID);
        fullest = MAX(fullest, room->soft[i]);
    }
    for (int i = 0; i < SHAPE_CELLS && fullest > 0; i++)
        shape->cells[i] = (uint8_t)lrintf(255 * room->soft[i] / fullest);
}

static int8_t small(float v)
{
    return (int8_t)lrintf(CLAMP(v, -127, 127));
}

/* Dots at equal distances along all strokes, each standing for the same amount of ink. */
static void lay_dots(struct stroke_shape *shape, const struct walk *start, float length)
{
    struct walk walk = *start;
    float step = length / SHAPE_DOTS, until = step / 2;
    unsigned n = 0;
    for (struct piece p; walk_on(&walk, &p); until -= p.length)
        for (; until <= p.length && n < SHAPE_DOTS; until += step) {
            float at = until / p.length, unit = LENGTH_OF_DIRECTION / p.length;
            shape->dots[n++] = (struct stroke_dot){small(p.x + p.dx * at), small(p.y + p.dy * at),
                                                   small(p.dx * unit), small(p.dy * unit)};
        }
    for (; n && n < SHAPE_DOTS; n++) /* rounding may leave out the last */
        shape->dots[n] = shape->dots[n - 1];
}

void stroke_shape_make(struct stroke_shape *shape, const struct handwriting_ink *ink, struct shape_room *room)
{
    memset(shape, 0, sizeof *shape);
    struct walk start = {ink, find_frame(ink), 0, 0};
    float length = total_length(ink, &start.frame);
    if (length <= 0)
        return;
    fill_cells(shape, &start, room);
    lay_dots(shape, &start, length);
}
