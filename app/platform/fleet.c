#include "platform/fleet.h"

#include <string.h>

#include "base/day.h"
#include "base/text.h"
#include "platform/heartbeat.h"
#include "platform/operator.h"
#include "platform/trouble.h"

enum {
    ROWS = 100,      /* of one page */
    SEARCH_MAX = 48, /* bytes of what is looked for */
    FROM_MAX = 1000000,
    MINUTE_MS = 60 * 1000
};
static const int64_t SOON_MS = INT64_C(14) * 24 * 60 * MINUTE_MS;

static const char head[] =
    "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
    "<meta name=\"robots\" content=\"noindex\"><title>机器</title><style>"
    "*{box-sizing:border-box}body{margin:0 "
    "auto;max-width:80em;padding:24px;background:#F6F3EA;color:#1B2421;"
    "font:18px/1.5 'Noto Sans CJK SC',sans-serif}h1{font-size:30px;margin:0 0 16px}"
    "dl{display:flex;flex-wrap:wrap;gap:12px;margin:0 0 20px;padding:0}"
    "dl div{background:#fff;border:2px solid #DDD7C7;border-radius:16px;padding:8px 20px;min-width:6em}"
    "dt,dd{white-space:nowrap}dt{color:#434D49}dd{margin:0;font-size:28px;font-weight:bold}"
    "form{display:flex;flex-wrap:wrap;gap:16px;align-items:center;margin:0 0 16px}"
    "input[type=search]{font:inherit;padding:8px 16px;border:2px solid "
    "#5C6762;border-radius:12px;min-width:14em}"
    "button,nav a{font:inherit;font-weight:bold;padding:8px 24px;border:0;border-radius:12px;"
    "background:#09534D;color:#fff;text-decoration:none}nav{display:flex;gap:16px;margin:20px "
    "0;align-items:center}"
    "table{width:100%;border-collapse:collapse;background:#fff;border:2px solid #DDD7C7}"
    "th,td{text-align:left;padding:8px 12px;border-bottom:1px solid #DDD7C7;vertical-align:top}"
    "th,.k,.n{white-space:nowrap}.w,.r{overflow-wrap:anywhere}.w{min-width:7em}.r{min-width:7em}"
    "thead th{color:#434D49;background:#EFEBDD}.n{text-align:right;font-variant-numeric:tabular-nums}"
    "b.bad{display:inline-block;background:#8E1F14;color:#fff;border-radius:8px;padding:0 10px;margin:1px "
    "4px 1px 0}"
    "b.see{display:inline-block;background:#F4A935;color:#2A1A00;border-radius:8px;padding:0 10px;margin:1px "
    "4px 1px 0}"
    /* Alone on its line, larger, with a sign before it: no colour has to be seen. */
    "b.sos{display:block;background:#942119;color:#fff;border-radius:8px;padding:6px 14px;margin:0 0 6px;"
    "font-size:24px;line-height:1.3}b.sos::before{content:'！'}tr:has(b.sos){outline:4px solid "
    "#942119;outline-offset:-4px}"
    "b.off{display:inline-block;background:#DDD7C7;border-radius:8px;padding:0 10px}"
    /* A telephone, half a screen: each kiosk a card, each figure with its name before it. */
    "@media(max-width:62em){body{padding:16px}dl{gap:8px}dl div{flex:1 1 "
    "28%;min-width:min-content;padding:6px 12px}"
    "dd{font-size:22px}form label:first-of-type{flex:1 1 100%}input[type=search]{width:100%;min-width:0}"
    "table,tbody,tr,th[scope=row],td{display:block}thead{display:none}tr{padding:12px;"
    "border-bottom:2px solid #DDD7C7}th,td,.n{border:0;padding:2px 0;text-align:left}"
    "th[scope=row]{font-size:22px}td[data-of]:empty{display:none}td[data-of]::before{content:attr(data-of);"
    "color:#434D49;display:inline-block;min-width:5em}}"
    "</style></head><body><main><h1>机器</h1>";
static const char foot[] = "</main></body></html>\n";

