/* Wishes that are for a device and nothing else. The ui room. */
#pragma once

#include "effects.h"

/* False: it is for somebody else. */
bool effects_tell_device(const struct effect *effect, const struct effect_doors *doors);
/* A new visit begins: what lies before any of them now is of the old one. */
void effects_tell_visit(uint64_t visit, const struct effect_doors *doors);
