/* Two cards that stand one above the other where there is height, and beside one another where there is not.
 */
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
