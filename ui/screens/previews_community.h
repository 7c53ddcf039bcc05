/* Example sessions of what happens in the community; rows of the list in previews.c.
 * Each fills a session after session_init and owns nothing. Tests, audit and golden pictures only. */
#pragma once

#include "session/session.h"

#pragma GCC visibility push(hidden) /* short names, for the table's sake */
void report_service(struct session *s);
void report_kind(struct session *s);
void report_kind_chosen(struct session *s);
void report_where(struct session *s);
void report_words(struct session *s);
void report_review(struct session *s);
void report_done(struct session *s);
void report_done_offline(struct session *s);
void report_done_no_paper(struct session *s);
void vote(struct session *s);
void vote_picked(struct session *s);
void vote_unpicked(struct session *s);
void vote_confirm(struct session *s);
void vote_plan(struct session *s);
void vote_sending(struct session *s);
void vote_in(struct session *s);
void vote_late(struct session *s);
#pragma GCC visibility pop
