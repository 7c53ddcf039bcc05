/* 头一回用: four pages with the pictures that the screens have, for whoever never stood before such a
 * machine. */
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

/* Three pictures a page; in large letters one after the other, larger. */
static void pictures(struct page *page, const struct session *s)
{
    page_open(page, GROUP_COLUMNS, s->large ? 1 : PART_PICTURES);
}

static void touching(struct page *page, const struct session *s)
{
    part_title(page, _("怎么点？"), s->large ? "" : _("手指轻轻点一下就放开，不用按住。"));
    pictures(page, s);
    part_how(page, 4, "touch_app", _("白底凸起的能点"), _("点一下，松开才算。"));
    part_how(page, 5, "undo", _("点错了不要紧"), _("点左下角的“返回”，退回去重来。"));
    part_how(page, 6, "support_agent", _("不会就点“找人帮忙”"), _("每一页的右下角都有。"));
    page_close(page);
}

static void laying(struct page *page, const struct session *s)
{
    part_title(page, _("身份证怎么放？"), s->large ? "" : _("读卡口在屏幕下面，右手边。"));
    pictures(page, s);
    part_hows_to_lay(page, s);
    page_close(page);
}

static void filling(struct page *page, const struct session *s)
{
    part_title(page, _("怎么填？"), s->large ? "" : _("一页只问一件事，填好点“下一步”。"));
    pictures(page, s);
    part_how(page, 7, "badge", _("身份证上有的，不用填"), _("机器自己填好了。"));
    part_how(page, 8, "dialpad", _("数字一个一个按"), _("少了几位，屏幕上会说。"));
    part_how(page, 9, "draw", _("名字用手指写"), _("写不好可以重写。"));
    page_close(page);
}

static void ending(struct page *page, const struct session *s)
{
    part_title(page, _("办完了怎么走？"), s->large ? "" : _("交上去以前，会给您看一遍。"));
    pictures(page, s);
    part_how(page, 10, "receipt_long", _("拿好回执"), _("在屏幕下面，上面有办件编号。"));
    part_how(page, 11, "badge", _("拿好身份证"), _("别落在读卡口上。"));
    part_how(page, 12, "logout", _("点“退出”"), _("您的信息会从屏幕上清掉。"));
    page_close(page);
}

static void writing(struct page *page, const struct session *s)
{
    part_title(page, _("不会拼音，怎么写字？"), s->large ? "" : _("不用会拼音，三个办法都行。"));
    page_open(page, GROUP_LIST, 0);
    part_fact(page, LOOK_ROW, "draw", _("用手指写"), _("点键盘上的“手写”，一笔一画写在框里。"));
    part_fact(page, LOOK_ROW, "badge", _("刷身份证"), _("名字、住址机器自己填好。"));
    part_fact(page, LOOK_ROW, "support_agent", _("请人替您写"), _("点“找人帮忙”，工作人员过来写。"));
    page_close(page);
}

static void for_others(struct page *page, const struct session *s)
{
    part_title(page, _("怎么替家里老人办？"), s->large ? "" : _("用老人的身份证，您来点。"));
    page_open(page, GROUP_LIST, 0);
    part_fact(page, LOOK_ROW, "badge", _("放老人的身份证"), _("填的都是老人的事。"));
    part_fact(page, LOOK_ROW, "call", _("电话留谁的都行"), _("办好了，消息发到这个号上。"));
    part_fact(page, LOOK_ROW, "store", _("机器上办不了的"), _("带上两个人的身份证，去窗口办。"));
    page_close(page);
}

/* An answer to one of the common questions: it was asked in help, and help is where one goes on. */
static void answer(struct page *page, const struct session *s)
{
    static void (*const answers[SESSION_QUESTIONS])(struct page *, const struct session *) = {laying, writing,
                                                                                              for_others};
    answers[s->guide_page - SESSION_GUIDE_PAGES](page, s);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_SECOND, "close", _("接着办"), "");
    page_button(page, LOOK_MAIN, "next", _("知道了"), "");
}

void overlay_guide(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    if (s->guide_page >= SESSION_GUIDE_PAGES) {
        answer(page, s);
        return;
    }
    static void (*const pages[SESSION_GUIDE_PAGES])(struct page *, const struct session *) = {
        touching, laying, filling, ending};
    bool last = s->guide_page + 1 == SESSION_GUIDE_PAGES;
    pages[s->guide_page](page, s);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_SECOND, "close", _("不看了"), "");
    if (!last)
        page_button(page, LOOK_MAIN, "next",
                    page_format(page, _("下一张，还有 %u 张"), SESSION_GUIDE_PAGES - 1 - s->guide_page),
                    "arrow_forward")
            ->reads_on = true; /* one picture after the other */
    else if (!s->practice && session_allows(s, EVENT_PRACTICE))
        page_button(page, LOOK_MAIN, "practice", _("练一练"), "school");
    else
        page_button(page, LOOK_MAIN, "next", _("看好了"), "");
}
