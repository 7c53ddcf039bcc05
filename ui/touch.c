#include "ui/touch.h"

#include <glib.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool dialog_open(const struct layout *layout)
{
    for (unsigned i = 0; i < layout->placed_count; i++)
        if (layout->placed[i].made == MADE_DIALOG)
            return true;
    return false;
}

static bool reachable(const struct placed *p, bool dialog)
{
    return !dialog || p->place == PLACE_DIALOG || p->place == PLACE_FOOTER || p->place == PLACE_HEADER;
}

static int outside(struct box b, int x, int y)
{
    int dx = x < b.x ? b.x - x : x >= b.x + b.w ? x - b.x - b.w + 1 : 0;
    int dy = y < b.y ? b.y - y : y >= b.y + b.h ? y - b.y - b.h + 1 : 0;
    return MAX(dx, dy);
}

const struct placed *touch_hit(const struct layout *layout, int x, int y)
{
    const struct placed *best = NULL;
    bool dialog = dialog_open(layout), large = layout->options.theme.large;
    int nearest = 0;
    for (unsigned i = 0; i < layout->placed_count; i++) {
        const struct placed *p = &layout->placed[i];
        if (!layout_target(p) || !reachable(p, dialog))
            continue;
        bool misses = layout->options.steady && p->widget->role != ROLE_CANVAS; /* ink is never guessed */
        int reach = theme_px(&layout->options.theme, misses                   ? TOUCH_STEADY_REACH
                                                     : p->place == PLACE_KEYS ? (large ? 9 : 6)
                                                     : large                  ? 12
                                                                              : 8);
        int away = outside(p->box, x, y);
        if (away > reach || (best && away > nearest))
            continue;
        best = p; /* later ones lie on top */
        nearest = away;
    }
    return best;
}

static int toward(int from, int begin, int size)
{
    return from < begin ? begin - from : from >= begin + size ? begin + size - 1 - from : 0;
}

/* How far from there to the nearest target's edge, units; nothing for a hit. */
static struct glass_off off_target(const struct layout *layout, struct touch_spot at)
{
    double scale = layout->options.theme.scale;
    bool dialog = dialog_open(layout);
    struct glass_off off = {0, 0};
    int nearest = INT_MAX;

    if (touch_hit(layout, at.x, at.y))
        return off;
    for (unsigned i = 0; i < layout->placed_count; i++) {
        const struct placed *p = &layout->placed[i];
        if (!layout_target(p) || !reachable(p, dialog) || outside(p->box, at.x, at.y) >= nearest)
            continue;
        nearest = outside(p->box, at.x, at.y);
        off.x = (int16_t)lround(toward(at.x, p->box.x, p->box.w) / scale);
        off.y = (int16_t)lround(toward(at.y, p->box.y, p->box.h) / scale);
    }
    return off;
}

bool touch_tell_glass(const struct layout *layout, struct touch_spot at, bool down, bool up, int64_t ms,
                      struct glass *glass)
{
    int x = (int)lround(at.x / layout->options.theme.scale),
        y = (int)lround(at.y / layout->options.theme.scale);

    bool held = glass_held(glass, ms);
    if (down)
        glass_down(glass, at.finger, x, y, off_target(layout, at), ms);
    else if (up)
        glass_up(glass, at.finger, ms);
    else
        glass_move(glass, at.finger, x, y, ms);
    return held && !glass_held(glass, ms);
}

void touch_page_changed(struct touch *touch, int64_t ms)
{
    touch->changed_ms = ms;
    touch->down = false;
    touch->id[0] = '\0';
}

/* 抖手也好点: of a hand that strikes twice the first one counts. A stroke may follow a stroke at once, for a
 * signature has many. */
static bool too_soon(const struct touch *touch, const struct placed *p, int64_t ms)
{
    bool draws = p && p->widget->role == ROLE_CANVAS;
    int64_t last = draws && touch->drew ? 0 : touch->lifted_ms;
    return touch->ever && ((last && ms - last < TOUCH_STEADY_MS) ||
                           (touch->changed_ms && ms - touch->changed_ms < TOUCH_STEADY_MS));
}

int64_t touch_ready_ms(const struct touch *touch, const struct layout *layout)
{
    if (!layout->options.steady)
        return touch->changed_ms + TOUCH_DEAD_MS;
    return MAX(touch->changed_ms, touch->lifted_ms) + TOUCH_STEADY_MS;
}

