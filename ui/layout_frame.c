/* The frame around the body: header, service bar, steps, action bar, keyboard, dialog, footer (DESIGN.md 3).
 */
#include "ui/layout_parts.h"

#include <string.h>

static bool has(const struct layout *l, enum place place)
{
    return first_of(l, place) >= 0;
}

int stack_height(struct layout *l, enum place place, int w)
{
    int height = 0, before = -1;
    for (int node = first_of(l, place); node >= 0; before = node, node = next_of(l, node, place))
        height += (before >= 0 ? u(l, node_gap(l, before, node)) : 0) + node_height(l, node, w);
    return height;
}

void lay_stack(struct layout *l, enum place place, struct box box)
{
    int y = box.y, before = -1;
    for (int node = first_of(l, place); node >= 0; before = node, node = next_of(l, node, place)) {
        y += before >= 0 ? u(l, node_gap(l, before, node)) : 0;
        int h = node_height(l, node, box.w);
        node_place(l, node, (struct box){box.x, y, box.w, h});
        y += h;
    }
}

static int margin(const struct layout *l)
{
    return u(l, l->options.theme.landscape ? 64 : 56);
}

static void header_text(struct layout *l, int node, struct box *at, bool first)
{
    const struct widget *w = node_widget(l, node);
    struct style name = {by_size(l, 38, 52), by_size(l, 48.0 / 38, 60.0 / 52), FACE_BOLD, COLOUR_INK, -1};
    struct style meta = {by_size(l, 30, 44), by_size(l, 40.0 / 30, 56.0 / 44), FACE_REGULAR, COLOUR_INK2, -1};
    struct style s = first ? name : meta;
    if (!first && w->tone != TONE_NONE) {
        s.face = FACE_BOLD;
        s.colour = tone_ink(w->tone);
    }
    int icon = first && w->icon[0] ? u(l, by_size(l, 40, 52)) : 0, step = u(l, s.size * s.line);
    int room = at->w - (icon ? icon + u(l, 12) : 0), width = MIN(lines_width(l, w->label, &s) + 1, room);
    leaf_put(l, l->nodes[node].widget,
             (struct box){at->x, at->y, width + (icon ? icon + u(l, 12) : 0), step});
    lines(l, w->label, at->x, at->y, width, &s);
    put_icon(l, w->icon, at->x + width + u(l, 12), at->y + (step - icon) / 2, icon, tone_ink(w->tone));
    at->y += step;
}

/* Large and lying, the header has room for 念给我听, and the body has none to spare. */
int header_button(struct layout *l)
{
    if (!l->options.theme.landscape || !l->options.theme.large)
        return -1;
    for (int n = first_of(l, PLACE_BODY); n >= 0; n = next_of(l, n, PLACE_BODY)) {
        int only = l->nodes[n].child;
        const struct widget *w = l->nodes[n].group == GROUP_SPREAD ? node_widget(l, only) : NULL;
        if (w && strcmp(w->id, "voice") == 0 && l->nodes[only].next < 0)
            return n;
    }
    return -1;
}

