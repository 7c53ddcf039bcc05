/* The body: blocks one below the other, in two columns in landscape, on pages when it does not fit. What
 * stands before the first list or grid (the question) is on every page; so is what follows a SPREAD, at the
 * end. */
#include "ui/layout_parts.h"

#include <stdio.h>
#include <string.h>

#define _(zh) words(l->options.language, zh)

enum { BLOCKS = 128, COLUMNS_MOST = 2 };

/* A piece that stays whole: a node, or one row of a list or grid. */
struct block {
    int node, count; /* count > 0: that many children from `node` on, in columns of `parent` */
    int parent;
    int height, gap; /* pixels; the gap above */
    int page, column, y;
};
struct flow {
    struct block blocks[BLOCKS];
    int count, head, tail; /* blocks [0, head) and [tail, count) are on every page */
    int width, columns, column_gap, tail_column;
};

static enum group group_of(const struct layout *l, int node)
{
    return node_widget(l, node) ? GROUP_NONE : (enum group)l->nodes[node].group;
}

static void add(struct layout *l, struct flow *f, int node, int count, int parent, int gap)
{
    if (f->count == BLOCKS)
        return;
    struct block *b = &f->blocks[f->count++];
    *b = (struct block){.node = node, .count = count, .parent = parent, .gap = gap};
    bool in_list = l->in_list;
    l->in_list = parent >= 0 && group_of(l, parent) == GROUP_LIST;
    if (count > 1) {
        int n = columns_of(l, parent), g = columns_gap(l, parent), at = node;
        for (int i = 0; i < count; i++, at = l->nodes[at].next)
            b->height = MAX(b->height, node_height(l, at, (f->width - g * (n - 1)) / n));
    } else if (parent >= 0 && group_of(l, parent) == GROUP_COLUMNS) {
        int n = columns_of(l, parent), g = columns_gap(l, parent);
        b->height = node_height(l, node, (f->width - g * (n - 1)) / n);
    } else {
        b->height = node_height(l, node, f->width);
    }
    l->in_list = in_list;
}

static void add_rows(struct layout *l, struct flow *f, int node, int gap)
{
    bool grid = group_of(l, node) == GROUP_COLUMNS;
    int n = grid ? columns_of(l, node) : 1, between = grid ? columns_gap(l, node) : 0;
    for (int at = l->nodes[node].child; at >= 0;) {
        int first = at, count = 0;
        while (count < n && at >= 0) {
            at = l->nodes[at].next;
            count++;
        }
        add(l, f, first, count, node, gap);
        gap = between;
    }
}

static bool are_tags(const struct layout *l, int row)
{
    const struct widget *w = node_widget(l, l->nodes[row].child);
    return w && w->look == LOOK_TAG;
}

/* A part of the body as blocks: grids and lists row by row, what holds parts part by part. */
static void add_part(struct layout *l, struct flow *f, int node, int gap)
{
    enum group g = group_of(l, node);
    if (g == GROUP_LIST || g == GROUP_COLUMNS) {
        add_rows(l, f, node, gap);
    } else if (g == GROUP_STACK || g == GROUP_ASIDE) {
        for (int at = l->nodes[node].child, above = -1; at >= 0; above = at, at = l->nodes[at].next) {
            int between = above < 0 ? gap : u(l, node_gap(l, above, at));
            if (g == GROUP_ASIDE)
                add_part(l, f, at, between);
            else
                add(l, f, at, 0, -1, between);
        }
    } else {
        add(l, f, node, 0, -1, gap);
    }
}

