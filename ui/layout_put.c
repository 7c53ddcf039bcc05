#include "ui/layout_parts.h"

#include "base/icons.h"
#include "base/secret.h"
#include "base/text.h"
#include "ui/text_lines.h"
#include "ui/text_shape.h"
#include "ui/text_space.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int u(const struct layout *l, double units)
{
    return theme_px(&l->options.theme, units);
}

double by_size(const struct layout *l, double standard, double large)
{
    return l->options.theme.large ? large : standard;
}

double apart(const struct layout *l, double standard, double roomy)
{
    return l->options.theme.large || l->options.steady ? roomy : standard;
}

struct placed *put(struct layout *l, const struct widget *w, enum made made, struct box box)
{
    if (l->dry)
        return NULL;
    g_assert(l->placed_count < LAYOUT_PLACED);
    struct placed *p = &l->placed[l->placed_count++];
    *p = (struct placed){.made = made,
                         .widget = w,
                         .box = box,
                         .place = w ? w->place : PLACE_BODY,
                         .fg = COLOUR_INK,
                         .bg = COLOUR_BG,
                         .first_shape = (uint16_t)l->shape_count,
                         .first_run = (uint16_t)l->run_count};
    return p;
}

static struct placed *last(struct layout *l)
{
    return &l->placed[l->placed_count - 1];
}

void put_clipped(struct layout *l)
{
    if (!l->dry)
        last(l)->clipped = true;
}

void put_shape(struct layout *l, struct box box, int radius, enum colour fill, enum colour line, int border)
{
    if (l->dry)
        return;
    g_assert(l->shape_count < LAYOUT_SHAPES);
    l->shapes[l->shape_count++] = (struct shape){
        .box = box, .radius = radius, .fill = (uint8_t)fill, .line = (uint8_t)line, .border = border};
    if (fill != COLOUR_NONE)
        last(l)->bg = (uint8_t)fill;
    last(l)->shapes++;
}

static void put_any(struct layout *l, struct run run)
{
    g_assert(l->run_count < LAYOUT_RUNS);
    l->runs[l->run_count++] = run;
    last(l)->runs++;
}

void put_run(struct layout *l, const char *text, size_t len, int x, int baseline, int px, enum face face,
             enum colour colour)
{
    if (l->dry || !len)
        return;
    if (!last(l)->font_px) {
        last(l)->font_px = (uint16_t)px;
        last(l)->fg = (uint8_t)colour;
    }
    put_any(l, (struct run){.text = text,
                            .len = (uint16_t)len,
                            .x = x,
                            .baseline = baseline,
                            .px = (uint16_t)px,
                            .face = (uint8_t)face,
                            .colour = (uint8_t)colour,
                            .from_right = text_from_right(text, strlen(text))});
}

/* An icon of size n fills an n by n box: its baseline is the lower edge. */
void put_icon(struct layout *l, const char *name, int x, int y, int px, enum colour colour)
{
    uint32_t code = name && *name ? icon_code(name) : 0;
    if (l->dry || !code)
        return;
    put_any(l, (struct run){.icon = code,
                            .x = x,
                            .baseline = y + px,
                            .px = (uint16_t)px,
                            .face = FACE_ICON,
                            .colour = (uint8_t)colour});
}

static bool in_taiwan(const struct layout *l)
{
    return l->options.language == LANGUAGE_ZH_TW;
}

int measure(const struct layout *l, const char *text, size_t len, enum face face, int px)
{
    int width = 0;
    uint32_t before = 0;
    for (const char *p = text; p < text + len && *p;) {
        uint32_t c = text_shape_next(text, text + len, &p);
        width +=
            l->options.advance(l->options.letters, face, px, c) + text_space(before, c, px, in_taiwan(l));
        before = c;
    }
    return width;
}

static struct text_type type_of(const struct layout *l, const struct style *style)
{
    return (struct text_type){.advance = l->options.advance,
                              .letters = l->options.letters,
                              .face = style->face,
                              .px = u(l, style->size),
                              .taiwan = in_taiwan(l),
                              .hangs = !language_from_right(l->options.language)};
}

/* What is typed, and facts in columns, keep their lines as they grow. */
static bool may_be_even(const struct layout *l)
{
    const struct widget *w = l->dry ? NULL : l->placed[l->placed_count - 1].widget;
    return w && w->role != ROLE_FIELD && w->look != LOOK_KEY_VALUE;
}

/* A few lines leave no character or two alone on the last one: they are of about one length. Their number
 * stays, so a height that was measured stays too. */
static int even_width(struct text_lines *t, int w, int px)
{
    enum { FEW = 3 };
    bool too_wide = false;
    unsigned count = text_lines_count(t, w, w, &too_wide);
    if (count < 2 || count > FEW || too_wide ||
        text_lines_wide(t, t->begins[count - 1], t->count) > px * 5 / 2)
        return w;
    return text_lines_even(t, w, MAX(px / 4, 1), false);
}

