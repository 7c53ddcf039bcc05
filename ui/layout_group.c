/* The page as a tree, and how groups share their room. */
#include "ui/layout_parts.h"

#include <string.h>

enum { ROW_MOST = 24 };

void tree(struct layout *l)
{
    int open[16], depth = 0, last[16];
    l->nodes[0] = (struct layout_node){-1, -1, -1, GROUP_NONE, 0};
    l->node_count = 1;
    open[0] = 0;
    last[0] = -1;
    for (unsigned i = 0; i < l->page->count; i++) {
        const struct widget *w = &l->page->widgets[i];
        if (w->group_close || w->look == LOOK_HEARD) {
            depth -= w->group_close && depth > 0;
            continue;
        }
        int at = (int)l->node_count++;
        l->nodes[at] = (struct layout_node){(int16_t)i, -1, -1, (uint8_t)(w->group_open ? w->number : 0),
                                            (int16_t)(w->group_open ? w->total : 0)};
        if (last[depth] < 0)
            l->nodes[open[depth]].child = (int16_t)at;
        else
            l->nodes[last[depth]].next = (int16_t)at;
        last[depth] = at;
        if (w->group_open && depth + 1 < 16) {
            open[++depth] = at;
            last[depth] = -1;
        }
    }
}

bool node_is_group(const struct layout *l, int node)
{
    return l->page->widgets[l->nodes[node].widget].group_open != 0;
}

const struct widget *node_widget(const struct layout *l, int node)
{
    return node < 0 || node_is_group(l, node) ? NULL : &l->page->widgets[l->nodes[node].widget];
}

static int seek(const struct layout *l, int node, enum place place)
{
    while (node >= 0 && l->page->widgets[l->nodes[node].widget].place != place)
        node = l->nodes[node].next;
    return node;
}

int first_of(const struct layout *l, enum place place)
{
    return seek(l, l->nodes[0].child, place);
}

int next_of(const struct layout *l, int node, enum place place)
{
    return seek(l, l->nodes[node].next, place);
}

const struct widget *node_first(const struct layout *l, int node)
{
    while (node >= 0 && node_is_group(l, node))
        node = l->nodes[node].child;
    return node_widget(l, node);
}

/* Units between two things one above the other (DESIGN.md 2.5, and the pictures). */
int node_gap(const struct layout *l, int before, int node)
{
    const struct widget *a = node_first(l, before), *b = node_first(l, node);
    enum group ga = (enum group)l->nodes[before].group, gb = (enum group)l->nodes[node].group;
    bool tight = l->compact || l->options.theme.landscape;
    if (tight && a && b && a->look == LOOK_QR && b->look == LOOK_TAG)
        return 16;
    if (!a || !b)
        return gb == GROUP_SPREAD || ga == GROUP_SPREAD ? 0 : 24;
    if (l->in_keys && ga == GROUP_CANDIDATES) /* above a pad */
        return l->options.theme.large ? 24 : 20;
    if (l->in_keys)
        return (int)apart(l, 14, 18);
    bool text_a = a->look <= LOOK_ERROR && a->role != ROLE_FIELD,
         text_b = b->look <= LOOK_ERROR && b->role != ROLE_FIELD;
    if (a->look == LOOK_RING && b->look == LOOK_H1 && b->place == PLACE_BODY)
        return tight ? 16 : 32;
    if (l->centre && b->place == PLACE_BODY && (a->look == LOOK_BAR || b->look == LOOK_BAR))
        return tight ? 32 : 56;                               /* waiting: the page is empty enough */
    if (b->look == LOOK_SENTENCE && a->look != LOOK_SENTENCE) /* its ground stands out above it */
        return tight ? 32 : 44;
    if (a->look == LOOK_SENTENCE && b->look != LOOK_SENTENCE)
        return tight ? 28 : 36;
    if (b->place == PLACE_DIALOG && text_a && text_b)
        return a->look == LOOK_H1 ? 16 : 0;
    if (b->look == LOOK_H2)
        return a->look == LOOK_H1 || (tight && a->look == LOOK_CRUMB) ? 16 : tight ? 24 : 40;
    if (a->look == LOOK_H2)
        return tight && gb == GROUP_CARD ? 8 : 16;
    if (b->place == PLACE_DIALOG && (a->look == LOOK_RING || !text_b))
        return l->compact ? 24 : a->look == LOOK_RING ? 40 : 48;
    if (a->look == LOOK_RESULT ||
        (text_a && ga == GROUP_NONE && gb != GROUP_NONE && (a->look == LOOK_PLAIN || a->look == LOOK_BODY)))
        return tight ? 24 : 32;
    if (text_a && text_b)
        return a->look == LOOK_H1 || a->look == LOOK_DISPLAY || a->look == LOOK_H2 ? 8 : 12;
    if (a->look == LOOK_H1 || a->look == LOOK_LEAD || a->look == LOOK_DISPLAY)
        return tight ? 24 : b->role == ROLE_FIELD || b->look == LOOK_FACE ? 40 : 32;
    if (a->look == LOOK_TIMELINE && b->look == LOOK_TIMELINE)
        return 0;
    if (a->role == ROLE_FIELD && b->role == ROLE_FIELD)
        return tight ? 24 : 40;
    if (a->look == b->look && (a->look == LOOK_RADIO || a->look == LOOK_CHECK))
        return (int)apart(l, 16, 24);
    if (b->look == LOOK_SECOND && b->place == PLACE_BODY)
        return tight ? 24 : 48;
    if (ga == GROUP_CARD && gb == GROUP_CARD)
        return tight ? 16 : 24;
    if (ga != GROUP_NONE && gb != GROUP_NONE)
        return (int)apart(l, 16 + (tight ? 0 : 16), l->options.theme.large ? 24 : 32);
    return text_a || text_b ? (int)(a->role == ROLE_FIELD ? apart(l, 16, 20) : 16) : 24;
}

