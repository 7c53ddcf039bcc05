/* Example sessions of a request for an answer by message: from the question that got none to its answer.
 * Owns nothing; tests, audit and golden pictures only. */
#pragma once

#include "session/session.h"

#pragma GCC visibility push(hidden)
void request_service(struct session *s);
void request_phone(struct session *s);
void request_review(struct session *s);
void request_sending(struct session *s);
void request_done(struct session *s);
void request_done_offline(struct session *s);
void request_booking_review(struct session *s);
void request_booking_sending(struct session *s);
void request_booking_done(struct session *s);
void request_booking_done_offline(struct session *s);
void request_done_no_paper(struct session *s);
void request_waiting(struct session *s);
void request_answered(struct session *s);
#pragma GCC visibility pop
