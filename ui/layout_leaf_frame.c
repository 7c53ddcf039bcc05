/* Buttons, header pills, keys and tags: a box with an icon and words in its middle. */
#include "ui/layout_parts.h"
#include "ui/text_shape.h"

#include <string.h>

enum {
    LEAST_WORDS = 41, /* 10 mm on the smallest panel, where large letters are enlarged for it */
    CELL_LOW = 88,    /* of a lying panel, where five rows of days stand */
    OPTION_LOW = 112  /* where a seated person reaches two rows of them */
};

struct look_style {
    int height[2], size[2], icon[2], padding[2], radius; /* standard, large */
    uint8_t fill, line, ink, press;                      /* enum colour; line NONE: no border */
};

static const struct look_style styles[] = {
    [LOOK_MAIN] = {{120, 144},
                   {44, 56},
                   {52, 64},
                   {40, 40},
                   24,
                   COLOUR_PRI,
                   COLOUR_NONE,
                   COLOUR_ON_PRI,
                   COLOUR_PRI_PRESS},
    [LOOK_SECOND] = {{120, 144},
                     {44, 56},
                     {52, 64},
                     {40, 40},
                     24,
                     COLOUR_SURFACE,
                     COLOUR_PRI,
                     COLOUR_PRI,
                     COLOUR_PRI_TINT},
    [LOOK_QUIET] =
        {{96, 120}, {38, 48}, {44, 54}, {32, 32}, 20, COLOUR_NONE, COLOUR_NONE, COLOUR_PRI, COLOUR_PRI_TINT},
    [LOOK_DANGER] = {{120, 144},
                     {44, 56},
                     {52, 64},
                     {40, 40},
                     24,
                     COLOUR_BAD,
                     COLOUR_NONE,
                     COLOUR_SURFACE,
                     COLOUR_BAD_PRESS},
    [LOOK_MEDIUM] = {{96, 120},
                     {38, 48},
                     {44, 54},
                     {32, 32},
                     20,
                     COLOUR_SURFACE,
                     COLOUR_PRI,
                     COLOUR_PRI,
                     COLOUR_PRI_TINT},
    [LOOK_SMALL] =
        {{80, 96}, {34, 44}, {38, 48}, {24, 24}, 20, COLOUR_SURFACE, COLOUR_PRI, COLOUR_PRI, COLOUR_PRI_TINT},
    [LOOK_EDIT] = {{80, 96},
                   {34, 44},
                   {38, 46},
                   {24, 24},
                   20,
                   COLOUR_PRI_TINT,
                   COLOUR_NONE,
                   COLOUR_PRI,
                   COLOUR_SURFACE},
    [LOOK_PILL] = {{88, 104},
                   {34, 44},
                   {40, 48},
                   {22, 28},
                   52,
                   COLOUR_SURFACE,
                   COLOUR_EDGE,
                   COLOUR_INK,
                   COLOUR_PRI_TINT},
    [LOOK_CATEGORY] = {{88, 104},
                       {34, 44},
                       {40, 48},
                       {16, 16},
                       20,
                       COLOUR_SURFACE,
                       COLOUR_EDGE,
                       COLOUR_INK,
                       COLOUR_PRI_TINT},
    [LOOK_TAG] = {{56, 76},
                  {30, 44},
                  {34, 48},
                  {20, 20},
                  12,
                  COLOUR_PRI_TINT,
                  COLOUR_NONE,
                  COLOUR_PRI,
                  COLOUR_PRI_TINT},
    [LOOK_KEY] = {{112, 112},
                  {48, 56},
                  {52, 60},
                  {16, 16},
                  16,
                  COLOUR_SURFACE,
                  COLOUR_KEY_EDGE,
                  COLOUR_INK,
                  COLOUR_PRI_TINT},
    [LOOK_PART] = {{128, 136},
                   {60, 72},
                   {36, 48},
                   {24, 24},
                   16,
                   COLOUR_SURFACE,
                   COLOUR_EDGE,
                   COLOUR_INK,
                   COLOUR_PRI_TINT},
    [LOOK_CELL] = {{120, 96},
                   {52, 60},
                   {52, 60},
                   {CELL_PADDING, CELL_PADDING},
                   16,
                   COLOUR_SURFACE,
                   COLOUR_KEY_EDGE,
                   COLOUR_INK,
                   COLOUR_PRI_TINT},
    [LOOK_CRUMB] = {{88, 104},
                    {36, 48},
                    {44, 54},
                    {32, 32},
                    16,
                    COLOUR_SURFACE,
                    COLOUR_EDGE,
                    COLOUR_INK,
                    COLOUR_PRI_TINT},
    [LOOK_OPTION] = {{120, 120},
                     {40, 54},
                     {44, 54},
                     {12, 12},
                     16,
                     COLOUR_SURFACE,
                     COLOUR_EDGE,
                     COLOUR_INK,
                     COLOUR_PRI_TINT},
    [LOOK_KEY_FUNCTION] = {{112, 112},
                           {36, 44},
                           {52, 60},
                           {16, 12},
                           16,
                           COLOUR_FN,
                           COLOUR_FN_EDGE,
                           COLOUR_INK,
                           COLOUR_PRI_TINT},
    [LOOK_KEY_GO] = {{112, 112},
                     {40, 52},
                     {52, 60},
                     {24, 16},
                     16,
                     COLOUR_PRI,
                     COLOUR_PRI_PRESS,
                     COLOUR_ON_PRI,
                     COLOUR_PRI_PRESS},
};

