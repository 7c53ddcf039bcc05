#include "session/practice.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "session/deeds.h"

#define _(zh) words(s->language, zh)
#define N_(zh) zh

/* Invented: area 3411 99 is not assigned. Old enough for every service that asks for an age. */
static const struct person example = {.name = "张练习",
                                      .name_en = "Zhang Lianxi",
                                      .number = "341199194003050260",
                                      .sex = "女",
                                      .ethnic = "汉",
                                      .birth = "19400305",
                                      .address = "练习区练习路1号",
                                      .issuer = "练习区",
                                      .from = "20100101",
                                      .to = "长期"};

const struct person *practice_person(void)
{
    return &example;
}

bool practice_keeps(enum effect_kind kind)
{
    return kind != EFFECT_WIPE && kind != EFFECT_CALL_STAFF && kind != EFFECT_EMERGENCY &&
           kind != EFFECT_TALK && kind != EFFECT_ALARM && kind != EFFECT_PHONE;
}

static void put_row(struct session *s, const char *label, const char *value)
{
    unsigned row = s->kase.result.count++;

    for (unsigned language = LANGUAGE_ZH; language <= LANGUAGE_EN;
         language++) /* as the platform says its rows */
        secret_copy_text(s->kase.result.label[row][language], sizeof s->kase.result.label[row][language],
                         words((enum language)language, label));
    secret_copy_text(s->kase.result.value[row], sizeof s->kase.result.value[row], value);
}

/* The language may change while it stands there. */
static void put_words(struct session *s, const char *label, const char *zh, const char *en)
{
    struct means *means = &s->kase.result.means[s->kase.result.count];

    put_row(s, label, zh);
    means->is = MEANS_WORDS;
    secret_copy_text(means->en, sizeof means->en, en);
}

static void example_result(struct session *s)
{
    memset(&s->kase.result, 0, sizeof s->kase.result);
    static const char *const note = N_("这是例子，不是您的。"), *const found = N_("例子：查到了");
    secret_copy_text(s->kase.result.note[LANGUAGE_ZH], sizeof s->kase.result.note[0], note);
    secret_copy_text(s->kase.result.note[LANGUAGE_EN], sizeof s->kase.result.note[0],
                     words(LANGUAGE_EN, note));
    put_words(s, N_("查的事"), label_in(s->service->name, LANGUAGE_ZH),
              label_in(s->service->name, LANGUAGE_EN));
    put_words(s, N_("结果"), found, words(LANGUAGE_EN, found));
    put_row(s, N_("号码"), "0000 0000");
}

/* A vote that is none: two answers to try. */
static void example_offer(struct session *s)
{
    static const char *const labels[] = {N_("同意"), N_("不同意")}, *const codes[] = {"yes", "no"};

    memset(&s->kase.result, 0, sizeof s->kase.result);
    for (unsigned language = LANGUAGE_ZH; language <= LANGUAGE_EN; language++)
        secret_copy_text(s->kase.result.title[language], sizeof s->kase.result.title[language],
                         words((enum language)language, N_("练一练：同意还是不同意？")));
    secret_copy_text(s->kase.offer.id, sizeof s->kase.offer.id, "example");
    for (unsigned i = 0; i < G_N_ELEMENTS(labels); i++)
        put_row(s, labels[i], codes[i]);
}

static void both(char to[2][96], const char *text)
{
    for (unsigned language = LANGUAGE_ZH; language <= LANGUAGE_EN; language++)
        secret_copy_text(to[language], sizeof to[language], words((enum language)language, text));
}

/* Three days to come, three times each; the first time of each day is full, as some are. */
static void example_slots(struct session *s)
{
    enum { DAYS = 3, TIMES = 3, FIRST_HOUR = 8, HOUR_MS = 60 * 60 * 1000 };
    static const int64_t DAY_MS = INT64_C(24) * HOUR_MS;
    struct clock_date d = clock_civil(s->wall_ms);
    int64_t midnight =
        s->wall_ms - s->wall_ms % 1000 - ((int64_t)(d.hour * 60 + d.minute) * 60 + d.second) * 1000;

    memset(&s->kase.booking, 0, sizeof s->kase.booking);
    secret_copy_text(s->kase.offer.id, sizeof s->kase.offer.id, "example");
    for (unsigned i = 0; i < DAYS * TIMES; i++) {
        struct booking_slot *slot = &s->kase.booking.slots[s->kase.booking.slot_count++];

        slot->at_ms = midnight + (1 + i / TIMES) * DAY_MS + (int64_t)(FIRST_HOUR + i % TIMES) * HOUR_MS;
        slot->left = i % TIMES;
        snprintf(slot->code, sizeof slot->code, "example.%u", i);
    }
}

static void example_ticket(struct session *s)
{
    const struct booking_slot *picked = booking_picked(s);
    struct ticket *ticket = &s->kase.booking.ticket;

    ticket->is = s->kase.booking.cancels ? TICKET_IS_CANCELLED : TICKET_IS_BOOKED;
    if (picked != NULL)
        ticket->at_ms = picked->at_ms;
    s->kase.booking.slot_count = 0; /* with a ticket nothing more is offered */
    secret_copy_text(ticket->number, sizeof ticket->number, PRACTICE_RECEIPT);
    both(ticket->place, N_("练习的卫生院"));
    both(ticket->address, N_("这是例子，不是您的。"));
}

/* Asked first, then handed back. */
static void example_answer(struct session *s)
{
    bool asked = s->step == STEP_ENQUIRY;

    if (service_is_booked(s->service))
        asked ? example_slots(s) : example_ticket(s);
    else if (asked)
        example_offer(s);
    else
        example_result(s);
}

