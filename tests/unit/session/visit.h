/* A visit told in short words, for tests: a session over the shipped services, its clock, and the effects of
 * the last event. The caller owns the struct; visit_open and visit_close load and free the catalog. One
 * thread. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/load.h"
#include "session/answers.h"
#include "session/moves.h"
#include "session/session.h"
#include "session/steps.h"

enum { WALL_2026 = 1773800000 }; /* 2026-03-18 in Shanghai, seconds */

struct visit {
    struct session s;
    struct effects out;
    struct catalog *catalog;
    int64_t now_ms;
};

/* Wang Xiulan of region 3411 99, born 1943-05-12; the number's check character is right. */
static const struct person wang = {.name = "王秀兰",
                                   .number = "341199194305120041",
                                   .sex = "女",
                                   .birth = "19430512",
                                   .address = "安徽省临安县新安镇高郢社区幸福里小区3栋2单元501室",
                                   .from = "20100101",
                                   .to = "长期"};
static const struct person young = {.name = "张伟",
                                    .number = "341199199001010014",
                                    .sex = "男",
                                    .birth = "19900101",
                                    .address = "安徽省临安县",
                                    .from = "20200101",
                                    .to = "20400101"};
static const struct stroke_point line[] = {{1000, 5000, true}, {4000, 5000, false}};

static inline void visit_open(struct visit *v)
{
    v->catalog = catalog_load(SOURCE_DIR "/assets/catalog", NULL);
    assert_non_null(v->catalog);
    session_init(&v->s, v->catalog);
    v->now_ms = 1000;
}

static inline void visit_close(struct visit *v)
{
    catalog_free(v->catalog);
}

static inline void give(struct visit *v, struct session_event event)
{
    if (event.visit == 0)
        event.visit = v->s.visit;
    event.now_ms = v->now_ms;
    event.wall_ms = (int64_t)WALL_2026 * 1000 + v->now_ms;
    session_step(&v->s, &event, &v->out);
}

static inline void press(struct visit *v, enum event_kind kind)
{
    give(v, (struct session_event){.kind = kind});
}

static inline void press_number(struct visit *v, enum event_kind kind, unsigned number)
{
    give(v, (struct session_event){.kind = kind, .number = number});
}

static inline void press_text(struct visit *v, enum event_kind kind, const char *text)
{
    give(v, (struct session_event){.kind = kind, .text = text});
}

static inline void answer(struct visit *v, const char *field, const char *value)
{
    give(v, (struct session_event){.kind = EVENT_ANSWER, .text = field, .value = value});
}

/* Laid on the reader; larger letters, offered to the old, are declined. */
static inline void card(struct visit *v, const struct person *person)
{
    give(v, (struct session_event){.kind = EVENT_CARD, .person = person});
    if (v->s.overlay == OVERLAY_OFFER_LARGE) {
        struct effects wished = v->out;
        press(v, EVENT_STAY);
        v->out = wished; /* those of the card */
    }
}

static inline void pass(struct visit *v, int64_t ms)
{
    v->now_ms += ms;
    press(v, EVENT_ALARM);
}

static inline bool wished(const struct visit *v, enum effect_kind kind)
{
    for (unsigned i = 0; i < v->out.count; i++) {
        if (v->out.list[i].kind == kind)
            return true;
    }
    return false;
}

static inline void case_id(struct visit *v, uint8_t number)
{
    give(v, (struct session_event){.kind = EVENT_CASE_ID, .id = {1, 2, 3, number}});
}

/* A letter of the desk about this case, quoting the request. */
static inline void desk(struct visit *v, enum event_kind kind, const char *text, enum problem problem)
{
    struct session_event e = {.kind = kind, .request = v->s.request, .text = text, .problem = problem};

    memcpy(e.id, v->s.kase.id, sizeof e.id);
    give(v, e);
}

static inline void assert_at(const struct visit *v, enum step step)
{
    if (v->s.step != step)
        fail_msg("at %s instead of %s", step_name(v->s.step), step_name(step));
}

static inline void begin_service(struct visit *v, const char *code)
{
    press(v, EVENT_START);
    press_text(v, EVENT_SERVICE, code);
    assert_at(v, STEP_SERVICE);
    press(v, EVENT_NEXT);
    assert_true(wished(v, EFFECT_DRAW_CASE_ID));
    case_id(v, 7);
    assert_at(v, STEP_IDENTIFY);
}

/* The same with example data, by 练一练; the pretended card is laid by the test. */
static inline void practise_service(struct visit *v, const char *code)
{
    press(v, EVENT_START);
    press(v, EVENT_PRACTICE);
    assert_at(v, STEP_PRACTICE);
    press(v, EVENT_SERVICES);
    press_text(v, EVENT_SERVICE, code);
    assert_at(v, STEP_SERVICE);
    press(v, EVENT_NEXT);
}

static inline void fill_form(struct visit *v)
{
    assert_at(v, STEP_FORM);
    press(v, EVENT_NEXT); /* the address stands there from the card */
    answer(v, "community", "341122100006");
    press(v, EVENT_NEXT);
    answer(v, "phone", "19900000001");
    press(v, EVENT_NEXT);
    answer(v, "contact_phone", "19900000002");
    press(v, EVENT_NEXT);
    answer(v, "since", "1998-09-12");
    press(v, EVENT_NEXT);
    answer(v, "living", "partner");
    press(v, EVENT_NEXT);
    press(v, EVENT_NEXT); /* no partner's number */
    answer(v, "bank_card", "6217000000000000088");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_MATERIALS);
}

static inline void sign(struct visit *v)
{
    give(v, (struct session_event){.kind = EVENT_INK, .ink = line, .ink_count = 2});
}

static inline void to_review(struct visit *v)
{
    begin_service(v, "gaoling-jintie");
    card(v, &wang);
    fill_form(v);
    press_text(v, EVENT_CODE, "lclicence:1:611:DEMO-0088");
    press_number(v, EVENT_LATER, 1);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_SIGNATURE);
    sign(v);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
}

static inline void to_done(struct visit *v)
{
    to_review(v);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    assert_at(v, STEP_DONE);
}

static inline int open_visit(void **state)
{
    static struct visit v;

    memset(&v, 0, sizeof v);
    visit_open(&v);
    *state = &v;
    return 0;
}

static inline int close_visit(void **state)
{
    visit_close(*state);
    return 0;
}

#define VISIT(test) cmocka_unit_test_setup_teardown(test, open_visit, close_visit)

/* Nothing of the visit that was is left. */
static inline void assert_wiped(struct visit *v, uint64_t before)
{
    static const struct case_file empty;
    static const struct person nobody;

    assert_at(v, STEP_STANDBY);
    assert_true(wished(v, EFFECT_WIPE));
    assert_false(wished(v, EFFECT_READ_CARD)); /* standby lasts for hours: the reader rests */
    assert_true(v->s.visit > before);
    assert_false(v->s.identified);
    assert_memory_equal(&v->s.kase, &empty, sizeof empty);
    assert_memory_equal(&v->s.person, &nobody, sizeof nobody);
    assert_int_equal(v->s.alarm_ms, 0);
    assert_false(v->s.large || v->s.contrast || v->s.seated || v->s.voice || v->s.language != LANGUAGE_ZH);
}
