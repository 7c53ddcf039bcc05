#include "night.h"

#include "kiosk.h"

enum { WHOLE = 100 };

bool night_alone(const struct session *s)
{
    return (s->step == STEP_STANDBY || s->step == STEP_OUT_OF_SERVICE) && s->overlay == OVERLAY_NONE;
}

/* Nobody before it, and late: the standby picture needs less light. A touch or a card ends standby, and with
 * it the dark. */
static unsigned brightness(const struct kiosk *k)
{
    const struct session *s = k->session;

    return night_alone(s) && clock_within(&k->night.hours, s->wall_ms) ? k->night.percent : WHOLE;
}

void night_tell(struct kiosk *k)
{
    bool alone = night_alone(k->session);

    if (alone == k->night.alone)
        return;
    k->night.alone = alone;
    struct job *job = job_new(JOB_ALONE, k->session->visit, 0);
    job->number = alone;
    desk_send(k->desk, job);
}

/* By the panel's lamp, at the desk; else the returned percent is painted. */
unsigned night_dim(struct kiosk *k)
{
    unsigned percent = brightness(k);

    if (k->night.lamp && percent != k->night.shown) {
        struct job *job = job_new(JOB_LAMP, k->session->visit, 0);

        job->number = percent;
        desk_send(k->desk, job);
    }
    k->night.shown = percent;
    return k->night.lamp || percent == WHOLE ? 0 : percent;
}
