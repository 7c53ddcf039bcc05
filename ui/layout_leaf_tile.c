/* Tiles, facts, faces, calls and banners: boxes with a picture and one or two lines. */
#include "ui/layout_parts.h"

#include <string.h>

struct tile { /* units */
    double height, padding, chip, icon, radius, gap, name, name_line, detail, detail_line, arrow;
    enum colour fill, line, chip_fill, chip_ink, ink, ink2, arrow_ink;
    bool shadow;
};

static bool compact(const struct layout *l)
{
    return l->compact || l->options.theme.landscape;
}

static void call_colours(struct tile *t)
{
    t->fill = t->line = COLOUR_BAD_TINT;
    t->chip_fill = t->ink = t->ink2 = t->arrow_ink = COLOUR_BAD;
    t->chip_ink = COLOUR_SURFACE;
}

static struct tile filled_tile(bool large)
{
    return (struct tile){large ? 240 : 216,
                         40,
                         128,
                         88,
                         32,
                         24,
                         large ? 64 : 52,
                         large ? 80 : 68,
                         large ? 48 : 34,
                         large ? 64 : 48,
                         64,
                         COLOUR_PRI,
                         COLOUR_PRI,
                         COLOUR_ON_PRI,
                         COLOUR_PRI,
                         COLOUR_ON_PRI,
                         COLOUR_ON_PRI,
                         COLOUR_ON_PRI,
                         false};
}

static struct tile tile_of(struct layout *l, const struct widget *w)
{
    bool large = l->options.theme.large;
    struct tile t = {large             ? compact(l) ? 184 : 240
                     : beside_aside(l) ? 152
                     : compact(l)      ? 176
                                       : 208,
                     large ? 36 : 28,
                     large ? 128 : 96,
                     large ? 84 : 60,
                     large ? 32 : 24,
                     large ? 32 : 24,
                     large ? 60 : 42,
                     large ? 76 : 54,
                     large ? 44 : 30,
                     large ? 60 : 42,
                     large && w->look == LOOK_TILE ? 72 : 0,
                     COLOUR_SURFACE,
                     COLOUR_LINE,
                     tone_tint(w->tone),
                     tone_ink(w->tone),
                     COLOUR_INK,
                     COLOUR_INK2,
                     COLOUR_PRI,
                     true};
    if (w->look == LOOK_TILE_SMALL && !large) {
        t.height = 176;
        t.name = 38;
        t.name_line = 50;
    }
    if (w->look == LOOK_TILE_WIDE || w->look == LOOK_TILE_LAMP) {
        t.height = large ? compact(l) ? 208 : 240 : compact(l) ? 160 : 176;
        t.arrow = large ? 72 : 56;
        t.shadow = false;
    }
    if (!w->id[0] && compact(l) && !large) { /* only to be read */
        t.height = 112;
        t.chip = 80;
        t.icon = 52;
    }
    if (w->look == LOOK_TILE_LAMP) { /* yellow on black nothing but its picture is amber */
        t.fill = t.line = COLOUR_LAMP_TINT;
        t.chip_fill = COLOUR_LAMP;
        t.chip_ink = COLOUR_ON_LAMP;
        t.ink2 = t.arrow_ink = COLOUR_LAMP_INK;
    }
    if (w->look == LOOK_TILE_MAIN || w->look == LOOK_CALLS)
        t = filled_tile(large);
    if (w->look == LOOK_CALLS)
        call_colours(&t);
    return t;
}

