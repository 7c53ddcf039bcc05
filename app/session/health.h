/* How the cabinet is: what its devices and its line say of themselves, whoever stands before it.
 * Plain values, copied; nothing personal. Any room may hold one. */
#pragma once

#include <stdbool.h>

/* clang-format off */
/* News of the cabinet: no visit, nothing personal. Screens read it; translate.c fills it. */
enum device_state { DEVICE_OFF, DEVICE_READY, DEVICE_BUSY, DEVICE_ABSENT, DEVICE_ATTENTION };
enum device_cause { CAUSE_NONE, CAUSE_PAPER_LOW, CAUSE_PAPER_OUT, CAUSE_COVER_OPEN, CAUSE_CUTTER, CAUSE_OFFLINE, CAUSE_FAULT,
    CAUSE_PAPER_JAM, CAUSE_PAPER_LEFT, CAUSE_INK_LOW, CAUSE_INK_OUT, CAUSE_NO_ACCESS, CAUSE_DOOR_OPEN, CAUSE_FORCED, CAUSE_HOT, CAUSE_MAINS_LOST, CAUSE_NO_NETWORK, CAUSE_BATTERY_LOW };
struct health {
    enum device_state idcard, scanner, printer, card, document, camera, keypad, alarm, phone, lamp, door, temperature, power;
    enum device_cause printer_cause, document_cause, door_cause, temperature_cause, power_cause, phone_cause; /* of power: the last it told of the mains */
    bool online;           /* the line to the platform */
    bool card_forgotten;   /* a card of an earlier visit still lies on the reader */
    bool card_lies;        /* one that was read, and has not left since */
    bool social_forgotten, social_lies; /* the same of a social-security card in its slot */
    bool paper_lies;       /* a printed paper hangs in the printer's mouth, not taken */
    bool touch_gone;       /* nothing is felt of a finger */
    bool disk_full;        /* no room for new applications */
    unsigned queued;       /* applications waiting for the line */
    unsigned signs;        /* bits of enum sign: clips of sign language that can be shown */
    bool headphones;       /* plugged in: what is spoken nobody else hears */
};
/* clang-format on */
