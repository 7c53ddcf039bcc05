/* What lies over a screen: help, and the two dialogs that ask before a visit ends. */
#include "session/patience.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static void toggle(struct page *page, const struct session *s, const char *id, const char *icon,
                   const char *label, bool on)
{
    struct widget *w = page_add(page, ROLE_CHECKBOX, LOOK_CHECK, id, label);
    w->icon = icon;
    w->selected = on;
    w->value = on ? _("开着") : _("关着");
}

/* The header has pills and the footer a slot for three of them; here they have names of their own, for an id
 * is unique. */
static void toggles(struct page *page, const struct session *s)
{
    page_text(page, LOOK_H2, _("看不清、听不清、够不着？"));
    page_open(page, GROUP_COLUMNS, s->large ? 1 : 2);
    toggle(page, s, "switch.large_font", "format_size", _("大字"), s->large);
    toggle(page, s, "switch.voice", "volume_up", _("念出来"), s->voice);
    toggle(page, s, "contrast", "contrast", _("黑底黄字"), s->contrast);
    toggle(page, s, "switch.seated", "accessible", _("坐着用"), s->seated);
    toggle(page, s, "switch.steady", "back_hand", _("抖手也好点"), s->steady);
    if (s->voice && s->health.headphones) /* only who listens alone can do without the picture */
        toggle(page, s, "switch.blank", "visibility_off", _("屏幕变黑"), s->blank);
    page_close(page);
}

/* How it speaks, while it does: each press is answered in words. */
static void speech(struct page *page, const struct session *s)
{
    enum { FOUR = 4 };
    if (!s->voice)
        return;
    page_open(page, GROUP_COLUMNS, s->large ? 2 : FOUR);
    page_button(page, LOOK_MEDIUM, "voice.slower", _("念慢点"), "");
    page_button(page, LOOK_MEDIUM, "voice.faster", _("念快点"), "");
    page_button(page, LOOK_MEDIUM, "voice.softer", _("小声点"), "");
    page_button(page, LOOK_MEDIUM, "voice.louder", _("大声点"), "");
    page_close(page);
}

/* Each opens its answer, a page of the guide's kind; 返回 leads here again. */
static void questions(struct page *page, const struct session *s)
{
    page_text(page, LOOK_H2, _("常问的"));
    page_open(page, GROUP_LIST, 0);
    part_tile(page, LOOK_ROW, "question.1", "badge", TONE_PINE, _("身份证怎么放？"), "");
    part_tile(page, LOOK_ROW, "question.2", "draw", TONE_PINE, _("不会拼音，怎么写字？"), "");
    part_tile(page, LOOK_ROW, "question.3", "family_restroom", TONE_PINE, _("怎么替家里老人办？"), "");
    page_close(page);
}

/* Practice drops what is begun, so it is offered only where nothing is; the first steps lie over any page. */
static void other_ways(struct page *page, const struct session *s, const struct screen_context *c)
{
    bool practice = !s->practice && session_allows(s, EVENT_PRACTICE);
    page_open(page, GROUP_COLUMNS,
              s->large || s->language == LANGUAGE_EN ? 1 : 2); /* English words are wider */
    if (practice)
        part_tile(page, LOOK_TILE_WIDE, "practice", "school", TONE_LAMP, _("练一练"), _("不会真的办"));
    part_tile(page, LOOK_TILE_WIDE, "guide", "menu_book", TONE_MOSS, _("头一回用"), _("看四张图就会"));
    part_tile(page, LOOK_TILE_WIDE, "talk", "sms", TONE_PLUM, _("我听不见"), _("写给工作人员"));
    if (*c->place.phone) /* to be read, behind what is pressed: one calls by a phone of one's own */
        part_fact(page, LOOK_FACT, "call", _("打电话问"), c->place.phone);
    page_close(page);
}

/* What the page has met, for whoever comes: never in a sentence, always at the end (DESIGN.md 8.1). */
static void for_staff(struct page *page, const struct session *s)
{
    const char *code = problem_code(s->problem);
    if (*code)
        page_text(page, LOOK_BODY, page_format(page, _("给工作人员看：%s"), code));
}

