/* Deeds of the visit itself: coming in, who it is, how it looks, a face at the end. */
#include <stdio.h>
#include <string.h>

#include <glib.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/text.h"
#include "session/answers.h"
#include "session/deeds.h"
#include "session/moves.h"
#include "session/patience.h"
#include "session/practice.h"
#include "session/request.h"

enum { TRIES = 3 };

void wish_about(struct session *s, struct effects *out, enum effect_kind kind, uint32_t request)
{
    if (s->practice && practice_keeps(kind)) {
        s->owed |= 1u << kind;
        return;
    }
    g_assert(out->count < EFFECTS_MAX);
    out->list[out->count++] = (struct effect){.kind = kind,
                                              .practice = s->practice,
                                              .visit = s->visit,
                                              .request = request,
                                              .service = s->service,
                                              .rating = s->rating,
                                              .reasons = s->reasons};
    memcpy(out->list[out->count - 1].id, s->kase.id, sizeof s->kase.id);
}

uint32_t wish(struct session *s, struct effects *out, enum effect_kind kind)
{
    wish_about(s, out, kind, ++s->effect_count);
    return s->effect_count;
}

bool met(struct session *s, enum problem problem, const char *field)
{
    s->problem = problem;
    memset(s->problem_field, 0, sizeof s->problem_field);
    if (field != NULL)
        secret_copy_text(s->problem_field, sizeof s->problem_field, field);
    return false;
}

/* A touch that asks for something at standby opens the house first. */
bool begin(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    if (s->step == STEP_STANDBY)
        s->step = STEP_HOME;
    return true;
}

bool is_identified(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->identified;
}

static void today(const struct session *s, char to[16])
{
    struct clock_date d = clock_civil(s->wall_ms);

    snprintf(to, 16, "%04d%02d%02d", d.year % 10000, d.month % 100, d.day % 100);
}

static bool has_expired(const struct session *s, const struct person *p)
{
    char now[16];

    today(s, now);
    return strlen(p->to) == 8 && strspn(p->to, "0123456789") == 8 && strcmp(p->to, now) < 0;
}

int session_age(const struct session *s)
{
    char now[16];

    today(s, now);
    return text_age(s->person.birth, now);
}

static bool is_too_young(const struct session *s)
{
    return s->service->min_age > 0 && session_age(s) < (int)s->service->min_age;
}

/* Asked once a visit where nothing else is asked; one tap declines. */
void session_offer_large(struct session *s)
{
    enum { OFFERED_FROM_AGE = 60 };
    bool rests = s->step == STEP_HOME || s->step == STEP_SERVICES || s->step == STEP_SEARCH ||
                 s->step == STEP_SERVICE || s->step == STEP_FORM || s->step == STEP_PICK ||
                 s->step == STEP_PARTS || s->step == STEP_RESULT;

    if (!rests || s->practice || !s->identified || s->large || s->large_offered || s->overlay != OVERLAY_NONE)
        return;
    if (session_age(s) < OFFERED_FROM_AGE)
        return;
    s->large_offered = true;
    s->overlay = OVERLAY_OFFER_LARGE;
}

/* Always agrees: a card that is no good is told on the page it leads to. */
bool identify(struct session *s, const struct session_event *event, struct effects *out)
{
    met(s, PROBLEM_NONE, NULL);
    if (has_expired(s, event->person)) {
        met(s, PROBLEM_CARD_EXPIRED, NULL);
        return true;
    }
    if (s->identified && strcmp(s->person.number, event->person->number) != 0) {
        session_abandon_order(s, out); /* somebody else: what was filled in is not theirs */
        empty_case(s);
        known_forget(s);
    }
    bool same = s->identified && strcmp(s->person.number, event->person->number) == 0;
    if (!same || !event->person->social) /* the identity card says all that the other one does */
        s->person = *event->person;
    s->identified = true;
    if (!same)
        session_look_for_draft(s, out);
    return true;
}

