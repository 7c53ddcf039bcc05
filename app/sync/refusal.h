/* Why an answer is not what was asked for, as one sentence for the log: what happened, and what to do.
 * Nothing personal. Pure: any room. */
#pragma once

#include "sync/client.h"

enum { REFUSAL_TEXT = 512 };

/* `answer`: not reached, or none of those that the asker takes. */
void refusal_write(const struct client_answer *answer, char out[REFUSAL_TEXT]);
