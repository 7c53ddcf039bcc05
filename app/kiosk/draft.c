#include "draft.h"

/* All that the card says, each text ended, in the order of its printing. */
static void card(struct secret_bytes *to, const struct person *p)
{
    const char *const texts[] = {p->number, p->name,    p->name_en, p->sex,  p->ethnic,
                                 p->birth,  p->address, p->issuer,  p->from, p->to};

    for (unsigned i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        secret_bytes_text(to, texts[i]);
        secret_bytes_append(to, "", 1);
    }
}

static enum job_kind kind_of(const struct effect *effect)
{
    return effect->kind == EFFECT_DRAFT_KEEP   ? JOB_DRAFT_KEEP
           : effect->kind == EFFECT_DRAFT_OPEN ? JOB_DRAFT_OPEN
           : effect->kind == EFFECT_DRAFT_DROP ? JOB_DRAFT_DROP
                                               : JOB_DRAFT_LOOK;
}

struct job *draft_job(const struct effect *effect, const struct session *s)
{
    struct job *job = job_new(kind_of(effect), effect->visit, effect->request);

    job->wall_ms = s->wall_ms;
    card(&job->card, &s->person);
    if (effect->kind == EFFECT_DRAFT_KEEP || effect->kind == EFFECT_DRAFT_OPEN)
        secret_copy_text(job->digits, sizeof job->digits, s->draft.digits);
    if (effect->kind == EFFECT_DRAFT_KEEP) {
        uint8_t *packed = secret_new(SESSION_DRAFT_BYTES);

        secret_bytes_append(&job->body, packed, draft_pack(s, packed, SESSION_DRAFT_BYTES));
        secret_free(packed);
    }
    return job;
}
