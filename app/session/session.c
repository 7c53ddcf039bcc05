#include "session/session.h"

#include <string.h>

#include <glib.h>

#include "base/secret.h"
#include "session/deeds.h"
#include "session/patience.h"
#include "session/practice.h"
#include "session/steps.h"

static void stand_still(struct session *s)
{
    s->step = s->catalog->service_count > 0 ? STEP_STANDBY : STEP_OUT_OF_SERVICE;
}

void session_init(struct session *s, const struct catalog *catalog)
{
    memset(s, 0, sizeof *s);
    s->catalog = catalog;
    s->visit = 1;
    stand_still(s);
    patience_wind(s);
}

void session_greet(struct session *s, struct effects *out)
{
    out->count = 0;
    wish(s, out, EFFECT_WIPE); /* tells the reader of the coming visit: a card laid on now wakes the house */
}

/* The one way out of a visit: all is wiped but what belongs to the cabinet, and the next number begins. */
static void leave(struct session *s, struct effects *out)
{
    const struct catalog *catalog = s->catalog;
    const struct notices *notices = s->notices;
    const struct calendar *calendar = s->calendar;
    struct health health = s->health;
    struct reminder reminder = s->reminder; /* of the cabinet, too: what lies there outlives its visit */
    uint32_t told[SESSION_ALERTS];
    char alert[NOTICE_ID]; /* is everybody's, and not put away by who did not look */
    uint64_t visit = s->visit;
    int64_t now_ms = s->now_ms, wall_ms = s->wall_ms;

    memcpy(told, s->alerts_told, sizeof told);
    memcpy(alert, s->alert, sizeof alert);
    session_abandon_order(s, out);
    sos_end(s, out);
    secret_wipe(s, sizeof *s);
    s->catalog = catalog;
    s->notices = notices;
    s->calendar = calendar;
    memcpy(s->alerts_told, told, sizeof told);
    memcpy(s->alert, alert, sizeof alert);
    s->health = health;
    s->reminder = reminder;
    s->visit = visit + 1;
    s->now_ms = s->awake_ms = now_ms;
    s->wall_ms = wall_ms;
    stand_still(s);
    wish(s, out, EFFECT_WIPE);
}

/* Where a card is likely, so the reader is asked often; standby listens gently, for it lasts hours. */
bool session_expects_cards(enum step step)
{
    return step == STEP_HOME || step == STEP_SERVICES || step == STEP_SEARCH || step == STEP_SERVICE ||
           step == STEP_IDENTIFY || step == STEP_NOTICE;
}

/* Where somebody holds a code before the machine because the page asks for it. */
bool session_expects_codes(enum step step)
{
    return step == STEP_MATERIALS || step == STEP_IDENTIFY || step == STEP_PAYMENT;
}

/* Pages that one passes through and does not come back to; the language chooser returns to any. */
static bool passes(enum step step)
{
    return step == STEP_STANDBY || step == STEP_IDENTIFY || step == STEP_SENDING || step == STEP_RESULT ||
           step == STEP_ENQUIRY || step == STEP_LANGUAGE || step == STEP_DRAFT || step == STEP_PAYMENT;
}

static void remember(struct session *s, enum step to)
{
    if (to == STEP_LANGUAGE) {
        s->aside.problem = s->problem;
        memcpy(s->aside.field, s->problem_field, sizeof s->aside.field);
        met(s, PROBLEM_NONE, NULL);
    } else if (passes(s->step)) {
        return;
    }
    if (s->back_count == SESSION_BACK) { /* the oldest goes: nobody walks back further */
        memmove(&s->back[0], &s->back[1], sizeof s->back - sizeof s->back[0]);
        s->back_count--;
    }
    s->back[s->back_count].step = s->step;
    s->back[s->back_count].form_page = s->form_page;
    s->back_count++;
}

/* What a page does by itself when one comes to it. */
static void enter(struct session *s, struct effects *out)
{
    s->step_due_ms = 0;
    s->toast_until_ms = 0;
    if (s->step != STEP_DRAFT && s->step != STEP_LANGUAGE)
        session_forget_digits(s);
    session_forget_find(s);
    session_forget_identity(s);
    s->peek_until_ms = 0; /* a look is at one page: the next one may be read aloud */
    switch ((int)s->step) {
    case STEP_HOME:
    case STEP_DONE:
    case STEP_RATING:
        s->back_count = 0; /* nothing behind these may be entered again */
        if (s->step == STEP_DONE && s->print == PRINT_NONE)
            print(s, NULL, out);
        break;
    case STEP_IDENTIFY:
        s->tries = 0;
        session_notice_reader(s);
        wish(s, out, EFFECT_READ_CARD);
        break;
    case STEP_PARTS:
    case STEP_DELIVERY: /* opened from review, or come to in turn; from what it asks one comes back here */
        s->editing = s->back_count > 0 && s->back[s->back_count - 1].step == STEP_REVIEW;
        break;
    case STEP_REVIEW:
        s->editing = false;
        break;
    case STEP_PAYMENT:
        open_order(s, NULL, out);
        break;
    case STEP_CAMERA:
        session_watch_page(s, out);
        break;
    case STEP_ENQUIRY:
    case STEP_SENDING:
        s->print = PRINT_NONE; /* what was printed so far, of the payment, is none of what comes */
        s->asks = 1;
        s->request = wish(s, out, is_application(s) ? EFFECT_SAVE : EFFECT_ASK);
        s->step_due_ms = s->now_ms + (is_application(s) ? SAVE_WAIT_MS : ASK_WAIT_MS);
        break;
    default:
        break;
    }
}

