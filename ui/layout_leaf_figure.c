/* Pictures that are drawn: ring, bar, mark, result, timeline, code, paper, signature, illustrations. */
#include "ui/code.h"
#include "ui/layout_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct placed *special(struct layout *l, int widget, struct box box, enum special what, struct box art)
{
    struct placed *p = leaf_put(l, widget, box);
    if (p) {
        p->special = what;
        p->art = art;
    }
    return p;
}

/* Beside words and in a row; large, its number is no smaller than the letters around it may be. */
static int small_ring(const struct layout *l)
{
    return u(l, l->options.theme.large ? 120 : l->in_list ? 96 : 104);
}

/* Its number is painted with it; its label is only spoken. Large in a dialog or alone, small in a row. */
static int ring(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    bool small = box.w < u(l, 240);
    bool low = l->options.theme.landscape || l->compact;
    bool least = (l->options.theme.landscape || l->lowered) && l->options.theme.large;
    int d = u(l, least ? l->compact ? 120 : 160 : w->place == PLACE_DIALOG ? 240 : low ? 200 : 320);
    if (l->in_list || small)
        d = small_ring(l);
    struct box art = {small ? box.x : box.x + (box.w - d) / 2, box.y, d, d};
    struct placed *p = special(l, widget, art, SPECIAL_RING, art);
    if (p)
        p->font_px = (uint16_t)lround(d * 0.36);
    return d;
}

static int bar(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    int h = u(l, 24), width = MIN(box.w, u(l, 728)), x = l->centre ? box.x + (box.w - width) / 2 : box.x;
    int done = w->total > 0 ? (int)((int64_t)width * CLAMP(w->number, 0, w->total) / w->total) : 0;
    leaf_put(l, widget, box);
    put_shape(l, (struct box){x, box.y, width, h}, h / 2, COLOUR_LINE, COLOUR_NONE, 0);
    if (done > 0)
        put_shape(l, (struct box){x, box.y, MAX(done, h), h}, h / 2, COLOUR_PRI, COLOUR_NONE, 0);
    return h;
}

static int steps(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    int total = CLAMP(w->total, 1, 8), gap = u(l, 12), h = u(l, by_size(l, 16, 20));
    leaf_put(l, widget, box);
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST;
    for (int i = 0; i < total; i++) {
        int x0 = (int)((int64_t)(box.w + gap) * i / total),
            x1 = (int)((int64_t)(box.w + gap) * (i + 1) / total) - gap;
        enum colour fill = i + 1 < w->number    ? contrast ? COLOUR_EDGE : COLOUR_PRI
                           : i + 1 == w->number ? COLOUR_LAMP
                           : contrast           ? COLOUR_BG
                                                : COLOUR_LINE;
        bool now = i + 1 == w->number;
        put_shape(l, (struct box){box.x + x0, box.y, x1 - x0, h}, h / 2, fill,
                  now        ? COLOUR_LAMP_INK
                  : contrast ? COLOUR_EDGE
                             : COLOUR_NONE,
                  now || contrast ? u(l, 3) : 0);
    }
    return h;
}

static int result(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    enum tone tone = w->tone == TONE_NONE ? TONE_OK : w->tone;
    bool good = tone == TONE_OK, bad = tone == TONE_BAD; /* good news is large and filled */
    int d = u(l, bad ? 128 : 176),
        icon = u(l, good  ? 128
                    : bad ? 80
                          : 104),
        indent = d + u(l, bad ? 32 : 40), width = box.w - indent;
    struct style s = {by_size(l, 80, 96), 1.2, FACE_BOLD, COLOUR_INK, -1};
    struct style more = {theme_type(&l->options.theme, TYPE_LEAD), 1.5, FACE_REGULAR, COLOUR_INK2, -1};
    bool was_dry = l->dry;
    l->dry = true;
    if (!good || lines_width(l, w->label, &s) > width)
        s.size = l->give >= GIVE_TITLE ? by_size(l, 52, 60) : theme_type(&l->options.theme, TYPE_H1);
    int label = lines(l, w->label, 0, 0, width, &s) + u(l, 8);
    bool high = l->compact && !l->options.theme.large &&
                label + lines(l, w->detail, 0, 0, width, &more) > d; /* in long words */
    if (l->give >= GIVE_TITLE || high) {
        more.size = theme_type(&l->options.theme, TYPE_BODY);
        more.line = 1.3;
    }
    int text = label + lines(l, w->detail, 0, 0, width, &more);
    l->dry = was_dry;
    int height = MAX(d, text), y = box.y + (height - text) / 2, dy = box.y + (height - d) / 2;
    struct placed *p = leaf_put(l, widget, box);
    uint8_t bg = p ? p->bg : 0;
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST;
    put_shape(l, (struct box){box.x, dy, d, d}, d / 2, good ? tone_ink(tone) : tone_tint(tone),
              contrast ? tone_ink(tone) : COLOUR_NONE, contrast ? u(l, 4) : 0);
    put_icon(l, w->icon[0] ? w->icon : "check", box.x + (d - icon) / 2, dy + (d - icon) / 2, icon,
             good ? COLOUR_SURFACE : tone_ink(tone));
    if (p)
        p->bg = bg;
    y += lines(l, w->label, box.x + indent, y, width, &s) + u(l, 8);
    lines(l, w->detail, box.x + indent, y, width, &more);
    return height;
}

