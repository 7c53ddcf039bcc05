/* The fleet page: every kiosk on plain HTML for the operator's browser, who needs a hand first. Nothing of
 * any resident. Borrows everything. The server's room only. */
#pragma once

#include "platform/platform.h"
#include "platform/reply.h"

/* GET /fleet?q=TEXT&only=trouble&from=N: with the operator's password. */
void page_fleet(const struct platform *platform, const struct request *request, const char *unused,
                struct reply *reply);
