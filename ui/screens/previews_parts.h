/* What the example sessions of all screens share: the cabinet at its best on an invented morning.
 * Owns nothing; texts live as long as the program, the catalog is the session's. Tests, audit and golden
 * pictures only. */
#pragma once

#include "session/session.h"

void preview_stand(struct session *s, enum step step);  /* all devices ready, the line up */
void preview_person(struct session *s);                 /* a card was read: Zhao Chunmei, invented */
void preview_filled(struct session *s, enum step step); /* that person's application, each field answered */
void preview_answer(struct session *s, const struct field *field); /* as somebody would */
void preview_waits(struct session *s);                             /* two of ten seconds have passed */
void preview_no_paper(struct session *s);                          /* the roll has ended */
/* The first service of that kind, else the first of all; NULL in an empty catalog. */
const struct service *preview_service(const struct session *s, enum service_kind kind);
