/* The service bar: 事项名 over 第 2 步，共 5 步, 王*兰 and 退出 at the right end, the steps below. */
#include "ui/layout_parts.h"

#include <string.h>

#include "ui/text_shape.h"

enum { SIZES = 2 };

struct said {
    const struct widget *widget;
    const char *label; /* its label, or where that has no room the short one */
    struct style title, more;
    int x, w, icon, rows;
    const char *detail; /* what of it is shown; NULL: nothing */
};

int bar_row_height(const struct layout *l)
{
    return u(l, by_size(l, 104, 120));
}

static int bar_box_height(const struct layout *l)
{
    return l->bar_beside ? bar_row_height(l) : u(l, l->bar_up ? 112 : by_size(l, 120, 152));
}

static int bar_steps(const struct layout *l)
{
    for (int n = first_of(l, PLACE_BAR); n >= 0; n = next_of(l, n, PLACE_BAR))
        if (node_widget(l, n) && node_widget(l, n)->look == LOOK_STEPS)
            return n;
    return -1;
}

int bar_steps_height(const struct layout *l)
{
    return bar_steps(l) >= 0 ? u(l, by_size(l, 16, 20)) : 0;
}

int bar_height(const struct layout *l)
{
    int steps = bar_steps_height(l);
    if (l->bar_up)
        return steps;
    return first_of(l, PLACE_BAR) < 0 ? 0 : bar_box_height(l) + (steps ? u(l, 16) + steps : 0);
}

void lay_steps(struct layout *l, struct box box)
{
    int n = bar_steps(l), h = u(l, by_size(l, 16, 20));
    if (n >= 0)
        node_place(l, n, (struct box){box.x, box.y + box.h - h, box.w, h});
}

/* Name and detail, each on one line; the name in smaller letters where that is needed. */
static bool holds(const struct layout *l, struct said *s, const char *detail, int h)
{
    static const double title[2][SIZES] = {{36, 32}, {48, 44}};
    bool stands = !detail || (detail[0] && lines_count(l, detail, s->w, &s->more) == 1);
    int more = detail ? u(l, s->more.size * s->more.line) : 0;
    s->detail = detail;
    for (int i = 0; i < SIZES && stands; i++) {
        s->title.size = title[l->options.theme.large][i];
        s->rows = lines_count(l, s->label, s->w, &s->title);
        if (s->rows == 1 && u(l, s->title.size * s->title.line) + more <= h)
            return true;
    }
    return false;
}

/* 第 2 步，共 5 步：填一填, then the step alone, then 2 / 5, then nothing but the name, then that on two
 * lines. */
static void fit_label(const struct layout *l, struct said *s, int h)
{
    int steps = bar_steps(l);
    const struct widget *step = steps < 0 ? NULL : node_widget(l, steps);
    if (holds(l, s, s->widget->detail, h) ||
        (step && (holds(l, s, step->label, h) || holds(l, s, step->hint, h))))
        return;
    holds(l, s, NULL, h);
}

/* The short label, where two lines do not hold the long one. */
static void fit(const struct layout *l, struct said *s, int h)
{
    s->label = s->widget->label;
    fit_label(l, s, h);
    if (!*s->widget->hint || (s->rows <= 2 && s->rows * u(l, s->title.size * s->title.line) <= h))
        return;
    s->label = s->widget->hint;
    fit_label(l, s, h);
}

/* Of practice, and of an alert. */
static int picture(const struct layout *l, const struct widget *w)
{
    return w->icon[0] ? u(l, by_size(l, 56, 68)) : 0;
}

int bar_least(struct layout *l, bool counted)
{
    int width = 2 * u(l, 32), first = first_of(l, PLACE_BAR);
    struct said s = {.widget = node_widget(l, first),
                     .title = {by_size(l, 32, 44), 1.25, FACE_BOLD, COLOUR_INK, -1}};
    for (int n = first; n >= 0; n = next_of(l, n, PLACE_BAR))
        if (node_widget(l, n) && node_widget(l, n)->role == ROLE_BUTTON)
            width += leaf_frame_width(l, node_widget(l, n)) + u(l, 24);
    if (!s.widget)
        return width;
    if (s.widget->tone == TONE_BAD)
        width += picture(l, s.widget) + u(l, 24);
    const char *label = *s.widget->hint ? s.widget->hint : s.widget->label;
    int words = lines_width(l, label, &s.title), step = u(l, 8);
    for (s.w = words; s.w > step && lines_count(l, label, s.w - step, &s.title) <= 2;)
        s.w -= step;
    if (!counted)
        return width + s.w;
    struct style more = {by_size(l, 30, 44), 1.25, FACE_REGULAR, COLOUR_INK2, -1};
    return width +
           MAX(words, bar_steps(l) < 0 ? 0 : lines_width(l, node_widget(l, bar_steps(l))->label, &more));
}

