/* Ring, mark, code, ink, papers and the two illustrations. */
#include "ui/code.h"
#include "ui/paint.h"
#include "ui/picture.h"
#include "ui/strokes.h"

#include <math.h>
#include <qrencode.h>
#include <stdio.h>
#include <string.h>

#include "base/icons.h"

/* A drawing in units of its own, moved and scaled into its place. */
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

static void rect(const struct pen *p, double x, double y, double w, double h, double r, uint32_t rgb)
{
    canvas_rounded(p->c, at(p, x, y, w, h), (int)lround(r * p->s), rgb);
}

static void line(const struct pen *p, double x0, double y0, double x1, double y1, double w, uint32_t rgb)
{
    canvas_line(p->c, p->x + x0 * p->s, p->y + y0 * p->s, p->x + x1 * p->s, p->y + y1 * p->s, w * p->s, rgb);
}

static void quarterfoil(const struct pen *p, double d, double r, uint32_t rgb)
{
    rect(p, 50 - r, 50 - d - r, 2 * r, 2 * r, r, rgb);
    rect(p, 50 - r, 50 + d - r, 2 * r, 2 * r, r, rgb);
    rect(p, 50 - d - r, 50 - r, 2 * r, 2 * r, r, rgb);
    rect(p, 50 + d - r, 50 - r, 2 * r, 2 * r, r, rgb);
    rect(p, 50 - d, 50 - d, 2 * d, 2 * d, 0, rgb);
}

/* The begonia window (DESIGN.md 2.6). */
static void mark(struct canvas *c, const struct layout *l, struct box art)
{
    struct pen p = {c, art.x, art.y, art.w / 100.0};
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST;
    uint32_t pri = theme_colour(&l->options.theme, COLOUR_PRI),
             lamp = contrast ? 0 : theme_colour(&l->options.theme, COLOUR_LAMP);
    quarterfoil(&p, 24, 25, pri);
    quarterfoil(&p, 17.5, 17, lamp);
    rect(&p, 47, 14, 6, 72, 0, pri);
    rect(&p, 14, 47, 72, 6, 0, pri);
}

static void ring(struct canvas *c, struct text *text, const struct layout *l, const struct placed *p)
{
    const struct widget *w = p->widget;
    int width = MAX(theme_px(&l->options.theme, p->art.w > theme_px(&l->options.theme, 200) ? 20 : 10), 2);
    enum { LAST_SECONDS = 10 };
    bool calm = w->tone == TONE_OK; /* what is waited for: nothing of the person's runs out */
    bool late = w->tone == TONE_BAD || (!calm && w->number < LAST_SECONDS);
    canvas_arc(c, p->art, width, 1, theme_colour(&l->options.theme, COLOUR_LINE));
    if (w->total > 0 && w->number > 0)
        canvas_arc(c, p->art, width, MIN(1.0, (double)w->number / w->total),
                   theme_colour(&l->options.theme, late ? COLOUR_BAD : COLOUR_PRI));
    char digits[16];
    int n = snprintf(digits, sizeof digits, "%d", w->number);
    int words_w = text_measure(text, FACE_BOLD, p->font_px, digits, (size_t)n);
    struct text_target to = {
        c->pixels, c->stride, c->clip.x, c->clip.y, c->clip.x + c->clip.w, c->clip.y + c->clip.h};
    text_draw(text, &to, FACE_BOLD, p->font_px, p->art.x + (p->art.w - words_w) / 2,
              text_baseline(p->art.y, p->art.h, p->font_px), digits, (size_t)n,
              theme_colour(&l->options.theme, COLOUR_INK));
}

/* Whole pixels a module, four modules of white around, in every theme. */
static void code(struct canvas *c, const struct layout *l, const struct placed *p)
{
    enum { WHITE = 0xffffff };
    if (theme_colour(&l->options.theme, (enum colour)p->bg) != WHITE)
        canvas_fill(c, p->art, WHITE);
    QRcode *qr =
        p->widget->value[0] ? QRcode_encodeString(p->widget->value, 0, QR_ECLEVEL_M, QR_MODE_8, 1) : NULL;
    if (!qr)
        return;
    int module = MAX(p->art.w / (qr->width + 2 * CODE_QUIET), 1), off = (p->art.w - module * qr->width) / 2;
    for (int y = 0; y < qr->width; y++)
        for (int x = 0; x < qr->width; x++)
            if (qr->data[y * qr->width + x] & 1)
                canvas_fill(
                    c, (struct box){p->art.x + off + x * module, p->art.y + off + y * module, module, module},
                    0);
    QRcode_free(qr);
}

