#include "desk_parts.h"

#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "base/known_time.h"
#include "base/log.h"
#include "store/notices.h"
#include "store/room.h"
#include "store/salvage.h"
#include "wire/messages.h"
#include "wire/receipt.h"
#include "wire/uuid7.h"

static struct desk_watch watch_of(const struct job *job)
{
    struct desk_watch watch = {.open = true, .visit = job->visit, .request = job->request};

    memcpy(watch.id, job->id, sizeof watch.id);
    return watch;
}

static enum desk_trouble trouble_of(const GError *error)
{
    return g_error_matches(error, store_error_quark(), STORE_ERROR_FULL) ? DESK_TROUBLE_FULL
                                                                         : DESK_TROUBLE_STORE;
}

static void answer(struct desk *desk, const struct job *job, enum desk_trouble trouble)
{
    struct desk_letter *letter =
        desk_letter_new(trouble == DESK_TROUBLE_NONE ? DESK_SAVED : DESK_NOT_SAVED, job->visit, job->request);

    memcpy(letter->id, job->id, sizeof letter->id);
    memcpy(letter->receipt, desk->saved.receipt, sizeof letter->receipt);
    if (trouble == DESK_TROUBLE_NONE)
        receipt_code(letter->receipt, letter->id, letter->code);
    letter->saved_ms = desk->saved.at_ms;
    letter->trouble = trouble;
    desk_post(desk, letter);
}

/* Somebody waits for people. */
static gboolean is_call(const char *what)
{
    return outbox_priority(what) == OUTBOX_EMERGENCY;
}

/* Also by the time since boot: who gets it late must not take it for new because of a wrong clock. */
static void say_when(struct desk *desk, struct secret_bytes *plaintext)
{
    enum { SECOND_MS = 1000 };
    const struct clock *clock = &desk->clock;
    struct message_moment moment = {.uptime_s = clock->monotonic_ms(clock) / SECOND_MS,
                                    .known = clock_sure(clock)};

    if (clock->known)
        g_strlcpy(moment.boot, known_time_boot(clock->known), sizeof moment.boot);
    message_moment_write(plaintext, &moment);
}

/* The plaintext: what both ends compare first, then what the person entered. Secret memory throughout. */
static GBytes *seal(struct desk *desk, const struct job *job, const char *receipt, GError **error)
{
    const struct submission_head head = {
        .kiosk = config_text(desk->config, "kiosk", "number"),
        .kind = job->what,
        .service = job->service,
        .receipt = receipt,
        .created_ms = job->wall_ms,
    };
    struct submission_head with_id = head;
    struct secret_bytes *plaintext = &desk->plaintext;
    GBytes *box;

    memcpy(with_id.id, job->id, sizeof with_id.id);
    submission_begin(plaintext, &with_id);
    if (is_call(job->what))
        say_when(desk, plaintext);
    if (job->body.len > 0) {
        secret_bytes_text(plaintext, ",");
        secret_bytes_append(plaintext, job->body.data, job->body.len);
    }
    secret_bytes_text(plaintext, "}");
    box = sealer_seal(desk->sealer, plaintext, error);
    secret_bytes_empty(plaintext);
    return box;
}

/* The platform may have changed its key: it opens boxes of the one before, too, so no person waits for this.
 */
static void look_for_key(struct desk *desk)
{
    g_autoptr(GError) error = NULL;

    if (!desk_key_look(desk, &error))
        log_warning("desk", "%s", error->message);
}

/* TRUE only after the commit is durable. */
static gboolean commit(struct desk *desk, const struct job *job, const char *receipt, GError **error)
{
    struct outbox_entry entry = {.kind = job->what,
                                 .service = job->service,
                                 .receipt = receipt,
                                 .keyid = desk->keyid,
                                 .created_ms = job->wall_ms};
    look_for_key(desk);
    g_autoptr(GBytes) box = seal(desk, job, receipt, error);

    if (box == NULL)
        return FALSE;
    memcpy(entry.id, job->id, sizeof entry.id);
    entry.box = box;
    return outbox_add(desk->outbox, &entry, error);
}

static gboolean save_application(struct desk *desk, const struct job *job, GError **error)
{
    char receipt[RECEIPT_TEXT];
    uint32_t counter;

    if (memcmp(desk->saved.id, job->id, sizeof job->id) == 0)
        return TRUE;    /* the same wish again: it stands already, under the same number */
    look_for_key(desk); /* enrolled anew, or told since, which numbers are given */
    if (!numbers_pass(desk->numbers, desk->receipts_given, error) ||
        !numbers_next(desk->numbers, &counter, error))
        return FALSE;
    if (!receipt_make(config_text(desk->config, "kiosk", "number"), counter, receipt)) {
        g_set_error(error, store_error_quark(), STORE_ERROR_FAILED,
                    "all receipt numbers of this kiosk are used: the operator gives it a new number");
        return FALSE;
    }
    if (!commit(desk, job, receipt, error))
        return FALSE;
    memcpy(desk->saved.id, job->id, sizeof desk->saved.id);
    memcpy(desk->saved.receipt, receipt, sizeof receipt);
    desk->saved.at_ms = job->wall_ms;
    return TRUE;
}