static bool followed(const struct layout *l, int widget)
{
    return (unsigned)widget + 1 < l->page->count && l->page->widgets[widget + 1].look == LOOK_TIMELINE;
}

/* One happening: tone OK past, LAMP now, NONE still to come. */
static int timeline(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    bool past = w->tone == TONE_OK, now = w->tone == TONE_LAMP, more_below = followed(l, widget);
    int d = u(l, 56), indent = d + u(l, 28), width = box.w - indent, icon = u(l, 38);
    struct style s = {by_size(l, 38, 54), 1.42, FACE_BOLD,
                      l->centre && !past && !now ? COLOUR_INK2 : COLOUR_INK, -1};
    struct style more = {by_size(l, 32, 44), 1.44, FACE_REGULAR, COLOUR_INK2, -1};
    struct placed *p = leaf_put(l, widget, box);
    uint8_t bg = p ? p->bg : 0;
    int y = box.y + lines(l, w->label, box.x + indent, box.y, width, &s);
    y += lines(l, w->detail, box.x + indent, y, width, &more);
    int height = MAX(y - box.y, d) + (more_below ? u(l, l->compact ? 16 : 36) : 0);
    if (more_below)
        put_shape(l, (struct box){box.x + u(l, 26), box.y + d, u(l, 4), height - d}, 0,
                  past ? COLOUR_OK : COLOUR_LINE, COLOUR_NONE, 0);
    put_shape(l, (struct box){box.x, box.y, d, d}, d / 2,
              past  ? COLOUR_OK
              : now ? COLOUR_LAMP
                    : COLOUR_SURFACE,
              past  ? COLOUR_OK
              : now ? COLOUR_LAMP_INK
                    : COLOUR_EDGE,
              u(l, 4));
    if (past || now)
        put_icon(l,
                 past         ? "check"
                 : w->icon[0] ? w->icon
                              : "more_horiz",
                 box.x + (d - icon) / 2, box.y + (d - icon) / 2, icon,
                 past ? COLOUR_SURFACE : COLOUR_ON_LAMP);
    if (p)
        p->bg = bg;
    return height;
}

/* 29 modules of 7 or 8 pixels and four of margin on each side: version 3. A white card around it is margin
 * enough; a black one keeps some of its own around the white, and is little higher. */
static int code_margin(const struct layout *l)
{
    if (l->options.theme.palette == PALETTE_CONTRAST)
        return l->in_card && !l->options.theme.landscape ? u(l, 12)
                                                         : 0; /* lying, its words stand right below */
    return l->in_card ? u(l, 28) : 0;
}

/* Held to a phone by somebody who stands: large, and alone in the middle. */
static bool is_payment(const struct widget *w)
{
    return w->total > 1;
}

bool leaf_is_payment(const struct layout *l, int node)
{
    const struct widget *w = node_widget(l, node);
    return w && w->look == LOOK_QR && is_payment(w);
}

enum { PAYMENT_EDGE = 6, PAYMENT_MODULE = 12, SOME_MODULES = 33 };

int code_least(const struct layout *l)
{
    return (int)ceil(PAYMENT_MODULE * l->options.theme.scale - 1e-9);
}

/* The frame stands on the quiet zone's outer edge. */
int code_size(const struct layout *l, const struct widget *w)
{
    if (is_payment(w))
        return ((w->number ? w->number : SOME_MODULES) + 2 * CODE_QUIET) *
                   (l->module ? l->module : code_least(l)) +
               2 * u(l, PAYMENT_EDGE);
    return u(l, w->total && !l->options.theme.landscape ? 296 : 264) - 2 * code_margin(l);
}