/* Pills from the right end, in their order; texts in what is left beside the mark. */
static void header(struct layout *l, struct box box)
{
    int pills = 0, texts = 0, x = box.x, h = u(l, by_size(l, 88, 104));
    for (int n = first_of(l, PLACE_HEADER); n >= 0; n = next_of(l, n, PLACE_HEADER)) {
        const struct widget *w = node_widget(l, n);
        if (w && w->look == LOOK_PILL)
            pills +=
                leaf_frame_width(l, w) + (pills ? u(l, apart(l, 16, l->options.theme.large ? 16 : 24)) : 0);
        else if (w && w->look == LOOK_MARK) {
            node_place(l, n, (struct box){x, box.y + (box.h - u(l, 80)) / 2, u(l, 80), u(l, 80)});
            x += u(l, 100);
        } else
            texts++;
    }
    int step = u(l, by_size(l, 88, 116)), pill_x = box.x + box.w - pills, voice = header_button(l);
    if (voice >= 0) {
        int width = leaf_frame_width(l, node_widget(l, l->nodes[voice].child));
        node_place(
            l, l->nodes[voice].child,
            (struct box){pill_x - u(l, 24) - width, box.y + (box.h - u(l, 120)) / 2, width, u(l, 120)});
    }
    struct box at = {x, box.y + (box.h - (texts > 1 ? step : step / 2)) / 2, pill_x - u(l, 12) - x, 0};
    bool first = true;
    for (int n = first_of(l, PLACE_HEADER); n >= 0; n = next_of(l, n, PLACE_HEADER)) {
        const struct widget *w = node_widget(l, n);
        if (w && w->look == LOOK_PILL) {
            int width = leaf_frame_width(l, w);
            node_place(l, n, (struct box){pill_x, l->pills_y, width, h});
            pill_x += width + u(l, apart(l, 16, l->options.theme.large ? 16 : 24));
        } else if (w && w->look != LOOK_MARK) {
            header_text(l, n, &at, first);
            first = false;
        }
    }
}

/* 事项名 over 第 2 步，共 5 步；王*兰 and 退出 at the right end; the steps below. Its height with the steps.
 */
static int bar(struct layout *l, struct box box)
{
    bool low = l->options.theme.landscape && l->options.theme.large; /* one line: height is dear */
    int h = u(l, low ? 112 : by_size(l, 120, 152)), right = box.x + box.w - u(l, 16),
        step = u(l, by_size(l, 16, 20));
    struct box ground = {box.x, box.y, box.w, h};
    put(l, NULL, MADE_BAR, ground);
    const struct widget *says = node_widget(l, first_of(l, PLACE_BAR));
    bool amber = says && says->tone == TONE_LAMP; /* practice */
    put_shape(l, ground, u(l, 24), amber ? COLOUR_LAMP : COLOUR_SURFACE, amber ? COLOUR_LAMP : COLOUR_LINE,
              u(l, l->options.theme.palette == PALETTE_CONTRAST ? 4 : 2));
    enum colour ink = amber ? COLOUR_ON_LAMP : COLOUR_INK, ink2 = amber ? COLOUR_ON_LAMP : COLOUR_INK2;
    struct style title = {by_size(l, 36, 48), by_size(l, 46.0 / 36, 60.0 / 48), FACE_BOLD, ink, -1};
    struct style more = {by_size(l, 30, 44), by_size(l, 42.0 / 30, 58.0 / 44), FACE_REGULAR, ink2, -1};
    int first = -1, steps = 0;
    for (int n = first_of(l, PLACE_BAR); n >= 0; n = next_of(l, n, PLACE_BAR)) {
        const struct widget *w = node_widget(l, n);
        if (w && w->role == ROLE_BUTTON) {
            int width = leaf_frame_width(l, w), bh = u(l, by_size(l, 80, 96));
            node_place(l, n, (struct box){right - width, box.y + (h - bh) / 2, width, bh});
            right -= width + u(l, 24);
        }
    }
    for (int n = first_of(l, PLACE_BAR); n >= 0; n = next_of(l, n, PLACE_BAR)) {
        const struct widget *w = node_widget(l, n);
        if (!w || w->role == ROLE_BUTTON)
            continue;
        if (w->look == LOOK_STEPS) {
            steps = u(l, 16) + step;
            node_place(l, n, (struct box){box.x, box.y + h + u(l, 16), box.w, step});
        } else if (first < 0) {
            first = n;
        } else {
            int width = leaf_width(l, l->nodes[n].widget), text_h = node_height(l, n, width);
            const struct widget *what = node_widget(l, first);
            int words = MAX(lines_width(l, what->label, &title), lines_width(l, what->detail, &more));
            if (right - width - u(l, 24) < box.x + u(l, 32) + words)
                continue; /* no room beside what is being done */
            node_place(l, n, (struct box){right - width, box.y + (h - text_h) / 2, width, text_h});
            right -= width + u(l, 24);
        }
    }
    if (first >= 0) {
        const struct widget *w = node_widget(l, first);
        int x = box.x + u(l, 32), icon = amber && w->icon[0] ? u(l, by_size(l, 56, 68)) : 0;
        put_icon(l, w->icon, x, box.y + (h - icon) / 2, icon, ink);
        x += icon ? icon + u(l, 24) : 0;
        int width = right - x, name = lines_width(l, w->label, &title) + u(l, 32);
        int text_h = u(l, title.size * title.line) + (w->detail[0] && !low ? u(l, more.size * more.line) : 0);
        int y = box.y + (h - text_h) / 2;
        leaf_put(l, l->nodes[first].widget, (struct box){x, y, width, text_h});
        y += lines(l, w->label, x, y, width, &title);
        if (!low)
            lines(l, w->detail, x, y, width, &more);
        else if (name + lines_width(l, w->detail, &more) <= width)
            lines(l, w->detail, x + name, y - u(l, more.size * more.line), width - name, &more);
    }
    return h + steps;
}

