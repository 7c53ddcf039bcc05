/* What the server does by itself, whether or not anybody comes again: what is due is paid back (cashier.h),
 * and what had its time is forgotten (storage_forget.h). Opens a store of its own, so that requests do not
 * wait for it. Belongs to the program's main thread. Several platforms may do so on one store. */
#pragma once

#include "base/clock.h"
#include "platform/cashier.h"

enum { HOUSEKEEPING_ROUND_S = 5 };

struct housekeeping;
/* A round of the cashier every HOUSEKEEPING_ROUND_S on the main context; in the first of them and then once a
 * minute what is over is forgotten, and wiped from the store's files. What fails is logged, and done by a
 * later round. `cashier` is borrowed. NULL and an error of storage.h when the store does not open. */
struct housekeeping *housekeeping_start(const char *store, const struct cashier *cashier,
                                        const struct clock *clock, GError **error);
void housekeeping_stop(struct housekeeping *house); /* NULL is fine */
