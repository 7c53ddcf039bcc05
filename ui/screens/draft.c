/* A form put aside for a day: six digits chosen, asked for, and what became of it. */
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

enum { DIGITS = SESSION_DRAFT_DIGITS };

static const char *question(const struct session *s)
{
    switch ((int)s->draft.state) {
    case DRAFT_AGAIN:
        return _("再按一遍");
    case DRAFT_ASKING:
        return _("按存的时候那 6 个数字");
    default:
        return _("想 6 个数字，下回用");
    }
}

static const char *lead(struct page *page, const struct session *s)
{
    if (s->problem != PROBLEM_NONE) /* said below, beside the field */
        return "";
    switch ((int)s->draft.state) {
    case DRAFT_AGAIN:
        return _("两遍一样，才好存。");
    case DRAFT_ASKING:
        return page_format(page, _("还能试 %u 次。"), s->draft.left);
    default:
        return photo_pages(&s->kase) > 0 ? _("填的存一天，照片不存，下回再拍。")
                                         : _("一天之内，刷身份证、按这 6 个数字，接着填。");
    }
}

static void told(struct page *page, const struct session *s)
{
    if (s->problem == PROBLEM_NONE)
        return;
    struct told told = told_problem(page, s, s->problem);
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_ERROR, "", told.what);
    w->icon = "error";
    w->error = true;
}

/* How many are missing, and who may look: hidden from the start, for somebody may stand behind. */
static void count(struct page *page, const struct session *s, const struct input *input)
{
    unsigned missing = input_missing(input);
    page_open(page, GROUP_ROW, 0);
    struct widget *w = page_text(
        page, LOOK_BODY, missing ? page_format(page, _("还差 %u 位"), missing) : _("够了，点“填好了”"));
    w->icon = missing ? "pin" : "";
    w->grow = true;
    if (!input->seated) /* seated it stands among the keys */
        page_button(page, LOOK_SMALL, "cover", input->covered ? _("看看") : _("遮住"),
                    input->covered ? "visibility" : "visibility_off");
    page_close(page);
}

static void typing(struct page *page, const struct session *s, const struct input *input)
{
    part_title(page, question(s), s->large ? "" : lead(page, s));
    struct widget *w = page_add(page, ROLE_FIELD, LOOK_NUMBER, "field.code", _("6 个数字"));
    w->value = s->overlay == OVERLAY_NONE ? input_shown(page, input) : "";
    w->personal = w->selected = true;
    w->error = s->problem != PROBLEM_NONE;
    told(page, s);
    if (!s->large || s->problem == PROBLEM_NONE)
        count(page, s, input);
    if (s->draft.state == DRAFT_ASKING && !s->large)
        page_button(page, LOOK_QUIET, "draft.drop", _("不要了，从头填"), "delete");
    input_keys(page, input, s->language);
}

static void kept(struct page *page, const struct session *s)
{
    enum { WORDS = 64 };
    char until[WORDS];
    text_minute(until, sizeof until, s->draft.until_ms, s->language);
    page_add(page, ROLE_IMAGE, LOOK_ILLUSTRATION, "", _("锁好了"))->icon = "lock";
    part_title(page, _("存好了，还没交"), page_format(page, _("%s 前，来这台机器接着填。"), until));
    page_open(page, GROUP_CARD, 0);
    part_timeline(page, TONE_LAMP, _("带同一张身份证"), "");
    part_timeline(page, TONE_NONE, _("按那 6 个数字"), s->large ? "" : _("按错 5 次，存的内容就删掉"));
    part_timeline(page, TONE_NONE, _("接着填，再交上去"), "");
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "finish", _("知道了，退出"), "");
}

static void gone(struct page *page, const struct session *s)
{
    bool unfit = s->problem == PROBLEM_DRAFT_UNFIT;
    page_add(page, ROLE_IMAGE, LOOK_ILLUSTRATION, "", _("没有了"))->icon = "delete";
    part_title(page, _("存的内容没有了"),
               unfit ? _("这件事换了新的表。请从头填一次。")
                     : _("试了 5 次都不对，已经删掉。请从头填一次。"));
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", _("从头填"), "arrow_forward");
}

static void waiting(struct page *page, const struct session *s)
{
    page_add(page, ROLE_IMAGE, LOOK_ILLUSTRATION, "", _("请稍等"))->icon = "hourglass_empty";
    part_title(page, s->draft.state == DRAFT_KEEPING ? _("正在存") : _("正在取"), _("一两秒就好。"));
}

void screen_draft(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (s->draft.state == DRAFT_KEPT)
        kept(page, s);
    else if (s->draft.state == DRAFT_GONE)
        gone(page, s);
    else if (s->draft.state == DRAFT_KEEPING || s->draft.state == DRAFT_OPENING)
        waiting(page, s);
    else if (c->input && c->input->kind == INPUT_CODE)
        typing(page, s, c->input);
}

/* Offered where a form may begin; declining keeps it for its day. */
void overlay_offer_draft(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    page_place(page, PLACE_DIALOG);
    part_title(page, _("上回填了一半"), _("要接着填吗？要按您那 6 个数字。"));
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_SECOND, "stay", _("先不用"), "");
    page_button(page, LOOK_MAIN, "draft", _("接着填"), "edit_note")->grow = true;
    page_close(page);
}
