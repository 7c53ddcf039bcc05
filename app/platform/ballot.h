/* Votes of the community: what is asked now, and one ballot a person. The demo has one question; how it
 * stands is in the store. Whoever voted is kept as a keyed hash, what was voted as a count: nothing joins
 * them, and neither is logged. The server's room only. */
#pragma once

#include "platform/online_parts.h"

/* Kind `ballot`: the question, its options and plan, how many voted; or that this person has voted. */
void ballot_answer(const struct platform *platform, const struct question *q, struct reply *reply);
/* Kind `vote`, with "ballot" and "pick". Said again it counts once. */
void ballot_cast(const struct platform *platform, const struct question *q, struct reply *reply);
