/* A page of a language that is written from right to left: everything changes sides, once all of it has its
 * place. Three things do not: keys stand as they stand on every keyboard; what a resident types grows to the
 * right, its caret behind it; and pictures (code, paper, ink) are not turned over, only moved. */
#include "ui/layout_parts.h"

#include "base/icons.h"

#include <string.h>

/* Icons that point along the line of reading. */
static const char *const pointing[][2] = {{"arrow_back", "arrow_forward"}, {"chevron_left", "chevron_right"}};

static uint32_t turned(uint32_t icon)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(pointing); i++) {
        uint32_t one = icon_code(pointing[i][0]), other = icon_code(pointing[i][1]);
        if (icon == one || icon == other)
            return icon == one ? other : one;
    }
    return icon;
}

static int other_side(const struct layout *l, int x, int w)
{
    return l->options.theme.width - x - w;
}

static void turn_box(const struct layout *l, struct box *box)
{
    box->x = other_side(l, box->x, box->w);
}

static int run_width(const struct layout *l, const struct run *r)
{
    return r->icon ? r->px : measure(l, r->text, r->len, (enum face)r->face, r->px);
}

/* The first letter, kaf above all, reaches a little beyond its advance: a line at its box's edge stands back
 * by as much, when there is room. */
static int within(const struct placed *p, const struct run *r, int x, int w)
{
    enum { REACH = 10 }; /* a tenth of an em */
    int edge = p->box.x + p->box.w - r->px / REACH - w;
    return r->from_right && x > edge ? MAX(edge, MIN(x, p->box.x)) : x;
}

static bool is_typed_into(const struct widget *w)
{
    return w && w->role == ROLE_FIELD && w->look != LOOK_RADIO && w->look != LOOK_CHECK &&
           w->look != LOOK_ROW && w->look != LOOK_KEY_VALUE;
}

/* Of a field: what was typed, or the example in its place, and the mark before it, but not what is written
 * above and below. */
static bool is_inside(const struct widget *w, const struct run *r)
{
    if (r->icon)
        return r->icon != icon_code("error");
    const char *in = *w->value ? w->value : w->hint;
    return r->text >= in && r->text <= in + strlen(in);
}

static void turn_parts(struct layout *l, const struct placed *p)
{
    for (unsigned i = 0; i < p->shapes; i++)
        turn_box(l, &l->shapes[p->first_shape + i].box);
    for (unsigned i = 0; i < p->runs; i++) {
        struct run *r = &l->runs[p->first_run + i];
        int w = run_width(l, r);
        r->x = within(p, r, other_side(l, r->x, w), w);
        r->icon = r->icon ? turned(r->icon) : 0;
    }
}

static void move_parts(struct layout *l, const struct placed *p, int by)
{
    for (unsigned i = 0; i < p->shapes; i++)
        l->shapes[p->first_shape + i].box.x += by;
    for (unsigned i = 0; i < p->runs; i++)
        l->runs[p->first_run + i].x += by;
}

/* Its frame comes first and is wider than its target where 删一个 or 看看 stands at its end: that goes to the
 * other side within the frame, the words move by as much. */
static void turn_field(struct layout *l, const struct placed *p, int by)
{
    if (p->shapes)
        turn_box(l, &l->shapes[p->first_shape].box);
    for (unsigned i = 1; i < p->shapes; i++) /* the caret */
        l->shapes[p->first_shape + i].box.x += by;
    for (unsigned i = 0; i < p->runs; i++) {
        struct run *r = &l->runs[p->first_run + i];
        if (is_inside(p->widget, r))
            r->x += by;
        else
            r->x = other_side(l, r->x, run_width(l, r));
    }
}

static void turn(struct layout *l, struct placed *p, int keys_by)
{
    int before = p->box.x;
    if (p->widget && p->place == PLACE_KEYS) {
        p->box.x += keys_by;
        p->art.x += keys_by;
        move_parts(l, p, keys_by);
        return;
    }
    turn_box(l, &p->box);
    turn_box(l, &p->art);
    if (is_typed_into(p->widget))
        turn_field(l, p, p->box.x - before);
    else
        turn_parts(l, p);
}

void layout_mirror(struct layout *l)
{
    struct box *places[] = {&l->header, &l->bar, &l->body, &l->actions, &l->keys, &l->footer};
    int keys_x = l->keys.x;
    for (unsigned i = 0; i < G_N_ELEMENTS(places); i++)
        turn_box(l, places[i]);
    for (unsigned i = 0; i < l->placed_count; i++)
        turn(l, &l->placed[i], l->keys.x - keys_x);
}