struct page {
    GString *body;
    int64_t now_ms;
    struct storage_fleet_wish wish;
    char text[SEARCH_MAX];
};

/* Behind the number of the kiosk; a narrow window has the name before each cell. */
enum column { STATE, SEEN, WAITING, TODAY, RELEASE, CERTIFICATE, DISK, COLUMNS };
static const char *const columns[COLUMNS] = {
    [STATE] = "情况",   [SEEN] = "上次消息",      [WAITING] = "待传", [TODAY] = "今天",
    [RELEASE] = "版本", [CERTIFICATE] = "证书到", [DISK] = "空余"};

/* Figures stand under each other at the right, and so does their heading. Words may break anywhere, a release
 * that is longer than any of ours too; what is read as one sign (a number, a day) never does. */
static const char *class_of(enum column column)
{
    static const char *const classes[COLUMNS] = {
        [STATE] = " class=\"w\"", [SEEN] = " class=\"k\"",    [WAITING] = "",
        [TODAY] = " class=\"w\"", [RELEASE] = " class=\"r\"", [CERTIFICATE] = " class=\"k\"",
        [DISK] = " class=\"n\""};
    return classes[column];
}

static void begin_cell(GString *body, enum column column)
{
    g_string_append_printf(body, "%s<td%s data-of=\"%s\">", column == STATE ? "" : "</td>", class_of(column),
                           columns[column]);
}

static void ago(GString *body, int64_t ms)
{
    int64_t minutes = ms / MINUTE_MS;
    if (minutes < 2)
        g_string_append(body, "刚才");
    else if (minutes < 120)
        g_string_append_printf(body, "%d 分钟前", (int)minutes);
    else if (minutes < 2 * 24 * 60)
        g_string_append_printf(body, "%d 小时前", (int)(minutes / 60));
    else
        g_string_append_printf(body, "%d 天前", (int)(minutes / (24 * 60)));
}

struct reasons {
    GString *urgent, *others;
};

static void add_reason(const char *reason, bool urgent, void *data)
{
    struct reasons *reasons = data;
    g_autofree char *safe = g_markup_escape_text(reason, -1);
    g_string_append_printf(urgent ? reasons->urgent : reasons->others, "<b class=\"%s\">%s</b>",
                           urgent ? "sos" : "see", safe);
}

static void add_state(const struct page *page, const struct storage_beat *row, const struct heartbeat *beat)
{
    bool late = row->seen_ms < page->wish.late_ms;
    if (row->revoked) { /* what it said last is nobody's trouble any more */
        g_string_append(page->body, "<b class=\"off\">已停用</b>");
        return;
    }
    g_autoptr(GString) others = g_string_new(late ? "<b class=\"bad\">没消息</b>" : "");
    struct reasons reasons = {page->body, others};
    if (heartbeat_trouble(beat, row->seen_ms, add_reason, &reasons) == 0 && !late)
        g_string_append(others, "正常");
    g_string_append(page->body, others->str);
}

static void add_waiting(GString *body, const struct heartbeat *beat)
{
    g_string_append_printf(body, "%u", beat->waiting);
    if (beat->parked)
        g_string_append_printf(body, "，停下 %u", beat->parked);
    if (beat->waiting && beat->oldest_s >= 60)
        g_string_append_printf(body, "，最久 %d 分钟", (int)(beat->oldest_s / 60));
}

static bool is_of_today(const struct page *page, int64_t at_ms)
{
    return day_compare(day_of(at_ms), day_of(page->now_ms)) == 0;
}

/* How many visits there were today and what the devices did, those that did something; what failed or got
 * lost beside it. A beat of yesterday tells of yesterday. */
static void add_today(const struct page *page, const struct storage_beat *row, const struct heartbeat *beat)
{
    GString *body = page->body;
    const char *comma = "";
    if (!is_of_today(page, row->seen_ms))
        return;
    if (beat->visits) {
        g_string_append_printf(body, "来过 %u 次", beat->visits);
        comma = "，";
    }
    for (size_t i = 0; i < beat->device_count; i++) {
        const struct heartbeat_device *d = &beat->devices[i];
        if (d->done + d->failed + d->lost == 0)
            continue;
        g_string_append_printf(body, "%s%s %u", comma, heartbeat_called(d->slot), d->done);
        if (d->failed + d->lost)
            g_string_append_printf(body, "（没成 %u）", d->failed + d->lost);
        comma = "，";
    }
}

