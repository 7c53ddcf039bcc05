/* What may lie over a page, in the same way as moves.c: over these, on this event, when this holds, go there.
 * Apart from it because an overlay never changes the step: the page beneath waits as it was. */
#include "session/moves.h"

#include "session/deeds.h"

/* clang-format off */
#define C(over, on, when, deed, to) {over, EVENT_##on, when, deed, (int)(to), {#over, #on, #when, #deed, #to}}
/* clang-format on */
#define always NULL
#define nothing NULL
#define OVER(name) (1u << (OVERLAY_##name))
#define BARE OVER(NONE)
#define ASKING (OVER(TIMEOUT) | OVER(LEAVE))
#define GUIDE OVER(GUIDE)
#define ALERT OVER(ALERT)
#define TALK OVER(TALK)
#define SIGN OVER(SIGN)
#define OFFERS (OVER(OFFER_LARGE) | OVER(OFFER_DRAFT))
#define READING (GUIDE | TALK | ALERT | OVER(STATEMENT) | OVER(BY_MARK) | OVER(PLAN) | SIGN)
#define READ_THROUGH                                                                                         \
    ((READING & ~ALERT) | OVER(HELP)) /* a page in place of the page, with the frame around it */
#define ASIDE (ASKING | OFFERS | READING | OVER(CONFIRM))
#define COVERED (ASIDE | OVER(HELP) | OVER(EMERGENCY))

const struct cover covers_table[] = {
    C(BARE | ASIDE, HELP, always, begin, OVERLAY_HELP),
    C(BARE | ASIDE | OVER(HELP), SOS, always, begin, OVERLAY_EMERGENCY),
    C(OVER(HELP), CALL_STAFF, always, call_staff, COVER_STAY),
    C(OVER(HELP), HELP, may_call_staff, call_staff,
      COVER_STAY), /* pressed again: who presses it wants somebody */
    C(OVER(HELP), HELP, always, nothing, COVER_STAY),
    C(OVER(BY_MARK), CALL_STAFF, always, call_witness, COVER_STAY),
    C(OVER(EMERGENCY), CALL_STAFF, is_not_called, call_emergency, COVER_STAY),
    C(OVER(EMERGENCY), SOS, is_not_called, call_emergency, COVER_STAY), /* pressed again: at once, or anew */
    C(OVER(EMERGENCY), SOS, always, nothing, COVER_STAY),               /* never disabled */
    C(OVER(EMERGENCY), ALARM, is_not_called, call_emergency, COVER_STAY),
    C(OVER(EMERGENCY), HELP, was_called, nothing, OVERLAY_HELP),
    C(OVER(EMERGENCY), DIAL, may_dial, dial, COVER_STAY), /* the first call comes by itself */
    C(OVER(EMERGENCY), HANG_UP, is_in_call, hang_up, COVER_STAY),
    /* short texts with the people on duty, for who cannot hear or speak */
    C(OVER(HELP), TALK, always, open_talk, OVERLAY_TALK),
    C(OVER(EMERGENCY), TALK, always, call_and_talk, OVERLAY_TALK),
    C(TALK, SAY, may_say, say, COVER_STAY),
    C(TALK, ANSWER, is_typing, take_typed, COVER_STAY),
    C(TALK, NEXT, has_typed, say_typed, COVER_STAY),
    C(TALK, BACK, is_typing, stop_typing, COVER_STAY),
    /* the first steps, in pictures: over any page, so what was filled in stays */
    C(BARE | OVER(HELP), GUIDE, always, open_guide, OVERLAY_GUIDE),
    C(GUIDE, NEXT, is_answer, nothing, OVERLAY_HELP),
    C(GUIDE, BACK, is_answer, nothing, OVERLAY_HELP),
    C(GUIDE, NEXT, has_more_guide, next_guide, COVER_STAY),
    C(GUIDE, NEXT, always, nothing, OVERLAY_NONE),
    C(GUIDE, BACK, is_into_guide, previous_guide, COVER_STAY),
    C(GUIDE | OVER(HELP), PRACTICE, may_practise, nothing, COVER_PASS),
    C(BARE, STATEMENT, has_more_statement, nothing, OVERLAY_STATEMENT),
    C(BARE, BY_MARK, is_signing, nothing, OVERLAY_BY_MARK),
    C(OVER(BY_MARK), INK_STAMP, is_identified, nothing, COVER_PASS),
    C(OVER(BY_MARK), CLOSE, always, mean_mark, OVERLAY_NONE),
    C(COVERED, LANGUAGE, always, next_language, COVER_STAY),
    C(OVER(OFFER_LARGE), LARGE, always, set_large, OVERLAY_NONE),
    C(OVER(OFFER_DRAFT), DRAFT, always, nothing, COVER_PASS),
    C(ASKING, DRAFT_KEEP, may_keep_draft, nothing, COVER_PASS),
    C(BARE, PLAN, has_plan, nothing, OVERLAY_PLAN),
    C(BARE, UNBOOK, may_give_back, ask_to_give_back, OVERLAY_CONFIRM),
    /* a clip is watched over its page; who does what it says is on the way already */
    C(BARE, SIGN, has_sign, play_sign, OVERLAY_SIGN),
    C(SIGN, SIGN, has_sign, play_sign, COVER_STAY),
    C(SIGN, CARD, always, nothing, COVER_PASS),
    C(SIGN, CARD_PROBLEM, always, nothing, COVER_PASS),
    C(OVER(CONFIRM), SUBMIT, always, confirm, COVER_PASS),
    C(ASKING | OFFERS | OVER(CONFIRM), STAY, always, nothing, OVERLAY_NONE),
    C(BARE, NOTICE, is_alert, nothing, OVERLAY_ALERT), /* from the bar, in which it stands amid the work */
    C(ALERT, CLOSE, always, put_alert_away, OVERLAY_NONE),
    C(ALERT, BACK, always, put_alert_away, OVERLAY_NONE),
    C(ALERT, ALARM, always, put_alert_away, OVERLAY_NONE), /* where nobody answers */
    C(COVERED, CLOSE, always, nothing, OVERLAY_NONE),
    C(COVERED, BACK, always, nothing, OVERLAY_NONE),
    C(OVER(TIMEOUT), CARD, always, nothing, OVERLAY_NONE), /* a card or code laid down is an answer, too */
    C(OVER(TIMEOUT), CODE, always, nothing, OVERLAY_NONE),
    C(ASKING, EXIT, always, nothing, COVER_OUT),
    C(READ_THROUGH, EXIT, may_exit, nothing, COVER_PASS), /* 退出 is there to the last: it asks as beneath */
    C(OVER(TIMEOUT), ALARM, always, nothing, COVER_OUT),
};

const unsigned covers_count = sizeof covers_table / sizeof covers_table[0];
