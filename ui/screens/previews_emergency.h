/* Example sessions of an emergency, by what the cabinet has. Each fills a session after session_init. Owns
 * nothing. The ui room, audit and golden pictures. */
#pragma once

#include "session/session.h"

void emergency(struct session *s);
void emergency_called(struct session *s);
void emergency_answered(struct session *s);
void emergency_calling(struct session *s);
void emergency_unheard(struct session *s);
void emergency_equipped(struct session *s); /* alarm and telephone are there */
void emergency_offline(struct session *s);  /* neither is, nor the line */
void emergency_ringing(struct session *s);
void emergency_alarm(struct session *s); /* it is all there is */
void emergency_talking(struct session *s);
void emergency_not_taken(struct session *s);
void emergency_not_made(struct session *s);
void mains_lost(struct session *s); /* no emergency of a person's: the battery carries the cabinet */
