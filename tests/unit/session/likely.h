/* What somebody who wants to get on would do, step by step, drawn by lot: the hand of the random visits.
 * The caller owns the struct run and its random state. One thread. */
#pragma once

#include "session/alert.h"
#include "session/promises.h"
#include "session/request.h"

static inline uint64_t draw(struct run *r, uint64_t below)
{
    r->random ^= r->random << 13;
    r->random ^= r->random >> 7;
    r->random ^= r->random << 17;
    return r->random % below;
}

static inline bool chance(struct run *r, unsigned percent)
{
    return draw(r, 100) < percent;
}

/* What is likely, step by step. */

/* Slots of two places and, more often than not, what fits the step: a ticket, or the rest. */
static inline void likely_booking(struct run *r, struct booking *b)
{
    bool sent = r->v.s.step == STEP_SENDING;
    unsigned ticket = (unsigned)draw(r, 100);

    strcpy(b->by, chance(r, 90) ? "where" : "");
    b->slot_count = chance(r, 95) ? (unsigned)draw(r, BOOKING_SLOTS + 1) : 0;
    for (unsigned i = 0; i < b->slot_count; i++) {
        b->slots[i].at_ms = r->v.s.wall_ms + (int64_t)i * 7200000;
        b->slots[i].left = (unsigned)draw(r, 3);
        strcpy(b->slots[i].place, i % 2 == 0 ? "station" : "centre");
        snprintf(b->slots[i].code, sizeof b->slots[i].code, "slot.%u", i);
    }
    if (ticket < (!sent ? 25 : r->v.s.kase.booking.cancels ? 90 : 35))
        b->slot_count = 0;
    if (b->slot_count == 0 && ticket < 90)
        b->ticket = (struct ticket){.is = !sent                         ? TICKET_IS_HELD
                                          : r->v.s.kase.booking.cancels ? TICKET_IS_CANCELLED
                                                                        : TICKET_IS_BOOKED,
                                    .number = "480210562874"};
}

/* Cases that wait for the resident and others, in any order. */
static inline void likely_progress(struct run *r, struct progress *p)
{
    p->told = chance(r, 90);
    p->count = chance(r, 60) ? (unsigned)draw(r, PROGRESS_CASES + 1) : 0;
    p->more = (unsigned)draw(r, 3);
    for (unsigned i = 0; i < p->count; i++) {
        strcpy(p->cases[i].service, "gaoling-jintie");
        p->cases[i].step_count = 1 + (unsigned)draw(r, PROGRESS_STEPS);
        for (unsigned k = 0; k < p->cases[i].step_count; k++)
            p->cases[i].steps[k].state = (enum progress_state)draw(r, PROGRESS_DONE + 1);
    }
}

static inline void letter(struct run *r, struct request *q, enum event_kind kind)
{
    static struct case_file result;
    static const enum problem troubles[] = {PROBLEM_OFFLINE, PROBLEM_LATE, PROBLEM_REFUSED, PROBLEM_DISK_FULL,
                                            PROBLEM_NOT_SAVED};
    struct session_event e = {.kind = kind,
                              .visit = q->visit,
                              .request = q->request,
                              .text = "206170001475",
                              .problem = troubles[draw(r, 5)],
                              .result = &result};

    memset(&result, 0, sizeof result);
    for (unsigned i = 0; i < SESSION_ROWS; i++)
        snprintf(result.result.value[i], sizeof result.result.value[i], "row%u", i);
    if (chance(r, 90))
        strcpy(result.offer.id, "offer");
    if (chance(r, 50))
        strcpy(result.result.document, "7F3A");
    r->v.s.health.document = chance(r, 80) ? DEVICE_READY : DEVICE_OFF; /* as a letter said meanwhile */
    result.offer.plan_count = (unsigned)draw(r, 3);
    result.result.count = (unsigned)draw(r, 90); /* some say more rows than there is room for */
    if (r->v.s.service != NULL && service_is_booked(r->v.s.service))
        likely_booking(r, &result.booking);
    if (r->v.s.service != NULL && strcmp(r->v.s.service->code, "ban-shi-jindu") == 0)
        likely_progress(r, &result.progress);
    memcpy(e.id, q->id, sizeof e.id);
    q->open = q->open && kind == EVENT_SAVED; /* a store may answer twice */
    happen(r, e);
}

