/* Nobody stands before it: whether that is so, and how light the picture is then. The kiosk owns all of it;
 * the ui room. */
#pragma once

#include <stdbool.h>

struct kiosk;
struct session;

/* In standby or out of service, and nothing lies over it. */
bool night_alone(const struct session *s);
/* The desk hears when that changes. */
void night_tell(struct kiosk *k);
/* By the panel's lamp, at the desk; else the returned percent is painted, 0: nothing of it. */
unsigned night_dim(struct kiosk *k);
