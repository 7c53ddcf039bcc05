/* Example sessions of every screen, for tests, audit and golden pictures. The people are invented; area
 * 341199 is unassigned. */
#include <string.h>

#include "base/secret.h"
#include "ui/screens/parts.h"
#include "ui/screens/previews_amount.h"
#include "ui/screens/previews_booking.h"
#include "ui/screens/previews_bundle.h"
#include "ui/screens/previews_camera.h"
#include "ui/screens/previews_community.h"
#include "ui/screens/previews_draft.h"
#include "ui/screens/previews_emergency.h"
#include "ui/screens/previews_ends.h"
#include "ui/screens/previews_form.h"
#include "ui/screens/previews_hand.h"
#include "ui/screens/previews_help.h"
#include "ui/screens/previews_identify.h"
#include "ui/screens/previews_notice.h"
#include "ui/screens/previews_parts.h"
#include "ui/screens/previews_practice.h"
#include "ui/screens/previews_progress.h"
#include "ui/screens/previews_rare.h"
#include "ui/screens/previews_region.h"
#include "ui/screens/previews_reminder.h"
#include "ui/screens/previews_request.h"
#include "ui/screens/previews_search.h"
#include "ui/screens/previews_sheet.h"
#include "ui/screens/previews_sign.h"
#include "ui/screens/previews_touch.h"
#include "ui/screens/previews_typed.h"

enum { SOON_MS = 26000 };

static void set(char *to, size_t cap, const char *text)
{
    secret_copy_text(to, cap, text);
}

static void standing(struct session *s, enum step step)
{
    preview_stand(s, step);
}

static void with_person(struct session *s)
{
    preview_person(s);
}

static const struct service *of_kind(const struct session *s, enum service_kind kind)
{
    return preview_service(s, kind);
}

void preview_answer(struct session *s, const struct field *field)
{
    const char *value = field->type == FIELD_PHONE                    ? "19900000077"
                        : field->type == FIELD_ID_NUMBER              ? "341199194601010074"
                        : field->type == FIELD_BANK_CARD              ? "6217009900000099"
                        : field->type == FIELD_DATE                   ? "1998-09-12"
                        : field->type == FIELD_AMOUNT                 ? "1234.50"
                        : field->type == FIELD_REGION                 ? "341122100006"
                        : field->type == FIELD_CHOICE                 ? field->choices[0].value
                        : g_strcmp0(field->from_card, "address") == 0 ? s->person.address
                        : g_strcmp0(field->from_card, "number") == 0  ? s->person.number
                                                                      : s->person.name;
    answer_set(&s->kase, field, value, field->from_card != NULL);
}

static void with_case(struct session *s, enum service_kind kind, enum step step)
{
    standing(s, step);
    with_person(s);
    s->service = of_kind(s, kind);
}

void preview_filled(struct session *s, enum step step)
{
    with_case(s, SERVICE_APPLICATION, step);
    for (unsigned i = 0; s->service && i < s->service->page_count; i++)
        for (unsigned j = 0; j < s->service->page_fields[i]; j++)
            preview_answer(s, &s->service->pages[i][j]);
}

static void signed_too(struct session *s, enum step step)
{
    static const struct stroke_point line[] = {{1500, 3000, true}, {3000, 2600, false}, {4200, 6500, false},
                                               {5600, 2400, true}, {5200, 7000, false}, {8000, 5200, false}};
    preview_filled(s, step);
    s->kase.materials[0].taken = true;
    s->kase.materials[1].later = true;
    memcpy(s->kase.ink, line, sizeof line);
    s->kase.ink_count = G_N_ELEMENTS(line);
}

static void handed_in(struct session *s, enum step step)
{
    signed_too(s, step);
    s->kase.reviewed = s->kase.consented = s->kase.saved = s->kase.accepted = true;
    set(s->kase.receipt, sizeof s->kase.receipt, "206170001475");
    set(s->kase.code, sizeof s->kase.code, "7F3A 91C2 5B0E");
    s->kase.saved_ms = s->wall_ms;
    s->print = PRINT_ASKED;
}

