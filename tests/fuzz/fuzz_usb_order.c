// links: devices base
/* Transfers of two pipes in any order: what comes out is no more than what went in, and the same whether it
 * is taken in large pieces or in the smallest that hold a head. A pair of bytes says pipe and length of each
 * transfer. */
#include <glib.h>
#include <string.h>

#include "devices/wire/usb_order.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static GByteArray *order(const uint8_t *data, size_t size, size_t piece)
{
    struct usb_order *o = g_new0(struct usb_order, 1);
    GByteArray *out = g_byte_array_new();
    uint8_t taken[64];
    size_t in = 0, n;
    o->split = size > 0 && data[0] & 0x80;
    while (size >= 2) {
        unsigned pipe = o->split ? data[0] & 1u : 0;
        size_t len = MIN(data[1], size - 2);
        if (usb_order_put(o, pipe, data + 2, len))
            in += len;
        data += 2 + len;
        size -= 2 + len;
        while ((n = usb_order_take(o, taken, MIN(piece, sizeof taken))) > 0)
            g_byte_array_append(out, taken, (guint)n);
        g_assert(out->len <= in);
    }
    usb_order_forget(o);
    g_assert(usb_order_take(o, taken, sizeof taken) == 0);
    g_free(o);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GByteArray *large = order(data, size, 64), *small = order(data, size, USB_ORDER_HEAD);
    g_assert(large->len == small->len);
    g_assert(large->len == 0 || memcmp(large->data, small->data, large->len) == 0);
    g_byte_array_unref(large);
    g_byte_array_unref(small);
    return 0;
}
