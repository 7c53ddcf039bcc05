/* The electronic receipt of what was paid: what for, how much, when, and the same once more in a signed code.
 */
#include <qrencode.h>
#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "platform/orders.h"
#include "platform/pages_parts.h"
#include "wire/proof.h"

enum { QUIET = 4 /* modules around a code, ISO/IEC 18004 */ };

static const char *service_name(const struct platform *platform, const struct storage_order *order)
{
    const struct service *service =
        platform->catalog ? catalog_find(platform->catalog, order->service) : NULL;
    return service ? service->official.zh : order->service;
}

/* Of nobody: who paid is not written down. Number, service, amount and time are all there is. */
static bool sign(const struct platform *platform, const struct storage_order *order, char out[PROOF_TEXT])
{
    struct proof proof = {
        .kind = PROOF_RECEIPT, .amount_fen = order->amount_fen, .issued_ms = order->paid_ms};
    g_strlcpy(proof.number, order->number, sizeof proof.number);
    g_strlcpy(proof.what, service_name(platform, order), sizeof proof.what);
    crypto_generichash(proof.digest, sizeof proof.digest, (const uint8_t *)order->number,
                       strlen(order->number), NULL, 0);
    return platform->keys->sign_secret && proof_close(&proof, "", platform->keys->sign_secret, out);
}

/* Drawn in the page itself: it loads nothing. */
static void put_code(GString *body, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return;
    int side = code->width + 2 * QUIET;
    g_string_append_printf(body, "<svg viewBox=\"0 0 %d %d\" width=\"280\"><path d=\"", side, side);
    for (int i = 0; i < code->width * code->width; i++)
        if (code->data[i] & 1)
            g_string_append_printf(body, "M%d %dh1v1h-1z", i % code->width + QUIET, i / code->width + QUIET);
    g_string_append(body, "\"/></svg>");
    QRcode_free(code);
}

static void tell(const struct platform *platform, const struct storage_order *order, struct reply *reply)
{
    g_autoptr(GString) body = g_string_new("<h1>电子票据</h1>");
    g_autofree char *name = g_markup_escape_text(service_name(platform, order), -1);
    struct clock_date d = clock_civil(order->paid_ms);
    char code[PROOF_TEXT];
    g_string_append_printf(
        body,
        "<div class=\"card\"><p>%s<br><b class=\"number\">¥%" G_GINT64_FORMAT
        ".%02d</b></p><p>%d 年 %d 月 %d 日 %02d:%02d 付</p><p><small>票据号码 %s</small></p></div>",
        name, order->amount_fen / 100, (int)(order->amount_fen % 100), d.year, d.month, d.day, d.hour,
        d.minute, order->number);
    if (sign(platform, order, code)) {
        put_code(body, code);
        g_string_append(body, "<p>这个码拿到任何一台自助机上扫，就能核对这张票据是不是真的。</p>");
    }
    g_string_append(body, "<p><small>这是演示用的票据，没有动真的钱，不能报销。</small></p>");
    pages_send(reply, 200, body);
}

void page_receipt(const struct platform *platform, const struct request *request, const char *number,
                  struct reply *reply)
{
    struct storage_order order;
    g_autoptr(GError) error = NULL;
    (void)request;
    if (strlen(number) != ORDER_DIGITS || strspn(number, "0123456789") != ORDER_DIGITS ||
        !storage_order(platform->storage, ORDER_DEED_LOOK, number, 0,
                       platform->clock.wall_ms(&platform->clock), &order, &error)) {
        if (!error || g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT))
            pages_sorry(reply, 404, "没有这张票据", "请对着付款单号再看一遍。还是不对，请到窗口问一问。");
        else
            pages_away(reply, error);
    } else if (order.state == ORDER_FILED) {
        tell(platform, &order, reply);
    } else if (order.state == ORDER_REFUND_DUE || order.state == ORDER_REFUNDING ||
               order.state == ORDER_REFUNDED) {
        pages_sorry(reply, 410, "这笔钱要退给您", "这笔没有用上，钱按原路退回，票据作废。");
    } else {
        pages_sorry(reply, 404, "还没有票据", "付好了、事情交上去了，票据就在这里。");
    }
}
