#include "session/moves.h"

const char *step_name(enum step step)
{
    static const char *const names[STEP_COUNT] = {
        [STEP_STANDBY] = "standby",
        [STEP_HOME] = "home",
        [STEP_SERVICES] = "services",
        [STEP_SERVICE] = "service",
        [STEP_IDENTIFY] = "identify",
        [STEP_LANGUAGE] = "language",
        [STEP_FORM] = "form",
        [STEP_MATERIALS] = "materials",
        [STEP_SIGNATURE] = "signature",
        [STEP_DELIVERY] = "delivery",
        [STEP_REVIEW] = "review",
        [STEP_PAYMENT] = "payment",
        [STEP_SENDING] = "sending",
        [STEP_RESULT] = "result",
        [STEP_DONE] = "done",
        [STEP_RATING] = "rating",
        [STEP_OUT_OF_SERVICE] = "out_of_service",
        [STEP_PRACTICE] = "practice",
        [STEP_NOTICE] = "notice",
        [STEP_DRAFT] = "draft",
        [STEP_ENQUIRY] = "enquiry",
        [STEP_PICK] = "pick",
        [STEP_PARTS] = "parts",
        [STEP_SEARCH] = "search",
        [STEP_CAMERA] = "camera",
    };

    return (unsigned)step < STEP_COUNT ? names[step] : "";
}

const char *step_screen(enum step step)
{
    return step == STEP_ENQUIRY                      ? "sending"
           : step == STEP_PICK || step == STEP_PARTS ? "form"
                                                     : step_name(step);
}

const char *overlay_name(enum overlay overlay)
{
    static const char *const names[OVERLAY_COUNT] = {[OVERLAY_HELP] = "help",
                                                     [OVERLAY_EMERGENCY] = "emergency",
                                                     [OVERLAY_TIMEOUT] = "timeout",
                                                     [OVERLAY_LEAVE] = "leave",
                                                     [OVERLAY_OFFER_LARGE] = "offer_large",
                                                     [OVERLAY_GUIDE] = "guide",
                                                     [OVERLAY_TALK] = "talk",
                                                     [OVERLAY_ALERT] = "alert",
                                                     [OVERLAY_OFFER_DRAFT] = "offer_draft",
                                                     [OVERLAY_STATEMENT] = "statement",
                                                     [OVERLAY_BY_MARK] = "by_mark",
                                                     [OVERLAY_CONFIRM] = "confirm",
                                                     [OVERLAY_PLAN] = "plan",
                                                     [OVERLAY_SIGN] = "sign"};

    return (unsigned)overlay < OVERLAY_COUNT ? names[overlay] : NULL;
}

