#include "ui/layout_parts.h"

#include <string.h>

enum colour tone_ink(enum tone tone)
{
    static const uint8_t ink[] = {
        [TONE_NONE] = COLOUR_PRI,  [TONE_PINE] = COLOUR_PRI,  [TONE_LAMP] = COLOUR_LAMP_INK,
        [TONE_SKY] = COLOUR_INFO,  [TONE_MOSS] = COLOUR_MOSS, [TONE_BRICK] = COLOUR_BRICK,
        [TONE_PLUM] = COLOUR_PLUM, [TONE_OK] = COLOUR_OK,     [TONE_BAD] = COLOUR_BAD,
        [TONE_INFO] = COLOUR_INFO};
    return (enum colour)ink[tone];
}

enum colour tone_tint(enum tone tone)
{
    static const uint8_t tint[] = {
        [TONE_NONE] = COLOUR_PRI_TINT,  [TONE_PINE] = COLOUR_PRI_TINT,  [TONE_LAMP] = COLOUR_LAMP_TINT,
        [TONE_SKY] = COLOUR_INFO_TINT,  [TONE_MOSS] = COLOUR_MOSS_TINT, [TONE_BRICK] = COLOUR_BRICK_TINT,
        [TONE_PLUM] = COLOUR_PLUM_TINT, [TONE_OK] = COLOUR_OK_TINT,     [TONE_BAD] = COLOUR_BAD_TINT,
        [TONE_INFO] = COLOUR_INFO_TINT};
    return (enum colour)tint[tone];
}

int control_border(const struct layout *l)
{
    return u(l, l->options.theme.palette == PALETTE_STANDARD ? 3 : 4);
}

bool leaf_pressed(const struct layout *l, const struct widget *w)
{
    return w->id[0] && w->enabled && strcmp(l->options.pressed, w->id) == 0;
}

struct placed *leaf_put(struct layout *l, int widget, struct box box)
{
    const struct widget *w = widget >= 0 ? &l->page->widgets[widget] : &l->made[-widget - 1];
    struct placed *p = put(l, w, MADE_WIDGET, box);
    if (!p)
        return NULL;
    p->index = (uint16_t)(widget >= 0 ? widget : PAGE_WIDGETS - widget);
    p->pressed = leaf_pressed(l, w);
    p->focused = l->view->focus_shown && w->id[0] && strcmp(l->view->focus, w->id) == 0;
    if (l->in_list || w->place == PLACE_DIALOG || w->place == PLACE_FOOTER || w->place == PLACE_BAR)
        p->bg = COLOUR_SURFACE;
    else if (l->in_keys)
        p->bg = COLOUR_SUNKEN;
    else if (l->ground != COLOUR_NONE)
        p->bg = l->ground;
    return p;
}

static struct style text_style(const struct layout *l, const struct widget *w)
{
    const struct theme *t = &l->options.theme;
    struct style s = {theme_type(t, TYPE_BODY), 1.5, FACE_REGULAR, COLOUR_INK,
                      l->centre || (w->look == LOOK_BODY && w->total) ? 0 : -1};
    switch ((int)w->look) {
    case LOOK_DISPLAY:
        s = (struct style){theme_type(t, TYPE_DISPLAY), 1.15, FACE_BOLD, COLOUR_INK, s.align};
        break;
    case LOOK_NUMBER:
        s = (struct style){by_size(l, 72, 96), 1.33, FACE_BOLD, COLOUR_INK, s.align};
        break;
    case LOOK_H1:
        s = (struct style){theme_type(t, TYPE_H1), 1.25, FACE_BOLD, COLOUR_INK, s.align};
        if (t->landscape && (t->large || l->bar.h > 0)) /* less height, inside a service above all */
            s.size = t->large ? 72 : 60;
        if (l->give >= GIVE_TITLE)
            s.size = t->large ? 60 : 48;
        break;
    case LOOK_H2:
        s = (struct style){theme_type(t, TYPE_H2), 1.35, FACE_BOLD, COLOUR_INK, s.align};
        break;
    case LOOK_LEAD:
        s.size = theme_type(t, TYPE_LEAD);
        s.colour = COLOUR_INK2;
        break;
    case LOOK_CAPTION:
        s.size = theme_type(t, TYPE_CAPTION);
        s.line = 1.45;
        s.colour = COLOUR_INK2;
        break;
    case LOOK_ERROR:
        s = (struct style){by_size(l, 34, 48), 1.41, FACE_BOLD, COLOUR_BAD, s.align};
        break;
    case LOOK_PLAIN:
        s.colour = COLOUR_INK2;
        break;
    case LOOK_READING:
        s.face = FACE_BOLD;
        s.colour =
            t->palette == PALETTE_CONTRAST ? COLOUR_INK : COLOUR_PRI; /* yellow is what can be pressed */
        break;
    default:
        break;
    }
    if (w->tone != TONE_NONE && t->palette != PALETTE_CONTRAST) /* there a sentence is white */
        s.colour = tone_ink(w->tone);
    return s;
}

