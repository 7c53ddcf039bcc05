/* What an answer says of bookings: times that are free, or the one that somebody has.
 * Texts belong to the answer's document; the array of slots is the answer's, freed with it. Pure: any room.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_t;

enum { MESSAGE_SLOTS = 192, MESSAGE_SLOT_MOST = 1000, MESSAGE_TICKET_DIGITS = 12 };

struct message_slot {
    const char *code, *place; /* place: what the answer named by the offer's `by` must be; "" for any */
    int64_t at_ms;
    unsigned left;
};
enum ticket_state {
    TICKET_NONE,
    TICKET_BOOKED,   /* just now */
    TICKET_HELD,     /* since an earlier visit: no other one is made */
    TICKET_CANCELLED /* nothing stands; its number is "" when there was none */
};
struct message_ticket {
    enum ticket_state state;
    const char *number, *place_zh, *place_en, *address_zh, *address_en;
    int64_t at_ms; /* 0 without a number */
};

struct message_offer;
/* "slots":[{"code","at","place","left"}] of an offer, none when absent. False when one of them is wrong. */
bool message_slots_parse(struct message_offer *out, const struct json_t *offer);
/* {"state":"booked","number":"...","at":"...","place":{"zh","en"},"address":{"zh","en"}} */
bool message_ticket_parse(struct message_ticket *out, const struct json_t *ticket);
