/* From a request to its answer: one table of methods and paths. The same table is what docs/platform-api.yaml
 * lists. Owns nothing. The server's room only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "platform/platform.h"
#include "platform/reply.h"

/* Bytes of a body: of batches, pieces and questions, and of all that is asked with less. */
enum { ROUTE_BODY_MAX = 8 * 1024 * 1024, ROUTE_SMALL_MAX = 16 * 1024 };

struct route {
    const char *method, *path; /* a path may end in one {parameter} */
    bool kiosk;                /* for kiosks alone: guard.h */
    const char *type;          /* the only content type it takes; NULL when it has no body */
    size_t body_max;           /* bytes; ROUTE_SMALL_MAX wherever a stranger may ask */
    void (*answer)(const struct platform *platform, const struct request *request, const char *parameter,
                   struct reply *reply);
};
const struct route *route_at(size_t index); /* NULL past the end */

/* Which one a request means, whether or not it is let in; NULL when none fits. */
const struct route *route_of(const struct request *request);

/* Everything that can be said before the body is read: 404, 405, 401, 403, 415. NULL = the reply is written.
 */
const struct route *route_admit(const struct platform *platform, const struct request *request,
                                struct reply *reply);
/* 413: at most that many bytes. */
void route_too_large(size_t body_max, struct reply *reply);
/* The whole answer, body included. */
void route_answer(const struct platform *platform, const struct request *request, struct reply *reply);
