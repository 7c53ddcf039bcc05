/* How a scanner module in command mode is told to read, and what it says to that, which is never a code.
 * The orders are constants; the ear is the caller's zeroed struct. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whose commands: the makers' manuals, as the table in docs/devices.md names them. */
enum trigger { TRIGGER_NONE, TRIGGER_HONEYWELL, TRIGGER_GM65, TRIGGER_DE2120, TRIGGER_NEWLAND, TRIGGERS };
/* The word of the option trigger= for each. */
extern const char *const trigger_words[TRIGGERS];

struct trigger_order {
    const uint8_t *bytes;
    size_t n; /* 0: there is none; a module without a stop ends by itself */
};
struct trigger_order trigger_start(enum trigger trigger);
struct trigger_order trigger_stop(enum trigger trigger);

struct trigger_ear {
    uint8_t at;   /* how far into a frame that answers */
    uint8_t left; /* bytes of it still to come, when its length is known */
};
/* Whether this byte, the next one that came, belongs to an answer. */
bool trigger_answers(struct trigger_ear *ear, enum trigger trigger, uint8_t byte);
