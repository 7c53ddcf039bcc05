/* How far a character stands from the one before it, beyond what both are wide. Marks fill half of their
 * square: where two meet, one half is enough (，“ and ”，). Chinese and a number or a word of letters stand a
 * quarter of a character apart, as if there were a blank, whether somebody typed it or not: 3栋 is 3 栋.
 * Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Pixels, negative: closer. `before` 0: c begins a line. `taiwan`: its ，。 stand in the middle of their
 * squares and have no half to give. */
int text_space(uint32_t before, uint32_t c, int px, bool taiwan);
/* Pixels of nothing on the left of “ and （, by which a line that begins with them stands out: what is seen
 * begins where the other lines do. */
int text_stands_out(uint32_t c, int px);
/* And on the right of ，” and ）, which a full line may leave outside. */
int text_space_behind(uint32_t c, int px, bool taiwan);
