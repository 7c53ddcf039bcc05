/* 办事进度: how far the cases of one person are, and whose a case is. The store keeps a hash of the identity
 * number, keyed by the platform's own secret: nobody else can try numbers against it. The server's room only.
 */
#pragma once

#include <stdbool.h>

#include "platform/online_parts.h"

enum { CASES_ABOUT = CATALOG_NAME_BYTES + 1 };

/* Whose this opened record is; false when it names nobody. */
bool cases_owner(const struct platform_keys *keys, const void *record, size_t len,
                 uint8_t owner[STORAGE_OWNER_BYTES]);
/* Of a request for an answer by message, the code of the service that was asked; "" for anything else. */
void cases_about(const void *record, size_t len, char about[CASES_ABOUT]);
/* Those that an earlier release filed get their owner: once, before the first question. */
gboolean cases_catch_up(const struct platform *platform, GError **error);
/* The question: all cases of the person, the newest first; docs/format-line.md has the answer. */
void cases_answer(const struct platform *platform, const struct question *q, struct reply *reply);
