/* What the service manager hears of the ui room (sd_notify(3)): that the first page stands, that the loop
 * still turns, that it ends. Without a manager (no NOTIFY_SOCKET) every call does nothing. The struct owns
 * its socket; a zeroed one is off. The ui room only: whoever pings from elsewhere would keep a hung screen
 * alive. */
#pragma once

#include <stdint.h>

struct watchdog {
    int fd;           /* connected datagram socket; -1 or 0: none */
    int64_t every_ms; /* half of what the manager waits; 0: it does not watch */
    int64_t pinged_ms;
};
/* Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID, and takes them out of the environment. */
struct watchdog watchdog_open(void);
void watchdog_ready(struct watchdog *w); /* the first page stands */
/* Once a turn; sends when it is time. Real time in milliseconds, never a test's. */
void watchdog_turn(struct watchdog *w, int64_t now_ms);
int64_t watchdog_due(const struct watchdog *w); /* when the loop must turn again; INT64_MAX: never for this */
void watchdog_close(struct watchdog *w);        /* says that it ends */
