/* What the done page and the receipt say alike. Texts live as long as the program. The ui room. */
#pragma once

#include "session/session.h"

bool done_owes(const struct session *s);         /* handed in, and to be paid at the counter */
const char *done_title(const struct session *s); /* 交好了, or what is missing yet */
