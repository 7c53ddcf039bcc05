/* The signature: what is signed stands above, the finger writes below. */
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

_Static_assert(sizeof(struct stroke_point) == sizeof(struct ink_point) &&
                   offsetof(struct stroke_point, begins) == offsetof(struct ink_point, begins),
               "the session's strokes are drawn as they lie");

static void pad(struct page *page, const struct session *s, struct ink *ink)
{
    struct widget *w = page_add(page, ROLE_CANVAS, LOOK_SIGNATURE, "signature", _("用手指在框里写名字"));
    if (ink) {
        *ink = (struct ink){(const struct ink_point *)(const void *)s->kase.ink, s->kase.ink_count};
        w->ink = ink;
    }
    w->personal = true;
    w->hint = _("× 签在线上");
    w->value = s->kase.ink_count ? _("写了") : s->kase.stamped ? _("用身份证代签了") : "";
}

void screen_signature(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!s->service)
        return;
    part_title(page, _("请签上您的名字"), "");
    page_open(page, GROUP_CARD, 0);
    part_fact(page, LOOK_FACT, "description", part_label(s, s->service->statement), "");
    page_close(page);
    if (!s->large) {
        struct widget *w = page_text(page, LOOK_H2, _("用手指在框里写"));
        w->detail = _("写大一点没关系");
        w->grow = true;
    }
    pad(page, s, c->ink);
    part_problem(page, s);
    page_open(page, GROUP_ROW, 0);
    bool empty = s->kase.ink_count == 0;
    page_button(page, LOOK_MEDIUM, "ink.undo", _("退一笔"), "undo")->enabled = !empty;
    page_button(page, LOOK_MEDIUM, "ink.clear", _("重写"), "refresh")->enabled = !empty;
    if (s->large)
        part_listen_button(page, s);
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    if (s->voice) /* who does not see the box */
        page_button(page, LOOK_SECOND, "ink.stamp", _("用身份证代签"), "")->selected = s->kase.stamped;
    page_button(page, LOOK_MAIN, "next", _("签好了，下一步"), "arrow_forward");
}