static bool dead(const struct touch *touch, const struct layout *layout, const struct placed *p, int x, int y,
                 int64_t ms)
{
    enum { SAME_PLACE = 120 }; /* units */
    if (layout->options.steady)
        return too_soon(touch, p, ms);
    int64_t since = ms - touch->changed_ms,
            wait = p && p->place == PLACE_KEYS ? TOUCH_DEAD_KEY_MS : TOUCH_DEAD_MS;
    int near = theme_px(&layout->options.theme, SAME_PLACE);
    return touch->ever && touch->changed_ms && since < wait && abs(x - touch->x) < near &&
           abs(y - touch->y) < near;
}

static void part_of(struct touch *touch, const struct layout *layout, int x, int y, bool begins)
{
    const struct placed *p = layout_find(layout, touch->id);
    struct box b = p ? p->art.w ? p->art : p->box : (struct box){0, 0, 1, 1};
    touch->point.x = (int16_t)CLAMP((int64_t)(x - b.x) * 10000 / MAX(b.w, 1), 0, 10000);
    touch->point.y = (int16_t)CLAMP((int64_t)(y - b.y) * 10000 / MAX(b.h, 1), 0, 10000);
    touch->point.begins = begins;
}

static bool is_stale(const struct touch *touch, int64_t ms)
{
    return touch->down && ms - touch->down_ms >= (touch->canvas ? TOUCH_STALE_INK_MS : TOUCH_STALE_MS);
}

/* Nobody can say which of two is meant. Ink goes on under a palm, and a hand that trembles brushes the glass
 * with more than one finger. */
static enum touch_result second(struct touch *touch, const struct layout *layout)
{
    if (touch->canvas || layout->options.steady)
        return TOUCH_NONE;
    touch->down = false;
    return TOUCH_ELSEWHERE;
}

enum touch_result touch_down(struct touch *touch, const struct layout *layout, struct touch_spot at,
                             int64_t ms)
{
    const struct placed *p = touch_hit(layout, at.x, at.y);
    if (touch->down && !is_stale(touch, ms))
        return second(touch, layout);
    bool ignored = dead(touch, layout, p, at.x, at.y, ms);
    touch->ever = true;
    touch->finger = at.finger;
    touch->x = at.x;
    touch->y = at.y;
    touch->down_ms = ms;
    touch->down = false;
    touch->id[0] = '\0';
    if (ignored || !p)
        return TOUCH_ELSEWHERE;
    touch->down = touch->inside = true;
    touch->canvas = p->widget->role == ROLE_CANVAS;
    g_strlcpy(touch->id, p->widget->id, sizeof touch->id);
    if (!touch->canvas)
        return TOUCH_NONE;
    part_of(touch, layout, at.x, at.y, true);
    return TOUCH_STROKE;
}

static bool strays(const struct layout *layout, const struct placed *p, struct touch_spot at)
{
    return !p || !layout_target(p) ||
           outside(p->box, at.x, at.y) > theme_px(&layout->options.theme, TOUCH_STEADY_REACH);
}

enum touch_result touch_move(struct touch *touch, const struct layout *layout, struct touch_spot at)
{
    if (!touch->down || at.finger != touch->finger)
        return TOUCH_NONE;
    if (touch->canvas) {
        part_of(touch, layout, at.x, at.y, false);
        return TOUCH_STROKE;
    }
    const struct placed *p = touch_hit(layout, at.x, at.y);
    if (layout->options.steady) /* what it came down on keeps it, until it goes away on purpose */
        p = strays(layout, layout_find(layout, touch->id), at) ? NULL : layout_find(layout, touch->id);
    touch->inside = p && strcmp(p->widget->id, touch->id) == 0;
    return TOUCH_NONE;
}

enum touch_result touch_up(struct touch *touch, const struct layout *layout, struct touch_spot at, int64_t ms)
{
    if (!touch->down || at.finger != touch->finger)
        return TOUCH_NONE;
    enum touch_result result = touch_move(touch, layout, at);
    bool stale = !touch->canvas && is_stale(touch, ms);
    touch->down = false;
    if (stale) /* nobody means anything by that */
        return TOUCH_ELSEWHERE;
    if (touch->canvas || touch->inside) {
        touch->lifted_ms = ms;
        touch->drew = touch->canvas;
    }
    if (touch->canvas)
        return result;
    if (!touch->inside)
        return TOUCH_ELSEWHERE;
    return ms - touch->down_ms >= TOUCH_HOLD_MS ? TOUCH_HELD : TOUCH_PRESSED;
}

const char *touch_pressed(const struct touch *touch)
{
    return touch->down && touch->inside && !touch->canvas ? touch->id : "";
}
