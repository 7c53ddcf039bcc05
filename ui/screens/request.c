#include "ui/screens/request.h"

#include "base/clock.h"
#include "base/secret.h"
#include "session/request.h"
#include "ui/screens/booking.h"
#include "ui/screens/done.h"
#include "ui/screens/window_hours.h"

#define _(zh) words(s->language, zh)

enum { HOUR_MS = 60 * 60 * 1000, MINUTE_MS = 60 * 1000 };
static const int64_t DAY_MS = INT64_C(24) * HOUR_MS;

void request_offer(struct page *page, const struct session *s)
{
    if (!request_is_offered(s))
        return;
    page_open(page, GROUP_COLUMNS, 1); /* of its own: large letters have room for it before the others */
    part_tile(page, LOOK_TILE_WIDE, "answer.later", "sms", TONE_PINE, _("留个手机号"),
              _("有结果了，发短信告诉您"));
    page_close(page);
}

bool request_is_booking(const struct session *s)
{
    return request_about(s) && service_is_booked(request_about(s));
}

const char *request_title(const struct session *s)
{
    bool booking = request_is_booking(s);
    if (s->kase.accepted)
        return booking ? _("记下了，还没约上") : _("记下了");
    return booking ? _("替您存好了，还没约上") : _("替您存好了");
}

const char *request_outcome(struct page *page, const struct session *s)
{
    const char *desk = part_label(s, s->service->department);
    bool booking = request_is_booking(s);
    if (s->kase.accepted)
        return page_format(page, booking ? _("%s收到了，约好了发短信。") : _("%s收到了，有结果发短信。"),
                           desk);
    if (s->health.online)
        return page_format(
            page, booking ? _("机器会接着交给%s，约好了发短信。") : _("机器会接着交给%s，有结果发短信。"),
            desk);
    return booking ? _("现在断网了，网通了再约。约好了发短信。")
                   : _("现在断网了，网通了再问。有结果发短信。");
}

void request_day(char *to, size_t cap, const struct session *s, const struct screen_context *c)
{
    struct clock_date d = clock_civil(s->kase.saved_ms);
    int64_t next = s->kase.saved_ms - d.hour * HOUR_MS - d.minute * MINUTE_MS + DAY_MS;
    struct opening o = window_opening(c->place.hours.zh ? c->place.hours.zh : "",
                                      c->place.days ? c->place.days : "", s->calendar, next);
    text_day(to, cap, next + (o.known ? o.days * DAY_MS : 0), s->language);
}

/* Whom to text is said with the message itself. */
static bool is_wish(const struct field *field, const struct answer *a)
{
    return field && field->type != FIELD_PHONE && a->value[0] != '\0';
}

static bool wished_time(struct request_wish *wish, const struct session *s)
{
    *wish = (struct request_wish){.key = _("哪天")};
    text_slot(wish->value, sizeof wish->value, s, s->kase.asked.at_ms);
    return s->kase.asked.at_ms != 0;
}

bool request_wish(struct request_wish *wish, unsigned index, const struct session *s,
                  const struct screen_context *c)
{
    const struct asked *asked = &s->kase.asked;
    if (index == 0)
        return wished_time(wish, s);
    if (!asked->service || index > asked->answer_count)
        return false;
    const struct answer *a = &asked->answers[index - 1];
    const struct field *field = service_field(asked->service, a->field, NULL);
    if (!is_wish(field, a))
        return false;
    *wish = (struct request_wish){part_label(s, field->label), "", mask_of(field), field->personal};
    if (field->type == FIELD_REGION)
        regions_words(c->regions, a->value, wish->value, sizeof wish->value);
    else
        answer_words(wish->value, sizeof wish->value, field, a->value, s->language);
    return true;
}

/* 11 月 30 日（周一）上午 8:30，社区卫生服务站（近）: all of it in one line, masked; "" for nothing. */
static const char *wishes(struct page *page, const struct session *s, const struct screen_context *c)
{
    struct request_wish wish;
    const char *line = "";
    for (unsigned i = 0; i < REQUEST_WISHES; i++) {
        if (!request_wish(&wish, i, s, c))
            continue;
        const char *shown = part_shown(page, s, wish.mask, wish.value);
        line = *line ? page_format(page, _("%s，%s"), line, shown) : shown;
    }
    secret_wipe(&wish, sizeof wish);
    return line;
}

static struct widget *row(struct page *page, const char *key, const char *value)
{
    page_open(page, GROUP_ROW, 0);
    struct widget *w = page_add(page, ROLE_TEXT, LOOK_KEY_VALUE, "", key);
    w->value = value;
    w->grow = true;
    page_close(page);
    return w;
}

/* It was answered where it was asked: no button leads back to it from there. */
void request_rows(struct page *page, const struct session *s, const struct screen_context *c)
{
    struct request_wish wish;
    if (!request_about(s))
        return;
    row(page, request_is_booking(s) ? _("您要约的") : _("您问的"), part_label(s, request_about(s)->name));
    for (unsigned i = 0; i < REQUEST_WISHES; i++)
        if (request_wish(&wish, i, s, c))
            row(page, wish.key, part_shown(page, s, wish.mask, wish.value))->personal = wish.personal;
    secret_wipe(&wish, sizeof wish);
}

static const char *asked_words(struct page *page, const struct session *s)
{
    return page_format(page, request_is_booking(s) ? _("您要约的：%s") : _("您问的：%s"),
                       part_label(s, request_about(s)->name));
}

static const char *no_message(struct page *page, const struct session *s, const struct screen_context *c)
{
    char day[PART_TEXT];
    request_day(day, sizeof day, s, c);
    return page_format(page, _("%s中午还没短信"), day);
}

static const char *come(struct page *page, const struct session *s, const struct screen_context *c)
{
    return page_format(page, _("拿回执来窗口，或者拨 %s"), c->place.phone);
}

void request_taken(struct page *page, const struct session *s, const struct screen_context *c)
{
    page_text(page, LOOK_H2, _("接下来"));
    page_open(page, GROUP_STACK, 0);
    part_timeline(page, request_is_booking(s) ? TONE_LAMP : TONE_OK, asked_words(page, s), wishes(page, s, c))
        ->personal = true;
    for (unsigned i = 0; i < s->service->next_count; i++) {
        bool last = i + 1 == s->service->next_count; /* the message */
        part_timeline(page, TONE_NONE, part_label(s, s->service->next[i]), last ? done_phone(page, s, c) : "")
            ->personal = last;
    }
    part_timeline(page, TONE_NONE, no_message(page, s, c), come(page, s, c));
    page_close(page);
}

static void asked_row(struct page *page, const struct session *s, const struct screen_context *c)
{
    part_fact(page, LOOK_ROW, request_is_booking(s) ? "event_available" : "help", asked_words(page, s),
              wishes(page, s, c))
        ->personal = true;
}

void request_alone(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!request_about(s))
        return;
    page_open(page, GROUP_LIST, 0);
    asked_row(page, s, c);
    page_close(page);
}

void request_kept(struct page *page, const struct session *s, const struct screen_context *c)
{
    page_text(page, LOOK_H2, _("接下来"));
    page_open(page, GROUP_LIST, 0);
    asked_row(page, s, c);
    part_fact(page, LOOK_ROW, "sms", _("有结果了，会给您发短信"), done_phone(page, s, c))->personal = true;
    part_fact(page, LOOK_ROW, "support_agent", no_message(page, s, c), come(page, s, c));
    page_close(page);
}
