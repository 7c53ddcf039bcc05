/* Booking a time to come: what the platform has free, which day and time of it the resident looks at, and the
 * ticket of the one that stands. Part of the case (case.h): wiped with it; owns nothing. Readers are pure,
 * deeds are in deeds_booking.c. The ui room alone may touch it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* clang-format off */
enum { BOOKING_SLOTS = 192, BOOKING_DAYS = 32, BOOKING_CODE = 32, BOOKING_PLACE = 32, BOOKING_NUMBER = 13 };

struct booking_slot { char code[BOOKING_CODE], place[BOOKING_PLACE]; int64_t at_ms; unsigned left; };

enum ticket_is { TICKET_IS_NONE, TICKET_IS_BOOKED, TICKET_IS_HELD /* since an earlier visit */, TICKET_IS_CANCELLED };
struct ticket {
    enum ticket_is is;
    char number[BOOKING_NUMBER]; /* "" when there was nothing to cancel */
    int64_t at_ms;
    char place[2][96], address[2][96]; /* by language, zh and en */
};
struct booking {
    char by[BOOKING_PLACE];  /* the field of the form whose answer is a slot's place; "" for any */
    struct booking_slot slots[BOOKING_SLOTS]; /* earliest first */
    unsigned slot_count;
    bool taken;              /* what was picked went to somebody else: these are left */
    int64_t day_ms;          /* the first slot of the day that was picked; 0 for none */
    bool times;              /* that day's times are shown, else the days */
    bool cancels;            /* what is asked once more, and sent, is giving it back */
    struct ticket ticket;
};
struct booking_day { int64_t at_ms; unsigned left; }; /* its first slot; how many may still come that day */
/* clang-format on */

struct case_file;
struct session;
/* The days there are for what the form answered, full ones too; at most `cap`. */
unsigned booking_days(const struct session *s, struct booking_day *days, unsigned cap);
/* The times of the day that was picked, full ones too: which of the slots; at most `cap`. */
unsigned booking_times(const struct session *s, unsigned *slots, unsigned cap);
/* The slot that was picked, or NULL. */
const struct booking_slot *booking_picked(const struct session *s);
