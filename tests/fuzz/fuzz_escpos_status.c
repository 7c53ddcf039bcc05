// links: devices base
/* Bytes of a receipt printer: whatever it says, the listener stays within bounds and finds a condition. */
#include "devices/printer/escpos_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct escpos_listener listener = {0};
    escpos_asked(&listener);
    for (size_t i = 0; i < size; i++) {
        escpos_hear(&listener, data[i]);
        g_assert(listener.asb_len < sizeof listener.asb && listener.asked <= 4);
        g_assert(!escpos_stopped(&listener.condition) ||
                 escpos_attention(&listener.condition) != ATTENTION_NONE);
    }
    escpos_realtime_inside(data, size);
    return 0;
}
