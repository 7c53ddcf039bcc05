/* What is typed in pinyin and what it may stand for: one line of letters, one row of candidates with a pager
 * of its own at its end (DESIGN.md 4.8). */
#include "ui/layout_parts.h"

#include <string.h>

#define _(zh) words(l->options.language, zh)

enum { PREV = 3, NEXT = 4 }; /* of the made ones: behind those of the lists */

/* Letters stand a little apart, and their end is what one looks at. */
int leaf_composition(struct layout *l, int widget, struct box box)
{
    const struct widget *w = &l->page->widgets[widget];
    int height = u(l, by_size(l, 48, l->keys_low ? 52 : 60)), px = u(l, by_size(l, 38, 54)),
        apart = px * 6 / 100, pad = u(l, 8);
    struct style hint = {theme_type(&l->options.theme, TYPE_CAPTION), 1.45, FACE_REGULAR, COLOUR_INK2, 1};
    if (l->dry)
        return height;
    leaf_put(l, widget, box);
    const char *text = w->label;
    int room = box.w - 2 * pad, each = apart * (int)strlen(text);
    int width = measure(l, text, strlen(text), FACE_BOLD, px) + each;
    for (; *text && width > room; text++)
        width -= measure(l, text, 1, FACE_BOLD, px) + apart;
    int x = box.x + pad, baseline = text_baseline(box.y, height, px);
    for (; *text; text++) {
        put_run(l, text, 1, x, baseline, px, FACE_BOLD, COLOUR_PRI_PRESS);
        x += measure(l, text, 1, FACE_BOLD, px) + apart;
    }
    if (width + u(l, 40) + lines_width(l, w->hint, &hint) <= room)
        lines(l, w->hint, box.x + pad, box.y + (height - u(l, hint.size * hint.line)) / 2, room, &hint);
    return height;
}

/* Single characters to look at closely, a fixed number a page, or words as wide as they are. */
static int candidate_px(const struct layout *l, const struct widget *w)
{
    return u(l, w->total ? by_size(l, 60, 72) : by_size(l, 50, 60));
}

static int candidate_width(struct layout *l, const struct widget *w, int most)
{
    if (w->total)
        return most / w->total;
    int text =
        measure(l, w->label, strlen(w->label), w->selected ? FACE_BOLD : FACE_REGULAR, candidate_px(l, w));
    return MIN(text + 2 * u(l, by_size(l, 30, 32)), most);
}

/* Drawn wall to wall; what is meant by a touch near the wall is nobody's. */
static struct box inset(const struct layout *l, struct box box)
{
    int by = u(l, apart(l, 6, 12));
    return (struct box){box.x + by, box.y, box.w - 2 * by, box.h};
}

/* One of them, in the middle of its room; a sentence too long for the row shows its beginning. */
static void candidate(struct layout *l, int node, struct box box)
{
    int widget = l->nodes[node].widget;
    const struct widget *w = &l->page->widgets[widget];
    int px = candidate_px(l, w);
    enum face face = w->selected ? FACE_BOLD : FACE_REGULAR;
    size_t n = strlen(w->label);
    bool pressed = leaf_pressed(l, w), cut = false, contrast = l->options.theme.palette == PALETTE_CONTRAST;
    struct placed *p = leaf_put(l, widget, inset(l, box));
    p->bg = COLOUR_SURFACE;
    if (w->selected || pressed)
        put_shape(l, box, w->selected ? u(l, 14) : 0,
                  !contrast || !w->selected ? COLOUR_PRI_TINT
                  : pressed                 ? COLOUR_PRI_PRESS
                                            : COLOUR_PRI,
                  COLOUR_NONE, 0);
    while (n > 1 && measure(l, w->label, n, face, px) > box.w - u(l, 16)) {
        n = (size_t)(g_utf8_prev_char(w->label + n) - w->label);
        cut = true;
    }
    int width = measure(l, w->label, n, face, px);
    put_run(l, w->label, n, cut ? box.x + u(l, 8) : box.x + (box.w - width) / 2,
            text_baseline(box.y, box.h, px), px, face,
            !w->selected ? COLOUR_INK
            : contrast   ? COLOUR_ON_PRI
                         : COLOUR_PRI_PRESS);
}

