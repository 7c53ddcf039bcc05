#include "devices/scanner/grid.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/secret.h"

enum {
    SIDE_MIN = 21,
    STEP = 4,  /* modules from one version to the next */
    DRAWN = 3, /* pixels of a drawn module */
    QUIET = 4,
    ROUNDS_ROUGH = 3,
    ROUNDS_FINE = 6,
    PARAMETERS = 6 /* two of the fourth corner, four bows */
};
static const double MIDDLE = 3.5, GOOD_FIT = 0.65, STEP_SHRINKS = 0.7;

/* Through the four middles (Heckbert 1989), then along the bows. s and t are 0 and 1 at the middles. */
struct way {
    double a, b, c, d, e, f, g, h;
};

static struct way way_through(const struct grid *grid)
{
    const double(*m)[2] = grid->middle; /* 0 top left, 1 top right, 2 bottom left, 3 bottom right */
    double dx1 = m[1][0] - m[3][0], dx2 = m[2][0] - m[3][0], sx = m[0][0] - m[1][0] + m[3][0] - m[2][0];
    double dy1 = m[1][1] - m[3][1], dy2 = m[2][1] - m[3][1], sy = m[0][1] - m[1][1] + m[3][1] - m[2][1];
    double det = dx1 * dy2 - dx2 * dy1;
    if (fabs(det) < 1e-6)
        det = 1e-6;
    double g = (sx * dy2 - dx2 * sy) / det, h = (dx1 * sy - sx * dy1) / det;
    return (struct way){m[1][0] - m[0][0] + g * m[1][0],
                        m[2][0] - m[0][0] + h * m[2][0],
                        m[0][0],
                        m[1][1] - m[0][1] + g * m[1][1],
                        m[2][1] - m[0][1] + h * m[2][1],
                        m[0][1],
                        g,
                        h};
}

static void place_of(const struct grid *grid, const struct way *w, double x, double y, double *px, double *py)
{
    double span = grid->side - 2 * MIDDLE, s = (x - MIDDLE) / span, t = (y - MIDDLE) / span;
    double bend_s = 4 * s * (1 - s), bend_t = 4 * t * (1 - t);
    /* The bows move along the sheet: a column's across it, and a squeezing along it that is none at the ends.
     */
    double ds = grid->bow[0] * bend_t + grid->bow[1] * bend_s * (1 - 2 * s);
    double dt = grid->bow[2] * bend_s + grid->bow[3] * bend_t * (1 - 2 * t);
    s += ds;
    t += dt;
    double z = w->g * s + w->h * t + 1;
    z = fabs(z) < 1e-3 ? 1e-3 : z;
    *px = (w->a * s + w->b * t + w->c) / z;
    *py = (w->d * s + w->e * t + w->f) / z;
}

static double grey_at(const struct plane *p, double x, double y)
{
    double fx = CLAMP(x - 0.5, 0, p->width - 1.001), fy = CLAMP(y - 0.5, 0, p->height - 1.001);
    if (!(fx >= 0) || !(fy >= 0)) /* no number at all */
        return 128;
    unsigned ix = (unsigned)fx, iy = (unsigned)fy;
    double rx = fx - ix, ry = fy - iy;
    const uint8_t *a = p->at + (size_t)iy * p->width + ix, *b = a + p->width;
    return (a[0] * (1 - rx) + a[1] * rx) * (1 - ry) + (b[0] * (1 - rx) + b[1] * rx) * ry;
}

void grid_take(const struct plane *from, const struct grid *grid, struct modules *m)
{
    struct way way = way_through(grid);
    int side = (int)grid->side;
    float *to = m->grey;
    m->side = grid->side;
    for (int y = -MODULES_EDGE; y < side + MODULES_EDGE; y++)
        for (int x = -MODULES_EDGE; x < side + MODULES_EDGE; x++) {
            double px, py;
            place_of(grid, &way, x + 0.5, y + 0.5, &px, &py);
            *to++ = (float)grey_at(from, px, py);
        }
}

/* How much lighter the known light modules are than the known dark ones, and how far all modules are from
 * grey: a grid that lies between them sees grey. */
