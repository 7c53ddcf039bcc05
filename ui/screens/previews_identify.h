/* Example sessions of the card reader, and of what can be wrong with a card or with it.
 * Owns nothing; the session borrows the catalog. Tests, audit and golden pictures only. */
#pragma once

#include "session/session.h"

void preview_identify(struct session *s);
void identify_unread(struct session *s);
void identify_hasty(struct session *s);
void identify_forgotten(struct session *s);
void identify_gone(struct session *s);
void identify_young(struct session *s);
void identify_expired(struct session *s);
void identify_code(struct session *s);
/* The same with a slot for social-security cards: beside the other reader, alone, and what it met. */
void identify_social(struct session *s);
void identify_social_only(struct session *s);
void identify_social_unread(struct session *s);
void identify_social_hasty(struct session *s);
void identify_social_other(struct session *s);
void identify_social_guarded(struct session *s);
void identify_social_left(struct session *s);
void identify_asking(struct session *s);
void identify_refused(struct session *s);
void identify_late(struct session *s);
void identify_unconnected(struct session *s);
