/* A million events, most of them likely where they fall, and after every one the promises of a visit.
 * What is promised is held against the test's own memory of what was pressed and which letters came, not the
 * session's flags. LC_SEED and LC_EVENTS choose another run. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "session/leads_home.h"
#include "session/likely.h"
#include "session/sign.h"

enum { MILLION = 1000000, LEAST = 1000 };

static void wait_long(struct run *r, int64_t ms)
{
    r->v.now_ms += ms;
    happen(r, (struct session_event){.kind = EVENT_ALARM});
}

/* How often an overlay was seen over the step where it was seen least. */
static uint64_t fewest(const struct run *r, enum overlay o)
{
    uint64_t least = UINT64_MAX;

    for (unsigned step = 0; step < STEP_COUNT; step++)
        if (may_be((enum step)step, o) && step != STEP_OUT_OF_SERVICE)
            least = MIN(least, r->seen[step][o]);
    return least;
}

/* Toward the overlay that this step saw least. */
static void seek_overlay(struct run *r)
{
    const struct session *s = &r->v.s;
    enum overlay least = OVERLAY_NONE;
    bool last_page = s->step == STEP_DONE || s->step == STEP_RATING;

    for (unsigned o = 1; o < OVERLAY_COUNT; o++) {
        if (o == OVERLAY_OFFER_DRAFT &&
            (!s->identified || s->practice || s->draft.offered || (s->step == STEP_FORM && s->form_page > 0)))
            continue; /* once a card, where a form may begin */
        if ((o == OVERLAY_OFFER_LARGE || (o == OVERLAY_OFFER_DRAFT && s->step != STEP_FORM)) &&
            r->seen[s->step][o] > fewest(r, o) * 5 / 4 + 8)
            continue; /* once a visit: left for the step where fewest have met it */
        if (o == OVERLAY_CONFIRM && s->step == STEP_RESULT && !session_allows(s, EVENT_UNBOOK))
            continue; /* nothing is booked */
        if (o == OVERLAY_OFFER_LARGE && (s->large || s->large_offered))
            continue; /* once a visit */
        if (may_be(s->step, o) && (least == OVERLAY_NONE || r->seen[s->step][o] < r->seen[s->step][least]))
            least = o;
    }
    if (least == OVERLAY_HELP || (least == OVERLAY_TIMEOUT && last_page))
        happen(r, (struct session_event){.kind = EVENT_HELP});
    else if (least == OVERLAY_EMERGENCY)
        happen(r, (struct session_event){.kind = EVENT_SOS});
    else if (least == OVERLAY_ALERT)
        read_news(r);
    else if (least == OVERLAY_GUIDE)
        happen(r, (struct session_event){.kind = EVENT_GUIDE});
    else if (least == OVERLAY_STATEMENT || least == OVERLAY_BY_MARK)
        happen(r,
               (struct session_event){.kind = least == OVERLAY_STATEMENT ? EVENT_STATEMENT : EVENT_BY_MARK});
    else if (least == OVERLAY_TALK) {
        happen(r, (struct session_event){.kind = chance(r, 80) ? EVENT_HELP : EVENT_SOS});
        happen(r, (struct session_event){.kind = EVENT_TALK});
    } else if (least == OVERLAY_PLAN || least == OVERLAY_SIGN)
        happen(r, (struct session_event){.kind = least == OVERLAY_PLAN ? EVENT_PLAN : EVENT_SIGN});
    else if (least == OVERLAY_CONFIRM && s->step == STEP_RESULT)
        happen(r, (struct session_event){.kind = EVENT_UNBOOK});
    else if (least == OVERLAY_CONFIRM)
        get_on(r);
    else if (least == OVERLAY_OFFER_LARGE && !s->large && !s->large_offered)
        happen(r, (struct session_event){.kind = EVENT_CARD, .person = &wang});
    else if (least == OVERLAY_OFFER_DRAFT)
        draft_news(r, DRAFT_NEWS_THERE);
    else if (least == OVERLAY_LEAVE)
        happen(r, (struct session_event){.kind = chance(r, 50) ? EVENT_EXIT : EVENT_HOME});
    else if (least == OVERLAY_TIMEOUT)
        wait_long(r, 301000);
    else
        happen(r, (struct session_event){.kind = EVENT_SERVICES});
}

