/* What a visit promises, checked after every event against a memory of what was pressed and which letters
 * came. The caller owns the struct run; `happen` gives one event and checks all. One thread. */
#pragma once

#include "session/practice.h"
#include "session/visit.h"

enum { TRAIL = 96, HOME_TOUCHES = 8 };

struct place {
    enum step step;
    unsigned page;
};
struct request { /* a wish that is not answered yet */
    bool open;
    uint64_t visit;
    uint32_t request;
    uint8_t id[16];
};
struct run {
    struct visit v;
    uint64_t random, events;
    /* memory of its own */
    struct place trail[TRAIL];
    unsigned trail_count;
    struct request draw, save, watch, ask, paper, call;
    struct request order; /* the newest question about an order */
    uint8_t owed_id[16];  /* of the case whose order is open or paid, and not filed */
    bool owed, paid;
    uint8_t consent_id[16], saved_id[16];
    uint64_t consent_content;
    bool consent, stored, sure;
    char sure_of[OFFER_CODE]; /* what stood in the dialog that was answered with yes */
    uint8_t next_id;
    unsigned overdue;
    /* the moment before the event */
    struct place at;
    enum overlay overlay;
    bool editing, application, accepted, heard;
    uint64_t visit;
    const struct service *service;
    uint64_t seen[STEP_COUNT][OVERLAY_COUNT];
    uint64_t requests[STEP_COUNT], tickets[TICKET_IS_CANCELLED + 1],
        slots[2][2];                /* booking: of days or times, anew or what is left */
    uint64_t cases[3];              /* of a result: none, the first, a later one */
    uint64_t practised[STEP_COUNT]; /* of these, with example data */
    uint64_t exercised[EXERCISE_COUNT][EXERCISE_DONE + 1];
    bool practice;
};

static inline bool is_case_step(enum step step)
{
    return (step >= STEP_FORM && step <= STEP_PAYMENT) || step == STEP_PICK || step == STEP_PARTS ||
           step == STEP_CAMERA;
}

static inline bool may_be(enum step step, enum overlay overlay)
{
    switch ((int)overlay) {
    case OVERLAY_NONE:
    case OVERLAY_ALERT:
        return true;
    case OVERLAY_HELP:
    case OVERLAY_EMERGENCY:
    case OVERLAY_GUIDE:
    case OVERLAY_TALK:
        return step != STEP_STANDBY;
    case OVERLAY_STATEMENT:
    case OVERLAY_BY_MARK:
        return step == STEP_SIGNATURE;
    case OVERLAY_TIMEOUT:
        return step != STEP_STANDBY && step != STEP_SENDING && step != STEP_ENQUIRY &&
               step != STEP_OUT_OF_SERVICE;
    case OVERLAY_OFFER_DRAFT:
        return step == STEP_HOME || step == STEP_SERVICES || step == STEP_SEARCH || step == STEP_SERVICE ||
               step == STEP_FORM || step == STEP_PARTS;
    case OVERLAY_OFFER_LARGE:
        return step == STEP_HOME || step == STEP_SERVICES || step == STEP_SEARCH || step == STEP_SERVICE ||
               step == STEP_FORM || step == STEP_PICK || step == STEP_PARTS || step == STEP_RESULT;
    case OVERLAY_SIGN:
        return step == STEP_IDENTIFY || step == STEP_SIGNATURE || step == STEP_REVIEW || step == STEP_DONE;
    case OVERLAY_CONFIRM:
        return step == STEP_PICK || step == STEP_RESULT; /* where a booking is given back */
    case OVERLAY_PLAN:
        return step == STEP_PICK;
    default:
        return is_case_step(step) || step == STEP_LANGUAGE || step == STEP_DRAFT;
    }
}

/* FNV-1a of what a person agrees to by sending it. */
static inline uint64_t content(const struct case_file *kase)
{
    const unsigned char *parts[] = {(const void *)kase->answers, (const void *)kase->materials,
                                    (const void *)kase->ink, (const void *)&kase->way,
                                    (const void *)&kase->parts};
    const size_t sizes[] = {kase->answer_count * sizeof kase->answers[0], sizeof kase->materials,
                            kase->ink_count * sizeof kase->ink[0], sizeof kase->way, sizeof kase->parts};
    uint64_t hash = 14695981039346656037u;

    for (unsigned p = 0; p < 5; p++) {
        for (size_t i = 0; i < sizes[p]; i++)
            hash = (hash ^ parts[p][i]) * 1099511628211u;
    }
    return hash;
}

