/* One resident's visit: the words in which it is told, and the one pure function that moves it.
 * The struct holds a person's data: the program keeps it in secret memory; it owns nothing but itself.
 * The ui room alone may touch it; time and randomness arrive as events, wishes leave as effects. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/notice.h"
#include "base/words.h"
#include "session/case.h"
#include "session/draft.h"
#include "session/health.h"
#include "session/talk.h"

/* clang-format off */
/* Where a visit stands: each is a screen of the contract. An overlay lies over a step and never changes it. */
enum step {
    STEP_STANDBY, STEP_HOME, STEP_SERVICES, STEP_LANGUAGE, STEP_SERVICE, STEP_IDENTIFY, STEP_FORM, STEP_MATERIALS,
    STEP_SIGNATURE, STEP_DELIVERY, STEP_REVIEW, STEP_SENDING, STEP_RESULT, STEP_DONE, STEP_RATING, STEP_OUT_OF_SERVICE, STEP_PRACTICE, STEP_NOTICE, STEP_DRAFT, STEP_COUNT
};
enum overlay { OVERLAY_NONE, OVERLAY_HELP, OVERLAY_EMERGENCY, OVERLAY_TIMEOUT, OVERLAY_LEAVE, OVERLAY_OFFER_LARGE, OVERLAY_GUIDE, OVERLAY_TALK, OVERLAY_ALERT, OVERLAY_OFFER_DRAFT, OVERLAY_COUNT };

/* What a person can meet and mend: a sentence on screen says what happened and what to do. */
enum problem {
    PROBLEM_NONE,
    PROBLEM_CARD_HASTY, PROBLEM_CARD_UNREAD, PROBLEM_CARD_FORGOTTEN, PROBLEM_READER_GONE, /* identify */
    PROBLEM_CARD_EXPIRED, PROBLEM_TOO_YOUNG, PROBLEM_CODE_UNKNOWN, PROBLEM_CODE_OTHER_PAPER,
    PROBLEM_EMPTY, PROBLEM_SHORT, PROBLEM_PHONE, PROBLEM_ID_CHARACTER, PROBLEM_ID_DATE, PROBLEM_DATE, PROBLEM_DATE_EARLY, PROBLEM_DATE_LATE, /* form */
    PROBLEM_AMOUNT, PROBLEM_AMOUNT_LOW, PROBLEM_AMOUNT_HIGH, PROBLEM_ID_CHECKSUM,
    PROBLEM_DRAFT_EASY, PROBLEM_DRAFT_DIFFERENT, PROBLEM_DRAFT_WRONG, PROBLEM_DRAFT_NOT_KEPT, PROBLEM_DRAFT_UNFIT, /* draft */
    PROBLEM_UNSIGNED, PROBLEM_OFFLINE, PROBLEM_LATE, PROBLEM_REFUSED, PROBLEM_DISK_FULL, PROBLEM_NOT_SAVED, PROBLEM_COUNT
};

enum {
    SESSION_REASONS = 6, SESSION_BACK = 32, SESSION_GUIDE_PAGES = 4, SESSION_QUESTIONS = 3, SESSION_DRINKS = 3, SESSION_ALERTS = 8,
    SESSION_RATE_LEAST = -2, SESSION_RATE_MOST = 4, SESSION_VOLUME_LEAST = -4, SESSION_VOLUME_MOST = 4
};

/* A call for people, asked of the platform: told there, or no answer in time. */
enum call_state { CALL_NONE, CALL_ASKED, CALL_HEARD, CALL_UNHEARD };
struct call { enum call_state state; uint32_t request; int64_t due_ms; };

enum print_state { PRINT_NONE, PRINT_ASKED, PRINT_PRINTED, PRINT_FAILED };

struct session {
    uint64_t visit;        /* the one field that survives a wipe; grows with each entering of standby */
    enum step step;
    enum overlay overlay;
    enum problem problem;  /* of this step; cleared by every move */
    char problem_field[32];
    int64_t now_ms;        /* monotonic, of the last event */
    int64_t wall_ms;
    int64_t alarm_ms;      /* monotonic time of the next EVENT_ALARM; 0 in standby, unless an alert waits for its time */
    int64_t deadline_ms;   /* of what runs on this page (sending, countdowns); 0 when nothing */
    enum language language;
    bool large, contrast, seated, steady, voice; /* steady: 抖手也好点, ui/touch.h */
    bool voice_by_plug;    /* the headphones switched it on, and will switch it off */
    int voice_rate, voice_volume; /* steps up or down from the ordinary speed and loudness */
    bool identified;
    bool practice;         /* 练一练: example data, nothing leaves; see practice.h */
    bool large_offered;    /* by itself once a visit, to whom the card says is 60 or older */
    struct person person;
    const struct catalog *catalog; /* borrowed; set by session_init, kept over a wipe */
    const struct notices *notices; /* borrowed, replaced by EVENT_NOTICES, kept over a wipe; or NULL */
    const struct service *service; /* of the case; NULL before one is chosen */
    unsigned form_page, category;
    unsigned tries;        /* cards not read in this step */
    bool editing;          /* a question opened from review: next returns there */
    int64_t peek_until_ms, toast_until_ms; /* personal values shown in full, what NEXT met said once more, until then */
    uint32_t request;      /* number of the effect we wait for; answers quote it */
    enum print_state print;
    unsigned rating;       /* 0, or 1..5 (1 = best) */
    uint32_t reasons;
    struct case_file kase;
    struct health health;
    struct { enum step step; unsigned form_page; } back[SESSION_BACK];
    unsigned back_count;
    int64_t awake_ms;      /* the last sign of life: patience counts from here */
    int64_t step_due_ms, overlay_due_ms; /* what the step, and what the overlay waits for; deadline_ms is the one on top */
    enum step leave_to;    /* where OVERLAY_LEAVE leads when confirmed: home or standby */
    uint32_t effect_count, print_request; /* numbers given to effects; the one of the paper we wait for */
    unsigned asks;         /* EFFECT_SAVEs of this submission without an answer yet */
    unsigned drink, guide_page; /* of the exercise, 0 none; of the first steps, from 0, then of the answers */
    uint32_t owed; int64_t example_ms; /* practice: bits of the effects that the step answers itself, and when */
    char notice[NOTICE_ID], alert[NOTICE_ID]; /* ids: the one being read, the one that lies over the page */
    uint32_t alerts_told[SESSION_ALERTS]; /* so that each comes once; kept over a wipe */
    struct draft draft;    /* a form put aside for a day */
    struct call staff_call, emergency_call;
    struct talk talk;      /* 我听不见: short texts with the people on duty */
    struct { enum problem problem; char field[32]; } aside; /* what the page had met while the language is chosen */
};

