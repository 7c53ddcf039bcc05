/* A store that refuses, as an HTTP answer: 507 when full, 503 when held or its line broke, 500 when broken.
 * Logged once, here. Owns nothing. The server's room only. */
#pragma once

#include <glib.h>

#include "platform/reply.h"

void trouble_reply(struct reply *reply, const GError *error);
