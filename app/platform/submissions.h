/* POST /v1/submissions: a CloudEvents batch of sealed boxes; opened, checked, stored durably, then
 * acknowledged. Nothing is kept when the store refuses. What was opened is wiped before the reply leaves. The
 * server's room only. */
#pragma once

#include "platform/platform.h"
#include "platform/reply.h"
#include "wire/messages.h"

#define SUBMISSIONS_TYPE WIRE_TYPE_BATCH

void submissions_answer(const struct platform *platform, const struct request *request, const char *unused,
                        struct reply *reply);

/* The same of a batch that came another way: opened, checked, stored durably; `results` gets one for each
 * item. FALSE, and nothing is kept, when the store refuses. Any thread, with a storage of its own. */
gboolean submissions_take(const struct platform *platform, const struct message_batch *batch,
                          struct message_result *results, GError **error);