static inline void bring_case_id(struct run *r)
{
    struct session_event e = {.kind = EVENT_CASE_ID, .visit = r->draw.visit, .request = r->draw.request};

    for (unsigned i = 0; i < sizeof e.id; i++)
        e.id[i] = (uint8_t)(1 + draw(r, 255));
    r->draw.open = false;
    happen(r, e);
}

static const char *good_value(const struct field *f)
{
    switch (f->type) {
    case FIELD_PHONE:
        return "19900000001";
    case FIELD_ID_NUMBER:
        return "341199194305120041";
    case FIELD_BANK_CARD:
        return "6217000000000000088";
    case FIELD_CHOICE:
        return f->choices[f->choice_count - 1].value; /* of a report, the one that asks most */
    case FIELD_DATE:
        return "1998-09-12";
    case FIELD_AMOUNT:
        return "1234.50";
    case FIELD_REGION:
        return "341122100006";
    case FIELD_TEXT:
    default:
        return "幸福里小区 3 栋";
    }
}

static inline void fill_page(struct run *r)
{
    const struct session *s = &r->v.s;
    const struct field *f = &s->service->pages[s->form_page][0];

    if (f->type == FIELD_ID_NUMBER && chance(r, 50)) /* theirs, or one's own by mistake */
        happen(r, (struct session_event){.kind = EVENT_CARD, .person = chance(r, 50) ? &young : &wang});
    if (answer_check(f, answer_value(&s->kase, f->name), answer_day_scale(s)) != PROBLEM_NONE) {
        happen(r, (struct session_event){.kind = EVENT_ANSWER, .text = f->name, .value = good_value(f)});
        if (draw(r, 8) == 0) /* a form is long: most of its pages in one go, or few would come to its end */
            return;
    }
    happen(r, (struct session_event){.kind = EVENT_NEXT});
}

static inline void bring_papers(struct run *r)
{
    const struct case_file *kase = &r->v.s.kase;
    char code[32];

    snprintf(code, sizeof code, "lclicence:1:%.3s:DEMO-0088", r->v.s.service->materials[0].code);
    if (r->v.s.practice && !kase->materials[0].taken) {
        happen(r, (struct session_event){.kind = EVENT_PRETEND});
        return;
    }
    if (chance(r, 45) && kase->materials[0].pages + kase->materials[1].pages < 1)
        happen(r, (struct session_event){.kind = EVENT_PHOTO, .number = (unsigned)draw(r, 2)});
    else if (!photo_has_paper(kase, 0))
        happen(r, (struct session_event){.kind = EVENT_CODE, .text = code});
    else if (r->v.s.service->material_count > 1 && !kase->materials[1].later && !photo_has_paper(kase, 1))
        happen(r, (struct session_event){.kind = EVENT_LATER, .number = 1});
    else
        happen(r, (struct session_event){.kind = EVENT_NEXT});
}

static inline void photograph(struct run *r)
{
    const struct photo *photo = &r->v.s.kase.photo;

    if (photo->state == PHOTO_TAKING && chance(r, 80))
        happen(r, (struct session_event){
                      .kind = EVENT_PHOTOGRAPHED, .number = (unsigned)draw(r, 2), .request = photo->request});
    else if (photo->state == PHOTO_TAKEN)
        happen(r, (struct session_event){.kind = chance(r, 80) ? EVENT_NEXT : EVENT_RETRY});
    else
        happen(r, (struct session_event){.kind = chance(r, 70)   ? EVENT_TAKE
                                                 : chance(r, 50) ? EVENT_BACK
                                                                 : EVENT_PHOTO_DROP});
}

