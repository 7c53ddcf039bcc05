/* Letters become session events: the only place where what a device or the desk says gets a meaning for a
 * visit. Outputs borrow from the letter: use them before it is freed. Pure; the ui room. */
#pragma once

#include "devices/device.h"
#include "letters.h"
#include "session/session.h"

/* What an event may point into; kept by the caller while the event is used. */
struct translation {
    struct person person;
    struct case_file result;
    struct talk_told told;
    struct draft_news draft;
    struct order_news order;
};

/* Folds news of the cabinet into health; true when it changed. */
bool translate_device_news(const struct device_letter *letter, struct health *health);
bool translate_desk_news(const struct desk_letter *letter, struct health *health);

/* True when the letter is an event for the session. */
bool translate_device(const struct device_letter *letter, struct translation *room,
                      struct session_event *out);
bool translate_desk(const struct desk_letter *letter, struct translation *room, struct session_event *out);
/* The key of a keyboard that a letter of the keypad stands for (ui_inject_key); NULL when it is no key. */
const char *translate_key(const struct device_letter *letter);

/* The answer about an order (result.c). */
bool translate_order(const struct secret_bytes *json, struct order_news *out);
/* The answer of an online request into the result part of a case; false when it is not of the agreed form. */
bool translate_result(const struct secret_bytes *json, struct case_file *out);
/* What staff said, from the rows of such an answer: the newest that have room. */
bool translate_told(const struct secret_bytes *json, struct talk_told *out);
