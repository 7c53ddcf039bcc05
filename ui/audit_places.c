/* Boxes: a widget inside its place, and none upon another. */
#include "ui/audit_parts.h"

#include <glib.h>
#include <string.h>

enum { SLACK = 2 }; /* pixels that rounding may shift */

/* The dialog's own room: between header and footer. */
static struct box between(const struct layout *l)
{
    int top = l->header.y + l->header.h;
    return (struct box){0, top, l->options.theme.width, l->footer.y - top};
}

static struct box room_of(const struct layout *l, const struct placed *p)
{
    struct box all = {0, 0, l->options.theme.width, l->options.theme.height};
    if (p->widget >= l->made && p->widget < l->made + LAYOUT_MADE) /* a pager stands where there is room */
        return all;
    switch (p->place) {
    case PLACE_BODY:
        return l->body;
    case PLACE_ACTIONS:
        return l->actions;
    case PLACE_KEYS:
        return l->keys;
    case PLACE_FOOTER:
        return l->footer;
    case PLACE_DIALOG:
        return between(l);
    case PLACE_TOAST:
    case PLACE_HEADER:
    case PLACE_BAR:
        break;
    }
    return all;
}

static int beyond(struct box box, struct box room)
{
    return MAX(MAX(room.x - box.x, room.y - box.y),
               MAX(box.x + box.w - room.x - room.w, box.y + box.h - room.y - room.h));
}

/* What is drawn of it may be larger than what is pressed. */
static unsigned on_canvas(const struct audit *a, const struct placed *p)
{
    const struct layout *l = a->layout;
    struct box all = {0, 0, l->options.theme.width, l->options.theme.height};
    for (unsigned i = 0; i < p->shapes && p->special != SPECIAL_WALL; i++) {
        int by = beyond(l->shapes[p->first_shape + i].box, all);
        if (by > SLACK)
            return audit_tell(a, AUDIT_CLIPPED, p, "on the canvas", "is drawn %d px beyond it", by);
    }
    return 0;
}

static unsigned inside(const struct audit *a, const struct placed *p)
{
    int by = beyond(p->box, room_of(a->layout, p));
    unsigned count = 0;
    if (p->clipped)
        count += audit_tell(a, AUDIT_CLIPPED, p, "whole", "its words do not fit");
    if (by > SLACK)
        count += audit_tell(a, AUDIT_CLIPPED, p, "inside its place", "leaves its place by %d px", by);
    return count;
}

/* A bar of steps is thin, and a border that touches it makes it look like a part of the button. */
static struct box claimed(const struct audit *a, const struct placed *p)
{
    enum { CLEAR = 8 };
    bool steps = p->widget->look == LOOK_STEPS;
    return steps ? box_grow(p->box, theme_px(&a->layout->options.theme, CLEAR) - 1) : p->box;
}

static unsigned upon(const struct audit *a, const struct placed *p, const struct placed *q)
{
    struct box both = box_meet(claimed(a, p), claimed(a, q));
    if (both.w <= SLACK || both.h <= SLACK || p->special == SPECIAL_WALL || q->special == SPECIAL_WALL)
        return 0;
    return audit_tell(a, AUDIT_OVERLAP, p, "apart", "lies upon %s by %dx%d px",
                      q->widget->id[0] ? q->widget->id : "a text", both.w, both.h);
}

/* One must see what one types. */
static unsigned typed_unseen(const struct audit *a)
{
    const struct layout *l = a->layout;
    for (unsigned i = 0; l->keys.h > 0 && i < l->page->count; i++) {
        const struct widget *w = &l->page->widgets[i];
        if (w->role == ROLE_FIELD && w->selected && w->place == PLACE_BODY && !layout_find(l, w->id))
            return audit_tell(a, AUDIT_CLIPPED, NULL, "beside its keyboard", "%s stands on another page",
                              w->id);
    }
    return 0;
}

unsigned audit_places(const struct audit *a)
{
    const struct layout *l = a->layout;
    unsigned count = typed_unseen(a);
    for (unsigned i = 0; i < l->placed_count; i++) {
        const struct placed *p = &l->placed[i];
        if (!audit_seen(a, p))
            continue;
        count += inside(a, p) + on_canvas(a, p);
        for (unsigned k = i + 1; k < l->placed_count; k++)
            if (audit_seen(a, &l->placed[k]))
                count += upon(a, p, &l->placed[k]);
    }
    return count;
}
