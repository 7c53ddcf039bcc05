/* A proxy that does to a line what lines, portals and busy platforms do. A raw one carries the bytes of TLS
 * and knows only how many (told to CONNECT, it is the proxy of a company: with PROXY_PORTAL it wants to be
 * paid first); a speaking one ends TLS on both sides and knows requests and answers. It has one thread and
 * serves one connection at a time; the test says before each request what is to happen to it. proxy_free ends
 * the thread. Everything from the test's thread. */
#pragma once

#include <glib.h>

enum proxy_fault {
    PROXY_NONE,
    /* raw: after `k` more bytes */
    PROXY_CUT_UP,   /* of the kiosk's, the line is cut */
    PROXY_CUT_DOWN, /* of the platform's */
    PROXY_STALL,    /* of either, nothing moves any more, and nobody is told */
    /* speaking */
    PROXY_LOSE_REQUEST, /* cut before the platform gets it */
    PROXY_LOSE_ANSWER,  /* the platform has done it, and its answer is lost */
    PROXY_HALF_ANSWER,  /* half of it comes */
    PROXY_REPEAT,       /* the platform gets the request twice */
    PROXY_REPEAT_LATE,  /* and again after the next one */
    PROXY_DELAY,        /* the answer drips in */
    PROXY_PORTAL,       /* 200 with a page to log in */
    PROXY_PORTAL_202,   /* the right number, and HTML */
    PROXY_REDIRECT,
    PROXY_TOO_MANY, /* 429, Retry-After in seconds */
    PROXY_BUSY,     /* 503, Retry-After as a date */
    PROXY_GATEWAY,  /* 502 with HTML */
    PROXY_STRANGER, /* 202, the right media type, and receipts of other submissions */
    PROXY_EMPTY,    /* 202, the right media type, and no receipt */
    PROXY_ENDLESS,  /* an error page without an end */
    PROXY_FAULTS,
    PROXY_SPEAKING = PROXY_LOSE_REQUEST
};
struct proxy_seen {    /* of the connection that last ended or stands, in bytes */
    GArray *up, *down; /* size_t: where each TLS record ended */
};
struct proxy;
/* `keys` has tls.crt, tls.key and ca.crt: NULL makes a raw one. Listens on 127.0.0.1. */
struct proxy *proxy_new(unsigned platform_port, const char *keys);
unsigned proxy_port(const struct proxy *proxy);
/* Of the next request, or of the bytes from now on. */
void proxy_next(struct proxy *proxy, enum proxy_fault fault, size_t k);
/* Waits until it has happened. */
void proxy_wait_done(struct proxy *proxy);
/* The connection that stands is cut, so that the next request begins with a handshake. */
void proxy_hang_up(struct proxy *proxy);
/* Raw: where the records of the connection since the last hang-up ended. Free with proxy_seen_clear. */
struct proxy_seen proxy_records(struct proxy *proxy);
void proxy_seen_clear(struct proxy_seen *seen);
unsigned proxy_connections(struct proxy *proxy);
void proxy_free(struct proxy *proxy);
