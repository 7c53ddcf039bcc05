/* Fields, answers to choose from, rows of lists. */
#include "ui/layout_parts.h"

#include <limits.h>
#include <string.h>

#define _(zh) words(l->options.language, zh)

static int line_border(const struct layout *l)
{
    return u(l, l->options.theme.palette == PALETTE_STANDARD ? 2 : 4);
}

enum { FIELD_LINES = 3 };

static const char *field_mark(const struct widget *w)
{
    return w->enabled ? w->icon : "";
}

/* At the end: that it cannot be changed, or that it is right. */
static const char *field_seal(const struct widget *w)
{
    return !w->enabled ? "lock" : w->tone == TONE_OK && !w->total ? "check_circle" : "";
}

static int field_indent(struct layout *l, const struct widget *w)
{
    return u(l, 32) + (*field_mark(w) ? u(l, 52 + 16) : 0);
}

static int end_width(const struct layout *l)
{
    return u(l, by_size(l, 104, 144));
}

/* What stands at the end of the box belongs to it, and is a target of its own. */
static int field_end(const struct layout *l, const struct widget *w)
{
    if (w->total)
        return end_width(l) + u(l, 8) + u(l, apart(l, 16, 24));
    return u(l, 28) + (*field_seal(w) ? u(l, 52 + 16) : 0);
}

static const char *field_text(const struct widget *w)
{
    return w->value[0] ? w->value : w->hint;
}

/* An example is written smaller than what one types: it must not be taken for an answer. */
static struct style field_style(struct layout *l, const struct widget *w)
{
    bool number = w->look == LOOK_NUMBER && (w->value[0] || !w->hint[0]);
    enum colour ink = !w->enabled ? COLOUR_OFF_INK : w->value[0] ? COLOUR_INK : COLOUR_EXAMPLE;
    return (struct style){number ? by_size(l, 60, 72) : by_size(l, 44, 56), 1.3, FACE_REGULAR, ink, -1};
}

static int text_rows(struct layout *l, const char *text, int width, const struct style *s)
{
    bool was_dry = l->dry;
    l->dry = true;
    int height = lines(l, text, 0, 0, width, s);
    l->dry = was_dry;
    return MAX(height / u(l, s->size * s->line), 1);
}

/* Above large keys there is little room: the question says what it is, and one line what is typed. */
static bool is_bare(const struct layout *l, const struct widget *w)
{
    return l->options.theme.large && l->compact && w->selected;
}

/* As small as it may be read, rather than cut. */
static void fit_example(struct layout *l, const struct widget *w, int width, struct style *s)
{
    int least = theme_type(&l->options.theme, w->look == LOOK_NUMBER ? TYPE_CAPTION : TYPE_BODY);
    while (!w->value[0] && s->size > least && lines_width(l, w->hint, s) > width)
        s->size -= 2;
}

/* A number stays on one line; words, an address above all, may go on below. */
static int field_rows(struct layout *l, const struct widget *w, int width)
{
    struct style s = field_style(l, w);
    return w->look == LOOK_NUMBER || is_bare(l, w) ? 1
                                                   : MIN(text_rows(l, field_text(w), width, &s), FIELD_LINES);
}

static struct widget end_of(const struct layout *l, const struct widget *field)
{
    const struct widget erase = {.id = "key.delete", .label = _("删一个"), .icon = "backspace"},
                        hide = {.id = "cover", .label = _("遮住"), .icon = "visibility_off"},
                        show = {.id = "cover", .label = _("看看"), .icon = "visibility"};
    struct widget w = field->total == FIELD_END_DELETE ? erase : field->number ? show : hide;
    w.role = ROLE_KEY;
    w.look = LOOK_KEY_FUNCTION;
    w.place = PLACE_BODY;
    w.detail = w.value = w.hint = "";
    w.enabled = field->total == FIELD_END_COVER || field->value[0];
    w.focusable = true;
    return w;
}

