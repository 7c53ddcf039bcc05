/* Money once, this side of the line: what is asked to be paid stands on the disk before it is asked; a case
 * that is not handed in after all says so through the outbox, after a power cut too. Until then it stays. */
#include "desk_parts.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/askings.h"
#include "wire/uuid7.h"

static void name_asking(struct secret_bytes *to, const struct asking *asking)
{
    char number[48];

    g_snprintf(number, sizeof number, ",\"asking\":%" G_GINT64_FORMAT, asking->number);
    secret_bytes_text(to, number);
}

/* How an order stands is asked for the newest asking too, whether or not its own question came: what the
 * answer says is paid is no longer the older one's to give up. */
static void name_newest(struct desk *desk, struct job *job)
{
    struct asking asking;

    if (asking_of(desk->store, job->id, &asking, NULL))
        name_asking(&job->body, &asking);
}

bool desk_pay_ask(struct desk *desk, struct job *job)
{
    struct asking asking = {.number = 0};
    g_autoptr(GError) error = NULL;

    if (strcmp(job->what, "order.state") == 0 || strcmp(job->what, "order.pay") == 0)
        name_newest(desk, job);
    if (strcmp(job->what, "order.create") != 0)
        return true;
    memcpy(asking.case_id, job->id, sizeof asking.case_id);
    g_strlcpy(asking.service, job->service, sizeof asking.service);
    if (asking_open(desk->store, &asking, &error)) {
        name_asking(&job->body, &asking);
        return true;
    }
    log_warning("desk", "nothing is asked to be paid: %s", error->message);
    return false;
}

/* Twice is harmless: the platform goes by the asking, whichever comes first. So the note does not name its
 * case to the outbox (outbox_entry.case_id): one that is refused would hold up the application. */
static gboolean say_farewell(struct desk *desk, const struct asking *asking, int64_t wall_ms, GError **error)
{
    struct job *note = job_new(JOB_NOTE, 0, 0);
    char kase[UUID7_TEXT];

    uuid7_text(asking->case_id, kase);
    g_strlcpy(note->what, "void", sizeof note->what);
    g_strlcpy(note->service, asking->service, sizeof note->service);
    note->wall_ms = wall_ms;
    secret_bytes_text(&note->body, "\"case\":");
    secret_bytes_json(&note->body, kase);
    name_asking(&note->body, asking);
    gboolean said = desk_save_note(desk, note, error) && asking_close(desk->store, asking->case_id, error);
    job_free(note);
    return said;
}

bool desk_pay_give_up(struct desk *desk, struct job *job)
{
    struct asking asking;
    g_autoptr(GError) error = NULL;

    if (!asking_of(desk->store, job->id, &asking, &error))
        return false; /* handed in meanwhile, or never asked */
    name_asking(&job->body, &asking);
    if (!say_farewell(desk, &asking, job->wall_ms, &error))
        log_warning("desk", "a payment is given up after the next start: %s", error->message);
    return true;
}

void desk_pay_saved(struct desk *desk, const uint8_t case_id[16])
{
    g_autoptr(GError) error = NULL;

    if (!asking_close(desk->store, case_id, &error))
        log_warning("desk", "%s", error->message); /* the next start finds the case in the outbox */
}

void desk_pay_start(struct desk *desk)
{
    const struct clock *clock = &desk->clock;
    struct asking asking;
    g_autoptr(GError) error = NULL;

    while (asking_first(desk->store, &asking, &error)) {
        enum outbox_state state;
        if (!outbox_look(desk->outbox, asking.case_id, &state, &error))
            break;
        if (state != OUTBOX_UNKNOWN ? !asking_close(desk->store, asking.case_id, &error)
                                    : !say_farewell(desk, &asking, clock->wall_ms(clock), &error))
            break;
    }
    if (!g_error_matches(error, store_error_quark(), STORE_ERROR_ABSENT))
        log_warning("desk", "what was asked to be paid before is looked at after the next start: %s",
                    error->message);
}