static void ink(struct canvas *c, const struct layout *l, const struct placed *p)
{
    const struct theme *t = &l->options.theme;
    int edge = theme_px(t, 64), y = p->art.y + p->art.h - theme_px(t, 144);
    canvas_dashes(c, (struct box){p->art.x + edge, y, p->art.w - 2 * edge, theme_px(t, 4)}, theme_px(t, 18),
                  theme_px(t, 14), 0xDDD7C7);
    struct brush brush = strokes_brush(l, p);
    strokes_paint(c, p->widget->ink, &brush);
}

/* A cross of dashes, so that a character finds its middle; strokes in what one reads with. */
static void pad(struct canvas *c, const struct layout *l, const struct placed *p)
{
    const struct theme *t = &l->options.theme;
    int dash = theme_px(t, 14), gap = theme_px(t, 12), wide = MAX(theme_px(t, 3), 1);
    uint32_t rgb = theme_colour(t, COLOUR_LINE);
    struct box in = box_grow(p->art, -theme_px(t, 24)), clip = c->clip;
    struct brush brush = strokes_brush(l, p);
    canvas_dashes(c, (struct box){in.x, in.y + (in.h - wide) / 2, in.w, wide}, dash, gap, rgb);
    canvas_dashes(c, (struct box){in.x + (in.w - wide) / 2, in.y, wide, in.h}, dash, gap, rgb);
    c->clip =
        box_meet(clip, box_grow(p->art, -theme_px(t, 4))); /* a finger may leave the pad, ink does not */
    strokes_paint(c, p->widget->ink, &brush);
    c->clip = clip;
}

static int darkness(const struct paint_picture *pic, double x0, double y0, double step)
{
    int sum = 0, n = 0;
    for (unsigned y = (unsigned)y0; y < MIN((unsigned)ceil(y0 + step), pic->height); y++)
        for (unsigned x = (unsigned)x0; x < MIN((unsigned)ceil(x0 + step), pic->width); x++, n++)
            sum += pic->bits[y * pic->stride + x / 8] >> (7 - x % 8) & 1;
    return n ? sum * 255 / n : 0;
}

static bool is_blank(const struct paint_picture *pic, unsigned y)
{
    for (unsigned i = 0; i < (pic->width + 7) / 8; i++)
        if (pic->bits[y * pic->stride + i])
            return false;
    return true;
}

/* How many of at most `most` rows of dots end between two lines of text: a stroke of a character has less
 * above it. */
static unsigned whole_lines(const struct paint_picture *pic, unsigned most)
{
    enum { BETWEEN = 6 };
    if (pic->height <= most)
        return pic->height;
    for (unsigned y = most, blank = 0; y > most / 2; y--) {
        blank = is_blank(pic, y - 1) ? blank + 1 : 0;
        if (blank == BETWEEN)
            return y - 1;
    }
    return most;
}

/* The lower edge of a sheet that goes on: teeth of the ground, and a line along them. */
static void torn(struct canvas *c, const struct theme *t, struct box sheet)
{
    int tooth = MAX(theme_px(t, 10), 2), line = MAX(theme_px(t, 2), 1), bottom = sheet.y + sheet.h;
    for (int x = 0; x < sheet.w; x++) {
        int at = x % (2 * tooth), deep = MAX(at < tooth ? at : 2 * tooth - at, line);
        canvas_fill(c, (struct box){sheet.x + x, bottom - deep, 1, deep}, theme_colour(t, COLOUR_BG));
        canvas_fill(c, (struct box){sheet.x + x, bottom - deep, 1, line}, theme_colour(t, COLOUR_LINE));
    }
}

