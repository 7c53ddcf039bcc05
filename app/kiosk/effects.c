#include "effects.h"

#include <stdio.h>
#include <string.h>

#include "album.h"
#include "desk.h"
#include "draft.h"
#include "effects_devices.h"
#include "session/practice.h"
#include "sheet.h"
#include "submission.h"
#include "ui/screens/receipt.h"

static struct job *job_of(enum job_kind kind, const struct effect *effect, const struct session *s,
                          const char *what)
{
    struct job *job = job_new(kind, effect->visit, effect->request);

    memcpy(job->id, s->kase.id, sizeof job->id);
    snprintf(job->what, sizeof job->what, "%s", what);
    if (effect->service != NULL)
        snprintf(job->service, sizeof job->service, "%s", effect->service->code);
    job->wall_ms = s->wall_ms;
    return job;
}

/* A new visit begins: every room drops what it knows of the old one, and whatever still lies there is old. */
static void wipe(const struct effect *effect, const struct session *s, const struct effect_doors *doors)
{
    effects_tell_visit(s->visit, doors);
    desk_send(doors->desk, job_new(JOB_FORGET, s->visit, effect->request));
    doors->forget(doors->data);
}

static void save(const struct effect *effect, const struct session *s, const struct effect_doors *doors)
{
    struct job *job = job_of(JOB_SAVE, effect, s, service_kind_name(s->service->kind));

    /* The session sends no case without these; if it ever did, nothing may leave this room. */
    g_assert(s->kase.reviewed && s->kase.consented);
    submission_application(&job->body, s, doors->album);
    desk_send(doors->desk, job);
}

static void ask(const struct effect *effect, const struct session *s, const struct effect_doors *doors)
{
    bool talk = effect->kind == EFFECT_TALK;
    const char *what = talk ? "talk" : submission_question_kind(s);
    struct job *job = job_of(talk ? JOB_TALK : JOB_ASK, effect, s, what);

    (talk ? submission_talk : submission_question)(&job->body, s);
    desk_send(doors->desk, job);
}

/* By the effect's own case: when it is given up on the way out, the session's is gone. */
static void order(const struct effect *effect, const struct session *s, const struct effect_doors *doors)
{
    bool gone = effect->kind == EFFECT_ORDER_CANCEL;
    struct job *job = job_of(gone ? JOB_TELL : JOB_ORDER, effect, s, submission_order_kind(effect));

    memcpy(job->id, effect->id, sizeof job->id);
    submission_order(&job->body, effect, &s->kase.pay);
    desk_send(doors->desk, job);
}

static void print(const struct effect *effect, const struct session *s, const struct effect_doors *doors)
{
    struct job *job = job_of(JOB_PRINT, effect, s, "print");

    job->receipt = secret_new(sizeof *job->receipt);
    receipt_compose(job->receipt, s, doors->context);
    desk_send(doors->desk, job);
}

static void note(const struct effect *effect, const struct session *s, const struct effect_doors *doors)
{
    static const char *const whats[] = {[EFFECT_RATE] = "rating",
                                        [EFFECT_CALL_STAFF] = "call",
                                        [EFFECT_EMERGENCY] = "emergency",
                                        [EFFECT_SEEN] = "seen",
                                        [EFFECT_LEFT_BEHIND] = "left"};
    struct job *job = job_of(JOB_NOTE, effect, s, whats[effect->kind]);

    if (effect->kind == EFFECT_SEEN)
        job->service[0] = '\0';
    memset(job->id, 0, sizeof job->id); /* not the case's: nobody may join a rating to a person */
    if (effect->kind == EFFECT_RATE)
        submission_rating(&job->body, effect);
    if (effect->kind == EFFECT_SEEN)
        submission_seen(&job->body, s); /* about no service */
    if (effect->kind == EFFECT_LEFT_BEHIND)
        submission_left(&job->body, s); /* of nobody */
    desk_send(doors->desk, job);
}

static void carry_out(const struct effect *effect, const struct session *s, const struct effect_doors *doors)
{
    switch (effect->kind) {
    case EFFECT_WIPE:
    case EFFECT_SAVE:
        (effect->kind == EFFECT_SAVE ? save : wipe)(effect, s, doors);
        break;
    case EFFECT_READ_CARD:
    case EFFECT_REST_CARD:
    case EFFECT_READ_CODE:
    case EFFECT_REST_CODE:
    case EFFECT_CAMERA_ON:
    case EFFECT_CAMERA_OFF:
    case EFFECT_CAPTURE:
    case EFFECT_ALARM:
    case EFFECT_PHONE:
        effects_tell_device(effect, doors);
        break;
    case EFFECT_KEEP_PHOTO:
        album_keep(doors->album, s);
        break;
    case EFFECT_DRAW_CASE_ID:
        doors->case_id(doors->data, effect);
        break;
    case EFFECT_WATCH_ACCEPTED:
    case EFFECT_CANCEL:
        desk_send(doors->desk, effect->kind == EFFECT_CANCEL ? job_of(JOB_CANCEL, effect, s, "cancel")
                                                             : job_of(JOB_WATCH, effect, s, "watch"));
        break;
    case EFFECT_ASK:
    case EFFECT_TALK:
        ask(effect, s, doors);
        break;
    case EFFECT_PRINT:
    case EFFECT_SHEET:
    case EFFECT_SHEET_CANCEL:
        (effect->kind == EFFECT_PRINT ? print : sheet_carry_out)(effect, s, doors);
        break;
    case EFFECT_RATE:
    case EFFECT_CALL_STAFF:
    case EFFECT_EMERGENCY:
    case EFFECT_SEEN:
    case EFFECT_LEFT_BEHIND:
        note(effect, s, doors);
        break;
    case EFFECT_DRAFT_LOOK:
    case EFFECT_DRAFT_KEEP:
    case EFFECT_DRAFT_OPEN:
    case EFFECT_DRAFT_DROP:
        desk_send(doors->desk, draft_job(effect, s));
        break;
    case EFFECT_ORDER:
    case EFFECT_ORDER_STATE:
    case EFFECT_ORDER_CANCEL:
    case EFFECT_ORDER_PAY:
        order(effect, s, doors);
        break;
    }
}

void effects_carry_out(const struct effects *effects, const struct session *s,
                       const struct effect_doors *doors)
{
    for (unsigned i = 0; i < effects->count; i++) {
        const struct effect *effect = &effects->list[i];
        /* A practice visit answers itself. */
        g_assert(!effect->practice || !practice_keeps(effect->kind));
        carry_out(effect, s, doors);
    }
}