static void come_back(struct session *s)
{
    bool aside = s->step == STEP_LANGUAGE;

    g_assert(s->back_count > 0);
    s->back_count--;
    s->step = s->back[s->back_count].step;
    s->form_page = s->back[s->back_count].form_page;
    if (aside)
        met(s, s->aside.problem, s->aside.field);
}

/* What is not waited for rests. */
static void tell_readers(struct session *s, enum step from, struct effects *out)
{
    if (session_expects_cards(s->step) && !session_expects_cards(from))
        wish(s, out, EFFECT_READ_CARD);
    if (!session_expects_cards(s->step) && session_expects_cards(from))
        wish(s, out, EFFECT_REST_CARD);
    if (session_expects_codes(s->step) && !session_expects_codes(from))
        wish(s, out, EFFECT_READ_CODE);
    if (!session_expects_codes(s->step) && session_expects_codes(from))
        wish(s, out, EFFECT_REST_CODE);
}

static void go(struct session *s, int to, struct effects *out)
{
    enum step from = s->step;
    unsigned page = 0;

    if (to == TO_OUT) {
        leave(s, out);
        return;
    }
    if (to == TO_BACK) {
        come_back(s);
    } else {
        enum step next = to == TO_FORWARD ? steps_next(s, &page) : (enum step)to;

        remember(s, next);
        if (next == STEP_FORM && to == TO_FORWARD)
            s->form_page = page;
        s->step = next;
    }
    s->awake_ms = s->now_ms;
    if (from == STEP_CAMERA && s->step != STEP_CAMERA)
        wish(s, out, EFFECT_CAMERA_OFF);
    enter(s, out);
    tell_readers(s, from, out);
}

static void take_move(struct session *s, const struct session_event *event, struct effects *out)
{
    const struct move *m = moves_find(s, event->kind, event);

    if (m == NULL)
        return;
    if (m->to != TO_STAY && m->to != STEP_LANGUAGE)
        met(s, PROBLEM_NONE, NULL);
    if ((m->deed == NULL || m->deed(s, event, out)) && m->to != TO_STAY)
        go(s, m->to, out);
}

static void open_overlay(struct session *s, enum overlay overlay)
{
    s->overlay = overlay;
    s->overlay_due_ms = 0;
    s->awake_ms = s->now_ms;
    if (overlay == OVERLAY_EMERGENCY) {
        s->emergency_call = (struct call){.state = CALL_NONE};
        s->overlay_due_ms = s->now_ms + EMERGENCY_MS;
    } else if (overlay == OVERLAY_TIMEOUT) {
        s->leave_to = STEP_STANDBY;
        s->overlay_due_ms = s->now_ms + patience_warning_ms(s);
    }
}

/* Confirmed: home keeps the identity and drops the case, standby drops all; review gives up the payment
 * alone. */
static void leave_for(struct session *s, struct effects *out)
{
    if (s->leave_to != STEP_HOME && s->leave_to != STEP_REVIEW) {
        leave(s, out);
        return;
    }
    open_overlay(s, OVERLAY_NONE);
    met(s, PROBLEM_NONE, NULL);
    if (s->leave_to == STEP_REVIEW) {
        session_abandon_order(s, out);
        go(s, TO_BACK, out);
        return;
    }
    drop_case(s, NULL, out);
    go(s, STEP_HOME, out);
}

/* True when the overlay took it, so that the page beneath does not see it. */
static bool take_cover(struct session *s, const struct session_event *event, struct effects *out)
{
    const struct cover *c = covers_find(s, event->kind, event);

    if (c == NULL)
        return false;
    if (c->deed != NULL && !c->deed(s, event, out))
        return true;
    if (c->to == COVER_PASS) {
        open_overlay(s, OVERLAY_NONE);
        return false;
    }
    if (c->to == COVER_OUT)
        leave_for(s, out);
    else if (c->to != COVER_STAY)
        open_overlay(s, (enum overlay)c->to);
    return true;
}

static bool is_letter(enum event_kind kind)
{
    return kind >= EVENT_CARD && kind <= EVENT_NOT_PRINTED;
}

/* Beneath an overlay the page hears letters, and how it shall look; no other touch. */
static bool reaches_page(const struct session *s, enum event_kind kind)
{
    return s->overlay == OVERLAY_NONE || is_letter(kind) || kind == EVENT_LARGE || kind == EVENT_CONTRAST ||
           kind == EVENT_SEATED || kind == EVENT_STEADY || kind == EVENT_BLANK || kind == EVENT_VOICE ||
           kind == EVENT_VOICE_RATE || kind == EVENT_VOICE_VOLUME;
}

