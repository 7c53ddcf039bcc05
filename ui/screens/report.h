/* 报问题: the parts of its pages that other services have not. Pages copy what they keep.
 * Owns nothing. Pure: the ui room, and tests. */
#pragma once

#include "ui/screens/parts.h"

/* Beneath the pictures: who comes when, and where fire and injury go. Nothing on other pages or services. */
void report_first_page(struct page *page, const struct session *s);
/* On the last page, once the platform has it: who comes, and when; or what the catalog promises, while the
 * platform has not said it. */
void report_taken(struct page *page, const struct session *s);
/* The same while there is no line. */
void report_kept(struct page *page, const struct session *s, const struct screen_context *c);
