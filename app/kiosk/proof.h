/* A signed code on a paper, shown to the kiosk: checked here, with the platform's key and without a line. The
 * caller owns both; what the event points into is the translation's. The ui room; the key is read once, at
 * the start. */
#pragma once

#include "base/config.h"
#include "translate.h"
#include "wire/proof.h"

struct proof_key {
    bool known; /* false on a kiosk that is not enrolled: a code is then any code */
    uint8_t key[PROOF_PUBLIC_BYTES];
};
void proof_key_load(struct proof_key *key, const struct config *config);
/* Makes EVENT_PROOF of an EVENT_CODE whose text is such a code: with what it proves, or with the problem. */
void proof_event(const struct proof_key *key, struct translation *room, struct session_event *event);
