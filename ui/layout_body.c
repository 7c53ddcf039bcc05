/* The body as it was planned (layout_flow.c): its blocks, the grounds of its lists, its pager. */
#include "ui/layout_parts.h"

#include <stdio.h>
#include <string.h>

#define _(zh) words(l->options.language, zh)

enum { MARK = 228, GAP = 40 }; /* the mark beside the question, seated */

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
        int n = columns_of(l, b->parent, f->width), g = columns_gap(l, b->parent), node = b->node;
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

/* Of what is only read above the reach: as it was measured, or in less width beside the mark. */
static int above_block_height(struct layout *l, const struct block *b, int less)
{
    return less ? node_height(l, b->node, l->above.w - less) : b->height;
}

static int above_height(struct layout *l, const struct flow *f, int less)
{
    int height = 0;
    for (int i = 0; i < f->above_count; i++)
        height += above_block_height(l, &f->above[i], less) + (i ? f->above[i].gap : 0);
    return height;
}

/* At home there is room for the mark beside the question (mockup 05); the width it takes. */
static int put_large_mark(struct layout *l, const struct flow *f)
{
    int d = u(l, MARK), width = d + u(l, GAP);
    if (strcmp(l->page->screen, "home") != 0 || l->page->overlay[0] || l->options.theme.large ||
        f->above_count == 0 || l->above.h < d || above_height(l, f, width) > d)
        return 0;
    struct box box = {l->above.x, l->above.y + l->above.h - d, d, d};
    struct placed *p = put(l, NULL, MADE_CARD, box);
    p->place = PLACE_BODY;
    p->special = SPECIAL_MARK;
    p->art = box;
    return width;
}

static void put_above(struct layout *l, const struct flow *f)
{
    int mark = put_large_mark(l, f), height = above_height(l, f, mark);
    int y = l->above.y + l->above.h - height - (mark ? (u(l, MARK) - height) / 2 : 0);
    for (int i = 0; i < f->above_count; i++) {
        struct block b = f->above[i];
        b.height = above_block_height(l, &b, mark);
        y += i ? b.gap : 0;
        b.y = 0;
        put_block(l, f, &b, (struct box){l->above.x + mark, y, l->above.w - mark, 0});
        y += b.height;
    }
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
        put_block(l, f, b, (struct box){x, body.y, f->span && i < f->head ? f->head_width : f->width, 0});
    }
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

static const struct block *first_of_page(const struct layout *l, const struct flow *f)
{
    for (int i = f->head; i < f->tail; i++)
        if (f->blocks[i].page == (int)l->list_page)
            return &f->blocks[i];
    return NULL;
}

/* What a later page belongs to, in small, unless a heading says it. */
static void put_again(struct layout *l, const struct flow *f, struct box body)
{
    enum { AGAIN = 6 };
    const struct block *first = first_of_page(l, f);
    const struct widget *title = flow_title(l);
    if (!f->again || l->list_page == 0 || !first || flow_is_heading(l, first))
        return;
    struct widget *w = &l->made[AGAIN];
    struct style s = {theme_type(&l->options.theme, TYPE_H2), 1.35, FACE_BOLD, COLOUR_INK, -1};
    pager_widget(l, AGAIN, ROLE_HEADING, LOOK_H2, "", "");
    w->focusable = false;
    w->label = title->label;
    w->personal = title->personal;
    w->told = title->told;
    struct box box = {body.x, body.y + flow_sum(f, 0, f->head), f->width, f->again - u(l, 16)};
    struct placed *p = put(l, w, MADE_WIDGET, box);
    p->index = (uint16_t)(title - l->page->widgets);
    lines(l, w->label, box.x, box.y, box.w, &s);
}

static void put_blocks(struct layout *l, struct flow *f, struct box body)
{
    put_again(l, f, body);
    for (int column = 0; column < f->columns; column++)
        put_column(l, f, body, column);
}