static void talk_on(struct run *r)
{
    struct talk_told told = {.count = 1, .lines = {{r->v.s.talk.heard + 1, "马上来"}}};
    uint32_t request = r->v.s.talk.request;

    if (request != 0 && chance(r, 60))
        happen(r, (struct session_event){
                      .kind = chance(r, 70) ? EVENT_TOLD : EVENT_UNTOLD, .request = request, .told = &told});
    else if (r->v.s.talk.typing && chance(r, 50))
        happen(r, (struct session_event){.kind = EVENT_ANSWER, .text = "talk", .value = "要多久"});
    else if (r->v.s.talk.typing)
        happen(r, (struct session_event){.kind = chance(r, 70) ? EVENT_NEXT : EVENT_BACK});
    else if (chance(r, 30))
        wait_long(r, 3000);
    else
        happen(r, (struct session_event){.kind = EVENT_SAY, .number = chance(r, 30) ? 0 : 3});
}

static void under_overlay(struct run *r)
{
    static const enum event_kind ways[] = {EVENT_CLOSE, EVENT_STAY,  EVENT_BACK,
                                           EVENT_STAY,  EVENT_CLOSE, EVENT_EXIT};
    unsigned some = lets_out(r->v.s.overlay) && !chance(r, 3) ? 5 : 6; /* few leave what they have opened */

    if (r->call.open && chance(r, 10))
        letter(r, &r->call, EVENT_HEARD);
    else if (r->v.s.overlay == OVERLAY_HELP && chance(r, 20))
        wait_long(r, 301000);
    else if (r->v.s.overlay == OVERLAY_TALK && chance(r, 80))
        talk_on(r);
    else if (r->v.s.overlay == OVERLAY_GUIDE && chance(r, 50))
        happen(r, (struct session_event){.kind = chance(r, 80) ? EVENT_NEXT : EVENT_PRACTICE});
    else if ((r->v.s.overlay == OVERLAY_LEAVE && chance(r, 12)) ||
             (r->v.s.overlay == OVERLAY_TIMEOUT && chance(r, 2)))
        happen(r, (struct session_event){.kind = EVENT_DRAFT_KEEP});
    else if (r->v.s.overlay == OVERLAY_OFFER_DRAFT && chance(r, 25))
        happen(r, (struct session_event){.kind = EVENT_DRAFT});
    else if (r->v.s.overlay == OVERLAY_EMERGENCY && chance(r, 20))
        wait_long(r, 5000);
    else if (r->v.s.overlay == OVERLAY_ALERT && r->v.s.step == STEP_STANDBY && chance(r, 50))
        wait_long(r, 120000);
    else if (r->v.s.overlay == OVERLAY_SIGN && chance(r, 40))
        happen(r, (struct session_event){.kind = EVENT_SIGN});
    else if (r->v.s.overlay == OVERLAY_CONFIRM && chance(r, 50))
        happen(r, (struct session_event){.kind = EVENT_SUBMIT});
    else if ((r->v.s.step == STEP_SENDING || r->v.s.step == STEP_ENQUIRY) && chance(r, 40))
        wait_for_desk(r);
    else
        happen(r, (struct session_event){.kind = ways[draw(r, some)]});
}

/* What lies there comes with the number of the event: no more draws than there were. */
static struct health some_health(struct run *r, unsigned number)
{
    return (struct health){.card_forgotten = chance(r, 10),
                           .disk_full = chance(r, 3),
                           .idcard = (enum device_state)draw(r, 5),
                           .camera = chance(r, 80) ? DEVICE_READY : DEVICE_ABSENT,
                           .signs =
                               chance(r, 90) ? 1u << SIGN_IDENTIFY | 1u << SIGN_CONSENT | 1u << SIGN_DONE : 0,
                           .card_lies = number == 1,
                           .document_cause = number == 2 ? CAUSE_PAPER_LEFT : CAUSE_NONE};
}