static void gather(struct layout *l, struct flow *f)
{
    int before = -1;
    bool begun = false;
    f->head = 0;
    f->tail = -1;
    for (int node = first_of(l, PLACE_BODY); node >= 0; node = next_of(l, node, PLACE_BODY)) {
        int gap = before >= 0 ? u(l, node_gap(l, before, node)) : 0;
        const struct widget *w = node_widget(l, node);
        bool tags =
            f->count == 0 && group_of(l, node) == GROUP_ROW && are_tags(l, node); /* of the question below */
        if (node == l->aside)
            continue;
        before = node;
        begun = begun || (!w && !tags) ||
                (w && (w->look > LOOK_ERROR || w->role == ROLE_FIELD || w->look == LOOK_H2));
        if (node == header_button(l))
            continue;
        if (group_of(l, node) == GROUP_SPREAD) {
            f->tail = f->tail < 0 ? f->count : f->tail;
            if (l->nodes[node].child >= 0)
                add(l, f, node, 0, -1, gap);
        } else {
            add_part(l, f, node, gap);
        }
        if (!begun)
            f->head = f->count;
    }
    if (f->tail < 0)
        f->tail = f->count;
}

static int sum(const struct flow *f, int from, int to)
{
    int h = 0;
    for (int i = from; i < to; i++)
        h += f->blocks[i].height + f->blocks[i].gap;
    return h;
}

static bool is_heading(struct layout *l, const struct block *b)
{
    const struct widget *w = b->parent < 0 ? node_widget(l, b->node) : NULL;
    return w && w->look == LOOK_H2;
}

static bool is_pad(const struct layout *l, const struct block *b)
{
    const struct widget *w = b->parent < 0 ? node_widget(l, b->node) : NULL;
    return w && w->look == LOOK_SIGNATURE;
}

/* Gives every block a page, a column and a place, the tail below one column; the number of pages. */
static int flow_with_tail(struct layout *l, struct flow *f, int room, int tail_column)
{
    int head = sum(f, 0, f->head), y = head, page = 0, column = 0;
    for (int i = 0; i < f->head; i++)
        f->blocks[i].y = sum(f, 0, i) + f->blocks[i].gap;
    int below = room - sum(f, f->tail, f->count);
    f->tail_column = tail_column;
    bool fresh = true;
    for (int i = f->head; i < f->tail; i++) {
        struct block *b = &f->blocks[i];
        int need = b->gap + b->height;
        if ((is_heading(l, b) || is_pad(l, b)) && i + 1 < f->tail)
            need += f->blocks[i + 1].gap + f->blocks[i + 1].height;
        if (!fresh && y + need > (column == tail_column ? below : room)) {
            column++;
            if (column == f->columns) {
                column = 0;
                page++;
            }
            y = column ? 0 : head;
            fresh = true;
        }
        int gap = fresh ? (column ? 0 : f->blocks[f->head].gap) : b->gap;
        b->page = page;
        b->column = column;
        b->y = y + gap;
        y = b->y + b->height;
        fresh = false;
    }
    for (int i = f->tail; i < f->count; i++) {
        f->blocks[i].column = tail_column;
        below += f->blocks[i].gap;
        f->blocks[i].y = below;
        below += f->blocks[i].height;
    }
    return page + 1;
}

/* The tail stands at the end of the last column, unless there is room for it only below the first. */
static int flow(struct layout *l, struct flow *f, int room)
{
    int pages = flow_with_tail(l, f, room, f->columns - 1);
    if (f->columns > 1 && f->tail < f->count && pages > 1) {
        int others = flow_with_tail(l, f, room, 0);
        pages = others < pages ? others : flow_with_tail(l, f, room, f->columns - 1);
    }
    return pages;
}

static bool on_every_page(const struct flow *f, int i)
{
    return i < f->head || i >= f->tail;
}

static void note_page(struct layout *l, int node, int page)
{
    const struct widget *w = node_widget(l, node);
    if (w)
        l->page_of[l->nodes[node].widget] = (uint8_t)page;
    else
        for (int at = l->nodes[node].child; at >= 0; at = l->nodes[at].next)
            note_page(l, at, page);
}