static bool is_key(enum look look)
{
    return look == LOOK_KEY || look == LOOK_KEY_FUNCTION || look == LOOK_KEY_GO || look == LOOK_CELL;
}

static bool is_light(const struct widget *w)
{
    return !w->selected && (w->look == LOOK_KEY || w->look == LOOK_CELL || w->look == LOOK_PART ||
                            w->look == LOOK_CRUMB || w->look == LOOK_OPTION);
}

static const char *icon_of(const struct layout *l, const struct widget *w)
{
    if (l->bare_pills && w->look == LOOK_PILL)
        return "";
    return layout_reads_on(l, w) ? "arrow_forward" : w->busy ? "hourglass_empty" : w->icon;
}

static bool icon_behind(const char *icon)
{
    return strcmp(icon, "arrow_forward") == 0 || strcmp(icon, "chevron_right") == 0;
}

/* Digits of the number keys are larger than letters. */
static double size_of(const struct layout *l, const struct widget *w)
{
    bool digit = w->look == LOOK_KEY && l->digits;
    if (w->look == LOOK_KEY && !l->digits && g_utf8_strlen(w->label, -1) > 1) /* 空格 */
        return by_size(l, 38, 48);
    return digit ? by_size(l, 60, 72) : styles[w->look].size[l->options.theme.large];
}

static int padding_of(const struct layout *l, const struct widget *w)
{
    enum { TIGHT = 12 };
    return u(l, l->tight_pills && w->look == LOOK_PILL ? TIGHT
                                                       : styles[w->look].padding[l->options.theme.large]);
}

static struct letters letters_of(const struct layout *l, const struct widget *w)
{
    bool large = l->options.theme.large;
    return (struct letters){u(l, size_of(l, w)), u(l, styles[w->look].icon[large]), padding_of(l, w),
                            is_light(w) ? FACE_REGULAR : FACE_BOLD};
}

static int content_width(struct layout *l, const struct widget *w, int *icon)
{
    const struct look_style *k = &styles[w->look];
    const char *label = layout_label(l, w);
    int words_w = measure(l, label, strlen(label),
                          is_light(w) || w->look == LOOK_KEY ? FACE_REGULAR : FACE_BOLD, u(l, size_of(l, w)));
    *icon = icon_of(l, w)[0] ? u(l, k->icon[l->options.theme.large]) : 0;
    return words_w + *icon +
           (*icon && words_w ? u(l, w->look == LOOK_TAG ? 10
                                    : is_key(w->look)   ? 12
                                                        : 14)
                             : 0);
}

