/* Heartbeats: a kiosk tells how it is, the platform when to come again; and what of it should trouble
 * somebody. Borrows everything. heartbeat_answer in the server's room; the others are pure. */
#pragma once

#include "platform/platform.h"
#include "platform/reply.h"
#include "wire/heartbeat.h"

void heartbeat_answer(const struct platform *platform, const struct request *request, const char *unused,
                      struct reply *reply);

int heartbeat_poll_s(const struct platform *platform); /* seconds between two of one kiosk */
/* Who was not seen since then is late: two polls were missed, and the third is due. Wall clock. */
int64_t heartbeat_late_ms(const struct platform *platform);

/* What people call a device or its state, by its word of devices/names.c; a word that is not known stays. */
const char *heartbeat_called(const char *word);

/* Each thing that somebody should see to, in the words of the fleet page, the urgent ones first: a person
 * calls. `seen_ms` is when the beat came. The sum of their weights is what the page sorts by; NULL as `add`
 * only weighs. */
typedef void (*heartbeat_reason)(const char *reason, bool urgent, void *data);
uint32_t heartbeat_trouble(const struct heartbeat *beat, int64_t seen_ms, heartbeat_reason add, void *data);
