/* 办事进度: the cases of the person of the card, as the platform told them, and which one is looked at. Part
 * of the case (case.h): wiped with it; owns nothing. Readers are pure, deeds are in deeds_progress.c. The ui
 * room alone may touch it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "session/pay.h"

/* clang-format off */
enum { PROGRESS_CASES = 16, PROGRESS_STEPS = 8, PROGRESS_CODE = 49, PROGRESS_WHAT = 49 /* twelve characters */, PROGRESS_SAID = 161 /* forty */ };

enum progress_state { PROGRESS_RECEIVED, PROGRESS_REVIEWING, PROGRESS_SUPPLEMENT /* something is missing */, PROGRESS_APPROVED, PROGRESS_REFUSED, PROGRESS_DONE };
struct progress_step { enum progress_state state; int64_t at_ms; };

struct progress_case {
    char number[13];                 /* of the receipt; a bundle's parts share theirs */
    char service[PROGRESS_CODE], part[PROGRESS_CODE]; /* codes of the catalog; part "" for what is none */
    char about[PROGRESS_CODE];       /* of a request for an answer by message: the service that was asked */
    char name[2][96], department[2][96]; /* as the platform told them, zh and en: for what the catalog does not know */
    char what[2][PROGRESS_WHAT]; int64_t by_ms; /* while something is missing: what, until which day; "", 0: not said */
    char said[PROGRESS_SAID];        /* what a worker said of the newest step, as it was written; "" for nothing */
    struct { char number[PAY_NUMBER], url[PAY_URL]; unsigned fen; } ereceipt; /* of what was paid; "" for nothing */
    int64_t at_ms;                   /* handed in */
    struct progress_step steps[PROGRESS_STEPS]; /* oldest first */
    unsigned step_count;
};
struct progress {
    bool told;                       /* the platform answered, if only that there are none */
    struct progress_case cases[PROGRESS_CASES]; /* what waits for the resident first, else the newest first */
    unsigned count, more /* older ones, not in here */, shown;
};
/* clang-format on */

enum progress_state progress_state(const struct progress_case *kase); /* the newest */
bool progress_waits(const struct progress_case *kase);                /* for something of the resident */
bool progress_over(const struct progress_case *kase);    /* refused, done, or a question answered */
unsigned progress_open(const struct progress *progress); /* how many are not over */
void progress_order(struct progress *progress);          /* what waits first; else as it was told */

struct session;
bool progress_by_receipt(const struct session *s); /* asked by the paper that was shown, not by a card */
const struct progress_case *progress_shown(const struct session *s); /* NULL when there is none */
