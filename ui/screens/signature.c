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
    w->hint = s->kase.stamped ? _("用身份证代签了") : _("× 签在线上");
    w->value = s->kase.ink_count ? _("写了") : s->kase.stamped ? _("用身份证代签了") : "";
}

static bool has_more(const struct session *s)
{
    return s->service->statement_line_count > 0;
}

/* In one sentence; pressed, all of it. Where room is short the sentence itself is what one presses, or stands
 * above the reach of who sits, who presses what is left of it. */
static void statement(struct page *page, const struct session *s)
{
    const char *sentence = part_label(s, s->service->statement), *brief = _("签的是什么？看全文");
    bool more = has_more(s);
    if (more && s->seated) {
        part_tile(page, LOOK_ROW, "statement", "description", TONE_PINE, brief, "");
        return;
    }
    if (more && s->large) {
        part_tile(page, LOOK_ROW, "statement", "description", TONE_PINE, sentence, _("看全文"))->hint = brief;
        return;
    }
    page_open(page, GROUP_CARD, 0);
    page_open(page, GROUP_ROW, 0);
    part_fact(page, LOOK_FACT, "description", sentence, "")->grow = true;
    if (more)
        page_button(page, LOOK_QUIET, "statement", _("看全文"), "chevron_right");
    page_close(page);
    page_close(page);
}

void screen_signature(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!s->service)
        return;
    part_title(page, _("请签上您的名字"),
               s->seated && has_more(s) ? part_label(s, s->service->statement) : "");
    statement(page, s);
    part_problem(page, s); /* in place of how to write: what is missing */
    if (!s->large && !s->seated && s->problem == PROBLEM_NONE) { /* the pad needs the room */
        struct widget *w = page_text(page, LOOK_H2, _("用手指在框里写"));
        w->detail = _("写大一点没关系");
        w->grow = true;
    }
    pad(page, s, c->ink);
    page_open(page, GROUP_ROW, 0);
    bool empty = s->kase.ink_count == 0;
    page_button(page, LOOK_MEDIUM, "ink.undo", _("退一笔"), "undo")->enabled = !empty;
    page_button(page, LOOK_MEDIUM, "ink.clear", _("重写"), "refresh")->enabled = !empty;
    page_button(page, LOOK_QUIET, "ink.mark", _("不会写字"), "back_hand");
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    if (s->voice) /* who does not see the box */
        page_button(page, LOOK_SECOND, "ink.stamp", _("用身份证代签"), "")->selected = s->kase.stamped;
    page_button(page, LOOK_MAIN, "next", _("签好了，下一步"), "arrow_forward");
}

/* All that is signed, on as many pages as it takes. */
void overlay_statement(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    if (!s->service)
        return;
    part_title(page, _("您签的是这些话"), s->large ? "" : _("看不懂的，问工作人员。"));
    page_open(page, GROUP_LIST, 0);
    for (unsigned i = 0; i <= s->service->statement_line_count; i++) {
        struct widget *w =
            page_text(page, LOOK_SENTENCE,
                      part_label(s, i ? s->service->statement_lines[i - 1] : s->service->statement));
        w->number = (int)i + 1;
        w->total = 1; /* a paragraph each */
    }
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "close", _("看好了，去签名"), "");
}

/* A stroke of any shape counts, as a thumb did on paper; somebody who sees it can be called, and who cannot
 * draw either has the card. */
void overlay_by_mark(struct page *page, const struct session *s, const struct screen_context *c)
{
    bool card = session_allows(s, EVENT_INK_STAMP);
    part_title(page, _("不会写字，也能签"), s->large ? "" : _("不用写名字，画一道就行。"));
    page_open(page, GROUP_LIST, 0);
    part_fact(page, LOOK_ROW, "draw", _("用手指在框里画一道"), s->large ? "" : _("画长一点，什么样子都行。"));
    part_fact(page, LOOK_ROW, "visibility", _("请工作人员在旁边看着"),
              s->large ? "" : _("有人看见，就能给您作证。"));
    if (card)
        part_fact(page, LOOK_ROW, "badge", _("手不方便，用身份证代签"),
                  s->large ? "" : _("刷过的身份证替您签，不用画。"));
    page_close(page);
    part_call(page, LOOK_TILE_WIDE, TONE_PINE, _("请工作人员作证"), s, c);
    page_place(page, PLACE_ACTIONS);
    if (card)
        page_button(page, LOOK_SECOND, "ink.stamp", s->kase.stamped ? _("不代签了") : _("用身份证代签"), "");
    page_button(page, LOOK_MAIN, "close", _("好，去画一道"), "");
}
