/* 留个手机号: what several pages say of a request for an answer by message. Pure: the ui room, and tests. */
#pragma once

#include "ui/screens/parts.h"

/* Where a question came to nothing: the first of the other ways; nothing where it is not offered. */
void request_offer(struct page *page, const struct session *s);
/* What is asked for is a time to come: none is booked yet. */
bool request_is_booking(const struct session *s);
/* The title of the last page and of the paper, and the line below it on the page. */
const char *request_title(const struct session *s);
const char *request_outcome(struct page *page, const struct session *s);
/* What comes next: the community has it, or it waits in the machine for the line. */
void request_taken(struct page *page, const struct session *s, const struct screen_context *c);
void request_kept(struct page *page, const struct session *s, const struct screen_context *c);
/* What was asked alone, where no paper says it; nothing of what is no request. */
void request_alone(struct page *page, const struct session *s, const struct screen_context *c);
/* 3 月 19 日: who was not texted by noon of it may come and ask. The next day with somebody at the window. */
void request_day(char *to, size_t cap, const struct session *s, const struct screen_context *c);

/* One fact of what was wished: the day and time of a booking, or an answer but for the phone. */
struct request_wish {
    const char *key;
    char value[PART_TEXT]; /* in full, and perhaps personal: the caller wipes it */
    enum mask mask;
    bool personal;
};
enum { REQUEST_WISHES = 1 + SESSION_ANSWERS };
/* The fact of that index, below REQUEST_WISHES; false, and nothing, where there is none. */
bool request_wish(struct request_wish *wish, unsigned index, const struct session *s,
                  const struct screen_context *c);
/* All of them below what was asked, a row each, for the page that is looked through; nothing of what is no
 * request. */
void request_rows(struct page *page, const struct session *s, const struct screen_context *c);
