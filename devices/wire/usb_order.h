/* What comes in by two pipes, in the order in which it was said: preamble and length (7 bytes) by the first,
 * as many bytes as the length says by the second. With one pipe, bytes as they come.
 * The wire owns it, in secret memory. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { USB_ORDER_BYTES = 4096 /* of a pipe; a frame is 2321 at most */, USB_ORDER_HEAD = 7 };
struct usb_order { /* zeroed: nothing came, one pipe */
    bool split;
    size_t owed; /* bytes of the frame that the second pipe still has to bring */
    struct usb_lane {
        size_t len;
        uint8_t bytes[USB_ORDER_BYTES];
    } lanes[2];
};
/* False when there is no room: nobody takes what comes. */
bool usb_order_put(struct usb_order *order, unsigned pipe, const uint8_t *bytes, size_t n);
/* How many bytes of `to` were filled; 0 when nothing is due yet. What is taken is wiped. */
size_t usb_order_take(struct usb_order *order, uint8_t *to, size_t n);
void usb_order_forget(struct usb_order *order); /* a new question voids the answer to the old one; wipes */
