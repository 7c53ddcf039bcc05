#include "ui/layout_parts.h"

#include "base/icons.h"
#include "base/secret.h"
#include "base/text.h"
#include "ui/text_shape.h"

#include <limits.h>
#include <linebreak.h>
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

int measure(const struct layout *l, const char *text, size_t len, enum face face, int px)
{
    int width = 0;
    for (const char *p = text; p < text + len && *p;)
        width += l->options.advance(l->options.letters, face, px, text_shape_next(text, text + len, &p));
    return width;
}

enum { PARAGRAPH = 2048 }; /* bytes looked at together; longer texts go on in the next piece */

/* Bytes of the next line, without the blanks or newline at its end; *skip: bytes to the one after. */
static size_t next_line(const struct layout *l, const char *text, int w, enum face face, int px, size_t *skip,
                        bool *too_wide)
{
    char breaks[PARAGRAPH];
    size_t n = strnlen(text, PARAGRAPH), fit = 0;
    int width = 0;
    set_linebreaks_utf8((const utf8_t *)text, n, "zh", breaks);
    for (const char *p = text; (size_t)(p - text) < n;) {
        uint32_t c = text_shape_next(text, text + n, &p);
        size_t at = (size_t)(p - text);
        width += c == '\n' ? 0 : l->options.advance(l->options.letters, face, px, c);
        if (width > w && c != ' ') {
            *too_wide = *too_wide || !fit;
            size_t whole = at > n ? n : at;
            size_t cut = fit ? fit : whole - 1;
            while (!fit && cut && ((unsigned char)text[cut] & 0xC0) == 0x80)
                cut--;
            *skip = cut ? cut : whole;
            return *skip;
        }
        char brk = breaks[MIN(at, n) - 1];
        if (brk == LINEBREAK_MUSTBREAK && at < n) {
            *skip = at;
            return at - (c == '\n');
        }
        if (brk == LINEBREAK_ALLOWBREAK)
            fit = at;
    }
    *skip = n;
    return n;
}

/* Lines that `w` holds, and the width of the last one. */
static int count_lines(const struct layout *l, const char *text, int w, enum face face, int px, int *last)
{
    int count = 0;
    while (*text) {
        size_t skip = 0;
        bool too_wide = false;
        size_t n = next_line(l, text, w, face, px, &skip, &too_wide);
        *last = measure(l, text, n, face, px);
        if (too_wide)
            return INT_MAX;
        count++;
        text += skip;
        while (*text == ' ')
            text++;
    }
    return count;
}

/* What is typed, and facts in columns, keep their lines as they grow. */
static bool may_be_even(const struct layout *l)
{
    const struct widget *w = l->dry ? NULL : l->placed[l->placed_count - 1].widget;
    return w && w->role != ROLE_FIELD && w->look != LOOK_KEY_VALUE;
}

/* A few lines leave no character or two alone on the last one: they are of about one length. Their number
 * stays, so a height that was measured stays too. */
static int even_width(const struct layout *l, const char *text, int w, const struct style *style)
{
    enum { FEW = 3 };
    int px = u(l, style->size), last = 0, even = w, less = MAX(px / 4, 1);
    if (!may_be_even(l) || strchr(text, '\n') || measure(l, text, strlen(text), style->face, px) <= w)
        return w;
    int count = count_lines(l, text, w, style->face, px, &last);
    if (count < 2 || count > FEW || last > px * 5 / 2)
        return w;
    while (even - less > w / 2 && count_lines(l, text, even - less, style->face, px, &last) == count)
        even -= less;
    return even;
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
static int clause_width(const struct layout *l, const char *text, int w, const struct style *style)
{
    enum { MARK = 3 };
    int px = u(l, style->size), last = 0, best = w, nearest = INT_MAX;
    size_t length = strlen(text);
    if (!may_be_even(l) || strchr(text, '\n') || count_lines(l, text, w, style->face, px, &last) != 2)
        return w;
    int all = measure(l, text, length, style->face, px);
    for (size_t at = MARK; at < length; at++) {
        size_t skip = 0;
        bool too_wide = false;
        if (!ends_clause(text, text + at))
            continue;
        int first = measure(l, text, at, style->face, px), rest = all - first;
        if (first > w || rest > w || first < all * 3 / 8 || rest < all / 3 || abs(first - rest) >= nearest)
            continue;
        next_line(l, text, first, style->face, px, &skip, &too_wide);
        if (skip == at) {
            best = first;
            nearest = abs(first - rest);
        }
    }
    return best;
}

int lines(struct layout *l, const char *text, int x, int y, int w, const struct style *style)
{
    int first = clause_width(l, text, w, style), even = first < w ? w : even_width(l, text, w, style);
    x += style->align == 0 ? (w - even) / 2 : style->align > 0 ? w - even : 0;
    w = even;
    bool from_right = text_from_right(text, strlen(text));
    int px = u(l, style->size), step = (int)lround(style->size * style->line * l->options.theme.scale),
        height = 0;
    while (*text) {
        size_t skip = 0;
        bool too_wide = false;
        size_t n = next_line(l, text, height ? w : MIN(first, w), style->face, px, &skip, &too_wide);
        size_t shown = n;
        while (shown && text[shown - 1] == ' ')
            shown--;
        int spare = style->align < 0 ? 0 : w - measure(l, text, shown, style->face, px);
        int left = x + (style->align == 0 ? spare / 2 : style->align > 0 ? spare : 0);
        put_run(l, text, shown, left, text_baseline(y + height, step, px), px, style->face, style->colour);
        if (!l->dry && shown)
            l->runs[l->run_count - 1].from_right = from_right;
        if (too_wide)
            put_clipped(l);
        height += step;
        text += skip;
        while (*text == ' ')
            text++;
    }
    return height;
}

int lines_count(const struct layout *l, const char *text, int w, const struct style *style)
{
    int last = 0;
    return count_lines(l, text, w, style->face, u(l, style->size), &last);
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
