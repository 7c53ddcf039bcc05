/* What is paid for a case before it is sent: how it stands, and what the platform says of the order. Amounts
 * are whole fen. Part of the case (case.h): wiped with it; owns nothing. The ui room alone may touch it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { PAY_NUMBER = 21, PAY_URL = 192, PAY_CODE = 25 };

enum pay_state {
    PAY_NONE,
    PAY_ASKED,   /* for an order, or a new code of it */
    PAY_OPEN,    /* its code is shown, and the platform asked every two seconds */
    PAY_UNSURE,  /* a code was shown, and now nothing is heard: it may be paid, and is waited for */
    PAY_UNKNOWN, /* that wait is over: still asked after, but there are ways on, and a paper */
    PAY_TAKING,  /* a phone's payment code was handed on; its answer, or the order's state, decides */
    PAY_CLOSED,  /* none could be had: `why` */
    PAY_PAID,
    PAY_LATER /* at the counter */
};
struct pay {
    enum pay_state state;
    unsigned why;        /* enum problem, of PAY_CLOSED */
    unsigned amount_fen; /* as it was asked for */
    uint32_t request;    /* the question that waits for its answer */
    bool renew;          /* another code, though the last one may still be valid */
    bool shown; /* of PAY_LATER: its code was on the screen, and a phone may have paid at the last moment */
    char number[PAY_NUMBER], url[PAY_URL]; /* "" before there is an order */
    char ereceipt[PAY_URL]; /* of what is paid: where its electronic receipt will be; "" not told */
    int64_t poll_ms;        /* when to ask again; 0 never */
    char code[PAY_CODE];    /* of a phone, from reading it until the answer: who has it has the money */
};

/* A phone has paid, or may have: whoever gives the case up now is paid back. */
bool pay_may_come_back(const struct pay *pay);

/* The platform's word on an order (EVENT_ORDER). */
enum order_is { ORDER_IS_OPEN, ORDER_IS_OVER, ORDER_IS_PAID, ORDER_IS_DEAD };
struct order_news {
    enum order_is is; /* over: a new code may be had; dead: nothing can be paid with it */
    unsigned amount_fen, valid_s;
    char number[PAY_NUMBER], url[PAY_URL], ereceipt[PAY_URL];
};
