/* Which screen it is: ordered early returns, then the table of steps. */
#include <stdio.h>

#include "ui/screens/parts.h"

typedef void screen_call(struct page *page, const struct session *s, const struct screen_context *context);

static screen_call *const screens[STEP_COUNT] = {
    [STEP_STANDBY] = screen_standby,
    [STEP_HOME] = screen_home,
    [STEP_SERVICES] = screen_services,
    [STEP_LANGUAGE] = screen_language,
    [STEP_SERVICE] = screen_service,
    [STEP_IDENTIFY] = screen_identify,
    [STEP_FORM] = screen_form,
    [STEP_MATERIALS] = screen_materials,
    [STEP_SIGNATURE] = screen_signature,
    [STEP_DELIVERY] = screen_delivery,
    [STEP_REVIEW] = screen_review,
    [STEP_PAYMENT] = screen_payment,
    [STEP_SENDING] = screen_sending,
    [STEP_RESULT] = screen_result,
    [STEP_DONE] = screen_done,
    [STEP_RATING] = screen_rating,
    [STEP_OUT_OF_SERVICE] = screen_out_of_service,
    [STEP_PRACTICE] = screen_practice,
    [STEP_NOTICE] = screen_notice,
    [STEP_DRAFT] = screen_draft,
    [STEP_ENQUIRY] = screen_sending,
    [STEP_PICK] = screen_pick,
    [STEP_PARTS] = screen_parts,
    [STEP_SEARCH] = screen_search,
    [STEP_CAMERA] = screen_camera,
};

/* These cover the whole page; the others ask in front of it. */
static screen_call *const covers[OVERLAY_COUNT] = {
    [OVERLAY_EMERGENCY] = overlay_emergency, [OVERLAY_HELP] = overlay_help,
    [OVERLAY_GUIDE] = overlay_guide,         [OVERLAY_TALK] = overlay_talk,
    [OVERLAY_STATEMENT] = overlay_statement, [OVERLAY_BY_MARK] = overlay_by_mark,
    [OVERLAY_PLAN] = overlay_plan,           [OVERLAY_SIGN] = overlay_sign,
};

/* Nobody can begin: where to go instead stands there, until the panel is back. */
static bool out_of_reach(const struct session *s)
{
    return s->step == STEP_STANDBY && s->health.touch_gone && s->health.keypad != DEVICE_READY;
}

/* Another question of the same screen is another page: the touch that answered the last one must not answer
 * it, too. */
static void tell_apart(struct page *page, const struct session *s)
{
    enum { NUMBER = 64 };
    char text[NUMBER];
    snprintf(text, sizeof text, "%u %u %u %u %u", (unsigned)s->step, /* some look alike */
             s->overlay == OVERLAY_GUIDE  ? s->guide_page
             : s->overlay == OVERLAY_TALK ? s->talk.typing
                                          : s->form_page,
             s->step == STEP_SERVICES ? s->category : 0, s->step == STEP_IDENTIFY ? (unsigned)s->problem : 0,
             s->step == STEP_DRAFT    ? (unsigned)s->draft.state
             : s->step == STEP_PICK   ? s->kase.booking.times
             : s->step == STEP_CAMERA ? (unsigned)s->kase.photo.state
                                      : 0);
    page_key(page, text);
    if (s->step == STEP_NOTICE)
        page_key(page, s->notice);
}

/* One of many is pressed, or none: what to press is no button's name. */
static bool has_no_button(const struct session *s)
{
    enum step step = s->step;

    return step == STEP_HOME || step == STEP_SERVICES || (step == STEP_SEARCH && s->find.shown) ||
           step == STEP_LANGUAGE || step == STEP_OUT_OF_SERVICE;
}

void screens_build(struct page *page, const struct session *s, const struct screen_context *context)
{
    enum step shown = out_of_reach(s) ? STEP_OUT_OF_SERVICE : s->step;
    page_begin(page, step_screen(shown), overlay_name(s->overlay));
    tell_apart(page, s);
    bool bare = s->step == STEP_STANDBY || s->step == STEP_OUT_OF_SERVICE;
    screen_call *cover = covers[s->overlay];
    if (cover || !bare)
        screen_frame(page, s, context);
    page->wants = !cover && has_no_button(s) ? wants(s) : NULL;
    page_place(page, PLACE_BODY);
    (cover ? cover : screens[shown])(page, s, context);
    if (s->overlay == OVERLAY_TIMEOUT)
        overlay_timeout(page, s, context);
    if (s->overlay == OVERLAY_OFFER_LARGE)
        overlay_offer_large(page, s, context);
    if (s->overlay == OVERLAY_OFFER_DRAFT)
        overlay_offer_draft(page, s, context);
    if (s->overlay == OVERLAY_LEAVE)
        overlay_leave(page, s, context);
    if (s->overlay == OVERLAY_CONFIRM)
        overlay_confirm(page, s, context);
    screen_toast(page, s);
    if (s->overlay == OVERLAY_ALERT)
        overlay_alert(page, s, context);
    screen_footer(page, s, bare && !cover);
}
