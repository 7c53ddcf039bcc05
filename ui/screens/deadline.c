/* How long a page waits for an answer at most, counted in the house's ring. */
#include "session/patience.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

bool part_deadline(struct page *page, const struct session *s, unsigned most, const char *what,
                   const char *lead)
{
    unsigned left = seconds_left(s);
    if (left == 0 || s->overlay_due_ms != 0) /* nothing is waited for, or what lies over the page counts */
        return false;
    page_open(page, GROUP_CARD, TONE_NONE);
    page_open(page, GROUP_ROW, 0);
    struct widget *w =
        page_add(page, ROLE_STATUS, LOOK_RING, "", page_format(page, _("最多再等 %u 秒"), left));
    w->number = (int)left;
    w->total = (int)most;
    w->tone = TONE_OK;
    page_open(page, GROUP_STACK, 0);
    page_text(page, LOOK_H2, what ? what : page_format(page, _("最多等 %u 秒"), most));
    page_text(page, LOOK_CAPTION, lead);
    page_close(page);
    page_close(page);
    page_close(page);
    return true;
}