static int mark_width(const struct layout *l, const struct widget *w)
{
    return w->icon[0] ? u(l, by_size(l, 44, 56)) : w->look == LOOK_BODY && w->number ? u(l, 48) : 0;
}

/* One of a few that are counted: its number in a circle. */
static void put_count(struct layout *l, int number, int x, int y)
{
    static const char digits[] = "123456789";
    if (l->dry || number < 1 || number >= (int)sizeof digits)
        return;
    int d = u(l, 48), px = u(l, theme_type(&l->options.theme, TYPE_CAPTION));
    const char *digit = digits + number - 1;
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST; /* it is read, not pressed: white */
    put_shape(l, (struct box){x, y, d, d}, d / 2, contrast ? COLOUR_SURFACE : COLOUR_PRI_TINT,
              contrast ? COLOUR_EDGE : COLOUR_NONE, contrast ? u(l, 3) : 0);
    put_run(l, digit, 1, x + (d - measure(l, digit, 1, FACE_BOLD, px)) / 2, text_baseline(y, d, px), px,
            FACE_BOLD, contrast ? COLOUR_INK : COLOUR_PRI);
}

/* Quieter words behind a heading, or at the end of its line (grow), when they fit; what they add to its
 * height. */
static int behind(struct layout *l, const struct widget *w, int x, int y, int width, int height,
                  const struct style *heading)
{
    struct style more = {theme_type(&l->options.theme, TYPE_BODY), 1.5, FACE_REGULAR, COLOUR_INK2, -1};
    int used = lines_width(l, w->label, heading) + u(l, 36), step = u(l, more.size * more.line);
    more.align = w->grow ? 1 : -1;
    if (used + lines_width(l, w->detail, &more) > width)
        return lines(l, w->detail, x, y + height, width,
                     &(struct style){more.size, more.line, more.face, more.colour, -1});
    lines(l, w->detail, x + used, y + height - step, width - used, &more);
    return 0;
}

/* The sign before words that are read: yellow on black would say that it can be pressed. */
static enum colour mark_colour(const struct layout *l, const struct widget *w, enum colour words)
{
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST;
    if (contrast && (w->tone == TONE_OK || w->tone == TONE_BAD))
        return tone_ink(w->tone);
    return contrast || w->tone != TONE_NONE || w->look == LOOK_ERROR ? words : COLOUR_PRI;
}