static inline void go_over(struct run *r)
{
    static const char *const what[] = {"address",   "phone", "bank_card", "materials", "parts",
                                       "signature", "where", "kind",      "delivery"};

    if (chance(r, 25))
        happen(r, (struct session_event){.kind = EVENT_EDIT, .text = what[draw(r, G_N_ELEMENTS(what))]});
    else
        happen(r, (struct session_event){.kind = EVENT_SUBMIT});
}

static inline void choose_parts(struct run *r)
{
    if (r->v.s.kase.parts == 0 || chance(r, 60))
        happen(r, (struct session_event){.kind = EVENT_PART, .number = (unsigned)draw(r, 6)});
    else
        happen(r, (struct session_event){.kind = EVENT_NEXT});
}

static inline void choose_way(struct run *r)
{
    static const char *const details[] = {"delivery_address", "agent_name", "agent_phone"};

    if (r->v.s.kase.way == 0 || chance(r, 30))
        happen(r, (struct session_event){.kind = EVENT_WAY, .number = (unsigned)draw(r, 5)});
    else if (chance(r, 30))
        happen(r, (struct session_event){.kind = EVENT_EDIT, .text = details[draw(r, 3)]});
    else
        happen(r, (struct session_event){.kind = EVENT_NEXT});
}

/* The platform's word on an order, mostly good; else a touch that goes another way. */
static inline void pay(struct run *r)
{
    static const enum order_is words[] = {ORDER_IS_OPEN, ORDER_IS_OPEN, ORDER_IS_OPEN, ORDER_IS_OPEN,
                                          ORDER_IS_PAID, ORDER_IS_OVER, ORDER_IS_DEAD};
    struct order_news news = {.is = words[draw(r, G_N_ELEMENTS(words))],
                              .amount_fen = r->v.s.kase.pay.amount_fen + (chance(r, 3) ? 1 : 0),
                              .valid_s = (unsigned)draw(r, 181)};
    struct session_event e = {.kind = chance(r, 85) ? EVENT_ORDER : EVENT_NO_ORDER,
                              .visit = r->order.visit,
                              .request = r->order.request,
                              .problem = chance(r, 50) ? PROBLEM_OFFLINE : PROBLEM_REFUSED,
                              .order = &news};

    snprintf(news.url, sizeof news.url, "https://p/pay/%u", (unsigned)draw(r, 3));
    strcpy(news.number, "10562874493310027745");
    if (r->v.s.practice) {
        happen(r, (struct session_event){.kind = chance(r, 80) ? EVENT_PRETEND : EVENT_BACK});
    } else if (r->order.open && chance(r, 70)) {
        r->order.open = false;
        happen(r, e);
    } else if (chance(r, 60)) {
        r->v.now_ms += 2000;
        happen(r, (struct session_event){.kind = EVENT_ALARM});
    } else {
        happen(r, (struct session_event){.kind = chance(r, 70) ? EVENT_RETRY : EVENT_LATER});
    }
}

static inline void wait_for_desk(struct run *r)
{
    if (r->v.s.practice) { /* it answers itself */
        r->v.now_ms += PRACTICE_SENDING_MS;
        happen(r, (struct session_event){.kind = EVENT_ALARM});
        return;
    }
    if (r->save.open && !r->v.s.kase.saved)
        letter(r, &r->save, chance(r, 85) ? EVENT_SAVED : EVENT_NOT_SAVED);
    else if (r->watch.open)
        letter(r, &r->watch, EVENT_ACCEPTED);
    else if (r->ask.open && (!r->v.s.kase.saved || r->v.s.kase.accepted))
        letter(r, &r->ask, chance(r, 85) ? EVENT_RESULT : EVENT_NO_RESULT);
    else
        happen(r, (struct session_event){.kind = EVENT_ALARM});
}

