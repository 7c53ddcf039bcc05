/* Example sessions of an amount that is asked for: no service of the catalog does today, so they bring a
 * service of their own. Owns nothing; it lives as long as the program. Tests, audit and golden pictures only.
 */
#pragma once

#include "session/session.h"

void form_amount(struct session *s);
void form_amount_shape(struct session *s);
void form_amount_low(struct session *s);
void form_amount_high(struct session *s);