/* Five places that never move; an id has its own, staff's fill in order. */
static int slot_place(const struct widget *w, int order)
{
    static const char *const ids[] = {"back", "home", "seated", "help", "sos"};
    for (int i = 0; i < 5; i++)
        if (strcmp(w->id, ids[i]) == 0)
            return i;
    return order;
}

static void footer(struct layout *l, struct box box)
{
    bool land = l->options.theme.landscape, large = l->options.theme.large;
    struct placed *p = put(l, NULL, MADE_FOOTER, box);
    p->place = PLACE_FOOTER;
    put_shape(l, box, 0, COLOUR_SURFACE, COLOUR_NONE, 0);
    put_shape(l, (struct box){box.x, box.y, box.w, u(l, 2)}, 0, COLOUR_LINE, COLOUR_NONE, 0);
    p->bg = COLOUR_SURFACE;
    int pad = u(l, land ? 40 : large ? 24 : 32), order = 0;
    int width = u(l, land ? by_size(l, 232, 272) : large ? 196 : 184);
    int h = u(l, land ? 96 : large ? 160 : 128), gap = u(l, 24), least = large ? gap : u(l, 12);
    if (5 * width + 4 * least + 2 * pad > box.w)
        width = (box.w - 2 * pad - 4 * least) / 5;
    for (int n = first_of(l, PLACE_FOOTER); n >= 0; n = next_of(l, n, PLACE_FOOTER), order++) {
        const struct widget *w = node_widget(l, n);
        if (!w)
            continue;
        int i = MIN(slot_place(w, order), 4), x = box.x + pad + i * (box.w - 2 * pad - width) / 4;
        if (land)
            x = i < 3 ? box.x + pad + i * (width + gap)
                      : box.x + box.w - pad - (5 - i) * width - (4 - i) * gap;
        node_place(l, n, (struct box){x, box.y + (box.h - h + u(l, 2)) / 2, width, h});
    }
}

/* The main button at the right end takes what the others leave. */
static void actions(struct layout *l, struct box box)
{
    int x = box.x, gap = u(l, 24), main = -1;
    for (int n = first_of(l, PLACE_ACTIONS); n >= 0; n = next_of(l, n, PLACE_ACTIONS)) {
        const struct widget *w = node_widget(l, n);
        if (w && (w->look == LOOK_MAIN || w->look == LOOK_DANGER) && main < 0) {
            main = n;
            continue;
        }
        int width = MAX(u(l, 328), node_width(l, n));
        node_place(l, n, (struct box){x, box.y, width, box.h});
        x += width + gap;
    }
    if (main >= 0)
        node_place(l, main, (struct box){x, box.y, box.x + box.w - x, box.h});
}

static bool date_keys(const struct layout *l)
{
    return l->nodes[first_of(l, PLACE_KEYS)].group == GROUP_STACK;
}

static bool digit_keys(const struct layout *l)
{
    return l->nodes[first_of(l, PLACE_KEYS)].group == GROUP_SIDE;
}

static bool hand_keys(const struct layout *l)
{
    return l->nodes[first_of(l, PLACE_KEYS)].group == GROUP_CANDIDATES;
}

