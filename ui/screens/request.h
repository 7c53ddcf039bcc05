/* 留个手机号: what several pages say of a request for an answer by message. Pure: the ui room, and tests. */
#pragma once

#include "ui/screens/parts.h"

/* Where a question came to nothing: the first of the other ways; nothing where it is not offered. */
void request_offer(struct page *page, const struct session *s);
/* What was asked, on its way to the department: what comes next. */
void request_kept(struct page *page, const struct session *s, const struct screen_context *c);