enum event_kind {
    EVENT_TOUCH,        /* anything pressed: keeps the visit awake; the press itself follows as its own event */
    EVENT_START, EVENT_HOME, EVENT_BACK, EVENT_NEXT, EVENT_EXIT, EVENT_FINISH, EVENT_AGAIN, EVENT_STAY,
    EVENT_HELP, EVENT_SOS, EVENT_CLOSE, EVENT_CALL_STAFF,
    EVENT_LARGE, EVENT_CONTRAST, EVENT_SEATED, EVENT_STEADY, EVENT_VOICE, EVENT_VOICE_RATE, EVENT_VOICE_VOLUME, EVENT_LANGUAGE, EVENT_LANGUAGE_SET, EVENT_PEEK,
    EVENT_SERVICES, EVENT_CATEGORY, EVENT_SERVICE, EVENT_EDIT, EVENT_ANSWER, EVENT_LATER, EVENT_WAY, EVENT_RETRY,
    EVENT_INK, EVENT_INK_UNDO, EVENT_INK_CLEAR, EVENT_INK_STAMP, EVENT_SUBMIT, EVENT_PRINT, EVENT_RATE, EVENT_REASON,
    EVENT_PRACTICE, EVENT_PRACTICE_END, EVENT_PRETEND, EVENT_DRINK, EVENT_GUIDE, EVENT_TALK, EVENT_SAY, EVENT_NOTICE, EVENT_DRAFT, EVENT_DRAFT_KEEP, EVENT_DRAFT_DROP,
    EVENT_CARD, EVENT_CARD_PROBLEM, EVENT_CODE, EVENT_CASE_ID, EVENT_SAVED, EVENT_NOT_SAVED, EVENT_ACCEPTED, EVENT_HEARD,
    EVENT_RESULT, EVENT_NO_RESULT, EVENT_DRAFT_NEWS, EVENT_TOLD, EVENT_UNTOLD, EVENT_PRINTED, EVENT_NOT_PRINTED, EVENT_HEALTH, EVENT_NOTICES, EVENT_ALARM, EVENT_COUNT
};
struct session_event { /* letters carry visit and request; touches carry the visit on screen */
    enum event_kind kind;
    uint64_t visit;
    uint32_t request;
    int64_t now_ms, wall_ms;
    unsigned number;             /* rating, category, language, material, form page, reason, way; 1 more, 0 less */
    const char *text, *value;    /* service code, field and its value, code read, notice; borrowed for the step */
    const struct person *person; /* EVENT_CARD */
    const struct stroke_point *ink; unsigned ink_count;
    const struct health *health; const struct talk_told *told; const struct notices *notices; const struct draft_news *draft;
    const struct case_file *result; /* EVENT_RESULT: its result part */
    enum problem problem;
    uint8_t id[16];
};

enum effect_kind { EFFECT_WIPE, EFFECT_READ_CARD, EFFECT_REST_CARD, EFFECT_DRAW_CASE_ID, EFFECT_SAVE, EFFECT_WATCH_ACCEPTED,
    EFFECT_ASK, EFFECT_CANCEL, EFFECT_PRINT, EFFECT_RATE, EFFECT_CALL_STAFF, EFFECT_EMERGENCY, EFFECT_TALK, EFFECT_SEEN,
    EFFECT_DRAFT_LOOK, EFFECT_DRAFT_KEEP, EFFECT_DRAFT_OPEN, EFFECT_DRAFT_DROP };
/* What it is about stands in the session; but a rating is given on the way out, so it travels with its effect. */
struct effect {
    enum effect_kind kind;
    bool practice; /* wished while practising: only a call for people, and the end, may then leave */
    uint64_t visit;
    uint32_t request;
    const struct service *service; /* borrowed from the catalog; may be NULL */
    unsigned rating;
    uint32_t reasons;
};
enum { EFFECTS_MAX = 8 };
struct effects { struct effect list[EFFECTS_MAX]; unsigned count; };

void session_init(struct session *s, const struct catalog *catalog); /* in standby, visit 1 */
/* Once after session_init: the rooms hear of visit 1 as of any other, so a card that lies there already is an old one. */
void session_greet(struct session *s, struct effects *out);
void session_step(struct session *s, const struct session_event *event, struct effects *out); /* sets out->count anew */

/* True when this kind of event does something now: a footer slot that does nothing shows as disabled. */
bool session_allows(const struct session *s, enum event_kind kind);
/* An application begun and not sent: leaving asks first. */
bool session_under_way(const struct session *s);
/* The contract's names of screens and overlays; overlay_name is NULL for none. */
const char *step_name(enum step step);
const char *overlay_name(enum overlay overlay);
/* clang-format on */
