#include "scene.h"

#include <math.h>
#include <string.h>

enum { SAMPLES = 4 /* each way, of a pixel */, STAINS_MAX = 8, BOXES = 14, LENS = 1400 /* pixels */ };

struct sheet {
    const struct shot *shot;
    const uint8_t *modules;
    unsigned side;
    double x, y; /* of its middle in the picture */
    double across[3], down[3], normal[3];
    double stain_x[STAINS_MAX], stain_y[STAINS_MAX];
};

static void turn_sheet(struct sheet *s)
{
    const struct shot *shot = s->shot;
    double c = cos(shot->tilt_turn), n = sin(shot->tilt_turn), ct = cos(shot->tilt), st = sin(shot->tilt);
    /* Rodrigues about the axis (c, n, 0). */
    double r[3][3] = {{ct + c * c * (1 - ct), c * n * (1 - ct), n * st},
                      {c * n * (1 - ct), ct + n * n * (1 - ct), -c * st},
                      {-n * st, c * st, ct}};
    double ca = cos(shot->turn), sa = sin(shot->turn);
    for (int i = 0; i < 3; i++) {
        s->across[i] = r[i][0] * ca + r[i][1] * sa;
        s->down[i] = -r[i][0] * sa + r[i][1] * ca;
        s->normal[i] = r[i][2];
    }
}

/* Where on the sheet, in modules from its middle, a point of the picture lies. */
static void look_back(const struct sheet *s, double px, double py, double *u, double *v)
{
    double d[3] = {px - s->x, py - s->y, LENS};
    double t = s->normal[2] * LENS / (s->normal[0] * d[0] + s->normal[1] * d[1] + s->normal[2] * d[2]);
    double p[3] = {t * d[0], t * d[1], t * d[2] - LENS};
    *u = (p[0] * s->across[0] + p[1] * s->across[1] + p[2] * s->across[2]) / s->shot->module;
    *v = (p[0] * s->down[0] + p[1] * s->down[1] + p[2] * s->down[2]) / s->shot->module;
    if (s->shot->bow > 0) {
        double radius = s->side / 2.0 / sin(s->shot->bow), ratio = CLAMP(*u / radius, -1, 1);
        *u = radius * asin(ratio);
        *v -= 0.15 * (1 - sqrt(1 - ratio * ratio)) * radius; /* seen a little from above */
        *u *= sin(s->shot->bow) / s->shot->bow;
    }
}

/* 1 dark, 0 light, -1 not on the sheet. */
static int module_at(const struct sheet *s, double u, double v)
{
    double half = s->side / 2.0, edge = half + s->shot->quiet;
    if (fabs(u) > edge || fabs(v) > edge)
        return -1;
    for (unsigned i = 0; i < s->shot->stains; i++)
        if (hypot(u - s->stain_x[i], v - s->stain_y[i]) < 1.2)
            return i % 2;
    if (fabs(u) >= half || fabs(v) >= half)
        return 0;
    return s->modules[(unsigned)(v + half) * s->side + (unsigned)(u + half)] & 1;
}

static void paint_sheet(const struct sheet *s, float *to, unsigned width, unsigned height)
{
    const struct shot *shot = s->shot;
    double around = shot->bare ? shot->dark : -1;
    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 0; x < width; x++) {
            double u, v, sum = 0;
            float *at = &to[(size_t)y * width + x];
            look_back(s, x + 0.5, y + 0.5, &u, &v);
            double reach = s->side / 2.0 + shot->quiet + 4;
            if (fabs(u) > reach || fabs(v) > reach)
                continue;
            for (unsigned i = 0; i < SAMPLES * SAMPLES; i++) {
                look_back(s, x + (i % SAMPLES + 0.5) / SAMPLES, y + ((double)(i / SAMPLES) + 0.5) / SAMPLES,
                          &u, &v);
                int dark = module_at(s, u, v);
                sum += dark < 0                 ? (around < 0 ? *at : around)
                       : dark != shot->inverted ? shot->dark
                                                : shot->light;
            }
            *at = (float)(sum / (SAMPLES * SAMPLES));
        }
}

/* A wall with some things on it, and lines like writing. */
static void paint_room(const struct shot *shot, float *to, unsigned width, unsigned height, GRand *random)
{
    double wall = shot->dark + (shot->light - shot->dark) * g_rand_double_range(random, 0.3, 0.9);
    for (size_t i = 0; i < (size_t)width * height; i++)
        to[i] = (float)wall;
    for (unsigned b = 0; b < BOXES; b++) {
        unsigned w = (unsigned)g_rand_int_range(random, 20, (gint32)width / 3);
        unsigned h = b % 2 ? (unsigned)g_rand_int_range(random, 3, 8)
                           : (unsigned)g_rand_int_range(random, 20, (gint32)height / 2);
        unsigned x0 = (unsigned)g_rand_int_range(random, 0, (gint32)(width - w));
        unsigned y0 = (unsigned)g_rand_int_range(random, 0, (gint32)(height - h));
        double grey = shot->dark + (shot->light - shot->dark) * g_rand_double(random);
        for (unsigned y = y0; y < y0 + h; y++)
            for (unsigned x = x0; x < x0 + w; x++)
                if (h > 8 || (x * 2654435761U >> 20) % 5 > 1)
                    to[(size_t)y * width + x] = (float)grey;
    }
}