/* --- promises --- */

static inline void check_standby(struct run *r)
{
    static const struct case_file empty;
    static const struct person nobody;
    static const struct draft no_draft;
    static const struct exercise no_exercise;
    static const struct find no_find;
    const struct session *s = &r->v.s;
    bool wiped = false;

    assert_memory_equal(&s->kase, &empty, sizeof empty);
    assert_memory_equal(&s->person, &nobody, sizeof nobody);
    assert_memory_equal(&s->draft, &no_draft, sizeof no_draft);
    assert_true(!s->identified && s->service == NULL && s->back_count == 0 && s->rating == 0 &&
                s->reasons == 0);
    assert_true(!s->large && !s->contrast && !s->seated && !s->voice && s->language == LANGUAGE_ZH);
    assert_true(!s->practice && !s->steady && s->owed == 0 && s->guide_page == 0);
    assert_memory_equal(&s->exercise, &no_exercise, sizeof no_exercise);
    assert_true(s->talk.turn == 0 && s->talk.count == 0 && s->talk.typed[0] == '\0' &&
                s->talk.said[0] == '\0');
    assert_true(!*s->notice && s->known.count == 0 && !*s->known.number);
    assert_memory_equal(&s->find, &no_find, sizeof no_find);
    assert_true(!s->blank && !s->voice_by_plug && s->voice_rate == 0 && s->voice_volume == 0);
    assert_true(s->alarm_ms == 0 || s->overlay == OVERLAY_ALERT || s->reminder.things != 0);
    assert_true(s->peek_until_ms + s->toast_until_ms == 0 && s->print + s->problem == 0);
    if (r->at.step == STEP_STANDBY && r->visit == s->visit)
        return;
    for (unsigned i = 0; i < r->v.out.count; i++)
        wiped = wiped || (r->v.out.list[i].kind == EFFECT_WIPE && r->v.out.list[i].visit == s->visit);
    assert_true(wiped);
    assert_int_equal(s->visit, r->visit + 1);
}

static inline void check_sending(struct run *r, enum event_kind kind)
{
    const struct session *s = &r->v.s;

    if (r->at.step == STEP_SENDING && r->application && !r->practice && s->step != STEP_SENDING)
        assert_true(kind == EVENT_ACCEPTED || kind == EVENT_NOT_SAVED || kind == EVENT_ALARM ||
                    (r->accepted && (kind == EVENT_RESULT || kind == EVENT_NO_RESULT)));
    if (s->step == STEP_DONE && !s->practice) {
        assert_true(r->stored);
        assert_memory_equal(s->kase.id, r->saved_id, sizeof r->saved_id);
        assert_int_equal(strlen(s->kase.receipt), 12);
    }
    for (unsigned i = 0; i < r->v.out.count; i++) {
        if (r->v.out.list[i].kind == EFFECT_SAVE) {
            assert_true(r->consent && (s->service->part_count == 0 || s->kase.parts != 0));
            assert_memory_equal(s->kase.id, r->consent_id, sizeof r->consent_id);
            assert_true(content(&s->kase) == r->consent_content);
        }
        if (r->v.out.list[i].kind == EFFECT_ASK && s->step == STEP_SENDING && service_is_picked(s->service)) {
            assert_true(r->sure && s->identified); /* nothing is cast that was not asked about once more */
            assert_string_equal(s->kase.pick, r->sure_of);
        }
        if (r->v.out.list[i].kind == EFFECT_PRINT)
            assert_true(s->step == STEP_DONE || s->step == STEP_RESULT || s->step == STEP_SERVICE ||
                        s->step == STEP_NOTICE || s->kase.pay.state == PAY_UNKNOWN);
    }
}

