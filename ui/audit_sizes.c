/* Millimetres of the panel: letters, targets, gaps, and how high a seated person must reach. The floors are
 * DESIGN.md 2.1's; where each comes from stands in the project's notes on features (VVSG, Section 508, EN 301
 * 549). */
#include "ui/audit_parts.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>

static const struct floor {
    double smallest, body, target, gap;
} standard = {6.6, 7.1, 16, 2.54}, large = {10, 13, 20, 4}, /* four fifths where all must be within reach */
    large_seated = {8, 10.4, 16, 3.2};

static const struct floor *floor_of(const struct audit *a)
{
    const struct theme *t = &a->layout->options.theme;
    return !t->large ? &standard : a->reach_mm > 0 && !t->landscape ? &large_seated : &large;
}

static const double ROUNDING_PX = 0.5; /* a size is a whole number of pixels */

static bool too_small(const struct audit *a, double px, double mm)
{
    return px + ROUNDING_PX < mm * a->px_per_mm;
}

static bool is_body(const struct placed *p)
{
    enum look look = p->widget->look;
    return look == LOOK_BODY || look == LOOK_PLAIN || look == LOOK_LEAD;
}

/* The number in a ring is painted with it, no text of the layout. */
static unsigned number(const struct audit *a, const struct placed *p)
{
    double mm = floor_of(a)->smallest;
    char bar[AUDIT_BAR];
    if (p->special != SPECIAL_RING || !too_small(a, p->font_px, mm))
        return 0;
    snprintf(bar, sizeof bar, "%.1f mm", mm);
    return audit_tell(a, AUDIT_LETTERS, p, bar, "a number of %.2f mm", p->font_px / a->px_per_mm);
}

static unsigned letters(const struct audit *a, const struct placed *p)
{
    const struct floor *bars = floor_of(a);
    for (unsigned i = 0; i < p->runs; i++) {
        const struct run *run = &a->layout->runs[p->first_run + i];
        bool body = is_body(p) && p->place == PLACE_BODY && audit_main_run(p, run);
        double mm = body ? bars->body : bars->smallest;
        char bar[AUDIT_BAR];
        if (run->icon || !too_small(a, run->px, mm))
            continue;
        snprintf(bar, sizeof bar, "%.1f mm", mm);
        return audit_tell(a, AUDIT_LETTERS, p, bar, "letters of %.2f mm", run->px / a->px_per_mm);
    }
    return 0;
}

static unsigned target(const struct audit *a, const struct placed *p)
{
    double mm = floor_of(a)->target;
    char bar[AUDIT_BAR];
    if (!too_small(a, MIN(p->box.w, p->box.h), mm))
        return 0;
    snprintf(bar, sizeof bar, "%.0f x %.0f mm", mm, mm);
    return audit_tell(a, AUDIT_TARGET, p, bar, "%.1f x %.1f mm", p->box.w / a->px_per_mm,
                      p->box.h / a->px_per_mm);
}

static double apart(struct box a, struct box b)
{
    int dx = MAX(MAX(a.x - b.x - b.w, b.x - a.x - a.w), 0),
        dy = MAX(MAX(a.y - b.y - b.h, b.y - a.y - a.h), 0);
    return hypot(dx, dy);
}

static unsigned gap(const struct audit *a, const struct placed *p, const struct placed *q)
{
    double mm = floor_of(a)->gap, px = apart(p->box, q->box);
    char bar[AUDIT_BAR];
    bool wall = p->special == SPECIAL_WALL || q->special == SPECIAL_WALL; /* touched anywhere else */
    if (wall || !too_small(a, px, mm))
        return 0;
    snprintf(bar, sizeof bar, "%.2f mm", mm);
    return audit_tell(a, AUDIT_GAP, p, bar, "%.2f mm to %s", px / a->px_per_mm, q->widget->id);
}

static unsigned height(const struct audit *a, const struct placed *p)
{
    const struct layout_options *o = &a->layout->options;
    double mm = a->bottom_mm + (o->theme.height - p->box.y) / a->px_per_mm;
    char bar[AUDIT_BAR];
    bool open = p->widget->role == ROLE_FIELD && p->widget->selected; /* a touch on it would change nothing */
    if (!a->reach_mm || !p->widget->enabled || open || mm <= a->reach_mm + ROUNDING_PX / a->px_per_mm)
        return 0;
    snprintf(bar, sizeof bar, "%d mm", a->reach_mm);
    return audit_tell(a, AUDIT_HEIGHT, p, bar, "reaches up to %.0f mm above the floor", mm);
}

unsigned audit_sizes(const struct audit *a)
{
    const struct layout *l = a->layout;
    unsigned count = 0;
    for (unsigned i = 0; i < l->placed_count; i++) {
        const struct placed *p = &l->placed[i];
        if (audit_seen(a, p))
            count += letters(a, p) + number(a, p);
        if (!audit_target(a, p))
            continue;
        count += target(a, p) + height(a, p);
        for (unsigned k = i + 1; k < l->placed_count; k++)
            if (audit_target(a, &l->placed[k]))
                count += gap(a, p, &l->placed[k]);
    }
    return count;
}
