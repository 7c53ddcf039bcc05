/* What stands aside: on a lying panel a narrow column of its own at the right of the body, on every page; on
 * a standing one a part of the body like any other (mockups 07 and 09). */
#include "ui/layout_parts.h"

static int node_aside(const struct layout *l)
{
    for (int node = first_of(l, PLACE_BODY); node >= 0; node = next_of(l, node, PLACE_BODY))
        if (!node_widget(l, node) && l->nodes[node].group == GROUP_ASIDE)
            return node;
    return -1;
}

bool beside_aside(const struct layout *l)
{
    return l->compact && l->aside >= 0;
}

/* A third of the width must hold it, and its height the page; else it goes with the rest. */
bool lay_aside(struct layout *l, struct box *body)
{
    int node = node_aside(l), gap = u(l, 48), width = (body->w - gap) / 3;
    l->aside = -1;
    if (node < 0 || !l->options.theme.landscape || l->options.theme.large || width < u(l, 400) ||
        l->nodes[node].child < 0)
        return false;
    l->aside = node;
    if (node_height(l, node, width) > body->h) {
        l->aside = -1;
        return false;
    }
    body->w -= width + gap;
    return true;
}

void put_aside(struct layout *l, struct box body)
{
    int gap = u(l, 48);
    if (l->aside >= 0)
        node_place(l, l->aside, (struct box){body.x + body.w + gap, body.y, body.w / 2, body.h});
}
