#include "session/moves.h"

const char *step_name(enum step step)
{
    static const char *const names[STEP_COUNT] = {
        [STEP_STANDBY] = "standby",     [STEP_HOME] = "home",
        [STEP_SERVICES] = "services",   [STEP_SERVICE] = "service",
        [STEP_IDENTIFY] = "identify",   [STEP_LANGUAGE] = "language",
        [STEP_FORM] = "form",           [STEP_MATERIALS] = "materials",
        [STEP_SIGNATURE] = "signature", [STEP_DELIVERY] = "delivery",
        [STEP_REVIEW] = "review",       [STEP_SENDING] = "sending",
        [STEP_RESULT] = "result",       [STEP_DONE] = "done",
        [STEP_RATING] = "rating",       [STEP_OUT_OF_SERVICE] = "out_of_service",
        [STEP_PRACTICE] = "practice",   [STEP_NOTICE] = "notice",
    };

    return (unsigned)step < STEP_COUNT ? names[step] : "";
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
                                                     [OVERLAY_ALERT] = "alert"};

    return (unsigned)overlay < OVERLAY_COUNT ? names[overlay] : NULL;
}

const char *event_name(enum event_kind kind)
{
    static const char *const names[EVENT_COUNT] = {
        "TOUCH",        "START",   "HOME",     "BACK",      "NEXT",        "EXIT",         "FINISH",
        "AGAIN",        "STAY",    "HELP",     "SOS",       "CLOSE",       "CALL_STAFF",   "LARGE",
        "CONTRAST",     "SEATED",  "STEADY",   "VOICE",     "VOICE_RATE",  "VOICE_VOLUME", "LANGUAGE",
        "LANGUAGE_SET", "PEEK",    "SERVICES", "CATEGORY",  "SERVICE",     "EDIT",         "ANSWER",
        "LATER",        "WAY",     "RETRY",    "INK",       "INK_UNDO",    "INK_CLEAR",    "INK_STAMP",
        "SUBMIT",       "PRINT",   "RATE",     "REASON",    "PRACTICE",    "PRACTICE_END", "PRETEND",
        "DRINK",        "GUIDE",   "TALK",     "SAY",       "NOTICE",      "CARD",         "CARD_PROBLEM",
        "CODE",         "CASE_ID", "SAVED",    "NOT_SAVED", "ACCEPTED",    "HEARD",        "RESULT",
        "NO_RESULT",    "TOLD",    "UNTOLD",   "PRINTED",   "NOT_PRINTED", "HEALTH",       "NOTICES",
        "ALARM"};

    return (unsigned)kind < EVENT_COUNT ? names[kind] : "";
}
