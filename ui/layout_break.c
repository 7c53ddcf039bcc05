/* Where a page ends, and a column of it: on as few pages as hold the blocks, parting what belongs together
 * only where it must, and with no page nearly empty. In large letters few choices stand on one (DESIGN.md 6).
 */
#include "ui/layout_parts.h"

#include <string.h>

enum { TILES_MOST = 4, CHOICES_MOST = 5 };
/* What a way to break costs. Whatever is parted, a page more is worse; what has no room is worst. */
enum {
    EMPTY = 200,
    PARTED_LONG = 50,
    PARTED = 400,
    ALONE = 300,
    BARE = 600,
    PAGE = 1000,
    STRAY = 5000,
    NO_ROOM = 100000
};

/* The cheapest way from a block on: its page goes to `end`, its first column to `middle`. */
struct way {
    int cost, middle, end;
};

bool flow_is_heading(const struct layout *l, const struct block *b)
{
    const struct widget *w = b->parent < 0 ? node_widget(l, b->node) : NULL;
    return w && w->look == LOOK_H2;
}

/* The pixels above the first block of a column: the question, and the title again on a later page. */
static int above_column(const struct layout *l, const struct flow *f, int first, int column)
{
    if (column > 0 && !f->span)
        return 0;
    int y = flow_sum(f, 0, f->head) + (first < f->tail ? f->blocks[f->head].gap : 0);
    return y + (first > f->head && !flow_is_heading(l, &f->blocks[first]) ? f->again : 0);
}

static int height_of(const struct flow *f, int from, int to)
{
    return from < to ? flow_sum(f, from, to) - f->blocks[from].gap : 0;
}

static bool is_option(const struct layout *l, const struct block *b)
{
    const struct widget *w = node_first(l, b->node);
    return w && w->look == LOOK_OPTION;
}

/* By which one finds what stands below: a page that holds nothing else helps nobody. */
static bool is_way(const struct layout *l, const struct block *b)
{
    const struct widget *w = node_first(l, b->node);
    return w && (w->look == LOOK_CATEGORY || w->look == LOOK_SEEK);
}

/* What it costs that a page, or a column of it, ends before block `at`. */
static int parting(const struct layout *l, const struct flow *f, int room, int at, bool column)
{
    const struct block *b = f->blocks;
    if (flow_is_heading(l, &b[at - 1]) || flow_is_pad(l, &b[at - 1]))
        return STRAY;
    if (!column && is_option(l, &b[at]) && !is_option(l, &b[at - 1]))
        return STRAY; /* the way, and nothing to choose */
    if (!column && is_way(l, &b[at - 1]))
        return STRAY;
    const struct widget *first_of_it = node_first(l, b[at].node);
    if (!column && first_of_it && first_of_it->look == LOOK_QR && b[at].node != l->code)
        return STRAY; /* what one came for stands on the first page */
    if (b[at].section != b[at - 1].section)
        return 0;
    int first = at - 1, end = at + 1;
    while (first > f->head && b[first - 1].section == b[at].section)
        first--;
    while (end < f->tail && b[end].section == b[at].section)
        end++;
    bool fits = flow_sum(f, 0, f->head) + height_of(f, first, end) <= room;
    if (column)
        return fits ? PARTED / 2 : 0;
    int before = at - first - flow_is_heading(l, &b[first]);
    return (fits ? PARTED : PARTED_LONG) + (before == 1 || end - at == 1 ? ALONE : 0);
}

static bool is_choice(const struct layout *l, const struct widget *w)
{
    return w->look == LOOK_RADIO || w->look == LOOK_CHECK || w->look == LOOK_OPTION ||
           ((w->look == LOOK_ROW || w->look == LOOK_SECOND) && w->id[0] && w->place == PLACE_BODY &&
            l->options.theme.large);
}

/* More than one looks through at once. */
static bool crowded(const struct layout *l, const struct flow *f, int from, int to)
{
    int tiles = 0, choices = 0, answers = 0, most = 0;
    for (int i = from; i < to; i++) {
        const struct block *b = &f->blocks[i];
        const struct widget *w = node_first(l, b->node);
        int n = MAX(b->count, 1);
        tiles += w && w->look >= LOOK_TILE && w->look <= LOOK_TILE_MAIN ? n : 0;
        choices += w && is_choice(l, w) ? n : 0;
        answers += w && w->most ? n : 0;
        most = w && w->most ? w->most : most;
    }
    if (most > 0 && answers > most)
        return true;
    return l->options.theme.large && (tiles > TILES_MOST || choices > CHOICES_MOST);
}

