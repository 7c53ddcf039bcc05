/* 查进度: how far one's cases are, one case a page; what waits for the resident first. Texts land in the
 * page. Pure: the ui room, and tests. */
#pragma once

#include "ui/screens/parts.h"

bool progress_is_told(const struct session *s);                           /* the result is of this kind */
const char *progress_summary(struct page *page, const struct session *s); /* 您有 3 件事在办: of the bar */
void progress_page(struct page *page, const struct session *s, const struct screen_context *c);
