/* What the list of all services and what was found by a word have in common.
 * Texts land in the page; nothing is kept. Pure: the ui room, and tests. */
#pragma once

#include "ui/screens/parts.h"

/* A row that opens the service, or says why it cannot now. */
struct widget *part_service(struct page *page, const struct session *s, const struct service *service);
/* What looks as a field and leads to the keys; `brief` where there is no room for `label` (search.c). */
void part_seek(struct page *page, const struct session *s, const char *label, const char *brief);
