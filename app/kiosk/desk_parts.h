/* Inside the desk: its belongings, and the four kinds of work, a file each.
 * Owned by desk.c. Only the desk's thread, once it runs. */
#pragma once

#include "base/clock.h"
#include "base/config.h"
#include "base/notice.h"
#include "desk.h"
#include "store/bell.h"
#include "store/drafts.h"
#include "store/numbers.h"
#include "store/outbox.h"
#include "sync/line.h"
#include "ui/text.h"
#include "vigil.h"
#include "wire/sealer.h"

enum { DESK_CALLS = 4 };
struct desk_watch { /* a row of the outbox whose acceptance is told */
    bool open;
    uint64_t visit;
    uint32_t request;
    uint8_t id[16];
};

struct desk {
    const struct config *config;
    struct clock clock;
    struct mail *in, *out;
    struct device_room *devices;
    struct text *text;
    unsigned dots; /* across the receipt printer's paper */
    GThread *thread;
    GMainContext *context;
    GMainLoop *loop;
    struct store *store;
    struct outbox *outbox;
    struct numbers *numbers;
    uint32_t receipts_given; /* of its identity, as last looked at */
    struct bell *bell;
    struct drafts *drafts;
    uint8_t *draft_secret; /* of this kiosk, in secret memory */
    struct sealer *sealer;
    struct secret_bytes plaintext; /* of the application in hand; empty between two */
    char *identity;                /* the folder of the kiosk's identity */
    guint64 keys_stamp;            /* of its keys, as the sealer has them */
    guint64 keys_told;             /* the same, as the ui room has them */
    char keyid[ENVELOPE_KEYID_MAX];
    struct {
        uint8_t id[16];
        char receipt[13];
        int64_t at_ms;
    } saved;                                      /* the newest, for a repeated wish */
    struct desk_watch watched, calls[DESK_CALLS]; /* an application; calls for people */
    bool store_broken;                            /* a save met damage: a new start sets the file aside */
    struct vigil vigil;                           /* looks at the whole file at night */
    GSource *minute;                              /* asks it whether it is time */
    GSource *room_look;                           /* while the disk is full: is there room again? */
    struct notices *notices;                      /* as last told to the ui room */
    struct {
        bool open;
        uint8_t id[16];
    } errand; /* the one that the ui room has in hand */
    struct line *line;
    GSource *line_source;
    struct {
        bool open;
        uint64_t visit;
        uint32_t request;
        enum job_kind kind; /* JOB_ASK, JOB_ORDER of this case, or JOB_SHEET */
        uint8_t id[16];
    } asked;
    struct {
        bool open;
        uint64_t visit;
        uint32_t request;
        char thread[33]; /* of this visit, drawn with its first line; "" before */
    } talk;
};

void desk_post(struct desk *desk, struct desk_letter *letter); /* takes it, rings the ui room */

/* desk_key.c: seals to the key that the identity holds now; a change is taken up between two applications.
 * FALSE: there is no identity, or none that can be read; an earlier sealer stays. */
gboolean desk_key_look(struct desk *desk, GError **error);
void desk_tell_keys(struct desk *desk); /* whose papers are believed, when they are others than before */
/* desk_save.c: number, seal, commit. */
void desk_save(struct desk *desk, struct job *job);
gboolean desk_save_note(struct desk *desk, struct job *job, GError **error); /* TRUE: durable */
void desk_watch(struct desk *desk, const struct job *job);
void desk_look_accepted(struct desk *desk); /* after another process committed */
void desk_tell_queue(struct desk *desk);
void desk_tell_damage(
    struct desk *desk); /* a note for the platform's staff, once for each database set aside */
void desk_tell_notices(struct desk *desk); /* when they are others than before */

/* desk_line.c: online questions, and whether the line stands. */
void desk_line_start(struct desk *desk);
void desk_ask(struct desk *desk, struct job *job);
void desk_tell(struct desk *desk, struct job *job);
void desk_cancel(struct desk *desk, const struct job *job);
void desk_forget(struct desk *desk);

/* desk_pay.c: what is asked to be paid, and given up. */
bool desk_pay_ask(struct desk *desk, struct job *job); /* false: it could not be written down; do not ask */
bool desk_pay_give_up(struct desk *desk, struct job *job); /* false: there is nothing to give up */
void desk_pay_saved(struct desk *desk, const uint8_t case_id[16]);
void desk_pay_start(struct desk *desk); /* what a power cut left open */

/* desk_talk.c: short texts with staff, by the same line. */
void desk_talk(struct desk *desk, struct job *job);
bool desk_talk_answered(struct desk *desk, uint32_t request,
                        struct secret_bytes *json); /* takes what is its */
void desk_talk_forget(struct desk *desk);
void desk_line_pump(struct desk *desk); /* what the line has for us, and what waits to be written */

/* desk_draft.c: forms put aside for a day. */
gboolean desk_draft_start(struct desk *desk, GError **error);
void desk_draft(struct desk *desk, struct job *job);
void desk_draft_stop(struct desk *desk);

/* desk_print.c: a receipt as dots, off to the printer; a document as it came, off to that of whole pages. */
void desk_print(struct desk *desk, struct job *job);
void desk_print_sheet(struct desk *desk, uint64_t visit, uint32_t request,
                      struct secret_bytes *pdf); /* takes the bytes */

/* desk_night.c: once a night, while nobody is there, the queue's file is looked at whole. */
void desk_night_start(struct desk *desk);
void desk_alone(struct desk *desk, const struct job *job);
void desk_night_stop(struct desk *desk); /* when the thread has ended */

/* desk_devices.c: what the devices did, and what is asked of them from outside. */
void desk_tally(struct desk *desk, const struct job *job);
void desk_look_errands(struct desk *desk);
void desk_errand_done(struct desk *desk, const struct job *job);
