/* The platform's two pages for a phone: how far an application is, and whether a certificate is genuine.
 * Plain HTML without script, cookie or anything from elsewhere. States only on the first, a masked name on
 * the second. The server's room only. */
#pragma once

#include "platform/platform.h"
#include "platform/reply.h"

void page_home(const struct platform *platform, const struct request *request, const char *unused,
               struct reply *reply);
void page_progress(const struct platform *platform, const struct request *request, const char *receipt,
                   struct reply *reply);
void page_certificate(const struct platform *platform, const struct request *request, const char *number,
                      struct reply *reply);
void page_booking(const struct platform *platform, const struct request *request, const char *number,
                  struct reply *reply); /* pages_booking.c */
