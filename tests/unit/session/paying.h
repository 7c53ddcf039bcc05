/* A visit up to the page that is paid on, and the platform's words on its order, for the tests of paying. */
#pragma once

#include "session/visit.h"

enum { FEN = 40000, CODE_MS = 180000, POLL_MS = 2000 };

static inline void to_payment_review(struct visit *v)
{
    begin_service(v, "yibao-jiaofei");
    card(v, &wang);
    assert_at(v, STEP_FORM);
    answer(v, "phone", "19900000001");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
    assert_string_equal(steps_title(&v->s), "看一遍");
}

static inline void order(struct visit *v, enum order_is is, const char *url, unsigned valid_s)
{
    struct order_news news = {
        .is = is, .amount_fen = FEN, .valid_s = valid_s, .ereceipt = "https://p/e/10562874493310027745"};

    strcpy(news.number, "10562874493310027745");
    strcpy(news.url, url);
    give(v, (struct session_event){.kind = EVENT_ORDER, .request = v->s.kase.pay.request, .order = &news});
}

static inline void no_word(struct visit *v, enum problem why)
{
    give(v, (struct session_event){.kind = EVENT_NO_ORDER, .request = v->s.kase.pay.request, .problem = why});
}

static inline void to_code(struct visit *v)
{
    to_payment_review(v);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_PAYMENT);
    assert_true(wished(v, EFFECT_ORDER));
    assert_int_equal(v->s.kase.pay.amount_fen, FEN);
    order(v, ORDER_IS_OPEN, "https://p/pay/1", 180);
    assert_int_equal(v->s.kase.pay.state, PAY_OPEN);
}

static inline const struct effect *effect_of(const struct visit *v, enum effect_kind kind)
{
    for (unsigned i = 0; i < v->out.count; i++)
        if (v->out.list[i].kind == kind)
            return &v->out.list[i];
    return NULL;
}

static inline void assert_given_up(const struct visit *v)
{
    const uint8_t id[16] = {1, 2, 3, 7};

    assert_true(wished(v, EFFECT_ORDER_CANCEL));
    assert_memory_equal(effect_of(v, EFFECT_ORDER_CANCEL)->id, id,
                        sizeof id); /* also when the case is gone */
}
