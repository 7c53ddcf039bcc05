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

int node_code(const struct layout *l)
{
    for (int node = first_of(l, PLACE_BODY); node >= 0; node = next_of(l, node, PLACE_BODY)) {
        int part = node_widget(l, node) || l->nodes[node].group != GROUP_CARD ? -1 : l->nodes[node].child;
        if (part >= 0 && !node_widget(l, part) && l->nodes[part].group == GROUP_ASIDE &&
            leaf_is_payment(l, l->nodes[part].child))
            return part;
    }
    return -1;
}

/* As wide as the code; or, where what stands below it would take the height from it, as that is on one line.
 */
static int code_width(struct layout *l)
{
    int pads = 2 * u(l, CODE_PAD), code = code_size(l, node_first(l, l->code)), wide = 0,
        below = l->nodes[l->nodes[l->code].child].next;
    if (node_height(l, l->code, code + pads) <= l->body.h || below < 0 || node_widget(l, below))
        return code + pads;
    for (int at = l->nodes[below].child; at >= 0; at = l->nodes[at].next)
        wide += node_width(l, at) + (l->nodes[at].next >= 0 ? u(l, apart(l, 16, 24)) : 0);
    return MAX(code, wide) + pads;
}

/* The whole of a column that is as wide as it is; where not even the least of it has room, less than that. */
static bool lay_code(struct layout *l, struct box *body)
{
    enum { SMALLEST = 3 };
    l->aside = l->code;
    while (node_height(l, l->code, code_width(l)) > body->h &&
           (l->module ? l->module : code_least(l)) > SMALLEST)
        l->module = (l->module ? l->module : code_least(l)) - 1;
    body->w -= code_width(l) + u(l, 48);
    return true;
}

/* A third of the width must hold it, and its height the page; else it goes with the rest. */
bool lay_aside(struct layout *l, struct box *body)
{
    int node = node_aside(l), gap = u(l, 48), width = (body->w - gap) / 3;
    l->aside = -1;
    if (l->code >= 0 && l->options.theme.landscape)
        return lay_code(l, body);
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
        node_place(l, l->aside,
                   (struct box){body.x + body.w + gap, body.y,
                                l->aside == l->code ? code_width(l) : body.w / 2,
                                l->aside == l->code ? 0 : body.h});
}
