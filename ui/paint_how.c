/* How a card is laid on the reader, in three small drawings: out of its sleeve, face up, and held for three
 * seconds; the other steps are in paint_steps.c. */
#include "ui/paint_how.h"

#include "base/words.h"

#include <math.h>
#include <string.h>

#define _(zh) words(l->options.language, zh)

struct box how_box(const struct pen *p, double x, double y, double w, double h)
{
    int x0 = (int)lround(p->x + x * p->s), y0 = (int)lround(p->y + y * p->s);
    return (struct box){x0, y0, (int)lround(p->x + (x + w) * p->s) - x0,
                        (int)lround(p->y + (y + h) * p->s) - y0};
}

void how_rounded(const struct pen *p, struct box box, double radius, uint32_t rgb)
{
    canvas_rounded(p->c, box, (int)lround(radius * p->s), rgb);
}

void how_line(const struct pen *p, double x0, double y0, double x1, double y1, double width, uint32_t rgb)
{
    canvas_line(p->c, p->x + x0 * p->s, p->y + y0 * p->s, p->x + x1 * p->s, p->y + y1 * p->s, width * p->s,
                rgb);
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

void how_card(const struct pen *p, double x, double y, double degrees)
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
    canvas_border(p->c, how_box(p, 33, 73, 154, 110), (int)lround(17 * p->s), (int)lround(6 * p->s), PINE,
                  true);
    how_card(p, 84, 40, -8);
}

void how_reader(const struct pen *p)
{
    canvas_rounded(p->c, how_box(p, 32, 128, 200, 64), (int)lround(18 * p->s), PINE);
    canvas_border(p->c, how_box(p, 49, 139, 166, 42), (int)lround(15 * p->s), (int)lround(6 * p->s), LAMP,
                  false);
}

void how_words(const struct pen *p, struct text *text, struct box box, double size, const char *said)
{
    int px = (int)lround(size * p->s), width;
    while ((width = text_measure(text, FACE_BOLD, px, said, strlen(said))) > box.w && px > 1)
        px--; /* in languages of longer words */
    struct text_target to = {p->c->pixels,
                             p->c->stride,
                             p->c->clip.x,
                             p->c->clip.y,
                             p->c->clip.x + p->c->clip.w,
                             p->c->clip.y + p->c->clip.h};
    text_draw(text, &to, FACE_BOLD, px, box.x + (box.w - width) / 2, text_baseline(box.y, box.h, px), said,
              strlen(said), INK);
}

static void seconds(const struct pen *p, struct text *text, const struct layout *l)
{
    struct box ring = how_box(p, 64, 40, 136, 136);
    how_rounded(p, how_box(p, 60, 36, 144, 144), 72, WHITE);
    canvas_arc(p->c, ring, (int)lround(12 * p->s), 1, LINE);
    canvas_arc(p->c, ring, (int)lround(12 * p->s), 2.0 / 3, PINE);
    how_words(p, text, how_box(p, 80, 40, 104, 136), 52, _("3秒"));
}

void paint_how(struct canvas *c, struct text *text, const struct layout *layout, const struct placed *placed)
{
    struct canvas within = *c; /* a hand comes into the picture from its edge */
    within.clip = box_meet(c->clip, placed->art);
    struct pen p = {&within, placed->art.x, placed->art.y, placed->art.w / 264.0};
    canvas_rounded(c, placed->art, (int)lround(20 * p.s), GROUND);
    if (placed->widget->number == 1)
        sleeve(&p);
    else if (placed->widget->number == 2) {
        how_reader(&p);
        how_card(&p, 58, 34, 0);
    } else if (placed->widget->number == 3)
        seconds(&p, text, layout);
    else
        how_step(&p, text, placed->widget->number);
}
