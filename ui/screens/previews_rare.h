/* Example sessions of somebody whose name and street are written with characters that few fonts have: one of
 * every block of ideographs of GB 18030-2022. Each fills a session after session_init. Owns nothing.
 * The ui room, audit and golden pictures. */
#pragma once

#include "session/session.h"

void rare_form(struct session *s);   /* typed into a field */
void rare_review(struct session *s); /* as it is read through */
void rare_done(struct session *s);   /* on the paper too */