/* No money twice, none lost: an order that was opened is paid and filed with its case, or given up. */
static inline void check_money(struct run *r, const struct session_event *e)
{
    const struct session *s = &r->v.s;
    static const uint8_t none[16];

    if (e->kind == EVENT_ORDER && e->visit == r->order.visit && e->request == r->order.request && r->owed &&
        e->order->is == ORDER_IS_PAID && r->at.step == STEP_PAYMENT && !r->practice)
        r->paid = true;
    for (unsigned i = 0; i < r->v.out.count; i++) {
        const struct effect *out = &r->v.out.list[i];

        if (out->kind == EFFECT_ORDER) {
            assert_false(r->paid && memcmp(out->id, r->owed_id, sizeof r->owed_id) == 0);
            assert_true(memcmp(out->id, none, sizeof none) != 0);
            memcpy(r->owed_id, out->id, sizeof r->owed_id);
            r->owed = true;
        } else if (out->kind == EFFECT_ORDER_CANCEL) {
            assert_memory_equal(out->id, r->owed_id, sizeof r->owed_id);
            r->owed = r->paid = false;
        } else if (out->kind == EFFECT_SAVE && s->service->payment != NULL) {
            assert_true(s->kase.pay.state == PAY_LATER || r->paid);
        }
    }
    if (s->kase.saved)
        r->owed = r->paid = false;
    if (s->kase.pay.state == PAY_CLOSED) /* none was had, or it is dead: there is nothing to give up */
        r->owed = r->paid = false;
    if (r->owed)
        assert_memory_equal(s->kase.id, r->owed_id, sizeof r->owed_id);
}

static inline bool is_touch(enum event_kind kind)
{
    return kind < EVENT_CARD;
}

/* What was written is nowhere but where one still searches, or looks at what was found. */
static inline void check_find(const struct run *r)
{
    const struct session *s = &r->v.s;
    bool looks = s->step == STEP_SEARCH || s->step == STEP_SERVICE || s->step == STEP_LANGUAGE;

    assert_true(looks || (!s->find.shown && s->find.text[0] == '\0'));
    assert_true(!s->find.shown || s->find.text[0] != '\0');
}

/* The case that is looked at is one of those there are, and what waits for the resident stands first. */
static inline void check_progress(struct run *r)
{
    const struct progress *p = &r->v.s.kase.progress;

    if (r->v.s.step != STEP_RESULT || !p->told)
        return;
    assert_true(p->count <= PROGRESS_CASES && (p->shown < p->count || p->shown == 0));
    for (unsigned i = 1; i < p->count; i++)
        assert_true(progress_waits(&p->cases[i - 1]) || !progress_waits(&p->cases[i]));
    r->cases[p->count == 0 ? 0 : p->shown == 0 ? 1 : 2]++;
}

/* Pages over a page, from which the way out is that of the page beneath. */
static inline bool lets_out(enum overlay overlay)
{
    return overlay == OVERLAY_HELP || overlay == OVERLAY_GUIDE || overlay == OVERLAY_TALK ||
           overlay == OVERLAY_STATEMENT || overlay == OVERLAY_BY_MARK || overlay == OVERLAY_PLAN ||
           overlay == OVERLAY_SIGN;
}

static inline void check_overlay(struct run *r, enum event_kind kind)
{
    const struct session *s = &r->v.s;
    bool asked = r->overlay == OVERLAY_TIMEOUT || r->overlay == OVERLAY_LEAVE;
    bool casts = kind == EVENT_SUBMIT && r->overlay == OVERLAY_CONFIRM;
    bool practises = kind == EVENT_PRACTICE && (r->overlay == OVERLAY_HELP || r->overlay == OVERLAY_GUIDE);
    bool way_out = asked && (kind == EVENT_EXIT || (kind == EVENT_ALARM && r->overlay == OVERLAY_TIMEOUT));
    bool out = kind == EVENT_EXIT && lets_out(r->overlay) && s->step == STEP_STANDBY;
    bool opens = r->overlay == OVERLAY_ALERT && r->at.step == STEP_STANDBY && s->step == STEP_HOME;
    bool drafts =
        (kind == EVENT_DRAFT && r->overlay == OVERLAY_OFFER_DRAFT) || (kind == EVENT_DRAFT_KEEP && asked);

    if (r->overlay != OVERLAY_NONE && is_touch(kind) && !way_out && !practises && !opens && !drafts &&
        !casts && !out)
        assert_true(s->step == r->at.step && s->form_page == r->at.page);
    if (s->overlay != r->overlay && s->overlay != OVERLAY_NONE && s->overlay != OVERLAY_OFFER_LARGE &&
        s->overlay != OVERLAY_OFFER_DRAFT && s->overlay != OVERLAY_ALERT)
        assert_true(s->step == r->at.step || (r->at.step == STEP_STANDBY && s->step == STEP_HOME));
    if (!may_be(s->step, s->overlay))
        fail_msg("%s under %s", step_name(s->step), overlay_name(s->overlay));
}

