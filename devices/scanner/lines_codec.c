#include "devices/scanner/lines_codec.h"

#include "base/secret.h"

void lines_reset(struct lines *lines)
{
    secret_wipe(lines, sizeof *lines);
}

bool lines_silence(struct lines *lines)
{
    if (lines->too_long || lines->ended)
        lines_reset(lines);
    lines->ended = lines->len > 0;
    return lines->ended;
}

bool lines_feed(struct lines *lines, const uint8_t **bytes, size_t *n)
{
    while (*n > 0) {
        uint8_t byte = **bytes;
        (*bytes)++;
        (*n)--;
        if (lines->ended)
            lines_reset(lines);
        if (byte == '\r' || byte == '\n') {
            if (lines_silence(lines))
                return true;
        } else if (lines->len < LINES_CODE_MAX) {
            lines->code[lines->len++] = byte;
        } else {
            lines->too_long = true;
        }
    }
    return false;
}

bool lines_open(const struct lines *lines)
{
    return lines->len > 0 && !lines->ended;
}
