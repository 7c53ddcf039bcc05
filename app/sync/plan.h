/* What to send next, and when: every decision of the drain, from an answer to the next step.
 * A struct of the caller without pointers; time and chance are handed in.
 * Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PLAN_BATCH_FIRST = 20, /* items */
    PLAN_BATCH_MAX =
        100, /* items, reached by doubling after each full success; halved when it came too late */
    PLAN_BACKOFF_BASE_MS = 2000,
    PLAN_BACKOFF_CAP_MS = 300 * 1000,
    PLAN_RETRY_AFTER_CAP_S = 3600,
    PLAN_ALARM_AFTER = 3, /* answers in a row that were not the platform's */
    PLAN_BOOT_MS = 600 * 1000,
    PLAN_OWN_MS = 60 * 1000 /* a shorter fault is this kiosk's own */
};

/* An answer as the plan sees it. */
struct plan_answer {
    bool reached; /* false: no HTTP answer (network, TLS, time-out) */
    bool late;    /* not reached because the time was up: too much for this line at once */
    int status;
    bool receipt;           /* the media type is WIRE_TYPE_RECEIPT and the body parsed */
    bool ours;              /* problem+json or our JSON: the platform speaks, not a portal */
    int64_t retry_after_ms; /* 0 = not said; already capped */
};
enum plan_verdict {
    PLAN_TAKE,      /* take the results, next batch at once */
    PLAN_HALVE,     /* the batch is refused: halve it; of one item: park it */
    PLAN_PARK,      /* that single item is refused */
    PLAN_WAIT,      /* back off, then the same again */
    PLAN_NOT_OURS,  /* portal or wrong address: back off */
    PLAN_LOCKED_OUT /* 401, 403: back off at the cap, alarm; the queue goes on growing */
};
struct plan {
    unsigned batch;        /* items of the next request */
    unsigned failures;     /* in a row: the exponent of the backoff */
    bool unreached;        /* the last failure was the network's */
    unsigned strangers;    /* answers in a row that were not the platform's */
    int64_t not_before_ms; /* monotonic; 0 = at once */
    bool unhurried;        /* that wait is for other kiosks' sake */
};
void plan_init(struct plan *plan);
/* One answer to a batch of `sent` items; `random` in 0..UINT32_MAX. Moves the plan on. */
enum plan_verdict plan_answered(struct plan *plan, const struct plan_answer *answer, unsigned sent,
                                int64_t now_ms, uint32_t random);
/* Items of the request after this one, should this one succeed. */
unsigned plan_batch_after(const struct plan *plan);
/* A step of a longer errand went well (a piece of an upload): the line stands. */
void plan_moved(struct plan *plan);
/* The kiosk has a new identity: whatever was waited for, it may try at once. */
void plan_admitted(struct plan *plan);
/* The line is back: no waiting for a network that is there; a Retry-After of the platform still holds. Who
 * was away for longer than PLAN_OWN_MS was so with many others: what waits goes uniformly within half the
 * time that it was away, at most the cap, so that a platform that comes back meets no more than it is used
 * to. */
void plan_line_back(struct plan *plan, int64_t away_ms, int64_t now_ms, uint32_t random);
/* Somebody stands there and has handed something in: a wait for other kiosks' sake is over. */
void plan_bell(struct plan *plan);
/* Until the next look at the line, when nothing is to be sent. Online uniform within the second half of
 * `look_ms`; away sooner at first, for most faults are short, and then no more often than online, `missed`
 * looks in a row. */
int64_t plan_look_ms(bool online, unsigned missed, int64_t look_ms, uint32_t random);
/* The platform says 'not now', of a request or of one of its items. */
bool plan_passing(int status);
bool plan_alarm(const struct plan *plan, enum plan_verdict verdict); /* staff should know */

/* After a power cut a whole city boots at once: the first request of a machine that has just started waits
 * uniformly in 0..splay_s. One whose agent alone began anew (boot_ms, since boot, is beyond ten minutes) does
 * not. */
int64_t plan_splay_ms(int64_t boot_ms, int splay_s, uint32_t random);
/* That wait begins, at `now_ms` since boot; how long it is. */
int64_t plan_boot(struct plan *plan, int splay_s, int64_t now_ms, uint32_t random);
/* Full jitter: uniform in 0..min(cap, base·2^failures). */
int64_t plan_backoff_ms(unsigned failures, uint32_t random);
/* The Date of an answer (RFC 9110 6.6.1) in Unix seconds; -1 when there is none. */
int64_t plan_date_unix(const char *date);
/* Retry-After, RFC 9110 10.2.3: seconds or an HTTP date (against the answer's own Date when given, else now).
 * Milliseconds, capped at one hour; 0 when malformed. */
int64_t plan_retry_after_ms(const char *value, const char *date, int64_t now_unix_s);
