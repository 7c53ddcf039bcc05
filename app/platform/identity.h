/* The identity code (亮证码) of the reference platform: lcidentity:1: and twenty signs, given to one person
 * by a worker's order, good once within five minutes. A real authority has its own behind the same question.
 * Borrows the storage. The server's room, and the worker's main thread. */
#pragma once

#include "platform/online_parts.h"

enum { IDENTITY_TEXT = 40, IDENTITY_HOLDS_MS = 5 * 60 * 1000 };

/* Writes a new code for that person. An error says what is wrong with the number or the name. */
gboolean identity_give(struct storage *storage, const char *number, const char *name, int64_t now_ms,
                       char code[IDENTITY_TEXT], GError **error);
/* The same, printed. */
gboolean identity_print(struct storage *storage, const char *number, const char *name, int64_t now_ms,
                        GError **error);
/* The question "identity": who showed the code; it is used by that. */
void identity_answer(const struct platform *platform, const struct question *q, struct reply *reply);