bool identify_for_case(struct session *s, const struct session_event *event, struct effects *out)
{
    identify(s, event, out);
    if (needs_case_id(s, NULL)) /* the case was another's; this one begins anew */
        wish(s, out, EFFECT_DRAW_CASE_ID);
    if (s->problem != PROBLEM_NONE)
        return false;
    if (is_too_young(s))
        return met(s, PROBLEM_TOO_YOUNG, NULL);
    answers_from_card(s);
    return true;
}

bool not_read(struct session *s, const struct session_event *event, struct effects *out)
{
    bool known = event->problem >= PROBLEM_CARD_HASTY && event->problem <= PROBLEM_CARD_EXPIRED;

    met(s, known ? event->problem : PROBLEM_CARD_UNREAD, NULL);
    if (s->step == STEP_IDENTIFY && ++s->tries >= TRIES && s->staff_call.state == CALL_NONE)
        call_staff(s, event, out);
    return true;
}

bool read_again(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    met(s, PROBLEM_NONE, NULL);
    session_notice_reader(s);
    wish(s, out, EFFECT_READ_CARD);
    return true;
}

void session_notice_reader(struct session *s)
{
    bool gone = (s->health.idcard == DEVICE_ABSENT || s->health.idcard == DEVICE_ATTENTION) &&
                s->health.card != DEVICE_READY;
    enum problem now = s->health.card_forgotten     ? PROBLEM_CARD_FORGOTTEN
                       : s->health.social_forgotten ? PROBLEM_SOCIAL_FORGOTTEN
                       : gone                       ? PROBLEM_READER_GONE
                                                    : PROBLEM_NONE;
    bool ours = s->problem == PROBLEM_CARD_FORGOTTEN || s->problem == PROBLEM_SOCIAL_FORGOTTEN ||
                s->problem == PROBLEM_READER_GONE;

    if (s->step == STEP_IDENTIFY && !s->practice &&
        (ours || (now != PROBLEM_NONE && s->problem != PROBLEM_TOO_YOUNG)))
        met(s, now, NULL);
}

bool begin_case(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    if (!session_has_room(s, s->service))
        return met(s, PROBLEM_DISK_FULL, NULL);
    if (s->identified && is_too_young(s))
        return met(s, PROBLEM_TOO_YOUNG, NULL);
    if (needs_case_id(s, NULL))
        wish(s, out, EFFECT_DRAW_CASE_ID);
    if (s->identified)
        answers_from_card(s);
    s->print = PRINT_NONE; /* what was printed so far told of the service */
    return true;
}

bool is_service(const struct session *s, const struct session_event *event)
{
    const struct service *service = event != NULL ? catalog_find(s->catalog, event->text) : NULL;

    return event == NULL || (service != NULL && !service->fallback);
}

bool choose_service(struct session *s, const struct session_event *event, struct effects *out)
{
    const struct service *service = catalog_find(s->catalog, event->text);

    if (s->service != service)
        drop_case(s, event, out);
    s->service = service;
    return true;
}

bool is_category(const struct session *s, const struct session_event *event)
{
    return event == NULL || event->number <= s->catalog->category_count;
}

bool choose_category(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    s->category = event->number;
    return true;
}

bool came_from(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->back_count > 0;
}

/* Whoever feels for the keypad of a dark machine may not see it: the house opens and speaks. */
bool begin_by_ear(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->voice = true;
    return true;
}

static bool set(bool *flag, struct session *s)
{
    begin(s, NULL, NULL);
    *flag = !*flag;
    return true;
}

bool set_large(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    return set(&s->large, s);
}

bool set_contrast(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    return set(&s->contrast, s);
}

bool set_seated(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    return set(&s->seated, s);
}

bool set_steady(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    return set(&s->steady, s);
}

bool set_voice(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->voice_by_plug = false;
    s->blank = false; /* dark and silent would be no one's visit */
    return set(&s->voice, s);
}

/* The picture goes black only for whoever hears it, and nobody else does. */
bool may_blank(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->blank || (s->voice && s->health.headphones);
}

bool set_blank(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->blank = !s->blank;
    return true;
}

bool is_spoken_to(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->voice;
}

static bool step_by(int *value, unsigned more, int least, int most)
{
    *value = CLAMP(*value + (more ? 1 : -1), least, most);
    return true;
}

