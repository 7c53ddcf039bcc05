#include "platform/pages.h"

#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "platform/insurance.h"
#include "platform/pages_parts.h"
#include "platform/states.h"
#include "wire/receipt.h"

enum { GROUPED = 32 };

static const char head[] =
    "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
    "<meta name=\"robots\" content=\"noindex\"><title>邻窗</title><style>"
    "body{margin:0 auto;max-width:34em;padding:24px;background:#F6F3EA;color:#1B2421;"
    "font:20px/1.6 'Noto Sans CJK SC',sans-serif}h1{font-size:32px;line-height:1.25;margin:.5em 0}"
    ".card{background:#fff;border:2px solid #DDD7C7;border-radius:24px;padding:8px 32px}"
    "ol{list-style:none;padding:0}li{margin:20px 0;padding-left:48px;position:relative}"
    "li::before{content:'✓';position:absolute;left:0;width:32px;line-height:32px;border-radius:50%;"
    "text-align:center;background:#1C5831;color:#fff}li.now::before{content:'…';background:#F4A935;color:#"
    "2A1A00}"
    "li b{display:block}small,dt{color:#434D49;font-size:18px}dd{margin:0 0 16px;font-weight:bold}"
    "button{width:100%;padding:24px;border:0;border-radius:24px;background:#09534D;color:#fff;font-size:32px;"
    "font-weight:bold;margin:24px 0}"
    ".number{font-size:32px;letter-spacing:.02em}</style></head><body><main>";
static const char foot[] = "</main></body></html>\n";

void pages_send(struct reply *reply, unsigned status, GString *body)
{
    g_string_prepend(body, head);
    g_string_append(body, foot);
    reply_text(reply, status, REPLY_HTML, body->str);
}

void pages_sorry(struct reply *reply, unsigned status, const char *title, const char *advice)
{
    g_autoptr(GString) body = g_string_new(NULL);
    g_string_append_printf(body, "<h1>%s</h1><p>%s</p>", title, advice);
    pages_send(reply, status, body);
}

void pages_away(struct reply *reply, const GError *error)
{
    log_warning("platform", "%s", error->message);
    pages_sorry(reply, 503, "现在查不了", "您的事没有丢。过几分钟再看一次，或者打窗口的电话问。");
}

void page_home(const struct platform *platform, const struct request *request, const char *unused,
               struct reply *reply)
{
    (void)platform, (void)request, (void)unused;
    pages_sorry(reply, 200, "查办件进度", "请扫回执上的码，或者在这个地址后面写 /p/ 和 12 位办件编号。");
}

static void moment(GString *body, int64_t at_ms)
{
    struct clock_date d = clock_civil(at_ms);
    g_string_append_printf(body, "%d 年 %d 月 %d 日 %02d:%02d", d.year, d.month, d.day, d.hour, d.minute);
}

struct timeline {
    GString *body;
    const struct state_name *pending; /* the newest one seen, and when; NULL for none */
    int64_t at_ms;
};

static void write_step(struct timeline *line, bool now)
{
    const struct state_name *state = line->pending;
    if (!state)
        return;
    g_string_append_printf(line->body, "<li%s><b>%s</b><small>", now && !state->last ? " class=\"now\"" : "",
                           state->zh);
    moment(line->body, line->at_ms);
    g_string_append(line->body, "</small></li>");
}

static void add_step(const struct storage_step *step, void *data)
{
    struct timeline *line = data;
    const struct state_name *state = state_told(step->state, step->about);
    if (state && state == line->pending)
        return; /* words of the worker's came later: they are for whose card it is */
    write_step(line, false);
    line->pending = state;
    line->at_ms = step->at_ms;
}

static void add_part(const struct storage_part *part, void *data)
{
    const struct state_name *state = state_find(part->state);
    GString *body = data;
    g_autofree char *name = g_markup_escape_text(part->name, -1),
                    *department = g_markup_escape_text(part->department, -1);
    if (!state)
        return;
    g_string_append_printf(body, "<li%s><b>%s</b>%s：%s<br><small>", state->last ? "" : " class=\"now\"",
                           name, department, state->zh);
    moment(body, part->at_ms);
    g_string_append(body, "</small></li>");
}