static void put_said(struct layout *l, struct said *s, int node, struct box box)
{
    const struct widget *w = s->widget;
    fit(l, s, box.h - (l->bar_up ? 2 * u(l, 4) : 0)); /* clear of the frame */
    int step = u(l, s->title.size * s->title.line), more = s->detail ? u(l, s->more.size * s->more.line) : 0;
    int text_h = s->rows * step + more,
        y = box.y + (box.h - text_h) / 2 - (l->bar_up && more ? u(l, 3) : 0), /* a p hangs below its line */
        before = s->icon ? s->icon + u(l, 24) : 0;
    int top = s->icon ? MIN(y, box.y + (box.h - s->icon) / 2) : y;
    leaf_put(l, l->nodes[node].widget,
             (struct box){s->x - before, top, before + s->w, MAX(text_h, s->icon) + (y - top)});
    put_icon(l, s->icon ? w->icon : "", s->x - before, box.y + (box.h - s->icon) / 2, s->icon,
             w->tone == TONE_BAD ? COLOUR_BAD : s->title.colour);
    y += lines(l, s->label, s->x, y, s->w, &s->title);
    if (s->detail)
        lines(l, s->detail, s->x, y, s->w, &s->more);
}

/* Split, they stand left of the pills. */
static int beside_pills(struct layout *l, int right)
{
    int x = l->header.x;
    for (int n = first_of(l, PLACE_BAR); n >= 0; n = next_of(l, n, PLACE_BAR)) {
        const struct widget *w = node_widget(l, n);
        if (w && w->role == ROLE_BUTTON) {
            int width = leaf_frame_width(l, w);
            node_place(l, n, (struct box){x, l->pills_y, width, u(l, by_size(l, 88, 104))});
            x += width + u(l, 24);
        }
    }
    return right;
}

/* At the right end, in their order; where they begin. */
static int buttons(struct layout *l, struct box box, int right)
{
    int h = u(l, by_size(l, 80, 96)), gap = u(l, 24), begin = right;
    if (l->bar_split)
        return beside_pills(l, right);
    for (int n = first_of(l, PLACE_BAR); n >= 0; n = next_of(l, n, PLACE_BAR))
        if (node_widget(l, n) && node_widget(l, n)->role == ROLE_BUTTON)
            begin -= leaf_frame_width(l, node_widget(l, n)) + gap;
    for (int n = first_of(l, PLACE_BAR), x = begin + gap; n >= 0; n = next_of(l, n, PLACE_BAR)) {
        const struct widget *w = node_widget(l, n);
        if (w && w->role == ROLE_BUTTON) {
            int width = leaf_frame_width(l, w);
            node_place(l, n, (struct box){x, box.y + (box.h - h) / 2, width, h});
            x += width + gap;
        }
    }
    return begin;
}

/* The name of the resident, where there is room beside what is being done. */
static int person(struct layout *l, int n, const struct said *s, struct box box, int right)
{
    int width = leaf_width(l, l->nodes[n].widget), text_h = node_height(l, n, width);
    int words = MAX(lines_width(l, s->widget->label, &s->title), lines_width(l, s->widget->detail, &s->more));
    if (right - width - u(l, 24) < s->x + words)
        return right;
    node_place(l, n, (struct box){right - width, box.y + (box.h - text_h) / 2, width, text_h});
    return right - width - u(l, 24);
}

void lay_bar(struct layout *l, struct box box)
{
    box.h = bar_box_height(l);
    put(l, NULL, MADE_BAR, box);
    int first = first_of(l, PLACE_BAR), right = box.x + box.w - u(l, 16);
    const struct widget *says = node_widget(l, first);
    bool amber = says && says->tone == TONE_LAMP; /* practice */
    bool red = says && says->tone == TONE_BAD;    /* an alert */
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST;
    enum colour lit = contrast ? COLOUR_INK : COLOUR_LAMP; /* it is read: black on white, 21:1 */
    put_shape(l, box, u(l, 24),
              amber ? lit
              : red ? COLOUR_BAD_TINT
                    : COLOUR_SURFACE,
              amber ? lit
              : red ? COLOUR_BAD
                    : COLOUR_LINE,
              u(l, contrast ? 4 : 2));
    if (!says)
        return;
    enum colour ink = amber ? COLOUR_ON_LAMP : COLOUR_INK, ink2 = amber ? COLOUR_ON_LAMP : COLOUR_INK2;
    struct said s = {.widget = says,
                     .title = {by_size(l, 36, 48), by_size(l, 46.0 / 36, 60.0 / 48), FACE_BOLD, ink, -1},
                     .more = {by_size(l, 30, 44), by_size(l, 42.0 / 30, 58.0 / 44), FACE_REGULAR, ink2, -1}};
    bool tall = text_from_right(says->label, strlen(says->label)); /* Uyghur hangs below its line */
    if (l->bar_up) /* both of its lines stand in the header, clear of its frame */
        s.title.line = s.more.line = by_size(l, 1.25, tall ? 1.25 : 1.08);
    right = buttons(l, box, right);
    s.icon = picture(l, says);
    if (s.icon && amber && right - box.x - u(l, 32 + 24) - s.icon < lines_width(l, says->label, &s.title))
        s.icon = 0; /* its words say it */
    s.x = box.x + u(l, 32) + (s.icon ? s.icon + u(l, 24) : 0);
    for (int n = next_of(l, first, PLACE_BAR); n >= 0; n = next_of(l, n, PLACE_BAR)) {
        const struct widget *w = node_widget(l, n);
        if (w && w->role != ROLE_BUTTON && w->look != LOOK_STEPS)
            right = person(l, n, &s, box, right);
    }
    s.w = right - s.x;
    put_said(l, &s, first, box);
}

void lay_bar_beside(struct layout *l, struct box row)
{
    int right = header_switches(l) + u(l, 16);
    lay_bar(l, (struct box){row.x, row.y, row.w - right, bar_row_height(l)});
    lay_steps(l, row);
}
