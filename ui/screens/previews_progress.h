/* Example sessions of 查进度: what waits for the resident, what goes on, what is over, and nothing at all.
 * Owns nothing; tests, audit and golden pictures only. */
#pragma once

#include "session/session.h"

#pragma GCC visibility push(hidden)
void progress(struct session *s);
void progress_going_on(struct session *s);
void progress_paid(struct session *s);
void progress_alone(struct session *s);
void progress_ended(struct session *s);
void progress_refused(struct session *s);
void progress_none(struct session *s);
void progress_unprinted(struct session *s);
void progress_no_printer(struct session *s);
void receipt_asking(struct session *s);
void receipt_told(struct session *s);
void receipt_unknown(struct session *s);
void receipt_offline(struct session *s);
#pragma GCC visibility pop
