/* Picking one of what the platform offers now, and 投票 above all. Pages copy what they keep.
 * Owns nothing. Pure: the ui room, and tests. */
#pragma once

#include "ui/screens/parts.h"

const char *pick_label(const struct session *s, unsigned row); /* of an option; borrowed from the case */
