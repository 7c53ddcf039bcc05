/* What a person answered earlier in this visit is not asked twice: answers to shared questions (a field of
 * the catalog's blocks) stand already in the next application of the same card, and may be changed. Personal,
 * in the session's own memory, wiped with the visit and at another card; nothing of practice. The ui room. */
#pragma once

#include "session/case.h"

struct session;

enum { KNOWN_ANSWERS = 8 };
struct known {
    char number[24]; /* whose they are */
    struct {
        char block[32], value[SESSION_VALUE];
    } answers[KNOWN_ANSWERS];
    unsigned count;
};

/* Before the case is emptied: keeps its good answers to shared questions, but for those the card gave. */
void known_keep(struct session *s);
/* Fills what this person answered before and nobody answered yet. */
void known_fill(struct session *s);
void known_forget(struct session *s);
