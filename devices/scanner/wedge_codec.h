/* Codes of a scanner that types like a keyboard: US layout, ended by Enter or Tab. What cannot be known for
 * certain (Alt and a number, a key without a character, a queue that ran over) spoils the whole code: rather
 * none than a wrong one. Works on the caller's zeroed struct, which lives in secret memory; the code is
 * borrowed until the next byte. Pure: any room. */
#pragma once

#include "devices/wire/events_codec.h"

enum {
    WEDGE_CODE_MAX = 2953, /* bytes: the largest QR code */
    WEDGE_GAP_MS = 100     /* a scanner types a key every 1 to 20 ms: longer is a person, or a code cut off */
};

struct wedge {
    struct events events;
    char code[WEDGE_CODE_MAX + 1]; /* ASCII */
    size_t len;
    unsigned shift, other; /* modifiers that are down, a bit each */
    bool capitals;         /* Caps Lock was pressed within this code */
    bool spoiled, ended;
    uint64_t last_ms;
};
/* Takes bytes from the front until a code is complete (true: code and len) or they are used up. */
bool wedge_feed(struct wedge *wedge, const uint8_t **bytes, size_t *n);
bool wedge_open(const struct wedge *wedge); /* a code has begun */
void wedge_drop(struct wedge *wedge);       /* the code begun; keys that are down stay down */
void wedge_reset(struct wedge *wedge);      /* all of it */