/* › between two divisions belongs to the second. */
static int step_width(const struct layout *l, const struct widget *w)
{
    return w->look == LOOK_CRUMB && w->number ? u(l, l->options.theme.landscape ? 44 : 52) : 0;
}

int leaf_frame_width(struct layout *l, const struct widget *w)
{
    int icon;
    if (w->look == LOOK_SLOT || w->look == LOOK_SLOT_HELP || w->look == LOOK_SLOT_SOS)
        return u(l, by_size(l, 184, 196));
    if (w->look == LOOK_KEY_FUNCTION && strcmp(w->icon, "backspace") == 0) /* needs no word beside it */
        return u(l, 144);
    int width = content_width(l, w, &icon) + 2 * padding_of(l, w) + step_width(l, w);
    int least = w->look == LOOK_EDIT           ? u(l, by_size(l, 128, 148))
                : w->look == LOOK_KEY_FUNCTION ? u(l, g_utf8_strlen(w->label, -1) == 1 ? 112 : 144)
                : w->look == LOOK_KEY_GO       ? u(l, 256)
                : w->look == LOOK_TAG          ? 0
                : w->look == LOOK_MEDIUM       ? u(l, by_size(l, 264, 0))
                                               : u(l, by_size(l, 80, 96));
    return MAX(width, least);
}

struct paint {
    enum colour fill, line, ink;
    int border;
    bool dashed;
};

static struct paint colours_of(struct layout *l, const struct widget *w)
{
    const struct look_style *k = &styles[w->look];
    struct paint c = {(enum colour)k->fill, (enum colour)k->line, (enum colour)k->ink, control_border(l),
                      false};
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST;
    if (w->look == LOOK_TAG && w->tone != TONE_NONE) {
        c.fill = tone_tint(w->tone);
        c.ink = tone_ink(w->tone);
    }
    if (w->look == LOOK_SECOND && w->tone == TONE_BAD) /* the way out of an alarm stands in ink */
        c.line = c.ink = COLOUR_INK;
    if (w->look == LOOK_SMALL && w->tone == TONE_LAMP) { /* on the amber bar */
        c.fill = contrast ? COLOUR_PRI : COLOUR_LAMP;
        c.line = c.ink = COLOUR_ON_LAMP;
    }
    if (w->look == LOOK_SMALL && w->tone == TONE_PINE) /* in a row of its own, what is likeliest */
        c = (struct paint){COLOUR_PRI, COLOUR_PRI, COLOUR_ON_PRI, c.border, false};
    if (w->look == LOOK_TAG && contrast)
        c.line = c.ink;
    if (w->look == LOOK_EDIT && contrast) { /* 15:1 wants black below the yellow */
        c.fill = COLOUR_SURFACE;
        c.line = c.ink;
    }
    if (w->selected && (w->look == LOOK_PILL || w->look == LOOK_CATEGORY || (contrast && is_key(w->look))))
        c = (struct paint){COLOUR_PRI, COLOUR_PRI, COLOUR_ON_PRI, c.border, false};
    else if (w->selected && w->look != LOOK_TAG) {
        c.fill = is_key(w->look) ? COLOUR_PRI_TINT : COLOUR_PRI_WASH;
        c.ink = is_key(w->look) ? COLOUR_PRI_PRESS : c.ink;
        c.border = is_key(w->look) ? c.border : u(l, 6);
        if (w->look == LOOK_PART || w->look == LOOK_OPTION)
            c.line = COLOUR_PRI;
        if (w->look == LOOK_CELL) {
            c.fill = COLOUR_PRI;
            c.line = COLOUR_PRI_PRESS;
            c.ink = COLOUR_ON_PRI;
        }
    }
    if (leaf_pressed(l, w) && !(w->personal && is_key(w->look))) {
        bool turns = contrast && w->look == LOOK_EDIT; /* layout_press.c */
        c.fill = c.fill == COLOUR_PRI ? COLOUR_PRI_PRESS : turns ? COLOUR_PRI_TINT : (enum colour)k->press;
        c.line = c.line == COLOUR_NONE ? COLOUR_NONE : c.line;
    }
    if (!w->enabled) {
        c.fill = w->look == LOOK_QUIET ? COLOUR_NONE : COLOUR_OFF_BG;
        c.ink = COLOUR_OFF_INK;
        c.line = contrast ? COLOUR_OFF_INK : is_key(w->look) ? COLOUR_FN_EDGE : COLOUR_NONE;
        c.dashed = contrast;
    }
    return c;
}

