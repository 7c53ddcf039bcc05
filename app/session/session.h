/* One resident's visit: the words in which it is told, and the one pure function that moves it.
 * The struct holds a person's data: the program keeps it in secret memory; it owns nothing but itself.
 * The ui room alone may touch it; time and randomness arrive as events, wishes leave as effects. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/calendar.h"
#include "base/notice.h"
#include "base/words.h"
#include "session/case.h"
#include "session/draft.h"
#include "session/effect.h"
#include "session/event.h"
#include "session/exercise.h"
#include "session/find.h"
#include "session/health.h"
#include "session/identity.h"
#include "session/known.h"
#include "session/reminder.h"
#include "session/sheet.h"
#include "session/sos.h"
#include "session/talk.h"

/* clang-format off */
/* Where a visit stands: each is a screen of the contract. An overlay lies over a step and never changes it. */
enum step {
    STEP_STANDBY, STEP_HOME, STEP_SERVICES, STEP_LANGUAGE, STEP_SERVICE, STEP_IDENTIFY, STEP_FORM, STEP_MATERIALS,
    STEP_SIGNATURE, STEP_DELIVERY, STEP_REVIEW, STEP_PAYMENT, STEP_SENDING, STEP_RESULT, STEP_DONE, STEP_RATING, STEP_OUT_OF_SERVICE, STEP_PRACTICE, STEP_NOTICE, STEP_DRAFT,
    STEP_ENQUIRY, STEP_PICK /* what is offered now: asked for, and one of it picked */, STEP_PARTS /* of a bundle: what to do */, STEP_SEARCH /* a service by what is written */, STEP_CAMERA, STEP_COUNT
};
enum overlay { OVERLAY_NONE, OVERLAY_HELP, OVERLAY_EMERGENCY, OVERLAY_TIMEOUT, OVERLAY_LEAVE, OVERLAY_OFFER_LARGE, OVERLAY_GUIDE, OVERLAY_TALK, OVERLAY_ALERT, OVERLAY_OFFER_DRAFT,
    OVERLAY_STATEMENT, OVERLAY_BY_MARK, OVERLAY_CONFIRM, OVERLAY_PLAN, OVERLAY_SIGN, OVERLAY_COUNT };

enum {
    SESSION_REASONS = 6, SESSION_BACK = 32, SESSION_GUIDE_PAGES = 4, SESSION_QUESTIONS = 3, SESSION_DRINKS = 3, SESSION_ALERTS = 8,
    SESSION_RATE_LEAST = -2, SESSION_RATE_MOST = 4, SESSION_VOLUME_LEAST = -4, SESSION_VOLUME_MOST = 4
};

/* A call for people, asked of the platform: it lies there (whether anybody looked, nobody knows), or no word came in
 * time; and somebody wrote back, so that they know. */
enum call_state { CALL_NONE, CALL_ASKED, CALL_HEARD, CALL_UNHEARD, CALL_ANSWERED };
struct call { enum call_state state; uint32_t request; int64_t due_ms; };

enum print_state { PRINT_NONE, PRINT_ASKED, PRINT_PRINTED, PRINT_FAILED };

struct session {
    uint64_t visit;        /* the one field that survives a wipe; grows with each entering of standby */
    enum step step; enum overlay overlay;
    enum problem problem;  /* of this step; cleared by every move */
    char problem_field[32];
    int64_t now_ms, wall_ms; /* of the last event; the first monotonic */
    int64_t alarm_ms;      /* monotonic time of the next EVENT_ALARM; 0 in standby, unless an alert or a reminder waits for its time */
    int64_t deadline_ms;   /* of what runs on this page (sending, countdowns); 0 when nothing */
    enum language language; bool large, contrast, seated, steady, voice, keypad; /* steady: 抖手也好点, ui/touch.h; keypad: a key was used */
    bool voice_by_plug, blank; /* the headphones switched it on, and will switch it off; with them the picture may go black */
    int voice_rate, voice_volume; /* steps up or down from the ordinary speed and loudness */
    bool identified;
    bool practice;         /* 练一练: example data, nothing leaves; see practice.h */
    bool large_offered;    /* by itself once a visit, to whom the card says is 60 or older */
    struct person person;
    const struct catalog *catalog; /* borrowed; set by session_init, kept over a wipe */
    const struct notices *notices; /* borrowed, replaced by EVENT_NOTICES, kept over a wipe; or NULL */
    const struct calendar *calendar; /* borrowed, of the cabinet, kept over a wipe; NULL: no holiday is known */
    const struct service *service; /* of the case; NULL before one is chosen */
    unsigned form_page, category;
    unsigned tries;        /* cards not read in this step */
    bool editing;          /* a question opened from review: next returns there */
    int64_t peek_until_ms, toast_until_ms; /* personal values shown in full, what NEXT met said once more, until then */
    uint32_t request;      /* number of the effect we wait for; answers quote it */
    enum print_state print; struct sheet sheet; unsigned rating; uint32_t reasons; /* rating 0, or 1..5 (1 = best) */
    struct case_file kase; struct known known; struct health health;
    struct { enum step step; unsigned form_page; } back[SESSION_BACK];
    unsigned back_count;
    int64_t awake_ms;      /* the last sign of life: patience counts from here */
    int64_t alive_ms;      /* the last one by a person: what is spoken keeps a visit awake so long behind it, patience.c */
    int64_t step_due_ms, overlay_due_ms; /* what the step, and what the overlay waits for; deadline_ms is the one on top */
    enum step leave_to;    /* where OVERLAY_LEAVE leads when confirmed: home, standby, or from payment to review */
    uint32_t effect_count, print_request; /* numbers given to effects; the one of the paper we wait for */
    unsigned asks;         /* EFFECT_SAVEs of this submission without an answer yet */
    struct exercise exercise;
    unsigned guide_page, sign_plays; /* of the first steps, from 0, then of the answers; how often a clip was begun */
    uint32_t owed; int64_t example_ms; /* practice: bits of the effects that the step answers itself, and when */
    /* ids: the one being read, the one that was opened first, the alert not put away yet */
    char notice[NOTICE_ID], notice_from[NOTICE_ID], alert[NOTICE_ID];
    uint32_t alerts_told[SESSION_ALERTS]; /* so that each comes once; kept over a wipe */
    struct draft draft; /* a form put aside for a day */ struct call staff_call, emergency_call; struct reminder reminder;
    struct find find; struct talk talk; struct sos sos; struct identity identity; /* 写两个字找一找; 我听不见: short texts with the people on duty; 亮证码 */
    struct { enum problem problem; char field[32]; } aside; /* what the page had met while the language is chosen */
};

void session_init(struct session *s, const struct catalog *catalog); /* in standby, visit 1 */
/* Once after session_init: the rooms hear of visit 1 as of any other, so a card that lies there already is an old one. */
void session_greet(struct session *s, struct effects *out);
void session_step(struct session *s, const struct session_event *event, struct effects *out); /* sets out->count anew */

/* True when this kind of event does something now: a footer slot that does nothing shows as disabled. */
bool session_allows(const struct session *s, enum event_kind kind);
/* An application begun and not sent: leaving asks first. */
bool session_under_way(const struct session *s);
/* The contract's names of screens and overlays; overlay_name is NULL for none. What is asked, what is picked or ticked, look
 * as `sending` and `form` do: step_screen. */
const char *step_name(enum step step);
const char *step_screen(enum step step);
const char *overlay_name(enum overlay overlay);
/* clang-format on */