static int code(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    int d = code_size(l, w), indent = d + u(l, 32), width = box.w - indent;
    struct style s = {by_size(l, 40, 54), 1.35, FACE_BOLD, COLOUR_INK, -1};
    struct style more = {by_size(l, 34, 44), 1.47, FACE_REGULAR, COLOUR_INK2, -1};
    bool beside = width > u(l, 160), was_dry = l->dry;
    int margin = code_margin(l);
    if (is_payment(w)) {
        d = MIN(d, box.w);
        int edge = u(l, PAYMENT_EDGE);
        struct box frame = {box.x + (box.w - d) / 2, box.y, d, d};
        special(l, widget, box, SPECIAL_QR,
                (struct box){frame.x + edge, frame.y + edge, d - 2 * edge, d - 2 * edge});
        put_shape(l, frame, u(l, 24), COLOUR_WHITE, COLOUR_PRI, u(l, 6));
        return d;
    }
    l->dry = true;
    int text = !beside ? 0 : lines(l, w->label, 0, 0, width, &s) + lines(l, w->detail, 0, 0, width, &more);
    l->dry = was_dry;
    int high = MAX(d, text), y = box.y + (high - text) / 2; /* words and code have one middle */
    special(l, widget, box, SPECIAL_QR,
            (struct box){box.x - margin, box.y + (high - d) / 2 - margin, d + 2 * margin, d + 2 * margin});
    if (!beside && w->detail[0] &&
        box.w <= d) { /* a card of its own, no wider than the code: what it is for */
        struct style below = {theme_type(&l->options.theme, TYPE_CAPTION), 1.3, FACE_BOLD, COLOUR_INK, 0};
        return d + u(l, 4) + lines(l, w->label, box.x, box.y + d + u(l, 4), box.w, &below);
    }
    if (!beside)
        return d;
    y += lines(l, w->label, box.x + indent, y, width, &s);
    lines(l, w->detail, box.x + indent, y, width, &more);
    return high;
}

static int signature(struct layout *l, int widget, struct box box)
{
    enum { LEAST = 208, NARROW = 240, LOW = 280, LYING = 360, STANDING = 320 }; /* it grows with its page */
    bool land = l->options.theme.landscape, narrow = l->options.theme.large || l->give >= GIVE_KEYS;
    int h = u(l, l->give >= GIVE_HEAD ? LEAST
                 : !land              ? STANDING
                 : narrow             ? NARROW
                 : l->compact         ? LOW
                                      : LYING);
    if (l->dry)
        return h;
    box.h = h = MAX(h, box.h); /* the whole of its column */
    special(l, widget, box, SPECIAL_INK, box);
    put_shape(l, box, u(l, 24), COLOUR_WHITE, COLOUR_EDGE, u(l, 4));
    const struct widget *w = &l->page->widgets[widget];
    bool crossed = w->ink && w->ink->count && h < u(l, LOW); /* where the line stands in the way of the ink */
    const char *label = crossed ? "" : w->hint;
    put_run(l, label, strlen(label), box.x + u(l, 64), box.y + h - u(l, 76), u(l, by_size(l, 34, 44)),
            FACE_REGULAR, COLOUR_BLACK);
    return h;
}

/* Where one character is written: white paper in the ordinary themes, a slate in the contrast theme. */
static int pad(struct layout *l, int widget, struct box box)
{
    int h = u(l, 560) - l->pad_less;
    if (l->dry)
        return h;
    box.h = MAX(h, box.h);
    special(l, widget, box, SPECIAL_PAD, box);
    put_shape(l, box, u(l, 24), COLOUR_SURFACE, COLOUR_EDGE,
              u(l, l->options.theme.palette == PALETTE_STANDARD ? 3 : 4));
    return h;
}

static int picture(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    bool send = strcmp(l->page->screen, "sending") == 0, card = strcmp(l->page->screen, "identify") == 0;
    bool small = l->compact || l->options.theme.landscape || l->options.theme.large;
    if (card || send) {
        int h = u(l, send    ? (small ? 330 : 440)
                     : small ? 380
                             : 560),
            width = send ? h * 520 / 440 : MIN(box.w, h * 968 / 560);
        special(l, widget, box, send ? SPECIAL_SEND_PICTURE : SPECIAL_CARD_PICTURE,
                (struct box){box.x + (box.w - width) / 2, box.y, width, h});
        return h;
    }
    small = small || box.w <= u(l, 128); /* beside words */
    int d = u(l, small ? 128 : 176), icon = u(l, small ? 84 : 112),
        x = l->centre ? box.x + (box.w - d) / 2 : box.x;
    struct placed *p = leaf_put(l, widget, box);
    put_shape(l, (struct box){x, box.y, d, d}, u(l, 32), tone_tint(w->tone), COLOUR_NONE, 0);
    put_icon(l, w->icon, x + (d - icon) / 2, box.y + (d - icon) / 2, icon, tone_ink(w->tone));
    if (p)
        p->box.w = p->box.h = d;
    return d;
}

