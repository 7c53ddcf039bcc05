/* Example sessions of what comes when the form is filled in: delivery and payment. Each fills a session after
 * session_init. Owns nothing.
 * The ui room, audit and golden pictures. */
#pragma once

#include "session/session.h"

void delivery(struct session *s);
void delivery_post(struct session *s);
void delivery_agent(struct session *s);
void delivery_none(struct session *s);
void delivery_page(struct session *s);
void delivery_review(struct session *s);
void delivery_done(struct session *s);
void payment_asking(struct session *s);
void payment(struct session *s);
void payment_unsure(struct session *s);
void payment_unknown(struct session *s);
void payment_unknown_no_paper(struct session *s);
void payment_taking(struct session *s);
void payment_code_other(struct session *s);
void payment_code_spent(struct session *s);
void payment_offline(struct session *s);
void payment_refused(struct session *s);
void payment_leave(struct session *s);
void payment_exit(struct session *s);
void payment_timed_out(struct session *s);
void payment_practice(struct session *s);
void payment_review(struct session *s);
void payment_done(struct session *s);
void payment_stored(struct session *s);
void payment_later(struct session *s);
void payment_later_doubt(struct session *s);
