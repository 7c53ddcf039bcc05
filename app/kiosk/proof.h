/* A signed code on a paper, shown to the kiosk: checked here, with the platform's keys and without a line.
 * The caller owns both; what the event points into is the translation's. The ui room; the desk tells which
 * keys. */
#pragma once

#include "translate.h"
#include "wire/proof.h"

/* Makes EVENT_PROOF of an EVENT_CODE whose text is such a code: with what it proves, or with the problem.
 * Without any key a code is any code. */
void proof_event(const struct proof_keys *keys, struct translation *room, struct session_event *event);
