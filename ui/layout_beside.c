/* What stands beside one another: two cards where there is no height for one above the other, and what is
 * made of a wide and a narrow part. */
#include "ui/layout_parts.h"

static bool are_cards(const struct layout *l, int a, int b)
{
    return node_is_group(l, a) && node_is_group(l, b) && l->nodes[a].group == GROUP_CARD &&
           l->nodes[b].group == GROUP_CARD;
}

static int both_cards(struct layout *l, int a, int b, struct box box)
{
    int gap = u(l, 24), narrow = u(l, 272), wide = box.w - gap - narrow;
    int height = MAX(node_height(l, a, wide), node_height(l, b, narrow));
    if (!l->dry) {
        node_place(l, a, (struct box){box.x, box.y, wide, height});
        node_place(l, b, (struct box){box.x + wide + gap, box.y, narrow, height});
    }
    return height;
}

int parts_beside(struct layout *l, int node, struct box box)
{
    int a = l->nodes[node].child, b = a < 0 ? -1 : l->nodes[a].next;
    if (!l->options.theme.landscape || b < 0 || l->nodes[b].next >= 0)
        return 0;
    if (are_cards(l, a, b))
        return both_cards(l, a, b, box);
    return 0;
}

/* Three digits are wider than a finger each before what stands beside them gets its width. */
static int digits_width(const struct layout *l)
{
    return 3 * u(l, by_size(l, 88, 106)) + 2 * u(l, apart(l, 16, 24));
}

static bool is_digits(const struct layout *l, int node)
{
    return l->in_keys && l->nodes[node].group == GROUP_COLUMNS && l->nodes[node].n == 3;
}

/* Wide and narrow: both as high as the higher one. What stands beside digits keeps step with their rows. */
int wide_and_narrow(struct layout *l, int node, struct box box)
{
    int a = l->nodes[node].child, b = a >= 0 ? l->nodes[a].next : -1;
    int gap = u(l, l->in_keys ? apart(l, 16, 24) : 32), narrow = MIN(u(l, l->nodes[node].n), box.w / 2);
    const struct widget *wb = node_widget(l, b);
    if (a < 0)
        return 0;
    if (node == first_of(l, PLACE_KEYS)) /* not what a date is picked from */
        narrow = MIN(u(l, l->nodes[node].n), box.w - gap - digits_width(l));
    if (wb && wb->look == LOOK_PAPER && l->options.theme.landscape)
        b = -1; /* too low for a paper: what it says stands on the page */
    if (b < 0)
        narrow = -gap;
    int wide = box.w - narrow - gap, ha = node_height(l, a, wide);
    l->digits = is_digits(l, a);
    int hb = b < 0 ? 0 : node_height(l, b, narrow);
    l->digits = false;
    int height = b >= 0 && wb && wb->look == LOOK_PAPER ? MAX(ha, u(l, 480)) : MAX(ha, hb);
    bool middle = l->in_card && l->nodes[a].group == GROUP_STACK; /* words beside a picture */
    int above = middle ? (height - ha) / 2 : 0;
    if (!l->dry) {
        node_place(l, a, (struct box){box.x, box.y + above, wide, height - 2 * above});
        l->digits = is_digits(l, a);
        if (b >= 0)
            node_place(l, b, (struct box){box.x + wide + gap, box.y, narrow, height});
        l->digits = false;
    }
    return height;
}