/* A well-known sign stands alone, another one above its word. */
static void field_end_put(struct layout *l, struct placed *field, struct box box)
{
    enum { END = 5 }; /* of the made ones: behind those of the candidates */
    struct widget *w = &l->made[END];
    *w = end_of(l, field->widget);
    bool worded = field->widget->total == FIELD_END_COVER;
    int wide = end_width(l), px = u(l, by_size(l, 56, 72)), in = u(l, 8);
    struct style s = {theme_type(&l->options.theme, TYPE_CAPTION), 1.2, FACE_BOLD, COLOUR_PRI, 0};
    int step = worded ? u(l, s.size * s.line) : 0, top = box.y + (box.h - px - step) / 2;
    field->box.w -= field_end(l, field->widget);
    struct placed *p = leaf_put(l, -END - 1, (struct box){box.x + box.w - wide - in, box.y, wide, box.h});
    p->bg = COLOUR_SURFACE;
    if (leaf_pressed(l, w))
        put_shape(l, (struct box){p->box.x + in, box.y + in, wide - 2 * in, box.h - 2 * in}, u(l, 12),
                  COLOUR_PRI_TINT, COLOUR_NONE, 0);
    put_icon(l, w->icon, p->box.x + (wide - px) / 2, top, px,
             worded       ? COLOUR_PRI
             : w->enabled ? COLOUR_INK3
                          : COLOUR_OFF_INK);
    if (worded)
        lines(l, w->label, p->box.x + in, top + px, wide - 2 * in, &s);
}

static void field_caret(struct layout *l, const struct widget *w, struct box box, int x, int y)
{
    int caret = u(l, w->look == LOOK_NUMBER ? 72 : 56), step = u(l, field_style(l, w).size * 1.3);
    put_shape(
        l, (struct box){MIN(x + u(l, 6), box.x + box.w - u(l, 16)), y + (step - caret) / 2, u(l, 4), caret},
        0, COLOUR_PRI, COLOUR_NONE, 0);
}

static void field_box(struct layout *l, const struct widget *w, struct box box)
{
    enum colour line = w->error      ? COLOUR_BAD
                       : w->selected ? COLOUR_PRI
                       : w->enabled  ? COLOUR_EDGE
                                     : COLOUR_OFF_BG;
    bool thick = w->error || w->selected;
    put_shape(l, box, u(l, 16),
              w->enabled ? leaf_pressed(l, w) ? COLOUR_PRI_TINT : COLOUR_SURFACE : COLOUR_OFF_BG, line,
              thick ? u(l, 6) : control_border(l));
    put_icon(l, field_mark(w), box.x + u(l, 32), box.y + (box.h - u(l, 52)) / 2, u(l, 52), COLOUR_OK);
    put_icon(l, field_seal(w), box.x + box.w - u(l, 28 + 52), box.y + (box.h - u(l, 52)) / 2, u(l, 52),
             w->enabled ? COLOUR_OK : COLOUR_OFF_INK);
    struct style s = field_style(l, w);
    int x = box.x + field_indent(l, w), width = box.x + box.w - field_end(l, w) - x,
        rows = field_rows(l, w, width);
    const char *text = field_text(w);
    bool caret = w->selected && w->enabled;
    int behind = caret && !w->value[0] ? u(l, 24) : 0; /* the caret stands before an example */
    fit_example(l, w, width - behind, &s);
    while (w->look == LOOK_NUMBER && s.size > by_size(l, 44, 56) && lines_width(l, text, &s) > width)
        s.size -= 2;                                          /* all of it is read at once */
    while (*w->value && text_rows(l, text, width, &s) > rows) /* too much: the end matters, one types there */
        text = g_utf8_next_char(text);
    int step = u(l, s.size * s.line), y = box.y + (box.h - rows * step) / 2;
    lines(l, text, x + behind, y, width - behind, &s);
    if (!caret)
        return;
    if (*w->value) { /* behind the last line, blanks at its end too */
        const struct run *last = &l->runs[l->run_count - 1];
        x = last->x + measure(l, last->text, strlen(last->text), FACE_REGULAR, last->px);
    }
    field_caret(l, w, box, x, y + (rows - 1) * step);
}

