#include "ui/screens/previews_notice.h"

#include <string.h>

#include "base/secret.h"
#include "ui/screens/previews_parts.h"

#define EXAMPLE_WALL_MS INT64_C(1773797160000) /* 2026-03-18 09:26 at the kiosk's place */
enum { EXAMPLE_NOW_MS = 100000, HOUR_MS = 3600 * 1000 };

/* Borrowed texts; nobody frees these lists. */
#define WORDS(zh, en)                                                                                        \
    {                                                                                                        \
        (char *)(zh), (char *)(en)                                                                           \
    }
#define WATER                                                                                                                                  \
    "3 月 20 日（周五）8:30 到 16:30，幸福里小区 1 到 6 栋停水。\n\n自来水公司要换小区门口的一段水管。"     \
    "请提前一天存些水，停水时把水龙头关紧。\n\n家里有腿脚不便的老人、需要送水的，请在这台机器上点" \
    "“找人帮忙”，或者告诉您的网格员，我们送上门。\n\n来水后先放一两分钟，水清了再用。"
#define WATER_EN                                                                                             \
    "No water at Xingfuli, blocks 1 to 6, on Friday 20 March, 8:30 to 16:30.\n\nThe water company "          \
    "replaces a pipe at the gate. Please store some water the day before, and close your taps.\n\nIf "       \
    "somebody at home walks badly and needs water brought, press “Get help” here. We bring it to your "  \
    "door.\n\nLet the water run for a minute or two when it is back."
#define MORE                                                                                                                \
    "\n\n送水的车上午 10 点、下午 3 点各来一趟，停在小区南门。请带桶来接，一家两桶。\n\n" \
    "停水当天，社区食堂照常开饭，上门送餐也照常。\n\n有什么不清楚的，拨 12345，或者来一楼大厅的人工窗口。"
#define MORE_EN                                                                                              \
    "\n\nA water cart comes to the south gate at 10:00 and 15:00. Please bring buckets, two a "              \
    "household.\n\nThe community canteen is open as always, and brings meals to your door.\n\nAny "          \
    "questions: call 12345, or come to the counter on the ground floor."

#define TOLD(zh_title, en_title, zh_text, en_text, begins)                                                   \
    .title = WORDS(zh_title, en_title), .text = WORDS(zh_text, en_text),                                     \
    .issuer = WORDS("高郢社区居委会", "Gaoying Community"), .published_ms = EXAMPLE_WALL_MS - HOUR_MS,       \
    .from_ms = EXAMPLE_WALL_MS - HOUR_MS + (begins), .until_ms = EXAMPLE_WALL_MS + 48ll * HOUR_MS
#define WATER_NOTICE                                                                                         \
    {                                                                                                        \
        .id = "water-0320", .topic = "water",                                                                \
        TOLD("幸福里小区 3 月 20 日停水检修", "Water off at Xingfuli on 20 March", WATER, WATER_EN, 0)       \
    }

static const struct notices calm = {
    .count = 2,
    .list = {WATER_NOTICE,
             {.id = "water-long",
              .topic = "water",
              TOLD("停水那天，送水车和食堂怎么安排", "Water carts and canteen on that day", WATER MORE,
                   WATER_EN MORE_EN, 2 * HOUR_MS)}}};
/* More than one to read. */
static const struct notices three = {
    .count = 3,
    .list = {WATER_NOTICE,
             {.id = "vaccine",
              .topic = "health",
              TOLD("60 岁以上，可以免费打流感疫苗", "Free flu shots from the age of 60",
                   "每周二、周四上午，在社区卫生站打。请带身份证。",
                   "Tuesdays and Thursdays, in the morning, at "
                   "the health station. Please bring your ID card.",
                   0)},
             {.id = "meeting",
              .topic = "meeting",
              TOLD("周六上午议一议停车棚", "Saturday: the bicycle shed",
                   "3 月 21 日 9:00，在一楼大厅。谁都可以来。",
                   "21 March, 9:00, in the hall. Everybody may come.", 0)}}};
