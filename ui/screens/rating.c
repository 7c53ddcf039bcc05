/* Rating: five faces, then reasons that fit the face; not rating is as easy. */
#include <stdio.h>

#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

enum { FACES = 5, FIRST_BAD = 4, REASON_COLUMNS = 2 };

static const char *face_words(const struct session *s, unsigned face)
{
    switch (face) {
    case 1:
        return _("非常满意");
    case 2:
        return _("满意");
    case 3:
        return _("基本满意");
    case 4:
        return _("不满意");
    default:
        return _("非常不满意");
    }
}

static void faces(struct page *page, const struct session *s)
{
    static const char *const icons[] = {"sentiment_very_satisfied", "sentiment_satisfied",
                                        "sentiment_neutral", "sentiment_dissatisfied",
                                        "sentiment_very_dissatisfied"};
    page_open(page, GROUP_COLUMNS, s->large ? 1 : FACES);
    for (unsigned i = 1; i <= FACES; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "rate.%u", i);
        struct widget *w =
            page_add(page, ROLE_CHOICE, s->large ? LOOK_RADIO : LOOK_FACE, id, face_words(s, i));
        w->icon = icons[i - 1];
        w->selected = s->rating == i;
        w->number = (int)i;
        w->total = FACES;
    }
    page_close(page);
}

static const char *reason_words(const struct session *s, unsigned reason)
{
    bool bad = s->rating >= FIRST_BAD;
    switch (reason) {
    case 0:
        return bad ? _("看不明白") : _("一看就懂");
    case 1:
        return bad ? _("字太小") : _("字够大");
    case 2:
        return bad ? _("等得太久") : _("很快就办完");
    case 3:
        return bad ? _("没人帮忙") : _("有人帮忙");
    case 4:
        return bad ? _("还得再跑") : _("不用跑几趟");
    default:
        return bad ? _("机器不好用") : _("机器好用");
    }
}

static void reasons(struct page *page, const struct session *s)
{
    page_open(page, GROUP_COLUMNS, REASON_COLUMNS);
    for (unsigned i = 0; i < SESSION_REASONS; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "reason.%u", i);
        struct widget *w = page_add(page, ROLE_CHECKBOX, LOOK_CHECK, id, reason_words(s, i));
        w->selected = s->reasons >> i & 1;
    }
    page_close(page);
}

static const char *asked(const struct session *s)
{
    return s->rating >= FIRST_BAD ? _("哪里不好？") : _("哪里好？");
}

/* Large, the reasons have a page of their own once a face is chosen; 返回 leads to the faces again. */
static void one_by_one(struct page *page, const struct session *s)
{
    if (s->rating == 0) {
        part_title(page, _("这回办得顺不顺？"), "");
        faces(page, s);
        return;
    }
    page_key(page, "reasons");
    part_title(page, asked(s), _("可以多点几个，也可以不点"));
    reasons(page, s);
}

static void all_at_once(struct page *page, const struct session *s)
{
    part_title(page, _("这回办得顺不顺？"), _("点一个就行。只看总数，不会记您的名字。"));
    faces(page, s);
    if (s->rating == 0)
        return;
    page_text(page, LOOK_H2, asked(s))->detail = _("可以多点几个，也可以不点");
    reasons(page, s);
}

void screen_rating(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    enum { RATING_SECONDS = 30, RATING_SECONDS_LARGE = 60 };
    if (s->large)
        one_by_one(page, s);
    else
        all_at_once(page, s);
    unsigned left = seconds_left(s);
    page_open(page, GROUP_SPREAD, 0);
    page_open(page, GROUP_ROW, 0);
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_RING, "", page_format(page, _("还有 %u 秒"), left));
    w->number = (int)left;
    w->total = s->large ? RATING_SECONDS_LARGE : RATING_SECONDS;
    page_text(page, LOOK_PLAIN, page_format(page, _("%u 秒后自动退出，您的信息会从屏幕上清掉。"), left))
        ->grow = true;
    page_close(page);
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    if (s->rating)
        page_button(page, LOOK_SECOND, "skip", _("不评了"), "");
    else
        page_button(page, LOOK_SECOND, "again", _("再办一件"), "");
    page_button(page, LOOK_MAIN, "finish", s->rating ? _("评好了，退出") : _("不评了，退出"), "");
}
