/* The notices that hold, one after another, beginning with the one that was opened: 第 2 条，共 3 条. Values
 * and borrowed notices; nothing is owned. Pure: any room that has the session. */
#pragma once

#include "session/session.h"

struct notice_round {
    unsigned at, of; /* at counts from 1; 0: what is read holds no longer */
};
struct notice_round notice_round(const struct session *s);
/* The one at a place of the round, counted from 1; NULL: there is none. */
const struct notice *notice_in_round(const struct session *s, unsigned at);