static void put_block(struct layout *l, const struct flow *f, const struct block *b, struct box at)
{
    at.y += b->y;
    at.h = b->height;
    if (b->parent >= 0 && group_of(l, b->parent) == GROUP_COLUMNS) {
        int n = columns_of(l, b->parent), g = columns_gap(l, b->parent), node = b->node;
        for (int i = 0; i < b->count; i++, node = l->nodes[node].next) {
            int x0 = (int)((int64_t)(f->width + g) * i / n),
                x1 = (int)((int64_t)(f->width + g) * (i + 1) / n) - g;
            node_place(l, node, (struct box){at.x + x0, at.y, x1 - x0, at.h});
        }
        return;
    }
    l->in_list = b->parent >= 0;
    node_place(l, b->node, at);
    l->in_list = false;
}

/* The ground of a list's rows on this page and column, with its hairlines. */
static void list_ground(struct layout *l, const struct flow *f, int first, struct box body, int x)
{
    const struct block *b = &f->blocks[first];
    int end = first, hair = u(l, 2);
    while (end + 1 < f->count && f->blocks[end + 1].parent == b->parent &&
           f->blocks[end + 1].page == b->page && f->blocks[end + 1].column == b->column)
        end++;
    const struct widget *w = node_widget(l, b->node);
    bool prose = w && w->look == LOOK_SENTENCE;
    int more = prose ? u(l, 12) : 0; /* sentences stand off the edge, and go on without lines */
    struct box ground = {x, body.y + b->y - more, f->width,
                         f->blocks[end].y + f->blocks[end].height - b->y + 2 * more};
    put(l, NULL, MADE_CARD, ground);
    put_shape(l, ground, u(l, 24), COLOUR_SURFACE, COLOUR_LINE,
              u(l, l->options.theme.palette == PALETTE_STANDARD ? 2 : 4));
    for (int i = first + 1; i <= end && !prose; i++) {
        struct box line = {x, body.y + f->blocks[i].y - hair, f->width, hair};
        put(l, NULL, MADE_LINE, line);
        put_shape(l, line, 0, COLOUR_LINE, COLOUR_NONE, 0);
    }
}

/* Column by column, as one reads and as Tab goes. */
static void put_column(struct layout *l, struct flow *f, struct box body, int column)
{
    for (int i = 0; i < f->count; i++) {
        if (f->blocks[i].column != column)
            continue;
        struct block *b = &f->blocks[i];
        int page = on_every_page(f, i) ? 0 : b->page + 1;
        if (l->list_pages > 1)
            note_page(l, b->node, page);
        for (int more = 1, node = b->node; more < b->count && l->list_pages > 1; more++)
            note_page(l, node = l->nodes[node].next, page);
        if (!on_every_page(f, i) && b->page != (int)l->list_page)
            continue;
        int x = body.x + b->column * (f->width + f->column_gap);
        bool list = b->parent >= 0 && group_of(l, b->parent) == GROUP_LIST;
        if (list && (i == 0 || f->blocks[i - 1].parent != b->parent || f->blocks[i - 1].page != b->page ||
                     f->blocks[i - 1].column != b->column))
            list_ground(l, f, i, body, x);
        put_block(l, f, b, (struct box){x, body.y, f->width, 0});
    }
}

static void put_blocks(struct layout *l, struct flow *f, struct box body)
{
    for (int column = 0; column < f->columns; column++)
        put_column(l, f, body, column);
}

static void pager_widget(struct layout *l, int i, enum role role, enum look look, const char *id,
                         const char *icon)
{
    struct widget *w = &l->made[i];
    memset(w, 0, sizeof *w);
    g_strlcpy(w->id, id, sizeof w->id);
    w->role = role;
    w->look = look;
    w->place = PLACE_BODY;
    w->label = l->words[i];
    w->detail = w->value = w->hint = "";
    w->icon = icon;
    w->focusable = role == ROLE_BUTTON;
    w->enabled = true;
}

