/* 我听不见: short texts with the people on duty, in help and in an emergency. What was said lies in the
 * session and goes with it; nothing of it is kept or logged. Owns nothing. The ui room, through session_step
 * only; the screens read. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { TALK_LINES = 5, TALK_BYTES = 256, TALK_CHARACTERS = 60, TALK_SENTENCES = 8 };
enum talk_state { TALK_QUIET, TALK_SENDING, TALK_SENT, TALK_UNSENT }; /* of the resident's newest line */

struct talk_line {
    bool ours;
    unsigned sentence; /* which of the ready ones, from 1; 0: own words, or staff's */
    char text[TALK_BYTES];
};
struct talk {
    enum talk_state state;
    bool typing;
    char typed[TALK_BYTES];
    struct talk_line lines[TALK_LINES]; /* the newest last */
    unsigned count, turn;               /* turn: how often the resident said something */
    char said[TALK_BYTES];              /* the newest of ours, as it is sent */
    uint32_t heard;                     /* number of staff's newest line */
    uint32_t request;                   /* of the wish on its way, or 0 */
    int64_t ask_ms;                     /* when to look for an answer; 0 for not */
};
/* What staff said since then, as a letter brings it. */
struct talk_told {
    unsigned count;
    struct {
        uint32_t number;
        char text[TALK_BYTES];
    } lines[TALK_LINES];
};

/* A ready sentence, in Chinese as staff reads it; 1 to TALK_SENTENCES. Translate before showing it. */
const char *talk_sentence(unsigned number);
/* Is something said that staff may not have? */
bool talk_waits(const struct talk *talk);