/* Of more calls than there are places the oldest is told no more: the page has given up on it by then. */
static void watch_call(struct desk *desk, const struct job *job)
{
    memmove(&desk->calls[1], &desk->calls[0], sizeof desk->calls - sizeof desk->calls[0]);
    desk->calls[0] = watch_of(job);
}

gboolean desk_save_note(struct desk *desk, struct job *job, GError **error)
{
    uint8_t random[UUID7_RANDOM];

    randombytes_buf(random, sizeof random);
    uuid7_make(job->id, job->wall_ms, random);
    return commit(desk, job, "", error);
}

void desk_save(struct desk *desk, struct job *job)
{
    g_autoptr(GError) error = NULL;
    gboolean saved;

    if (job->kind == JOB_NOTE) {
        saved = desk_save_note(desk, job, &error);
        if (saved && is_call(job->what))
            watch_call(desk, job);
    } else {
        saved = save_application(desk, job, &error);
        if (saved)
            desk_pay_saved(desk, job->id);
        answer(desk, job, saved ? DESK_TROUBLE_NONE : trouble_of(error));
    }
    if (!saved)
        log_warning("desk", "%s not saved: %s", job->what, error->message);
    desk->store_broken |= g_error_matches(error, store_error_quark(), STORE_ERROR_BROKEN);
    desk_tell_queue(desk);
    sealer_prepare(desk->sealer); /* nobody waits any more: the key of the next box */
}

void desk_watch(struct desk *desk, const struct job *job)
{
    desk->watched = watch_of(job);
    desk_look_accepted(desk);
}

static void look(struct desk *desk, struct desk_watch *watch, enum desk_letter_kind kind)
{
    struct desk_letter *letter;

    if (!watch->open || outbox_state(desk->outbox, watch->id) != OUTBOX_ACCEPTED)
        return;
    watch->open = false;
    letter = desk_letter_new(kind, watch->visit, watch->request);
    memcpy(letter->id, watch->id, sizeof letter->id);
    desk_post(desk, letter);
}

void desk_look_accepted(struct desk *desk)
{
    desk_tell_queue(desk);
    look(desk, &desk->watched, DESK_ACCEPTED);
    for (unsigned i = 0; i < DESK_CALLS; i++)
        look(desk, &desk->calls[i], DESK_HEARD);
}

static gboolean look_again(gpointer data)
{
    desk_tell_queue(data);
    return G_SOURCE_CONTINUE;
}

/* Nobody rings when somebody else's files go: only while it is full the disk is looked at by the clock. */
static void look_for_room(struct desk *desk, gboolean full)
{
    enum { AGAIN_S = 10 };

    if (full && desk->room_look == NULL) {
        desk->room_look = g_timeout_source_new_seconds(AGAIN_S);
        g_source_set_callback(desk->room_look, look_again, desk, NULL);
        g_source_attach(desk->room_look, desk->context);
    } else if (!full && desk->room_look != NULL) {
        g_source_destroy(desk->room_look);
        g_clear_pointer(&desk->room_look, g_source_unref);
    }
}

void desk_tell_queue(struct desk *desk)
{
    struct desk_letter *letter;
    struct outbox_counts counts;

    if (!outbox_counts(desk->outbox, &counts, NULL))
        return;
    letter = desk_letter_new(DESK_QUEUE, 0, 0);
    letter->number = counts.waiting;
    letter->flag = !room_for_visit(desk->store, NULL);
    look_for_room(desk, letter->flag);
    desk_post(desk, letter);
}

/* Told only once the note is durable; else the next start tries again. */
static gboolean note_damage(struct desk *desk)
{
    struct job *job = job_new(JOB_NOTE, 0, 0);
    const struct clock *clock = &desk->clock;

    g_strlcpy(job->what, "device", sizeof job->what);
    job->wall_ms = clock->wall_ms(clock);
    secret_bytes_text(&job->body, "\"slot\":\"store\",\"cause\":\"damaged\"");
    desk_save(desk, job);
    gboolean saved = outbox_state(desk->outbox, job->id) != OUTBOX_UNKNOWN;
    job_free(job);
    return saved;
}

void desk_tell_damage(struct desk *desk)
{
    char *away;
    gboolean told = TRUE;

    while (told && (away = salvage_untold(desk->store))) {
        log_warning("desk",
                    "the queue's file was damaged and lies in %s: staff, keep it and call the operator",
                    away);
        told = note_damage(desk) && salvage_told(away, NULL);
        g_free(away);
    }
}

/* A list for the letter, and one to know it again by. */
void desk_tell_notices(struct desk *desk)
{
    struct notices *now = store_notices_get(desk->store, NULL);
    struct desk_letter *letter;

    if (now == NULL || (desk->notices != NULL && notices_same(desk->notices, now))) {
        notices_free(now);
        return;
    }
    notices_free(desk->notices);
    desk->notices = now;
    letter = desk_letter_new(DESK_NOTICES, 0, 0);
    letter->notices = store_notices_get(desk->store, NULL);
    if (letter->notices == NULL || !notices_same(letter->notices, now)) { /* changed since: the bell rings */
        notices_free(desk->notices);
        desk->notices = NULL;
    }
    desk_post(desk, letter);
}