/* In large letters rows of one list share their pages evenly; else the last page may be as empty as it is. */
static int weight(const struct layout *l, const struct flow *f, int from, int end)
{
    const struct block *b = f->blocks;
    bool begins = from > f->head && b[from].section == b[from - 1].section,
         ends = end < f->tail && b[end].section == b[end - 1].section;
    return l->options.theme.large && (begins || ends) ? EMPTY : end < f->tail ? EMPTY / 2 : 0;
}

static int squared(int part, int whole, int weight)
{
    return whole > 0 ? (int)((int64_t)weight * part / whole * part / whole) : 0;
}

static int page_cost(const struct layout *l, const struct flow *f, int room, int from, int middle, int end)
{
    int rest[2] = {room - above_column(l, f, from, 0) - height_of(f, from, middle),
                   f->columns > 1 ? room - above_column(l, f, from, 1) - height_of(f, middle, end) : 0};
    rest[f->tail_column] -= flow_sum(f, f->tail, f->count);
    int over = MIN(rest[0], 0) + MIN(rest[1], 0), cost = PAGE - (over ? over - NO_ROOM : 0);
    if (middle > from && middle < end)
        cost += parting(l, f, room, middle, true);
    if (end < f->tail)
        cost += parting(l, f, room, end, false);
    if (f->columns > 1)
        cost += squared(rest[0] - rest[1], room, EMPTY / 8);
    if (end == from + 1 && f->columns == 1 && weight(l, f, from, end) == EMPTY)
        cost += ALONE / 2; /* one row of a list on a page of its own */
    if (end < f->tail && !over && rest[0] + rest[1] > room * f->columns * 2 / 3)
        cost += BARE; /* hardly more than a question */
    return over ? cost : cost + squared(rest[0] + rest[1], room * f->columns, weight(l, f, from, end));
}

/* The best page that begins with a block, when what follows each end is known. */
static struct way best_page(const struct layout *l, const struct flow *f, int room, int from,
                            const struct way *after)
{
    struct way best = {INT_MAX, from + 1, from + 1};
    bool headed = above_column(l, f, from, 0) > 0; /* then a column may hold the question alone */
    for (int middle = from + !(headed && f->columns > 1); middle <= f->tail; middle++) {
        if (middle > from + 1 && height_of(f, from, middle) > room)
            break;
        for (int end = MAX(middle, from + 1); end <= (f->columns > 1 ? f->tail : middle); end++) {
            if (end > from + 1 && (crowded(l, f, from, end) || height_of(f, middle, end) > room))
                break;
            int cost = page_cost(l, f, room, from, middle, end) + after[end].cost;
            if (cost <= best.cost) /* the fuller one */
                best = (struct way){cost, middle, end};
        }
    }
    return best;
}

static void put_column(struct flow *f, int from, int to, int page, int column, int y)
{
    for (int i = from; i < to; i++) {
        struct block *b = &f->blocks[i];
        b->page = page;
        b->column = column;
        b->y = y + (i > from ? b->gap : 0);
        y = b->y + b->height;
    }
}

int flow_break(struct layout *l, struct flow *f, int room)
{
    struct way ways[FLOW_BLOCKS + 1];
    int page = 0;
    ways[f->tail] = (struct way){0, f->tail, f->tail};
    for (int i = f->tail - 1; i >= f->head; i--)
        ways[i] = best_page(l, f, room, i, ways);
    for (int i = f->head; i < f->tail; i = ways[i].end, page++) {
        put_column(f, i, ways[i].middle, page, 0, above_column(l, f, i, 0));
        put_column(f, ways[i].middle, ways[i].end, page, 1, above_column(l, f, i, 1));
    }
    return MAX(page, 1);
}

bool flow_parts_columns(const struct layout *l, const struct flow *f)
{
    bool parts = false;
    for (int i = f->head; i < f->tail; i++) {
        const struct block *b = &f->blocks[i];
        if (flow_is_pad(l, b))
            return false; /* wants the height of its column */
        parts = parts || (i > f->head && b->page == 0 && b->page == b[-1].page && b->column != b[-1].column &&
                          b->section == b[-1].section);
    }
    return parts;
}
