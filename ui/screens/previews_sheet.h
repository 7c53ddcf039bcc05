/* Example sessions of a certificate: on the screen, and as a page on its way through the printer. Owns
 * nothing; tests, audit and golden pictures only. */
#pragma once

#include "session/session.h"

#pragma GCC visibility push(hidden)
void certificate(struct session *s);
void certificate_slip(struct session *s);
void certificate_page(struct session *s);
void certificate_printing(struct session *s);
void certificate_no_paper(struct session *s);
void certificate_printed(struct session *s);
void certificate_unprinted(struct session *s);
void certificate_gone(struct session *s);
void paper_true(struct session *s);
void paper_altered(struct session *s);
void paper_unknown(struct session *s);
#pragma GCC visibility pop
