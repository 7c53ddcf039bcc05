/* Example sessions of a form put aside, for tests, audit and golden pictures. Each fills what session_init
 * left. Owns nothing. Tests, and the previews' table. */
#pragma once

#include "session/session.h"

void draft_choosing(struct session *s);
void draft_easy(struct session *s);
void draft_different(struct session *s);
void draft_not_kept(struct session *s);
void draft_again(struct session *s);
void draft_keeping(struct session *s);
void draft_kept(struct session *s);
void draft_asking(struct session *s);
void draft_wrong(struct session *s);
void draft_gone(struct session *s);
void draft_unfit(struct session *s);
void draft_offered(struct session *s);
void home_draft(struct session *s);