static void turner(struct layout *l, int made, const char *id, const char *icon, const char *label,
                   bool enabled, struct box box)
{
    struct widget *w = &l->made[made];
    int px = u(l, 56);
    *w = (struct widget){.role = ROLE_BUTTON,
                         .look = LOOK_CANDIDATE,
                         .place = PLACE_KEYS,
                         .label = label,
                         .detail = "",
                         .value = "",
                         .hint = "",
                         .icon = icon,
                         .enabled = enabled,
                         .focusable = true};
    g_strlcpy(w->id, id, sizeof w->id);
    struct placed *p = leaf_put(l, -made - 1, inset(l, box));
    if (leaf_pressed(l, w))
        put_shape(l, box, 0, COLOUR_PRI_TINT, COLOUR_NONE, 0);
    put_shape(l, (struct box){box.x, box.y, u(l, 2), box.h}, 0, COLOUR_LINE, COLOUR_NONE, 0);
    p->bg = COLOUR_SURFACE;
    put_icon(l, icon, box.x + (box.w - px) / 2, box.y + (box.h - px) / 2, px,
             enabled ? COLOUR_PRI : COLOUR_OFF_INK);
}

/* Nothing to choose from yet: what to do instead. */
static void invitation(struct layout *l, int node, struct box row)
{
    struct style s = {theme_type(&l->options.theme, TYPE_BODY), 1.3, FACE_REGULAR, COLOUR_INK2, -1};
    const struct widget *w = node_widget(l, node);
    int pad = u(l, 32), width = row.w - 2 * pad;
    if (lines_width(l, w->label, &s) > width)
        s.size = theme_type(&l->options.theme, TYPE_CAPTION);
    struct placed *p = leaf_put(l, l->nodes[node].widget, row);
    bool was_dry = l->dry;
    l->dry = true;
    int height = lines(l, w->label, 0, 0, width, &s);
    l->dry = was_dry;
    p->bg = COLOUR_SURFACE;
    lines(l, w->label, row.x + pad, row.y + (row.h - height) / 2, width, &s);
    if (height > row.h)
        put_clipped(l);
}

/* Puts down the wanted page, and counts them all. */
static void pages(struct layout *l, int node, struct box row, unsigned wanted)
{
    unsigned page = 0;
    int x = 0;
    for (int at = l->nodes[node].child; at >= 0; at = l->nodes[at].next) {
        int width = candidate_width(l, node_widget(l, at), row.w);
        if (x > 0 && x + width > row.w) {
            page++;
            x = 0;
        }
        if (page == wanted)
            candidate(l, at, (struct box){row.x + x, row.y, width, row.h});
        else if (page > wanted)
            break;
        x += width;
    }
    l->cand_pages = page + 1;
}

int candidates(struct layout *l, int node, struct box box)
{
    const struct widget *first = node_widget(l, l->nodes[node].child);
    bool said = first && first->role == ROLE_TEXT, few = said || (first && first->total);
    int height = u(l, l->options.theme.landscape ? l->keys_low ? 96 : 104
                      : few                      ? 128
                                                 : 112),
        line = u(l, l->options.theme.palette == PALETTE_STANDARD ? 2 : 4),
        turn = MIN(u(l, 120), box.w / (few ? 7 : 5));
    if (l->dry)
        return height;
    box.h = height;
    struct placed *p = put(l, NULL, MADE_CARD, box);
    p->place = PLACE_KEYS;
    put_shape(l, box, u(l, 16), COLOUR_SURFACE, COLOUR_LINE, line);
    struct box row = {box.x + line, box.y + line, box.w - 2 * line - 2 * turn, height - 2 * line};
    l->cand_of = l->nodes[node].n;
    l->cand_page = l->view->cand_of == l->cand_of ? l->view->cand_page : 0;
    if (said)
        invitation(l, l->nodes[node].child, row);
    else
        pages(l, node, row, l->cand_page);
    struct box end = {row.x + row.w, row.y, turn, row.h};
    turner(l, PREV, "cand.prev", "chevron_left", _("上一页"), l->cand_page > 0, end);
    end.x += turn;
    turner(l, NEXT, "cand.next", "chevron_right", _("下一页"), l->cand_page + 1 < l->cand_pages, end);
    return height;
}
