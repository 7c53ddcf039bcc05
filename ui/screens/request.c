#include "ui/screens/request.h"

#include "session/request.h"
#include "ui/screens/done.h"

#define _(zh) words(s->language, zh)

void request_offer(struct page *page, const struct session *s)
{
    if (!request_is_offered(s))
        return;
    page_open(page, GROUP_COLUMNS, 1); /* of its own: large letters have room for it before the others */
    part_tile(page, LOOK_TILE_WIDE, "answer.later", "sms", TONE_PINE, _("留个手机号"),
              _("有结果了，发短信告诉您"));
    page_close(page);
}

void request_kept(struct page *page, const struct session *s, const struct screen_context *c)
{
    char minute[PART_TEXT];
    text_minute(minute, sizeof minute, s->kase.saved_ms, s->language);
    page_text(page, LOOK_H2, _("您不用再做什么"));
    page_open(page, GROUP_LIST, 0);
    part_fact(page, LOOK_ROW, "help",
              page_format(page, _("您问的：%s"), part_label(s, request_about(s)->name)),
              page_format(page, _("日子按现在算：%s"), minute));
    part_fact(page, LOOK_ROW, "sms", _("问到了，会给您发短信"), done_phone(page, s, c))->personal = true;
    part_fact(page, LOOK_ROW, "support_agent", _("等不及"),
              page_format(page, _("拿回执来窗口，或者拨 %s"), c->place.phone));
    page_close(page);
}