static void standby(struct session *s)
{
    standing(s, STEP_STANDBY);
}
static void home(struct session *s)
{
    standing(s, STEP_HOME);
}
static void home_offline(struct session *s)
{
    home(s);
    s->health.online = false;
}
static void home_full(struct session *s)
{
    home_offline(s);
    s->health.disk_full = true;
}
static void home_known(struct session *s)
{
    home(s);
    with_person(s);
}
static void services(struct session *s)
{
    standing(s, STEP_SERVICES);
}
static void services_category(struct session *s)
{
    services(s);
    s->category = s->catalog->category_count ? 1 : 0;
}
static void services_full(struct session *s)
{
    services(s);
    s->health.disk_full = true;
}
static void services_known(struct session *s)
{
    services(s);
    with_person(s);
}
static void language(struct session *s)
{
    standing(s, STEP_LANGUAGE);
}
static void service(struct session *s)
{
    standing(s, STEP_SERVICE);
    s->service = of_kind(s, SERVICE_APPLICATION);
}
static void service_known(struct session *s)
{
    service(s);
    with_person(s);
}
static void service_printed(struct session *s)
{
    service(s);
    s->print = PRINT_PRINTED;
}
static void service_no_paper(struct session *s)
{
    service(s);
    preview_no_paper(s);
}
static void service_unprinted(struct session *s)
{
    service_no_paper(s);
    s->print = PRINT_FAILED;
}
static void service_full(struct session *s)
{
    service(s);
    s->health.disk_full = true;
}
static void service_query(struct session *s)
{
    standing(s, STEP_SERVICE);
    s->service = of_kind(s, SERVICE_QUERY);
}
static void materials(struct session *s)
{
    preview_filled(s, STEP_MATERIALS);
}
static void materials_other(struct session *s)
{
    materials(s);
    s->kase.materials[0].taken = true;
    s->problem = PROBLEM_CODE_OTHER_PAPER;
}
static void materials_missing(struct session *s)
{
    materials(s);
    s->problem = PROBLEM_EMPTY;
    if (s->service && s->service->material_count)
        set(s->problem_field, sizeof s->problem_field, s->service->materials[0].code);
}
static void signature(struct session *s)
{
    preview_filled(s, STEP_SIGNATURE);
}
static void signature_signed(struct session *s)
{
    signed_too(s, STEP_SIGNATURE);
}
static void signature_empty(struct session *s)
{
    signature(s);
    s->problem = PROBLEM_UNSIGNED;
}
static void signature_statement(struct session *s)
{
    signature(s);
    s->overlay = OVERLAY_STATEMENT;
}
static void signature_by_mark(struct session *s)
{
    signature(s);
    s->overlay = OVERLAY_BY_MARK;
}
static void signature_stamped(struct session *s)
{
    signature(s);
    s->kase.stamped = true;
}
static void review(struct session *s)
{
    signed_too(s, STEP_REVIEW);
}
static void review_full(struct session *s)
{
    review(s);
    s->problem = PROBLEM_DISK_FULL;
}
static void review_not_saved(struct session *s)
{
    review(s);
    s->problem = PROBLEM_NOT_SAVED;
}
static void sending(struct session *s)
{
    handed_in(s, STEP_SENDING);
    s->kase.accepted = false;
    s->print = PRINT_NONE;
}
static void asking(struct session *s)
{
    with_case(s, SERVICE_QUERY, STEP_SENDING);
    preview_waits(s);
}
static void result_row(struct session *s, const char *zh, const char *en, const char *value,
                       struct means means)
{
    unsigned i = s->kase.result.count++;
    set(s->kase.result.label[i][LANGUAGE_ZH], sizeof s->kase.result.label[i][LANGUAGE_ZH], zh);
    set(s->kase.result.label[i][LANGUAGE_EN], sizeof s->kase.result.label[i][LANGUAGE_EN], en);
    set(s->kase.result.value[i], sizeof s->kase.result.value[i], value);
    s->kase.result.means[i] = means;
}
static struct means paid_in(unsigned months, int64_t fen)
{
    return (struct means){.is = MEANS_MONTHS, .months = months, .fen = fen};
}
static void result(struct session *s)
{
    with_case(s, SERVICE_QUERY, STEP_RESULT);
    set(s->kase.result.note[LANGUAGE_ZH], sizeof s->kase.result.note[0],
        "从 2023 年 1 月到 2025 年 12 月，一共交了 36 个月。");
    set(s->kase.result.note[LANGUAGE_EN], sizeof s->kase.result.note[0],
        "36 months paid, from January 2023 to December 2025.");
    s->kase.result.note_means =
        (struct means){.is = MEANS_MONTHS, .from = "2023-01", .to = "2025-12", .months = 36, .fen = -1};
    result_row(s, "2025 年", "2025", "12 个月，¥7,240.00", paid_in(12, 724000));
    result_row(s, "2024 年", "2024", "12 个月，¥6,980.00", paid_in(12, 698000));
    result_row(s, "2023 年", "2023", "12 个月，¥6,720.00", paid_in(12, 672000));
}
static void result_offline(struct session *s)
{
    with_case(s, SERVICE_QUERY, STEP_RESULT);
    s->health.online = false;
    s->problem = PROBLEM_OFFLINE;
}
static void result_late(struct session *s)
{
    with_case(s, SERVICE_QUERY, STEP_RESULT);
    s->problem = PROBLEM_LATE;
}
static void result_refused(struct session *s)
{
    with_case(s, SERVICE_QUERY, STEP_RESULT);
    s->problem = PROBLEM_REFUSED;
}
static void done(struct session *s)
{
    handed_in(s, STEP_DONE);
}
static void done_heard(struct session *s)
{
    done(s);
    s->voice = true;
}
static void done_offline_heard(struct session *s)
{
    done_heard(s);
    s->kase.accepted = s->health.online = false;
}
static void done_offline(struct session *s)
{
    handed_in(s, STEP_DONE);
    s->kase.accepted = s->health.online = false;
    s->print = PRINT_PRINTED;
    s->kase.papers = 2; /* the second of them says that it is one */
}
static void done_no_paper(struct session *s)
{
    handed_in(s, STEP_DONE);
    s->print = PRINT_FAILED;
    s->health.printer = DEVICE_ATTENTION;
    s->health.printer_cause = CAUSE_PAPER_OUT;
}
static void done_paper_again(struct session *s)
{
    done_no_paper(s);
    s->health.printer = DEVICE_READY;
    s->health.printer_cause = CAUSE_NONE;
}
static void rating(struct session *s)
{
    handed_in(s, STEP_RATING);
    s->deadline_ms = s->now_ms + SOON_MS;
}
static void rating_good(struct session *s)
{
    rating(s);
    s->rating = 2;
    s->reasons = 1;
}
static void rating_bad(struct session *s)
{
    rating(s);
    s->rating = 4;
}
static void out_of_service(struct session *s)
{
    standing(s, STEP_OUT_OF_SERVICE);
}
static void help(struct session *s)
{
    home(s);
    s->overlay = OVERLAY_HELP;
}
static void help_inside(struct session *s)
{
    review(s);
    s->overlay = OVERLAY_HELP;
    s->staff_call.state = CALL_HEARD;
}
static void offer_large(struct session *s)
{
    preview_filled(s, STEP_FORM);
    s->overlay = OVERLAY_OFFER_LARGE;
}
static void timed_out(struct session *s)
{
    preview_filled(s, STEP_FORM);
    s->overlay = OVERLAY_TIMEOUT;
    s->deadline_ms = s->now_ms + SOON_MS;
}
static void leave(struct session *s)
{
    review(s);
    s->overlay = OVERLAY_LEAVE;
    s->leave_to = STEP_STANDBY;
}