static inline void choose(struct run *r)
{
    static const char *const codes[] = {
        "gaoling-jintie",   "gaoling-jintie",   "gaoling-jintie", "laonian-youdai", "laonian-youdai",
        "shebao-chaxun",    "canbao-zhengming", "bao-wenti",      "yibao-jiaofei",  "yibao-jiaofei",
        "ban-shi-jindu",    "ban-shi-jindu",    "tou-piao",       "tou-piao",       "tuixiu-yijianshi",
        "tuixiu-yijianshi", "jiankang-yuyue",   "jiankang-yuyue"};
    const struct session *s = &r->v.s;
    /* larger letters are offered beside these only to who shows the card for them, and once a visit */
    static const char *const first[] = {"tou-piao",      "tou-piao",         "tou-piao",
                                        "tou-piao",      "tuixiu-yijianshi", "tuixiu-yijianshi",
                                        "shebao-chaxun", "jiankang-yuyue",   "ban-shi-jindu"};
    bool anew = !s->identified && !s->practice && !s->large && !s->large_offered && chance(r, 60);

    happen(r, (struct session_event){.kind = EVENT_SERVICE,
                                     .text = anew ? first[draw(r, G_N_ELEMENTS(first))]
                                                  : codes[draw(r, G_N_ELEMENTS(codes))]});
}

/* A few write what they mean, before they press it. */
static inline void look_through(struct run *r)
{
    if (chance(r, 20))
        happen(r, (struct session_event){.kind = EVENT_SEARCH});
    else
        choose(r);
}

static inline void look_for(struct run *r)
{
    const struct find *f = &r->v.s.find;

    if (f->shown && chance(r, 80))
        choose(r);
    else if (f->shown || chance(r, 5))
        happen(r, (struct session_event){.kind = chance(r, 50) ? EVENT_SEARCH : EVENT_SERVICES});
    else if (f->text[0] == '\0' && chance(r, 90))
        happen(r, (struct session_event){
                      .kind = EVENT_ANSWER, .text = "search", .value = chance(r, 70) ? "医保" : "火箭"});
    else
        happen(r, (struct session_event){.kind = EVENT_NEXT});
}

static inline void leave_last_page(struct run *r)
{
    if (r->v.s.step == STEP_RESULT && r->v.s.kase.booking.ticket.is != TICKET_IS_NONE && chance(r, 65)) {
        happen(r, (struct session_event){.kind = chance(r, 70) ? EVENT_UNBOOK : EVENT_RETRY});
        return;
    }
    bool asks = request_is_offered(&r->v.s) && chance(r, 40);
    if (asks || (r->v.s.step == STEP_RESULT && r->v.s.kase.progress.count > 1 && chance(r, 80))) {
        enum event_kind kind = asks ? EVENT_LATER : EVENT_PICK;
        happen(r, (struct session_event){.kind = kind, .number = (unsigned)draw(r, 2)});
        return;
    }
    if (r->paper.open && chance(r, 50))
        letter(r, &r->paper, chance(r, 70) ? EVENT_PRINTED : EVENT_NOT_PRINTED);
    else if (r->v.s.step == STEP_DONE && chance(r, 15)) /* looks at it a little longer */
        happen(r, (struct session_event){.kind = EVENT_TOUCH});
    else
        happen(r, (struct session_event){.kind = chance(r, 60) ? EVENT_FINISH : EVENT_AGAIN});
}

/* A list with an alert that nobody saw yet. */
static inline void tell_news(struct run *r)
{
    static struct notices lists[2]; /* the session has one, the next is being written */
    static unsigned told;
    struct notices *list = &lists[told % 2];

    list->count = 2;
    list->list[0] = (struct notice){.kind = NOTICE_ALERT, .until_ms = INT64_MAX};
    g_snprintf(list->list[0].id, sizeof list->list[0].id, "rain-%u", told++);
    list->list[1] = (struct notice){.id = "water", .until_ms = INT64_MAX};
    happen(r, (struct session_event){.kind = EVENT_NOTICES, .notices = list});
}

