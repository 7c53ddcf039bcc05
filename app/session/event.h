/* What a visit hears: touches, letters of the other rooms, time; and what it can meet.
 * Everything pointed to is borrowed for one session_step. The ui room makes them. */
#pragma once

#include <stdint.h>

#include "session/case.h"

struct draft_news;
struct health;
struct notices;
struct talk_told;

/* clang-format off */
/* What a person can meet and mend: a sentence on screen says what happened and what to do. */
enum problem {
    PROBLEM_NONE,
    PROBLEM_CARD_HASTY, PROBLEM_CARD_UNREAD, PROBLEM_CARD_FORGOTTEN, PROBLEM_READER_GONE, /* identify */
    PROBLEM_SOCIAL_HASTY, PROBLEM_SOCIAL_UNREAD, PROBLEM_SOCIAL_FORGOTTEN, PROBLEM_SOCIAL_OTHER, PROBLEM_SOCIAL_GUARDED, /* the same, of a social-security card */
    PROBLEM_CARD_EXPIRED, PROBLEM_TOO_YOUNG, PROBLEM_CODE_UNKNOWN, PROBLEM_CODE_OTHER_PAPER, PROBLEM_CODE_REFUSED, PROBLEM_CODE_OFFLINE, PROBLEM_CODE_LATE,
    PROBLEM_CARD_OWN, /* form: the number of another was asked for */
    PROBLEM_EMPTY, PROBLEM_SHORT, PROBLEM_PHONE, PROBLEM_ID_CHARACTER, PROBLEM_ID_DATE, PROBLEM_DATE, PROBLEM_DATE_EARLY, PROBLEM_DATE_LATE, /* form */
    PROBLEM_AMOUNT, PROBLEM_AMOUNT_LOW, PROBLEM_AMOUNT_HIGH, PROBLEM_ID_CHECKSUM,
    PROBLEM_DRAFT_EASY, PROBLEM_DRAFT_DIFFERENT, PROBLEM_DRAFT_WRONG, PROBLEM_DRAFT_NOT_KEPT, PROBLEM_DRAFT_UNFIT, /* draft */
    PROBLEM_UNSIGNED, PROBLEM_PHOTO_LATE, PROBLEM_PAY_CODE_OTHER, PROBLEM_PAY_CODE_SPENT, PROBLEM_PROOF_ALTERED, PROBLEM_PROOF_UNKNOWN, PROBLEM_OFFLINE, PROBLEM_LATE, PROBLEM_REFUSED, PROBLEM_DISK_FULL, PROBLEM_NOT_SAVED, PROBLEM_COUNT
};

enum event_kind {
    EVENT_TOUCH,        /* anything pressed: keeps the visit awake; the press itself follows as its own event */
    EVENT_KEYPAD,       /* the same, by a key of the tactile keypad: from now on the visit waits longer */
    EVENT_HEARING,      /* the voice speaks, or has just ended: whoever listens is not away */
    EVENT_START, EVENT_HOME, EVENT_BACK, EVENT_NEXT, EVENT_EXIT, EVENT_FINISH, EVENT_AGAIN, EVENT_STAY,
    EVENT_HELP, EVENT_SOS, EVENT_CLOSE, EVENT_CALL_STAFF, EVENT_DIAL, EVENT_HANG_UP,
    EVENT_LARGE, EVENT_CONTRAST, EVENT_SEATED, EVENT_STEADY, EVENT_BLANK, EVENT_VOICE, EVENT_VOICE_RATE, EVENT_VOICE_VOLUME, EVENT_LANGUAGE, EVENT_LANGUAGE_SET, EVENT_PEEK,
    EVENT_SERVICES, EVENT_CATEGORY, EVENT_SEARCH, EVENT_SERVICE, EVENT_EDIT, EVENT_ANSWER, EVENT_LATER, EVENT_WAY, EVENT_RETRY,
    EVENT_INK, EVENT_INK_UNDO, EVENT_INK_CLEAR, EVENT_INK_STAMP, EVENT_STATEMENT, EVENT_BY_MARK, EVENT_SUBMIT, EVENT_PRINT, EVENT_RATE, EVENT_REASON,
    EVENT_PRACTICE, EVENT_PRACTICE_END, EVENT_PRETEND, EVENT_DRINK, EVENT_EXERCISE, EVENT_GUIDE, EVENT_TALK, EVENT_SAY, EVENT_NOTICE, EVENT_PICK, EVENT_PLAN, EVENT_PART, EVENT_UNBOOK, EVENT_SIGN, EVENT_DRAFT, EVENT_DRAFT_KEEP, EVENT_DRAFT_DROP, EVENT_PHOTO, EVENT_TAKE, EVENT_PHOTO_DROP,
    EVENT_CARD, EVENT_CARD_PROBLEM, EVENT_CODE, EVENT_PROOF /* a signed paper: problem, or result */, EVENT_PHOTOGRAPHED, EVENT_CASE_ID, EVENT_SAVED, EVENT_NOT_SAVED, EVENT_ACCEPTED, EVENT_HEARD,
    EVENT_RESULT, EVENT_NO_RESULT, EVENT_ORDER, EVENT_NO_ORDER, EVENT_DRAFT_NEWS, EVENT_TOLD, EVENT_UNTOLD, EVENT_PRINTED, EVENT_PHONE /* number: enum phone_call */, EVENT_NOT_PRINTED, EVENT_HEALTH, EVENT_NOTICES, EVENT_ALARM, EVENT_COUNT
};
struct session_event { /* letters carry visit and request; touches carry the visit on screen */
    enum event_kind kind;
    uint64_t visit;
    uint32_t request;
    int64_t now_ms, wall_ms;
    unsigned number;             /* rating, category, language, material, form page, reason, way, part, enum device_cause; 1 more or the slip, 0 less; 1 its edges were found */
    const char *text, *value;    /* service code, field and its value, code read, notice; borrowed for the step */
    const struct person *person; /* EVENT_CARD; EVENT_RESULT of an identity code */
    const struct stroke_point *ink; unsigned ink_count;
    const struct health *health; const struct talk_told *told; const struct notices *notices; const struct draft_news *draft;
    const struct case_file *result; /* EVENT_RESULT, EVENT_PROOF: its result part */
    const struct order_news *order; /* EVENT_ORDER */
    enum problem problem;
    uint8_t id[16];
};
/* clang-format on */
