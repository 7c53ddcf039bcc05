/* What of a bundle is ticked, and what that asks: bits of case_file.parts, bit i for part i of the service.
 * Any other service has no parts, asks everything, and answers as if all were ticked. Owns nothing.
 * The ui room; reads only, but for parts_from_card. */
#pragma once

#include "catalog/bundle.h"
#include "session/session.h"

bool parts_open(const struct session *s, unsigned part); /* the person may have it, by the card */
unsigned parts_had(const struct session *s);             /* all that the person may have, as bits */
bool parts_ticked(const struct case_file *kase, unsigned part);
unsigned parts_count(unsigned parts); /* how many bits */
/* Ticks beforehand what this service ticks and this person may have; once a case. */
void parts_from_card(struct session *s);
/* A paper that no ticked part needs is neither shown nor sent. */
bool parts_bring(const struct case_file *kase, const struct service *service, unsigned material);
bool parts_ask(const struct case_file *kase, const struct service *service, const struct field *field);
/* Papers that are asked for. */
unsigned parts_papers(const struct case_file *kase, const struct service *service);
