/* Example sessions of a bundle; rows of the list in previews.c.
 * Each fills a session after session_init and owns nothing. Tests, audit and golden pictures only. */
#pragma once

#include "session/session.h"

#pragma GCC visibility push(hidden) /* short names, for the table's sake */
void bundle(struct session *s);
void bundle_young(struct session *s);
void bundle_none(struct session *s);
void bundle_editing(struct session *s);
void bundle_service(struct session *s);
void bundle_review(struct session *s);
void bundle_done(struct session *s);
void bundle_done_offline(struct session *s);
void bundle_done_no_paper(struct session *s);
#pragma GCC visibility pop
