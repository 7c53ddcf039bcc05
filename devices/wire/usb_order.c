#include "devices/wire/usb_order.h"

#include <glib.h>
#include <string.h>

#include "base/secret.h"

bool usb_order_put(struct usb_order *order, unsigned pipe, const uint8_t *bytes, size_t n)
{
    struct usb_lane *lane = &order->lanes[pipe];
    if (n > sizeof lane->bytes - lane->len)
        return false;
    memcpy(lane->bytes + lane->len, bytes, n);
    lane->len += n;
    return true;
}

static size_t move(struct usb_lane *lane, uint8_t *to, size_t n)
{
    size_t moved = MIN(n, lane->len);
    memcpy(to, lane->bytes, moved);
    memmove(lane->bytes, lane->bytes + moved, lane->len - moved);
    secret_wipe(lane->bytes + lane->len - moved, moved);
    lane->len -= moved;
    return moved;
}

/* A head that is none goes on as it came: the codec finds the next preamble, or time runs out. */
static size_t owed_by(const uint8_t head[USB_ORDER_HEAD])
{
    return head[3] == 0x96 && head[4] == 0x69 ? (size_t)(head[5] << 8 | head[6]) : 0;
}

size_t usb_order_take(struct usb_order *order, uint8_t *to, size_t n)
{
    struct usb_lane *head = &order->lanes[0], *rest = &order->lanes[1];
    size_t got = 0;
    if (!order->split)
        return move(head, to, n);
    for (;;) {
        /* A reader may go on in the first pipe. */
        struct usb_lane *from = rest->len > 0 ? rest : head;
        if (order->owed > 0) {
            size_t moved = move(from, to + got, MIN(order->owed, n - got));
            order->owed -= moved;
            got += moved;
            if (moved == 0)
                return got;
        } else if (head->len >= USB_ORDER_HEAD && n - got >= USB_ORDER_HEAD) {
            move(head, to + got, USB_ORDER_HEAD);
            order->owed = owed_by(to + got);
            got += USB_ORDER_HEAD;
        } else {
            return got;
        }
    }
}

void usb_order_forget(struct usb_order *order)
{
    for (size_t i = 0; i < G_N_ELEMENTS(order->lanes); i++) {
        secret_wipe(order->lanes[i].bytes, order->lanes[i].len);
        order->lanes[i].len = 0;
    }
    order->owed = 0;
}
