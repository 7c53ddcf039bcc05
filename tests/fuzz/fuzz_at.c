// links: devices base
/* What a modem says: words have a kind of the list, numbers stay small, and bytes cut anywhere give the same
 * words as the whole. */
#include "devices/phone/at_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A sum over all words, so that two ways of feeding can be held against each other. */
static uint32_t words_of(struct at_lines *lines, const uint8_t *data, size_t size, uint32_t sum)
{
    struct at_word word;
    while (at_feed(lines, &data, &size, &word)) {
        if (word.kind > AT_CALL || word.number < -1 || word.number > 9999)
            __builtin_trap();
        sum = sum * 31 + (uint32_t)word.kind * 10007 + (uint32_t)(word.number + 2);
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct at_lines whole = {0}, cut = {0};
    size_t at = size > 0 ? data[0] % size : 0;
    uint32_t sum = words_of(&cut, data, at, 0);
    if (words_of(&whole, data, size, 0) != words_of(&cut, data + at, size - at, sum))
        __builtin_trap();
    return 0;
}
