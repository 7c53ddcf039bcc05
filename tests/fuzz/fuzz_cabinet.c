// links: devices base
/* Small things of the cabinet: pairs of a GPIO wire name a line, a temperature is a reasonable number. */
#include "devices/cabinet/thermal.h"
#include "devices/wire/gpio.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gpio_pairs pairs = {0};
    struct thermal_text text = {0};
    const uint8_t *bytes = data;
    size_t n = size;
    while (gpio_pairs_feed(&pairs, &bytes, &n))
        if ((unsigned)pairs.line >= GPIO_LINES)
            __builtin_trap();
    bytes = data;
    n = size;
    while (thermal_feed(&text, &bytes, &n))
        if (text.value <= -200000 || text.value >= 200000)
            __builtin_trap();
    return 0;
}