static int field(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    struct style label = {by_size(l, 40, 54), 1.4, FACE_BOLD, COLOUR_INK, -1};
    struct style below = {by_size(l, 34, 48), 1.41, w->error ? FACE_BOLD : FACE_REGULAR,
                          w->error ? COLOUR_BAD : COLOUR_INK2, -1};
    struct placed *p = leaf_put(l, widget, box);
    bool bare = is_bare(l, w);
    int y = box.y + (bare ? 0 : lines(l, w->label, box.x, box.y, box.w, &label));
    y += w->label[0] && !bare ? u(l, 8) : 0;
    int rows = field_rows(l, w, box.w - field_indent(l, w) - field_end(l, w));
    int height = MAX(u(l, w->look == LOOK_NUMBER ? by_size(l, 144, 168) : by_size(l, 112, 136)),
                     rows * u(l, field_style(l, w).size * 1.3) + u(l, 48));
    struct box inner = {box.x, y, box.w, height};
    if (!l->dry) {
        uint16_t runs = p->runs;
        field_box(l, w, inner);
        p->bg = w->enabled ? COLOUR_SURFACE : COLOUR_OFF_BG;
        if (p->runs > runs) { /* the record speaks of the value, not of the label above it */
            const struct run *run = &l->runs[l->run_count - 1];
            p->font_px = run->px;
            p->fg = run->colour;
        }
    }
    y += height;
    if (w->detail[0]) {
        int icon = w->error ? u(l, 44) : 0, indent = icon ? icon + u(l, 12) : 0;
        y += u(l, 12);
        if (icon)
            put_icon(l, "error", box.x, y + u(l, 2), icon, COLOUR_BAD);
        y += lines(l, w->detail, box.x + indent, y, box.w - indent, &below);
    }
    if (w->total && !l->dry)
        field_end_put(l, p, inner);
    return y - box.y;
}

static int choice(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    bool check = w->look == LOOK_CHECK, narrow = box.w < u(l, 400), toggle = w->icon[0] != '\0';
    int pad = u(l, narrow   ? 24
                   : toggle ? 28
                            : 36),
        icon = u(l, narrow ? 48 : by_size(l, toggle ? 52 : 60, 80)),
        indent = pad + icon +
                 u(l, narrow   ? 16
                      : toggle ? 20
                               : 28);
    enum colour ink = w->enabled ? COLOUR_INK : COLOUR_OFF_INK;
    struct style s = {by_size(l, narrow || toggle ? 38 : 42, 56), 1.35,
                      w->selected || toggle || w->detail[0] ? FACE_BOLD : FACE_REGULAR, ink, -1};
    struct style more = {by_size(l, 30, 44), 1.4, FACE_REGULAR, w->enabled ? COLOUR_INK2 : ink, -1};
    bool was_dry = l->dry;
    l->dry = true;
    int end = w->value[0] ? lines_width(l, w->value, &more) + u(l, 12) : 0,
        width = box.w - indent - pad - end;
    int text = lines(l, w->label, 0, 0, width, &s) + lines(l, w->detail, 0, 0, width, &more);
    l->dry = was_dry;
    bool low = l->compact || l->options.theme.landscape, roomy = w->detail[0] && !low;
    int least = toggle ? 128 : l->compact ? 104 : 120; /* lower where that spares a page */
    int height = MAX(u(l, by_size(l, least, low ? 128 : 152)), text + u(l, roomy ? 64 : 40));
    if (l->dry)
        return height;
    box.h = MAX(box.h, height);
    leaf_put(l, widget, box);
    bool on = w->selected;
    put_shape(l, box, u(l, 24),
              !w->enabled          ? COLOUR_OFF_BG
              : leaf_pressed(l, w) ? COLOUR_PRI_TINT
              : on                 ? COLOUR_PRI_WASH
                                   : COLOUR_SURFACE,
              on         ? COLOUR_PRI
              : w->error ? COLOUR_BAD
                         : COLOUR_EDGE,
              on || w->error ? u(l, 6) : control_border(l));
    const char *mark = check ? on ? "check_box" : "check_box_outline_blank"
                       : on  ? "check_circle"
                             : "radio_button_unchecked";
    if (toggle) /* a switch shows what it is for, and its state as a word */
        mark = w->icon;
    put_icon(l, mark, box.x + pad, box.y + (box.h - icon) / 2, icon,
             !w->enabled        ? COLOUR_OFF_INK
             : on || w->icon[0] ? COLOUR_PRI
                                : COLOUR_EDGE);
    int y = box.y + (box.h - text) / 2;
    y += lines(l, w->label, box.x + indent, y, width, &s);
    lines(l, w->detail, box.x + indent, y, width, &more);
    if (end)
        lines(l, w->value, box.x + box.w - pad - end + u(l, 12),
              box.y + (box.h - u(l, more.size * more.line)) / 2, end, &more);
    return box.h;
}

/* Two rows of a list that are pressed stand apart, though only a hairline is drawn between them. */
static struct box row_target(const struct layout *l, const struct widget *w, struct box box)
{
    int keep = l->in_list && w->id[0] ? u(l, by_size(l, 8, 12)) : 0;
    return (struct box){box.x + keep, box.y + keep, box.w - 2 * keep, box.h - 2 * keep};
}

