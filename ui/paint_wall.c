/* The standby picture: sky, moon, the stepped white wall with its tiles, the begonia window with the light
 * on, a branch in blossom; out of service the light is off, and nothing blooms. Coordinates of the 1080 by
 * 1920 drawing; the same colours in every theme, but for the dark one in high contrast. */
#include "ui/paint.h"

#include <math.h>

enum {
    SKY = 0x0B4A45,
    WALL = 0xF6F3EA,
    EAVE = 0xE6E0CF,
    TILE = 0x1B2421,
    FRAME = 0x09534D,
    LAMP = 0xF4A935,
    GLOW = 0xF9BE5E,
    MOON = 0xFCEFD3,
    BLOSSOM = 0xC7472F,
    DARK_SKY = 0x37433F,
    DARK_FRAME = 0x3B4A46,
    DARK_LAMP = 0x74827D,
    DARK_GLOW = 0x4A5A55
};

struct pen {
    struct canvas *c;
    double x, y, s;
    bool plain; /* high contrast: white lines on black */
};

static uint32_t of_theme(const struct pen *p, uint32_t rgb)
{
    return !p->plain ? rgb : rgb == TILE || rgb == DARK_LAMP ? 0xFFFFFF : 0;
}

static void rect(const struct pen *p, double x, double y, double w, double h, double r, uint32_t rgb)
{
    int x0 = (int)lround(p->x + x * p->s), y0 = (int)lround(p->y + y * p->s);
    int x1 = (int)lround(p->x + (x + w) * p->s), y1 = (int)lround(p->y + (y + h) * p->s);
    canvas_rounded(p->c, (struct box){x0, y0, x1 - x0, y1 - y0}, (int)lround(r * p->s), of_theme(p, rgb));
}

static void circle(const struct pen *p, double x, double y, double r, uint32_t rgb)
{
    canvas_line(p->c, p->x + x * p->s, p->y + y * p->s, p->x + x * p->s, p->y + y * p->s, 2 * r * p->s, rgb);
}

/* Around the window's middle, in its own scale. */
struct foil {
    const struct pen *pen;
    double y, s;
};

static void around(const struct foil *f, double x, double y, double w, double h, double r, uint32_t rgb)
{
    rect(f->pen, 540 + x * f->s, f->y + y * f->s, w * f->s, h * f->s, r * f->s, rgb);
}

static void quarterfoil(const struct foil *f, double d, double r, double half, uint32_t rgb)
{
    around(f, -r, -d - r, 2 * r, 2 * r, r, rgb);
    around(f, -r, d - r, 2 * r, 2 * r, r, rgb);
    around(f, -d - r, -r, 2 * r, 2 * r, r, rgb);
    around(f, d - r, -r, 2 * r, 2 * r, r, rgb);
    around(f, -half, -half, 2 * half, 2 * half, 0, rgb);
}

static void window(const struct pen *p, bool lit)
{
    struct foil f = {p, lit ? 940 : 864, lit ? 1 : 0.86};
    uint32_t frame = lit ? FRAME : DARK_FRAME;
    quarterfoil(&f, 196, 216, 196, frame);
    quarterfoil(&f, 184, 188, 184, lit ? LAMP : DARK_LAMP);
    quarterfoil(&f, 176, 160, 158, frame);
    around(&f, -7, -380, 14, 48, 0, frame);
    around(&f, -7, 332, 14, 48, 0, frame);
    around(&f, -380, -7, 48, 14, 0, frame);
    around(&f, 332, -7, 48, 14, 0, frame);
    quarterfoil(&f, 176, 148, 144, lit ? GLOW : DARK_GLOW);
}

/* An upturned eave: from (x, y) outwards by 44 and up by 30. */
static void eave(const struct pen *p, double x, double y, double way)
{
    enum { STEPS = 8 };
    struct canvas_point points[2 * STEPS + 2];
    int n = 0;
    for (int i = 0; i <= STEPS; i++) { /* the lower curve out, the upper one back */
        double t = i / (double)STEPS, q = 1 - t;
        points[n++] =
            (struct canvas_point){x + way * (2 * q * t * 34 + t * t * 44), y + 2 * q * t * -2 + t * t * -30};
    }
    for (int i = 0; i <= STEPS; i++) {
        double t = i / (double)STEPS, q = 1 - t;
        points[n++] = (struct canvas_point){x + way * (q * q * 44 + 2 * q * t * 20),
                                            y - 30 + 2 * q * t * 6 + t * t * 4};
    }
    for (int i = 0; i < n; i++)
        points[i] = (struct canvas_point){p->x + points[i].x * p->s, p->y + points[i].y * p->s};
    canvas_polygon(p->c, points, n, of_theme(p, TILE));
}