static void finish_tile(struct layout *l, const struct widget *w, struct tile *t, int *border)
{
    *border = u(l, t->line == COLOUR_LINE || l->options.theme.palette == PALETTE_STANDARD ? 2 : 4);
    if (l->options.theme.palette != PALETTE_STANDARD)
        *border = u(l, 4);
    if (l->options.theme.palette == PALETTE_CONTRAST && t->fill != COLOUR_PRI) {
        t->line = COLOUR_EDGE;
        t->chip_fill = COLOUR_SURFACE;
        t->chip_ink = w->look == LOOK_CALLS ? COLOUR_BAD : w->id[0] ? COLOUR_PRI : COLOUR_INK;
    }
    if (w->selected) {
        t->fill = COLOUR_PRI_WASH;
        t->line = COLOUR_PRI;
        *border = u(l, 6);
    }
    if (leaf_pressed(l, w)) {
        bool filled = t->fill == COLOUR_PRI;
        t->fill = filled ? COLOUR_PRI_PRESS : COLOUR_PRI_TINT;
        t->line = COLOUR_PRI;
        t->shadow = false;
    }
    if (!w->enabled) {
        t->fill = t->line = t->chip_fill = COLOUR_OFF_BG;
        t->ink = t->ink2 = t->chip_ink = t->arrow_ink = COLOUR_OFF_INK;
        t->shadow = false;
        if (l->options.theme.palette == PALETTE_CONTRAST)
            t->line = COLOUR_OFF_INK;
    }
}

/* The widest word of a name, in letters of this size: none of them may be torn in two. */
static int widest_word(struct layout *l, const char *text, const struct style *style)
{
    enum { WORD = 64, HAN = 0xE2 /* in UTF-8, where the scripts with words end */ };
    char word[WORD];
    int widest = 0;
    for (size_t n; *text; text += n + (text[n] == ' ')) {
        n = strcspn(text, " ");
        if (n == 0 || n >= sizeof word)
            continue;
        memcpy(word, text, n);
        word[n] = '\0';
        if ((uint8_t)word[0] < HAN) /* Chinese breaks between its characters */
            widest = MAX(widest, lines_width(l, word, style));
    }
    return widest;
}

/* Three in a row of a low panel leave little room: the picture gives way to the words. */
static void make_room(struct layout *l, const struct widget *w, struct tile *t, int width)
{
    struct style smaller = {38, 48.0 / 38, FACE_BOLD, t->ink, -1};
    struct style detail = {t->detail, t->detail_line / t->detail, FACE_REGULAR, t->ink2, -1};
    int widest = MAX(widest_word(l, w->label, &smaller), widest_word(l, w->detail, &detail));
    int beside = width - 2 * u(l, t->padding) - u(l, t->chip) - u(l, t->gap) -
                 (t->arrow > 0 ? u(l, t->arrow) + u(l, 12) : 0);
    if ((w->look != LOOK_TILE && w->look != LOOK_TILE_WIDE) || !w->icon[0] || l->options.theme.large ||
        widest <= beside)
        return;
    t->chip = 64;
    t->icon = 44;
    t->gap = t->padding = 16;
    t->arrow = 0;
}

