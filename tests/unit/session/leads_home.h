/* From any state home by touch: asked of a copy of the visit, so that the run goes on undisturbed.
 * The caller owns the struct run. One thread. */
#pragma once

#include "session/promises.h"

static inline enum event_kind way_home(const struct session *s)
{
    switch ((int)s->overlay) {
    case OVERLAY_HELP:
    case OVERLAY_EMERGENCY:
    case OVERLAY_GUIDE:
    case OVERLAY_TALK:
    case OVERLAY_ALERT:
    case OVERLAY_STATEMENT:
    case OVERLAY_BY_MARK:
    case OVERLAY_PLAN:
    case OVERLAY_SIGN:
    case OVERLAY_CONFIRM:
        return EVENT_CLOSE;
    case OVERLAY_TIMEOUT:
    case OVERLAY_OFFER_LARGE:
    case OVERLAY_OFFER_DRAFT:
        return EVENT_STAY;
    case OVERLAY_LEAVE:
        return s->leave_to == STEP_HOME ? EVENT_EXIT : EVENT_STAY;
    default:
        return s->step == STEP_STANDBY ? EVENT_START : EVENT_HOME;
    }
}

/* From any state to home by touch. Only while an application is being stored does the desk have the word
 * first. */
static inline void check_leads_home(const struct run *r)
{
    static struct visit try;

    try = r->v;
    for (unsigned i = 0; i < HOME_TOUCHES; i++) {
        if (try.s.step == STEP_HOME && try.s.overlay == OVERLAY_NONE)
            return;
        if (try.s.step == STEP_SENDING && try.s.practice && try.s.overlay == OVERLAY_NONE) {
            pass(&try, PRACTICE_SENDING_MS);
            continue;
        }
        if (try.s.step == STEP_SENDING && !r->application && try.s.overlay == OVERLAY_NONE &&
            service_is_picked(try.s.service)) { /* a vote on its way is not called off */
            desk(&try, EVENT_NO_RESULT, NULL, PROBLEM_LATE);
            continue;
        }
        if (try.s.step == STEP_SENDING && r->application && try.s.overlay == OVERLAY_NONE) {
            try.s.asks = 1; /* the last of its answers */
            desk(&try,
                 try.s.kase.accepted ? EVENT_NO_RESULT
                 : try.s.kase.saved  ? EVENT_ACCEPTED
                                     : EVENT_NOT_SAVED,
                 NULL, PROBLEM_NOT_SAVED);
            continue;
        }
        press(&try, way_home(&try.s));
    }
    fail_msg("%s (%s) does not lead home", step_name(r->v.s.step),
             r->v.s.overlay != OVERLAY_NONE ? overlay_name(r->v.s.overlay) : "bare");
}
