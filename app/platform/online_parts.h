/* What the answers to online questions share: the question taken apart, rows, the whole answer. Inside
 * app/platform only. A question borrows from the request's JSON and lives for that call; a reply is the
 * caller's. The server's room only. */
#pragma once

#include <jansson.h>

#include "catalog/service.h"
#include "platform/platform.h"
#include "platform/reply.h"

struct question {
    const char *kind, *service, *receipt, *name, *person; /* "" when absent */
    const json_t *body;                                   /* for what else a kind asks */
};

const char *online_member(const json_t *object, const char *name); /* a text; "" when absent */
/* What a row is called is translated for Taiwan by locale/: mark it. */
#define N_(zh) zh
void online_row(json_t *rows, const char *zh, const char *en, const char *value);
/* The same, and what the value means (takes `means`, docs/format-line.md): the kiosk says it in its language.
 */
void online_row_means(json_t *rows, const char *zh, const char *en, const char *value, json_t *means);
void online_send_json(struct reply *reply, json_t *answer); /* takes the answer */
json_t *online_moment(const char *member, int64_t unix_ms); /* {"moment": "2026-11-23T03:40:00.000Z"} */
/* Takes `rows`. */
void online_send(struct reply *reply, struct label title, struct label note, const char *verify,
                 json_t *rows);
/* Rows are options: takes `rows` and `offer`, see docs/format-line.md. */
void online_send_offer(struct reply *reply, struct label title, json_t *rows, json_t *offer);
/* False with a written reply when nobody is named, or the number is no identity number. */
bool online_knows_person(const struct question *q, struct reply *reply);
/* The same, and that person is so many whole years old today. */
bool online_is_of_age(const struct platform *platform, const struct question *q, unsigned least,
                      struct reply *reply);

/* online_progress.c: of one receipt. */
void progress_answer(const struct platform *platform, const struct question *q, struct reply *reply);

/* online_certificate.c: issued, stored and told; then as a page. */
void certificate_answer(const struct platform *platform, const struct question *q, struct reply *reply);
void certificate_document(const struct platform *platform, const struct question *q, struct reply *reply);
