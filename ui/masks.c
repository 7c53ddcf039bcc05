#include "ui/masks.h"

#include <glib.h>
#include <math.h>

enum { KEPT = 64 }; /* a page has a dozen; the oldest place is taken anew */

struct masks {
    struct mask kept[KEPT];
    unsigned next;
};

struct masks *masks_new(void)
{
    return g_new0(struct masks, 1);
}

void masks_free(struct masks *masks)
{
    for (unsigned i = 0; masks && i < KEPT; i++)
        g_free(masks->kept[i].coverage);
    g_free(masks);
}

/* Signed distance from a pixel's middle to a corner of this radius whose box begins at `from` and has no
 * end. */
static double distance(double from, double radius, int x, int y)
{
    double qx = from + radius - (x + 0.5), qy = from + radius - (y + 0.5);
    return hypot(fmax(qx, 0), fmax(qy, 0)) + fmin(fmax(qx, qy), 0) - radius;
}

static double filled(double from, double radius, int x, int y)
{
    return CLAMP(0.5 - distance(from, radius, x, y), 0, 1);
}

static double ring(int radius, int width, int x, int y)
{
    return filled(0, radius, x, y) - filled(width, MAX(radius - width, 0), x, y);
}

/* A smooth step over twice the blur, around the edge. */
static double shade(int radius, int blur, int x, int y)
{
    double t = CLAMP(0.5 - distance(blur, radius, x, y) / (2.0 * blur), 0, 1);
    return t * t * (3 - 2 * t);
}

static void make(struct mask *m)
{
    m->n = m->kind == MASK_SHADOW ? m->width + MAX(m->radius, m->width)
           : m->kind == MASK_RING ? MAX(m->radius, m->width)
                                  : m->radius;
    m->n++; /* the last column and row are those that go on */
    m->coverage = g_malloc((gsize)m->n * (gsize)m->n);
    for (int y = 0; y < m->n; y++)
        for (int x = 0; x < m->n; x++) {
            double c = m->kind == MASK_FILL   ? filled(0, m->radius, x, y)
                       : m->kind == MASK_RING ? ring(m->radius, m->width, x, y)
                                              : shade(m->radius, m->width, x, y);
            m->coverage[y * m->n + x] = (uint8_t)lround(c * 255);
        }
}

const struct mask *masks_get(struct masks *masks, enum mask_kind kind, int radius, int width)
{
    for (unsigned i = 0; i < KEPT; i++) {
        const struct mask *m = &masks->kept[i];
        if (m->coverage && m->kind == kind && m->radius == radius && m->width == width)
            return m;
    }
    struct mask *m = &masks->kept[masks->next];
    masks->next = (masks->next + 1) % KEPT;
    g_free(m->coverage);
    *m = (struct mask){.kind = kind, .radius = radius, .width = width};
    make(m);
    return m;
}
