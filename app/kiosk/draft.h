/* A draft as the desk's work: what the card says, the digits, the packed form. The ui room. */
#pragma once

#include "letters.h"
#include "session/session.h"

/* For EFFECT_DRAFT_*; in secret memory, the caller sends it. */
struct job *draft_job(const struct effect *effect, const struct session *s);