/* Anything at all, with sense or without; every third is of a visit that is over or yet to come. */
static void anything(struct run *r)
{
    static const char *const texts[] = {"gaoling-jintie",
                                        "phone",
                                        "materials",
                                        "lclicence:1:113:D-1",
                                        "lclicence:1:414:D-2",
                                        "https://example.invalid/",
                                        "",
                                        "206170001475",
                                        "rain",
                                        "water"};
    static const struct person expired = {
        .name = "王某", .number = "341199194305120041", .birth = "19430512", .to = "20200101"};
    static const struct person *const people[] = {&wang, &young, &expired};
    static const struct notices news = {.count = 2,
                                        .list = {{.id = "rain", .kind = NOTICE_ALERT, .until_ms = INT64_MAX},
                                                 {.id = "water", .until_ms = INT64_MAX}}};
    static struct health health;
    static struct session before;
    static const struct talk_told told = {.count = 1, .lines = {{3, "马上来"}}};
    struct session_event e = {.kind = (enum event_kind)draw(r, EVENT_COUNT),
                              .number = (unsigned)draw(r, 7),
                              .text = texts[draw(r, 10)],
                              .value = texts[draw(r, 10)],
                              .person = people[draw(r, 3)],
                              .ink = line,
                              .ink_count = (unsigned)draw(r, 3),
                              .health = &health,
                              .told = &told,
                              .notices = chance(r, 80) ? &news : NULL,
                              .problem = (enum problem)draw(r, PROBLEM_COUNT),
                              .request = (uint32_t)draw(r, 12)};
    static struct case_file result;
    struct order_news word = {.is = (enum order_is)draw(r, 4), .amount_fen = r->v.s.kase.pay.amount_fen};

    static const struct draft_news odd = {.kind = DRAFT_NEWS_OPENED};

    e.result = &result, e.draft = &odd;
    e.order = &word;
    health = some_health(r, e.number);
    if (e.kind == EVENT_SUBMIT && chance(r, 50))
        memcpy(e.id, r->v.s.kase.id, sizeof e.id);
    if (chance(r, 67) || e.kind == EVENT_HEALTH || e.kind == EVENT_NOTICES || e.kind == EVENT_ALARM) {
        happen(r, e);
        return;
    }
    e.visit = chance(r, 50) && r->v.s.visit > 1 ? r->v.s.visit - 1 : r->v.s.visit + 1;
    e.request = r->v.s.request;
    memcpy(e.id, r->v.s.kase.id, sizeof e.id);
    before = r->v.s;
    happen(r, e);
    assert_memory_equal(&r->v.s, &before, sizeof before);
    assert_int_equal(r->v.out.count, 0);
}

/* Where one comes less often, one looks longer beneath. */
static unsigned until_seek(const struct run *r)
{
    enum { PACE = 750 }; /* events, in which each overlay of a step should be seen once */
    const struct session *s = &r->v.s;
    bool late = r->seen[s->step][OVERLAY_ALERT] * PACE < r->events;

    if (s->step == STEP_FORM && s->form_page == 0 && s->identified &&
        !s->draft.offered) /* soon left behind */
        late = late || r->seen[STEP_FORM][OVERLAY_OFFER_DRAFT] * PACE < r->events;

    return late ? 72 : 36;
}

static void one_event(struct run *r)
{
    unsigned what = (unsigned)draw(r, 100);

    r->v.now_ms += (int64_t)draw(r, 400);
    if (r->overdue > 0)
        happen(r, (struct session_event){.kind = EVENT_ALARM});
    else if (what < 7)
        anything(r);
    else if (what < 9)
        happen(r, (struct session_event){.kind = EVENT_BACK});
    else if (what < 13)
        happen(r, (struct session_event){.kind = EVENT_LANGUAGE});
    else if (r->v.s.overlay != OVERLAY_NONE)
        under_overlay(r);
    else if (what < until_seek(r) && r->v.s.step != STEP_STANDBY)
        seek_overlay(r);
    else
        get_on(r);
    if (r->v.s.catalog->service_count > 0 && r->events % 64 == 0)
        check_leads_home(r);
}

/* What was asked stands in a request, and in nothing else: of somebody known, never in practice. */
static void check_request(struct run *r)
{
    const struct session *s = &r->v.s;
    const struct service *about = request_about(s);

    assert_true((about != NULL) == (s->service != NULL && s->service->fallback));
    if (about == NULL)
        return;
    assert_true(service_has_answer(about) && s->identified && !s->practice);
    r->requests[s->step]++;
}

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);

    return text != NULL ? strtoull(text, NULL, 10) : otherwise;
}