/* Nearly square, as 1280x1024: letters leave the question little width. */
static bool narrow(const struct layout *l)
{
    const struct theme *t = &l->options.theme;
    return has(l, PLACE_KEYS) && t->landscape && t->width < u(l, 1800) && !digit_keys(l) && !date_keys(l) &&
           !hand_keys(l);
}

/* Digits stand further from the edge than a row of ten letters. */
static int keys_pad(const struct layout *l)
{
    bool few = digit_keys(l) || date_keys(l) || hand_keys(l);
    return u(l, narrow(l) ? 24 : l->options.theme.landscape ? 40 : few ? 56 : 24);
}

static int tray_top(const struct layout *l)
{
    return u(l, hand_keys(l) ? 26 : 22);
}

static void keys(struct layout *l, struct box box)
{
    int pad = keys_pad(l);
    struct placed *p = put(l, NULL, MADE_TRAY, box);
    put_shape(l, box, 0, COLOUR_SUNKEN, COLOUR_NONE, 0);
    p->place = PLACE_KEYS;
    put_shape(l,
              l->options.theme.landscape ? (struct box){box.x, box.y, u(l, 2), box.h}
                                         : (struct box){box.x, box.y, box.w, u(l, 2)},
              0, COLOUR_LINE, COLOUR_NONE, 0);
    p->bg = COLOUR_SUNKEN;
    int h = stack_height(l, PLACE_KEYS, box.w - 2 * pad);
    int y = l->options.theme.landscape ? box.y + MAX(0, box.h - h) / 2 : box.y + tray_top(l);
    lay_stack(l, PLACE_KEYS, (struct box){box.x + pad, y, box.w - 2 * pad, 0});
}

static int keys_height(struct layout *l, int w)
{
    return stack_height(l, PLACE_KEYS, w - 2 * keys_pad(l)) + tray_top(l) + u(l, 24);
}

static void dialog(struct layout *l)
{
    struct box all = {0, l->header.y + l->header.h, l->options.theme.width, 0};
    all.h = l->footer.y - all.y;
    struct placed *p = put(l, NULL, MADE_SCRIM, all);
    p->special = SPECIAL_SCRIM;
    p->art = all;
    p->place = PLACE_DIALOG;
    bool low = l->options.theme.landscape && l->options.theme.large;
    int width = MIN(u(l, low ? 1280 : 920), all.w - u(l, 48)), pad = u(l, low ? 40 : 64);
    l->centre = true;
    int h = stack_height(l, PLACE_DIALOG, width - 2 * pad) + 2 * pad;
    struct box box = {(all.w - width) / 2, all.y + MAX(0, all.h - h) / 2, width, h};
    if (l->options.seated)
        box.y = all.y + all.h - h - u(l, 24);
    p = put(l, NULL, MADE_DIALOG, box);
    p->place = PLACE_DIALOG;
    put_shape(l, box, u(l, 32), COLOUR_SURFACE,
              l->options.theme.palette == PALETTE_CONTRAST ? COLOUR_EDGE : COLOUR_NONE,
              l->options.theme.palette == PALETTE_CONTRAST ? u(l, 4) : 0);
    l->shapes[l->shape_count - 1].shadow = l->options.theme.palette != PALETTE_CONTRAST;
    lay_stack(l, PLACE_DIALOG, (struct box){box.x + pad, box.y + pad, width - 2 * pad, 0});
    l->centre = false;
}