static inline bool goes_back(const struct run *r, enum event_kind kind)
{
    bool asks = (r->at.step == STEP_DELIVERY && r->v.s.step == STEP_FORM) || /* what the way still lacks */
                (r->at.step == STEP_PARTS && r->v.s.step != STEP_REVIEW);    /* or a part that was added */
    bool taken = r->at.step == STEP_SENDING && r->v.s.step == STEP_PICK;     /* by somebody else */
    bool all = r->at.step == STEP_SEARCH && kind == EVENT_SERVICES;          /* the list that one came from */

    return kind == EVENT_BACK || taken || all || kind == EVENT_DRAFT_DROP || kind == EVENT_NOT_SAVED ||
           (kind == EVENT_NEXT && ((r->editing && !asks) || r->at.step == STEP_NOTICE ||
                                   r->at.step == STEP_DRAFT || r->at.step == STEP_CAMERA)) ||
           (kind == EVENT_LANGUAGE_SET && r->at.step == STEP_LANGUAGE);
}

static inline bool passed_through(enum step step)
{
    return step == STEP_IDENTIFY || step == STEP_SENDING || step == STEP_LANGUAGE || step == STEP_RESULT ||
           step == STEP_DRAFT || step == STEP_PAYMENT || step == STEP_ENQUIRY;
}

/* Our own trail of pages: going back leads to the one before, over pages that one only passed through. */
static inline void check_trail(struct run *r, enum event_kind kind)
{
    struct place now = {r->v.s.step, r->v.s.step == STEP_FORM ? r->v.s.form_page : 0};
    const struct place *top = r->trail_count > 0 ? &r->trail[r->trail_count - 1] : NULL;

    if (top == NULL) /* the very first event */
        r->trail[r->trail_count++] = now;
    if (top == NULL || (now.step == top->step && now.page == top->page))
        return;
    if (now.step == STEP_FORM && top != NULL && top->step == STEP_FORM && kind == EVENT_NEXT &&
        top->page >= r->v.s.service->page_count) { /* what a way asks, a page after the other: one place */
        r->trail[r->trail_count - 1] = now;
        return;
    }
    if (kind == EVENT_DRAFT_NEWS && now.step == STEP_FORM && r->v.s.service != r->service) {
        while (r->trail_count > 0 && (is_case_step(r->trail[r->trail_count - 1].step) ||
                                      r->trail[r->trail_count - 1].step == STEP_DRAFT))
            r->trail_count--; /* its case takes the place of another */
        r->trail[r->trail_count++] = now;
        return;
    }
    bool resumes =
        kind == EVENT_DRAFT_NEWS && r->trail_count > 1 && /* a draft of the page it was opened from */
        r->trail[r->trail_count - 2].step == now.step && r->trail[r->trail_count - 2].page == now.page;
    bool first = top == NULL; /* a letter may come before anybody does */
    if ((goes_back(r, kind) && !first) || resumes ||
        (r->overlay == OVERLAY_LEAVE && kind == EVENT_EXIT && now.step == STEP_REVIEW)) {
        assert_true(r->trail_count > 1);
        r->trail_count--;
        while (r->trail[r->trail_count - 1].step != now.step ||
               r->trail[r->trail_count - 1].page != now.page) {
            assert_true(passed_through(r->trail[r->trail_count - 1].step) && r->trail_count > 1);
            r->trail_count--;
        }
        return;
    }
    if (r->at.step == STEP_IDENTIFY && kind == EVENT_SERVICES && now.step == STEP_SERVICES)
        while (r->trail_count > 0 && r->trail[r->trail_count - 1].step != STEP_HOME &&
               r->trail[r->trail_count - 1].step != STEP_PRACTICE)
            r->trail_count--; /* the service is dropped, its pages with it */
    if (r->at.step == STEP_RESULT &&
        ((kind == EVENT_RETRY && now.step == STEP_ENQUIRY) || (kind == EVENT_LATER && now.step == STEP_FORM)))
        while (r->trail[r->trail_count - 1].step !=
               STEP_SERVICE) /* another booking, or a request: only the service is behind */
            r->trail_count--;
    if (now.step == STEP_HOME || now.step == STEP_DONE || now.step == STEP_RATING || now.step == STEP_STANDBY)
        r->trail_count = 0;
    if ((now.step == STEP_LANGUAGE || now.step == STEP_NOTICE) &&
        r->at.step == STEP_STANDBY) { /* home lies beneath */
        r->trail[0] = (struct place){STEP_HOME, 0};
        r->trail_count = 1;
    }
    if (r->trail_count == TRAIL) {
        memmove(&r->trail[0], &r->trail[1], sizeof r->trail - sizeof r->trail[0]);
        r->trail_count--;
    }
    r->trail[r->trail_count++] = now;
}