/* Amid the work it stands in the bar, and is read by who wants to. */
static inline void read_news(struct run *r)
{
    char id[NOTICE_ID];

    if (session_alert_in_bar(&r->v.s) == NULL)
        tell_news(r);
    g_strlcpy(id, r->v.s.alert, sizeof id);
    if (session_alert_in_bar(&r->v.s) != NULL)
        happen(r, (struct session_event){.kind = EVENT_NOTICE, .text = id});
}

static inline void come_in(struct run *r)
{
    if (chance(r, 5))
        tell_news(r);
    happen(r, (struct session_event){.kind = chance(r, 88) ? EVENT_START : EVENT_CARD, .person = &wang});
}

static inline void look_around(struct run *r)
{
    static const struct case_file paper = {.id = {0}}; /* signed, true or not */
    if (draw(r, 200) == 0)
        happen(r, (struct session_event){
                      .kind = EVENT_PROOF, .result = &paper, .problem = (enum problem)draw(r, 2)});
    else if (chance(r, 5))
        happen(r, (struct session_event){.kind = EVENT_NOTICE, .text = "water"});
    else if (!r->v.s.practice && chance(r, 16))
        happen(r, (struct session_event){.kind = EVENT_PRACTICE});
    else if (chance(r, 6)) /* somebody else's card, or the same again */
        happen(r, (struct session_event){.kind = EVENT_CARD, .person = chance(r, 50) ? &wang : &young});
    else if (chance(r, 75))
        happen(r, (struct session_event){.kind = EVENT_SERVICES});
    else
        choose(r);
}

/* The desk's word about a draft; what it kept is what this test packed last. */
static inline void draft_news(struct run *r, enum draft_news_kind kind)
{
    static uint8_t content[SESSION_DRAFT_BYTES];
    static size_t len;
    const struct session *s = &r->v.s;
    struct draft_news news = {.kind = kind, .left = 1 + (unsigned)draw(r, 4), .until_ms = s->wall_ms + 1000};

    if (s->draft.state == DRAFT_KEEPING)
        len = draft_pack(s, content, sizeof content);
    if (kind == DRAFT_NEWS_OPENED) {
        news.content = content;
        news.len = chance(r, 95) ? len : (size_t)draw(r, len + 1); /* a torn one is none */
    }
    happen(r, (struct session_event){.kind = EVENT_DRAFT_NEWS, .request = s->draft.request, .draft = &news});
}

static inline void put_aside(struct run *r)
{
    static const char *const digits[] = {"480215", "480215", "480215", "123456", "4802", "194305"};
    static const enum draft_news_kind ends[] = {DRAFT_NEWS_OPENED, DRAFT_NEWS_OPENED, DRAFT_NEWS_WRONG,
                                                DRAFT_NEWS_GONE};
    const struct session *s = &r->v.s;

    if (s->draft.state == DRAFT_KEEPING)
        draft_news(r, chance(r, 70) ? DRAFT_NEWS_KEPT : DRAFT_NEWS_NOT_KEPT);
    else if (s->draft.state == DRAFT_OPENING)
        draft_news(r, ends[draw(r, 4)]);
    else if (s->draft.state == DRAFT_KEPT)
        happen(r, (struct session_event){.kind = EVENT_FINISH});
    else if (s->draft.digits[0] == 0 && s->draft.state != DRAFT_GONE)
        happen(r, (struct session_event){.kind = EVENT_ANSWER, .text = "code", .value = digits[draw(r, 6)]});
    else
        happen(r, (struct session_event){.kind = chance(r, 90) ? EVENT_NEXT : EVENT_DRAFT_DROP});
}

static inline void show_card(struct run *r)
{
    happen(r, (struct session_event){.kind = r->v.s.practice ? EVENT_PRETEND : EVENT_CARD,
                                     .person = chance(r, 90) ? &wang : &young});
}

static inline void draw_name(struct run *r)
{
    happen(r,
           (struct session_event){.kind = r->v.s.kase.ink_count < 2 || chance(r, 66) ? EVENT_INK : EVENT_NEXT,
                                  .ink = line,
                                  .ink_count = 2});
}