/* A text, with an icon in front of its first line and a quieter second paragraph. */
static int leaf_text(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    struct style s = text_style(l, w);
    int icon = mark_width(l, w), indent = icon ? icon + u(l, 16) : 0;
    int step = u(l, s.size * s.line);
    leaf_put(l, widget, box);
    bool beside = icon && s.align == 0; /* centred: the icon stands right before the words */
    int x = box.x + indent, width = box.w - indent;
    if (beside) {
        struct style left = s;
        width = MIN(width, lines_width(l, w->label, &left));
        x = box.x + (box.w - width + indent) / 2;
        s.align = -1;
    }
    put_icon(l, w->icon, x - indent, box.y + (step - icon) / 2, icon, mark_colour(l, w, s.colour));
    if (icon && !w->icon[0])
        put_count(l, w->number, x - indent, box.y + (step - icon) / 2);
    struct style value = s;
    if (w->look == LOOK_NUMBER && w->value[0]) {
        bool first = w->tone != TONE_NONE; /* what must be remembered */
        s = (struct style){by_size(l, first ? 34 : 32, 44), 1.45, FACE_REGULAR,
                           first ? s.colour : COLOUR_INK2, s.align};
        value.size = first ? by_size(l, 84, 96) : value.size;
        value.colour = COLOUR_INK;
    }
    int height = lines(l, w->label, x, box.y, width, &s);
    if (w->value[0]) {
        value.face = FACE_BOLD;
        if (lines_width(l, w->value, &value) > width)
            value.size *= 0.75; /* a number is read best on one line */
        while (lines_width(l, w->value, &value) > width && value.size > by_size(l, 36, 54))
            value.size -= 2;
        height += lines(l, w->value, x, box.y + height, width, &value);
    }
    if (w->look == LOOK_H2 && w->detail[0]) {
        height += behind(l, w, x, box.y, width, height, &s); /* once: MAX would draw it twice */
        return MAX(height, icon);
    }
    if (w->detail[0]) {
        struct style more = {theme_type(&l->options.theme, TYPE_CAPTION), 1.45, FACE_REGULAR, COLOUR_INK2,
                             s.align};
        height += lines(l, w->detail, x, box.y + height, width, &more);
    }
    return MAX(height, icon);
}

static int text_width(struct layout *l, const struct widget *w)
{
    struct style s = text_style(l, w), more = s;
    more.size = theme_type(&l->options.theme, TYPE_CAPTION);
    more.face = FACE_REGULAR;
    int icon = mark_width(l, w);
    return icon + (icon ? u(l, 16) : 0) +
           MAX(lines_width(l, w->label, &s), lines_width(l, w->detail, &more)) + 1;
}

int leaf(struct layout *l, int widget, struct box box)
{
    const struct widget *w = widget >= 0 ? &l->page->widgets[widget] : &l->made[-widget - 1];
    if (w->role == ROLE_FIELD)
        return leaf_field(l, widget, box);
    if (w->look == LOOK_SENTENCE)
        return leaf_sentence(l, widget, box);
    if (w->look <= LOOK_ERROR)
        return leaf_text(l, widget, box);
    if (w->look <= LOOK_SLOT_SOS)
        return leaf_frame(l, widget, box);
    switch ((int)w->look) {
    case LOOK_TAG:
    case LOOK_KEY:
    case LOOK_KEY_FUNCTION:
    case LOOK_KEY_GO:
    case LOOK_PART:
    case LOOK_CELL:
    case LOOK_CRUMB:
    case LOOK_OPTION:
        return leaf_frame(l, widget, box);
    case LOOK_SEEK:
        return leaf_seek(l, widget, box);
    case LOOK_COMPOSITION:
        return leaf_composition(l, widget, box);
    case LOOK_ROW:
    case LOOK_KEY_VALUE:
    case LOOK_RADIO:
    case LOOK_CHECK:
        return leaf_field(l, widget, box);
    case LOOK_TILE:
    case LOOK_TILE_TALL:
    case LOOK_TILE_WIDE:
    case LOOK_TILE_SMALL:
    case LOOK_TILE_LAMP:
    case LOOK_TILE_MAIN:
    case LOOK_FACT:
    case LOOK_FACE:
    case LOOK_BANNER:
    case LOOK_CALLS:
        return leaf_tile(l, widget, box);
    default: /* everything drawn */
        return leaf_figure(l, widget, box);
    }
}

int leaf_width(struct layout *l, int widget)
{
    const struct widget *w = &l->page->widgets[widget];
    if (w->look <= LOOK_ERROR)
        return text_width(l, w);
    if (w->look <= LOOK_SLOT_SOS || w->look == LOOK_TAG || w->look == LOOK_KEY ||
        w->look == LOOK_KEY_FUNCTION || w->look == LOOK_KEY_GO || w->look == LOOK_CRUMB)
        return leaf_frame_width(l, w);
    return leaf_figure_width(l, w);
}