static inline bool is_heard(const struct session *s)
{
    return s->staff_call.state == CALL_HEARD || s->emergency_call.state == CALL_HEARD;
}

/* Nobody is said to know of a call before the platform said so of this very call. */
static inline void check_calls(struct run *r, const struct session_event *e)
{
    const struct session *s = &r->v.s;

    if (!is_heard(s) || r->heard)
        return;
    assert_int_equal(e->kind, EVENT_HEARD);
    assert_true(s->staff_call.request == e->request || s->emergency_call.request == e->request);
}

static inline void check_alarm(struct run *r, enum event_kind kind)
{
    const struct session *s = &r->v.s;

    if (s->step != STEP_STANDBY)
        assert_true(s->alarm_ms > 0);
    r->overdue = kind == EVENT_ALARM && s->alarm_ms != 0 && s->alarm_ms <= r->v.now_ms ? r->overdue + 1 : 0;
    assert_true(r->overdue < 4); /* an alarm that is always due would spin */
}

/* Practice wishes nothing that leaves but a call for people, hears nothing of the real person or the real
 * desk, and ends with the visit or when it is ended. */
static inline void check_practice(const struct run *r, const struct session_event *e)
{
    const struct session *s = &r->v.s;
    bool ended = s->visit != r->visit || e->kind == EVENT_PRACTICE_END;

    if (r->practice && !ended)
        assert_true(s->practice);
    if (!r->practice && s->practice)
        assert_int_equal(e->kind, EVENT_PRACTICE);
    for (unsigned i = 0; i < r->v.out.count; i++) {
        enum effect_kind kind = r->v.out.list[i].kind;
        bool real = kind == EFFECT_WIPE || kind == EFFECT_CALL_STAFF || kind == EFFECT_EMERGENCY ||
                    kind == EFFECT_TALK || kind == EFFECT_ALARM || kind == EFFECT_PHONE;
        bool coming = kind == EFFECT_REST_CARD || kind == EFFECT_REST_CODE || kind == EFFECT_ORDER_CANCEL;
        bool going = kind == EFFECT_READ_CARD || kind == EFFECT_REST_CODE || kind == EFFECT_CAMERA_OFF;
        bool turns = s->practice ? !r->practice && coming : e->kind == EVENT_PRACTICE_END && going;

        if (s->practice || r->practice)
            assert_true(real || turns);
    }
    if (!s->practice)
        return;
    assert_true(strcmp(s->person.name, wang.name) != 0 && strcmp(s->person.name, young.name) != 0);
    assert_true(s->kase.receipt[0] == '\0' || strcmp(s->kase.receipt, PRACTICE_RECEIPT) == 0);
}

/* --- one event --- */

static struct request opened(const struct run *r, const struct effect *e)
{
    struct request q = {.open = true, .visit = e->visit, .request = e->request};

    memcpy(q.id, r->v.s.kase.id, sizeof q.id);
    return q;
}