/* In a list the list draws the ground; a row on its own is a card. */
static void row_ground(struct layout *l, const struct widget *w, struct box box)
{
    bool pressed = leaf_pressed(l, w);
    if (l->in_list && !pressed && (!w->selected || w->role == ROLE_CHECKBOX))
        return; /* a box that is ticked says so itself */
    box = row_target(l, w, box);
    put_shape(l, box, u(l, l->in_list ? 16 : 24),
              pressed       ? COLOUR_PRI_TINT
              : w->selected ? COLOUR_PRI_WASH
                            : COLOUR_SURFACE,
              l->in_list               ? COLOUR_NONE
              : w->selected            ? COLOUR_PRI
              : w->role == ROLE_BUTTON ? COLOUR_EDGE
                                       : COLOUR_LINE,
              l->in_list               ? 0
              : w->selected            ? u(l, 6)
              : w->role == ROLE_BUTTON ? control_border(l)
                                       : line_border(l));
}

struct end {
    const char *text;
    int width;
    struct style style;
    bool arrow, tag;
};

static struct end row_end(struct layout *l, const struct widget *w, const char *text)
{
    struct end e = {text, 0, {by_size(l, 30, 44), 1.45, FACE_REGULAR, COLOUR_INK2, 1}, false, false};
    if (w->tone != TONE_NONE) {
        e.style.face = FACE_BOLD;
        e.style.colour = tone_ink(w->tone);
        e.style.align = 0;
        e.tag = *text != '\0';
    }
    e.arrow = w->id[0] && w->enabled && w->look == LOOK_ROW && w->role != ROLE_CHECKBOX;
    e.width = *text ? lines_width(l, text, &e.style) + u(l, e.tag ? 24 + 2 * 20 : 24) : 0;
    return e;
}

/* What stands at the end of a row; a word with a tone is a tag on its tint. */
static void put_end(struct layout *l, const struct widget *w, const struct end *end, int right,
                    struct box row)
{
    if (!end->width)
        return;
    int step = u(l, end->style.size * 1.45), tall = u(l, by_size(l, 56, 76)), gap = u(l, 24);
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST;
    struct box box = {right - end->width + gap, row.y + (row.h - tall) / 2, end->width - gap, tall};
    if (end->tag)
        put_shape(l, box, u(l, 12), tone_tint(w->tone), contrast ? end->style.colour : COLOUR_NONE,
                  contrast ? control_border(l) : 0);
    lines(l, end->text, box.x, row.y + (row.h - step) / 2, box.w + 1, &end->style);
}

bool row_too_narrow(const struct layout *l, int widget, int w)
{
    const struct widget *row = &l->page->widgets[widget];
    int icon = row->icon[0] ? u(l, by_size(l, 56, 68)) + u(l, 24) : 0;
    struct style s = {by_size(l, 38, 54), 1.27, FACE_BOLD, COLOUR_INK, -1},
                 body = {theme_type(&l->options.theme, TYPE_BODY), 1.5, FACE_REGULAR, COLOUR_INK, -1};
    if (row->look == LOOK_BODY)
        return lines_count(l, row->label, w, &body) == INT_MAX;
    return row->look == LOOK_ROW && lines_count(l, row->label, w - icon - 2 * u(l, 32), &s) == INT_MAX;
}

/* Where the page has not the room it says in few words what it opens. */
static bool brief(const struct layout *l, const struct widget *w)
{
    return w->hint[0] && l->give >= GIVE_KEYS;
}