static int tile(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    struct tile t = tile_of(l, w);
    make_room(l, w, &t, box.w);
    int border, chip = w->icon[0] ? u(l, t.chip) : 0, indent = chip ? chip + u(l, t.gap) : 0;
    finish_tile(l, w, &t, &border);
    bool arrow = t.arrow > 0 && w->enabled && w->id[0];
    int width = box.w - 2 * u(l, t.padding) - indent - (arrow ? u(l, t.arrow) + u(l, 12) : 0);
    struct style name = {t.name, t.name_line / t.name, FACE_BOLD, t.ink, -1};
    struct style detail = {t.detail, t.detail_line / t.detail, FACE_REGULAR, t.ink2, -1};
    bool was_dry = l->dry;
    l->dry = true;
    if (lines_width(l, w->label, &name) > width && t.name == 42)
        name = (struct style){38, 48.0 / 38, FACE_BOLD, t.ink, -1};
    int text = lines(l, w->label, 0, 0, width, &name) + lines(l, w->detail, 0, 0, width, &detail);
    l->dry = was_dry;
    int height = MAX(u(l, t.height), text + 2 * u(l, 20));
    if (l->dry)
        return height;
    box.h = MAX(box.h, height);
    struct placed *p = leaf_put(l, widget, box);
    put_shape(l, box, u(l, 24), t.fill, t.line, border);
    l->shapes[l->shape_count - 1].shadow =
        t.shadow && w->id[0] && l->options.theme.palette != PALETTE_CONTRAST;
    struct box art = {box.x + u(l, t.padding), box.y + (box.h - chip) / 2, chip, chip};
    if (chip) {
        bool contrast = l->options.theme.palette == PALETTE_CONTRAST;
        put_shape(l, art, u(l, t.radius), t.chip_fill, contrast ? t.chip_ink : COLOUR_NONE,
                  contrast ? u(l, 3) : 0);
        p->bg = (uint8_t)t.fill;
        put_icon(l, w->icon, art.x + (chip - u(l, t.icon)) / 2, art.y + (chip - u(l, t.icon)) / 2,
                 u(l, t.icon), t.chip_ink);
    }
    int x = art.x + indent, y = box.y + (box.h - text) / 2;
    y += lines(l, w->label, x, y, width, &name);
    lines(l, w->detail, x, y, width, &detail);
    if (arrow)
        put_icon(l, "chevron_right", box.x + box.w - u(l, t.padding) - u(l, t.arrow),
                 box.y + (box.h - u(l, t.arrow)) / 2, u(l, t.arrow), t.arrow_ink);
    return box.h;
}

/* A number to be dialled elsewhere: only to be read, so nothing about it looks like a button. */
static int call_number(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    struct style number = {64, 1.06, FACE_BOLD, COLOUR_INK, -1};
    struct style more = {by_size(l, 30, 44), 1.4, FACE_REGULAR, COLOUR_INK, 0};
    int icon = u(l, by_size(l, 56, 64)), gap = u(l, 12), high = MAX(icon, u(l, number.size * number.line));
    int digits = lines_width(l, w->label, &number) + 1,
        width = lines_even(l, w->detail, box.w - u(l, 8), &more, u(l, 8));
    bool dry = l->dry;
    l->dry = true;
    int height = high + lines(l, w->detail, 0, 0, width, &more) + u(l, 16);
    l->dry = dry;
    if (l->dry)
        return height;
    box.h = MAX(box.h, height);
    leaf_put(l, widget, box);
    int x = box.x + (box.w - icon - gap - digits) / 2, y = box.y + u(l, 8);
    put_icon(l, w->icon, x, y + (high - icon) / 2, icon, COLOUR_BAD);
    lines(l, w->label, x + icon + gap, y, digits, &number);
    lines(l, w->detail, box.x + (box.w - width) / 2, y + high, width, &more);
    return box.h;
}

static double face_size(const struct layout *l, int w)
{
    if (!l->options.theme.large && w < u(l, 176))
        return theme_type(&l->options.theme, TYPE_CAPTION);
    return by_size(l, 32, 44);
}

bool face_too_narrow(const struct layout *l, int widget, int w)
{
    struct style s = {face_size(l, w), 1.26, FACE_BOLD, COLOUR_INK, 0};
    return lines_count(l, l->page->widgets[widget].label, w - 2 * u(l, 4), &s) > 2;
}

