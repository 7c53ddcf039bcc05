/* What the rows of moves.c and covers.c ask and do. A `when` only reads; a deed writes into the session and
 * wishes by effects. Owns nothing. Names read as the rows do: "SERVICE, NEXT, is_identified, begin_case,
 * TO_FORWARD". The ui room, through session_step only. */
#pragma once

#include "session/moves.h"

#pragma GCC visibility push(hidden) /* short names, for the table's sake: they stay in this program */

when_call is_identified, is_category, is_service, is_editing, is_on_page, is_for_later, fits_the_pad, has_ink,
    has_more_statement, is_signing, names_materials, names_signature, names_field, is_our_save,
    is_our_refusal, is_our_case, is_saved, is_unsaved, is_our_question, is_asking, has_no_result, may_print,
    is_our_paper, is_face, is_reason, came_from, is_under_way, is_language, needs_case_id, is_not_called,
    may_call_staff, was_called, is_our_call, is_spoken_to, is_practice, is_real, may_practise, may_exit,
    has_more_guide, is_into_guide, is_answer;
when_call brings_word, is_our_word, may_say, is_typing, may_blank, has_typed, is_our_talk;
when_call asks_for_number, is_offer, is_offered, is_confirmed, has_plan, may_cancel, enquires_anew;

/* deeds_visit.c: the face at the end */
when_call has_rated;
deed_call take_face_back;

/* deeds_identity.c: a code is shown instead of the card */
when_call is_asking_identity, is_our_identity;
deed_call show_identity, take_identity, no_identity;
void session_forget_identity(struct session *s); /* nothing is asked any more */

/* deeds_sheet.c */
when_call is_for_sheet, is_our_sheet;
deed_call print_sheet, sheet_printed, sheet_failed;
void session_recall_sheet(struct session *s, struct effects *out);

/* deeds_progress.c */
when_call is_other_case;
deed_call turn_case;

/* deeds_bundle.c */
when_call is_part, names_parts, lacks_answers, lacks_papers;
deed_call tick_part, check_parts, ask_answers;

/* photo.c */
when_call may_photograph, may_take, is_our_photo, is_taking_photo, is_photo_taken, has_pages;
deed_call open_camera, take_photo, photographed, photo_late, photo_again, keep_photo, drop_photos;
void session_watch_page(struct session *s, struct effects *out); /* the camera is on, nothing taken */

/* exercise.c */
when_call is_drink, is_exercise, writes_name, has_written, presses_digits, lays_card, is_unlooked,
    has_more_exercises, is_amid_exercises;
deed_call choose_drink, open_exercise, take_pressed, lay_example, look_at_exercise, next_exercise,
    end_exercises;

/* deeds_draft.c */
when_call has_draft, may_keep_draft, is_draft_digits, is_typing_draft, is_lost_draft, is_opened_draft,
    is_our_draft, is_kept_draft, is_settled_draft;
deed_call choose_draft_digits, ask_draft_digits, take_draft_digits, check_draft_digits, drop_draft,
    resume_draft, draft_told;

deed_call begin, begin_by_ear, identify, choose_category, choose_service, not_read, begin_case,
    identify_for_case, read_again, take_answer, check_page, take_material, put_off, check_papers, take_number,
    number_unread, mean_mark, call_witness, take_ink, undo_ink, clear_ink, check_ink, edit, edit_field,
    submit, saved, not_saved, accepted, save_again, take_result, no_result, too_late, cancel, print, printed,
    not_printed, drop_case, turn_away, rate, reason, send_rating, ask_for_home, ask_for_exit, set_language,
    next_language, set_large, set_contrast, set_seated, set_voice, set_voice_rate, set_voice_volume, stamp,
    peek, call_staff, take_case_id, call_emergency, heard, set_steady, start_practice, end_practice,
    pretend_card, pretend_papers, open_guide, next_guide, previous_guide, ask_for_word, open_talk,
    call_and_talk, say, take_typed, say_typed, stop_typing, set_blank, told, untold;
deed_call pick, ask_to_confirm, confirm;

