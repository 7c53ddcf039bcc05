#include "devices/cabinet/relay_codec.h"

enum { START = 0xA0 };

void relay_frame(uint8_t frame[RELAY_FRAME], unsigned channel, bool on)
{
    frame[0] = START;
    frame[1] = (uint8_t)channel;
    frame[2] = on;
    frame[3] = (uint8_t)(START + channel + on);
}
