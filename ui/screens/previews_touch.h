/* Pages while the touch panel is gone: previews for tests, audit and golden pictures.
 * Owns nothing. Tests, audit and golden pictures only. */
#pragma once

#include "session/session.h"

void touch_gone(struct session *s);
void touch_gone_keys(struct session *s);
void touch_gone_inside(struct session *s);
