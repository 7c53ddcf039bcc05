/* What a modem says, line by line: result codes of ITU-T V.250 (verbose, 6.3 and table 1) and the answers of
 * 3GPP TS 27.007 that a call needs (+CME ERROR 9.2, +CREG 7.2, +CLCC 7.18, +CPIN 8.3). Echo, empty lines and
 * everything else are AT_OTHER. Numbers of callers are not kept. Works on the caller's zeroed struct. Pure:
 * any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum at_kind {
    AT_OTHER,
    AT_OK,
    AT_ERROR, /* number: of +CME ERROR, or -1 */
    AT_RING,
    AT_NO_CARRIER,
    AT_BUSY,
    AT_NO_ANSWER,
    AT_NO_DIALTONE,
    AT_PIN,     /* number: 1 when the subscriber card is READY */
    AT_NETWORK, /* number: <stat> of +CREG; 1 and 5 are registered */
    AT_CALL     /* number: <stat> of one of our own voice calls in +CLCC; incoming ones are AT_OTHER */
};
enum at_call { AT_CALL_ACTIVE, AT_CALL_HELD, AT_CALL_DIALLING, AT_CALL_ALERTING };

enum { AT_LINE_MAX = 127 };
struct at_lines {
    char line[AT_LINE_MAX + 1];
    size_t len;
    bool too_long; /* the rest of this line is dropped, and the line with it */
};
struct at_word {
    enum at_kind kind;
    int number;
};
/* Takes bytes from the front until a line is whole (true: word) or they are used up. Empty lines are none. */
bool at_feed(struct at_lines *lines, const uint8_t **bytes, size_t *n, struct at_word *word);
