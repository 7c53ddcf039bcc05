#include "errands.h"

#include <string.h>

#include "devices/room.h"
#include "devices/trial.h"
#include "lamps.h"

static bool find_row(const char *what, unsigned *row)
{
    static const char verb[] = "test ";

    if (strncmp(what, verb, strlen(verb)) != 0)
        return false;
    for (*row = 0; *row < TALLY_ROWS; (*row)++)
        if (strcmp(what + strlen(verb), tally_name(*row)) == 0)
            return true;
    return false;
}

static const char *word_of(const struct tally_slot *s)
{
    return s->attention ? device_attention_name(s->attention) : device_status_name(s->status);
}

static bool well(const struct tally_slot *s)
{
    return s->status == STATUS_READY ||
           (s->status == STATUS_ATTENTION && s->attention == ATTENTION_PAPER_LOW);
}

/* An emergency is no time for a trial. */
static bool busy(const struct session *s)
{
    return (s->step != STEP_STANDBY && s->step != STEP_OUT_OF_SERVICE) || s->overlay == OVERLAY_EMERGENCY ||
           s->sos.sounds || sos_in_call(&s->sos);
}

/* A loudspeaker that was missed may be there now, which shows when it is to sound; a knife that was mended
 * goes on when it is to print. */
static bool may_begin(enum device_slot slot, const struct tally_slot *t)
{
    return well(t) || (t->status == STATUS_ATTENTION && t->attention == ATTENTION_CUTTER) ||
           (slot == DEVICE_ALARM && t->status == STATUS_ABSENT);
}

/* Since the trial began somebody may have called for help, or come to a page that lights a lamp. */
static bool wanted(const struct session *s, enum device_slot slot, int part)
{
    return slot == DEVICE_ALARM ? s->sos.sounds : slot == DEVICE_LAMP && lamps_lit(s) >> part & 1;
}

static void switch_off(enum device_slot slot, const struct session *s, struct device_room *devices)
{
    for (int part = 0; part < device_trial_parts(slot); part++)
        if (!wanted(s, slot, part))
            device_room_send(devices, device_trial(slot, part, false));
}

static bool end(struct errands *e, const char *word, const char **answer)
{
    *e = (struct errands){0};
    *answer = word;
    return true;
}

bool errands_begin(struct errands *e, const struct desk_letter *letter, const struct session *s,
                   const struct tally *t, struct device_room *devices, int64_t now_ms, const char **answer)
{
    unsigned slot;

    if (!find_row(letter->what, &slot))
        return end(e, "unknown", answer);
    struct device_command *command = slot < DEVICE_SLOTS ? device_trial(slot, 0, true) : NULL;
    if (!command) /* what only says how it is may be asked at any time */
        return end(e, word_of(&t->slots[slot]), answer);
    if (busy(s) || !may_begin(slot, &t->slots[slot])) {
        device_command_free(command);
        return end(e, busy(s) ? "in-use" : word_of(&t->slots[slot]), answer);
    }
    command->request = ERRAND_REQUEST;
    bool stays = command->kind == COMMAND_SWITCH;
    device_room_send(devices, command);
    for (int part = 1; part < device_trial_parts(slot); part++)
        device_room_send(devices, device_trial(slot, part, true));
    *e = (struct errands){true, {0}, slot, stays, now_ms + (stays ? ERRAND_ON_MS : ERRAND_WAIT_MS)};
    return false;
}

bool errands_letter(struct errands *e, const struct device_letter *letter, const char **answer)
{
    if (!e->open || letter->slot != e->slot || letter->visit != 0 || letter->request != ERRAND_REQUEST)
        return false;
    if (letter->kind == LETTER_JOB_DONE)
        return end(e, "done", answer);
    if (letter->kind == LETTER_JOB_FAILED)
        return end(e, letter->attention ? device_attention_name(letter->attention) : "failed", answer);
    return false;
}

bool errands_turn(struct errands *e, const struct session *s, const struct tally *t,
                  struct device_room *devices, int64_t now_ms, const char **answer)
{
    if (!e->open || now_ms < e->due_ms)
        return false;
    if (!e->on)
        return end(e, "no-answer", answer);
    switch_off(e->slot, s, devices);
    return end(e, well(&t->slots[e->slot]) ? "done" : word_of(&t->slots[e->slot]), answer);
}

int64_t errands_due(const struct errands *e)
{
    return e->open ? e->due_ms : INT64_MAX;
}