static inline void give_face(struct run *r)
{
    happen(r, (struct session_event){.kind = chance(r, 60) ? EVENT_RATE : EVENT_FINISH,
                                     .number = 1 + (unsigned)draw(r, 5)});
}

static inline void exercise(struct run *r)
{
    static const enum event_kind tries[EXERCISE_COUNT] = {EVENT_DRINK, EVENT_INK, EVENT_ANSWER,
                                                          EVENT_PRETEND};
    const struct exercise *e = &r->v.s.exercise;
    bool tries_on = e->state != EXERCISE_DONE && chance(r, e->kind == EXERCISE_CHOOSE ? 30 : 55);

    happen(r, (struct session_event){.kind = tries_on        ? tries[e->kind]
                                             : chance(r, 88) ? EVENT_NEXT
                                             : chance(r, 60) ? EVENT_SERVICES
                                                             : EVENT_EXERCISE,
                                     .number = 1 + (unsigned)draw(r, 3),
                                     .text = "exercise",
                                     .value = chance(r, 75) ? EXERCISE_DIGITS : "1990",
                                     .ink = line,
                                     .ink_count = 2});
}

static inline void choose_language(struct run *r)
{
    happen(r,
           (struct session_event){.kind = EVENT_LANGUAGE_SET, .number = (unsigned)draw(r, LANGUAGE_COUNT)});
}

static inline void read_on(struct run *r)
{
    happen(r, (struct session_event){.kind = chance(r, 92) ? EVENT_PRINT : EVENT_NEXT});
}

static inline void book(struct run *r)
{
    const struct booking *b = &r->v.s.kase.booking;
    bool picks = b->times ? r->v.s.kase.pick[0] == '\0' : b->day_ms == 0;

    happen(r, (struct session_event){.kind = picks || chance(r, 20) ? EVENT_PICK
                                             : chance(r, 80)        ? EVENT_NEXT
                                                                    : EVENT_BACK,
                                     .number = (unsigned)draw(r, 4)});
}

/* What a person who wants to get on would do here; where nothing is said, press on. */
static inline void vote(struct run *r)
{
    bool changes = r->v.s.kase.pick[0] == '\0' || chance(r, 50);

    if (service_is_booked(r->v.s.service)) {
        book(r);
        return;
    }
    happen(r, (struct session_event){.kind = chance(r, 15) ? EVENT_PLAN
                                             : changes     ? EVENT_PICK
                                                           : EVENT_NEXT,
                                     .number = (unsigned)draw(r, 3)});
}

static void (*const likely[STEP_COUNT])(struct run *r) = {
    [STEP_STANDBY] = come_in,        [STEP_HOME] = look_around,
    [STEP_SERVICES] = look_through,  [STEP_SEARCH] = look_for,
    [STEP_IDENTIFY] = show_card,     [STEP_FORM] = fill_page,
    [STEP_MATERIALS] = bring_papers, [STEP_CAMERA] = photograph,
    [STEP_SIGNATURE] = draw_name,    [STEP_DELIVERY] = choose_way,
    [STEP_REVIEW] = go_over,         [STEP_PAYMENT] = pay,
    [STEP_SENDING] = wait_for_desk,  [STEP_RESULT] = leave_last_page,
    [STEP_DONE] = leave_last_page,   [STEP_RATING] = give_face,
    [STEP_PRACTICE] = exercise,      [STEP_LANGUAGE] = choose_language,
    [STEP_NOTICE] = read_on,         [STEP_DRAFT] = put_aside,
    [STEP_ENQUIRY] = wait_for_desk,  [STEP_PICK] = vote,
    [STEP_PARTS] = choose_parts,
};

static inline void get_on(struct run *r)
{
    if (r->draw.open && !r->v.s.practice)
        bring_case_id(r);
    else if (likely[r->v.s.step] != NULL)
        likely[r->v.s.step](r);
    else
        happen(r, (struct session_event){.kind = EVENT_NEXT});
}
