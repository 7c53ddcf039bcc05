/* Inside the drain: one turn of it, what its rows become on the way there (drain_load.c) and on the way back
 * (drain_settle.c). The agent's drain room. */
#pragma once

#include "sync/drain.h"

/* Borrowed by everything that happens in one turn. */
struct turn {
    struct drain *drain;
    int64_t now_unix_ms, now_ms; /* now_ms: monotonic */
    uint32_t random;
    struct drain_report *report;
};

/* This row's box lies at the platform already. */
gboolean drain_is_uploaded(const struct drain *drain, const struct outbox_row *row);
/* How many rows at the front one request can carry; a large one in their midst waits until it is the first.
 */
guint drain_carried(const struct drain *drain, const GPtrArray *rows);
/* Pending rows for a request of at most `limit` items; NULL on error. */
GPtrArray *drain_due(const struct turn *turn, unsigned limit, GError **error);
/* Marks the rows and makes their request; takes `rows`. */
gboolean drain_load(const struct turn *turn, GPtrArray *rows, struct drain_load *load, GError **error);
/* Zeroes it; the marks stay. */
void drain_load_clear(struct drain_load *load);
/* The same, and its rows are pending again. */
gboolean drain_unload(struct drain *drain, struct drain_load *load, GError **error);

/* What was said becomes what the outbox knows, in one transaction; then nothing is said. */
gboolean drain_settle(const struct turn *turn, GError **error);
void drain_said_clear(struct drain_said *said);
