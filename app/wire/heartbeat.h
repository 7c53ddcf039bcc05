/* What a kiosk tells of itself at a poll, and what it is told back: POST /v1/heartbeat. Counts and words of
 * the machine, nothing of any person. Structs are the caller's and own nothing beyond themselves. Pure: any
 * room. */
#pragma once

#include "wire/messages.h"

#define WIRE_PATH_HEARTBEAT "/v1/heartbeat"
#define WIRE_TYPE_HEARTBEAT "application/vnd.kiosk.heartbeat+json"

enum {
    HEARTBEAT_DEVICES = 16,   /* slots of a cabinet */
    HEARTBEAT_PRIORITIES = 5, /* emergency, reports, applications, ratings, telemetry */
    HEARTBEAT_BODY_MAX = 16 * 1024,
    HEARTBEAT_NEXT_MIN_S = 1,
    HEARTBEAT_NEXT_MAX_S = 24 * 3600
};

struct heartbeat_device {                     /* counts are those of today */
    char slot[16], status[16], attention[16]; /* words of devices/device.h; attention "" when all is well */
    uint32_t done, failed, lost;
};
struct heartbeat {
    char kiosk[WIRE_KIOSK_MAX]; /* the five digits */
    char release[32];
    int64_t at_ms; /* the kiosk's own clock: how wrong it is, the platform sees */
    int64_t uptime_s;
    uint32_t waiting, parked;                  /* rows of the outbox; parked: a person must look */
    uint32_t waiting_of[HEARTBEAT_PRIORITIES]; /* the waiting, by priority */
    int64_t oldest_s;                          /* age of the oldest waiting row; 0 when none waits */
    uint32_t visits;      /* that ended today; 0 also of an older kiosk, which does not say */
    int64_t disk_free_mb; /* where the outbox lies; MB of 10^6 bytes */
    struct heartbeat_device devices[HEARTBEAT_DEVICES];
    size_t device_count;
};
GBytes *message_heartbeat_build(const struct heartbeat *beat); /* g_bytes_unref */
/* MESSAGE_ERROR_FORM when a member is missing, too long, negative or no word of a-z, 0-9, - and '.'. */
gboolean message_heartbeat_parse(const void *body, size_t len, struct heartbeat *out, GError **error);

/* The answer: when to come again, the platform's time, and which receipt numbers are given (wire/receipt.h).
 * "commands" is a list, empty in this release: it is where orders to a kiosk will stand, and a kiosk that
 * knows none of them does nothing. */
struct heartbeat_answer {
    int64_t next_s, now_ms;
    uint32_t receipts_given;
};
GBytes *message_heartbeat_answer_build(const struct heartbeat_answer *answer);
/* next_s outside of MIN and MAX is drawn to the nearer one: no answer can silence a kiosk, or make it shout.
 */
gboolean message_heartbeat_answer_parse(const void *body, size_t len, struct heartbeat_answer *out,
                                        GError **error);