/* Icon above the words: community tiles and the faces of the rating. */
static int tall(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    bool face = w->look == LOOK_FACE, large = l->options.theme.large;
    struct tile t = tile_of(l, w);
    int border;
    bool calls = w->look == LOOK_CALLS;
    t.shadow = !face && w->id[0];
    finish_tile(l, w, &t, &border);
    enum colour art = !w->enabled                                            ? COLOUR_OFF_INK
                      : face && !w->selected                                 ? COLOUR_INK2
                      : face || l->options.theme.palette != PALETTE_CONTRAST ? tone_ink(w->tone)
                                                                             : t.chip_ink;
    if (w->look == LOOK_CALLS && w->enabled)
        art = COLOUR_BAD;
    int icon = u(l, face ? compact(l) ? 88 : 112 : large ? 84 : 72), gap = u(l, face ? 16 : 12);
    struct style s = {face    ? face_size(l, box.w)
                      : calls ? 64
                              : by_size(l, 38, 52),
                      calls ? 1.06 : 1.26, FACE_BOLD, t.ink, 0};
    struct style more = {by_size(l, 30, 44), 1.4, FACE_REGULAR, t.ink2, 0};
    int edge = !face ? 8 : box.w < u(l, 180) ? 4 : 12; /* a face's words keep off its edge */
    int pad = u(l, edge), width = box.w - 2 * pad;
    bool was_dry = l->dry;
    l->dry = true;
    int text = lines(l, w->label, 0, 0, width, &s) + lines(l, w->detail, 0, 0, width, &more);
    l->dry = was_dry;
    int height = MAX(u(l, face || calls ? compact(l) ? 192 : 264
                          : compact(l)  ? 176
                                        : by_size(l, 208, 240)),
                     icon + gap + text + u(l, 32));
    if (l->dry)
        return height;
    box.h = MAX(box.h, height);
    leaf_put(l, widget, box);
    put_shape(l, box, u(l, 24), t.fill, t.line, border);
    l->shapes[l->shape_count - 1].shadow = t.shadow && l->options.theme.palette != PALETTE_CONTRAST;
    int y = box.y + (box.h - icon - gap - text) / 2;
    put_icon(l, w->icon, box.x + (box.w - icon) / 2, y, icon, art);
    y += icon + gap;
    y += lines(l, w->label, box.x + pad, y, width, &s);
    lines(l, w->detail, box.x + pad, y, width, &more);
    return box.h;
}

static int fact(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    int icon = w->icon[0] ? u(l, by_size(l, 52, 64)) : 0,
        indent = (l->in_card ? 0 : u(l, 28)) + (icon ? icon + u(l, 24) : 0);
    const char *value = w->value[0] ? w->value : w->detail;
    struct style key = {by_size(l, 30, 44), 1.4, FACE_REGULAR, COLOUR_INK2, -1};
    struct style bold = {by_size(l, 38, 52), 1.3, FACE_BOLD, COLOUR_INK, -1};
    if (!*value)
        key = (struct style){theme_type(&l->options.theme, TYPE_BODY), 1.5, FACE_REGULAR, COLOUR_INK, -1};
    int width = box.w - indent - (l->in_card ? 0 : u(l, 20));
    if (lines_count(l, value, width, &bold) == INT_MAX) /* Commission: a word is not cut, it is smaller */
        bold.size = by_size(l, 30, 44);
    bool was_dry = l->dry;
    l->dry = true;
    int text = lines(l, w->label, 0, 0, width, &key) + lines(l, value, 0, 0, width, &bold);
    l->dry = was_dry;
    int height = l->in_card ? MAX(text, icon) : MAX(u(l, by_size(l, 128, 168)), text + u(l, 32));
    if (l->dry)
        return height;
    box.h = MAX(box.h, height);
    leaf_put(l, widget, box);
    if (!l->in_card)
        put_shape(l, box, u(l, 24), COLOUR_SURFACE, COLOUR_LINE,
                  u(l, l->options.theme.palette == PALETTE_STANDARD ? 2 : 4));
    put_icon(l, w->icon, box.x + indent - u(l, 24) - icon, box.y + (box.h - icon) / 2, icon,
             tone_ink(w->tone));
    int y = box.y + (box.h - text) / 2;
    y += lines(l, w->label, box.x + indent, y, width, &key);
    lines(l, value, box.x + indent, y, width, &bold);
    return box.h;
}

/* A sentence that goes on: below its beginning it needs no comma. */
static const char *behind_comma(const char *text)
{
    static const char *const commas[] = {"，", ", ", "، "};
    for (unsigned i = 0; i < G_N_ELEMENTS(commas); i++)
        if (strncmp(text, commas[i], strlen(commas[i])) == 0)
            return text + strlen(commas[i]);
    return text;
}

