#include "wire/base64.h"

#include <string.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Value and one, so that 0 is what stands for no letter. */
static const uint8_t values[256] = {
    ['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,  ['H'] = 8,
    ['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16,
    ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24,
    ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32,
    ['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40,
    ['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48,
    ['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
    ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63, ['/'] = 64,
};

size_t base64_length(size_t len)
{
    return (len + 2) / 3 * 4;
}

static void encode_three(uint32_t three, char *to)
{
    for (int i = 0; i < 4; i++)
        to[i] = letters[three >> (18 - 6 * i) & 63];
}

void base64_encode(const uint8_t *data, size_t len, char *to)
{
    for (; len >= 3; data += 3, len -= 3, to += 4)
        encode_three((uint32_t)data[0] << 16 | (uint32_t)data[1] << 8 | data[2], to);
    if (len == 0)
        return;
    encode_three((uint32_t)data[0] << 16 | (len == 2 ? (uint32_t)data[1] << 8 : 0), to);
    to[3] = '=';
    if (len == 1)
        to[2] = '=';
}

/* False: one of the four is no letter. */
static bool decode_four(const char *text, uint32_t *three)
{
    uint32_t a = values[(uint8_t)text[0]], b = values[(uint8_t)text[1]], c = values[(uint8_t)text[2]],
             d = values[(uint8_t)text[3]];

    *three = (a - 1) << 18 | (b - 1) << 12 | (c - 1) << 6 | (d - 1);
    return a && b && c && d;
}

/* The last four, of which one or two may be padding. */
static bool decode_last(const char *text, uint8_t *to, size_t *n)
{
    char whole[4];
    uint32_t three;
    size_t padding = (text[3] == '=') + (text[3] == '=' && text[2] == '=');

    memcpy(whole, text, sizeof whole);
    memset(whole + 4 - padding, 'A', padding); /* zeros */
    if (!decode_four(whole, &three) || (three & ((1u << (8 * padding)) - 1)) != 0)
        return false;
    *n = 3 - padding;
    for (size_t i = 0; i < *n; i++)
        to[i] = (uint8_t)(three >> (16 - 8 * i));
    return true;
}

bool base64_decode(const char *text, size_t len, uint8_t *to, size_t *got)
{
    uint32_t three;
    size_t n = 0;

    *got = 0;
    if (len % 4 != 0 || len == 0)
        return len == 0;
    for (; len > 4; text += 4, len -= 4, *got += 3) {
        if (!decode_four(text, &three))
            return false;
        to[*got] = (uint8_t)(three >> 16);
        to[*got + 1] = (uint8_t)(three >> 8);
        to[*got + 2] = (uint8_t)three;
    }
    if (!decode_last(text, to + *got, &n))
        return false;
    *got += n;
    return true;
}
