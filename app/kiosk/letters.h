/* Letters between the ui room and the desk: wishes going in, answers coming back. Both live in secret memory.
 * A letter is owned by the queue it lies in, then by whoever takes it; *_free wipes it and all it carries.
 * Made and opened in the ui room and the desk. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "wire/proof.h"

struct notices;
struct raster;
struct receipt;
struct tally;

enum job_kind {
    JOB_SAVE,       /* give a number, seal, commit: answered by SAVED or NOT_SAVED */
    JOB_WATCH,      /* tell when the platform has accepted `id` */
    JOB_NOTE,       /* a rating, a call: sealed and committed without a number; a call is answered by HEARD */
    JOB_ASK,        /* an online request: answered by RESULT or NO_RESULT */
    JOB_TALK,       /* a line for staff, and what they said: answered by TOLD or UNTOLD */
    JOB_ORDER,      /* the same about an order of `id`: answered by ORDER or NO_ORDER */
    JOB_SHEET,      /* a document for the printer of pages; its letter answers, or NO_SHEET */
    JOB_TELL,       /* an order given up: nobody waits for the answer, and it outlives the visit */
    JOB_CANCEL,     /* the request is no longer wanted */
    JOB_PRINT,      /* raster the receipt and hand it to the printer; the printer's letter answers */
    JOB_DRAFT_LOOK, /* is there a draft of this card? answered by DRAFT when there is */
    JOB_DRAFT_KEEP, /* seal `body` by card and digits: answered by DRAFT, as are the next */
    JOB_DRAFT_OPEN,
    JOB_DRAFT_DROP, /* not answered */
    JOB_TALLY,      /* keep what the devices did; not answered */
    JOB_ERRAND,     /* what somebody outside asked for has ended: `body` in a word */
    JOB_LAMP,       /* the panel's lamp to `number` percent; no answer */
    JOB_ALONE,      /* `number` 1: nobody is there; 0: somebody is; no answer */
    JOB_FORGET,     /* a visit ended: drop what was asked for it */
};
struct job {
    enum job_kind kind;
    uint64_t visit;
    uint32_t request;
    uint8_t id[16];
    char what[16];    /* the service's kind, or "rating", "emergency", "call", "seen", "left", "device" */
    char service[48]; /* service code */
    int64_t wall_ms;
    unsigned number;          /* JOB_LAMP, JOB_ALONE */
    struct secret_bytes body; /* JSON members without braces: what the person entered */
    struct receipt *receipt;  /* JOB_PRINT */
    struct secret_bytes card; /* JOB_DRAFT_*: all that it says */
    char digits[7];
    struct tally *tally; /* JOB_TALLY; owned */
};
struct job *job_new(enum job_kind kind, uint64_t visit, uint32_t request);
void job_free(void *job);

enum desk_letter_kind {
    DESK_SAVED,
    DESK_NOT_SAVED,
    DESK_ACCEPTED,
    DESK_HEARD, /* the platform has the call of this request */
    DESK_RESULT,
    DESK_NO_RESULT,
    DESK_TOLD,
    DESK_UNTOLD,
    DESK_ORDER, /* its number is that of our case */
    DESK_NO_ORDER,
    DESK_NO_SHEET, /* it did not come, so nothing is printed */
    DESK_LINE,
    DESK_QUEUE,
    DESK_PAPER,
    DESK_DRAFT,
    DESK_NOTICES,
    DESK_KEYS,  /* whose signed papers are believed from now on */
    DESK_LEAVE, /* the program ends; request: with which status */
    DESK_ERRAND /* somebody outside asks for `what` of the devices; `id` names it */
};
enum desk_trouble {
    DESK_TROUBLE_NONE,
    DESK_TROUBLE_FULL,
    DESK_TROUBLE_STORE,
    DESK_TROUBLE_OFFLINE,
    DESK_TROUBLE_LATE,
    DESK_TROUBLE_REFUSED
};
enum desk_draft {
    DESK_DRAFT_THERE,
    DESK_DRAFT_KEPT,
    DESK_DRAFT_NOT_KEPT,
    DESK_DRAFT_OPENED,
    DESK_DRAFT_WRONG,
    DESK_DRAFT_GONE
};
struct desk_letter {
    enum desk_letter_kind kind;
    uint64_t visit;
    uint32_t request;
    uint8_t id[16];
    char receipt[13];
    char code[15]; /* with the receipt: what its paper ends in */
    int64_t saved_ms;
    enum desk_trouble trouble;
    bool flag;                  /* DESK_LINE: online; DESK_QUEUE: the disk is full */
    unsigned number;            /* DESK_QUEUE: applications that wait */
    enum desk_draft draft;      /* DESK_DRAFT; number: tries left, saved_ms: until when */
    struct secret_bytes answer; /* DESK_RESULT, DESK_TOLD, DESK_ORDER: JSON; DESK_DRAFT: what was kept */
    struct notices *notices;    /* DESK_NOTICES: all that the store holds; owned */
    struct proof_keys keys;     /* DESK_KEYS */
    char what[64];              /* DESK_ERRAND */
    struct raster *paper;       /* DESK_PAPER: what goes to the printer, to be shown as well; owned */
};
struct desk_letter *desk_letter_new(enum desk_letter_kind kind, uint64_t visit, uint32_t request);
void desk_letter_free(void *letter);
