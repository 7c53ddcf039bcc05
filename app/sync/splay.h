/* What waits for other kiosks' sake, and what does not: after a power cut, and when the platform comes back.
 * Over the drain's plan and the outbox; owns nothing. Milliseconds, monotonic ones since boot; `random` in
 * 0..UINT32_MAX. The agent's drain room. */
#pragma once

#include "sync/drain.h"

/* Before the bell is listened to. Until the first turn: uniform in 0..splay_s on a machine that has just
 * booted, 0 when an emergency waits. */
int64_t splay_start(struct drain *drain, int splay_s, int64_t now_unix_ms, int64_t now_monotonic_ms,
                    uint32_t random);
/* The line is back after `away_ms`; an emergency goes at once, and the others with it. */
void splay_line_back(struct drain *drain, int64_t away_ms, int64_t now_unix_ms, int64_t now_monotonic_ms,
                     uint32_t random);
/* The bell rang. Only who hands something in ends the wait: not the agent's own commits, nor a note of the
 * cabinet, for after a power cut every cabinet has one. TRUE: something waits and a turn may be now. */
gboolean splay_bell(struct drain *drain, int64_t now_monotonic_ms);