/* The real dots, scaled to the width; what is longer than its place ends with a whole line, torn off below.
 */
static void paper(struct canvas *c, const struct layout *l, const struct placed *p)
{
    const struct paint_picture *pic = p->widget->live;
    struct box in = box_grow(p->art, -theme_px(&l->options.theme, 10));
    if (!pic || !pic->width || in.w <= 0 || in.h <= 0)
        return;
    double step = (double)pic->width / in.w;
    unsigned rows = whole_lines(pic, (unsigned)(in.h * step));
    struct box part = box_meet(in, c->clip);
    for (int y = part.y; y < part.y + part.h && (y - in.y) * step < rows; y++)
        for (int x = part.x; x < part.x + part.w; x++)
            canvas_blend(c, (struct box){x, y, 1, 1}, 0,
                         darkness(pic, (x - in.x) * step, (y - in.y) * step, step));
    if (rows < pic->height)
        torn(c, &l->options.theme, p->art);
}

/* In the middle of its place; before the first frame a sign of what will be there: a hand, or its icon. */
static void clip(struct canvas *c, struct text *text, const struct layout *l, const struct placed *p)
{
    enum { HAND = 144 };
    const struct picture *pic = p->widget->live;
    if (!pic) {
        int px = MIN(theme_px(&l->options.theme, HAND), p->art.h);
        struct text_target to = {
            c->pixels, c->stride, c->clip.x, c->clip.y, c->clip.x + c->clip.w, c->clip.y + c->clip.h};
        text_draw_character(text, &to, FACE_ICON, px, p->art.x + (p->art.w - px) / 2,
                            p->art.y + (p->art.h + px) / 2,
                            icon_code(*p->widget->icon ? p->widget->icon : "sign_language"),
                            theme_colour(&l->options.theme, COLOUR_INK2));
        return;
    }
    int left = p->art.x + (p->art.w - pic->width) / 2, top = p->art.y + (p->art.h - pic->height) / 2;
    struct box part = box_meet(box_meet((struct box){left, top, pic->width, pic->height}, p->art), c->clip);
    for (int y = part.y; y < part.y + part.h; y++)
        memcpy(c->pixels + (size_t)y * (size_t)c->stride + part.x,
               pic->pixels + (size_t)(y - top) * (size_t)pic->width + (part.x - left),
               (size_t)part.w * sizeof *pic->pixels);
}

static void card(const struct pen *p)
{
    static const double dark[][3] = {{104, 34, 96}, {104, 74, 64}, {104, 114, 116}, {104, 142, 92}};
    rect(p, 6, 10, 368, 232, 24, 0xBACBC6);
    rect(p, 0, 0, 368, 232, 24, 0xFFFFFF);
    for (int i = 0; i < 3; i++)
        rect(p, 32, 36 + 40 * i, 56, 14, 7, 0x9DB8D6);
    for (int i = 0; i < 4; i++)
        rect(p, dark[i][0], dark[i][1], dark[i][2], 18, 9, 0x434D49);
    rect(p, 32, 186, 304, 20, 10, 0xCBD8E6);
    rect(p, 244, 32, 96, 124, 12, 0xE2ECF6);
    rect(p, 266, 52, 52, 52, 26, 0x1D4E84);
    rect(p, 252, 116, 80, 80, 40, 0x1D4E84);
    rect(p, 244, 156, 96, 42, 0, 0xFFFFFF);
    rect(p, 32, 186, 304, 20, 10, 0xCBD8E6);
}