bool set_voice_rate(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    return step_by(&s->voice_rate, event->number, SESSION_RATE_LEAST, SESSION_RATE_MOST);
}

bool set_voice_volume(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    return step_by(&s->voice_volume, event->number, SESSION_VOLUME_LEAST, SESSION_VOLUME_MOST);
}

static void listen_by_plug(struct session *s)
{
    if (s->voice)
        return;
    s->voice = s->voice_by_plug = true;
}

/* Whoever plugs headphones in is there, and wants to hear; pulled out, nothing goes on aloud. */
void session_notice_plug(struct session *s, bool was)
{
    if (s->health.headphones && !was) {
        begin(s, NULL, NULL);
        s->awake_ms = s->alive_ms = s->now_ms;
        listen_by_plug(s);
    }
    if (s->health.headphones || !was)
        return;
    s->blank = false;
    if (s->voice_by_plug)
        s->voice = s->voice_by_plug = false;
}

/* They are still plugged in when the next one comes. */
void session_notice_arrival(struct session *s)
{
    if (s->health.headphones)
        listen_by_plug(s);
}

bool is_language(const struct session *s, const struct session_event *event)
{
    (void)s;
    return event == NULL || event->number < LANGUAGE_COUNT;
}

bool set_language(struct session *s, const struct session_event *event, struct effects *out)
{
    begin(s, event, out);
    s->language = (enum language)event->number;
    return true;
}

bool next_language(struct session *s, const struct session_event *event, struct effects *out)
{
    begin(s, event, out);
    s->language = language_other(s->language);
    return true;
}

bool peek(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->peek_until_ms = answers_peeking(s) ? 0 : s->now_ms + PEEK_MS;
    return true;
}

static struct call asked(const struct session *s, uint32_t request)
{
    return (struct call){CALL_ASKED, request, s->now_ms + CALL_WAIT_MS};
}

bool call_staff(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    s->staff_call = asked(s, wish(s, out, EFFECT_CALL_STAFF));
    return true;
}

bool may_call_staff(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->staff_call.state == CALL_NONE || s->staff_call.state == CALL_UNHEARD;
}

bool is_not_called(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->emergency_call.state == CALL_NONE || s->emergency_call.state == CALL_UNHEARD;
}

bool was_called(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->emergency_call.state != CALL_NONE;
}

bool call_emergency(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    s->overlay_due_ms = 0;
    s->emergency_call = asked(s, wish(s, out, EFFECT_EMERGENCY));
    sos_begin(s, out);
    return true;
}

static bool is_of(const struct call *call, uint32_t request)
{
    return (call->state == CALL_ASKED || call->state == CALL_UNHEARD) && call->request == request;
}

bool is_our_call(const struct session *s, const struct session_event *event)
{
    return event == NULL || is_of(&s->staff_call, event->request) ||
           is_of(&s->emergency_call, event->request);
}

/* Only now may the page say that the call is passed on. That somebody knows, only their answer says (talk.c).
 */
bool heard(struct session *s, const struct session_event *event, struct effects *out)
{
    struct call *call = is_of(&s->emergency_call, event->request) ? &s->emergency_call : &s->staff_call;

    (void)out;
    *call = (struct call){.state = CALL_HEARD, .request = event->request};
    return true;
}

bool is_face(const struct session *s, const struct session_event *event)
{
    (void)s;
    return event == NULL || (event->number >= 1 && event->number <= 5);
}

bool rate(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    if (s->rating != event->number)
        s->reasons = 0; /* what is good and what is not are other questions */
    s->rating = event->number;
    return true;
}

bool has_rated(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->rating > 0;
}

bool take_face_back(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->rating = s->reasons = 0;
    return true;
}

bool is_reason(const struct session *s, const struct session_event *event)
{
    return s->rating > 0 && (event == NULL || event->number < SESSION_REASONS);
}

bool reason(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    s->reasons ^= 1u << event->number;
    return true;
}

bool send_rating(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    if (s->rating > 0)
        wish(s, out, EFFECT_RATE);
    return true;
}

/* From a page that lies over another: when that one lets go. */
bool may_exit(const struct session *s, const struct session_event *event)
{
    return moves_find(s, EVENT_EXIT, event) != NULL;
}
