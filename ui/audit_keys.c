/* The keypad: every target is reached by the four arrows alone and by Tab alone, with the product's own steps
 * (focus.c), and Tab goes the way one reads. */
#include "ui/audit_parts.h"
#include "ui/focus.h"

#include <glib.h>
#include <string.h>

/* A pad that no key can write on leaves itself out; beside it stands the way that one can type. */
static bool by_finger_alone(const struct widget *w)
{
    return w->role == ROLE_CANVAS && !w->focusable;
}

/* Under a dialog the focus stays in it (DESIGN.md 4.11). */
static bool wanted(const struct audit *a, const struct placed *p)
{
    bool dialog = false;
    for (unsigned i = 0; i < a->layout->placed_count; i++)
        dialog = dialog || a->layout->placed[i].made == MADE_DIALOG;
    return audit_target(a, p) && p->widget->enabled && !by_finger_alone(p->widget) &&
           (!dialog || p->place == PLACE_DIALOG);
}

static int find(const struct layout *l, const char *id)
{
    const struct placed *p = *id ? layout_find(l, id) : NULL;
    return p ? (int)(p - l->placed) : -1;
}

static void look_around(const struct layout *l, int from, bool *reached, int *queue, unsigned *count)
{
    static const int ways[][2] = {{0, -1}, {0, 1}, {-1, 0}, {1, 0}};
    for (unsigned i = 0; i < G_N_ELEMENTS(ways); i++) {
        struct view view = {.focus_shown = true};
        g_strlcpy(view.focus, l->placed[from].widget->id, sizeof view.focus);
        focus_move(l, &view, ways[i][0], ways[i][1]);
        int at = find(l, view.focus);
        if (at >= 0 && !reached[at]) {
            reached[at] = true;
            queue[(*count)++] = at;
        }
    }
}

static void by_arrows(const struct layout *l, bool *reached)
{
    int queue[LAYOUT_PLACED];
    unsigned count = 0;
    struct view view = {.focus_shown = true};
    focus_first(l, &view);
    int first = find(l, view.focus);
    if (first < 0)
        return;
    reached[first] = true;
    queue[count++] = first;
    for (unsigned i = 0; i < count; i++)
        look_around(l, queue[i], reached, queue, &count);
}

/* Once around; the order in which Tab comes by, from the first of the body. */
static unsigned by_tab(const struct layout *l, bool *reached, int *order)
{
    unsigned count = 0;
    struct view view = {.focus_shown = true};
    focus_step(l, &view, 1);
    for (int at = find(l, view.focus); at >= 0 && !reached[at]; at = find(l, view.focus)) {
        reached[at] = true;
        order[count++] = at;
        focus_step(l, &view, 1);
    }
    return count;
}

/* DESIGN.md 5: body, action bar, keyboard, 退出, footer, header. */
static int turn_of(enum place place)
{
    static const int turns[] = {[PLACE_BODY] = 0, [PLACE_DIALOG] = 0, [PLACE_ACTIONS] = 1, [PLACE_KEYS] = 2,
                                [PLACE_BAR] = 3,  [PLACE_FOOTER] = 4, [PLACE_HEADER] = 5,  [PLACE_TOAST] = 0};
    return turns[place];
}

/* b after a reads backwards: it stands above it in the same column, or left of it in the same line, or both.
 */
static bool backwards(struct box a, struct box b)
{
    bool above = b.y + b.h <= a.y, left = b.x + b.w <= a.x, line = b.y < a.y + a.h && a.y < b.y + b.h;
    return (above && b.x < a.x + a.w) || (left && line);
}

/* As somebody sees it who reads the other way. */
static struct box seen(const struct layout *l, const struct placed *p)
{
    struct box box = p->box;
    if (language_from_right(l->options.language) && p->place != PLACE_KEYS)
        box.x = -(box.x + box.w);
    return box;
}

static unsigned order_of(const struct audit *a, const int *order, unsigned count)
{
    const struct layout *l = a->layout;
    unsigned found = 0;
    for (unsigned i = 0; i + 1 < count; i++) {
        const struct placed *p = &l->placed[order[i]], *q = &l->placed[order[i + 1]];
        int by = turn_of(q->place) - turn_of(p->place);
        if (by < 0)
            found += audit_tell(a, AUDIT_ORDER, q, "body, actions, keys, bar, footer, header",
                                "comes after %s", p->widget->id);
        else if (by == 0 && p->place != PLACE_ACTIONS && backwards(seen(l, p), seen(l, q)))
            found += audit_tell(a, AUDIT_ORDER, q, "top to bottom, then as one reads", "comes after %s",
                                p->widget->id);
    }
    return found;
}

unsigned audit_keys(const struct audit *a)
{
    const struct layout *l = a->layout;
    bool arrows[LAYOUT_PLACED] = {false}, tab[LAYOUT_PLACED] = {false};
    int order[LAYOUT_PLACED];
    unsigned count = 0, found = 0;
    by_arrows(l, arrows);
    count = by_tab(l, tab, order);
    for (unsigned i = 0; i < l->placed_count; i++) {
        if (!wanted(a, &l->placed[i]))
            continue;
        if (!arrows[i])
            found += audit_tell(a, AUDIT_KEYPAD, &l->placed[i], "every target", "no arrow leads there");
        if (!tab[i])
            found += audit_tell(a, AUDIT_KEYPAD, &l->placed[i], "every target", "Tab does not come by");
    }
    return found + order_of(a, order, count);
}