/* Arabic letters reach deep: two lines of them want room above and below in a button. Smaller ones have it,
 * and most often the icon beside them, too. */
static bool put_beside_icon(struct layout *l, const struct widget *w, struct box box, enum colour ink)
{
    const char *label = layout_label(l, w);
    int icon = u(l, styles[w->look].icon[l->options.theme.large]), gap = u(l, 14), pad = u(l, 20),
        room = box.w - 2 * pad - icon - gap, least = theme_type(&l->options.theme, TYPE_CAPTION), rows, high;
    struct style s = {size_of(l, w), 1.25, FACE_BOLD, ink, 0};
    if (is_key(w->look) || !icon_of(l, w)[0] || !text_from_right(label, strlen(label)))
        return false;
    for (;; s.size -= 2) {
        rows = lines_count(l, label, room, &s);
        high = rows <= 2 ? rows * u(l, s.size * s.line) : box.h;
        if (high <= box.h - u(l, 28))
            break;
        if (s.size - 2 < least)
            return false;
    }
    bool behind = icon_behind(icon_of(l, w));
    put_icon(l, icon_of(l, w), behind ? box.x + box.w - pad - icon : box.x + pad, box.y + (box.h - icon) / 2,
             icon, ink);
    lines(l, label, box.x + pad + (behind ? 0 : icon + gap), box.y + (box.h - high) / 2, room, &s);
    return true;
}

static void put_words(struct layout *l, const struct widget *w, struct box box, enum colour ink)
{
    const struct look_style *k = &styles[w->look];
    int icon, content = content_width(l, w, &icon), px = u(l, size_of(l, w));
    enum face face = is_light(w) ? FACE_REGULAR : FACE_BOLD;
    const char *label = layout_label(l, w);
    struct letters letters = letters_of(l, w);
    int room = box.w - 2 * u(l, is_key(w->look) ? 4 : 12);
    bool erases = strcmp(icon_of(l, w), "backspace") == 0 || strcmp(icon_of(l, w), "close") == 0;
    bool turns = w >= l->made && w < l->made + LAYOUT_MADE && content - icon > room;
    if (content > room && icon && ((is_key(w->look) && erases) || turns)) {
        /* on a narrow key, and beside the count of pages, the icon says it */
        put_icon(l, icon_of(l, w), box.x + (box.w - icon) / 2, box.y + (box.h - icon) / 2, icon, ink);
        return;
    }
    if (w->look == LOOK_CELL && leaf_cell(l, w, box, ink, &letters))
        return;
    if (content > room && put_beside_icon(l, w, box, ink))
        return;
    if (content > room) { /* too long for one line: two, without the icon */
        struct style s = {k->size[l->options.theme.large], 1.25, face, ink, 0};
        l->dry = true;
        int height = lines(l, label, box.x, box.y, room, &s);
        if (height > box.h - u(l, 8)) {
            s.size = theme_type(&l->options.theme, TYPE_CAPTION);
            height = lines(l, label, box.x, box.y, room, &s);
        }
        while (height > box.h && s.size > LEAST_WORDS) { /* a low key: set solid */
            s.line = 1;
            s.size--;
            height = lines(l, label, box.x, box.y, room, &s);
        }
        l->dry = false;
        lines(l, label, box.x + (box.w - room) / 2, box.y + (box.h - height) / 2, room, &s);
        if (height > box.h)
            put_clipped(l);
        return;
    }
    int x = box.x + (box.w - content) / 2, iy = box.y + (box.h - icon) / 2;
    bool behind = icon && icon_behind(icon_of(l, w)) && label[0];
    if (icon)
        put_icon(l, icon_of(l, w), behind ? x + content - icon : x, iy, icon, ink);
    int words_w = measure(l, label, strlen(label), face, px);
    put_run(l, label, strlen(label), icon && !behind ? x + content - words_w : x,
            baseline_within(box, label, px), px, face, ink);
}