static struct style plain(const struct style *bold)
{
    struct style s = *bold;
    s.face = FACE_REGULAR;
    return s;
}

/* A banner's words, and what goes on behind them in the same sentence. */
static bool on_one_line(const struct layout *l, const struct widget *w, const char *label, int width,
                        const struct style *s)
{
    struct style more = plain(s);
    int bold = measure(l, label, strlen(label), s->face, u(l, s->size));
    return w->grow && bold + lines_width(l, w->detail, &more) < width;
}

static int said_height(struct layout *l, const struct widget *w, const char *label, const char *rest,
                       int width, const struct style *s)
{
    struct style more = plain(s);
    bool was_dry = l->dry;
    l->dry = true;
    int height = on_one_line(l, w, label, width, s)
                     ? u(l, s->size * s->line)
                     : lines(l, label, 0, 0, width, s) + lines(l, rest, 0, 0, width, &more);
    l->dry = was_dry;
    return height;
}

static int banner(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    enum tone tone = w->tone == TONE_NONE ? TONE_INFO : w->tone;
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST, read = contrast && !w->id[0];
    enum colour ink = tone_ink(tone), fill = leaf_pressed(l, w) ? COLOUR_PRI_TINT : tone_tint(tone),
                words = contrast ? COLOUR_INK : ink;
    if (read && tone == TONE_LAMP) /* yellow would be pressed */
        ink = COLOUR_INK;
    int edge = l->in_card ? 0 : u(l, 32); /* a card is its ground, and has room for its button */
    int icon = w->icon[0] ? u(l, 56) : 0, indent = edge + (icon ? icon + u(l, 24) : 0);
    int arrow = w->id[0] ? u(l, 56) : 0, width = box.w - indent - edge - arrow;
    struct style s = {by_size(l, 34, 48), 48.0 / 34, w->detail[0] ? FACE_BOLD : FACE_REGULAR, words, -1},
                 more = plain(&s);
    const char *rest = w->grow ? behind_comma(w->detail) : l->give >= GIVE_TITLE ? "" : w->detail;
    int bold = measure(l, w->label, strlen(w->label), s.face, u(l, s.size));
    bool one = on_one_line(l, w, w->label, width, &s);
    int text = said_height(l, w, w->label, rest, width, &s),
        later = w->hint[0] ? said_height(l, w, w->hint, rest, width, &s) : 0;
    int height = MAX(MAX(text, later), icon) + (l->in_card ? 0 : 2 * u(l, 24));
    if (l->dry)
        return height;
    box.h = MAX(box.h, height);
    leaf_put(l, widget, box);
    if (!l->in_card)
        put_shape(l, box, u(l, 24), fill, contrast ? ink : COLOUR_NONE, contrast ? u(l, 4) : 0);
    put_icon(l, w->icon, box.x + edge, box.y + (box.h - icon) / 2, icon, ink);
    int y = box.y + (box.h - text) / 2;
    int below = lines(l, w->label, box.x + indent, y, width, &s);
    if (one)
        lines(l, w->detail, box.x + indent + bold, y, width - bold, &more);
    else
        lines(l, rest, box.x + indent, y + below, width, &more);
    if (arrow)
        put_icon(l, "chevron_right", box.x + box.w - u(l, 24) - arrow, box.y + (box.h - arrow) / 2, arrow,
                 ink);
    return box.h;
}

int leaf_tile(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    if (w->look == LOOK_BANNER)
        return banner(l, widget, box);
    if (w->look == LOOK_FACT)
        return fact(l, widget, box);
    if (w->look == LOOK_CALLS && !w->id[0])
        return call_number(l, widget, box);
    if (w->look == LOOK_TILE_TALL || w->look == LOOK_FACE || (w->look == LOOK_CALLS && box.w < u(l, 500)))
        return tall(l, widget, box);
    return tile(l, widget, box);
}
