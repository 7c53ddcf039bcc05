/* The kiosks as they last told of themselves. Part of storage.h: the same storage, errors, thread and
 * durability. One row a kiosk, the newest only: a heartbeat is telemetry, a lost one is followed by another.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct storage;

/* From so much trouble on a kiosk stands before all others; digits alone, for the query. */
#define STORAGE_TROUBLE_URGENT 1000

struct storage_beat { /* texts borrowed for the call */
    const char *kiosk, *version;
    int64_t seen_ms; /* the platform's clock */
    uint32_t waiting, parked;
    uint32_t trouble;  /* how much somebody should look there: fleet.c weighs; 0 = nothing */
    const char *body;  /* the whole of it, as wire/heartbeat.h writes it */
    const char *words; /* in: what the page shows of it, to be searched; NULL: nothing */
    int64_t until_ms;  /* out: the end of its newest certificate that holds; 0 when it has none */
    bool revoked;      /* out: it had one, and has none any more: it was put out of use */
};
struct storage_fleet_wish {
    const char *text;       /* part of number, version, or the words shown; "" = any */
    bool trouble_only;      /* trouble, or not seen since late_ms; none that is revoked */
    int64_t late_ms;        /* seen before that is late, wall clock */
    unsigned offset, limit; /* rows */
};
struct storage_fleet_sum {
    int64_t kiosks, late, waiting, parked, troubled, revoked; /* late, troubled: of those in use */
};
typedef void (*storage_beat_visitor)(const struct storage_beat *beat, void *data);
typedef void (*storage_count_visitor)(const char *name, int64_t count, void *data);

/* The newest of its kiosk; one that was seen later stays. */
gboolean storage_put_beat(struct storage *storage, const struct storage_beat *beat, GError **error);
/* Most in trouble first: the urgent, the late, then by trouble, then by number; the revoked at the end. */
gboolean storage_beats(struct storage *storage, const struct storage_fleet_wish *wish,
                       storage_beat_visitor visit, void *data, GError **error);
/* Of all that fit the wish, whatever its offset and limit. */
gboolean storage_fleet_sum(struct storage *storage, const struct storage_fleet_wish *wish,
                           struct storage_fleet_sum *out, GError **error);
/* How many orders are in which state, as stored. */
gboolean storage_order_states(struct storage *storage, storage_count_visitor visit, void *data,
                              GError **error);
