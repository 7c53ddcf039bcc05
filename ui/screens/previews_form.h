/* Example sessions of the form: each kind of question, empty, answered, and to be mended.
 * Owns nothing; the session borrows the catalog. Tests, audit and golden pictures only. */
#pragma once

#include "session/session.h"

void form_text(struct session *s);
void form_text_empty(struct session *s);
void form_phone(struct session *s);
void form_phone_kept(struct session *s);
void form_phone_short(struct session *s);
void form_phone_wrong(struct session *s);
void form_number(struct session *s);
void form_number_own(struct session *s);
void form_number_wrong(struct session *s);
void form_number_letter(struct session *s);
void form_number_birthday(struct session *s);
void form_bank(struct session *s);
void form_bank_short(struct session *s);
void form_date(struct session *s);
void form_date_month(struct session *s);
void form_date_day(struct session *s);
void form_date_late(struct session *s);
void form_date_early(struct session *s);
void form_date_none(struct session *s);
void form_choice(struct session *s);
void form_choice_empty(struct session *s);
