/* Both ends of the line for a test or a bench: an outbox with sealed submissions in a folder of its own, and
 * the real kiosk-platform with its keys and store beside it. The struct owns everything; both_ends_free stops
 * the platform and removes the folder. Aborts when the house cannot be built. One thread. */
#pragma once

#include <glib.h>

#include "base/known_time.h"
#include "store/outbox.h"
#include "sync/client.h"
#include "wire/seal_key.h"
#include "wire/sealer.h"

#define BOTH_ENDS_KIOSK "20617"

struct both_ends {
    char *folder, *program, *keys, *platform_file;
    GPid platform;
    unsigned port, added;
    struct store *store;
    struct outbox *outbox;
    struct sealer *sealer;
    struct seal_key key;
};
/* `build` has kiosk-platform; the folder is made in `parent`. */
void both_ends_new(struct both_ends *e, const char *build, const char *parent);
void both_ends_stop_platform(struct both_ends *e);
void both_ends_start_platform(struct both_ends *e); /* at another port */
/* Applications of one padded kilobyte, and `large` bytes of pages in each. */
void both_ends_add(struct both_ends *e, unsigned count, size_t large);
/* A client that thinks the platform is at `port`; a line that stands still for `still_s` is given up; `known`
 * may be NULL. */
struct client *both_ends_client(const struct both_ends *e, unsigned port, int still_s,
                                struct known_time *known);
/* What the platform has: rows, and how many different ids. */
void both_ends_count(const struct both_ends *e, unsigned *rows, unsigned *ids);
/* Every application of the outbox is accepted there and stored here, once: the oracle. */
void both_ends_agree(const struct both_ends *e);
void both_ends_free(struct both_ends *e);