static const char *const event_names[EVENT_COUNT] = {
    [EVENT_TOUCH] = "TOUCH",
    [EVENT_KEYPAD] = "KEYPAD",
    [EVENT_HEARING] = "HEARING",
    [EVENT_START] = "START",
    [EVENT_HOME] = "HOME",
    [EVENT_BACK] = "BACK",
    [EVENT_NEXT] = "NEXT",
    [EVENT_EXIT] = "EXIT",
    [EVENT_FINISH] = "FINISH",
    [EVENT_AGAIN] = "AGAIN",
    [EVENT_STAY] = "STAY",
    [EVENT_HELP] = "HELP",
    [EVENT_SOS] = "SOS",
    [EVENT_CLOSE] = "CLOSE",
    [EVENT_CALL_STAFF] = "CALL_STAFF",
    [EVENT_LARGE] = "LARGE",
    [EVENT_CONTRAST] = "CONTRAST",
    [EVENT_SEATED] = "SEATED",
    [EVENT_STEADY] = "STEADY",
    [EVENT_BLANK] = "BLANK",
    [EVENT_VOICE] = "VOICE",
    [EVENT_VOICE_RATE] = "VOICE_RATE",
    [EVENT_VOICE_VOLUME] = "VOICE_VOLUME",
    [EVENT_LANGUAGE] = "LANGUAGE",
    [EVENT_LANGUAGE_SET] = "LANGUAGE_SET",
    [EVENT_PEEK] = "PEEK",
    [EVENT_SERVICES] = "SERVICES",
    [EVENT_CATEGORY] = "CATEGORY",
    [EVENT_SEARCH] = "SEARCH",
    [EVENT_SERVICE] = "SERVICE",
    [EVENT_EDIT] = "EDIT",
    [EVENT_ANSWER] = "ANSWER",
    [EVENT_LATER] = "LATER",
    [EVENT_WAY] = "WAY",
    [EVENT_RETRY] = "RETRY",
    [EVENT_INK] = "INK",
    [EVENT_INK_UNDO] = "INK_UNDO",
    [EVENT_INK_CLEAR] = "INK_CLEAR",
    [EVENT_INK_STAMP] = "INK_STAMP",
    [EVENT_STATEMENT] = "STATEMENT",
    [EVENT_BY_MARK] = "BY_MARK",
    [EVENT_SUBMIT] = "SUBMIT",
    [EVENT_PRINT] = "PRINT",
    [EVENT_RATE] = "RATE",
    [EVENT_REASON] = "REASON",
    [EVENT_PRACTICE] = "PRACTICE",
    [EVENT_PRACTICE_END] = "PRACTICE_END",
    [EVENT_PRETEND] = "PRETEND",
    [EVENT_DRINK] = "DRINK",
    [EVENT_EXERCISE] = "EXERCISE",
    [EVENT_GUIDE] = "GUIDE",
    [EVENT_UNBOOK] = "UNBOOK",
    [EVENT_TALK] = "TALK",
    [EVENT_SAY] = "SAY",
    [EVENT_NOTICE] = "NOTICE",
    [EVENT_PICK] = "PICK",
    [EVENT_PLAN] = "PLAN",
    [EVENT_PART] = "PART",
    [EVENT_SIGN] = "SIGN",
    [EVENT_DRAFT] = "DRAFT",
    [EVENT_DRAFT_KEEP] = "DRAFT_KEEP",
    [EVENT_DRAFT_DROP] = "DRAFT_DROP",
    [EVENT_CARD] = "CARD",
    [EVENT_CARD_PROBLEM] = "CARD_PROBLEM",
    [EVENT_CODE] = "CODE",
    [EVENT_PHOTO] = "PHOTO",
    [EVENT_TAKE] = "TAKE",
    [EVENT_PHOTO_DROP] = "PHOTO_DROP",
    [EVENT_PHOTOGRAPHED] = "PHOTOGRAPHED",
    [EVENT_CASE_ID] = "CASE_ID",
    [EVENT_SAVED] = "SAVED",
    [EVENT_NOT_SAVED] = "NOT_SAVED",
    [EVENT_ACCEPTED] = "ACCEPTED",
    [EVENT_HEARD] = "HEARD",
    [EVENT_PROOF] = "PROOF",
    [EVENT_RESULT] = "RESULT",
    [EVENT_NO_RESULT] = "NO_RESULT",
    [EVENT_ORDER] = "ORDER",
    [EVENT_NO_ORDER] = "NO_ORDER",
    [EVENT_TOLD] = "TOLD",
    [EVENT_UNTOLD] = "UNTOLD",
    [EVENT_DRAFT_NEWS] = "DRAFT_NEWS",
    [EVENT_PRINTED] = "PRINTED",
    [EVENT_PHONE] = "PHONE",
    [EVENT_DIAL] = "DIAL",
    [EVENT_HANG_UP] = "HANG_UP",
    [EVENT_NOT_PRINTED] = "NOT_PRINTED",
    [EVENT_HEALTH] = "HEALTH",
    [EVENT_NOTICES] = "NOTICES",
    [EVENT_ALARM] = "ALARM",
};

const char *event_name(enum event_kind kind)
{
    return (unsigned)kind < EVENT_COUNT ? event_names[kind] : "";
}
