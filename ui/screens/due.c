/* What a case costs, before it is agreed to: how much, for what, and the fee of the way named apart, for it
 * can still be changed. */
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

void part_due(struct page *page, const struct session *s)
{
    unsigned due = answers_due_fen(s);
    const struct delivery_way *way = answers_way(s);
    if (due == 0)
        return;
    page_open(page, GROUP_CARD, TONE_NONE);
    page_open(page, GROUP_ROW, 0);
    page_text(page, LOOK_H2, s->kase.pay.state == PAY_PAID ? _("付好了") : _("要交"))->grow = true;
    page_text(page, LOOK_H1, part_yuan(page, due));
    page_close(page);
    page_text(page, LOOK_BODY,
              way && way->fee_fen
                  ? page_format(page, _("%s，再加送到家 %s"), part_label(s, s->service->payment->what),
                                part_yuan(page, way->fee_fen))
                  : part_label(s, s->service->payment->what));
    page_close(page);
}