static void light(const struct sheet *s, float *to, unsigned width, unsigned height, GRand *random)
{
    const struct shot *shot = s->shot;
    double gx = s->x + g_rand_double_range(random, -0.4, 0.4) * s->side * shot->module;
    double gy = s->y + g_rand_double_range(random, -0.4, 0.4) * s->side * shot->module;
    double reach = MAX(1.0, MIN(width, height) / 2.0);
    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 0; x < width; x++) {
            float *at = &to[(size_t)y * width + x];
            double along = ((x - s->x) * cos(shot->slope_turn) + (y - s->y) * sin(shot->slope_turn)) / reach;
            *at *= (float)(1 - shot->slope * CLAMP(0.5 + along, 0, 1));
            if (shot->glare > 0) {
                double r = hypot(x - gx, y - gy) / (shot->glare * shot->module);
                *at += (float)(330 * exp(-r * r));
            }
        }
}

static float pixel(const float *from, unsigned width, unsigned height, int x, int y)
{
    return from[(size_t)CLAMP(y, 0, (int)height - 1) * width + (size_t)CLAMP(x, 0, (int)width - 1)];
}

static void blur_once(float *to, const float *from, unsigned width, unsigned height, double sigma, bool down)
{
    int reach = (int)ceil(3 * sigma);
    g_autofree float *taps = g_new(float, (gsize)reach + 1);
    double sum = 0;
    for (int i = -reach; i <= reach; i++)
        sum += exp(-i * i / (2 * sigma * sigma));
    for (int i = 0; i <= reach; i++)
        taps[i] = (float)(exp(-i * i / (2 * sigma * sigma)) / sum);
    for (int y = 0; y < (int)height; y++)
        for (int x = 0; x < (int)width; x++) {
            float value = taps[0] * from[(size_t)y * width + (size_t)x];
            for (int i = 1; i <= reach; i++)
                value += taps[i] *
                         (down ? pixel(from, width, height, x, y - i) + pixel(from, width, height, x, y + i)
                               : pixel(from, width, height, x - i, y) + pixel(from, width, height, x + i, y));
            to[(size_t)y * width + (size_t)x] = value;
        }
}

static void move(float *to, const float *from, unsigned width, unsigned height, const struct shot *shot)
{
    int steps = MAX(2, (int)ceil(shot->motion * 2));
    for (int y = 0; y < (int)height; y++)
        for (int x = 0; x < (int)width; x++) {
            float sum = 0;
            for (int i = 0; i < steps; i++) {
                double at = ((i + 0.5) / steps - 0.5) * shot->motion;
                double fx = x + at * cos(shot->motion_turn), fy = y + at * sin(shot->motion_turn);
                int x0 = (int)floor(fx), y0 = (int)floor(fy);
                float rx = (float)(fx - x0), ry = (float)(fy - y0);
                float top = pixel(from, width, height, x0, y0) * (1 - rx) +
                            pixel(from, width, height, x0 + 1, y0) * rx;
                float low = pixel(from, width, height, x0, y0 + 1) * (1 - rx) +
                            pixel(from, width, height, x0 + 1, y0 + 1) * rx;
                sum += top * (1 - ry) + low * ry;
            }
            to[(size_t)y * width + (size_t)x] = sum / (float)steps;
        }
}

/* Nearly a bell: twelve even ones added (Irwin-Hall), by a generator quick enough for a million pixels. */
static float bell(uint64_t *state)
{
    float sum = 0;
    for (int i = 0; i < 3; i++) {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        for (int part = 0; part < 4; part++)
            sum += (float)((*state >> (16 * part)) & 0xFFFF) / 65536.0F;
    }
    return sum - 6;
}

uint8_t *scene_draw(const struct shot *shot, const uint8_t *modules, unsigned side, unsigned width,
                    unsigned height, GRand *random)
{
    size_t n = (size_t)width * height;
    g_autofree float *a = g_new(float, n), *b = g_new(float, n);
    struct sheet sheet = {.shot = shot, .modules = modules, .side = side};
    double half = (side / 2.0 + shot->quiet) * shot->module * 1.1;
    double free_x = MAX(0, width / 2.0 - half), free_y = MAX(0, height / 2.0 - half);
    sheet.x = width / 2.0 + free_x * g_rand_double_range(random, -0.6, 0.6);
    sheet.y = height / 2.0 + free_y * g_rand_double_range(random, -0.6, 0.6);
    for (unsigned i = 0; i < STAINS_MAX; i++) {
        sheet.stain_x[i] = g_rand_double_range(random, -0.35, 0.35) * side;
        sheet.stain_y[i] = g_rand_double_range(random, -0.35, 0.35) * side;
    }
    turn_sheet(&sheet);
    paint_room(shot, a, width, height, random);
    if (side > 0)
        paint_sheet(&sheet, a, width, height);
    light(&sheet, a, width, height, random);
    if (shot->motion > 0) {
        move(b, a, width, height, shot);
        memcpy(a, b, n * sizeof *a);
    }
    if (shot->blur > 0) {
        blur_once(b, a, width, height, shot->blur, false);
        blur_once(a, b, width, height, shot->blur, true);
    }
    uint8_t *grey = g_malloc(n);
    uint64_t state = ((uint64_t)g_rand_int(random) << 32) | g_rand_int(random) | 1;
    for (size_t i = 0; i < n; i++) {
        float value = a[i] + (float)shot->noise * bell(&state) + 0.5F;
        grey[i] = (uint8_t)CLAMP(value, 0, 255);
    }
    return grey;
}
