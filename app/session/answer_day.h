/* Dates and amounts among the answers: between which days, how much, and how both are said in plain words.
 * Values and caller's buffers; nothing is owned. Any room. */
#pragma once

#include <stddef.h>

#include "base/day.h"
#include "session/session.h"

/* By what a day is measured: the clock, and when the owner of the card was born, 19430912; "" without a card.
 */
struct day_scale {
    int64_t wall_ms;
    const char *birth;
};
struct day_scale answer_day_scale(const struct session *s);
/* The days a date may lie between, ends included, never more than CATALOG_DECADES tens of years. */
struct day_limits {
    struct day earliest, latest;
};
struct day_limits answer_day_limits(const struct field *field, struct day_scale scale);
enum problem answer_check_day(const struct field *field, const char *value, struct day_scale scale);
/* 1998 年 9 月 12 日, 12 September 1998, as far as it is known; "" for no date. */
void answer_day_words(char *to, size_t cap, struct day day, enum language language);

/* 12345.5: digits, then perhaps a point and one or two more. */
bool answer_is_amount(const char *value);
enum problem answer_check_amount(const struct field *field, const char *value);
/* ¥12,345.50: groups of three, always two decimals. False when it is no amount or did not fit. */
bool answer_amount_words(char *to, size_t cap, const char *value);
