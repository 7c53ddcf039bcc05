/* What the pages for a phone share: head and foot, and what to say when there is nothing to show. Inside
 * app/platform only. Owns nothing; a reply is the caller's. The server's room only. */
#pragma once

#include <glib.h>

#include "platform/reply.h"

void pages_send(struct reply *reply, unsigned status, GString *body); /* `body` stays the caller's */
void pages_sorry(struct reply *reply, unsigned status, const char *title, const char *advice);
void pages_away(struct reply *reply, const GError *error); /* the store does not answer: logged here */