/* A name too long for two lines of its own size: as put_words will have it. */
static int words_height(struct layout *l, const struct widget *w, int width)
{
    int icon, room = width - 2 * u(l, 12);
    if (content_width(l, w, &icon) <= room)
        return 0;
    bool dry = l->dry;
    struct style s = {theme_type(&l->options.theme, TYPE_CAPTION), 1.25, FACE_BOLD, COLOUR_INK, 0};
    l->dry = true;
    int height = lines(l, w->label, 0, 0, room, &s);
    l->dry = dry;
    return height;
}

int leaf_frame(struct layout *l, int widget, struct box box)
{
    const struct widget *w = widget >= 0 ? &l->page->widgets[widget] : &l->made[-widget - 1];
    if (w->look == LOOK_SLOT || w->look == LOOK_SLOT_HELP || w->look == LOOK_SLOT_SOS) {
        leaf_put(l, widget, box);
        leaf_slot(l, w, box);
        return box.h;
    }
    const struct look_style *k = &styles[w->look];
    bool large = l->options.theme.large, digit = is_key(w->look) && w->look != LOOK_CELL && l->digits;
    bool land = l->options.theme.landscape, less = l->keys_low, low = is_key(w->look) && (land || less),
         beside_pad = is_key(w->look) && w->grow && w->total;
    int height = u(l, w->look == LOOK_CELL && low                 ? CELL_LOW
                      : w->look == LOOK_SECOND && beside_aside(l) ? 104
                      : digit                                     ? (less ? 84 : 120)
                      : beside_pad                                ? 88
                      : low                                       ? by_size(l, less ? 96 : 108,
                                      less && land           ? 84
                                                                            : l->give >= GIVE_HEAD ? 88
                                                                                                   : 96)
                                                                  : k->height[large]);
    struct style least = {theme_type(&l->options.theme, TYPE_CAPTION), 1.25, FACE_REGULAR, COLOUR_INK, 0};
    if (w->look == LOOK_CELL && lines_width(l, w->label, &least) > box.w - 2 * u(l, 4)) /* on two lines */
        height = MAX(height, 2 * u(l, least.size * least.line) + u(l, 12));
    if (w->look == LOOK_OPTION)
        height = MAX(u(l, l->options.seated ? OPTION_LOW : k->height[large]),
                     words_height(l, w, box.w) + u(l, 16));
    if (l->dry)
        return height;
    if (w->look == LOOK_TAG || !is_key(w->look))
        box.y += w->look == LOOK_TAG && box.h > height ? (box.h - height) / 2 : 0;
    box.h = w->look == LOOK_TAG ? height : MAX(box.h, height);
    leaf_put(l, widget, box);
    struct paint c = colours_of(l, w);
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST;
    int before = step_width(l, w), sign = u(l, 40);
    if (before)
        put_icon(l, "chevron_right", box.x, box.y + (box.h - sign) / 2, sign, COLOUR_INK2);
    box.x += before;
    box.w -= before;
    put_shape(l, box, MIN(u(l, k->radius), box.h / 2), c.fill, c.line, c.line == COLOUR_NONE ? 0 : c.border);
    l->shapes[l->shape_count - 1].dashed = c.dashed;
    l->shapes[l->shape_count - 1].edge = is_key(w->look) && !contrast;
    struct letters letters = letters_of(l, w);
    if (w->look == LOOK_PART)
        leaf_part(l, w, box, c.ink, &letters);
    else
        put_words(l, w, box, c.ink);
    return box.h;
}
