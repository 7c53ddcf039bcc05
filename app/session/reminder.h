/* 请拿好您的身份证: what still lies in the cabinet when a visit is over, and how one is called back for it. A
 * sound at once, after ten and after twenty seconds; when nobody came, staff are told. Whose it is, nobody
 * here knows. Part of the session, kept over a wipe. The ui room, through session_step only. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct effects;
struct session;

enum reminder_thing { REMINDER_NOTHING, REMINDER_CARD, REMINDER_SOCIAL, REMINDER_SLIP, REMINDER_PAGE };
struct reminder {    /* zeroed: nothing lies there */
    unsigned things; /* bits: 1 << enum reminder_thing */
    bool alone;      /* at standby: whose visit it was is over */
    bool told;       /* staff were */
    unsigned calls;  /* of this series */
    uint32_t rung;   /* of all: whoever makes the sound looks whether it grew */
    int64_t next_ms; /* of the next call; after the last one, of the word to staff */
};

/* What to say now, the card first; nothing but where a visit ends. */
enum reminder_thing reminder_now(const struct session *s);
/* The word of it for staff's news: "card", "social", "slip", "page". */
const char *reminder_name(enum reminder_thing thing);
/* When the next call is due; 0: there is none. */
int64_t reminder_due(const struct session *s);
/* After every event, when the step is known: begins, calls, tells staff, or ends at once. */
void session_remind(struct session *s, struct effects *out);
