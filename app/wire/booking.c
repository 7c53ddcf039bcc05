#include "wire/booking.h"

#include <string.h>

#include "wire/json.h"
#include "wire/messages.h"

static bool parse_slot(struct message_slot *out, const json_t *slot)
{
    const json_t *left = json_object_get(slot, "left");
    json_int_t n = json_integer_value(left);

    out->code = wire_text(slot, "code");
    out->place = wire_text(slot, "place");
    out->left = (unsigned)n;
    return *out->code && json_is_integer(left) && n >= 0 && n <= MESSAGE_SLOT_MOST &&
           message_time_parse(wire_text(slot, "at"), &out->at_ms);
}

bool message_slots_parse(struct message_offer *out, const json_t *offer)
{
    const json_t *slots = json_object_get(offer, "slots");
    size_t count = json_array_size(slots);

    out->by = wire_text(offer, "by");
    out->taken = json_is_true(json_object_get(offer, "taken"));
    if ((slots && !json_is_array(slots)) || count > MESSAGE_SLOTS)
        return false;
    out->slots = g_new0(struct message_slot, count + 1);
    for (; out->slot_count < count; out->slot_count++)
        if (!parse_slot(&out->slots[out->slot_count], json_array_get(slots, out->slot_count)))
            return false;
    return true;
}

static bool parse_state(enum ticket_state *to, const char *text)
{
    static const char *const names[] = {
        [TICKET_BOOKED] = "booked", [TICKET_HELD] = "held", [TICKET_CANCELLED] = "cancelled"};

    for (size_t i = TICKET_BOOKED; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], text) == 0)
            *to = (enum ticket_state)i;
    return *to != TICKET_NONE;
}

static bool is_number(const char *text)
{
    return strlen(text) == MESSAGE_TICKET_DIGITS && strspn(text, "0123456789") == MESSAGE_TICKET_DIGITS;
}

bool message_ticket_parse(struct message_ticket *out, const json_t *ticket)
{
    *out = (struct message_ticket){.number = wire_text(ticket, "number")};
    wire_label(json_object_get(ticket, "place"), &out->place_zh, &out->place_en);
    wire_label(json_object_get(ticket, "address"), &out->address_zh, &out->address_en);
    if (!ticket)
        return true;
    if (!parse_state(&out->state, wire_text(ticket, "state")))
        return false;
    if (!*out->number) /* then there was nothing to cancel */
        return out->state == TICKET_CANCELLED;
    return is_number(out->number) && *out->place_zh &&
           message_time_parse(wire_text(ticket, "at"), &out->at_ms);
}
