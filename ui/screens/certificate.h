/* A certificate as a whole page: how its printing goes, and the buttons for it and for the slip in its place.
 * The page is the caller's. Pure; the ui room. */
#pragma once

#include "ui/screens/parts.h"

void certificate_state(struct page *page,
                       const struct session *s); /* a banner, when there is something to say */
void certificate_buttons(struct page *page, const struct session *s);
