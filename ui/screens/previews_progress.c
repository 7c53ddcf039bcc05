#include "ui/screens/previews_progress.h"

#include "base/secret.h"
#include "ui/screens/previews_parts.h"

enum { HOUR_MS = 60 * 60 * 1000 };
static const int64_t DAY_MS = INT64_C(24) * HOUR_MS,
                     HANDED_IN_MS = INT64_C(1773798060000); /* 2026-03-18, 9:41 */

static void set(char *to, size_t cap, const char *text)
{
    secret_copy_text(to, cap, text);
}

static struct progress_case *add(struct session *s, const char *service, const char *part, const char *number)
{
    struct progress *p = &s->kase.progress;
    struct progress_case *kase = &p->cases[p->count++];
    set(kase->service, sizeof kase->service, service);
    set(kase->part, sizeof kase->part, part);
    set(kase->number, sizeof kase->number, number);
    kase->at_ms = HANDED_IN_MS;
    return kase;
}

/* Each step a day after the one before. */
static void step(struct progress_case *kase, enum progress_state state)
{
    kase->steps[kase->step_count] =
        (struct progress_step){state, HANDED_IN_MS + kase->step_count * (DAY_MS + HOUR_MS)};
    kase->step_count++;
}

static void asking(struct session *s)
{
    preview_stand(s, STEP_RESULT);
    preview_person(s);
    s->service = catalog_find(s->catalog, "ban-shi-jindu");
    s->kase.progress.told = true;
}

static void allowance(struct session *s)
{
    struct progress_case *kase = add(s, "gaoling-jintie", "", "206170001475");
    step(kase, PROGRESS_RECEIVED);
    step(kase, PROGRESS_REVIEWING);
    step(kase, PROGRESS_SUPPLEMENT);
    set(kase->what[LANGUAGE_ZH], sizeof kase->what[0], "社保卡背面");
    set(kase->what[LANGUAGE_EN], sizeof kase->what[0], "back of the card");
    kase->by_ms = HANDED_IN_MS + 15 * DAY_MS;
}

static void retirement(struct session *s)
{
    step(add(s, "tuixiu-yijianshi", "pension", "206170001396"), PROGRESS_RECEIVED);
    struct progress_case *kase = add(s, "tuixiu-yijianshi", "medical", "206170001396");
    step(kase, PROGRESS_RECEIVED);
    step(kase, PROGRESS_REVIEWING);
    step(kase, PROGRESS_SUPPLEMENT);
    step(kase, PROGRESS_REVIEWING);
}

void progress(struct session *s)
{
    asking(s);
    allowance(s);
    retirement(s);
}
void progress_going_on(struct session *s)
{
    progress(s);
    s->kase.progress.shown = 2;
    s->kase.progress.more = 4;
    s->print = PRINT_PRINTED;
}
void progress_paid(struct session *s)
{
    asking(s);
    struct progress_case *kase = add(s, "yibao-jiaofei", "", "206170001482");
    step(kase, PROGRESS_RECEIVED);
    step(kase, PROGRESS_REVIEWING);
    set(kase->ereceipt.number, sizeof kase->ereceipt.number, "10562874493310027745");
    set(kase->ereceipt.url, sizeof kase->ereceipt.url, "https://example.invalid/e/10562874493310027745");
    kase->ereceipt.fen = 40000;
    s->print = PRINT_PRINTED;
}
void progress_alone(struct session *s)
{
    asking(s);
    step(add(s, "gaoling-jintie", "", "206170001475"), PROGRESS_RECEIVED);
}
void progress_ended(struct session *s)
{
    progress_alone(s);
    step(&s->kase.progress.cases[0], PROGRESS_REVIEWING);
    step(&s->kase.progress.cases[0], PROGRESS_APPROVED);
    step(&s->kase.progress.cases[0], PROGRESS_DONE);
}
void progress_refused(struct session *s)
{
    progress_alone(s);
    step(&s->kase.progress.cases[0], PROGRESS_REVIEWING);
    step(&s->kase.progress.cases[0], PROGRESS_REFUSED);
    set(s->kase.progress.cases[0].said, sizeof s->kase.progress.cases[0].said,
        "户口不在本县，请到户口所在地的民政局申请。");
}
void progress_none(struct session *s)
{
    asking(s);
}
void progress_unprinted(struct session *s)
{
    asking(s);
    allowance(s);
    preview_no_paper(s);
    s->print = PRINT_FAILED;
}
void progress_no_printer(struct session *s)
{
    asking(s);
    allowance(s);
    s->health.printer = DEVICE_OFF;
    s->staff_call.state = CALL_UNHEARD;
}

/* Of a paper shown to the scanner: nobody laid a card down. */
static void by_receipt(struct session *s, enum step step)
{
    preview_stand(s, step);
    s->service = catalog_find(s->catalog, "ban-shi-jindu");
    set(s->kase.receipt, sizeof s->kase.receipt, "206170001475");
}
void receipt_asking(struct session *s)
{
    by_receipt(s, STEP_SENDING);
    preview_waits(s);
}
void receipt_told(struct session *s)
{
    by_receipt(s, STEP_RESULT);
    s->kase.progress.told = true;
    struct progress_case *kase = add(s, "ban-shi-jindu", "", "206170001475");
    step(kase, PROGRESS_RECEIVED);
    step(kase, PROGRESS_REVIEWING);
}
void receipt_unknown(struct session *s)
{
    by_receipt(s, STEP_RESULT);
    s->problem = PROBLEM_REFUSED;
}
void receipt_offline(struct session *s)
{
    by_receipt(s, STEP_RESULT);
    s->problem = PROBLEM_OFFLINE;
    s->health.online = false;
}
