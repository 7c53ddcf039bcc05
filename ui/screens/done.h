/* What the done page and the receipt say alike. Texts live as long as the program. The ui room. */
#pragma once

#include <stddef.h>

#include "ui/screens/parts.h"

bool done_owes(const struct session *s);         /* handed in, and to be paid at the counter */
const char *done_title(const struct session *s); /* 交好了, or what is missing yet */
/* 发短信到 199****0001, where the form asked for a number; "" else. */
const char *done_phone(struct page *page, const struct session *s, const struct screen_context *c);
/* On paper, false for nothing: how much was paid or is owed; where and when it is to be paid, of what is
 * owed. */
bool done_amount(char *text, size_t cap, const struct session *s);
bool done_counter(char *bold, size_t bold_cap, char *text, size_t cap, const struct session *s,
                  const struct screen_context *c);