/* On the ink, above the buttons (or the footer), for a few seconds (DESIGN.md 4.3). */
static void toast(struct layout *l)
{
    int node = first_of(l, PLACE_TOAST);
    const struct widget *w = node_widget(l, node);
    bool contrast = l->options.theme.palette == PALETTE_CONTRAST, dry = l->dry;
    struct style s = {by_size(l, 38, 52), 1.4, FACE_BOLD, COLOUR_SURFACE, -1};
    int pad = u(l, 32), icon = u(l, by_size(l, 48, 60)), width = l->body.w, above = l->footer.y;
    if (has(l, PLACE_ACTIONS))
        above = l->actions.y;
    else if (has(l, PLACE_KEYS) && !l->options.theme.landscape)
        above = l->keys.y;
    l->dry = true;
    int text = lines(l, w->label, 0, 0, width - 3 * pad - icon, &s);
    l->dry = dry;
    struct box box = {l->body.x, above - u(l, 24) - text - 2 * u(l, 24), width, text + 2 * u(l, 24)};
    struct placed *p = leaf_put(l, l->nodes[node].widget, box);
    if (p)
        p->bg = COLOUR_INK;
    put_shape(l, box, u(l, 24), COLOUR_INK, COLOUR_NONE, 0);
    l->shapes[l->shape_count - 1].shadow = !contrast;
    put_icon(l, w->icon, box.x + pad, box.y + (box.h - icon) / 2, icon,
             contrast ? COLOUR_SURFACE : COLOUR_LAMP);
    lines(l, w->label, box.x + 2 * pad + icon, box.y + u(l, 24), width - 3 * pad - icon, &s);
}

/* Half of a wide panel, and more for letters, which never get less than ten keys and a candidate row need,
 * nor digits less than three keys and the functions beside them. */
static struct box beside_keys(const struct layout *l, int y, int h)
{
    enum { HALF = 960, LETTERS = 856, LETTERS_LARGE = 904, LEAST = 980, DIGITS = 540, DIGITS_LARGE = 680 };
    enum { PAD = 800, PAD_LARGE = 860 };
    int width = l->options.theme.width, x = MIN(u(l, HALF), width - u(l, by_size(l, DIGITS, DIGITS_LARGE)));
    if (date_keys(l))
        x = width / 2;
    else if (hand_keys(l))
        x = MIN(u(l, HALF), width - u(l, by_size(l, PAD, PAD_LARGE)));
    else if (!digit_keys(l))
        x = MIN(u(l, by_size(l, LETTERS, LETTERS_LARGE)), width - u(l, LEAST));
    return (struct box){x, y, width - x, h};
}

/* By how much it may be lower: the keys beside it say what it must have. */
static int pad_most(struct layout *l)
{
    int side = next_of(l, first_of(l, PLACE_KEYS), PLACE_KEYS), beside = l->nodes[l->nodes[side].child].next;
    return MAX(u(l, 560) - node_height(l, beside, u(l, 240)), 0);
}

/* A long question, and what stands above it, leave the pad less height. */
static int pad_less(struct layout *l, int room)
{
    int most = pad_most(l);
    int pills = l->options.seated ? u(l, by_size(l, 88, 104) + 16) : 0;
    bool in_keys = l->in_keys, dry = l->dry;
    l->in_keys = false;
    l->dry = l->compact = true;
    int bar_h = has(l, PLACE_BAR) ? bar(l, (struct box){l->body.x, 0, l->body.w, 0}) : 0;
    int need = bar_h + u(l, 40) + body_height(l, l->body.w) + u(l, 24) + pills;
    l->in_keys = in_keys;
    l->dry = dry;
    l->compact = false;
    return CLAMP(need - room, 0, most);
}

/* The regions: the footer equal everywhere; keys right in landscape, above the footer in portrait. */
static void regions(struct layout *l)
{
    const struct theme *t = &l->options.theme;
    int head = u(l, t->landscape ? 120 : by_size(l, 144, 168)),
        foot = u(l, t->landscape ? 128 : by_size(l, 160, 192)), m = margin(l);
    l->header = (struct box){m, 0, t->width - 2 * m, head};
    l->footer = (struct box){0, t->height - foot, t->width, foot};
    l->body = (struct box){m, head, t->width - 2 * m, t->height - foot - head};
    if (has(l, PLACE_KEYS)) {
        l->in_keys = true;
        if (t->landscape) {
            l->keys = beside_keys(l, head, t->height - foot - head);
            int over = keys_height(l, l->keys.w) - l->keys.h;
            l->pad_less = hand_keys(l) ? CLAMP(over, 0, pad_most(l)) : 0;
        } else {
            int h = keys_height(l, t->width);
            l->pad_less = hand_keys(l) ? pad_less(l, l->body.h - h) : 0;
            h -= l->pad_less;
            l->keys = (struct box){0, t->height - foot - h, t->width, h};
            l->body.h -= h;
        }
        l->in_keys = false;
        if (t->landscape)
            l->body.w = l->keys.x - u(l, 40) - m;
    }
    if (has(l, PLACE_ACTIONS)) {
        int h = u(l, by_size(l, 120, 144));
        l->actions = (struct box){l->body.x, l->body.y + l->body.h - h - u(l, 24), l->body.w, h};
        l->body.h -= h + u(l, 48);
    }
}

