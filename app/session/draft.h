/* A form put aside for a day: where it stands in this visit, and how it is packed for the desk to seal.
 * The digits are as secret as the answers: both lie in the session and go with it. Borrowed content stays the
 * desk's. The ui room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SESSION_DRAFT_DIGITS = 6, SESSION_DRAFT_TRIES = 5, SESSION_DRAFT_BYTES = 32 * 1024 };

enum draft_state {
    DRAFT_IDLE,
    DRAFT_CHOOSING, /* six digits, to keep it by */
    DRAFT_AGAIN,    /* the same once more: nobody sees what is typed */
    DRAFT_KEEPING,  /* the desk seals */
    DRAFT_KEPT,
    DRAFT_ASKING, /* the digits it was kept by */
    DRAFT_OPENING,
    DRAFT_GONE /* all tries were wrong: it is erased */
};
struct draft {
    enum draft_state state;
    bool there, offered, opened; /* one of this card lies here; said so already; this case came out of it */
    char digits[SESSION_DRAFT_DIGITS + 1], first[SESSION_DRAFT_DIGITS + 1];
    unsigned left;    /* tries */
    int64_t until_ms; /* wall clock */
    uint32_t request;
};

/* What the desk says of a draft. */
enum draft_news_kind {
    DRAFT_NEWS_NONE,
    DRAFT_NEWS_THERE,
    DRAFT_NEWS_KEPT,
    DRAFT_NEWS_NOT_KEPT,
    DRAFT_NEWS_OPENED,
    DRAFT_NEWS_WRONG,
    DRAFT_NEWS_GONE
};
struct draft_news {
    enum draft_news_kind kind;
    unsigned left;
    int64_t until_ms;
    const uint8_t *content; /* OPENED; borrowed for the step */
    size_t len;
};

struct session;
/* Bytes written, 0 when they do not fit. Service, page, answers and papers; no signature: that is for the
 * text one sees. */
size_t draft_pack(const struct session *s, uint8_t *to, size_t cap);
/* Into the session's case and service; what the catalog of today no longer asks is left out. False, and
 * nothing changed, when it is no draft or its service is gone. */
bool draft_unpack(struct session *s, const uint8_t *content, size_t len);
/* Too easy to guess for whoever found the card: all the same, counting up or down, or part of the card's
 * number. */
bool draft_is_easy(const char *digits, const char *card_number);