/* A button below turns the page (往下看) until the last is seen: then there is no second one that does. */
static bool reads_on_below(const struct layout *l)
{
    bool reads_on = false;
    for (unsigned i = 0; i < l->page->count && !reads_on; i++)
        reads_on = l->page->widgets[i].reads_on;
    return reads_on;
}

static void pager(struct layout *l, struct box box)
{
    bool two = !reads_on_below(l);
    enum look look = box.h < u(l, by_size(l, 96, 120)) ? LOOK_SMALL : LOOK_MEDIUM; /* beside pills */
    pager_widget(l, 0, ROLE_BUTTON, look, "page.prev", "arrow_back");
    pager_widget(l, 1, ROLE_TEXT, LOOK_PLAIN, "", "");
    pager_widget(l, 2, ROLE_BUTTON, look, "page.next", "arrow_forward");
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
        width = MIN(u(l, by_size(l, 264, 304)), (box.w - count) / 2), middle = box.w - (two ? 2 : 1) * width;
    leaf(l, -1, (struct box){box.x, box.y, width, box.h});
    if (two)
        leaf(l, -3, (struct box){box.x + box.w - width, box.y, width, box.h});
    if (lines_width(l, l->words[1], &s) > middle - u(l, 24))
        snprintf(l->words[1], LAYOUT_WORD, "%u / %u", l->list_page + 1, l->list_pages);
    struct placed *p = put(l, &l->made[1], MADE_WIDGET, (struct box){box.x + width, box.y, middle, box.h});
    p->index = PAGE_WIDGETS + 2;
    lines(l, l->words[1], box.x + width, box.y + (box.h - u(l, s.size * s.line)) / 2, middle, &s);
}

/* A signature needs height: in two columns it has the whole of its own, and what stands below it goes to the
 * end of the first, where there is room. */
static void pad_column(struct layout *l, struct flow *f, int room)
{
    int pad = -1, end = flow_sum(f, 0, f->head), below = 0;
    for (int i = f->head; i < f->tail; i++) {
        struct block *b = &f->blocks[i];
        if (flow_is_pad(l, b) && b->column > 0)
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

static bool is_clip(const struct layout *l, const struct block *b)
{
    return node_widget(l, b->node)->look == LOOK_CLIP;
}

/* A signature takes what its page leaves, up to what is comfortable; a clip of sign language all of it. */
static void grow_pads(const struct layout *l, struct flow *f, int room)
{
    int tail = flow_sum(f, f->tail, f->count);
    for (int i = f->head; i < f->tail; i++) {
        struct block *pad = &f->blocks[i];
        if (!flow_is_pad(l, pad))
            continue;
        int most = l->options.theme.landscape || is_clip(l, pad) ? room : u(l, 656);
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

static void put_pager_beside(struct layout *l, int width)
{
    pager(l, (struct box){l->actions.x, l->actions.y, width, l->actions.h});
    l->actions.x += width + u(l, 48);
    l->actions.w -= width + u(l, 48);
}

void lay_body(struct layout *l, struct flow *f, struct box body)
{
    int beside = pager_beside(l), row = header_pager(l), bar = u(l, by_size(l, 96, 120));
    if (f->pages == 1 && f->columns > 1)
        pad_column(l, f, body.h);
    grow_pads(l, f, f->room);
    l->list_pages = (unsigned)f->pages;
    l->list_page = MIN(l->view->list_page, l->list_pages - 1);
    put_above(l, f);
    if (f->pages > 1 && row) /* read before what is below it */
        pager(l, (struct box){body.x + body.w - row, l->pills_y, row, u(l, by_size(l, 88, 104))});
    put_blocks(l, f, body);
    if (f->pages > 1 && !row && beside)
        put_pager_beside(l, beside);
    else if (f->pages > 1 && !row)
        pager(l, (struct box){body.x, body.y + body.h - bar, body.w, bar});
    put_aside(l, body);
}
