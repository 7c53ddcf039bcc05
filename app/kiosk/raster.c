#include "raster.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "ui/screens/receipt.h"
#include "ui/text.h"
#include "ui/text_lines.h"
#include "ui/text_space.h"

/* DESIGN.md section 10, in dots: 8 a millimetre. */
enum {
    NARROW_MARGIN = 8, /* 58 mm of paper: its head leaves 5 mm free at either side already */
    TOP = 24,
    BOTTOM = 32,
    TALLEST = 6000,
    THRESHOLD = 148 /* 58 % of 255 */,
    INK = 255,
    MARK = 88,
    MODULE = 8,         /* the largest: 1 mm */
    CODE_ALONE = 400,   /* of a code too wide to stand beside its lines: 50 mm */
    BESIDE_LEAST = 170, /* five characters */
    QUIET = 12,         /* of the code's 32: what the margins do not give */
    KEY_COLUMN = 116,
    STEP_DISC = 40,
    GAP = 24
};

struct canvas {
    struct text *text;
    uint8_t *grey;     /* secret: a masked name stands on it */
    int width, margin; /* of the head; left and right of all that is written */
    int y, column;     /* where all values of this paper begin */
    bool taiwan;
    bool from_right; /* all that is written and drawn changes sides; the code keeps its dots */
};

static int content(const struct canvas *c)
{
    return c->width - 2 * c->margin;
}

/* 58 mm: what stands side by side on 80 stands one below the other. */
static bool narrow(const struct canvas *c)
{
    return c->width < RECEIPT_DOTS_80MM;
}

static void dot(struct canvas *c, int x, int y, bool ink)
{
    if (x >= 0 && x < c->width && y >= 0 && y < TALLEST)
        c->grey[y * c->width + x] = ink ? INK : 0;
}

static void box(struct canvas *c, int x, int y, int w, int h, bool ink)
{
    for (int row = y; row < y + h; row++)
        for (int column = x; column < x + w; column++)
            dot(c, column, row, ink);
}

static void disc(struct canvas *c, double cx, double cy, double r, bool ink)
{
    for (int y = (int)(cy - r) - 1; y <= (int)(cy + r) + 1; y++)
        for (int x = (int)(cx - r) - 1; x <= (int)(cx + r) + 1; x++)
            if ((x + 0.5 - cx) * (x + 0.5 - cx) + (y + 0.5 - cy) * (y + 0.5 - cy) <= r * r)
                dot(c, x, y, ink);
}

static int side_of(const struct canvas *c, int x, int w)
{
    return c->from_right ? c->width - x - w : x;
}

/* A piece of a line that begins at x, or ends there when lines go from right to left. */
static void piece(struct canvas *c, enum face face, int px, int x, int y, int line, const char *utf8,
                  size_t n, bool ink)
{
    while (n > 0 && utf8[n - 1] == ' ')
        n--;
    text_draw_grey(c->text, c->grey, c->width, TALLEST, face, px,
                   side_of(c, x, text_measure(c->text, face, px, utf8, n)), text_baseline(y, line, px), utf8,
                   n, ink);
}

static void write_at(struct canvas *c, enum face face, int px, int x, int y, int line, const char *utf8,
                     bool ink)
{
    piece(c, face, px, x, y, line, utf8, strlen(utf8), ink);
}

static int wide(struct canvas *c, enum face face, int px, const char *utf8)
{
    return text_measure(c->text, face, px, utf8, strlen(utf8));
}

static void centred(struct canvas *c, enum face face, int px, int line, const char *utf8, bool ink)
{
    write_at(c, face, px, (c->width - wide(c, face, px, utf8)) / 2, c->y, line, utf8, ink);
    c->y += line;
}

static int advance(void *letters, enum face face, int px, uint32_t character)
{
    return text_advance(letters, face, px, character);
}

/* Lines of their own text from x on, broken as on the screen; the height taken. */
struct lines {
    enum face face;
    int px, line, x, room;
    int first; /* room of the first one, which ends where the others do */
    bool centred;
};

