/* The bodies of requests while they come in, and the room that they share: a kiosk with many open bodies, be
 * they large or slow, takes no other kiosk's. The server's thread alone. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/routes.h"

enum {
    BODIES_SMALL = 64 * 1024,           /* bytes: up to that a body has always room, as a call for help */
    BODIES_OF_ONE = 2 * ROUTE_BODY_MAX, /* larger ones of one sender together */
    BODIES_OF_ALL = 8 * ROUTE_BODY_MAX, /* and of all */
    BODIES_REQUEST_MS = 60 * 1000,      /* a whole body takes no longer */
    BODIES_LOOK_MS = 10 * 1000,         /* and one that is not small brings in each such time */
    BODIES_LEAST = 4 * 1024,            /* so many bytes: a fifth of what the weakest honest line does */
    BODIES_DISCARD_MAX = 2 * ROUTE_BODY_MAX, /* of a refused body so much is read to answer politely */
    BODIES_WHO = 48                          /* the five digits of a kiosk, or an address; with NUL */
};

struct bodies;
struct bodies *bodies_new(void);
void bodies_free(struct bodies *bodies); /* all bodies have ended; NULL is fine */

enum body_state { BODY_TAKEN, BODY_TOO_LARGE, BODY_CROWDED };
struct body { /* read only: `data`, `len`, `state` */
    enum body_state state;
    uint8_t *data; /* owned; wiped by body_end, and when there is no room for the rest */
    size_t len;
    struct bodies *bodies;
    char who[BODIES_WHO];
    size_t cap, seen, seen_before; /* seen_before: when it was looked at last */
    size_t most;
    int64_t begun_ms, looked_ms;
};
/* Of `who`, with at most `most` bytes. Times are monotonic milliseconds. Borrows `bodies`. */
void body_begin(struct body *body, struct bodies *bodies, const char *who, size_t most, int64_t now_ms);
/* FALSE: enough, or too slow: cut the line. What has no room is refused when the sender has finished:
 * `state`. */
bool body_take(struct body *body, const void *data, size_t len, int64_t now_ms);
void body_end(struct body *body); /* more than once is fine */