void overlay_help(struct page *page, const struct session *s, const struct screen_context *c)
{
    part_title(page, _("要帮忙吗？"), s->large ? "" : _("填了一半的不会丢，随时接着办。"));
    part_banner(page, TONE_LAMP, "lightbulb", wants(s), "");
    part_call(page, LOOK_TILE_MAIN, TONE_PINE, _("叫工作人员过来"), s, c);
    speech(page, s); /* who listens needs it before all else */
    other_ways(page, s, c);
    toggles(page, s);
    questions(page, s);
    for_staff(page, s);
}

/* Whoever cannot go on now need not begin again. */
static void put_aside(struct page *page, const struct session *s)
{
    if (session_allows(s, EVENT_DRAFT_KEEP))
        page_button(page, LOOK_MEDIUM, "draft.keep", _("先存着，一天内接着填"), "lock");
}

/* A phone paid, or may have: nobody leaves without knowing what becomes of the money. */
static bool money_comes_back(const struct session *s)
{
    return !s->practice && !s->kase.saved && pay_may_come_back(&s->kase.pay);
}

/* In front of the work, which stays to be seen; the safe way is the main one. */
void overlay_timeout(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    unsigned left = seconds_left(s);
    page_place(page, PLACE_DIALOG);
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_RING, "", page_format(page, _("还有 %u 秒"), left));
    w->number = (int)left;
    w->total = (int)(patience_warning_ms(s) / SECOND_MS);
    part_title(page, _("您还在吗？"), s->large ? "" : _("有一会儿没点屏幕了。"));
    page_text(page, LOOK_LEAD, page_format(page, _("%u 秒后退出，填的内容会从屏幕上清掉。"), left));
    if (money_comes_back(s))
        page_text(page, LOOK_LEAD, _("手机上付过的，会自己退回来。"));
    put_aside(page, s);
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_SECOND, "exit", _("退出"), "");
    page_button(page, LOOK_MAIN, "stay", _("我还在，接着办"), "")->grow = true;
    page_close(page);
}

/* The order is cancelled; a payment on its way shows by itself meanwhile. */
static void stop_paying(struct page *page, const struct session *s)
{
    part_title(page, _("先不交了？"),
               money_comes_back(s) ? _("手机上付了，就等一等。不等了，钱自己退回手机。")
                                   : _("手机上已经付了，就等一等，这里会自己变。"));
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_SECOND, "exit", _("不交了"), "");
    page_button(page, LOOK_MAIN, "stay", _("接着交"), "")->grow = true;
    page_close(page);
}

void overlay_leave(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    bool home = s->leave_to == STEP_HOME;
    page_place(page, PLACE_DIALOG);
    if (s->leave_to == STEP_REVIEW) {
        stop_paying(page, s);
        return;
    }
    part_title(page, home ? _("先不办这件了？") : _("现在退出吗？"),
               session_allows(s, EVENT_DRAFT_KEEP) ? _("还没交上去。不存的话，填的内容会从屏幕上清掉。")
                                                   : _("还没交上去，填的内容会从屏幕上清掉。"));
    if (money_comes_back(s))
        page_text(page, LOOK_LEAD, _("手机上付过的，会自己退回来。"));
    put_aside(page, s);
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_SECOND, "exit", home ? _("不办了") : _("退出"), "");
    page_button(page, LOOK_MAIN, "stay", _("接着办"), "")->grow = true;
    page_close(page);
}

/* Offered, not decided: nobody is told that they are old. */
void overlay_offer_large(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    page_place(page, PLACE_DIALOG);
    part_title(page, _("字要不要大一点？"), _("一页一件事，还能念给您听。随时能换回来。"));
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_SECOND, "stay", _("这样就好"), "");
    page_button(page, LOOK_MAIN, "offer.large", _("大一点"), "format_size")->grow = true;
    page_close(page);
}

static bool has_keys(const struct page *page)
{
    for (unsigned i = 0; i < page->count; i++)
        if (page->widgets[i].place == PLACE_KEYS)
            return true;
    return false;
}

void screen_toast(struct page *page, const struct session *s)
{
    if (s->overlay != OVERLAY_NONE || s->toast_until_ms <= s->now_ms || s->problem == PROBLEM_NONE ||
        has_keys(page))
        return;
    struct told told = told_problem(page, s, s->problem);
    page_place(page, PLACE_TOAST);
    page_add(page, ROLE_STATUS, LOOK_TOAST, "", told.what)->icon = "info";
}