int columns_of(const struct layout *l, int node, int width)
{
    const struct widget *w = node_first(l, node);
    enum { ALPHABET = 6, ALPHABET_LANDSCAPE = 8, TILE_LEAST = 400 };
    int n = MAX(l->nodes[node].n, 1);
    if (l->aside >= 0 && w && w->look == LOOK_TILE_TALL)
        return MIN(n, 2); /* aside there is room for two beside one another */
    bool high = l->options.theme.landscape && 4 * l->options.theme.height >= 3 * l->options.theme.width;
    if (w && w->look == LOOK_CELL && n == 3 && high &&
        cells_too_narrow(l, (width - (n - 1) * columns_gap(l, node)) / n))
        return 2; /* decades, beside the question on a panel that is not wide */
    if (w && w->look == LOOK_TILE_WIDE && width / n < u(l, TILE_LEAST))
        return 1; /* a picture, an arrow and words between them */
    if (l->in_keys && n == ALPHABET && l->options.theme.landscape)
        return ALPHABET_LANDSCAPE; /* there is less room above one another */
    if (l->in_keys && n > ALPHABET + 1 && !l->options.theme.landscape && l->options.theme.width < u(l, 1000))
        n = ALPHABET + 1; /* 18.5 inch: a finger needs the width */
    if (!l->options.theme.large || l->in_keys || !w || w->look == LOOK_FACE || w->look == LOOK_PART ||
        w->look == LOOK_CALLS || w->look == LOOK_CATEGORY || w->look == LOOK_MEDIUM)
        return n; /* their words are short */
    if ((l->options.theme.landscape || l->lowered) && (w->look == LOOK_SECOND || w->look == LOOK_MAIN))
        return n; /* there is more width than height */
    return w->look == LOOK_TILE_TALL || n > 2 ? MIN(n, 2) : 1;
}

int columns_gap(const struct layout *l, int node)
{
    const struct widget *w = node_first(l, node);
    bool close = l->nodes[node].n == 3 || l->nodes[node].n > 4 || l->in_keys ||
                 (w && (w->look == LOOK_RADIO || w->look == LOOK_CHECK));
    if (l->in_keys && l->nodes[node].n > 4)
        return u(l, 18);
    if (w && w->look == LOOK_PART) /* year, month and day are things to read, not neighbours to choose from */
        return u(l, 24);
    if (beside_aside(l) && w && w->look == LOOK_TILE)
        return u(l, apart(l, 16, 24));
    return u(l, close ? apart(l, 16, l->nodes[node].n > 4 ? 12 : 24) : 24);
}

