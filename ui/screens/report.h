/* 报问题: the parts of its pages that other services have not. Pages copy what they keep.
 * Owns nothing. Pure: the ui room, and tests. */
#pragma once

#include "ui/screens/parts.h"

/* Of the first page, nothing on others or of other services: with the question, where fire and injury go;
 * beneath the pictures, who comes when. */
void report_warning(struct page *page, const struct session *s);
void report_promise(struct page *page, const struct session *s);
/* On the last page, once the platform has it: who comes, and when; or what the catalog promises, while the
 * platform has not said it. */
void report_taken(struct page *page, const struct session *s);
/* The same while there is no line. */
void report_kept(struct page *page, const struct session *s, const struct screen_context *c);
