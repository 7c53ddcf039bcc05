/* Bookings of the demo's services: what is free in the next fourteen working days, one open booking a person
 * and service, and giving it back. Days, times and numbers of people are of one table; how they stand is in
 * the store. Whoever booked is kept as a keyed hash and a telephone number, neither is logged. An authority
 * puts its own calendar here: the demo's knows weekends and no holidays. The server's room only. */
#pragma once

#include "platform/online_parts.h"

enum { BOOKING_NUMBER_DIGITS = 12 };

/* Kind `booking.offer`: what there is to pick from; or the booking that this person has. */
void booking_offer(const struct platform *platform, const struct question *q, struct reply *reply);
/* Kind `booking`, with "case", "pick" and the answers of the form: the ticket; or a fresh offer when somebody
 * else was faster. The same case again is the same booking. */
void booking_take(const struct platform *platform, const struct question *q, struct reply *reply);
/* Kind `booking.cancel`: whoever has none to cancel is told so, and nothing changes. */
void booking_cancel(const struct platform *platform, const struct question *q, struct reply *reply);
/* What a place of that service is called; NULL when there is none. */
const struct label *booking_place(const char *service, const char *place);
/* Codes for a message, a comma between two: of the services that can be booked; of the places of one, NULL
 * when it is none of them. g_free. */
char *booking_services(void);
char *booking_places(const char *service);