/* It renews itself at two thirds of its life: what is nearly over has not been able to. */
static void add_certificate(const struct page *page, const struct storage_beat *row)
{
    struct clock_date d = clock_civil(row->until_ms);
    int64_t left_ms = row->until_ms - page->now_ms;
    const char *look = left_ms <= 0 ? "b class=\"bad\"" : left_ms < SOON_MS ? "b class=\"see\"" : "span";
    if (row->until_ms)
        g_string_append_printf(page->body, "<%s>%04d-%02d-%02d</%s>", look, d.year, d.month, d.day,
                               *look == 'b' ? "b" : "span");
}

/* Words of a heartbeat are letters, digits and . + ~ _ - (wire/heartbeat.c): they need no escaping. */
static void add_row(const struct storage_beat *row, void *data)
{
    struct page *page = data;
    GString *body = page->body;
    struct heartbeat beat;
    if (!message_heartbeat_parse(row->body, strlen(row->body), &beat, NULL))
        beat = (struct heartbeat){.at_ms = row->seen_ms, .disk_free_mb = INT32_MAX}; /* of a newer release */
    g_string_append_printf(body, "<tr><th scope=\"row\">%s</th>", row->kiosk);
    begin_cell(body, STATE);
    add_state(page, row, &beat);
    begin_cell(body, SEEN);
    ago(body, page->now_ms - row->seen_ms);
    begin_cell(body, WAITING);
    add_waiting(body, &beat);
    begin_cell(body, TODAY);
    add_today(page, row, &beat);
    begin_cell(body, RELEASE);
    g_string_append(body, row->version);
    begin_cell(body, CERTIFICATE);
    add_certificate(page, row);
    begin_cell(body, DISK);
    g_string_append_printf(body, "%d.%d GB</td></tr>", (int)(beat.disk_free_mb / 1000),
                           (int)(beat.disk_free_mb % 1000 / 100));
}

static void add_figure(GString *body, const char *name, int64_t value)
{
    g_string_append_printf(body, "<div><dt>%s</dt><dd>%" G_GINT64_FORMAT "</dd></div>", name, value);
}

static void add_sum(GString *body, const struct storage_fleet_sum *sum)
{
    g_string_append(body, "<dl>");
    add_figure(body, "一共", sum->kiosks);
    add_figure(body, "在线", sum->kiosks - sum->late - sum->revoked);
    add_figure(body, "没消息", sum->late);
    add_figure(body, "有事", sum->troubled);
    add_figure(body, "待传", sum->waiting);
    add_figure(body, "停下的件", sum->parked);
    if (sum->revoked)
        add_figure(body, "已停用", sum->revoked);
    g_string_append(body, "</dl>");
}

/* Those that the cashier gives back are gone within seconds: who reads this has to do something. */
static gboolean add_refunds(const struct platform *platform, const struct page *page, GError **error)
{
    struct storage_refunds refunds;
    if (!storage_refunds(platform->storage, &refunds, error))
        return FALSE;
    if (refunds.oldest_ms == 0 || page->now_ms - refunds.oldest_ms < MINUTE_MS)
        return TRUE;
    g_string_append_printf(page->body,
                           "<p><b class=\"bad\">有 %" G_GINT64_FORMAT
                           " 笔钱没退成</b> 一共 ¥%" G_GINT64_FORMAT ".%02d，最早的一笔：",
                           refunds.due + refunds.asked, refunds.fen / 100, (int)(refunds.fen % 100));
    ago(page->body, page->now_ms - refunds.oldest_ms);
    g_string_append(page->body, "。请问收款的一方；当面退了的，在平台的付款单里记一笔。</p>");
    return TRUE;
}

