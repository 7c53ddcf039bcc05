/* Example sessions of bookings: the days, the times, the ticket, and giving it back. Owns nothing; tests,
 * audit and golden pictures only. */
#pragma once

#include "session/session.h"

#pragma GCC visibility push(hidden)
void booking_service(struct session *s);
void booking_where(struct session *s);
void booking_days_free(struct session *s);
void booking_day_picked(struct session *s);
void booking_day_unpicked(struct session *s);
void booking_taken(struct session *s);
void booking_full(struct session *s);
void booking_times_free(struct session *s);
void booking_time_picked(struct session *s);
void booking_confirm(struct session *s);
void booking_sending(struct session *s);
void booking_made(struct session *s);
void booking_made_no_paper(struct session *s);
void booking_held(struct session *s);
void booking_give_back(struct session *s);
void booking_cancelling(struct session *s);
void booking_cancelled(struct session *s);
void booking_none(struct session *s);
void booking_offline(struct session *s);
void booking_late(struct session *s);
void booking_late_cancel(struct session *s);
void booking_practice(struct session *s);
#pragma GCC visibility pop
