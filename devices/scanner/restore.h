/* Takes a blur of a known width away: rounds of blurring once more and adding what is missing then, within
 * the darkest and the lightest of the picture (van Cittert 1931, with the limits of Jansson 1970). `to` is
 * another plane. Pure: any room. */
#pragma once

#include "devices/scanner/filters.h"

void plane_restore(struct plane *to, const struct plane *from, double sigma, unsigned rounds);
