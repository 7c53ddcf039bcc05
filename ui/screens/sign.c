/* 看手语: what this page asks, as somebody says it who signs; the words of it stand above. It begins when
 * pressed, never by itself, and stays on its last frame. */
#include "ui/picture.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static const char *question(const struct session *s)
{
    switch ((int)s->step) {
    case STEP_IDENTIFY:
        return _("手语：刷身份证");
    case STEP_DONE:
        return _("手语：办好了");
    default:
        return _("手语：您同意的事");
    }
}

/* What is agreed to, where that is what is signed. */
static const char *said(const struct session *s)
{
    bool consent = s->step == STEP_SIGNATURE || s->step == STEP_REVIEW;
    const char *statement = consent && s->service ? part_label(s, s->service->statement) : NULL;
    return statement && *statement ? statement : wants(s);
}

void overlay_sign(struct page *page, const struct session *s, const struct screen_context *c)
{
    part_title(page, question(s), said(s));
    if (!session_allows(s, EVENT_SIGN)) { /* its file went meanwhile */
        part_banner(page, TONE_LAMP, "sign_language", _("这段手语放不出来。"),
                    _("请看上面的字，或者找人帮忙。"));
    } else {
        struct widget *w = page_add(page, ROLE_LIVE, LOOK_CLIP, "clip", _("手语画面"));
        w->live = c->clip;
        w->number = c->clip ? c->clip->number : 0;
    }
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_SECOND, "sign.again", _("再看一遍"), "replay")->enabled =
        session_allows(s, EVENT_SIGN);
    page_button(page, LOOK_MAIN, "close", _("看好了，关掉"), "");
}
