/* The Material icons this house uses, by name; DESIGN.md 2.7 lists them.
 * Const data only.
 * Pure: any room. */
#pragma once

#include <stdint.h>

uint32_t icon_code(const char *name); /* code point, 0 when unknown */
