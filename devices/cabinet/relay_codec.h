/* Frames of the common USB relay boards (LCUS-1 to LCUS-8 of LC Technology, a CH340 behind a ttyUSB at 9600
 * 8N1), after the maker's sheet as sellers print it and github.com/jarwyg/USB_RELAY quotes it: start A0, the
 * relay from 1, 1 on or 0 off, and the sum of the three. The board answers nothing. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { RELAY_FRAME = 4, RELAY_CHANNELS = 8 };
void relay_frame(uint8_t frame[RELAY_FRAME], unsigned channel, bool on);