/* One row of a grid, from its first node; *next: the row after. */
static int grid_row(struct layout *l, int first, int n, int w, int gap, struct box *put_at, int *next)
{
    int cell = (w - gap * (n - 1)) / n, height = 0, node = first;
    for (int i = 0; i < n && node >= 0; i++, node = l->nodes[node].next) {
        int h = node_height(l, node, cell);
        height = MAX(height, h);
    }
    *next = node;
    if (put_at && !l->dry) {
        node = first;
        for (int i = 0; i < n && node >= 0; i++, node = l->nodes[node].next) {
            int x0 = (int)((int64_t)(w + gap) * i / n), x1 = (int)((int64_t)(w + gap) * (i + 1) / n) - gap;
            node_place(l, node, (struct box){put_at->x + x0, put_at->y, x1 - x0, height});
        }
    }
    return height;
}

static int grid(struct layout *l, int node, struct box box)
{
    int n = columns_of(l, node, box.w), gap = columns_gap(l, node), height = 0;
    bool digits = l->digits;
    l->digits = l->in_keys && l->nodes[node].n == 3;
    for (int at = l->nodes[node].child; at >= 0;) {
        struct box row = {box.x, box.y + height, box.w, 0};
        height += grid_row(l, at, n, box.w, gap, &row, &at) + (at >= 0 ? gap : 0);
    }
    l->digits = digits;
    return height;
}

static int row_gap(const struct layout *l, int node)
{
    const struct widget *w = node_first(l, node);
    if (l->in_keys && w && w->look == LOOK_MEDIUM) /* 改月份: a button, not a key */
        return u(l, 24);
    if (l->in_keys)
        return u(l, apart(l, 12, 18));
    if (l->in_list && w && w->look == LOOK_RING) /* the row beside it has a margin of its own */
        return 0;
    if (w && w->look == LOOK_BODY && w->number) /* counted: further apart than a number from its words */
        return u(l, 32);
    if (w && (w->look == LOOK_ILLUSTRATION || w->look == LOOK_QR))
        return u(l, w->look == LOOK_QR ? 56 : 32);
    return u(l, w && (w->look == LOOK_MAIN || w->look == LOOK_SECOND ||
                      (w->look >= LOOK_TILE && w->look <= LOOK_PAPER))
                    ? 24
                    : apart(l, 16, 24));
}

static bool grows(const struct layout *l, int node)
{
    const struct widget *w = node_widget(l, node);
    return w ? w->grow || (l->in_list && (w->look == LOOK_ROW || w->look == LOOK_KEY_VALUE)) ||
                   w->role == ROLE_FIELD
             : true;
}

/* Shares w among the children; returns their number. */
static int shares(struct layout *l, int node, int w, int *width)
{
    int count = 0, growing = 0, used = 0, gap = row_gap(l, node), keys = 0;
    for (int at = l->nodes[node].child; at >= 0 && count < ROW_MOST; at = l->nodes[at].next, count++) {
        const struct widget *leaf_w = node_widget(l, at);
        width[count] = grows(l, at) ? -1 : MIN(node_width(l, at), w);
        if (leaf_w && leaf_w->place == PLACE_DIALOG && leaf_w->look == LOOK_SECOND && width[count] >= 0)
            width[count] = MAX(width[count], u(l, 288));
        growing += width[count] < 0;
        keys += leaf_w && leaf_w->look == LOOK_KEY && width[count] < 0;
        used += MAX(width[count], 0) + (count ? gap : 0);
    }
    int share = growing ? (w - used) / growing : 0, first = l->nodes[node].child;
    if (growing == 1 && count > 1 && width[0] < 0 && node_widget(l, first) &&
        row_too_narrow(l, l->nodes[first].widget, share)) {
        width[0] = w; /* what is beside it goes on in the next line */
        return count;
    }
    for (int i = 0, at = l->nodes[node].child; l->in_keys && i < count; i++, at = l->nodes[at].next) {
        const struct widget *key = node_widget(l, at);
        if (width[i] < 0 && growing == 1 && key && key->look == LOOK_KEY_GO && share < u(l, 160))
            width[i] = w; /* 填好了 needs its words: below the others */
    }
    if (l->in_keys && keys == count) /* a short row of letters keeps the width of the long one */
        share = MIN(share, (w - 9 * gap) / 10);
    for (int i = 0; i < count; i++)
        if (width[i] < 0)
            width[i] = MAX(share, 0);
    return count;
}

