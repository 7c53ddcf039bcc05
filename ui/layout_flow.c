/* Which block of the body stands on which page, and in which column: one below the other, in two columns in
 * landscape, on pages when it does not fit. What stands before the first list or grid (the question) is on
 * every page; so is what follows a SPREAD, at the end. */
#include "ui/layout_parts.h"

#include <string.h>

enum { COLUMNS_MOST = 2 };

enum group group_of(const struct layout *l, int node)
{
    return node_widget(l, node) ? GROUP_NONE : (enum group)l->nodes[node].group;
}

static void add(struct layout *l, struct flow *f, int node, int count, int parent, int gap)
{
    if (f->count == FLOW_BLOCKS)
        return;
    struct block *b = &f->blocks[f->count++];
    *b = (struct block){.node = node, .count = count, .parent = parent, .gap = gap, .section = f->section};
    bool in_list = l->in_list;
    l->in_list = parent >= 0 && group_of(l, parent) == GROUP_LIST;
    if (count > 1) {
        int n = columns_of(l, parent, f->width), g = columns_gap(l, parent), at = node;
        for (int i = 0; i < count; i++, at = l->nodes[at].next)
            b->height = MAX(b->height, node_height(l, at, (f->width - g * (n - 1)) / n));
    } else if (parent >= 0 && group_of(l, parent) == GROUP_COLUMNS) {
        int n = columns_of(l, parent, f->width), g = columns_gap(l, parent);
        b->height = node_height(l, node, (f->width - g * (n - 1)) / n);
    } else {
        b->height = node_height(l, node, f->width);
    }
    l->in_list = in_list;
}

