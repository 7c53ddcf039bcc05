/* What the devices did and how many visits there were, into the store; and what somebody outside asks of
 * them, to the ui room. */
#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/log.h"
#include "desk_parts.h"
#include "store/devices.h"
#include "store/errands.h"
#include "store/visits.h"
#include "tally.h"

enum { DOTS_PER_MM = 8 };

static struct device_report report_of(unsigned row, const struct tally_slot *s)
{
    return (struct device_report){.slot = tally_name(row),
                                  .status = device_status_name(s->status),
                                  .attention = device_attention_name(s->attention),
                                  .identity = s->identity,
                                  .since_ms = s->since_ms,
                                  .done = s->done,
                                  .failed = s->failed,
                                  .lost = s->lost,
                                  .paper_mm = s->paper_rows / DOTS_PER_MM,
                                  .new_roll = s->new_roll};
}

void desk_tally(struct desk *desk, const struct job *job)
{
    struct device_report reports[TALLY_ROWS];
    char day[DAY_TEXT];
    unsigned count = 0;
    g_autoptr(GError) error = NULL;

    day_write(day, day_of(job->wall_ms));
    for (unsigned row = 0; row < TALLY_ROWS; row++)
        if (job->tally->slots[row].changed)
            reports[count++] = report_of(row, &job->tally->slots[row]);
    if (count && !device_reports_put(desk->store, day, reports, count, &error))
        log_warning("desk", "what the devices did today is not kept: %s", error->message);
    g_clear_error(&error);
    if (job->tally->visits && !visits_add(desk->store, day, job->tally->visits, &error))
        log_warning("desk", "how many visits there were today is not kept: %s", error->message);
}

void desk_look_errands(struct desk *desk)
{
    const struct clock *clock = &desk->clock;
    struct errand errand;
    g_autoptr(GError) error = NULL;

    if (!errand_next(desk->store, clock->wall_ms(clock), &errand, &error)) {
        if (error)
            log_warning("desk", "whether somebody asks for something cannot be read: %s", error->message);
        return;
    }
    if (desk->errand.open && memcmp(desk->errand.id, errand.id, sizeof errand.id) == 0)
        return; /* the ui room has it in hand */
    struct desk_letter *letter = desk_letter_new(DESK_ERRAND, 0, 0);
    memcpy(letter->id, errand.id, sizeof letter->id);
    g_strlcpy(letter->what, errand.what, sizeof letter->what);
    memcpy(desk->errand.id, errand.id, sizeof errand.id);
    desk->errand.open = true;
    desk_post(desk, letter);
}

void desk_errand_done(struct desk *desk, const struct job *job)
{
    g_autoptr(GError) error = NULL;

    if (!errand_answer(desk->store, job->id, (const char *)job->body.data, job->wall_ms, &error))
        log_warning("desk", "an errand's answer is not kept: %s", error->message);
    desk->errand.open = false;
    desk_look_errands(desk); /* the next one */
}
