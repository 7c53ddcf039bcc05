/* The last pages while something still lies in the cabinet: previews for tests, audit and golden pictures.
 * Owns nothing. Tests, audit and golden pictures only. */
#pragma once

#include "session/session.h"

void standby_page(struct session *s);
void done_card(struct session *s);
void done_social(struct session *s); /* a social-security card is still in its slot */
void standby_social(struct session *s);
void done_slip(struct session *s);
void done_offline_card(struct session *s);
void rating_page(struct session *s);
