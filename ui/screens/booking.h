/* 预约: what its pages, its dialogs and its paper say alike. Texts land in the caller's buffer; nothing is
 * kept. Owns nothing. Pure: the ui room, and tests. */
#pragma once

#include "ui/screens/parts.h"

/* 3 月 18 日（周三）上午 8:00 */
void text_slot(char *to, size_t cap, const struct session *s, int64_t at_ms);
/* What to take along on the day: 本人身份证、社保卡. */
void text_brings(char *to, size_t cap, const struct session *s);
const char *ticket_place(const struct session *s);
const char *ticket_address(const struct session *s);
/* The days or the times that are free; the dialogs before booking and before giving it back. */
void booking_page(struct page *page, const struct session *s, const struct screen_context *c);
void booking_dialog(struct page *page, const struct session *s);
/* The ticket, with its number and how to give it back (ticket.c). */
void ticket_page(struct page *page, const struct session *s);
/* What happened to a question about bookings, and what to do. */
struct told told_booking(const struct session *s, enum problem problem);