static void wall(const struct pen *p, double far)
{
    rect(p, -far, 560, 1080 + 2 * far, 1360 + far, 0, WALL);
    rect(p, 112, 448, 856, 200, 0, WALL);
    rect(p, 264, 344, 552, 200, 0, WALL);
    rect(p, 264, 344, 552, 22, 0, EAVE);
    rect(p, 112, 448, 152, 22, 0, EAVE);
    rect(p, 816, 448, 152, 22, 0, EAVE);
    rect(p, -far, 560, 112 + far, 22, 0, EAVE);
    rect(p, 968, 560, 112 + far, 22, 0, EAVE);
    rect(p, 232, 320, 616, 28, 8, TILE);
    rect(p, 256, 296, 568, 28, 8, TILE);
    rect(p, 80, 424, 184, 28, 8, TILE);
    rect(p, 104, 400, 160, 28, 8, TILE);
    rect(p, 816, 424, 184, 28, 8, TILE);
    rect(p, 816, 400, 160, 28, 8, TILE);
    rect(p, -far, 536, 112 + far, 28, 8, TILE);
    rect(p, -far, 512, 112 + far, 28, 8, TILE);
    rect(p, 968, 536, 112 + far, 28, 8, TILE);
    rect(p, 968, 512, 112 + far, 28, 8, TILE);
    eave(p, 232, 348, -1);
    eave(p, 848, 348, 1);
    eave(p, 80, 452, -1);
    eave(p, 1000, 452, 1);
}

static void bezier(const struct pen *p, const double b[8], double width)
{
    enum { STEPS = 12 };
    double x0 = b[0], y0 = b[1];
    for (int i = 1; i <= STEPS; i++) {
        double t = i / (double)STEPS, q = 1 - t;
        double x1 = q * q * q * b[0] + 3 * q * q * t * b[2] + 3 * q * t * t * b[4] + t * t * t * b[6];
        double y1 = q * q * q * b[1] + 3 * q * q * t * b[3] + 3 * q * t * t * b[5] + t * t * t * b[7];
        canvas_line(p->c, p->x + x0 * p->s, p->y + y0 * p->s, p->x + x1 * p->s, p->y + y1 * p->s,
                    width * p->s, TILE);
        x0 = x1;
        y0 = y1;
    }
}

static void blossom(const struct pen *p, double x, double y, double size)
{
    for (int i = 0; i < 5; i++) {
        double a = i * 72 * G_PI / 180 - G_PI / 2;
        circle(p, x + cos(a) * size * 0.72, y + sin(a) * size * 0.72, size * 0.62, BLOSSOM);
    }
    circle(p, x, y, size * 0.34, LAMP);
}

/* A branch comes in from the left edge, however far that is. */
static void branch(const struct pen *p, double far)
{
    static const double branches[3][8] = {{-20, 1360, 120, 1330, 180, 1290, 262, 1210},
                                          {150, 1312, 210, 1330, 252, 1330, 318, 1300},
                                          {212, 1262, 218, 1220, 214, 1190, 196, 1150}};
    static const double widths[3] = {16, 10, 8};
    for (int i = 0; i < 3; i++)
        bezier(p, branches[i], widths[i]);
    canvas_line(p->c, p->x - 20 * p->s, p->y + 1360 * p->s, p->x - far * p->s,
                p->y + (1360 + (far - 20) * 0.214) * p->s, widths[0] * p->s, TILE);
    blossom(p, 262, 1206, 30);
    blossom(p, 196, 1146, 24);
    blossom(p, 322, 1298, 22);
    blossom(p, 132, 1330, 26);
    circle(p, 228, 1244, 11, BLOSSOM);
    circle(p, 178, 1294, 10, BLOSSOM);
    circle(p, 60, 1344, 12, BLOSSOM);
}

void paint_wall(struct canvas *c, const struct box *art, bool lit, bool contrast, bool from_right)
{
    struct pen p = {c, art->x, art->y, art->w / 1080.0, contrast && !lit};
    double far = c->width / p.s;
    canvas_fill(c, (struct box){0, 0, c->width, c->height}, lit ? SKY : of_theme(&p, DARK_SKY));
    if (lit) /* where the clock is not, and whole: a lying panel begins further down */
        circle(&p, from_right ? 1080 - 884 : 884, MAX(196, 84 - p.y / p.s), 60, MOON);
    wall(&p, far);
    window(&p, lit);
    if (lit)
        branch(&p, far);
}