/* Seated: pills and bar come down to the top of the zone; above a keyboard they stand right on it, and what
 * is only read above them. The rest of the body, less the bar. */
static struct box seated(struct layout *l, struct box body, int bar_h)
{
    int pills = u(l, by_size(l, 88, 104)), gap = u(l, 16), bottom = body.y + body.h;
    if (has(l, PLACE_KEYS)) {
        l->bar = (struct box){body.x, bottom - bar_h - gap, body.w, bar_h};
        l->pills_y = (bar_h ? l->bar.y : bottom) - gap - pills;
        int room = l->pills_y - gap - body.y, need = MIN(room, body_height(l, body.w) + gap);
        return (struct box){body.x, l->pills_y - gap - need, body.w, need};
    }
    l->pills_y = MAX(l->options.zone_top + gap, body.y);
    l->bar = (struct box){body.x, l->pills_y + pills + gap, body.w, bar_h};
    int top = l->bar.y + bar_h + (bar_h ? u(l, 24) : 0);
    return (struct box){body.x, top, body.w, bottom - top};
}

/* Letters of a nearly square panel stand below the bar, which needs the whole width then. */
static bool wide_keys(struct layout *l, int bar_h)
{
    if (!bar_h || !narrow(l))
        return false;
    int down = bar_h + u(l, 16);
    l->keys.y += down;
    l->keys.h -= down;
    return true;
}

void lay_frame(struct layout *l)
{
    regions(l);
    bool low = l->options.seated, inside = has(l, PLACE_BAR);
    int gap = u(l, by_size(l, 24, 16)), bottom = u(l, has(l, PLACE_ACTIONS) ? 0 : 16);
    struct box body = l->body;
    l->dry = true;
    int bar_h = inside ? bar(l, (struct box){body.x, body.y, narrow(l) ? l->header.w : body.w, 0}) : 0;
    l->dry = false;
    l->pills_y = l->header.y + (l->header.h - u(l, by_size(l, 88, 104))) / 2;
    if (low) {
        body = seated(l, body, bar_h);
        body.h -= has(l, PLACE_KEYS) ? 0 : bottom;
    } else {
        l->bar = (struct box){body.x, body.y, wide_keys(l, bar_h) ? l->header.w : body.w, bar_h};
        gap = inside ? u(l, l->options.theme.landscape ? 24 : 40) : gap;
        body = (struct box){body.x, body.y + bar_h + gap, body.w, body.h - bar_h - gap - bottom};
    }
    header(l, l->header);
    if (inside)
        bar(l, l->bar);
    l->body = body;
    l->centre = strcmp(l->page->screen, "sending") == 0;
    lay_body(l, body);
    l->centre = false;
    if (has(l, PLACE_ACTIONS))
        actions(l, l->actions);
    if (has(l, PLACE_KEYS)) {
        l->in_keys = true;
        keys(l, l->keys);
        l->in_keys = false;
    }
    if (has(l, PLACE_TOAST))
        toast(l);
    if (has(l, PLACE_DIALOG))
        dialog(l);
}

void lay_footer(struct layout *l)
{
    const struct theme *t = &l->options.theme;
    int foot = u(l, t->landscape ? 128 : by_size(l, 160, 192));
    l->footer = (struct box){0, t->height - foot, t->width, foot};
    footer(l, l->footer);
}
