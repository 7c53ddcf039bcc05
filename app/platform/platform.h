/* The platform as its requests see it: keys, store, time, and where it can be reached.
 * Borrowed by every handler; owned by the program. The server's room only. */
#pragma once

#include <stdbool.h>

#include "base/clock.h"
#include "platform/keys.h"
#include "platform/storage.h"

struct catalog;
struct eseal;
struct metrics;

enum { PLATFORM_POLL_S = 300 };

struct platform {
    const struct platform_keys *keys;
    struct storage *storage;
    const struct catalog *catalog; /* NULL: any service code is taken */
    struct clock clock;
    struct eseal *eseal;           /* NULL: pages go without a seal */
    const char *public_url;        /* "https://127.0.0.1:8700": in front of /p/ and /v/ */
    bool behind_proxy;             /* plain HTTP on loopback; the proxy's headers say who asks (peer.h) */
    int certificate_days;          /* how long a kiosk's certificate lives */
    int poll_s;                    /* how often a kiosk tells how it is; 0: PLATFORM_POLL_S */
    const char *operator_password; /* NULL: the operator's pages are closed */
    struct metrics *metrics;       /* NULL: nothing is counted; else of the server's room alone */
};
