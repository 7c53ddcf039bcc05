/* 一件事一次办: the one tile of home, what is ticked of a bundle, and how it is told on review, screen and
 * paper. Pages copy what they keep. Owns nothing. Pure: the ui room, and tests. */
#pragma once

#include "session/bundle.h"
#include "ui/screens/parts.h"

void bundle_tile(struct page *page, const struct session *s); /* none where the catalog has no bundle */
/* Names of all that the bundle can do, whoever comes. */
const char *bundle_all(struct page *page, const struct session *s);
const char *bundle_chosen(struct page *page, const struct session *s); /* names of what is ticked, or 没填 */
/* Of any part: 县人社局，20 个工作日. */
void bundle_takes(char *to, size_t cap, const struct session *s, const struct bundle_part *part);
/* Of a part that was handed in: 县人社局，大约 4 月 15 日. */
void bundle_answered(char *to, size_t cap, const struct session *s, const struct bundle_part *part);
/* On `done`: which department does what, and until when. */
void bundle_next(struct page *page, const struct session *s);
