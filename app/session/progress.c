#include "session/progress.h"

#include "base/secret.h"
#include "session/session.h"

enum progress_state progress_state(const struct progress_case *kase)
{
    return kase->step_count > 0 ? kase->steps[kase->step_count - 1].state : PROGRESS_RECEIVED;
}

bool progress_waits(const struct progress_case *kase)
{
    return progress_state(kase) == PROGRESS_SUPPLEMENT;
}

bool progress_over(const struct progress_case *kase)
{
    enum progress_state state = progress_state(kase);

    return state == PROGRESS_REFUSED || state == PROGRESS_DONE ||
           (state == PROGRESS_APPROVED && kase->about[0] != '\0'); /* an answer: nothing more is made */
}

unsigned progress_open(const struct progress *progress)
{
    unsigned open = 0;

    for (unsigned i = 0; i < progress->count; i++)
        open += progress_over(&progress->cases[i]) ? 0 : 1;
    return open;
}

/* Sixteen at most: one after the other goes before those that do not wait. */
void progress_order(struct progress *progress)
{
    unsigned waiting = 0;

    for (unsigned i = 0; i < progress->count; i++) {
        struct progress_case kase = progress->cases[i];

        if (!progress_waits(&kase))
            continue;
        for (unsigned k = i; k > waiting; k--)
            progress->cases[k] = progress->cases[k - 1];
        progress->cases[waiting++] = kase;
        secret_wipe(&kase, sizeof kase);
    }
}

const struct progress_case *progress_shown(const struct session *s)
{
    const struct progress *p = &s->kase.progress;

    return s->problem == PROBLEM_NONE && p->told && p->shown < p->count ? &p->cases[p->shown] : NULL;
}