static bool stretches(const struct layout *l, int node)
{
    const struct widget *w = node_widget(l, node);
    if (!w && l->in_card && l->nodes[node].group == GROUP_STACK) /* words beside a picture: in the middle */
        return false;
    return !w || (l->in_keys && w->look != LOOK_H2) || w->role == ROLE_FIELD ||
           (w->look >= LOOK_TILE && w->look <= LOOK_PAPER) || w->look == LOOK_MAIN || w->look == LOOK_SECOND;
}

/* Side by side; what does not fit goes on in a next line when nothing grows. */
static int lines_of_row(struct layout *l, int node, struct box box)
{
    int width[ROW_MOST] = {0}, gap = row_gap(l, node), count = shares(l, node, box.w, width), y = 0;
    int at = l->nodes[node].child;
    for (int i = 0; i < count;) {
        int end = i, line_w = 0, height = 0, scan = at;
        while (end < count && (end == i || line_w + gap + width[end] <= box.w)) {
            line_w += width[end] + (end > i ? gap : 0);
            height = MAX(height, node_height(l, scan, width[end]));
            scan = l->nodes[scan].next;
            end++;
        }
        bool middle = l->centre || l->nodes[node].n || (l->in_keys && line_w < box.w);
        bool below = l->in_list && i > 0;
        int spare = box.w - line_w, x = box.x + spare / (middle ? 2 : 1) * (middle || below),
            tall = box.h > height && end == count && i == 0 ? box.h : height;
        for (; i < end; i++, at = l->nodes[at].next) {
            int h = stretches(l, at) ? tall : node_height(l, at, width[i]);
            if (!l->dry)
                node_place(l, at, (struct box){x, box.y + y + (tall - h) / 2, width[i], h});
            x += width[i] + gap;
        }
        y += height + (below ? u(l, 20) : i < count && !l->in_list ? gap : 0);
    }
    return y;
}

/* Words beside a ring begin beside it, also where a page is centred. */
static int row(struct layout *l, int node, struct box box)
{
    const struct widget *first = node_first(l, node);
    bool centre = l->centre;
    if (first && first->look == LOOK_RING)
        l->centre = false;
    int h = lines_of_row(l, node, box);
    l->centre = centre;
    return h;
}

static int growers(const struct layout *l, int node)
{
    int n = 0;
    for (int at = l->nodes[node].child; at >= 0; at = l->nodes[at].next)
        n += node_widget(l, at) && node_widget(l, at)->grow;
    return MAX(n, 1);
}

/* One above the other; a growing one takes what is left of a given height. */
static int stack(struct layout *l, int node, struct box box)
{
    int y = 0, before = -1, spare = 0, growing = l->in_keys ? growers(l, node) : 1;
    int beside = parts_beside(l, node, box);
    if (beside)
        return beside;
    if (box.h > 0 && !l->dry) {
        l->dry = true;
        spare = MAX(0, box.h - stack(l, node, (struct box){box.x, box.y, box.w, 0}));
        l->dry = false;
    }
    for (int at = l->nodes[node].child; at >= 0; at = l->nodes[at].next) {
        if (keys_leave_out(l, at) || (at == l->code && l->nodes[at].next >= 0)) /* or it stands elsewhere */
            continue;
        y += before >= 0 ? u(l, l->in_keys ? apart(l, 16, l->keys_low ? 18 : 24) : node_gap(l, before, at))
                         : 0;
        const struct widget *w = node_widget(l, at);
        int h = node_height(l, at, box.w);
        if (w && w->grow && spare) { /* keys share it, elsewhere the first has all */
            int share = spare / growing--;
            h += share;
            spare -= share;
        }
        if (!l->dry)
            node_place(l, at, (struct box){box.x, box.y + y, box.w, h});
        y += h;
        before = at;
    }
    return y;
}

