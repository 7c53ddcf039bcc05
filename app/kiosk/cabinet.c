/* The devices beside the visit: what they did is counted, what somebody outside asks of them is done. */
#include <string.h>

#include "base/log.h"
#include "kiosk.h"
#include "lamps.h"

static int64_t real_ms(void)
{
    return g_get_monotonic_time() / G_TIME_SPAN_MILLISECOND;
}

static void answer_errand(struct kiosk *k, const uint8_t id[16], const char *word)
{
    struct job *job = job_new(JOB_ERRAND, 0, 0);

    memcpy(job->id, id, sizeof job->id);
    job->wall_ms = k->clock.wall_ms(&k->clock);
    secret_bytes_text(&job->body, word);
    desk_send(k->desk, job);
}

static void call_hand(struct kiosk *k, const struct device_letter *letter)
{
    struct job *job = job_new(JOB_NOTE, 0, 0);

    g_strlcpy(job->what, "device", sizeof job->what);
    job->wall_ms = k->clock.wall_ms(&k->clock);
    hands_note(&job->body, letter);
    desk_send(k->desk, job);
}

void cabinet_letter(struct kiosk *k, const struct device_letter *letter)
{
    const struct errands before = k->errands;
    const char *word;

    if (letter->kind == LETTER_SIREN)
        speech_siren(k->speech, letter->flag);
    if (hands_letter(&k->hands, letter, real_ms()))
        call_hand(k, letter);
    tally_letter(&k->tally, letter, k->clock.wall_ms(&k->clock));
    if (errands_letter(&k->errands, letter, &word))
        answer_errand(k, before.id, word);
}

void cabinet_errand(struct kiosk *k, const struct desk_letter *letter)
{
    const char *word;

    if (letter->kind != DESK_ERRAND)
        return;
    if (errands_begin(&k->errands, letter, k->session, &k->tally, k->devices, real_ms(), &word))
        answer_errand(k, letter->id, word);
    else
        memcpy(k->errands.id, letter->id, sizeof k->errands.id);
}

static void report(struct kiosk *k)
{
    struct job *job = job_new(JOB_TALLY, 0, 0);

    job->wall_ms = k->clock.wall_ms(&k->clock);
    job->tally = g_new(struct tally, 1);
    *job->tally = tally_take(&k->tally, real_ms());
    desk_send(k->desk, job);
}

/* A loudspeaker is an alarm as long as there is one; that shows when it is tried, first of all at the start.
 */
static void listen_for_siren(struct kiosk *k)
{
    const struct uri *uri = config_uri(k->config, "devices", "alarm");
    enum device_state now = speech_silent(k->speech) ? DEVICE_ABSENT : DEVICE_READY;

    if (strcmp(uri->scheme, "audio") != 0)
        return;
    if (!k->siren_tried)
        speech_try(k->speech);
    k->siren_tried = true;
    if (k->health.alarm == now)
        return;
    struct device_letter *letter = device_letter_new(LETTER_STATUS, DEVICE_ALARM);
    letter->status = now == DEVICE_READY ? STATUS_READY : STATUS_ABSENT;
    tally_letter(&k->tally, letter, k->clock.wall_ms(&k->clock));
    device_letter_free(letter);
    k->health.alarm = now;
    kiosk_tell_health(k);
}

static void look_at_front(struct kiosk *k)
{
    if (front_turn(&k->front, k->config, k->ui, k->speech, real_ms(), k->clock.wall_ms(&k->clock), &k->tally,
                   &k->health))
        kiosk_tell_health(k);
}

static int64_t grace_ms(const struct kiosk *k)
{
    return (int64_t)config_int(k->config, "power", "grace_s") * G_TIME_SPAN_MILLISECOND;
}

/* The desk finishes what it has begun before the program ends (main.c). */
static void look_at_mains(struct kiosk *k)
{
    switch (power_look(&k->power, k->session, real_ms(), grace_ms(k))) {
    case POWER_LOST:
        log_warning("power", "the mains are lost: the battery carries the cabinet, look at the supply");
        break;
    case POWER_BACK:
        log_info("power", "the mains are back");
        break;
    case POWER_LEAVE:
        log_warning("power", "the mains are lost and the battery's time is over: the kiosk ends; it starts "
                             "with the machine");
        k->off = k->quit = true;
        break;
    case POWER_NOTHING:
        break;
    }
}

static void light(struct kiosk *k)
{
    struct device_command *command;

    while ((command = lamps_next(&k->lamps, lamps_lit(k->session))) != NULL)
        device_room_send(k->devices, command);
}

void cabinet_turn(struct kiosk *k)
{
    const struct errands before = k->errands;
    const char *word;

    light(k);
    look_at_mains(k);
    look_at_front(k);
    listen_for_siren(k);
    if (errands_turn(&k->errands, k->session, &k->tally, k->devices, real_ms(), &word))
        answer_errand(k, before.id, word);
    if (real_ms() >= tally_due(&k->tally))
        report(k);
}

int64_t cabinet_due(const struct kiosk *k)
{
    int64_t due = MIN(tally_due(&k->tally), errands_due(&k->errands));

    due = MIN(due, front_due(&k->front, k->config, k->ui, real_ms()));
    return MIN(due, power_due(&k->power, grace_ms(k)));
}
