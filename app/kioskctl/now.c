#include "base/clock.h"
#include "base/known_time.h"
#include "kioskctl.h"

int64_t kiosk_now_ms(const struct config *config)
{
    struct known_time *known = known_time_open(config_text(config, "kiosk", "state"));
    struct clock clock = clock_real();

    clock.known = known;
    int64_t now_ms = clock.wall_ms(&clock);
    known_time_close(known);
    return now_ms;
}
