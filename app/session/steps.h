/* The steps of a service, one after the other; those with nothing to ask are left out.
 * Owns nothing; texts live as long as the program.
 * The ui room. */
#pragma once

#include "session/session.h"

/* The step behind the present one; within the form, the next page (written to `page`). */
enum step steps_next(const struct session *s, unsigned *page);
/* For the bar 第 2 步，共 5 步：填一填. Both 0 outside a service. */
unsigned steps_total(const struct session *s);
unsigned steps_number(const struct session *s);
/* What the next page of the form begins, for 下一步：在哪儿; "" when it begins nothing. */
const char *steps_next_title(const struct session *s);
const char *steps_title(const struct session *s); /* in the session's language; "" outside a service */
