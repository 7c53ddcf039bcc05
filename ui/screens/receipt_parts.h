/* What the files that compose a paper share: one block more, and what was paid. Blocks belong to the receipt,
 * texts are copied. Pure: the ui room, and tests. */
#pragma once

#include "ui/screens/parts.h"
#include "ui/screens/receipt.h"

#pragma GCC visibility push(hidden)
struct receipt_block *receipt_add(struct receipt *receipt, enum receipt_kind kind, const char *title,
                                  const char *text);
void receipt_pair(struct receipt *receipt, const char *key, const char *value); /* nothing for "" */
void receipt_step(struct receipt *receipt, unsigned number, const char *bold, const char *text);
/* A code that says `text`, and up to three lines beside it, the first bold; NULL for none. */
void receipt_code_block(struct receipt *receipt, const char *text, const char *bold, const char *second,
                        const char *third);

/* receipt_next.c: 接下来, of what was handed in. */
void receipt_next(struct receipt *receipt, const struct session *s, const struct screen_context *c);

/* receipt_money.c: what was paid and under which number, or what is still to be paid at the counter. */
void receipt_payment(struct receipt *receipt, const struct session *s);
/* The code of the electronic receipt (电子票据) of what was paid, behind a rule; nothing where nothing was.
 */
void receipt_electronic(struct receipt *receipt, const struct session *s);
/* Both of a case that was looked at. */
void receipt_paid_case(struct receipt *receipt, const struct session *s, const struct progress_case *kase);
void receipt_electronic_case(struct receipt *receipt, const struct session *s,
                             const struct progress_case *kase);
#pragma GCC visibility pop
