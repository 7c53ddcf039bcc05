/* How a visit goes. A row: at these steps, on this event, when this holds: if this deed agrees, go there.
 * The first row that holds is taken; what is not in the table does nothing. */
#include "session/moves.h"

#include "session/deeds.h"

#define BIT(name) (1u << (STEP_##name))
#define STANDBY BIT(STANDBY)
#define LANGUAGE BIT(LANGUAGE)
#define SENDING (BIT(SENDING) | BIT(ENQUIRY))
#define RESULT BIT(RESULT)
#define DONE BIT(DONE)
#define RATING BIT(RATING)
#define PRACTICE BIT(PRACTICE)
#define DRAFT BIT(DRAFT)
#define NOTICE BIT(NOTICE)
#define PARTS BIT(PARTS)
#define CAMERA BIT(CAMERA)
#define CHOOSING (BIT(HOME) | BIT(SERVICES) | BIT(SEARCH) | BIT(SERVICE) | NOTICE)
#define CASE                                                                                                 \
    (BIT(PICK) | PARTS | BIT(FORM) | BIT(MATERIALS) | CAMERA | BIT(SIGNATURE) | BIT(DELIVERY) |              \
     BIT(REVIEW) | BIT(PAYMENT))
#define PRINTS (BIT(SERVICE) | NOTICE | BIT(PAYMENT) | DONE | RESULT)
#define INSIDE                                                                                               \
    (CHOOSING | BIT(IDENTIFY) | CASE | SENDING | RESULT | DONE | RATING | LANGUAGE | PRACTICE | DRAFT)
#define ANYWHERE (STANDBY | INSIDE | BIT(OUT_OF_SERVICE))
/* clang-format off */
#define M(at, on, when, deed, to) {at, EVENT_##on, when, deed, (int)(to), {#at, #on, #when, #deed, #to}}
/* clang-format on */
#define always NULL
#define nothing NULL