/* Of a bundle, below the rest: each part, its department, and how far it is. */
static gboolean add_parts(const struct platform *platform, const char *receipt, GString *body, GError **error)
{
    g_autoptr(GString) parts = g_string_new(NULL);
    gboolean well = storage_parts(platform->storage, receipt, add_part, parts, error);
    if (parts->len)
        g_string_append_printf(body, "<h2>几件事，分头办</h2><div class=\"card\"><ol>%s</ol></div>",
                               parts->str);
    return well;
}

static bool is_digits(const char *text, size_t len)
{
    return strlen(text) == len && strspn(text, "0123456789") == len;
}

void page_progress(const struct platform *platform, const struct request *request, const char *receipt,
                   struct reply *reply)
{
    (void)request;
    g_autoptr(GString) body = g_string_new("<h1>办件进度</h1>");
    g_autoptr(GError) error = NULL;
    struct timeline line = {.body = body};
    char grouped[GROUPED];
    if (!receipt_valid(receipt) || !text_group(grouped, sizeof grouped, receipt, "4")) {
        pages_sorry(reply, 404, "没找到这个编号", "办件编号是 12 位数字，在回执的上面。请对着回执再看一遍。");
        return;
    }
    g_string_append_printf(body, "<p>办件编号<br><b class=\"number\">%s</b></p><div class=\"card\"><ol>",
                           grouped);
    if (storage_steps(platform->storage, receipt, add_step, &line, &error)) {
        write_step(&line, true);
        g_string_append(body, "</ol></div>");
    }
    if (!error && add_parts(platform, receipt, body, &error)) {
        g_string_append(body, "<p>有事要您做，会发短信，不用天天来看。</p>");
        pages_send(reply, 200, body);
    } else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT)) {
        pages_sorry(reply, 404, "还没查到这个编号",
                    "要是刚办完，机器可能还没连上网，过一会儿再看，您的事没有丢。请也对着回执看看编号。");
    } else {
        pages_away(reply, error);
    }
}

static void fact(GString *body, const char *name, const char *value)
{
    g_autofree char *safe = g_markup_escape_text(value, -1);
    g_string_append_printf(body, "<dt>%s</dt><dd>%s</dd>", name, safe);
}

static void certificate_facts(GString *body, const struct storage_certificate *certificate)
{
    char masked[160], text[96], from[32], to[32];
    struct clock_date day = clock_civil(certificate->issued_ms);
    insurance_month(from, sizeof from, certificate->from);
    insurance_month(to, sizeof to, certificate->to);
    g_string_append(body, "<h1>这张证明是真的</h1><div class=\"card\"><dl>");
    fact(body, "证明", certificate->kind);
    fact(body, "验证编号", certificate->number);
    if (text_mask_name(masked, sizeof masked, certificate->name))
        fact(body, "姓名", masked);
    g_snprintf(text, sizeof text, "%s到 %s，一共 %u 个月", from, to, certificate->months);
    fact(body, "参保时间", text);
    g_snprintf(text, sizeof text, "%d 年 %d 月 %d 日", day.year, day.month, day.day);
    fact(body, "开具日期", text);
    fact(body, "开具单位", INSURANCE_OFFICE);
    g_string_append(body, "</dl></div><p>请对着纸上的内容看一遍，一样才算数。</p>");
}

void page_certificate(const struct platform *platform, const struct request *request, const char *number,
                      struct reply *reply)
{
    (void)request;
    struct storage_certificate certificate;
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) body = g_string_new(NULL);
    if (is_digits(number, INSURANCE_NUMBER_DIGITS) &&
        storage_certificate(platform->storage, number, &certificate, &error)) {
        certificate_facts(body, &certificate);
        pages_send(reply, 200, body);
    } else if (!error || g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT)) {
        pages_sorry(reply, 404, "没有这张证明", "请对着纸上的验证编号再看一遍。还是不对，请到窗口问一问。");
    } else {
        pages_away(reply, error);
    }
}