static void compose(struct session *s, enum effect_kind kind, struct session_event *out)
{
    static const enum event_kind answers[] = {[EFFECT_DRAW_CASE_ID] = EVENT_CASE_ID,
                                              [EFFECT_SAVE] = EVENT_SAVED,
                                              [EFFECT_WATCH_ACCEPTED] = EVENT_ACCEPTED,
                                              [EFFECT_ASK] = EVENT_RESULT,
                                              [EFFECT_PRINT] = EVENT_PRINTED};

    *out = (struct session_event){.kind = answers[kind], .visit = s->visit, .request = s->request};
    memcpy(out->id, s->kase.id, sizeof out->id);
    if (kind == EFFECT_DRAW_CASE_ID)
        memset(out->id, 'x', sizeof out->id); /* no UUIDv7: its version would be 7 */
    else if (kind == EFFECT_SAVE)
        out->text = PRACTICE_RECEIPT;
    else if (kind == EFFECT_PRINT)
        out->request = s->print_request;
    else if (kind == EFFECT_ASK) {
        example_answer(s);
        out->result = &s->kase;
    }
}

/* Being sent takes its moment; the rest is answered at once. */
static bool is_due(struct session *s, enum effect_kind kind, bool alarm)
{
    if (kind != EFFECT_SAVE && kind != EFFECT_ASK)
        return true;
    if (s->example_ms == 0)
        s->example_ms = s->now_ms + PRACTICE_SENDING_MS;
    return alarm && s->now_ms >= s->example_ms;
}

/* Nobody waits for an answer to these. */
static void drop_unanswered(struct session *s)
{
    if ((s->owed & 1u << EFFECT_CANCEL) != 0)
        s->owed &= ~(1u << EFFECT_ASK);
    s->owed &= 1u << EFFECT_DRAW_CASE_ID | 1u << EFFECT_SAVE | 1u << EFFECT_WATCH_ACCEPTED |
               1u << EFFECT_ASK | 1u << EFFECT_PRINT;
    if ((s->owed & (1u << EFFECT_SAVE | 1u << EFFECT_ASK)) == 0)
        s->example_ms = 0;
}

bool practice_letter(struct session *s, bool alarm, struct session_event *out)
{
    drop_unanswered(s);
    for (unsigned kind = 0; kind <= EFFECT_PRINT; kind++) {
        if ((s->owed & 1u << kind) == 0 || !is_due(s, (enum effect_kind)kind, alarm))
            continue;
        s->owed &= ~(1u << kind);
        if (kind == EFFECT_SAVE || kind == EFFECT_ASK)
            s->example_ms = 0;
        compose(s, (enum effect_kind)kind, out);
        return true;
    }
    return false;
}

bool is_practice(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->practice;
}

bool is_real(const struct session *s, const struct session_event *event)
{
    return !is_practice(s, event);
}

bool may_practise(const struct session *s, const struct session_event *event)
{
    return moves_find(s, EVENT_PRACTICE, event) != NULL;
}

/* No real person and no real case stays where there is practice, and the other way round. */
static void begin_anew(struct session *s, struct effects *out)
{
    const struct service *service = s->service;

    drop_case(s, NULL, out);
    known_forget(s);
    secret_wipe(&s->person, sizeof s->person);
    secret_wipe(&s->draft, sizeof s->draft);
    s->identified = false;
    s->peek_until_ms = s->example_ms = 0;
    s->owed = 0;
    secret_wipe(&s->exercise, sizeof s->exercise);
    if (s->step == STEP_SERVICE || s->step == STEP_IDENTIFY) /* this one is tried */
        s->service = service;
}

bool start_practice(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    if (!s->practice && session_expects_cards(s->step))
        wish(s, out, EFFECT_REST_CARD); /* the last that leaves */
    if (!s->practice && session_expects_codes(s->step))
        wish(s, out, EFFECT_REST_CODE);
    session_forget_identity(s);
    begin_anew(s, out);
    s->practice = true;
    met(s, PROBLEM_NONE, NULL);
    return true;
}

bool end_practice(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    begin_anew(s, out);
    s->service = NULL;
    s->practice = false;
    if (session_expects_cards(s->step)) /* else coming home asks for it */
        wish(s, out, EFFECT_READ_CARD);
    return true;
}

bool pretend_card(struct session *s, const struct session_event *event, struct effects *out)
{
    struct session_event card = *event;

    card.person = &example;
    return identify_for_case(s, &card, out);
}

/* One paper a touch, as one code is scanned after the other. */
bool pretend_papers(struct session *s, const struct session_event *event, struct effects *out)
{
    struct session_event code = *event;
    char text[sizeof s->kase.materials[0].code];

    for (unsigned i = 0; i < s->service->material_count; i++) {
        if (photo_has_paper(&s->kase, i))
            continue;
        snprintf(text, sizeof text, "lclicence:1:%.3s:EXAMPLE", s->service->materials[i].code);
        code.text = text;
        return take_material(s, &code, out);
    }
    return true;
}

bool open_guide(struct session *s, const struct session_event *event, struct effects *out)
{
    if (event->number > SESSION_QUESTIONS)
        return false;
    s->guide_page = event->number ? SESSION_GUIDE_PAGES - 1 + event->number : 0;
    return begin(s, event, out);
}

bool has_more_guide(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->guide_page + 1 < SESSION_GUIDE_PAGES;
}

bool is_into_guide(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->guide_page > 0;
}

bool is_answer(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->guide_page >= SESSION_GUIDE_PAGES;
}

bool next_guide(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->guide_page++;
    return true;
}

bool previous_guide(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->guide_page--;
    return true;
}
