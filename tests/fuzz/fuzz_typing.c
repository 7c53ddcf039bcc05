// links: devices base
/* Events of an input node: a code that was typed is ASCII without control characters, neither empty nor too
 * long; a key of the keypad is one of the map; and bytes that come one by one say the same as all at once. */
#include "devices/keypad/keypad_codec.h"
#include "devices/scanner/wedge_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned codes(const uint8_t *data, size_t size, size_t piece, unsigned *signs)
{
    struct wedge wedge = {0};
    unsigned count = 0;
    while (size > 0) {
        size_t n = piece && piece < size ? piece : size;
        size -= n;
        while (wedge_feed(&wedge, &data, &n)) {
            if (wedge.len == 0 || wedge.len > WEDGE_CODE_MAX)
                __builtin_trap();
            for (size_t i = 0; i < wedge.len; i++)
                if (wedge.code[i] < ' ' || wedge.code[i] > '~')
                    __builtin_trap();
            *signs += (unsigned)wedge.len;
            count++;
        }
    }
    wedge_reset(&wedge);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct keypad_map map = keypad_map_usual();
    struct keypad keypad = {0};
    struct keypad_said said;
    unsigned at_once = 0, one_by_one = 0;
    if (codes(data, size, 0, &at_once) != codes(data, size, 1, &one_by_one) || at_once != one_by_one)
        __builtin_trap();
    while (keypad_feed(&keypad, &map, &data, &size, &said))
        if ((unsigned)said.key >= DEVICE_KEYS)
            __builtin_trap();
    return 0;
}