static int wrapped(struct canvas *c, const struct lines *lines, int y, const char *utf8)
{
    struct text_type type = {advance, c->text, lines->face, lines->px, c->taiwan, !c->from_right};
    struct text_lines t;
    int begun = y, first = lines->first;
    bool too_wide = false;

    do {
        text_lines_look(&t, utf8, &type);
        text_lines_fill(&t, first, lines->room, &too_wide);
        utf8 = text_lines_rest(&t);
        for (unsigned i = 0; i < t.lines && y < TALLEST - lines->line; i++, y += lines->line) {
            const char *text;
            size_t n = text_lines_line(&t, i, &text);
            int begin = lines->x + lines->room - (i > 0 ? lines->room : first),
                out = i > 0 ? text_stands_out(text_next(&(const char *){text}), lines->px) : 0,
                middle = (c->width - text_lines_wide(&t, t.begins[i], t.begins[i + 1])) / 2;

            piece(c, lines->face, lines->px, lines->centred ? middle : begin - out, y, lines->line, text, n,
                  true);
        }
        first = lines->room;
    } while (*utf8 != '\0' && y < TALLEST - lines->line);
    return MAX(y - begun, lines->line);
}

static int paragraph(struct canvas *c, enum face face, int px, int line, int x, int y, const char *utf8)
{
    int room = c->width - c->margin - x;

    return wrapped(c, &(struct lines){face, px, line, x, room, room, false}, y, utf8);
}

/* As many centred lines as it needs. */
static void centred_lines(struct canvas *c, enum face face, int px, int line, const char *utf8)
{
    if (*utf8 != '\0')
        c->y +=
            wrapped(c, &(struct lines){face, px, line, c->margin, content(c), content(c), true}, c->y, utf8);
}

/* The begonia window, black and white (DESIGN.md 2.6): in a square of 100. */
static void mark(struct canvas *c, int x, int y, int size)
{
    static const double outer[2] = {25, 24}, inner[2] = {17, 17.5};
    const double *const rings[] = {outer, inner};
    double u = size / 100.0;

    for (int i = 0; i < 2; i++) {
        double r = rings[i][0] * u, d = rings[i][1] * u, cx = x + 50 * u, cy = y + 50 * u;

        disc(c, cx, cy - d, r, i == 0);
        disc(c, cx, cy + d, r, i == 0);
        disc(c, cx - d, cy, r, i == 0);
        disc(c, cx + d, cy, r, i == 0);
        box(c, (int)(cx - d), (int)(cy - d), (int)(2 * d), (int)(2 * d), i == 0);
    }
    box(c, x + (int)(47 * u), y + (int)(14 * u), (int)(6 * u), (int)(72 * u), true);
    box(c, x + (int)(14 * u), y + (int)(47 * u), (int)(72 * u), (int)(6 * u), true);
}

/* The largest size at which it fits, from `px` down. */
static int fit(struct canvas *c, enum face face, int px, int least, const char *utf8, int room)
{
    while (px > least && wide(c, face, px, utf8) > room)
        px--;
    return px;
}

/* The mark, and beneath it all that it says: beside it there is no room. */
static void narrow_head(struct canvas *c, const struct receipt_block *b)
{
    mark(c, (c->width - MARK) / 2, c->y, MARK);
    c->y += MARK + 8;
    centred_lines(c, FACE_BOLD, 44, 52, b->title);
    centred_lines(c, FACE_REGULAR, 28, 36, b->text);
}

static void head(struct canvas *c, const struct receipt_block *b)
{
    enum { LEAST = 24, BESIDE = 16 };
    int room = content(c) - MARK - BESIDE, big = fit(c, FACE_BOLD, 44, LEAST, b->title, room),
        small = fit(c, FACE_REGULAR, 28, LEAST, b->text, room);
    int title = wide(c, FACE_BOLD, big, b->title), line = wide(c, FACE_REGULAR, small, b->text);
    int text = MIN(MAX(title, line), room), x = (c->width - MARK - BESIDE - text) / 2;

    if (narrow(c)) {
        narrow_head(c, b);
        return;
    }
    mark(c, side_of(c, x, MARK), c->y, MARK);
    write_at(c, FACE_BOLD, big, x + MARK + BESIDE, c->y, 52, b->title, true);
    write_at(c, FACE_REGULAR, small, x + MARK + BESIDE, c->y + 52, 36, b->text, true);
    c->y += MARK;
}

static void rule(struct canvas *c)
{
    box(c, c->margin, c->y + 18, content(c), 6, true);
    c->y += 18 + 6 + 20;
}

static void dashes(struct canvas *c)
{
    c->y += 20;
    for (int x = c->margin; x < c->width - c->margin; x += 12)
        box(c, x, c->y, 8, 4, true);
    c->y += 4 + 20;
}

