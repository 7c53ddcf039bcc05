/* 预约: first the day, then the time of that day; what is full can be seen and not picked. */
#include "ui/screens/booking.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"

#define _(zh) words(s->language, zh)

enum { A_PAGE = 5 /* days on one: a working week */, NOON = 12, WORDS = 64 };

static void text_time(char *to, size_t cap, const struct session *s, int64_t at_ms)
{
    struct clock_date d = clock_civil(at_ms);
    snprintf(to, cap, d.hour < NOON ? _("上午 %d:%02d") : _("下午 %d:%02d"),
             d.hour > NOON ? d.hour - NOON : d.hour, d.minute);
}

static void text_weekday(char *to, size_t cap, const struct session *s, int64_t at_ms)
{
    char day[WORDS];
    text_day(day, sizeof day, at_ms, s->language);
    snprintf(to, cap, _("%s（%s）"), day, part_weekday(s, clock_civil(at_ms).weekday));
}

void text_slot(char *to, size_t cap, const struct session *s, int64_t at_ms)
{
    char day[WORDS], time[WORDS];
    text_weekday(day, sizeof day, s, at_ms);
    text_time(time, sizeof time, s, at_ms);
    snprintf(to, cap, _("%s%s"), day, time);
}

static const char *place(const struct session *s)
{
    const struct field *field = service_field(s->service, s->kase.booking.by, NULL);
    return field ? part_choice(field, answer_value(&s->kase, field->name), s->language) : "";
}

/* One day or one time, and how many may still come. */
static void choice(struct page *page, const struct session *s, unsigned number, const char *label,
                   unsigned left, bool picked)
{
    char id[PAGE_ID];
    snprintf(id, sizeof id, "pick.%u", number);
    struct widget *w = page_add(page, ROLE_CHOICE, LOOK_RADIO, id, label);
    w->value = left ? page_format(page, _("还有 %u 个号"), left) : _("约满了");
    w->enabled = w->focusable = left > 0;
    w->selected = picked;
    w->error = s->problem != PROBLEM_NONE && left > 0;
    w->most = s->kase.booking.times ? 0 : A_PAGE;
}

static void days(struct page *page, const struct session *s, const struct booking_day *list, unsigned count)
{
    page_open(page, GROUP_COLUMNS, 1);
    for (unsigned i = 0; i < count; i++) {
        char label[WORDS];
        text_weekday(label, sizeof label, s, list[i].at_ms);
        choice(page, s, i, label, list[i].left, list[i].at_ms == s->kase.booking.day_ms);
    }
    page_close(page);
}

static void times(struct page *page, const struct session *s)
{
    unsigned slots[BOOKING_SLOTS], count = booking_times(s, slots, BOOKING_SLOTS);
    page_open(page, GROUP_COLUMNS, 1);
    for (unsigned i = 0; i < count; i++) {
        const struct booking_slot *slot = &s->kase.booking.slots[slots[i]];
        char label[WORDS];
        text_time(label, sizeof label, s, slot->at_ms);
        choice(page, s, i, label, slot->left, strcmp(slot->code, s->kase.pick) == 0);
    }
    page_close(page);
}

/* Nothing is left where one wants to go: another place, or the telephone. */
static void all_full(struct page *page, const struct session *s, const struct screen_context *c)
{
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "", _("这里都约满了"));
    w->detail = _("可以换个地方，或者打电话问。");
    w->icon = "hourglass_empty";
    w->tone = TONE_LAMP;
    page->title = w->label;
    page_open(page, GROUP_COLUMNS, 1);
    part_fact(page, LOOK_FACT, "call", _("打电话问"), c->place.phone);
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "elsewhere", _("换个地方"), "arrow_back");
}

static void question(struct page *page, const struct session *s)
{
    char day[WORDS];
    if (s->kase.booking.times) {
        text_weekday(day, sizeof day, s, s->kase.booking.day_ms);
        part_title(page, _("几点去？"), page_copy(page, day));
    } else if (s->kase.booking.taken) {
        part_title(page, _("刚被别人约走了"), _("请再挑一天，下面的还有空。"));
    } else {
        part_title(page, _("哪天去？"), place(s));
    }
}

void booking_page(struct page *page, const struct session *s, const struct screen_context *c)
{
    struct booking_day list[BOOKING_DAYS];
    unsigned count = booking_days(s, list, BOOKING_DAYS), left = 0;
    for (unsigned i = 0; i < count; i++)
        left += list[i].left;
    if (left == 0) {
        all_full(page, s, c);
        return;
    }
    question(page, s);
    if (s->kase.booking.times)
        times(page, s);
    else
        days(page, s, list, count);
    if (s->problem != PROBLEM_NONE) {
        struct widget *w =
            page_add(page, ROLE_STATUS, LOOK_ERROR, "", told_problem(page, s, s->problem).what);
        w->icon = "error";
        w->error = true;
    }
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", _("下一步"), "arrow_forward");
}

/* What can be given back may be said yes to by the main button; giving it back is not. */
void booking_dialog(struct page *page, const struct session *s)
{
    const struct booking_slot *slot = booking_picked(s);
    bool back = s->step == STEP_RESULT;
    char when[PART_TEXT];
    text_slot(when, sizeof when, s, back ? s->kase.booking.ticket.at_ms : slot ? slot->at_ms : 0);
    page_place(page, PLACE_DIALOG);
    part_title(page, back ? _("取消这次预约？") : _("就约这个时间？"), when);
    const char *where = back ? ticket_place(s) : place(s);
    if (*where)
        page_text(page, LOOK_BODY, where);
    page_text(page, LOOK_BODY, back ? _("位子就让给别人了。") : _("去不了，再来这里取消。"));
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_SECOND, back ? "submit" : "stay", back ? _("取消预约") : _("再看看"), "");
    page_button(page, LOOK_MAIN, back ? "stay" : "submit", back ? _("留着，不取消") : _("就约这个"),
                back ? "" : "event_available")
        ->grow = true;
    page_close(page);
}

struct told told_booking(const struct session *s, enum problem problem)
{
    bool sent = s->kase.confirmed, back = s->kase.booking.cancels;
    if (sent && problem != PROBLEM_REFUSED)
        return (struct told){_("还没收到回话"), back ? _("请再试一次，就知道取消了没有。")
                                                     : _("请再试一次，看约上没有。多试几次也只约一个。")};
    if (sent)
        return (struct told){back ? _("还没取消掉") : _("还没约上"), _("请再试一次，或者打电话问。")};
    return problem == PROBLEM_OFFLINE
               ? (struct told){_("断网了，现在约不了"), _("网通了再来，或者打电话约。")}
           : problem == PROBLEM_LATE ? (struct told){_("等了很久，还没有回音"), _("请再试一次。")}
                                     : (struct told){_("现在约不了"), _("请打电话问，或者去窗口约。")};
}
