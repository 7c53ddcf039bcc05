/* Sending: what has really happened so far; nothing moves by itself. */
#include "session/patience.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

enum { PARTS_BEGUN = 1, PARTS_SAVED = 2, PARTS = 3 };

static void bar(struct page *page, const struct session *s, unsigned done)
{
    struct widget *w =
        page_add(page, ROLE_STATUS, LOOK_BAR, "", page_format(page, _("第 %u 步，共 %u 步"), done, PARTS));
    w->number = (int)done;
    w->total = PARTS;
}

static void application(struct page *page, const struct session *s)
{
    const char *department = part_label(s, s->service->department);
    bool saved = s->kase.saved;
    part_title(page, page_format(page, _("正在交给%s"), department), _("大约 10 秒，请不要走开。"));
    bar(page, s, saved ? PARTS_SAVED : PARTS_BEGUN);
    if (s->problem == PROBLEM_LATE)
        part_banner(page, TONE_LAMP, "schedule", _("机器今天有点慢，还在存"),
                    _("填的都在，请再等一等。已经叫了工作人员。"));
    page_open(page, GROUP_CARD, 0);
    part_timeline(page, saved ? TONE_OK : TONE_LAMP,
                  saved ? _("在这台机器上存好了") : _("正在这台机器上存好"),
                  saved ? _("就算停电，也不用重填") : "");
    part_timeline(page, saved ? TONE_LAMP : TONE_NONE,
                  page_format(page, saved ? _("正在交给%s") : _("交给%s"), department), "");
    part_timeline(page, TONE_NONE, _("打印回执"), "");
    page_close(page);
}

/* What was handed in may have arrived: it is not called off. */
static void waits(struct page *page, const struct session *s)
{
    part_deadline(page, s, ASK_WAIT_MS / SECOND_MS, NULL,
                  session_allows(s, EVENT_BACK) ? _("不想等了，点“返回”。")
                                                : _("到时候没回话，会告诉您怎么办。"));
}

static void booking_on_its_way(struct page *page, const struct session *s)
{
    bool back = s->kase.booking.cancels;
    part_title(page, back ? _("正在取消预约") : _("正在替您约"), _("请不要走开。"));
    bar(page, s, PARTS_SAVED);
    page_open(page, GROUP_CARD, 0);
    part_timeline(page, TONE_OK, _("您选好了"), "");
    part_timeline(page, TONE_LAMP, page_format(page, _("在等%s回话"), part_label(s, s->service->department)),
                  "");
    part_timeline(page, TONE_NONE, back ? _("位子让给别人") : _("打印预约单"), "");
    page_close(page);
    waits(page, s);
}

/* Handed back: a vote that is on its way. */
static void handing_back(struct page *page, const struct session *s)
{
    if (service_is_booked(s->service)) {
        booking_on_its_way(page, s);
        return;
    }
    part_title(page, _("正在把票投进去"), _("请不要走开。"));
    bar(page, s, PARTS_SAVED);
    page_open(page, GROUP_CARD, 0);
    part_timeline(page, TONE_OK, _("您选好了"), "");
    part_timeline(page, TONE_LAMP, page_format(page, _("在等%s回话"), part_label(s, s->service->department)),
                  "");
    part_timeline(page, TONE_NONE, _("只记您投过，不记您选什么"), "");
    page_close(page);
    waits(page, s);
}

static void question(struct page *page, const struct session *s)
{
    if (s->step == STEP_SENDING && service_is_picked(s->service)) {
        handing_back(page, s);
        return;
    }
    const char *department = part_label(s, s->service->department);
    part_title(page, page_format(page, _("正在问%s"), department), _("请不要走开。"));
    bar(page, s, PARTS_BEGUN);
    page_open(page, GROUP_CARD, 0);
    part_timeline(page, TONE_OK, progress_by_receipt(s) ? _("回执上的码扫好了") : _("认过您是谁了"), "");
    part_timeline(page, TONE_LAMP, page_format(page, _("在等%s回话"), department), "");
    part_timeline(page, TONE_NONE, _("给您看结果"), "");
    page_close(page);
    waits(page, s);
}

/* What is on its way, for who does not see the picture. */
static const char *picture_words(const struct session *s)
{
    if (service_is_stored(s->service))
        return _("纸正送到部门去");
    if (s->step != STEP_SENDING || !service_is_picked(s->service))
        return _("问题正送到部门去");
    if (!service_is_booked(s->service))
        return _("票正送过去");
    return s->kase.booking.cancels ? _("正在告诉那边您不去了") : _("正在告诉那边您要来");
}

void screen_sending(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    if (!s->service)
        return;
    page_add(page, ROLE_IMAGE, LOOK_ILLUSTRATION, "", picture_words(s))->icon = "cloud_upload";
    if (service_is_stored(s->service))
        application(page, s);
    else
        question(page, s);
}
