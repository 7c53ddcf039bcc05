/* What the community answers by itself: who comes for a reported problem, and when. The demo's wardens are a
 * table of invented people; who was sent stands in the store and stays. The server's room only. */
#pragma once

#include "platform/online_parts.h"

/* Kind `report`, with the receipt of a report that was handed in: rows 谁来, 什么时候. */
void community_answer_report(const struct platform *platform, const struct question *q, struct reply *reply);