static void pager(struct layout *l, struct box box)
{
    pager_widget(l, 0, ROLE_BUTTON, LOOK_MEDIUM, "page.prev", "arrow_back");
    pager_widget(l, 1, ROLE_TEXT, LOOK_PLAIN, "", "");
    pager_widget(l, 2, ROLE_BUTTON, LOOK_MEDIUM, "page.next", "arrow_forward");
    g_strlcpy(l->words[0], _("上一页"), LAYOUT_WORD);
    g_strlcpy(l->words[2], _("下一页"), LAYOUT_WORD);
    snprintf(l->words[1], LAYOUT_WORD, _("第 %u 页，共 %u 页"), l->list_page + 1, l->list_pages);
    if (l->options.theme.large)
        snprintf(l->words[1], LAYOUT_WORD, "%u / %u", l->list_page + 1, l->list_pages);
    l->made[0].enabled = l->list_page > 0;
    l->made[2].enabled = l->list_page + 1 < l->list_pages;
    struct style s = {by_size(l, 34, 54), 1.4, l->options.theme.large ? FACE_BOLD : FACE_REGULAR, COLOUR_INK2,
                      0};
    g_autofree char *least = g_strdup_printf("%u / %u", l->list_pages, l->list_pages);
    int count = lines_width(l, least, &s) + 2 * u(l, 12),
        width = MIN(u(l, by_size(l, 264, 304)), (box.w - count) / 2), middle = box.w - 2 * width;
    leaf(l, -1, (struct box){box.x, box.y, width, box.h});
    leaf(l, -3, (struct box){box.x + box.w - width, box.y, width, box.h});
    if (lines_width(l, l->words[1], &s) > middle - u(l, 24))
        snprintf(l->words[1], LAYOUT_WORD, "%u / %u", l->list_page + 1, l->list_pages);
    struct placed *p = put(l, &l->made[1], MADE_WIDGET, (struct box){box.x + width, box.y, middle, box.h});
    p->index = PAGE_WIDGETS + 2;
    lines(l, l->words[1], box.x + width, box.y + (box.h - u(l, s.size * s.line)) / 2, middle, &s);
}

static int measure_flow(struct layout *l, struct flow *f, struct box body)
{
    f->count = 0;
    l->compact = false;
    gather(l, f);
    int pages = flow(l, f, body.h);
    const struct block *last = &f->blocks[MAX(f->tail, 1) - 1];
    int tail = last->column == f->tail_column ? sum(f, f->tail, f->count) : 0;
    if (pages == 1 && last->y + last->height <= body.h - tail)
        return 1;
    f->count = 0;
    l->compact = true; /* smaller gaps and tiles before a second page */
    gather(l, f);
    return flow(l, f, body.h);
}

/* Something that no page holds, below what stands on each. */
static bool too_high(const struct flow *f, int room)
{
    int head = sum(f, 0, f->head), tail = sum(f, f->tail, f->count);
    bool high = head > room;
    for (int i = f->head; i < f->tail; i++)
        high = high || f->blocks[i].height + (f->blocks[i].column ? 0 : head) +
                               (f->blocks[i].column == f->tail_column ? tail : 0) >
                           room;
    return high;
}

/* A signature needs height: in two columns it has the whole of its own, and what stands below it goes to the
 * end of the first, where there is room. */
