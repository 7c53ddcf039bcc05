#include "devices/scanner/modules.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum {
    FINDER = 7,
    TIMING = 6, /* the row and the column of it */
    WINDOW = 4, /* modules each way, of the neighbourhood that a module is darker than */
    TAPS = (2 * MODULES_EDGE + 1) * (2 * MODULES_EDGE + 1),
    UNKNOWNS = TAPS + 1 /* and a constant */
};

int module_known(unsigned side, unsigned x, unsigned y)
{
    unsigned ex = side - 1 - x, ey = side - 1 - y;
    if ((x <= FINDER && y <= FINDER) || (ex <= FINDER && y <= FINDER) || (x <= FINDER && ey <= FINDER)) {
        int rx = abs((int)MIN(x, ex) - 3), ry = abs((int)MIN(y, ey) - 3), ring = MAX(rx, ry);
        return ring != 2 && ring != 4;
    }
    if (side > 21 && ex >= 4 && ex <= 8 && ey >= 4 && ey <= 8) /* version 1 has none */
        return MAX(abs((int)ex - 6), abs((int)ey - 6)) != 1;
    if (x == TIMING || y == TIMING)
        return (x + y) % 2 == 0;
    return -1;
}

static size_t index_of(const struct modules *m, int x, int y)
{
    return (size_t)(y + MODULES_EDGE) * (m->side + 2 * MODULES_EDGE) + (size_t)(x + MODULES_EDGE);
}

float module_grey(const struct modules *m, int x, int y)
{
    return m->grey[index_of(m, x, y)];
}

static double around(const struct modules *m, int x, int y, int reach)
{
    double sum = 0;
    int n = 0, side = (int)m->side;
    for (int v = MAX(y - reach, 0); v <= MIN(y + reach, side - 1); v++)
        for (int u = MAX(x - reach, 0); u <= MIN(x + reach, side - 1); u++, n++)
            sum += module_grey(m, u, v);
    return sum / n;
}

void modules_by_threshold(struct modules *m, double sharpen)
{
    for (int i = 0; i < (int)(m->side * m->side); i++) {
        int x = i % (int)m->side, y = i / (int)m->side;
        double own = module_grey(m, x, y);
        if (sharpen > 0)
            own += sharpen * (own - around(m, x, y, 1));
        m->dark[i] = own < around(m, x, y, WINDOW);
    }
}

/* How much darker or lighter than its neighbourhood a module and those around it are. */
static void features(const struct modules *m, int x, int y, double f[UNKNOWNS])
{
    double mean = around(m, x, y, WINDOW);
    int n = 0;
    for (int v = y - MODULES_EDGE; v <= y + MODULES_EDGE; v++)
        for (int u = x - MODULES_EDGE; u <= x + MODULES_EDGE; u++)
            f[n++] = (module_grey(m, u, v) - mean) / 64;
    f[n] = 1;
}

/* Gauss and Jordan, with the largest pivot of each column. */
static bool solve(double a[UNKNOWNS][UNKNOWNS + 1])
{
    for (int c = 0; c < UNKNOWNS; c++) {
        int pivot = c;
        for (int r = c + 1; r < UNKNOWNS; r++)
            if (fabs(a[r][c]) > fabs(a[pivot][c]))
                pivot = r;
        if (fabs(a[pivot][c]) < 1e-9)
            return false;
        for (int k = c; k <= UNKNOWNS && pivot != c; k++) {
            double kept = a[c][k];
            a[c][k] = a[pivot][k];
            a[pivot][k] = kept;
        }
        for (int r = 0; r < UNKNOWNS; r++) {
            double part = r == c ? 0 : a[r][c] / a[c][c];
            for (int k = c; k <= UNKNOWNS && part != 0; k++)
                a[r][k] -= part * a[c][k];
        }
    }
    return true;
}

/* Least squares of what is known, and with less weight of what was decided, with a little against great
 * weights. */
static void learn(const struct modules *m, double a[UNKNOWNS][UNKNOWNS + 1])
{
    for (int i = 0; i < (int)(m->side * m->side); i++) {
        int x = i % (int)m->side, y = i / (int)m->side;
        int known = module_known(m->side, (unsigned)x, (unsigned)y);
        double f[UNKNOWNS], weight = known < 0 ? 0.5 : 1, wanted = (known < 0 ? m->dark[i] : known) ? 1 : -1;
        features(m, x, y, f);
        for (int r = 0; r < UNKNOWNS; r++) {
            for (int c = 0; c < UNKNOWNS; c++)
                a[r][c] += weight * f[r] * f[c];
            a[r][UNKNOWNS] += weight * f[r] * wanted;
        }
    }
    for (int r = 0; r < UNKNOWNS; r++)
        a[r][r] += 0.01 * m->side;
}

bool modules_by_neighbours(struct modules *m)
{
    double a[UNKNOWNS][UNKNOWNS + 1] = {{0}};
    learn(m, a);
    if (!solve(a))
        return false;
    for (int i = 0; i < (int)(m->side * m->side); i++) {
        double f[UNKNOWNS], sum = 0;
        features(m, i % (int)m->side, i / (int)m->side, f);
        for (int r = 0; r < UNKNOWNS; r++)
            sum += f[r] * a[r][UNKNOWNS] / a[r][r];
        m->dark[i] = sum > 0;
    }
    return true;
}

double modules_fit(const struct modules *m)
{
    unsigned known = 0, right = 0;
    for (unsigned y = 0; y < m->side; y++)
        for (unsigned x = 0; x < m->side; x++) {
            int dark = module_known(m->side, x, y);
            bool finder = (x <= FINDER || y <= FINDER) && x != TIMING && y != TIMING;
            if (dark < 0 || finder) /* those have been found before */
                continue;
            known++;
            right += m->dark[y * m->side + x] == dark;
        }
    return known ? (double)right / known : 0;
}