static void add_form(const struct page *page)
{
    g_autofree char *safe = g_markup_escape_text(page->text, -1);
    g_string_append_printf(
        page->body,
        "<form method=\"get\"><label>找 <input type=\"search\" name=\"q\" maxlength=\"%d\""
        " value=\"%s\" placeholder=\"编号、版本、情况、设备\"></label>"
        "<label><input type=\"checkbox\" name=\"only\" value=\"trouble\"%s> 只看有事的</label>"
        "<button>看</button></form>",
        SEARCH_MAX - 1, safe, page->wish.trouble_only ? " checked" : "");
}

static void add_link(const struct page *page, unsigned from, const char *words)
{
    g_autofree char *text = g_uri_escape_string(page->text, NULL, FALSE);
    g_string_append_printf(page->body, "<a href=\"?q=%s%s&amp;from=%u\">%s</a>", text,
                           page->wish.trouble_only ? "&amp;only=trouble" : "", from, words);
}

static void add_turning(const struct page *page, const struct storage_fleet_sum *sum)
{
    unsigned from = page->wish.offset;
    int64_t last = MIN((int64_t)from + ROWS, sum->kiosks);
    if (sum->kiosks <= ROWS && from == 0)
        return;
    g_string_append(page->body, "<nav>");
    if (from > 0)
        add_link(page, from > ROWS ? from - ROWS : 0, "上一页");
    g_string_append_printf(page->body, "<span>第 %u 到 %d 台</span>", from + 1, (int)last);
    if (last < sum->kiosks)
        add_link(page, from + ROWS, "下一页");
    g_string_append(page->body, "</nav>");
}

static void read_wish(const struct platform *platform, const struct request *request, struct page *page)
{
    const char *text = request->search ? request->search : "";
    const char *from = request->from ? request->from : "";
    guint64 offset = 0;
    if (strlen(text) < SEARCH_MAX && text_valid(text, strlen(text)))
        g_strlcpy(page->text, text, sizeof page->text);
    g_ascii_string_to_unsigned(from, 10, 0, FROM_MAX, &offset, NULL);
    page->wish =
        (struct storage_fleet_wish){.text = page->text,
                                    .trouble_only = request->only && strcmp(request->only, "trouble") == 0,
                                    .late_ms = heartbeat_late_ms(platform),
                                    .offset = (unsigned)offset,
                                    .limit = ROWS};
}

static gboolean add_table(const struct platform *platform, struct page *page, GError **error)
{
    g_string_append(page->body, "<table><thead><tr><th>编号</th>");
    for (int i = 0; i < COLUMNS; i++)
        g_string_append_printf(page->body, "<th%s>%s</th>", class_of(i), columns[i]);
    g_string_append(page->body, "</tr></thead><tbody>");
    gboolean well = storage_beats(platform->storage, &page->wish, add_row, page, error);
    g_string_append(page->body, "</tbody></table>");
    return well;
}

void page_fleet(const struct platform *platform, const struct request *request, const char *unused,
                struct reply *reply)
{
    g_autoptr(GString) body = g_string_new(head);
    g_autoptr(GError) error = NULL;
    struct page page = {.body = body, .now_ms = platform->clock.wall_ms(&platform->clock)};
    struct storage_fleet_sum sum;
    (void)unused;
    if (!operator_admit(platform, request, reply))
        return;
    read_wish(platform, request, &page);
    if (!storage_fleet_sum(platform->storage, &page.wish, &sum, &error)) {
        trouble_reply(reply, error);
        return;
    }
    add_sum(body, &sum);
    if (!add_refunds(platform, &page, &error)) {
        trouble_reply(reply, error);
        return;
    }
    add_form(&page);
    if (!add_table(platform, &page, &error)) {
        trouble_reply(reply, error);
        return;
    }
    if (sum.kiosks == 0)
        g_string_append(body, *page.text || page.wish.trouble_only ? "<p>没有这样的机器。</p>"
                                                                   : "<p>还没有机器来报到。</p>");
    add_turning(&page, &sum);
    g_string_append(body, foot);
    reply_text(reply, 200, REPLY_HTML, body->str);
}