#define P(name)                                                                                              \
    {                                                                                                        \
#name, name, NULL                                                                                    \
    }
/* clang-format off */
static const struct preview previews[] = {
    P(standby), P(home), P(home_offline), P(home_full), P(home_known), P(services), P(services_category), P(services_full), P(services_known), P(search), P(search_known), P(search_empty), {"search_written", search, preview_sought},
    {"search_letters", search, preview_sought_letters}, {"search_odd", search, preview_sought_odd}, P(search_found), P(search_found_offline), P(search_nothing), P(search_practice), P(language),
    P(service), P(service_known), P(service_printed), P(service_no_paper), P(service_unprinted), P(service_full), P(service_query), {"identify", preview_identify, NULL}, P(identify_unread),
    P(identify_hasty), P(identify_forgotten), P(identify_gone), P(identify_young), P(identify_expired),
    {"alert_form", alert_form, preview_letters}, P(alert_services), P(identify_code), P(identify_asking), {"identify_seen", preview_identify, NULL, {true, NULL, SIGHT_NOTHING}}, P(identify_refused), P(identify_late), P(identify_unconnected), P(identify_social), P(identify_social_only), P(identify_social_unread), P(identify_social_hasty), P(identify_social_other), P(identify_social_guarded), P(identify_social_left), P(form_text), P(form_text_empty), {"form_text_found", form_text, preview_nothing},
    {"form_pinyin", form_text, preview_letters},
    {"form_pinyin_long", form_text, preview_sentence}, {"form_pinyin_many", form_text_empty, preview_many},
    {"form_letters", form_text, preview_lower}, {"form_capitals", form_text, preview_upper}, {"form_signs", form_text, preview_signs},
    {"form_hand", form_text, preview_pad},
    {"form_hand_written", form_text, preview_pad_written}, P(form_phone), P(form_phone_kept), P(form_phone_short), P(form_phone_wrong), P(form_number), P(form_number_own), P(form_number_wrong), P(form_number_letter), P(form_number_birthday),
    P(form_bank), P(form_bank_short), P(form_date), P(form_date_month), P(form_date_day), P(form_date_late), P(form_date_early), P(form_date_none), P(form_amount), P(form_amount_shape), P(form_amount_low),
    P(form_amount_high), P(form_region), P(form_region_chosen),
    P(form_region_empty), {"form_region_find", form_region, preview_finding}, {"form_region_top", form_region, preview_top},
    P(form_choice),
    P(form_choice_empty), P(materials), P(materials_other), P(materials_missing), P(materials_camera), P(materials_photographed), {"materials_seen", materials_camera, NULL, {true, NULL, SIGHT_NOTHING}},
    P(camera), P(camera_more), {"camera_no_page", camera, NULL, {true, NULL, SIGHT_NO_PAGE}}, {"camera_dark", camera, NULL, {true, NULL, SIGHT_DARK}}, {"camera_far", camera, NULL, {true, NULL, SIGHT_FAR}},
    {"camera_well", camera, NULL, {true, NULL, SIGHT_WELL}}, P(camera_taking), P(camera_taken), P(camera_whole), P(camera_late), P(camera_full), P(camera_gone), P(camera_practice), P(signature),
    P(signature_signed), P(signature_empty), P(signature_statement), P(signature_by_mark), P(signature_stamped), P(review), P(review_photographed), P(review_full), P(review_not_saved), P(rare_form), P(rare_review), P(rare_done), P(sending), P(asking), P(result),
    P(result_offline), P(result_late), P(result_refused), P(certificate), P(certificate_slip), P(certificate_page), P(certificate_printing), P(certificate_no_paper), P(certificate_printed),
    P(certificate_unprinted), P(certificate_gone), P(paper_true), P(paper_altered), P(paper_unknown), P(done), P(done_heard), P(done_offline), P(done_offline_heard), P(done_no_paper), P(done_paper_again), P(rating),
    P(rating_good), P(rating_bad), P(out_of_service), P(out_of_service_told), P(help), P(help_inside), P(emergency),
    P(emergency_called), P(emergency_answered), P(emergency_calling), P(emergency_unheard), P(emergency_equipped), P(emergency_offline), P(emergency_ringing), P(emergency_alarm), P(emergency_talking), P(emergency_not_taken), P(emergency_not_made), P(mains_lost),
    P(offer_large), P(timed_out), P(leave),
    P(practice), P(practice_write), P(practice_write_more), P(practice_written), P(practice_press), P(practice_press_other), P(practice_pressed), P(practice_card), P(practice_card_read),
    P(practice_identify), P(practice_materials), P(practice_result), P(practice_done), P(guide),
    P(guide_card), P(guide_filling), P(guide_ending),
    P(help_offline), P(help_unread), P(help_evening), P(help_night), P(answer_card), P(answer_writing), P(answer_family),
    P(report_service), P(report_kind),
    P(report_kind_chosen), P(report_where), P(report_words), P(report_review), P(report_done),
    P(report_done_offline), P(report_done_no_paper),
    P(steady_form), P(toast_choice), P(toast_signature),
    P(delivery), P(delivery_post), P(delivery_agent), P(delivery_none), P(delivery_page), P(delivery_review),
    P(delivery_done), P(talk_begun), P(talk_waiting),
    P(talk_answered), P(talk_typing),
    P(standby_notice), P(standby_alert), P(standby_card), P(standby_paper), P(standby_page), P(standby_social), P(done_card), P(done_social), P(done_slip), P(done_offline_card), P(rating_page), P(notice), P(notice_known), P(notice_long), P(notice_second), P(notice_printed), P(notice_unprinted), P(notice_gone), P(alert),
    P(alert_standby), P(touch_gone), P(touch_gone_keys), P(touch_gone_inside),
    P(draft_choosing), P(draft_easy), P(draft_different), P(draft_not_kept), P(draft_again), P(draft_keeping), P(draft_kept), P(draft_asking),
    P(draft_wrong), P(draft_gone), P(draft_unfit), P(draft_offered), P(home_draft),
    P(payment_asking), P(payment), P(payment_unsure), P(payment_unknown), P(payment_unknown_no_paper), P(payment_taking), P(payment_code_other), P(payment_code_spent), P(payment_offline), P(payment_refused),
    P(payment_leave), P(payment_exit), P(payment_timed_out), P(payment_practice), P(payment_review), P(payment_done), P(payment_stored), P(payment_later), P(payment_later_doubt),
    P(bundle), P(bundle_young), P(bundle_none), P(bundle_editing), P(bundle_service), P(bundle_review),
    P(bundle_done), P(bundle_done_offline), P(bundle_done_no_paper),
    P(progress), P(progress_going_on), P(progress_paid), P(progress_alone), P(progress_ended), P(progress_refused), P(progress_none), P(progress_no_printer), P(progress_unprinted), P(receipt_asking), P(receipt_told), P(receipt_unknown), P(receipt_offline),
    P(request_service), P(request_phone), P(request_review), P(request_sending), P(request_done), P(request_done_offline), P(request_done_no_paper), P(request_booking_review), P(request_booking_sending), P(request_booking_done), P(request_booking_done_offline), P(request_waiting), P(request_answered),
    P(vote), P(vote_picked), P(vote_unpicked), P(vote_confirm),
    P(vote_plan), P(vote_sending), P(vote_in), P(vote_late),
    P(booking_service), P(booking_where), P(booking_days_free), P(booking_day_picked), P(booking_day_unpicked), P(booking_taken), P(booking_full), P(booking_times_free),
    P(booking_time_picked), P(booking_confirm), P(booking_sending), P(booking_made), P(booking_made_no_paper), P(booking_held), P(booking_give_back), P(booking_cancelling),
    P(booking_cancelled), P(booking_none), P(booking_offline), P(booking_late), P(booking_late_cancel), P(booking_practice),
    P(sign_identify), P(sign_signature), P(sign_review), P(sign_done),
    P(sign_clip), P(sign_clip_consent), P(sign_clip_done), P(sign_clip_gone),
};
/* clang-format on */

const struct preview *screens_previews(unsigned *count)
{
    *count = G_N_ELEMENTS(previews);
    return previews;
}
