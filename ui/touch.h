/* Finger to widget: shown pressed on touch-down, meant on touch-up inside the same target, given up by
 * sliding off. A second finger takes the press back, but neither ends a stroke nor disturbs a steady-hand
 * visit; what it does itself means nothing. After a change of page the place last touched is dead for a
 * moment, so that a second tap of the same hand means nothing new. For a steady-hand visit (抖手也好点) half
 * a second passes between presses everywhere, the nearest target wins a near miss, and a finger that trembles
 * off its target keeps it. A value owned by the ui; no SDL, no clock of its own. Pure: the ui room, and
 * tests. */
#pragma once

#include "ui/glass.h"
#include "ui/layout.h"

enum {
    TOUCH_DEAD_MS = 400,
    TOUCH_DEAD_KEY_MS = 80,
    TOUCH_STEADY_MS = 500,
    TOUCH_STEADY_REACH = 48, /* units: a near miss, and how far a trembling finger may stray */
    TOUCH_HOLD_MS = 5000,
    TOUCH_STALE_MS = 10000,    /* held so long it is water, or a sleeve: it gives way to the next finger */
    TOUCH_STALE_INK_MS = 15000 /* a signature may be one long line */
};
enum touch_result { TOUCH_NONE, TOUCH_PRESSED, TOUCH_HELD, TOUCH_STROKE, TOUCH_ELSEWHERE };

struct touch {
    bool down, canvas, inside, ever;
    int64_t finger; /* whose touch it is while down */
    char id[PAGE_ID];
    int x, y; /* where the finger came down, pixels */
    int64_t down_ms, changed_ms;
    int64_t lifted_ms;      /* the last press or stroke that counted; 0: none yet */
    bool drew;              /* that was a stroke */
    struct ink_point point; /* STROKE: the newest */
};

/* The touch area is the drawn box and half the gap around it; steady, TOUCH_STEADY_REACH around it, where no
 * other target is nearer. NULL: no target here. Under a dialog nothing
 * but frame and dialog. */
const struct placed *touch_hit(const struct layout *layout, int x, int y);
void touch_page_changed(struct touch *touch, int64_t ms);
/* One finger's place, pixels; `finger` tells it from others as long as it lies on the glass. */
struct touch_spot {
    int64_t finger;
    int x, y;
};
/* What the panel is judged by: a finger that came down, went up, or else moved. True when nothing lies there
 * any more that was held (glass.h). */
bool touch_tell_glass(const struct layout *layout, struct touch_spot at, bool down, bool up, int64_t ms,
                      struct glass *glass);
/* When a press after this one may count, wherever it lands; for those who can wait (automation). */
int64_t touch_ready_ms(const struct touch *touch, const struct layout *layout);
/* STROKE at once on a canvas; else NONE (look at touch->id for what is pressed) or ELSEWHERE. A finger whose
 * lifting was never told, or that leans there for TOUCH_STALE_MS, gives way to the next. */
enum touch_result touch_down(struct touch *touch, const struct layout *layout, struct touch_spot at,
                             int64_t ms);
enum touch_result touch_move(struct touch *touch, const struct layout *layout, struct touch_spot at);
enum touch_result touch_up(struct touch *touch, const struct layout *layout, struct touch_spot at,
                           int64_t ms);
const char *touch_pressed(const struct touch *touch); /* "" when nothing is */