static void pad_column(struct layout *l, struct flow *f, int room)
{
    int pad = -1, end = sum(f, 0, f->head), below = 0;
    for (int i = f->head; i < f->tail; i++) {
        struct block *b = &f->blocks[i];
        if (is_pad(l, b) && b->column > 0)
            pad = i;
        else if (pad >= 0)
            below += b->gap + b->height;
        else if (b->column == 0)
            end = b->y + b->height;
    }
    if (pad < 0 || f->tail < f->count)
        return;
    if (end + below <= room) {
        int y = room - below;
        for (int i = pad + 1; i < f->tail; i++) {
            f->blocks[i].column = 0;
            f->blocks[i].y = y + f->blocks[i].gap;
            y += f->blocks[i].gap + f->blocks[i].height;
        }
        below = 0;
    }
    f->blocks[pad].height = MAX(f->blocks[pad].height, room - below - f->blocks[pad].y);
    for (int i = pad + 1, y = room - below; i < f->tail && below > 0; i++) {
        f->blocks[i].y = y + f->blocks[i].gap;
        y += f->blocks[i].gap + f->blocks[i].height;
    }
}

/* A signature takes what its page leaves, up to what is comfortable. */
static void grow_pads(const struct layout *l, struct flow *f, int room)
{
    int most = l->options.theme.landscape ? room : u(l, 656), tail = sum(f, f->tail, f->count);
    for (int i = f->head; i < f->tail; i++) {
        struct block *pad = &f->blocks[i];
        if (!is_pad(l, pad))
            continue;
        int last = i;
        while (last + 1 < f->tail && f->blocks[last + 1].page == pad->page &&
               f->blocks[last + 1].column == pad->column)
            last++;
        int end = f->blocks[last].y + f->blocks[last].height,
            more = MIN(room - (pad->column == f->tail_column ? tail : 0) - end, most - pad->height);
        if (more <= 0)
            continue;
        pad->height += more;
        for (int k = i + 1; k <= last; k++)
            f->blocks[k].y += more;
    }
}

int body_height(struct layout *l, int width)
{
    struct flow f = {.columns = 1, .width = width};
    gather(l, &f);
    return sum(&f, 0, f.count);
}

/* Height is dear on a lying panel: the pager stands beside the buttons when they leave it half of their row.
 */
static bool beside_actions(const struct layout *l)
{
    int first = first_of(l, PLACE_ACTIONS), half = (l->actions.w - u(l, 48)) / 2;
    bool one = first >= 0 && next_of(l, first, PLACE_ACTIONS) < 0;
    return l->options.theme.landscape && first >= 0 && (one || half >= u(l, by_size(l, 800, 860)));
}

static void put_pager(struct layout *l, struct box body, int bar)
{
    if (!beside_actions(l)) {
        pager(l, (struct box){body.x, body.y + body.h - bar, body.w, bar});
        return;
    }
    int half = (l->actions.w - u(l, 48)) / 2;
    pager(l, (struct box){l->actions.x, l->actions.y, half, l->actions.h});
    l->actions.x += half + u(l, 48);
    l->actions.w -= half + u(l, 48);
}

void lay_body(struct layout *l, struct box body)
{
    lay_aside(l, &body);
    struct flow f = {.columns = 1, .width = body.w, .column_gap = u(l, 48)};
    int bar = u(l, by_size(l, 96, 120)), room = beside_actions(l) ? body.h : body.h - bar - u(l, 24);
    int pages = measure_flow(l, &f, body);
    if (pages > 1 && l->options.theme.landscape && body.w > u(l, by_size(l, 1200, 1700))) {
        f.columns = COLUMNS_MOST;
        f.width = (body.w - f.column_gap) / COLUMNS_MOST;
        pages = measure_flow(l, &f, body);
        if (too_high(&f, pages > 1 ? room : body.h)) { /* half of the width is too narrow for something */
            f.columns = 1;
            f.width = body.w;
            pages = measure_flow(l, &f, body);
        }
    }
    if (pages > 1)
        pages = flow(l, &f, room);
    else if (f.columns > 1)
        pad_column(l, &f, body.h);
    grow_pads(l, &f, pages > 1 ? room : body.h);
    l->list_pages = (unsigned)pages;
    l->list_page = MIN(l->view->list_page, l->list_pages - 1);
    put_blocks(l, &f, body);
    if (pages > 1)
        put_pager(l, body, bar);
    put_aside(l, body);
}