static void nobody_there(struct session *s, struct effects *out)
{
    if (s->step != STEP_OUT_OF_SERVICE)
        open_overlay(s, OVERLAY_TIMEOUT);
    else if (s->overlay != OVERLAY_NONE || s->large || s->contrast || s->seated || s->steady || s->voice ||
             s->keypad || s->language != 0)
        leave(s, out);
    else
        s->awake_ms = s->now_ms; /* the light stays off; look again later */
}

static void call_passed(const struct session *s, struct call *call)
{
    if (call->due_ms != 0 && s->now_ms >= call->due_ms)
        *call =
            (struct call){.state = CALL_UNHEARD, .request = call->request}; /* a late answer still counts */
}

/* Time passed: what is due happens once, the innermost first. */
static void time_passed(struct session *s, const struct session_event *event, struct effects *out)
{
    if (s->peek_until_ms != 0 && s->now_ms >= s->peek_until_ms)
        s->peek_until_ms = 0;
    if (s->toast_until_ms != 0 && s->now_ms >= s->toast_until_ms)
        s->toast_until_ms = 0;
    session_talk_due(s, out);
    call_passed(s, &s->staff_call);
    call_passed(s, &s->emergency_call);
    if (s->overlay_due_ms != 0 && s->now_ms >= s->overlay_due_ms)
        take_cover(s, event, out);
    else if (patience_step_due(s) != 0 && s->now_ms >= patience_step_due(s))
        take_move(s, event, out);
    else if (patience_idle_due(s) != 0 && s->now_ms >= patience_idle_due(s))
        nobody_there(s, out);
}

/* What a practice visit asked for comes from the visit itself. */
static void answer_practice(struct session *s, bool alarm, struct effects *out)
{
    struct session_event event;

    while (practice_letter(s, alarm, &event))
        take_move(s, &event, out);
}

static void wake(struct session *s, enum event_kind kind)
{
    if (is_letter(kind) && kind != EVENT_CARD && kind != EVENT_CARD_PROBLEM && kind != EVENT_CODE &&
        kind != EVENT_PRINTED && kind != EVENT_NOT_PRINTED)
        return;
    if (kind == EVENT_HEARING && !patience_listens(s))
        return;
    s->awake_ms = s->now_ms;
    if (kind != EVENT_HEARING)
        s->alive_ms = s->now_ms;
    if (kind == EVENT_KEYPAD)
        s->keypad = true;
    else if (kind == EVENT_TOUCH && s->step == STEP_STANDBY)
        s->keypad = false; /* a key was tried in passing; who comes now uses a finger */
    if (s->overlay == OVERLAY_TIMEOUT)
        s->overlay_due_ms = s->now_ms + patience_warning_ms(s);
}

static bool is_for_us(const struct session *s, const struct session_event *event)
{
    if (s->practice && is_letter(event->kind) && event->kind != EVENT_HEARD && event->kind != EVENT_TOLD &&
        event->kind != EVENT_UNTOLD && event->kind != EVENT_PHONE)
        return false; /* of a device or the desk, asked for before: a practice visit hears neither */
    if (session_is_staff_code(event))
        return false;
    return event->kind == EVENT_HEALTH || event->kind == EVENT_NOTICES || event->kind == EVENT_ALARM ||
           event->visit == s->visit;
}

void session_step(struct session *s, const struct session_event *event, struct effects *out)
{
    bool standby = s->step == STEP_STANDBY;

    out->count = 0;
    if (!is_for_us(s, event) || (unsigned)event->kind >= EVENT_COUNT)
        return; /* of another visit: wiped unread by whoever sent it on */
    s->now_ms = MAX(s->now_ms, event->now_ms);
    if (event->wall_ms != 0)
        s->wall_ms = event->wall_ms;
    if (event->kind == EVENT_ALARM) {
        answer_practice(s, true, out); /* before anything may be called late */
        time_passed(s, event, out);
    } else if (event->kind == EVENT_HEALTH) {
        bool was = s->health.headphones;

        s->health = *event->health;
        session_notice_reader(s);
        session_notice_plug(s, was);
    } else if (event->kind == EVENT_NOTICES) {
        session_take_notices(s, event->notices);
    } else {
        wake(s, event->kind);
        if (!take_cover(s, event, out) || is_letter(event->kind)) {
            if (reaches_page(s, event->kind))
                take_move(s, event, out);
        }
        if (event->kind == EVENT_NEXT)
            s->toast_until_ms = s->problem != PROBLEM_NONE ? s->now_ms + patience_toast_ms(s) : 0;
    }
    answer_practice(s, event->kind == EVENT_ALARM, out);
    if (standby && s->step != STEP_STANDBY)
        session_notice_arrival(s);
    session_offer_large(s);
    session_offer_alert(s);
    session_offer_draft(s);
    session_remind(s, out);
    sos_settle(s, out);
    patience_wind(s);
}

bool session_allows(const struct session *s, enum event_kind kind)
{
    return covers_find(s, kind, NULL) != NULL || (reaches_page(s, kind) && moves_find(s, kind, NULL) != NULL);
}