/* White on black, radius 12. */
static void number(struct canvas *c, const struct receipt_block *b)
{
    enum { HEIGHT = 136, RADIUS = 12 };
    int right = c->width - c->margin, y = c->y + 18, bottom = y + HEIGHT;

    box(c, c->margin, y + RADIUS, content(c), HEIGHT - 2 * RADIUS, true);
    box(c, c->margin + RADIUS, y, content(c) - 2 * RADIUS, HEIGHT, true);
    disc(c, c->margin + RADIUS, y + RADIUS, RADIUS, true);
    disc(c, right - RADIUS, y + RADIUS, RADIUS, true);
    disc(c, c->margin + RADIUS, bottom - RADIUS, RADIUS, true);
    disc(c, right - RADIUS, bottom - RADIUS, RADIUS, true);
    c->y = y + 12;
    centred(c, FACE_REGULAR, 28, 36, b->title, false);
    centred(c, FACE_BOLD, fit(c, FACE_BOLD, 62, 40, b->text, content(c) - 2 * RADIUS), 72, b->text, false);
    c->y = bottom + 20;
}

static void pair(struct canvas *c, const struct receipt_block *b)
{
    int room = c->column - 20,
        key = wrapped(c, &(struct lines){FACE_REGULAR, 30, 44, c->margin, room, room, false}, c->y, b->title),
        value = paragraph(c, FACE_BOLD, 30, 44, c->margin + c->column, c->y, b->text);

    c->y += MAX(key, value);
}

/* The widest key makes room for itself, up to a part of the paper; longer ones go on below. */
static int column_of(struct canvas *c, const struct receipt *receipt)
{
    int column = KEY_COLUMN;

    for (unsigned i = 0; i < receipt->count; i++)
        if (receipt->blocks[i].kind == RECEIPT_PAIR)
            column = MAX(column, wide(c, FACE_REGULAR, 30, receipt->blocks[i].title) + 20);
    return MIN(column, content(c) * 2 / 5);
}

/* Bold words and what goes on behind them in the same sentence; returns the height taken. */
static int sentence(struct canvas *c, int x, int y, int line, const struct receipt_block *b)
{
    int bold = wide(c, FACE_BOLD, 28, b->title), room = c->width - c->margin - x;

    write_at(c, FACE_BOLD, 28, x, y, line, b->title, true);
    return wrapped(c, &(struct lines){FACE_REGULAR, 28, line, x, room, room - bold, false}, y, b->text);
}

static void numbered(struct canvas *c, const struct receipt_block *b)
{
    char digit[4] = {(char)('0' + b->number % 10), '\0'};
    int x = c->margin + STEP_DISC / 2 - wide(c, FACE_BOLD, 26, digit) / 2;

    c->y += 10;
    disc(c, side_of(c, c->margin, STEP_DISC) + STEP_DISC / 2.0, c->y + STEP_DISC / 2.0, STEP_DISC / 2.0,
         true);
    write_at(c, FACE_BOLD, 26, x, c->y, STEP_DISC, digit, false);
    c->y += sentence(c, c->margin + STEP_DISC + 14, c->y, 40, b);
}

/* Lines beside the code; their height. */
static int beside(struct canvas *c, const struct receipt_block *b, int x, int y)
{
    int begun = y;

    for (int i = 0; i < RECEIPT_LINES; i++)
        if (b->line[i][0] != '\0')
            y += paragraph(c, i == 0 ? FACE_BOLD : FACE_REGULAR, i == 0 ? 34 : 28, 44, x, y, b->line[i]);
    return y - begun;
}

static void modules(struct canvas *c, const QRcode *qr, int left, int top, int module)
{
    for (int i = 0; i < qr->width * qr->width; i++)
        if (qr->data[i] & 1)
            box(c, left + i % qr->width * module, top + i / qr->width * module, module, module, true);
}

/* What it is for stands beneath it, in the middle as it is. A signed code has 65 modules and more: each is as
 * large as the paper allows, for a telephone reads 0.6 mm, and an old one with a scratch on it not much less.
 */
static void code_above(struct canvas *c, const struct receipt_block *b, const QRcode *qr)
{
    int module = CLAMP(MIN(content(c) - 2 * QUIET, CODE_ALONE) / qr->width, 1, MODULE);

    modules(c, qr, (c->width - qr->width * module) / 2, c->y + QUIET, module);
    c->y += qr->width * module + 3 * QUIET;
    for (int i = 0; i < RECEIPT_LINES; i++)
        centred_lines(c, i == 0 ? FACE_BOLD : FACE_REGULAR, i == 0 ? 34 : 28, 44, b->line[i]);
}

