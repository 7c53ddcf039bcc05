#include "wire/uuid7.h"

#include <string.h>

void uuid7_make(uint8_t out[UUID7_BYTES], int64_t unix_ms, const uint8_t random[UUID7_RANDOM])
{
    for (int i = 0; i < 6; i++)
        out[i] = (uint8_t)((uint64_t)unix_ms >> (40 - 8 * i));
    memcpy(out + 6, random, UUID7_RANDOM);
    out[6] = (uint8_t)(0x70 | (out[6] & 0x0F)); /* version 7 */
    out[8] = (uint8_t)(0x80 | (out[8] & 0x3F)); /* variant 10 */
}

static bool hyphen_before(int byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

void uuid7_text(const uint8_t id[UUID7_BYTES], char out[UUID7_TEXT])
{
    static const char hex[] = "0123456789abcdef";

    for (int i = 0; i < UUID7_BYTES; i++) {
        if (hyphen_before(i))
            *out++ = '-';
        *out++ = hex[id[i] >> 4];
        *out++ = hex[id[i] & 15];
    }
    *out = 0;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool uuid7_parse(uint8_t out[UUID7_BYTES], const char *text)
{
    uint8_t id[UUID7_BYTES];

    for (int i = 0; i < UUID7_BYTES; i++) {
        if (hyphen_before(i) && *text++ != '-')
            return false;
        int high = hex_value(text[0]);
        int low = high < 0 ? -1 : hex_value(text[1]); /* never past the NUL */
        if (low < 0)
            return false;
        id[i] = (uint8_t)(high << 4 | low);
        text += 2;
    }
    if (*text || id[6] >> 4 != 7 || id[8] >> 6 != 2)
        return false;
    memcpy(out, id, sizeof id);
    return true;
}

int64_t uuid7_ms(const uint8_t id[UUID7_BYTES])
{
    int64_t ms = 0;

    for (int i = 0; i < 6; i++)
        ms = ms << 8 | id[i];
    return ms;
}
