/* The asker: a room that carries the online questions of a visit to the platform, one at a time, and answers
 * by their deadline. Owned by the program; asker_free takes NULL. `answered` is called in the main context
 * and borrows the answer. Everything from the main room. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "base/config.h"
#include "base/secret.h"

/* `problem` NULL: `answer` is a JSON object of the platform. */
typedef void (*asker_answered)(void *data, unsigned client, uint32_t request,
                               const struct secret_bytes *answer, const char *problem);
struct asker;
struct asker *asker_new(const struct config *config, asker_answered answered, void *data, GError **error);
void asker_ask(struct asker *asker, unsigned client, uint32_t request, int deadline_ms,
               struct secret_bytes json); /* takes it */
void asker_cancel(struct asker *asker, unsigned client, uint32_t request);
void asker_free(struct asker *asker);
