/* The Material icons this house draws, by name: the screens take them from here, and the catalog's check
 * knows by it what a service may name.
 * Const data only.
 * Pure: any room. */
#pragma once

#include <stdint.h>

uint32_t icon_code(const char *name); /* code point, 0 when unknown */
