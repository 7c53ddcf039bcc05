// links: devices base
/* Bytes of a scanner in command mode, the first of them choosing the maker: no byte of a plain text is taken
 * for an answer unless a frame has begun, and a frame is never longer than one may be. */
#include "devices/scanner/trigger.h"

enum { HEAD_MOST = 3, REST_MOST = 18 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct trigger_ear ear = {0};
    if (size == 0)
        return 0;
    enum trigger trigger = (enum trigger)(data[0] % TRIGGERS);
    for (size_t i = 1; i < size; i++) {
        bool fresh = ear.at == 0 && ear.left == 0;
        bool answer = trigger_answers(&ear, trigger, data[i]);
        if (answer && (trigger == TRIGGER_NONE || (fresh && data[i] >= ' ')))
            __builtin_trap();
        if (ear.at > HEAD_MOST || ear.left > REST_MOST)
            __builtin_trap();
    }
    return 0;
}