static void add_rows(struct layout *l, struct flow *f, int node, int gap)
{
    bool grid = group_of(l, node) == GROUP_COLUMNS;
    int n = grid ? columns_of(l, node, f->width) : 1, between = grid ? columns_gap(l, node) : 0;
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

static bool typing(const struct layout *l)
{
    return first_of(l, PLACE_KEYS) >= 0;
}

bool flow_on_one_page(const struct layout *l)
{
    bool pad = false;
    for (int node = first_of(l, PLACE_BODY); node >= 0 && !pad; node = next_of(l, node, PLACE_BODY))
        pad = node_widget(l, node) && node_widget(l, node)->look == LOOK_SIGNATURE;
    return pad || typing(l);
}

static bool only_read(const struct layout *l, int node)
{
    const struct widget *w = node_widget(l, node);
    bool read = !w || (!w->id[0] && w->role != ROLE_FIELD && w->role != ROLE_STATUS);
    for (int at = w ? -1 : l->nodes[node].child; at >= 0 && read; at = l->nodes[at].next)
        read = only_read(l, at);
    return read;
}

/* What one writes or signs has no second page: the question gives way to the answer. So does a picture that
 * only adorns to what one waits for. */
static bool left_out(const struct layout *l, int node)
{
    const struct widget *w = node_widget(l, node);
    if (w && w->look == LOOK_ILLUSTRATION && l->give >= GIVE_PICTURE)
        return true;
    if (w && w->look == LOOK_H2 && l->code >= 0 && l->give >= GIVE_PICTURE)
        return true; /* beside a code the tiles say for themselves what they are for */
    if (!flow_on_one_page(l))
        return false;
    bool said = w && w->look == LOOK_BODY && w->role == ROLE_STATUS && typing(l); /* the boxes say it, too */
    bool least = said || (w && (w->look == LOOK_LEAD || (w->look == LOOK_H2 && !typing(l))));
    return (least && l->give >= GIVE_TITLE) || (only_read(l, node) && l->give >= GIVE_HEAD);
}

/* What large keys are asked for: where they have no room, the boxes above say it. */
bool keys_leave_out(const struct layout *l, int node)
{
    const struct widget *w = l->in_keys && l->options.theme.large ? node_first(l, node) : NULL;
    return w && w->look == LOOK_H2 && l->give >= GIVE_KEYS;
}

/* On a low page the title alone, then nothing, is repeated on the next ones. */
static bool flows(const struct layout *l, const struct widget *w)
{
    return (w && w->look != LOOK_H1 && l->give >= GIVE_TITLE) || l->give >= GIVE_HEAD;
}

/* Whom to call, and what to say: in a hurry nobody turns a page. */
static bool is_urgent(const struct layout *l)
{
    bool urgent = false;
    for (unsigned i = 0; i < l->page->count && !urgent; i++)
        urgent = l->page->widgets[i].look == LOOK_CALLS;
    return urgent;
}

static bool may_rise(const struct layout *l, const struct flow *f, int i, bool urgent)
{
    const struct block *b = &f->blocks[i];
    const struct widget *w = b->parent < 0 ? node_widget(l, b->node) : NULL;
    bool words =
        w && !w->id[0] && (w->role == ROLE_TEXT || w->role == ROLE_HEADING || w->role == ROLE_STATUS);
    bool outcome = w && w->look == LOOK_RESULT && i == 0; /* what one may keep has the room within reach */
    return i < f->tail && f->above_count < FLOW_ABOVE &&
           (b->node == l->code || (words && (i < f->head || outcome || flow_on_one_page(l))) ||
            (urgent && only_read(l, b->parent < 0 ? b->node : b->parent)));
}

/* Lowered: what is only read stands above the reach, as far as there is room; in a hurry a heading with what
 * is below it, or neither. */
static void raise_words(struct layout *l, struct flow *f)
{
    int kept = 0, room = l->above.h, moved_head = 0;
    bool urgent = is_urgent(l), stays = false;
    f->above_count = 0;
    if (!l->lowered)
        return;
    for (int i = 0; i < f->count; i++) {
        struct block *b = &f->blocks[i];
        int need = b->height + (f->above_count ? b->gap : 0);
        int with = urgent && flow_is_heading(l, b) && i + 1 < f->tail ? b[1].gap + b[1].height : 0;
        bool up = !stays && need + with <= room && may_rise(l, f, i, urgent);
        stays = !up && with > 0;
        if (up) {
            f->above[f->above_count++] = *b;
            room -= need;
            moved_head += i < f->head;
        } else {
            f->blocks[kept++] = *b;
        }
    }
    f->tail -= f->count - kept;
    f->count = kept;
    f->head -= moved_head;
    if (f->above_count && f->count)
        f->blocks[0].gap = 0;
}

static bool are_tags(const struct layout *l, int row)
{
    const struct widget *w = node_widget(l, l->nodes[row].child);
    return w && w->look == LOOK_TAG;
}

/* Its words stand below it, and the bar that says how far it is. */
static bool goes_with(const struct widget *title, const struct widget *w)
{
    bool words = title->look <= LOOK_LEAD && w->look > LOOK_H2 && w->look <= LOOK_ERROR;
    return title->look == LOOK_H2 || (words && w->role != ROLE_FIELD) || w->look == LOOK_BAR;
}

/* What belongs together: a heading and what it is over, and things of one look. */
static void section(const struct layout *l, struct flow *f, int node)
{
    const struct widget *w = node_first(l, node), *before = f->last < 0 ? NULL : node_first(l, f->last);
    bool tiles =
        f->columns == 1 && before && w && before->look == LOOK_TILE_MAIN && w->look == LOOK_TILE_WIDE;
    bool with =
        tiles || (before && w && w->look != LOOK_H2 && (goes_with(before, w) || before->look == w->look));
    if (!with)
        f->section++;
    f->last = node;
}

/* A part of the body as blocks: grids and lists row by row, what holds parts part by part. */
static void add_part(struct layout *l, struct flow *f, int node, int gap)
{
    enum group g = group_of(l, node);
    if (g != GROUP_ASIDE)
        section(l, f, node);
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

/* What was chosen on the way stays above the divisions to choose from, on every page, while there is room. */
bool flow_keeps_way(const struct layout *l)
{
    for (unsigned i = 0; i < l->page->count && l->give < GIVE_TITLE; i++)
        if (l->page->widgets[i].look == LOOK_OPTION && l->page->widgets[i].place == PLACE_BODY)
            return true;
    return false;
}

const struct widget *flow_title(const struct layout *l)
{
    for (unsigned i = 0; i < l->page->count; i++) {
        const struct widget *w = &l->page->widgets[i];
        if (w->place == PLACE_BODY && (w->look == LOOK_H1 || w->look == LOOK_RESULT))
            return w;
    }
    return NULL;
}

/* Where the question does not stand on every page, the later ones say in small what they belong to. */
static bool says_again(const struct layout *l, const struct flow *f)
{
    const struct widget *title = flow_title(l);
    for (int i = f->head; i < f->tail && title; i++)
        if (f->blocks[i].parent < 0 && node_first(l, f->blocks[i].node) == title)
            return l->give < GIVE_HEAD;
    return false;
}

static int again(struct layout *l, int width)
{
    struct style s = {theme_type(&l->options.theme, TYPE_H2), 1.35, FACE_BOLD, COLOUR_INK, -1};
    bool dry = l->dry;
    l->dry = true;
    int height = lines(l, flow_title(l)->label, 0, 0, width, &s);
    l->dry = dry;
    return height;
}

static void gather(struct layout *l, struct flow *f)
{
    int before = -1;
    bool begun = false, way = flow_keeps_way(l);
    f->head = f->section = 0;
    f->tail = f->last = -1;
    for (int node = first_of(l, PLACE_BODY); node >= 0; node = next_of(l, node, PLACE_BODY)) {
        int gap = before >= 0 ? u(l, node_gap(l, before, node)) : 0;
        const struct widget *w = node_widget(l, node);
        bool tags =
            f->count == 0 && group_of(l, node) == GROUP_ROW && are_tags(l, node); /* of the question below */
        if (node == l->aside || left_out(l, node))
            continue;
        before = node;
        bool matter = flows(l, w) || (!w && !tags) ||
                      (w && (w->look > LOOK_ERROR || w->role == ROLE_FIELD || w->look == LOOK_H2));
        begun = begun || (way ? group_of(l, node) == GROUP_COLUMNS : matter);
        if (l->code >= 0 && !l->options.theme.landscape && l->nodes[node].child == l->code) {
            section(l, f, l->code);
            add(l, f, l->code, 0, -1, gap);
            gap = u(l, 24);
        }
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
    raise_words(l, f);
    for (int i = 0; i < f->head && f->span; i++)
        f->blocks[i].height = node_height(l, f->blocks[i].node, f->head_width);
    f->again = says_again(l, f) ? again(l, f->width) + u(l, 16) : 0;
}

int flow_sum(const struct flow *f, int from, int to)
{
    int h = 0;
    for (int i = from; i < to; i++)
        h += f->blocks[i].height + f->blocks[i].gap;
    return h;
}

bool flow_is_pad(const struct layout *l, const struct block *b)
{
    const struct widget *w = b->parent < 0 ? node_widget(l, b->node) : NULL;
    return w && (w->look == LOOK_SIGNATURE || w->look == LOOK_CLIP);
}

/* Gives every block a page, a column and a place, the tail below one column; the number of pages. */
static int flow_with_tail(struct layout *l, struct flow *f, int room, int tail_column)
{
    int below = room - flow_sum(f, f->tail, f->count);
    for (int i = 0; i < f->head; i++)
        f->blocks[i].y = flow_sum(f, 0, i) + f->blocks[i].gap;
    f->tail_column = tail_column;
    for (int i = f->tail; i < f->count; i++) {
        f->blocks[i].column = tail_column;
        below += f->blocks[i].gap;
        f->blocks[i].y = below;
        below += f->blocks[i].height;
    }
    return flow_break(l, f, room);
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

static int measure_flow(struct layout *l, struct flow *f, struct box body)
{
    f->count = 0;
    l->compact = false;
    gather(l, f);
    int pages = flow(l, f, body.h);
    const struct block *last = &f->blocks[MAX(f->tail, 1) - 1];
    int tail = last->column == f->tail_column ? flow_sum(f, f->tail, f->count) : 0;
    if (pages == 1 && last->y + last->height <= body.h - tail)
        return 1;
    f->count = 0;
    l->compact = true; /* smaller gaps and tiles before a second page */
    gather(l, f);
    return flow(l, f, body.h);
}

/* Something that its page does not hold. */
static bool too_high(const struct flow *f, int room)
{
    int head = flow_sum(f, 0, f->head), tail = flow_sum(f, f->tail, f->count);
    bool high = head > room || tail > room;
    for (int i = f->head; i < f->tail; i++)
        high = high || f->blocks[i].y + f->blocks[i].height >
                           (f->blocks[i].column == f->tail_column ? room - tail : room);
    return high;
}

int body_height(struct layout *l, int width)
{
    struct flow f = {.columns = 1, .width = width};
    gather(l, &f);
    return flow_sum(&f, 0, f.count);
}

int pager_beside(struct layout *l)
{
    enum { LEAST = 440 }; /* arrows alone, and the count between them */
    int width = 0, first = first_of(l, PLACE_ACTIONS), half = (l->actions.w - u(l, 48)) / 2;
    if (!l->options.theme.landscape || first < 0)
        return 0;
    for (int n = first; n >= 0; n = next_of(l, n, PLACE_ACTIONS))
        width += node_width(l, n) + (n == first ? 0 : u(l, 24));
    if (next_of(l, first, PLACE_ACTIONS) < 0 || half >= width)
        return half;
    int left = l->actions.w - u(l, 48) - width;
    return left >= u(l, LEAST) ? left : 0;
}

static bool faces_too_narrow(const struct layout *l, const struct block *b, int w)
{
    bool narrow = false;
    for (int i = 0, at = b->node; i < b->count && !narrow; i++, at = l->nodes[at].next)
        narrow = face_too_narrow(l, l->nodes[at].widget, w);
    return narrow;
}

/* Four and more side by side need the whole width for their words; faces, as much as theirs take. */
static bool too_narrow(const struct layout *l, const struct flow *f)
{
    enum { MANY = 4, LEAST = 216 };
    for (int i = 0; i < f->count; i++) {
        const struct block *b = &f->blocks[i];
        int n = b->parent >= 0 && group_of(l, b->parent) == GROUP_COLUMNS ? columns_of(l, b->parent, f->width)
                                                                          : 1;
        const struct widget *w = node_first(l, b->node);
        bool faces = n >= MANY && w && w->look == LOOK_FACE;
        if (faces ? faces_too_narrow(l, b, (f->width - columns_gap(l, b->parent) * (n - 1)) / n)
                  : n >= MANY && f->width / n < u(l, LEAST))
            return true;
    }
    return false;
}

/* Two columns of the same things begin at one height, below the question, if that takes no page more. */
static int span(struct layout *l, struct flow *f, struct box body, int pages, int room)
{
    f->span = true;
    f->head_width = body.w;
    int spanned = measure_flow(l, f, body);
    if (spanned > 1)
        spanned = flow(l, f, room);
    if (spanned <= pages && !too_high(f, spanned > 1 ? room : body.h))
        return spanned;
    f->span = false;
    pages = measure_flow(l, f, body);
    return pages > 1 ? flow(l, f, room) : pages;
}

static int pages_with_gaps(struct layout *l, struct flow *f, int room, bool compact)
{
    f->count = 0;
    l->compact = compact;
    gather(l, f);
    return flow(l, f, room);
}

/* Smaller gaps and tiles are for what they spare: a page. */
static void loosen(struct layout *l, struct flow *f, int room)
{
    int pages = pages_with_gaps(l, f, room, false);
    if (pages > f->pages || too_high(f, room))
        pages = pages_with_gaps(l, f, room, true);
    f->pages = pages;
}

bool plan_body(struct layout *l, struct flow *f, struct box body)
{
    int bar = u(l, by_size(l, 96, 120)), apart = pager_beside(l) || header_pager(l),
        room = apart ? body.h : body.h - bar - u(l, 24);
    *f = (struct flow){.columns = 1, .width = body.w, .column_gap = u(l, 48)};
    int pages = measure_flow(l, f, body);
    int least = u(l, by_size(l, l->code >= 0 ? 1100 : 1200, is_urgent(l) ? 1200 : 1700)); /* of two columns */
    if (pages > 1 && l->options.theme.landscape && body.w > least) {
        f->columns = COLUMNS_MOST;
        f->width = (body.w - f->column_gap) / COLUMNS_MOST;
        pages = measure_flow(l, f, body);
        if (pages > 1)
            pages = flow(l, f, room);
        if (flow_parts_columns(l, f))
            pages = span(l, f, body, pages, room);
        if (too_narrow(l, f) ||
            too_high(f, pages > 1 ? room : body.h)) { /* half of the width is too narrow for something */
            f->columns = 1;
            f->span = false;
            f->width = body.w;
            pages = measure_flow(l, f, body);
        }
    }
    f->room = pages > 1 ? room : body.h;
    f->pages = pages > 1 ? flow(l, f, room) : 1;
    if (f->pages > 1)
        loosen(l, f, room);
    return !too_high(f, f->room);
}