/* A bad one is an alarm: it stands alone, with its words in the middle. */
static int card(struct layout *l, int node, struct box box)
{
    enum tone tone = (enum tone)l->nodes[node].n;
    bool alarm = tone == TONE_BAD, tinted = tone != TONE_NONE && l->options.theme.palette != PALETTE_CONTRAST;
    bool roomy = !l->compact && !l->options.theme.landscape, narrow = l->centre && !alarm;
    int pad = u(l, node == l->code               ? CODE_PAD
                   : (alarm || narrow) && roomy  ? 48
                   : tone == TONE_PINE && !roomy ? 16
                                                 : 32);
    int most = u(l, roomy || !l->options.theme.large ? 728 : 1200);
    if (narrow && box.w > most) {
        box.x += (box.w - most) / 2;
        box.w = most;
    }
    struct box inner = {box.x + pad, box.y + pad, box.w - 2 * pad, 0};
    bool was_dry = l->dry, in_list = l->in_list, in_card = l->in_card, centre = l->centre;
    uint8_t ground = l->ground;
    l->centre = centre || alarm;
    l->ground = (uint8_t)(!tinted ? COLOUR_SURFACE : tone == TONE_PINE ? COLOUR_PRI_WASH : tone_tint(tone));
    l->in_list = false;
    l->in_card = true;
    l->dry = true;
    int height = stack(l, node, inner) + 2 * pad;
    l->dry = was_dry;
    if (!l->dry) {
        box.h = MAX(box.h, height);
        put(l, NULL, MADE_CARD, box);
        put_shape(l, box, u(l, alarm ? 32 : 24), (enum colour)l->ground,
                  tone == TONE_PINE && tinted ? COLOUR_LINE
                  : tinted                    ? (enum colour)l->ground
                  : tone != TONE_NONE         ? tone_ink(tone)
                                              : COLOUR_LINE,
                  u(l, l->options.theme.palette == PALETTE_STANDARD ? 2 : 4));
        inner.y += (box.h - height) / 2;
        stack(l, node, inner);
    }
    l->centre = centre;
    l->ground = ground;
    l->in_card = in_card;
    l->in_list = in_list;
    return height;
}

/* A list somewhere inside: unpaged. At the top of the body the flow takes its rows one by one. */
static int list(struct layout *l, int node, struct box box)
{
    bool in_list = l->in_list, was_dry = l->dry;
    l->in_list = true;
    if (!was_dry) {
        l->dry = true;
        box.h = list(l, node, box);
        l->dry = false;
        put(l, NULL, MADE_CARD, box);
        put_shape(l, box, u(l, 24), COLOUR_SURFACE, COLOUR_LINE, u(l, 2));
    }
    int y = 0;
    for (int at = l->nodes[node].child; at >= 0; at = l->nodes[at].next) {
        int h = node_height(l, at, box.w);
        if (!l->dry && y > 0) {
            struct box line = {box.x, box.y + y - u(l, 2), box.w, u(l, 2)};
            put(l, NULL, MADE_LINE, line);
            put_shape(l, line, 0, COLOUR_LINE, COLOUR_NONE, 0);
        }
        if (!l->dry)
            node_place(l, at, (struct box){box.x, box.y + y, box.w, h});
        y += h;
    }
    l->in_list = in_list;
    return y;
}

static int group(struct layout *l, int node, struct box box)
{
    switch ((enum group)l->nodes[node].group) {
    case GROUP_COLUMNS:
        return grid(l, node, box);
    case GROUP_ROW:
        if (l->in_list) { /* a row of a list: its last thing keeps off the edge, and so does a ring before it
                           */
            bool ring = node_first(l, node) && node_first(l, node)->look == LOOK_RING;
            int left = ring ? u(l, 32) : 0, right = ring ? 0 : u(l, 20);
            int h = row(l, node,
                        (struct box){box.x + left, box.y, box.w - left - right,
                                     box.h}); /* once: MAX would place it twice */
            return MAX(h, u(l, l->compact ? 98 : 108));
        }
        return row(l, node, box);
    case GROUP_SIDE:
        return wide_and_narrow(l, node, box);
    case GROUP_CARD:
        return card(l, node, box);
    case GROUP_LIST:
        return list(l, node, box);
    case GROUP_CANDIDATES:
        return candidates(l, node, box);
    case GROUP_ASIDE:
        return node == l->code ? card(l, node, box) : stack(l, node, box);
    case GROUP_NONE:
    case GROUP_STACK:
    case GROUP_SPREAD:
        break;
    }
    return stack(l, node, box);
}

int node_height(struct layout *l, int node, int w)
{
    bool dry = l->dry;
    struct box box = {0, 0, w, 0};
    l->dry = true;
    int height = node_is_group(l, node) ? group(l, node, box) : leaf(l, l->nodes[node].widget, box);
    l->dry = dry;
    return height;
}

int node_width(struct layout *l, int node)
{
    return node_is_group(l, node) ? u(l, 320) : leaf_width(l, l->nodes[node].widget);
}

void node_place(struct layout *l, int node, struct box box)
{
    if (node_is_group(l, node))
        group(l, node, box);
    else
        leaf(l, l->nodes[node].widget, box);
}