static int row(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    const char *label = brief(l, w) ? w->hint : w->label, *detail = brief(l, w) ? "" : w->detail;
    int pad = u(l, 32), icon = w->icon[0] ? u(l, by_size(l, 56, 68)) : 0, beside = icon ? icon + u(l, 24) : 0,
        indent = pad + (w->total ? 0 : beside);
    struct end end = row_end(l, w, w->value);
    int arrow = end.arrow ? u(l, 48) + u(l, 16) : 0;
    enum colour ink = w->enabled ? COLOUR_INK : COLOUR_OFF_INK;
    struct style s = {by_size(l, 38, 54), 1.27, w->detail[0] || !w->id[0] ? FACE_BOLD : FACE_REGULAR, ink,
                      -1};
    struct style more = {by_size(l, 30, 44), 1.4, FACE_REGULAR, w->enabled ? COLOUR_INK2 : ink, -1};
    bool was_dry = l->dry;
    l->dry = true;
    int width = box.w - 2 * pad - beside - end.width - arrow;
    int text = lines(l, label, 0, 0, width, &s) + lines(l, detail, 0, 0, width, &more);
    l->dry = was_dry;
    bool roomy = detail[0] && !l->compact && !l->options.theme.landscape;
    int height =
        MAX(u(l, roomy ? by_size(l, 144, 176) : by_size(l, 112, 144)), text + u(l, by_size(l, 32, 40)));
    if (l->dry)
        return height;
    box.h = MAX(box.h, height);
    leaf_put(l, widget, row_target(l, w, box));
    row_ground(l, w, box);
    enum colour art = w->role == ROLE_CHECKBOX && !w->selected ? COLOUR_EDGE
                      : end.tag && w->tone != TONE_OK          ? COLOUR_PRI
                                                               : tone_ink(w->tone);
    put_icon(l, w->icon, w->total ? box.x + box.w - pad - icon : box.x + pad, box.y + (box.h - icon) / 2,
             icon,
             w->enabled || w->role == ROLE_CHECKBOX ? art : ink); /* an empty box is no more than that */
    int y = box.y + (box.h - text) / 2, right = box.x + box.w - pad;
    y += lines(l, label, box.x + indent, y, width, &s);
    lines(l, detail, box.x + indent, y, width, &more);
    if (arrow)
        put_icon(l, "chevron_right", right - u(l, 48), box.y + (box.h - u(l, 48)) / 2, u(l, 48), COLOUR_INK3);
    put_end(l, w, &end, right - arrow, box);
    return box.h;
}

/* A number is read best on one line. */
static bool one_word(const char *text)
{
    return text[strcspn(text, " ")] == '\0' && g_ascii_isdigit(text[0]);
}

/* 姓名   王*兰   来自身份证 */
static int key_value(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    bool above = l->options.theme.large;
    int pad = u(l, 32), icon = w->icon[0] ? u(l, 48) + u(l, 12) : 0;
    struct end end = row_end(l, w, above ? "" : w->detail);
    struct style key = {by_size(l, 34, 44), 1.4, FACE_REGULAR, COLOUR_INK2, -1};
    struct style value = {by_size(l, 38, 54), 1.4, FACE_BOLD, COLOUR_INK, -1};
    bool han =
        l->options.language == LANGUAGE_ZH || l->options.language == LANGUAGE_ZH_TW; /* break anywhere */
    int keyed = u(l, box.w >= u(l, 700) ? 224
                     : han              ? 176
                                        : 196),
        room = box.w - 2 * pad - icon, needed = lines_width(l, w->value, &value);
    if (room - keyed - u(l, 24) - end.width < needed)
        end.width = 0; /* the value is what one reads */
    above = above || (one_word(w->value) && room - keyed - u(l, 24) < needed);
    int column = above ? 0 : keyed + u(l, 24), width = room - column - end.width;
    while (value.size > key.size && lines_count(l, w->value, width, &value) == INT_MAX)
        value.size -= 2; /* a long word beside a long one for 改 */
    bool was_dry = l->dry;
    l->dry = true;
    int kh = lines(l, w->label, 0, 0, above ? width : keyed, &key),
        vh = lines(l, w->value, 0, 0, width, &value);
    l->dry = was_dry;
    int text = above ? kh + vh : MAX(kh, vh),
        height = MAX(u(l, l->compact ? by_size(l, 98, 148) : by_size(l, 108, 160)), text + u(l, 16));
    if (l->dry)
        return height;
    box.h = MAX(box.h, height);
    struct placed *p = leaf_put(l, widget, box);
    row_ground(l, w, box);
    int x = box.x + pad, y = box.y + (box.h - text) / 2;
    lines(l, w->label, x, above ? y : box.y + (box.h - kh) / 2, above ? width : keyed, &key);
    int vy = above ? y + kh : box.y + (box.h - vh) / 2;
    put_icon(l, w->icon, x + column, vy + (vh - u(l, 48)) / 2, u(l, 48), COLOUR_OK);
    p->font_px = 0; /* the record speaks of the value */
    lines(l, w->value, x + column + icon, vy, width, &value);
    put_end(l, w, &end, box.x + box.w - pad, box);
    return box.h;
}

int leaf_field(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    if (w->look == LOOK_RADIO || w->look == LOOK_CHECK)
        return choice(l, widget, box);
    if (w->look == LOOK_ROW)
        return row(l, widget, box);
    if (w->look == LOOK_KEY_VALUE)
        return key_value(l, widget, box);
    return field(l, widget, box);
}