const struct move moves_table[] = {
    /* coming in, looking around */
    M(STANDBY, START, always, begin, STEP_HOME),
    M(STANDBY, KEYPAD, always, begin_by_ear, STEP_HOME),
    M(STANDBY, CARD, always, identify, STEP_HOME),
    M(STANDBY | BIT(HOME), CODE, is_receipt, open_receipt, STEP_SENDING),
    M(STANDBY | BIT(HOME), PROOF, is_paper, show_paper, STEP_RESULT),
    M(BIT(HOME), SERVICES, always, nothing, STEP_SERVICES),
    M(BIT(HOME), CATEGORY, is_category, choose_category, STEP_SERVICES),
    M(BIT(SERVICES), CATEGORY, is_category, choose_category, TO_STAY),
    M(BIT(SERVICES), SEARCH, always, open_find, STEP_SEARCH),
    M(BIT(SEARCH), SEARCH, always, open_find, TO_STAY),
    M(BIT(SEARCH), ANSWER, is_finding, take_sought, TO_STAY),
    M(BIT(SEARCH), NEXT, is_finding, show_found, TO_STAY),
    M(BIT(SEARCH), SERVICES, came_from, show_all, TO_BACK),
    M(BIT(HOME) | BIT(SERVICES) | BIT(SEARCH), SERVICE, is_service, choose_service, STEP_SERVICE),
    M(CHOOSING, CARD, always, identify, TO_STAY),
    M(CHOOSING, CARD_PROBLEM, always, not_read, TO_STAY),
    M(BIT(SERVICE), NEXT, always, begin_case, TO_FORWARD),
    M(STANDBY | BIT(HOME), NOTICE, is_notice, open_notice, STEP_NOTICE),
    M(NOTICE, NOTICE, is_notice, open_notice, TO_STAY),
    M(NOTICE, NEXT, came_from, note_seen, TO_BACK),
    M(NOTICE, BACK, follows_notice, turn_back, TO_STAY),
    M(NOTICE, BACK, came_from, close_notice, TO_BACK),
    M(BIT(IDENTIFY), CARD, always, identify_for_case, TO_FORWARD),
    M(BIT(IDENTIFY), CARD_PROBLEM, always, not_read, TO_STAY),
    M(BIT(IDENTIFY), CODE, always, show_identity, TO_STAY),
    M(BIT(IDENTIFY), RESULT, is_our_identity, take_identity, TO_FORWARD),
    M(BIT(IDENTIFY), NO_RESULT, is_our_identity, no_identity, TO_STAY),
    M(BIT(IDENTIFY), ALARM, is_asking_identity, no_identity, TO_STAY),
    M(BIT(IDENTIFY), RETRY, always, read_again, TO_STAY),
    M(BIT(IDENTIFY), SERVICES, always, turn_away, STEP_SERVICES), /* not old enough for this one */
    /* a bundle: what of it is done; ticked later, it may ask more */
    M(PARTS, PART, is_part, tick_part, TO_STAY),
    M(PARTS, NEXT, lacks_answers, ask_answers, STEP_FORM),
    M(PARTS, NEXT, lacks_papers, edit, STEP_MATERIALS),
    M(PARTS, NEXT, is_editing, check_parts, TO_BACK),
    M(PARTS, NEXT, always, check_parts, TO_FORWARD),
    /* an application */
    M(BIT(FORM), ANSWER, is_on_page, take_answer, TO_STAY),
    M(BIT(FORM), CARD, asks_for_number, take_number, TO_STAY),
    M(BIT(FORM), CARD_PROBLEM, asks_for_number, number_unread, TO_STAY),
    M(BIT(FORM), NEXT, is_amid_details, next_detail, TO_STAY),
    M(BIT(FORM), NEXT, is_editing, check_page, TO_BACK),
    M(BIT(FORM), NEXT, always, check_page, TO_FORWARD),
    M(BIT(MATERIALS), CODE, always, take_material, TO_STAY),
    M(BIT(MATERIALS), LATER, is_for_later, put_off, TO_STAY),
    M(BIT(MATERIALS), NEXT, is_editing, check_papers, TO_BACK),
    M(BIT(MATERIALS), NEXT, always, check_papers, TO_FORWARD),
    M(BIT(MATERIALS), PHOTO, may_photograph, open_camera, STEP_CAMERA),
    M(CAMERA, TAKE, may_take, take_photo, TO_STAY),
    M(CAMERA, PHOTOGRAPHED, is_our_photo, photographed, TO_STAY),
    M(CAMERA, ALARM, is_taking_photo, photo_late, TO_STAY),
    M(CAMERA, RETRY, is_photo_taken, photo_again, TO_STAY),
    M(CAMERA, NEXT, is_photo_taken, keep_photo, TO_BACK),
    M(CAMERA, PHOTO_DROP, has_pages, drop_photos, TO_STAY),
    M(BIT(SIGNATURE), INK, fits_the_pad, take_ink, TO_STAY),
    M(BIT(SIGNATURE), INK_UNDO, has_ink, undo_ink, TO_STAY),
    M(BIT(SIGNATURE), INK_CLEAR, has_ink, clear_ink, TO_STAY),
    M(BIT(SIGNATURE), INK_STAMP, is_identified, stamp, TO_STAY),
    M(BIT(SIGNATURE), NEXT, is_editing, check_ink, TO_BACK),
    M(BIT(SIGNATURE), NEXT, always, check_ink, TO_FORWARD),
    M(BIT(DELIVERY), WAY, is_way, choose_way, TO_STAY),
    M(BIT(DELIVERY), EDIT, names_detail, edit_field, STEP_FORM),
    M(BIT(DELIVERY), NEXT, lacks_details, ask_details, STEP_FORM),
    M(BIT(DELIVERY), NEXT, is_editing, check_way, TO_BACK),
    M(BIT(DELIVERY), NEXT, always, check_way, TO_FORWARD),
    M(BIT(REVIEW), EDIT, names_parts, edit, STEP_PARTS),
    M(BIT(REVIEW), EDIT, names_materials, edit, STEP_MATERIALS),
    M(BIT(REVIEW), EDIT, names_signature, edit, STEP_SIGNATURE),
    M(BIT(REVIEW), EDIT, names_delivery, edit, STEP_DELIVERY),
    M(BIT(REVIEW), EDIT, names_field, edit_field, STEP_FORM),
    M(BIT(REVIEW), SUBMIT, always, submit, TO_FORWARD),
    /* paying: the platform's word leads on, by whatever overlay it comes; touch asks before it gives up */
    M(BIT(PAYMENT), ORDER, is_paid_order, paid, TO_FORWARD),
    M(BIT(PAYMENT), ORDER, is_our_order, take_order, TO_STAY),
    M(BIT(PAYMENT), NO_ORDER, is_our_order, no_order, TO_STAY),
    M(BIT(PAYMENT), CODE, is_order_open, pay_by_code, TO_STAY),
    M(BIT(PAYMENT), ALARM, is_code_over, renew_order, TO_STAY),
    M(BIT(PAYMENT), ALARM, is_unsure_over, wait_no_longer, TO_STAY),
    M(BIT(PAYMENT), ALARM, is_order_open, ask_order, TO_STAY),
    M(BIT(PAYMENT), RETRY, is_unpayable, open_order, TO_STAY),
    M(BIT(PAYMENT), LATER, may_pay_later, pay_later, TO_FORWARD),
    M(BIT(PAYMENT), PRETEND, is_practice, pretend_paid, TO_FORWARD),
    M(BIT(PAYMENT), BACK, is_order_open, ask_for_review, TO_STAY),
    /* sending it: touch cannot leave half-way, only the desk's letters and time lead on */
    M(SENDING, SAVED, is_our_save, saved, TO_STAY),
    M(SENDING, NOT_SAVED, is_our_refusal, not_saved, TO_BACK),
    M(SENDING | DONE | RATING | LANGUAGE, ACCEPTED, brings_word, ask_for_word, TO_STAY),
    M(SENDING, ACCEPTED, is_our_case, accepted, STEP_DONE),
    M(SENDING, RESULT, is_our_word, take_result, STEP_DONE),
    M(SENDING, NO_RESULT, is_our_word, nothing, STEP_DONE),
    M(SENDING, ALARM, is_saved, nothing, STEP_DONE),
    M(SENDING, ALARM, is_unsaved, save_again, TO_STAY),
    M(DONE | RATING | LANGUAGE, ACCEPTED, is_our_case, accepted, TO_STAY),
    M(DONE | RATING | LANGUAGE, RESULT, is_our_word, take_result, TO_STAY),
    /* a query or certificate */
    M(BIT(ENQUIRY), RESULT, is_offer, take_result, TO_FORWARD),
    M(BIT(SENDING), RESULT, is_taken, take_rest, TO_BACK),
    M(BIT(SENDING), RESULT, is_ticket, take_ticket, STEP_RESULT),
    M(SENDING, RESULT, is_no_ticket, no_result, STEP_RESULT),
    M(SENDING, RESULT, is_our_question, take_result, STEP_RESULT),
    M(SENDING, NO_RESULT, is_our_question, no_result, STEP_RESULT),
    M(SENDING, ALARM, is_asking, too_late, STEP_RESULT),
    M(SENDING, BACK, may_cancel, cancel, TO_BACK),
    M(SENDING, HOME, may_cancel, cancel, STEP_HOME),
    M(SENDING, EXIT, may_cancel, cancel, TO_OUT),
    M(RESULT, LATER, may_leave_request, leave_request, STEP_FORM),
    M(BIT(FORM), BACK, is_before_request, turn_to_question, TO_BACK),
    M(RESULT, PICK, is_other_case, turn_case, TO_STAY),
    M(RESULT, RETRY, is_given_back, book_anew, STEP_ENQUIRY),
    M(RESULT, RETRY, enquires_anew, nothing, STEP_ENQUIRY),
    M(RESULT, RETRY, has_no_result, nothing, STEP_SENDING),
    /* a vote or a booking: one of what is offered, asked once more, and handed back */
    M(BIT(PICK), PICK, is_offered, pick, TO_STAY),
    M(BIT(PICK), NEXT, picks_day, show_times, TO_STAY),
    M(BIT(PICK), BACK, picks_time, show_days, TO_STAY),
    M(BIT(PICK), NEXT, always, ask_to_confirm, TO_STAY),
    M(BIT(PICK), SUBMIT, is_confirmed, nothing, STEP_SENDING),
    M(RESULT, SUBMIT, gives_back, nothing, STEP_SENDING),
    /* done: paper, another thing, a face, and out */
    M(RESULT, PRINT, is_for_sheet, print_sheet, TO_STAY),
    M(RESULT | RATING | LANGUAGE, PRINTED, is_our_sheet, sheet_printed, TO_STAY),
    M(RESULT | RATING | LANGUAGE, NOT_PRINTED, is_our_sheet, sheet_failed, TO_STAY),
    M(PRINTS, PRINT, may_print, print, TO_STAY),
    M(PRINTS | RATING | LANGUAGE, PRINTED, is_our_paper, printed, TO_STAY),
    M(PRINTS | RATING | LANGUAGE, NOT_PRINTED, is_our_paper, not_printed, TO_STAY),
    M(DONE | RESULT, FINISH, always, nothing, STEP_RATING),
    M(DONE | RESULT | RATING, AGAIN, always, drop_case, STEP_HOME),
    M(RATING, RATE, is_face, rate, TO_STAY),
    M(RATING, REASON, is_reason, reason, TO_STAY),
    M(RATING, BACK, has_rated, take_face_back, TO_STAY),
    M(RATING, FINISH, always, send_rating, TO_OUT),
    M(DONE | RATING, ALARM, always, nothing, TO_OUT),
    /* practice: exercises, then any service with example data; what leaves is answered by practice.c */
    M(BIT(HOME) | BIT(SERVICES) | BIT(SEARCH), PRACTICE, always, start_practice, STEP_PRACTICE),
    M(BIT(SERVICE) | BIT(IDENTIFY), PRACTICE, is_real, start_practice, TO_STAY),
    M(PRACTICE, DRINK, is_drink, choose_drink, TO_STAY),
    M(PRACTICE, EXERCISE, is_exercise, open_exercise, TO_STAY),
    M(PRACTICE, INK, writes_name, take_ink, TO_STAY),
    M(PRACTICE, INK_UNDO, has_written, undo_ink, TO_STAY),
    M(PRACTICE, INK_CLEAR, has_written, clear_ink, TO_STAY),
    M(PRACTICE, ANSWER, presses_digits, take_pressed, TO_STAY),
    M(PRACTICE, PRETEND, lays_card, lay_example, TO_STAY),
    M(PRACTICE, NEXT, is_unlooked, look_at_exercise, TO_STAY),
    M(PRACTICE, NEXT, has_more_exercises, next_exercise, TO_STAY),
    M(PRACTICE, NEXT, always, end_exercises, STEP_SERVICES),
    M(PRACTICE, SERVICES, always, end_exercises, STEP_SERVICES),
    M(PRACTICE, BACK, is_amid_exercises, end_exercises, TO_STAY),
    M(BIT(IDENTIFY), PRETEND, is_practice, pretend_card, TO_FORWARD),
    M(BIT(MATERIALS), PRETEND, is_practice, pretend_papers, TO_STAY),
    M(INSIDE & ~SENDING, PRACTICE_END, is_practice, end_practice, STEP_HOME),
    /* a form put aside for a day: sealed by six digits, asked for by the same card */
    M(CASE, DRAFT_KEEP, may_keep_draft, choose_draft_digits, STEP_DRAFT),
    M(CHOOSING | PARTS | BIT(FORM), DRAFT, has_draft, ask_draft_digits, STEP_DRAFT),
    M(DRAFT, ANSWER, is_draft_digits, take_draft_digits, TO_STAY),
    M(DRAFT, NEXT, is_typing_draft, check_draft_digits, TO_STAY),
    M(DRAFT, NEXT, is_lost_draft, nothing, TO_BACK),
    M(DRAFT, DRAFT_DROP, has_draft, drop_draft, TO_BACK),
    M(DRAFT, DRAFT_NEWS, is_opened_draft, resume_draft, STEP_FORM),
    M(INSIDE, DRAFT_NEWS, is_our_draft, draft_told, TO_STAY),
    M(DRAFT, FINISH, is_kept_draft, nothing, TO_OUT),
    M(DRAFT, BACK, is_settled_draft, nothing, TO_BACK),
    /* going back, home, out */
    M(BIT(SERVICES) | BIT(SEARCH) | BIT(SERVICE) | BIT(IDENTIFY) | CASE | LANGUAGE | PRACTICE, BACK,
      came_from, nothing, TO_BACK),
    M(CASE | LANGUAGE | DRAFT, HOME, is_under_way, ask_for_home, TO_STAY),
    M(CASE | LANGUAGE | DRAFT, EXIT, is_under_way, ask_for_exit, TO_STAY),
    M(BIT(SERVICES) | BIT(SEARCH) | BIT(SERVICE) | BIT(IDENTIFY) | LANGUAGE | PRACTICE | NOTICE | DRAFT |
          DONE | RESULT | RATING,
      HOME, always, drop_case, STEP_HOME),
    M(INSIDE & ~(CASE | SENDING), EXIT, always, nothing, TO_OUT),
    /* how it looks and sounds, at any moment; the language has a page of its own */
    M(LANGUAGE, LANGUAGE_SET, is_language, set_language, TO_BACK),
    M(ANYWHERE, LANGUAGE_SET, is_language, set_language, TO_STAY),
    M(BIT(PAYMENT) | SENDING | BIT(OUT_OF_SERVICE), LANGUAGE, always, next_language, TO_STAY),
    M(STANDBY | (INSIDE & ~(LANGUAGE | BIT(PAYMENT))), LANGUAGE, always, begin, STEP_LANGUAGE),
    M(ANYWHERE, LARGE, always, set_large, TO_STAY),
    M(ANYWHERE, CONTRAST, always, set_contrast, TO_STAY),
    M(ANYWHERE, SEATED, always, set_seated, TO_STAY),
    M(ANYWHERE, STEADY, always, set_steady, TO_STAY),
    M(ANYWHERE, VOICE, always, set_voice, TO_STAY),
    M(ANYWHERE, BLANK, may_blank, set_blank, TO_STAY),
    M(ANYWHERE, VOICE_RATE, is_spoken_to, set_voice_rate, TO_STAY),
    M(ANYWHERE, VOICE_VOLUME, is_spoken_to, set_voice_volume, TO_STAY),
    M(INSIDE, PEEK, is_identified, peek, TO_STAY),
    M(INSIDE, CALL_STAFF, always, call_staff, TO_STAY),
    M(ANYWHERE, HEARD, is_our_call, heard, TO_STAY),
    M(ANYWHERE, PHONE, always, phone_told, TO_STAY),
    M(ANYWHERE, TOLD, is_our_talk, told, TO_STAY),
    M(ANYWHERE, UNTOLD, is_our_talk, untold, TO_STAY),
    M(INSIDE, CASE_ID, needs_case_id, take_case_id, TO_STAY),
};

const unsigned moves_count = sizeof moves_table / sizeof moves_table[0];