static void count_states(const struct run *r, uint64_t least)
{
    unsigned rare = 0;

    for (unsigned step = 0; step < STEP_COUNT; step++) {
        for (unsigned o = 0; o < OVERLAY_COUNT; o++) {
            bool out = step == STEP_OUT_OF_SERVICE;
            bool expected = may_be(step, o) && out == (r->v.s.catalog->service_count == 0);

            if (!expected)
                continue;
            printf("%-15s %-10s %8llu\n", step_name(step), o == OVERLAY_NONE ? "-" : overlay_name(o),
                   (unsigned long long)r->seen[step][o]);
            rare += r->seen[step][o] < least ? 1 : 0;
        }
    }
    for (unsigned step = STEP_HOME; r->v.s.catalog->service_count > 0 && step < STEP_COUNT; step++) {
        if (step == STEP_OUT_OF_SERVICE || step == STEP_NOTICE || step == STEP_DRAFT)
            continue;
        printf("%-15s %-10s %8llu\n", step_name(step), "practice", (unsigned long long)r->practised[step]);
        rare += r->practised[step] < least ? 1 : 0;
    }
    for (unsigned kind = EXERCISE_WRITE; r->v.s.catalog->service_count > 0 && kind < EXERCISE_COUNT; kind++)
        for (unsigned state = EXERCISE_TRIES; state <= EXERCISE_DONE; state++) {
            printf("exercise %-6u %-10u %8llu\n", kind, state, (unsigned long long)r->exercised[kind][state]);
            bool may = kind != EXERCISE_CARD || state != EXERCISE_MISSED; /* a card is laid, or it is not */

            rare += may && r->exercised[kind][state] < least;
        }
    assert_int_equal(rare, 0);
}

/* What a booking comes to within its two steps. */
static void count_bookings(const struct run *r, uint64_t least)
{
    for (unsigned is = TICKET_IS_NONE; is <= TICKET_IS_CANCELLED; is++) {
        printf("ticket %u %26llu\n", is, (unsigned long long)r->tickets[is]);
        assert_true(r->tickets[is] >= least);
    }
    for (unsigned i = 0; i < 4; i++) {
        printf("%-5s %-10s %18llu\n", i / 2 ? "times" : "days", i % 2 ? "what is left" : "offered",
               (unsigned long long)r->slots[i / 2][i % 2]);
        assert_true(r->slots[i / 2][i % 2] >= least);
    }
}

static void count_cases(const struct run *r, uint64_t least)
{
    static const char *const which[] = {"none", "the first", "a later one"};

    for (unsigned i = 0; i < 3; i++) {
        printf("cases: %-11s %20llu\n", which[i], (unsigned long long)r->cases[i]);
        assert_true(r->cases[i] >= least);
    }
}

/* A number left where a question got no answer, to the last page. */
static void count_requests(const struct run *r, uint64_t least)
{
    static const enum step steps[] = {STEP_FORM, STEP_REVIEW, STEP_SENDING, STEP_DONE, STEP_RATING};

    for (unsigned i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        printf("request: %-11s %18llu\n", step_name(steps[i]), (unsigned long long)r->requests[steps[i]]);
        assert_true(r->requests[steps[i]] >= least);
    }
}

static void run_events(struct run *r, uint64_t events)
{
    r->random = from_environment("LC_SEED", 20260318) | 1;
    r->v.now_ms = 1000;
    while (r->events < events) {
        one_event(r);
        check_request(r);
    }
}

static void test_million(void **state)
{
    static struct run r;
    uint64_t events = from_environment("LC_EVENTS", MILLION);
    clock_t begun = clock();

    (void)state;
    r.v.catalog = catalog_load(SOURCE_DIR "/assets/catalog", NULL);
    session_init(&r.v.s, r.v.catalog);
    run_events(&r, events);
    printf("%llu events, %llu visits, %.1f s\n", (unsigned long long)r.events,
           (unsigned long long)r.v.s.visit, (double)(clock() - begun) / CLOCKS_PER_SEC);
    count_states(&r, (uint64_t)LEAST * events / MILLION);
    count_bookings(&r, (uint64_t)LEAST * events / MILLION);
    count_cases(&r, (uint64_t)LEAST * events / MILLION);
    count_requests(&r, (uint64_t)LEAST * events / MILLION);
    catalog_free(r.v.catalog);
}

/* With no service to offer, the light is off, and only help and emergency answer. */
static void test_out_of_service(void **state)
{
    static const struct catalog empty;
    static struct run r;

    (void)state;
    session_init(&r.v.s, &empty);
    run_events(&r, 20 * LEAST);
    count_states(&r, LEAST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_million), cmocka_unit_test(test_out_of_service)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