static const struct notices storm = {
    .count = 2,
    .list = {
        {.id = "rain-red",
         .kind = NOTICE_ALERT,
         .topic = "weather",
         TOLD("暴雨红色预警", "Red alert: heavy rain",
              "今天 10 点到 16 点有大暴雨。请不要出门，离开低洼的地方。家里进水，请打 119。",
              "Very heavy rain from 10:00 to 16:00. Stay indoors and leave low ground. If water comes in, "
              "call 119.",
              0)},
        WATER_NOTICE}};

static void stand(struct session *s, enum step step, const struct notices *notices)
{
    s->step = step;
    s->visit = 2;
    s->notices = notices;
    s->back[0].step = STEP_HOME;
    s->back_count = step == STEP_NOTICE;
    s->now_ms = EXAMPLE_NOW_MS;
    s->wall_ms = EXAMPLE_WALL_MS;
    s->health = (struct health){
        .idcard = DEVICE_READY, .scanner = DEVICE_READY, .printer = DEVICE_READY, .online = true};
}

static void reading(struct session *s, const char *id)
{
    stand(s, STEP_NOTICE, &calm);
    secret_copy_text(s->notice, sizeof s->notice, id);
}

void standby_notice(struct session *s)
{
    stand(s, STEP_STANDBY, &calm);
}
void out_of_service_told(struct session *s)
{
    static const struct notices machine = {
        .count = 1,
        .list = {{.id = "machine-gy01",
                  .topic = "machine",
                  .title = WORDS("大厅东边还有一台", "Another one, east side of the hall"),
                  .text = WORDS("走过去大约 1 分钟，编号 GY02。\n\n这台换读卡口，上午能修好。",
                                "A minute's walk, number GY02. This one gets a new card reader."),
                  .issuer = WORDS("高郢社区居委会", "Gaoying Community"),
                  .published_ms = EXAMPLE_WALL_MS - HOUR_MS,
                  .from_ms = EXAMPLE_WALL_MS - HOUR_MS,
                  .until_ms = EXAMPLE_WALL_MS + HOUR_MS}}};
    stand(s, STEP_OUT_OF_SERVICE, &machine);
}
void standby_card(struct session *s)
{
    stand(s, STEP_STANDBY, &calm);
    s->health.card_forgotten = true;
}
void standby_paper(struct session *s)
{
    stand(s, STEP_STANDBY, &calm);
    s->health.paper_lies = true;
}
void standby_alert(struct session *s)
{
    stand(s, STEP_STANDBY, &storm);
}
void notice(struct session *s)
{
    reading(s, "water-0320");
    s->voice = true;
}
void notice_known(struct session *s)
{
    notice(s);
    preview_person(s);
}
void notice_long(struct session *s)
{
    reading(s, "water-long");
}
void notice_second(struct session *s)
{
    stand(s, STEP_NOTICE, &three);
    secret_copy_text(s->notice_from, sizeof s->notice_from, "water-0320");
    secret_copy_text(s->notice, sizeof s->notice, "vaccine");
}
void notice_printed(struct session *s)
{
    reading(s, "water-0320");
    s->print = PRINT_PRINTED;
}
void notice_unprinted(struct session *s)
{
    reading(s, "water-0320");
    preview_no_paper(s);
    s->print = PRINT_FAILED;
}
void notice_gone(struct session *s)
{
    reading(s, "withdrawn");
}
void alert(struct session *s)
{
    stand(s, STEP_HOME, &storm);
    secret_copy_text(s->alert, sizeof s->alert, "rain-red");
    s->overlay = OVERLAY_ALERT;
}
void alert_standby(struct session *s)
{
    alert(s);
    s->step = STEP_STANDBY;
}

/* Amid what is typed it stands in the bar; nothing else of the page changes. */
void alert_form(struct session *s)
{
    preview_filled(s, STEP_FORM);
    s->notices = &storm;
    secret_copy_text(s->alert, sizeof s->alert, "rain-red");
}
void alert_services(struct session *s)
{
    stand(s, STEP_SERVICES, &storm);
    secret_copy_text(s->alert, sizeof s->alert, "rain-red");
}
