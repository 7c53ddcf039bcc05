#include "power.h"

/* By the last cause that was heard: a wire that fell out since brings no mains back (translate.c keeps it).
 */
static bool is_lost(const struct health *h)
{
    return h->power_cause == CAUSE_MAINS_LOST || h->power_cause == CAUSE_BATTERY_LOW;
}

static bool is_over(const struct power *power, const struct health *h, int64_t now_ms, int64_t grace_ms)
{
    return h->power_cause == CAUSE_BATTERY_LOW || (grace_ms > 0 && now_ms >= power->lost_ms + grace_ms);
}

enum power_deed power_look(struct power *power, const struct session *s, int64_t now_ms, int64_t grace_ms)
{
    bool lost = is_lost(&s->health), was = power->lost_ms != 0;

    if (!lost) {
        power->lost_ms = 0;
        return was ? POWER_BACK : POWER_NOTHING;
    }
    if (!was)
        power->lost_ms = now_ms;
    if (is_over(power, &s->health, now_ms, grace_ms) && s->step != STEP_SENDING)
        return POWER_LEAVE;
    return was ? POWER_NOTHING : POWER_LOST;
}

int64_t power_due(const struct power *power, int64_t grace_ms)
{
    return power->lost_ms != 0 && grace_ms > 0 ? power->lost_ms + grace_ms : INT64_MAX;
}
