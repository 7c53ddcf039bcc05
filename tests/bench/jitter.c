#include "jitter.h"

#include <math.h>

static const double STEP = 25, POINT = 6; /* of 1,000 units */

/* A linear map about a middle, then a shift. */
struct bend {
    double xx, xy, yx, yy;
    double middle_x, middle_y, shift_x, shift_y;
};

static double normal(GRand *random, double deviation)
{
    double u = 1 - g_rand_double(random), v = g_rand_double(random);
    return deviation * sqrt(-2 * log(u)) * cos(2 * G_PI * v);
}

static struct bend bend_make(double wide, double high, double slant, double turn)
{
    return (struct bend){.xx = wide * cos(turn),
                         .xy = slant * wide * cos(turn) - high * sin(turn),
                         .yx = wide * sin(turn),
                         .yy = slant * wide * sin(turn) + high * cos(turn)};
}

static void bend_point(const struct bend *b, double *x, double *y)
{
    double from_x = *x - b->middle_x, from_y = *y - b->middle_y;
    *x = b->xx * from_x + b->xy * from_y + b->middle_x + b->shift_x;
    *y = b->yx * from_x + b->yy * from_y + b->middle_y + b->shift_y;
}

static struct bend whole_character(GRand *random)
{
    double wide = exp(normal(random, 0.12)), high = exp(normal(random, 0.12)), slant = normal(random, 0.08);
    struct bend b = bend_make(wide, high, slant, normal(random, 4 * G_PI / 180));
    b.middle_x = b.middle_y = HANDWRITING_UNITS / 2.0;
    b.shift_x = normal(random, 30);
    b.shift_y = normal(random, 30);
    return b;
}

static struct bend one_stroke(const struct handwriting_ink *medians, unsigned from, unsigned end,
                              GRand *random)
{
    double size = exp(normal(random, 0.1));
    struct bend b = bend_make(size, size, 0, normal(random, 5 * G_PI / 180));
    for (unsigned i = from; i < end; i++) {
        b.middle_x += medians->x[i] / (double)(end - from);
        b.middle_y += medians->y[i] / (double)(end - from);
    }
    b.shift_x = normal(random, 22);
    b.shift_y = normal(random, 22);
    return b;
}

struct drawing {
    struct handwriting_ink *ink;
    struct bend whole, stroke;
    GRand *random;
    bool down; /* the finger lies on the pad already */
};

static void draw_point(struct drawing *d, double x, double y)
{
    bend_point(&d->stroke, &x, &y);
    x += normal(d->random, POINT);
    y += normal(d->random, POINT);
    bend_point(&d->whole, &x, &y);
    if (d->down)
        handwriting_pen_move(d->ink, (int)lround(x), (int)lround(y));
    else
        handwriting_pen_down(d->ink, (int)lround(x), (int)lround(y));
    d->down = true;
}

static void draw_stroke(struct drawing *d, const struct handwriting_ink *medians, unsigned stroke,
                        bool backward)
{
    unsigned from = stroke ? medians->end[stroke - 1] : 0, end = medians->end[stroke];
    d->stroke = one_stroke(medians, from, end, d->random);
    for (unsigned n = 0; n < end - from; n++) {
        unsigned i = backward ? end - 1 - n : from + n, before = backward ? i + 1 : i - 1;
        double x = medians->x[i], y = medians->y[i];
        double dx = n ? x - medians->x[before] : 0, dy = n ? y - medians->y[before] : 0;
        int parts = 1 + (int)(hypot(dx, dy) / STEP);
        for (int part = 1; part <= parts; part++)
            draw_point(d, x - dx * (parts - part) / parts, y - dy * (parts - part) / parts);
    }
}

static void shuffle(unsigned *order, unsigned n, GRand *random)
{
    for (unsigned i = n; i > 1; i--) {
        unsigned j = (unsigned)g_rand_int_range(random, 0, (gint32)i), last = order[i - 1];
        order[i - 1] = order[j];
        order[j] = last;
    }
}

void jitter_ink(struct handwriting_ink *ink, const struct handwriting_ink *medians, enum hand hand,
                GRand *random)
{
    struct drawing d = {.ink = ink, .whole = whole_character(random), .random = random};
    unsigned order[HANDWRITING_STROKES], n = medians->strokes, joined = n;

    handwriting_clear(ink);
    for (unsigned i = 0; i < n; i++)
        order[i] = i;
    if (hand == HAND_SHUFFLED)
        shuffle(order, n, random);
    if (hand == HAND_JOINED && n > 1)
        joined = (unsigned)g_rand_int_range(random, 1, (gint32)n);
    for (unsigned i = 0; i < n; i++) {
        d.down = i && i == joined;
        draw_stroke(&d, medians, order[i], hand == HAND_BACKWARD && g_rand_double(random) < 0.3);
    }
}