static void card_picture(struct canvas *c, struct box art)
{
    struct pen p = {c, art.x, art.y, art.w / 968.0};
    rect(&p, 0, 0, 968, 560, 32, 0xDCEBE7);
    rect(&p, 0, 392, 968, 168, 32, 0xBFD9D3);
    rect(&p, 0, 392, 968, 60, 0, 0xBFD9D3);
    rect(&p, 244, 340, 480, 176, 32, 0x09534D);
    rect(&p, 260, 340, 448, 152, 26, 0x0F7068);
    rect(&p, 300, 372, 368, 88, 20, 0xF4A935);
    rect(&p, 310, 382, 348, 68, 12, 0x0F7068);
    for (int i = 0; i < 2; i++) /* waves of the reader */
        for (int k = 0; k < 8; k++) {
            double r = i ? 48 : 26, a0 = (k / 8.0 - 0.5) * 1.6, a1 = ((k + 1) / 8.0 - 0.5) * 1.6;
            line(&p, 484 + r * sin(a0), 446 - r * cos(a0), 484 + r * sin(a1), 446 - r * cos(a1), 8, 0xFFFFFF);
        }
    rect(&p, 477, 435, 14, 14, 7, 0xFFFFFF);
    struct pen inner = {c, art.x + 300 * p.s, art.y + 64 * p.s, p.s};
    card(&inner);
    for (double x = 176; x < 800; x += 616) {
        line(&p, x, 168, x, 288, 14, 0x09534D);
        line(&p, x - 44, 244, x, 288, 14, 0x09534D);
        line(&p, x + 44, 244, x, 288, 14, 0x09534D);
    }
}

static void send_picture(struct canvas *c, struct box art)
{
    static const double roof[][2] = {{430, 116}, {512, 160}, {512, 172}, {348, 172}, {348, 160}};
    static const double scrawl[][2] = {{92, 308},  {104, 294}, {116, 292}, {128, 302}, {142, 312},
                                       {154, 304}, {164, 288}, {178, 280}, {192, 292}};
    struct pen p = {c, art.x, art.y, art.w / 520.0};
    rect(&p, 56, 116, 188, 248, 20, 0x09534D);
    rect(&p, 64, 124, 172, 232, 12, 0xFFFFFF);
    for (int i = 0; i < 3; i++)
        rect(&p, 88, 160 + 36 * i, i == 0 ? 96 : i == 1 ? 124 : 110, 16, 8, 0xBFD9D3);
    for (int i = 0; i + 1 < 9; i++)
        line(&p, scrawl[i][0], scrawl[i][1], scrawl[i + 1][0], scrawl[i + 1][1], 8, 0x09534D);
    rect(&p, 271, 227, 18, 18, 9, 0xF4A935);
    rect(&p, 301, 219, 18, 18, 9, 0xF4A935);
    rect(&p, 331, 215, 18, 18, 9, 0xF4A935);
    struct canvas_point points[5];
    for (int i = 0; i < 5; i++)
        points[i] = (struct canvas_point){p.x + roof[i][0] * p.s, p.y + roof[i][1] * p.s};
    canvas_polygon(c, points, 5, 0x09534D);
    for (int i = 0; i < 4; i++)
        rect(&p, 364 + 38 * i, 188, 20, 104, 6, 0x09534D);
    rect(&p, 344, 306, 172, 24, 8, 0x09534D);
}

void paint_special(struct canvas *c, struct text *text, const struct layout *layout, const struct placed *p)
{
    enum { SCRIM = 0x101816, SCRIM_ALPHA = 158 }; /* 62 % */
    switch (p->special) {
    case SPECIAL_NONE:
        break;
    case SPECIAL_MARK:
        mark(c, layout, p->art);
        break;
    case SPECIAL_RING:
        ring(c, text, layout, p);
        break;
    case SPECIAL_QR:
        code(c, layout, p);
        break;
    case SPECIAL_INK:
        ink(c, layout, p);
        break;
    case SPECIAL_PAD:
        pad(c, layout, p);
        break;
    case SPECIAL_CARD_PICTURE:
        card_picture(c, p->art);
        break;
    case SPECIAL_HOW_PICTURE:
        paint_how(c, text, layout, p);
        break;
    case SPECIAL_SEND_PICTURE:
        send_picture(c, p->art);
        break;
    case SPECIAL_WALL:
        paint_wall(c, &p->art, p->widget->id[0] != '\0', layout->options.theme.palette == PALETTE_CONTRAST,
                   language_from_right(layout->options.language));
        break;
    case SPECIAL_SCRIM:
        canvas_blend(c, p->art, SCRIM, SCRIM_ALPHA);
        break;
    case SPECIAL_LIVE:
        paper(c, layout, p);
        break;
    case SPECIAL_CLIP:
        clip(c, text, layout, p);
        break;
    }
}