static inline void note_wishes(struct run *r)
{
    for (unsigned i = 0; i < r->v.out.count; i++) {
        const struct effect *e = &r->v.out.list[i];

        if (e->kind == EFFECT_DRAW_CASE_ID)
            r->draw = opened(r, e);
        else if (e->kind == EFFECT_SAVE)
            r->save = opened(r, e);
        else if (e->kind == EFFECT_WATCH_ACCEPTED)
            r->watch = opened(r, e);
        else if (e->kind == EFFECT_ASK)
            r->ask = opened(r, e);
        else if (e->kind == EFFECT_CALL_STAFF || e->kind == EFFECT_EMERGENCY)
            r->call = opened(r, e);
        else if (e->kind == EFFECT_ORDER || e->kind == EFFECT_ORDER_STATE || e->kind == EFFECT_ORDER_PAY)
            r->order = opened(r, e);
        else if (e->kind == EFFECT_PRINT || e->kind == EFFECT_SHEET)
            r->paper = opened(r, e);
    }
}

static inline void note_event(struct run *r, const struct session_event *e)
{
    const struct session *s = &r->v.s;

    if (e->kind == EVENT_SUBMIT && r->at.step == STEP_REVIEW && r->overlay == OVERLAY_NONE) {
        r->consent = true;
        memcpy(r->consent_id, s->kase.id, sizeof r->consent_id);
        r->consent_content = content(&s->kase);
    }
    if (e->kind == EVENT_SUBMIT && r->overlay == OVERLAY_CONFIRM) {
        r->sure = true;
        memcpy(r->sure_of, s->kase.pick, sizeof r->sure_of);
    } else if (r->overlay == OVERLAY_NONE &&
               ((e->kind == EVENT_UNBOOK && r->at.step == STEP_RESULT && s->problem == PROBLEM_NONE) ||
                (r->at.step == STEP_PICK && e->kind != EVENT_ALARM))) {
        r->sure = false;
    }
    if (e->kind == EVENT_SAVED && r->at.step == STEP_SENDING && e->visit == r->save.visit &&
        e->request == r->save.request && memcmp(e->id, r->save.id, sizeof e->id) == 0) {
        r->stored = true;
        memcpy(r->saved_id, e->id, sizeof r->saved_id);
    }
}

/* Whoever is known can be forgotten by one touch, but while what they sent is on its way. */
static inline void check_way_out(const struct run *r)
{
    const struct session *s = &r->v.s;

    if (s->identified && !s->practice && s->overlay == OVERLAY_NONE && s->step != STEP_SENDING &&
        s->step != STEP_ENQUIRY)
        assert_true(session_allows(s, EVENT_EXIT));
}

static inline void happen(struct run *r, struct session_event e)
{
    struct session *s = &r->v.s;

    if (e.visit == 0)
        e.visit = s->visit;
    r->at = (struct place){s->step, s->form_page};
    r->overlay = s->overlay;
    r->editing = s->editing;
    r->heard = is_heard(s);
    r->visit = s->visit;
    r->practice = s->practice;
    r->service = s->service;
    r->application = s->service != NULL && service_is_stored(s->service);
    r->accepted = s->kase.accepted; /* and waits for what the platform has to say of it */
    note_event(r, &e);
    give(&r->v, e);
    r->events++;
    r->seen[s->step][s->overlay]++;
    r->practised[s->step] += s->practice ? 1 : 0;
    if (s->step == STEP_RESULT)
        r->tickets[s->kase.booking.ticket.is]++;
    if (s->step == STEP_PICK && service_is_booked(s->service))
        r->slots[s->kase.booking.times][s->kase.booking.taken]++;
    r->exercised[s->exercise.kind][s->exercise.state] += s->step == STEP_PRACTICE;
    if (s->step == STEP_STANDBY)
        check_standby(r);
    else if (s->step != STEP_OUT_OF_SERVICE)
        assert_int_equal(s->visit, r->visit);
    check_progress(r);
    check_find(r);
    check_way_out(r);
    check_money(r, &e);
    check_sending(r, e.kind);
    check_overlay(r, e.kind);
    check_trail(r, e.kind);
    check_alarm(r, e.kind);
    check_practice(r, &e);
    check_calls(r, &e);
    note_wishes(r);
}