static void code(struct canvas *c, const struct receipt_block *b)
{
    QRcode *qr = QRcode_encodeString8bit(b->text, 0, QR_ECLEVEL_M);
    int side, height, words;

    if (qr == NULL)
        return; /* longer than any code: the number above still stands */
    side = qr->width * MODULE;
    if (narrow(c) || content(c) - 2 * QUIET - side - GAP < BESIDE_LEAST) {
        code_above(c, b, qr);
        QRcode_free(qr);
        return;
    }
    modules(c, qr, side_of(c, c->margin + QUIET, side), c->y + QUIET, MODULE);
    words =
        beside(c, b, c->margin + QUIET + side + QUIET + GAP, -TALLEST); /* above the paper: only measured */
    height = MAX(side + 2 * QUIET, words);
    beside(c, b, c->margin + QUIET + side + QUIET + GAP, c->y + (height - words) / 2);
    c->y += height;
    QRcode_free(qr);
}

/* Whom to ask stands bold before its answer; the lines below begin under the answer. */
static void small_print(struct canvas *c, const struct receipt_block *b)
{
    int x = b->title[0] != '\0' ? wide(c, FACE_BOLD, 28, b->title) + 28 : 0;

    write_at(c, FACE_BOLD, 28, c->margin, c->y, 42, b->title, true);
    c->y += paragraph(c, FACE_REGULAR, 28, 42, c->margin + x, c->y, b->text) + 8;
}

static void check(struct canvas *c, const struct receipt_block *b)
{
    g_autofree char *text = g_strconcat(b->title, " ", b->text, NULL);

    c->y += 4;
    centred(c, FACE_REGULAR, 24, 34, text, true);
}

static void draw(struct canvas *c, const struct receipt_block *b)
{
    switch (b->kind) {
    case RECEIPT_HEAD:
        head(c, b);
        break;
    case RECEIPT_RULE:
        rule(c);
        break;
    case RECEIPT_DASH:
        dashes(c);
        break;
    case RECEIPT_RESULT:
        centred_lines(c, FACE_BOLD, 52, 64, b->title);
        centred_lines(c, FACE_REGULAR, 30, 42, b->text);
        break;
    case RECEIPT_NUMBER:
        number(c, b);
        break;
    case RECEIPT_PAIR:
        pair(c, b);
        break;
    case RECEIPT_HEADING:
        c->y += paragraph(c, FACE_BOLD, 34, 44, c->margin, c->y, b->title);
        break;
    case RECEIPT_STEP:
        numbered(c, b);
        break;
    case RECEIPT_CODE:
        code(c, b);
        break;
    case RECEIPT_SMALL:
        small_print(c, b);
        break;
    case RECEIPT_CHECK:
        check(c, b);
        break;
    }
}

static struct raster *blackened(const struct canvas *c)
{
    unsigned height = (unsigned)(c->y < TALLEST - BOTTOM ? c->y + BOTTOM : TALLEST),
             width = (unsigned)c->width;
    struct raster *raster = raster_new(width, height);

    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 0; x < width; x++)
            if (c->grey[y * width + x] >= THRESHOLD)
                raster->bits[y * raster->stride + x / 8] |= (uint8_t)(0x80 >> (x % 8));
    return raster;
}

struct raster *receipt_raster(struct text *text, const struct receipt *receipt, unsigned dots)
{
    struct canvas canvas = {.text = text,
                            .width = (int)dots,
                            .margin = dots < RECEIPT_DOTS_80MM ? NARROW_MARGIN : RECEIPT_MARGIN,
                            .grey = g_malloc0((gsize)dots * TALLEST),
                            .y = TOP,
                            .taiwan = receipt->language == LANGUAGE_ZH_TW,
                            .from_right = language_from_right(receipt->language)};
    struct raster *raster;

    text_traditional(text, canvas.taiwan);
    canvas.column = column_of(&canvas, receipt);
    for (unsigned i = 0; i < receipt->count && canvas.y < TALLEST - 400; i++)
        draw(&canvas, &receipt->blocks[i]);
    raster = blackened(&canvas);
    secret_wipe(canvas.grey, (size_t)dots * TALLEST);
    g_free(canvas.grey);
    return raster;
}