/* Behind a mark, or behind 非常, which belongs to the whole of what follows. */
static bool ends_clause(const char *text, const char *end)
{
    static const char *const marks[] = {"，", "。", "；", "：", "？", "非常"};
    for (unsigned i = 0; i < G_N_ELEMENTS(marks); i++)
        if ((size_t)(end - text) >= strlen(marks[i]) &&
            strncmp(end - strlen(marks[i]), marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

/* Two lines of Chinese part where one draws breath, if neither is short: the width of the
 * first. Their number stays, as above. */
static int clause_width(struct text_lines *t, int w)
{
    int best = w, nearest = INT_MAX, all = text_lines_wide(t, 0, t->count);
    bool too_wide = false;
    if (text_lines_count(t, w, w, &too_wide) != 2 || too_wide)
        return w;
    for (unsigned at = 1; at < t->count; at++) {
        if (!ends_clause(t->text, t->text + t->at[at]) || !text_lines_may_end(t, at))
            continue;
        int first = text_lines_wide(t, 0, at), rest = text_lines_wide(t, at, t->count);
        if (first <= w && rest <= w && first >= all / 3 && rest >= all / 3 && abs(first - rest) < nearest) {
            best = first;
            nearest = abs(first - rest);
        }
    }
    return best;
}

int lines_even(const struct layout *l, const char *text, int w, const struct style *style, int step)
{
    struct text_lines t;
    struct text_type type = type_of(l, style);
    text_lines_look(&t, text, &type);
    if (*text_lines_rest(&t) || (l->dry && !text_lines_tear(&t, w))) /* as high as they are when evened out */
        return w;
    return text_lines_even(&t, w, step, true);
}

/* Puts the lines of `t` down. */
static void put_lines(struct layout *l, const struct text_lines *t, int x, int y, int w,
                      const struct style *style, bool from_right)
{
    int px = u(l, style->size), step = (int)lround(style->size * style->line * l->options.theme.scale);
    for (unsigned i = 0; i < t->lines; i++, y += step) {
        const char *text;
        size_t shown = text_lines_line(t, i, &text);
        int spare = style->align < 0 ? 0 : MAX(w - text_lines_wide(t, t->begins[i], t->begins[i + 1]), 0);
        int left = x + (style->align == 0 ? spare / 2 : style->align > 0 ? spare : 0);
        if (style->align < 0)
            left -= text_stands_out(text_next(&(const char *){text}), px);
        put_run(l, text, shown, left, text_baseline(y, step, px), px, style->face, style->colour);
        if (shown)
            l->runs[l->run_count - 1].from_right = from_right;
    }
}

int lines(struct layout *l, const char *text, int x, int y, int w, const struct style *style)
{
    struct text_lines t;
    struct text_type type = type_of(l, style);
    int first = w, height = 0, step = (int)lround(style->size * style->line * l->options.theme.scale);
    bool from_right = !l->dry && text_from_right(text, strlen(text)), too_wide = false;
    for (const char *at = text; *at;) {
        text_lines_look(&t, at, &type);
        bool all = at == text && !*text_lines_rest(&t),
             several = text_lines_count(&t, w, w, &(bool){false}) > 1;
        if (all && several && may_be_even(l)) {
            first = clause_width(&t, w);
            int even = first < w ? w : even_width(&t, w, type.px);
            x += style->align == 0 ? (w - even) / 2 : style->align > 0 ? w - even : 0;
            w = even;
        }
        if (l->dry)
            text_lines_count(&t, MIN(first, w), w, &too_wide);
        else
            text_lines_fill(&t, MIN(first, w), w, &too_wide);
        at = text_lines_rest(&t);
        if (!l->dry)
            put_lines(l, &t, x, y + height, w, style, from_right);
        height += step * (int)MAX(t.lines, 1U);
    }
    if (too_wide)
        put_clipped(l);
    return height;
}

int lines_count(const struct layout *l, const char *text, int w, const struct style *style)
{
    struct text_lines t;
    struct text_type type = type_of(l, style);
    int count = 0;
    bool too_wide = false;
    while (*text) {
        text_lines_look(&t, text, &type);
        text_lines_count(&t, w, w, &too_wide);
        if (too_wide)
            return INT_MAX;
        text = text_lines_rest(&t);
        count += (int)MAX(t.lines, 1U);
    }
    return count;
}

int lines_width(const struct layout *l, const char *text, const struct style *style)
{
    int widest = 0;
    while (*text) {
        size_t n = strcspn(text, "\n");
        widest = MAX(widest, measure(l, text, n, style->face, u(l, style->size)));
        text += n + (text[n] == '\n');
    }
    return widest;
}
