// links: devices base
/* Bytes of a receipt printer: whatever it says, the listener stays within bounds and finds a condition. A
 * byte that no printer sends, FF, asks it for what hangs in its mouth. */
#include "devices/printer/escpos_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { ASK = 0xFF };
    struct escpos_listener listener = {0};
    escpos_asked(&listener);
    for (size_t i = 0; i < size; i++) {
        if (data[i] == ASK)
            escpos_asked_outlet(&listener);
        bool lay = listener.lies;
        enum escpos_news news = escpos_hear(&listener, data[i]);
        g_assert(listener.asb_len < sizeof listener.asb && listener.asked <= 4 && listener.outlet_left <= 4);
        g_assert(listener.lies == lay || news != ESCPOS_STATUS);
        g_assert(!escpos_stopped(&listener.condition) ||
                 escpos_attention(&listener.condition) != ATTENTION_NONE);
    }
    escpos_realtime_inside(data, size);
    return 0;
}
