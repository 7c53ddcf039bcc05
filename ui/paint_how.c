/* How a card is laid on the reader, in three small drawings: out of its sleeve, face up, and held for three
 * seconds. Coordinates of a drawing of 264 by 216; the same colours in every theme. */
#include "ui/paint.h"

#include "base/words.h"

#include <math.h>
#include <string.h>

#define _(zh) words(l->options.language, zh)

enum {
    GROUND = 0xDCEBE7,
    PINE = 0x09534D,
    LAMP = 0xF4A935,
    WHITE = 0xFFFFFF,
    LABEL = 0x9DB8D6,
    NUMBER = 0xCBD8E6,
    PHOTO = 0x1D4E84,
    LINE = 0xDDD7C7,
    INK = 0x1B2421
};

struct pen {
    struct canvas *c;
    double x, y, s;
};

static struct box at(const struct pen *p, double x, double y, double w, double h)
{
    int x0 = (int)lround(p->x + x * p->s), y0 = (int)lround(p->y + y * p->s);
    return (struct box){x0, y0, (int)lround(p->x + (x + w) * p->s) - x0,
                        (int)lround(p->y + (y + h) * p->s) - y0};
}

/* A rectangle of round corners, turned about the corner of the card it belongs to. */
struct turn {
    double x, y, sine, cosine;
};

static void turned(const struct pen *p, const struct turn *t, const double r[5], uint32_t rgb)
{
    double w = r[3] - 2 * r[4], x0 = r[0] + r[4], x1 = x0 + r[2] - 2 * r[4], y0 = r[1] + r[4];
    struct canvas_point corner[4];
    const double xs[4] = {x0, x1, x1, x0}, ys[4] = {y0, y0, y0 + w, y0 + w};
    for (int i = 0; i < 4; i++)
        corner[i] = (struct canvas_point){p->x + (t->x + xs[i] * t->cosine - ys[i] * t->sine) * p->s,
                                          p->y + (t->y + xs[i] * t->sine + ys[i] * t->cosine) * p->s};
    canvas_polygon(p->c, corner, 4, rgb);
    for (int i = 0; i < 4; i++) /* its rim, as thick as the corners are round */
        canvas_line(p->c, corner[i].x, corner[i].y, corner[(i + 1) % 4].x, corner[(i + 1) % 4].y,
                    2 * r[4] * p->s, rgb);
}

static void card(const struct pen *p, double x, double y, double degrees)
{
    static const struct {
        double r[5];
        uint32_t rgb;
    } parts[] = {{{0, 0, 148, 96, 12}, WHITE},
                 {{16, 18, 64, 10, 5}, LABEL},
                 {{16, 38, 48, 10, 5}, LABEL},
                 {{16, 70, 112, 10, 5}, NUMBER},
                 {{98, 14, 34, 44, 6}, PHOTO}};
    struct turn t = {x, y, sin(degrees * G_PI / 180), cos(degrees * G_PI / 180)};
    for (unsigned i = 0; i < G_N_ELEMENTS(parts); i++)
        turned(p, &t, parts[i].r, parts[i].rgb);
}

static void sleeve(const struct pen *p)
{
    canvas_border(p->c, at(p, 33, 73, 154, 110), (int)lround(17 * p->s), (int)lround(6 * p->s), PINE, true);
    card(p, 84, 40, -8);
}

static void reader(const struct pen *p)
{
    canvas_rounded(p->c, at(p, 32, 128, 200, 64), (int)lround(18 * p->s), PINE);
    canvas_border(p->c, at(p, 49, 139, 166, 42), (int)lround(15 * p->s), (int)lround(6 * p->s), LAMP, false);
    card(p, 58, 34, 0);
}

static void seconds(const struct pen *p, struct text *text, const struct layout *l)
{
    const char *held = _("3秒");
    struct box ring = at(p, 64, 40, 136, 136);
    int px = (int)lround(52 * p->s), room = (int)lround(104 * p->s), width;
    while ((width = text_measure(text, FACE_BOLD, px, held, strlen(held))) > room && px > 1)
        px--; /* within the ring, in languages of longer words */
    struct text_target to = {p->c->pixels,
                             p->c->stride,
                             p->c->clip.x,
                             p->c->clip.y,
                             p->c->clip.x + p->c->clip.w,
                             p->c->clip.y + p->c->clip.h};
    canvas_rounded(p->c, at(p, 60, 36, 144, 144), (int)lround(72 * p->s), WHITE);
    canvas_arc(p->c, ring, (int)lround(12 * p->s), 1, LINE);
    canvas_arc(p->c, ring, (int)lround(12 * p->s), 2.0 / 3, PINE);
    text_draw(text, &to, FACE_BOLD, px, ring.x + (ring.w - width) / 2, text_baseline(ring.y, ring.h, px),
              held, strlen(held), INK);
}

void paint_how(struct canvas *c, struct text *text, const struct layout *layout, const struct placed *placed)
{
    struct pen p = {c, placed->art.x, placed->art.y, placed->art.w / 264.0};
    canvas_rounded(c, placed->art, (int)lround(20 * p.s), GROUND);
    if (placed->widget->number == 1)
        sleeve(&p);
    else if (placed->widget->number == 2)
        reader(&p);
    else
        seconds(&p, text, layout);
}
