#include "session/sign.h"

#include "session/deeds.h"

const char *sign_name(enum sign sign)
{
    static const char *const names[SIGN_COUNT] = {
        [SIGN_NONE] = "", [SIGN_IDENTIFY] = "identify", [SIGN_CONSENT] = "consent", [SIGN_DONE] = "done"};

    return (unsigned)sign < SIGN_COUNT ? names[sign] : "";
}

static enum sign sign_of_step(enum step step)
{
    switch ((int)step) {
    case STEP_IDENTIFY:
        return SIGN_IDENTIFY;
    case STEP_SIGNATURE:
    case STEP_REVIEW:
        return SIGN_CONSENT;
    case STEP_DONE:
        return SIGN_DONE;
    default:
        return SIGN_NONE;
    }
}

enum sign sign_of(const struct session *s)
{
    enum sign sign = sign_of_step(s->step);

    return s->health.signs & 1u << sign ? sign : SIGN_NONE;
}

bool has_sign(const struct session *s, const struct session_event *event)
{
    (void)event;
    return sign_of(s) != SIGN_NONE;
}

bool play_sign(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->sign_plays++;
    return true;
}
