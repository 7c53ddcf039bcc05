/* What the platform is asked and what it answers, without sockets: routes and their tests speak in these.
 * A request borrows everything; a reply owns its body and is emptied by reply_clear, which wipes it.
 * The server's room only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPLY_PROBLEM "application/problem+json"
#define REPLY_HTML "text/html; charset=utf-8"
#define REPLY_JSON "application/json"
#define REPLY_RECEIPT "application/vnd.kiosk.receipt+json"

/* Who asks, as TLS proved it: this platform's own or that of the proxy before it. */
struct peer {
    char kiosk[16];      /* the five digits of its certificate; "" when it showed none */
    char serial[41];     /* of the certificate, hexadecimal digits */
    const char *trouble; /* it showed one that does not hold: why, as a sentence; a constant */
};

struct request {
    const char *method, *path;
    const char *content_type, *authorization; /* "" when absent */
    const uint8_t *body;
    size_t len;
    const char *if_none_match;                                 /* "" or NULL when absent */
    const char *search, *only, *from;                          /* of the query "?q=&only=&from=" */
    const char *upload_offset, *upload_complete, *repr_digest; /* the same */
    const struct peer *peer;                                   /* NULL: nobody that we know */
};

enum { REPLY_TAG = 40 }; /* bytes of an entity tag, quotes and NUL included */
struct reply {
    unsigned status;
    const char *type;       /* a constant */
    const char *allow;      /* a constant; with 405 */
    const char *challenge;  /* a constant; with 401: WWW-Authenticate, NULL for Bearer */
    bool close;             /* the connection: what follows cannot be told from this request */
    unsigned retry_after_s; /* 0 = none; with 503 and 507 */
    char *body;             /* NUL-terminated; body_free wipes it */
    size_t len;
    char tag[REPLY_TAG];          /* ETag, "" for none */
    bool upload, upload_complete; /* upload: says how much of one is here */
    int64_t upload_offset;
    void (*body_free)(void *);
};

/* Copies text into secret-wiped memory. */
void reply_text(struct reply *reply, unsigned status, const char *type, const char *text);
void reply_empty(struct reply *reply, unsigned status); /* no body: the headers say it */
/* JSON with its tag: 200, or 304 without a body for who asks with that tag (If-None-Match). */
void reply_if_new(struct reply *reply, const struct request *request, const char *json);
/* RFC 9457: `slug` becomes urn:kiosk:problem:SLUG; title and detail are sentences. */
void reply_problem(struct reply *reply, unsigned status, const char *slug, const char *title,
                   const char *detail);
void reply_clear(struct reply *reply);
