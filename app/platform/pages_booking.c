/* What a phone sees of a booking: where, when, and whether it stands. Nobody's name, nobody's number. */
#include <string.h>

#include "platform/booking.h"
#include "platform/pages.h"
#include "platform/pages_parts.h"

static bool is_number(const char *text)
{
    return strlen(text) == BOOKING_NUMBER_DIGITS && strspn(text, "0123456789") == BOOKING_NUMBER_DIGITS;
}

static const char *heading(const struct storage_booking *booking, int64_t now_ms)
{
    return booking->cancelled_ms != 0 ? "这次预约取消了"
           : booking->at_ms <= now_ms ? "这次预约过了"
                                      : "约好了";
}

static void facts(GString *body, const struct storage_booking *booking, const char *service, int64_t now_ms)
{
    const struct label *place = booking_place(service, booking->place);
    struct clock_date d = clock_civil(booking->at_ms);
    g_string_append_printf(body, "<h1>%s</h1><div class=\"card\"><dl>", heading(booking, now_ms));
    g_string_append_printf(body, "<dt>时间</dt><dd>%d 年 %d 月 %d 日 %02d:%02d</dd>", d.year, d.month, d.day,
                           d.hour, d.minute);
    g_string_append_printf(body, "<dt>去哪儿</dt><dd>%s</dd>", place ? place->zh : "");
    g_string_append_printf(body, "<dt>预约号</dt><dd class=\"number\">%.4s %.4s %.4s</dd></dl></div>",
                           booking->number, booking->number + 4, booking->number + 8);
    if (booking->cancelled_ms == 0 && booking->at_ms > now_ms)
        g_string_append(body, "<p>去不了，带身份证到机器上取消，别人就能约了。</p>");
}

void page_booking(const struct platform *platform, const struct request *request, const char *number,
                  struct reply *reply)
{
    (void)request;
    struct storage_booking booking = {0};
    char service[STORAGE_SERVICE] = "";
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) body = g_string_new(NULL);
    if (is_number(number) && storage_find_booking(platform->storage, number, service, &booking, &error)) {
        facts(body, &booking, service, platform->clock.wall_ms(&platform->clock));
        pages_send(reply, 200, body);
    } else if (!error || g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT)) {
        pages_sorry(reply, 404, "没有这个预约号", "预约号是 12 位数字，在预约单的上面。请对着单子再看一遍。");
    } else {
        pages_away(reply, error);
    }
}
