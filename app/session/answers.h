/* What a person answered: kept, checked, taken from the card, masked for the screen.
 * Values lie in the case within the session; nothing is allocated, buffers are the caller's.
 * The ui room. */
#pragma once

#include <stddef.h>

#include "session/answer_day.h"
#include "session/session.h"

const struct answer *answer_find(const struct case_file *kase,
                                 const char *field);                       /* NULL when never answered */
const char *answer_value(const struct case_file *kase, const char *field); /* "" when never answered */
/* False when it does not fit, or is none of the choices; then the old value stays. */
bool answer_set(struct case_file *kase, const struct field *field, const char *value, bool from_card);
/* False when another answer (asked_if), or what is ticked of a bundle, makes this page needless: then it is
 * neither shown nor sent. */
bool answer_page_asked(const struct case_file *kase, const struct service *service, unsigned page);
/* What is wrong with a value, or PROBLEM_NONE. */
enum problem answer_check(const struct field *field, const char *value, struct day_scale scale);
/* Characters that an answer has at least; 0 where any number will do. */
size_t answer_least(const struct field *field);
/* As one would say it: a choice by its label, a date and an amount in words; else the value. False when it
 * does not fit. */
bool answer_words(char *to, size_t cap, const struct field *field, const char *value, enum language language);
/* What the card that was read knows of this field; "" when it knows nothing, or none was read. */
const char *answers_card_says(const struct session *s, const struct field *field);
/* Fills what this person said earlier in the visit, then what the card knows, where nobody answered yet; of a
 * bundle, ticks what this person may have. */
void answers_from_card(struct session *s);
/* As it may stand on screen and paper: masked when personal, unless peeking; a choice by its label. */
bool answer_shown(const struct session *s, const struct field *field, char *to, size_t cap);
/* The way of delivery that was chosen, or NULL. */
const struct delivery_way *answers_way(const struct session *s);
/* What is to be paid for the case as it stands, in fen; 0 for nothing. */
unsigned answers_due_fen(const struct session *s);
/* What stands in this field before anything is entered, by the form or by the card; "" for nothing. */
const char *answers_first(const struct session *s, const struct field *field);
bool answers_peeking(const struct session *s);
