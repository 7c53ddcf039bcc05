/* A kiosk that is about to lose its power with a long WAL: a folder at work, and one beside it for the copies
 * that are to recover. The caller owns what hot_new gives. The test's only room. */
#pragma once

#include "store_work.h"

struct hot {
    char *from, *to;
    struct work *work; /* open, in `from` */
};
struct hot *hot_new(void);
void hot_free(struct hot *hot);
/* As cmocka's tear-down of a test whose state is one. */
int hot_tear_down(void **state);