/* deeds_booking.c */
when_call is_taken, picks_day, picks_time, is_ticket, is_no_ticket, may_give_back, gives_back, is_given_back;
deed_call show_times, show_days, take_rest, take_ticket, ask_to_give_back, book_anew;
/* Of the days, or of the times, that are shown: one where somebody may still come; and picking it. */
bool is_free(const struct session *s, unsigned number);
void pick_free(struct session *s, unsigned number);

/* deeds_request.c: a number is left for an answer by message */
when_call may_leave_request, is_before_request;
deed_call leave_request, turn_to_question;

/* deeds_payment.c */
when_call is_order_open, is_our_order, is_paid_order, is_code_over, is_unsure_over, is_unpayable,
    may_pay_later, may_print_asking;
deed_call open_order, renew_order, paid, take_order, no_order, wait_no_longer, ask_order, pay_later,
    pretend_paid, ask_for_review;
/* Before a case is dropped or its visit ends: what was not filed is given up, paid or not. */
void session_abandon_order(struct session *s, struct effects *out);

/* deeds_codes.c: what a resident shows to the scanner by themselves */
when_call is_receipt, is_paper;
deed_call open_receipt, show_paper, pay_by_code;
/* A staff code, for the maintenance mode alone: no page of a visit hears it. */
bool session_is_staff_code(const struct session_event *event);

/* deeds_delivery.c */
when_call is_amid_details, is_way, names_detail, lacks_details, names_delivery;
deed_call next_detail, choose_way, ask_details, check_way;

/* deeds_find.c */
when_call is_finding;
deed_call open_find, take_sought, show_found, show_all;
void session_forget_find(struct session *s); /* unless one is still searching, or looks at what was found */

/* sos.c */
when_call may_dial, is_in_call;
deed_call dial, hang_up, phone_told;

/* sign.c */
when_call has_sign;
deed_call play_sign;

/* Shared by the deeds: a wish, numbered; answers quote that number. */
uint32_t wish(struct session *s, struct effects *out, enum effect_kind kind);
/* One more about an earlier wish, under its number. */
void wish_about(struct session *s, struct effects *out, enum effect_kind kind, uint32_t request);
/* Sets what this page has met; `field` NULL for none. Always false, so that a deed can end with it. */
bool met(struct session *s, enum problem problem, const char *field);
/* Where a card is likely, so the reader is asked often. */
bool session_expects_cards(enum step step);
bool session_expects_codes(enum step step);   /* a camera that looks for them is on just then */
bool is_application(const struct session *s); /* or a report: stored and sent, not asked */
bool session_is_of_case(enum step step);      /* filled in before it is sent: leaving asks first */
void empty_case(struct session *s);           /* wipes all but which service it is */
/* The first paper that is neither there nor put off, or NULL. */
const struct material *missing_paper(const struct session *s);
int session_age(const struct session *s); /* whole years by the card; less than 0: not known */
/* Review and consent are for what stood there then. */
void case_changed(struct session *s);
/* What is wrong on a page, and with which field; PROBLEM_NONE when nothing is. */
enum problem page_problem(const struct session *s, unsigned page, const struct field **field);
/* While a card is awaited, what the cabinet knows of the reader stands there as the problem. */
void session_notice_reader(struct session *s);
/* Headphones: plugged in or out, and still in when somebody begins. */
void session_notice_plug(struct session *s, bool was);
void session_notice_arrival(struct session *s);
/* While the talk is open: looks for an answer when it is time. */
void session_talk_due(struct session *s, struct effects *out);

/* After every event: large letters are offered by themselves to whom the card says is 60 or older. */
void session_offer_large(struct session *s);

/* deeds_notice.c */
when_call is_notice, follows_notice, is_alert;
deed_call open_notice, turn_back, close_notice, note_seen, put_alert_away;
/* What the neighbourhood is told: the newest list; then, after every event, an alert nobody
 * saw yet; and when the next one begins to hold, monotonic, 0 for none. */
void session_take_notices(struct session *s, const struct notices *notices);
void session_offer_alert(struct session *s);
int64_t session_alert_due(const struct session *s);
void session_look_for_draft(struct session *s, struct effects *out); /* of whoever was just recognised */
void session_offer_draft(struct session *s);                         /* after every event, once */
void session_forget_digits(struct session *s);
void session_spend_draft(struct session *s, struct effects *out); /* what came out of it is handed in */

#pragma GCC visibility pop
