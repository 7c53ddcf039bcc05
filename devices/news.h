/* What of a device's letters is news: a status that was told before is dropped. Plain values; the thread that
 * emits owns it. */
#pragma once

#include "devices/device.h"

struct device_news { /* zeroed: nothing told yet */
    bool told;
    enum device_status status;
    enum device_attention attention;
};
bool device_news_is(struct device_news *news, const struct device_letter *letter); /* remembers it */
