/* The demo's cashier on a phone: what is due, one button, and what came of it. */
#include <string.h>

#include "platform/orders.h"
#include "platform/pages_parts.h"

/* NUMBER-ATTEMPT, as the code on the kiosk's screen says it. */
static bool read_code(const char *code, char number[ORDER_TEXT], uint32_t *attempt)
{
    guint64 n = 0;
    if (strspn(code, "0123456789") != ORDER_DIGITS || code[ORDER_DIGITS] != '-')
        return false;
    if (!g_ascii_string_to_unsigned(code + ORDER_DIGITS + 1, 10, 1, G_MAXUINT32, &n, NULL))
        return false;
    memcpy(number, code, ORDER_DIGITS);
    number[ORDER_DIGITS] = '\0';
    *attempt = (uint32_t)n;
    return true;
}

static const char *service_name(const struct platform *platform, const struct storage_order *order)
{
    const struct service *service =
        platform->catalog ? catalog_find(platform->catalog, order->service) : NULL;
    return service ? service->official.zh : order->service;
}

/* A paper has one amount and one name of what it is for; nothing of a person. */
static void bill(GString *body, const struct platform *platform, const struct storage_order *order)
{
    g_autofree char *name = g_markup_escape_text(service_name(platform, order), -1);
    g_string_append_printf(body,
                           "<div class=\"card\"><p>%s<br><b class=\"number\">¥%" G_GINT64_FORMAT
                           ".%02d</b></p><p><small>付款单号 %s</small></p></div>",
                           name, order->amount_fen / 100, (int)(order->amount_fen % 100), order->number);
}

static const char demo[] = "<p><small>这是演示用的付款页，不动真的钱。</small></p>";

static void offer(struct reply *reply, const struct platform *platform, const struct storage_order *order)
{
    g_autoptr(GString) body = g_string_new("<h1>交费</h1>");
    bill(body, platform, order);
    g_string_append_printf(body, "<form method=\"post\" action=\"/pay/%s-%u\"><button>付款</button></form>%s",
                           order->number, order->attempt, demo);
    pages_send(reply, 200, body);
}

static void tell(struct reply *reply, unsigned status, const char *title, const char *advice,
                 const struct platform *platform, const struct storage_order *order)
{
    g_autoptr(GString) body = g_string_new(NULL);
    g_string_append_printf(body, "<h1>%s</h1><p>%s</p>", title, advice);
    bill(body, platform, order);
    g_string_append(body, demo);
    pages_send(reply, status, body);
}

/* There is a receipt once the application is filed: money that may still go back has none. */
static void paid(struct reply *reply, const struct platform *platform, const struct storage_order *order)
{
    g_autofree char *link = order->state == ORDER_FILED
                                ? g_strdup_printf("</p><p><a href=\"/e/%s\">看电子票据</a>", order->number)
                                : g_strdup("事情交上去了，再打开这一页，就有电子票据。");
    g_autofree char *advice = g_strconcat("钱收到了，不用再付。机器的屏幕会自己变。", link, NULL);
    tell(reply, 200, "付好了", advice, platform, order);
}

/* How it stands; an older code than the newest one never takes money. */
static void show(struct reply *reply, const struct platform *platform, const struct storage_order *order,
                 uint32_t attempt, int64_t now_ms)
{
    enum order_state state = orders_state_now(order, now_ms);
    bool old = attempt != order->attempt;
    switch ((int)state) {
    case ORDER_PAID:
    case ORDER_FILED:
        paid(reply, platform, order);
        break;
    case ORDER_REFUND_DUE:
    case ORDER_REFUNDING:
    case ORDER_REFUNDED:
        tell(reply, 200, "这笔钱会退给您", "这笔没有用上，钱按原路退回。还要不要交，看机器屏幕和回执。",
             platform, order);
        break;
    case ORDER_CANCELLED:
        tell(reply, 410, "这张码不用了", "没有收钱。还要不要交，看机器屏幕和回执。", platform, order);
        break;
    default:
        if (state == ORDER_OPEN && !old)
            offer(reply, platform, order);
        else
            tell(reply, 410, "这张码过时间了", "没有收钱。请扫机器屏幕上新的那张码。", platform, order);
        break;
    }
}

static void answer(const struct platform *platform, const char *code, enum storage_order_deed deed,
                   struct reply *reply)
{
    int64_t now_ms = platform->clock.wall_ms(&platform->clock);
    char number[ORDER_TEXT];
    uint32_t attempt = 0;
    struct storage_order order;
    g_autoptr(GError) error = NULL;
    if (!read_code(code, number, &attempt)) {
        pages_sorry(reply, 404, "没有这张付款单", "请再扫一次机器屏幕上的码。");
        return;
    }
    if (orders_settle(platform->storage, now_ms, &error) &&
        storage_order(platform->storage, deed, number, attempt, now_ms, &order, &error))
        show(reply, platform, &order, attempt, now_ms);
    else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT))
        pages_sorry(reply, 404, "没有这张付款单", "请再扫一次机器屏幕上的码。");
    else
        pages_away(reply, error);
}

void page_pay(const struct platform *platform, const struct request *request, const char *code,
              struct reply *reply)
{
    (void)request;
    answer(platform, code, ORDER_DEED_LOOK, reply);
}

void page_paid(const struct platform *platform, const struct request *request, const char *code,
               struct reply *reply)
{
    (void)request;
    answer(platform, code, ORDER_DEED_PAY, reply);
}
