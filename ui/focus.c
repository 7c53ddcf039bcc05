#include "ui/focus.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* Body, actions, keyboard, bar, footer, header. In a dialog only the dialog. */
static int rank(const struct placed *p)
{
    switch (p->place) {
    case PLACE_DIALOG:
    case PLACE_BODY:
        return 0;
    case PLACE_ACTIONS:
        return p->widget->look == LOOK_MAIN ? 1 : 2;
    case PLACE_KEYS:
        return 3;
    case PLACE_BAR:
        return 4;
    case PLACE_FOOTER:
        return 5;
    case PLACE_HEADER:
        return 6;
    case PLACE_TOAST: /* only said */
        break;
    }
    return 7;
}

static unsigned ordered(const struct layout *layout, const struct placed **list)
{
    unsigned count = 0;
    bool dialog = false;
    for (unsigned i = 0; i < layout->placed_count; i++)
        dialog = dialog || layout->placed[i].made == MADE_DIALOG;
    for (int r = 0; r < 8; r++)
        for (unsigned i = 0; i < layout->placed_count; i++) {
            const struct placed *p = &layout->placed[i];
            if (layout_target(p) && p->widget->focusable && rank(p) == r &&
                (!dialog || p->place == PLACE_DIALOG))
                list[count++] = p;
        }
    return count;
}

static int position(const struct placed *const *list, unsigned count, const char *id)
{
    for (unsigned i = 0; i < count; i++)
        if (strcmp(list[i]->widget->id, id) == 0)
            return (int)i;
    return -1;
}

static void set(struct view *view, const struct placed *p)
{
    g_strlcpy(view->focus, p->widget->id, sizeof view->focus);
}

static bool wants_answer(const struct widget *w)
{
    return (w->role == ROLE_FIELD && (!w->value[0] || w->selected || w->error)) || w->role == ROLE_CHOICE;
}

void focus_first(const struct layout *layout, struct view *view)
{
    const struct placed *list[LAYOUT_PLACED], *main = NULL;
    unsigned count = ordered(layout, list);
    view->focus[0] = '\0';
    for (unsigned i = 0; i < count; i++) {
        if (list[i]->place == PLACE_BODY && wants_answer(list[i]->widget)) {
            set(view, list[i]);
            return;
        }
        if (!main && (list[i]->widget->look == LOOK_MAIN || list[i]->widget->look == LOOK_KEY_GO))
            main = list[i];
    }
    if (main || count)
        set(view, main ? main : list[0]);
}

void focus_step(const struct layout *layout, struct view *view, int by)
{
    const struct placed *list[LAYOUT_PLACED];
    unsigned count = ordered(layout, list);
    int at = position(list, count, view->focus);
    if (!count)
        return;
    if (!view->focus_shown && at >= 0) /* the first key only shows where one is */
        return;
    set(view, list[at < 0 ? 0 : (unsigned)(at + by + (int)count) % count]);
}

/* What stands in the same line, or in the same column, goes before what is only nearer. */
static bool in_line_with(struct box a, struct box b, bool row)
{
    return row ? b.y < a.y + a.h && a.y < b.y + b.h : b.x < a.x + a.w && a.x < b.x + b.w;
}

void focus_move(const struct layout *layout, struct view *view, int dx, int dy)
{
    const struct placed *list[LAYOUT_PLACED], *best = NULL;
    unsigned count = ordered(layout, list);
    int at = position(list, count, view->focus), least = 0;
    if (at < 0) {
        focus_step(layout, view, 1);
        return;
    }
    struct box from = list[at]->box;
    enum { ASIDE = 8 };
    bool best_in_line = false;
    for (unsigned i = 0; i < count; i++) {
        struct box to = list[i]->box;
        int x = to.x + to.w / 2 - from.x - from.w / 2, y = to.y + to.h / 2 - from.y - from.h / 2;
        int along = dx ? x * dx : y * dy, across = abs(dx ? y : x);
        bool in_line = in_line_with(from, to, dx != 0);
        if ((int)i == at || along <= 0 || (best_in_line && !in_line))
            continue;
        /* Of those in line the nearest; a wide one is no farther because its middle is. */
        int far = in_line ? along + across / ASIDE : along + 2 * across;
        if (best && best_in_line == in_line && far >= least)
            continue;
        best = list[i];
        best_in_line = in_line;
        least = far;
    }
    if (best)
        set(view, best);
}
