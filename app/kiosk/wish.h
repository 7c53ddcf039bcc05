/* The time and the place that somebody wished and did not get, in words for the staff who book it: Chinese,
 * whatever language the visit has. Pure; personal: wipe it. The ui room, and tests. */
#pragma once

#include <stddef.h>

#include "session/case.h"

enum { WISH_TEXT = 192 }; /* bytes: all of it, with the longest place of a catalog */
/* 12 月 1 日（周二）上午 8:30，社区卫生服务站; "" when no time was picked. */
void wish_words(char *to, size_t cap, const struct asked *asked);