static double goodness(const struct plane *from, const struct grid *grid, struct modules *m)
{
    double sum[2] = {0}, mean = 0, away = 0;
    unsigned count[2] = {0}, side = grid->side, n = side * side;
    grid_take(from, grid, m);
    for (unsigned i = 0; i < n; i++) {
        int known = module_known(side, i % side, i / side);
        float grey = module_grey(m, (int)(i % side), (int)(i / side));
        mean += grey / n;
        if (known >= 0) {
            sum[known] += grey;
            count[known]++;
        }
    }
    for (unsigned i = 0; i < n; i++)
        away += fabs(module_grey(m, (int)(i % side), (int)(i / side)) - mean);
    return sum[0] / count[0] - sum[1] / count[1] + 1.5 * away / n;
}

static double *parameter(struct grid *grid, unsigned i)
{
    return i < 2 ? &grid->middle[3][i] : &grid->bow[i - 2];
}

/* Up the hill, one parameter after the other, with shorter and shorter steps. */
static void improve(const struct plane *from, struct grid *grid, double module, struct modules *modules,
                    unsigned first_round, unsigned rounds)
{
    double step = pow(STEP_SHRINKS, first_round);
    grid->fit = goodness(from, grid, modules);
    for (unsigned round = 0; round < rounds; round++, step *= STEP_SHRINKS)
        for (unsigned i = 0; i < PARAMETERS; i++) {
            double size = step * (i < 2 ? 2.5 * module : 1.5 / grid->side);
            for (int way = -1; way <= 1; way += 2) {
                struct grid other = *grid;
                *parameter(&other, i) += way * size;
                other.fit = goodness(from, &other, modules);
                if (other.fit > grid->fit) {
                    *grid = other;
                    break;
                }
            }
        }
}

static void start(struct grid *grid, const struct corners *corners, unsigned side)
{
    *grid = (struct grid){.side = side};
    for (int i = 0; i < 3; i++) {
        grid->middle[i][0] = corners->at[i].x;
        grid->middle[i][1] = corners->at[i].y;
    }
    for (int axis = 0; axis < 2; axis++)
        grid->middle[3][axis] = grid->middle[1][axis] + grid->middle[2][axis] - grid->middle[0][axis];
}

/* The version is not known, but not far from what the patterns' size says: a few are tried roughly. */
static bool guess_version(const struct plane *from, const struct corners *corners, struct grid *best,
                          struct modules *modules)
{
    const struct finder *c = corners->at;
    double leg = (hypot(c[1].x - c[0].x, c[1].y - c[0].y) + hypot(c[2].x - c[0].x, c[2].y - c[0].y)) / 2;
    int nearest = (int)lround((leg / MAX(corners->module, 0.5) + 2 * MIDDLE - SIDE_MIN) / STEP);
    best->fit = -1;
    for (int version = MAX(nearest - 2, 0); version <= nearest + 2; version++) {
        struct grid other;
        unsigned side = (unsigned)(SIDE_MIN + STEP * version);
        if (side > MODULES_SIDE_MAX)
            break;
        start(&other, corners, side);
        improve(from, &other, corners->module, modules, 0, ROUNDS_ROUGH);
        grid_take(from, &other, modules);
        modules_by_threshold(modules, 1);
        other.fit = modules_fit(modules);
        if (other.fit > best->fit)
            *best = other;
    }
    return best->fit > 0;
}

bool grid_fit(const struct plane *from, const struct corners *corners, struct grid *grid)
{
    struct modules modules;
    bool fits = guess_version(from, corners, grid, &modules);
    if (fits) {
        improve(from, grid, corners->module, &modules, ROUNDS_ROUGH, ROUNDS_FINE);
        grid_take(from, grid, &modules);
        modules_by_threshold(&modules, 1);
        fits = modules_fit(&modules) >= GOOD_FIT;
    }
    secret_wipe(&modules, sizeof modules);
    return fits;
}

void grid_draw(struct plane *to, const struct modules *m)
{
    unsigned side = (m->side + 2 * QUIET) * DRAWN;
    plane_size(to, side, side);
    memset(to->at, 255, (size_t)side * side);
    for (unsigned y = 0; y < m->side * DRAWN; y++)
        for (unsigned x = 0; x < m->side * DRAWN; x++) {
            unsigned mx = x / DRAWN, my = y / DRAWN;
            int known = module_known(m->side, mx, my);
            if (known < 0 ? m->dark[my * m->side + mx] : known)
                to->at[(size_t)(y + QUIET * DRAWN) * side + x + QUIET * DRAWN] = 0;
        }
}
