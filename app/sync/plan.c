#include "sync/plan.h"

#include <curl/curl.h>

void plan_init(struct plan *plan)
{
    *plan = (struct plan){.batch = PLAN_BATCH_FIRST};
}

int64_t plan_backoff_ms(unsigned failures, uint32_t random)
{
    int64_t top = failures >= 20 ? PLAN_BACKOFF_CAP_MS : (int64_t)PLAN_BACKOFF_BASE_MS << failures;

    if (top > PLAN_BACKOFF_CAP_MS)
        top = PLAN_BACKOFF_CAP_MS;
    return (int64_t)(((uint64_t)top * random) >> 32);
}

int64_t plan_splay_ms(int64_t boot_ms, int splay_s, uint32_t random)
{
    return boot_ms < PLAN_BOOT_MS ? (int64_t)((UINT64_C(1000) * (unsigned)splay_s * random) >> 32) : 0;
}

int64_t plan_boot(struct plan *plan, int splay_s, int64_t now_ms, uint32_t random)
{
    int64_t wait = plan_splay_ms(now_ms, splay_s, random);

    if (wait > 0) {
        plan->not_before_ms = now_ms + wait;
        plan->unhurried = true;
    }
    return wait;
}

static int64_t seconds_of(const char *value)
{
    int64_t s = 0;

    for (const char *p = value; *p; p++) {
        if (*p < '0' || *p > '9')
            return -1;
        if (s < PLAN_RETRY_AFTER_CAP_S) /* the rest of the digits only make it longer */
            s = s * 10 + (*p - '0');
    }
    return *value ? s : -1;
}

int64_t plan_date_unix(const char *date)
{
    return date[0] ? (int64_t)curl_getdate(date, NULL) : -1;
}

int64_t plan_retry_after_ms(const char *value, const char *date, int64_t now_unix_s)
{
    int64_t s = seconds_of(value);

    if (s < 0) {
        int64_t until = (int64_t)curl_getdate(value, NULL);
        /* The kiosk's clock may be wrong; the platform's own Date beside it cannot mislead. */
        int64_t since = plan_date_unix(date);
        if (until < 0)
            return 0;
        s = until - (since < 0 ? now_unix_s : since);
    }
    if (s <= 0)
        return 0;
    return 1000 * (s > PLAN_RETRY_AFTER_CAP_S ? PLAN_RETRY_AFTER_CAP_S : s);
}

bool plan_passing(int status)
{
    return status == 409 || status == 425 || status == 429 || status >= 500;
}

/* The table of the wire contract, in the order in which it decides. */
static enum plan_verdict judge(const struct plan_answer *answer, unsigned sent)
{
    int status = answer->status;

    if (!answer->reached)
        return PLAN_WAIT;
    if (status == 202)
        return answer->receipt ? PLAN_TAKE : PLAN_NOT_OURS;
    if (status == 401 || status == 403)
        return answer->ours ? PLAN_LOCKED_OUT : PLAN_NOT_OURS;
    if ((status == 400 || status == 413 || status == 422) && answer->ours)
        return sent > 1 ? PLAN_HALVE : PLAN_PARK;
    if (plan_passing(status))
        return PLAN_WAIT;
    return PLAN_NOT_OURS; /* 200 with a login page, 3xx, 404, 405, a proxy's 400 */
}

static void settle(struct plan *plan)
{
    plan->failures = 0;
    plan->strangers = 0;
    plan->unreached = false;
    plan->not_before_ms = 0;
    plan->unhurried = false;
}

static void back_off(struct plan *plan, enum plan_verdict verdict, const struct plan_answer *answer,
                     int64_t now_ms, uint32_t random)
{
    int64_t wait = plan_backoff_ms(plan->failures, random);

    if (verdict == PLAN_LOCKED_OUT) /* asking again soon changes nothing: a person must */
        wait = PLAN_BACKOFF_CAP_MS / 2 + plan_backoff_ms(20, random) / 2;
    if (answer->retry_after_ms > wait)
        wait = answer->retry_after_ms;
    plan->not_before_ms = now_ms + wait;
    plan->unhurried = false;
    plan->unreached = !answer->reached;
    if (answer->late &&
        plan->batch > 1) /* on a weak line a batch of one gets through where twenty never do */
        plan->batch /= 2;
    plan->strangers = verdict == PLAN_NOT_OURS ? plan->strangers + 1 : 0;
    if (plan->failures < 20)
        plan->failures++;
}

unsigned plan_batch_after(const struct plan *plan)
{
    return plan->batch * 2 > PLAN_BATCH_MAX ? PLAN_BATCH_MAX : plan->batch * 2;
}

enum plan_verdict plan_answered(struct plan *plan, const struct plan_answer *answer, unsigned sent,
                                int64_t now_ms, uint32_t random)
{
    enum plan_verdict verdict = judge(answer, sent);

    switch (verdict) {
    case PLAN_TAKE:
        settle(plan);
        plan->batch = plan_batch_after(plan);
        break;
    case PLAN_HALVE:
        settle(plan);
        plan->batch = sent / 2;
        break;
    case PLAN_PARK: /* found it; the batch grows again with the next success */
        settle(plan);
        break;
    case PLAN_WAIT:
    case PLAN_NOT_OURS:
    case PLAN_LOCKED_OUT:
        back_off(plan, verdict, answer, now_ms, random);
        break;
    }
    return verdict;
}

void plan_moved(struct plan *plan)
{
    settle(plan);
}

void plan_admitted(struct plan *plan)
{
    settle(plan);
}

void plan_line_back(struct plan *plan, int64_t away_ms, int64_t now_ms, uint32_t random)
{
    int64_t within = away_ms / 2 > PLAN_BACKOFF_CAP_MS ? PLAN_BACKOFF_CAP_MS : away_ms / 2;

    if (!plan->unreached)
        return;
    settle(plan);
    if (away_ms <= PLAN_OWN_MS)
        return;
    plan->not_before_ms = now_ms + (int64_t)(((uint64_t)within * random) >> 32);
    plan->unhurried = true;
}

void plan_bell(struct plan *plan)
{
    if (plan->unhurried)
        settle(plan);
}

int64_t plan_look_ms(bool online, unsigned missed, int64_t look_ms, uint32_t random)
{
    int64_t top = look_ms;

    if (!online && missed < 20 && (INT64_C(1000) << missed) < look_ms)
        top = INT64_C(1000) << missed;
    return top / 2 + (int64_t)(((uint64_t)(top / 2) * random) >> 32);
}

bool plan_alarm(const struct plan *plan, enum plan_verdict verdict)
{
    return verdict == PLAN_LOCKED_OUT || verdict == PLAN_PARK ||
           (verdict == PLAN_NOT_OURS && plan->strangers >= PLAN_ALARM_AFTER);
}