/* The words below a drawing, their lines of one length: no word alone on the last. The height used. */
static int below_drawing(struct layout *l, const char *text, struct box box, const struct style *s)
{
    int even = lines_even(l, text, box.w, s, u(l, 8));
    return lines(l, text, box.x + (box.w - even) / 2, box.y, even, s);
}

/* One of three cards, or one alone: a drawing, and below it what it says; where room is short, no second
 * sentence. */
static int how(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    bool low = l->compact || l->options.theme.landscape;
    bool lying = l->compact && l->options.theme.landscape; /* less picture, wider words */
    bool alone = box.w > u(l, 600), more = *w->detail && !low && !l->options.theme.large;
    int width = MIN(box.w - u(l, 48), u(l, lying           ? 192
                                           : alone && !low ? 528
                                                           : 264)),
        wide = box.w - u(l, alone ? 48 : 28), high = width * 216 / 264, pad = u(l, low ? 20 : 32);
    struct style s = {by_size(l, 36, 52), 50.0 / 36, FACE_BOLD, COLOUR_INK, 0},
                 small = {by_size(l, 30, 44), 1.45, FACE_REGULAR, COLOUR_INK2, 0};
    struct box art = {box.x + (box.w - width) / 2, box.y + pad, width, high},
               text = {box.x + (box.w - wide) / 2, art.y + high + u(l, low ? 12 : 24), wide, 0};
    bool was_dry = l->dry;
    l->dry = true;
    int label = below_drawing(l, w->label, text, &s), gap = u(l, 8),
        height =
            text.y + label + (more ? gap + below_drawing(l, w->detail, text, &small) : 0) + u(l, 28) - box.y;
    l->dry = was_dry;
    box.h = MAX(box.h, height);
    struct placed *p = special(l, widget, box, SPECIAL_HOW_PICTURE, art);
    put_shape(l, box, u(l, 24), COLOUR_SURFACE, COLOUR_LINE,
              u(l, l->options.theme.palette == PALETTE_STANDARD ? 2 : 4));
    below_drawing(l, w->label, text, &s);
    text.y += label + gap;
    if (more)
        below_drawing(l, w->detail, text, &small);
    if (p)
        p->bg = COLOUR_SURFACE;
    return height;
}

/* A person's hands and face, or what a camera sees, as large as there is room, on a ground of their own. */
static int clip(struct layout *l, int widget, struct box box)
{
    enum { LEAST = 400, LEAST_SMALL = 240, EDGE = 8 };
    int h = u(l, l->page->widgets[widget].total ? LEAST_SMALL : LEAST),
        edge = u(l, EDGE); /* at least: it grows with its page */
    if (l->dry)
        return h;
    box.h = h = MAX(h, box.h);
    special(l, widget, box, SPECIAL_CLIP,
            (struct box){box.x + edge, box.y + edge, box.w - 2 * edge, box.h - 2 * edge});
    put_shape(l, box, u(l, 24), COLOUR_SURFACE, COLOUR_LINE, u(l, 2));
    return h;
}

int leaf_figure(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    switch ((int)w->look) {
    case LOOK_RING:
        return ring(l, widget, box);
    case LOOK_BAR:
        return bar(l, widget, box);
    case LOOK_STEPS:
        return steps(l, widget, box);
    case LOOK_RESULT:
        return result(l, widget, box);
    case LOOK_TIMELINE:
        return timeline(l, widget, box);
    case LOOK_QR:
        return code(l, widget, box);
    case LOOK_SIGNATURE:
        return signature(l, widget, box);
    case LOOK_PAD:
        return pad(l, widget, box);
    case LOOK_ILLUSTRATION:
        return picture(l, widget, box);
    case LOOK_HOW:
        return how(l, widget, box);
    case LOOK_CLIP:
        return clip(l, widget, box);
    case LOOK_MARK: {
        int d = u(l, 80);
        special(l, widget, box, SPECIAL_MARK, (struct box){box.x, box.y, d, d});
        return d;
    }
    default: /* paper, pictures from a camera */
        special(l, widget, box, SPECIAL_LIVE, box);
        put_shape(l, box, 0, l->page->widgets[widget].live ? COLOUR_WHITE : COLOUR_SURFACE, COLOUR_LINE,
                  u(l, 2)); /* a sheet with nothing on it is no light in the dark */
        return MAX(box.h, u(l, 480));
    }
}

int leaf_figure_width(struct layout *l, const struct widget *w)
{
    switch ((int)w->look) {
    case LOOK_RING:
        return small_ring(l);
    case LOOK_MARK:
        return u(l, 80);
    case LOOK_ILLUSTRATION:
        return u(l, 128);
    case LOOK_QR:
        return code_size(l, w);
    default:
        return u(l, 320);
    }
}
