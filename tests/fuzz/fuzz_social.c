// links: devices base
/* Answers of a chip card: every conversation ends, and who comes out of it is whole text with a right number.
 * The input is answers, each behind its length in one byte. */
#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "devices/card/social_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct social_reading reading;
    unsigned commands = 0;
    social_begin(&reading);
    while (reading.outcome == SOCIAL_GOES_ON) {
        size_t len = size ? data[0] : 0, there = size ? size - 1 : 0;
        len = len < there ? len : there;
        g_assert(reading.command.len >= 5 && reading.command.len <= APDU_COMMAND_MAX);
        g_assert(reading.command.bytes[1] != 0x20 && ++commands < 500);
        social_feed(&reading, size ? data + 1 : data, len);
        data += size ? 1 + len : 0;
        size -= size ? 1 + len : 0;
    }
    g_assert(text_valid(reading.card.name, strlen(reading.card.name)));
    g_assert((reading.outcome == SOCIAL_READ) == (text_check_id(reading.card.number) == TEXT_ID_OK));
    return 0;
}
