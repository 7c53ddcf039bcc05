/* POST /v1/online: what a resident asks in front of the kiosk and wants answered now: a query, a certificate,
 * progress. The answer is personal and wiped once it is sent. The server's room only. */
#pragma once

#include "platform/platform.h"
#include "platform/reply.h"

#define ONLINE_TYPE "application/json"

void online_answer(const struct platform *platform, const struct request *request, const char *unused,
                   struct reply *reply);
