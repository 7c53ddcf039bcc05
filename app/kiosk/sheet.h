/* The wishes about a whole page as letters: fetch and print it, or do not any more. Borrows everything. The
 * ui room. */
#pragma once

#include "effects.h"

void sheet_carry_out(const struct effect *effect, const struct session *s, const struct effect_doors *doors);
