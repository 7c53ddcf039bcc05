/* What a visit wishes of the rooms; app/kiosk/effects.c turns each into a letter.
 * Plain values; the service is borrowed from the catalog. From session_step to whoever carries it out. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "catalog/service.h"

/* clang-format off */
enum effect_kind { EFFECT_WIPE, EFFECT_READ_CARD, EFFECT_REST_CARD, EFFECT_DRAW_CASE_ID, EFFECT_SAVE, EFFECT_WATCH_ACCEPTED,
    EFFECT_ASK, EFFECT_CANCEL, EFFECT_PRINT, EFFECT_RATE, EFFECT_CALL_STAFF, EFFECT_EMERGENCY, EFFECT_TALK, EFFECT_SEEN, EFFECT_LEFT_BEHIND,
    EFFECT_DRAFT_LOOK, EFFECT_DRAFT_KEEP, EFFECT_DRAFT_OPEN, EFFECT_DRAFT_DROP,
    EFFECT_ORDER, EFFECT_ORDER_STATE, EFFECT_ORDER_CANCEL, EFFECT_ORDER_PAY,
    EFFECT_READ_CODE, EFFECT_REST_CODE, EFFECT_CAMERA_ON, EFFECT_CAMERA_OFF, EFFECT_CAPTURE, EFFECT_KEEP_PHOTO,
    EFFECT_SHEET, EFFECT_SHEET_CANCEL,
    EFFECT_ALARM, EFFECT_PHONE /* the cabinet's own, on or off */ };
/* What it is about stands in the session; but a rating is given, an order given up on the way out: so they travel with their effect. */
struct effect {
    enum effect_kind kind;
    bool practice; /* wished while practising: only a call for people, and the end, may then leave */
    uint64_t visit;
    uint32_t request;
    const struct service *service; /* borrowed from the catalog; may be NULL */
    bool on;
    unsigned rating;
    uint32_t reasons;
    uint8_t id[16]; /* of the case */
};
enum { EFFECTS_MAX = 8 };
struct effects { struct effect list[EFFECTS_MAX]; unsigned count; };
/* clang-format on */
