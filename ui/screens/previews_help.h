/* Example sessions of help, its answers and what it switches, for screens_previews. Each fills the caller's
 * session, after session_init; nothing is kept. Pure: tests, audit and golden pictures. */
#pragma once

#include "session/session.h"

#pragma GCC visibility push(hidden) /* short names, for the table's sake */
void help_offline(struct session *s);
void help_unread(struct session *s);
void help_evening(struct session *s);
void help_night(struct session *s);
void answer_card(struct session *s);
void answer_writing(struct session *s);
void answer_family(struct session *s);
void steady_form(struct session *s);
void talk_begun(struct session *s);
void talk_waiting(struct session *s);
void talk_answered(struct session *s);
void talk_typing(struct session *s);
void toast_choice(struct session *s);
void toast_signature(struct session *s);
#pragma GCC visibility pop
