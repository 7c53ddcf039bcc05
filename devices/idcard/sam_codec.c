#include "devices/idcard/sam_codec.h"

#include <glib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/secret.h"

enum {
    AA_REACH = 4,        /* bytes: how far before 96 69 an AA may lie when the preamble took damage */
    BODY_MAX = 2321 - 5, /* bytes behind the preamble */
    ID_DATA = 16,        /* bytes */
};

static const struct {
    uint8_t cmd, para;
    bool argument;
} commands[SAM_COMMANDS] = {
    [SAM_RESET] = {0x10, 0xFF, false},        [SAM_STATUS] = {0x11, 0xFF, false},
    [SAM_ID] = {0x12, 0xFF, false},           [SAM_FIND] = {0x20, 0x01, false},
    [SAM_SELECT] = {0x20, 0x02, false},       [SAM_READ] = {0x30, 0x01, false},
    [SAM_READ_FINGERS] = {0x30, 0x10, false}, [SAM_READ_ADDRESS] = {0x30, 0x03, false},
    [SAM_READ_CHIP] = {0x30, 0x05, false},    [SAM_SET_BAUD] = {0x60, 0x00, false},
    [SAM_SET_RF] = {0x61, 0xFF, true},
};

static uint8_t xor_of(const uint8_t *bytes, size_t n)
{
    uint8_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum ^= bytes[i];
    return sum;
}

size_t sam_frame(uint8_t out[SAM_COMMAND_MAX], enum sam_command command, uint8_t argument)
{
    static const uint8_t preamble[] = {0xAA, 0xAA, 0xAA, 0x96, 0x69};
    g_assert(command < SAM_COMMANDS);
    struct bytes_writer w = bytes_writer(out, SAM_COMMAND_MAX);
    bytes_put(&w, preamble, sizeof preamble);
    bytes_put_be16(&w, commands[command].argument ? 4 : 3);
    bytes_put_u8(&w, commands[command].cmd);
    bytes_put_u8(&w, command == SAM_SET_BAUD ? argument : commands[command].para);
    if (commands[command].argument)
        bytes_put_u8(&w, argument);
    bytes_put_u8(&w, xor_of(out + sizeof preamble, w.pos - sizeof preamble));
    g_assert(!w.bad);
    return w.pos;
}

static enum sam_sw sw_of(uint8_t sw3)
{
    static const uint8_t known[] = {0x90, 0x91, 0x9F, 0x10, 0x11, 0x21, 0x23, 0x24, 0x31, 0x32,
                                    0x33, 0x37, 0x3F, 0x40, 0x41, 0x47, 0x60, 0x66, 0x80, 0x81};
    return memchr(known, sw3, sizeof known) ? (enum sam_sw)sw3 : SAM_SW_OTHER;
}

/* In the field a byte of AA AA AA gets lost or a 00 slips in: 96 69 counts when an AA is near. */
static bool preamble_ends(struct sam_decoder *d, uint8_t byte)
{
    bool ends = d->half_mark && byte == 0x69;
    d->half_mark = byte == 0x96 && d->near_aa > 0;
    if (byte == 0xAA)
        d->near_aa = AA_REACH;
    else if (d->near_aa > 0)
        d->near_aa--;
    return ends;
}

static size_t body_len(const struct sam_decoder *d)
{
    return 2 + (size_t)(d->body[0] << 8 | d->body[1]);
}

static bool length_wrong(const struct sam_decoder *d)
{
    return d->got == 2 && (body_len(d) < 2 + SAM_ANSWER_LEN_MIN || body_len(d) > BODY_MAX);
}

static void look_for_next(struct sam_decoder *d)
{
    d->synced = d->half_mark = false;
    d->near_aa = 0;
    d->got = 0;
}

/* The frame stays in the body until the next byte comes, because the answer borrows it. */
static enum sam_event take(struct sam_decoder *d, uint8_t byte, struct sam_answer *answer)
{
    if (!d->synced) {
        if (preamble_ends(d, byte)) {
            sam_decoder_reset(d);
            d->synced = true;
        }
        return SAM_MORE;
    }
    d->body[d->got++] = byte;
    if (length_wrong(d)) {
        bool preamble = d->body[1] == 0xAA; /* the next frame came instead of a length */
        sam_decoder_reset(d);
        d->near_aa = preamble ? AA_REACH : 0;
        return SAM_DAMAGED;
    }
    if (d->got < 2 || d->got < body_len(d))
        return SAM_MORE;
    size_t n = d->got;
    look_for_next(d);
    *answer = (struct sam_answer){
        .sw = sw_of(d->body[4]), .sw1 = d->body[2], .sw2 = d->body[3], .data = d->body + 5, .len = n - 6};
    return xor_of(d->body, n - 1) == d->body[n - 1] ? SAM_ANSWER : SAM_DAMAGED;
}

enum sam_event sam_decoder_feed(struct sam_decoder *d, const uint8_t **bytes, size_t *n,
                                struct sam_answer *answer)
{
    *answer = (struct sam_answer){.sw = SAM_SW_OTHER};
    while (*n > 0) {
        uint8_t byte = **bytes;
        (*bytes)++;
        (*n)--;
        enum sam_event event = take(d, byte, answer);
        if (event != SAM_MORE)
            return event;
    }
    return SAM_MORE;
}

bool sam_decoder_partial(const struct sam_decoder *d)
{
    return d->synced;
}

void sam_decoder_reset(struct sam_decoder *d)
{
    secret_wipe(d->body, sizeof d->body);
    look_for_next(d);
}

bool sam_blocks(const struct sam_answer *answer, bool with_fingers, struct sam_blocks *out)
{
    struct bytes_reader r = bytes_reader(answer->data, answer->len);
    out->text_len = bytes_be16(&r);
    out->photo_len = bytes_be16(&r);
    out->fingers_len = with_fingers ? bytes_be16(&r) : 0;
    out->text = bytes_take(&r, out->text_len);
    out->photo = bytes_take(&r, out->photo_len);
    out->fingers = bytes_take(&r, out->fingers_len);
    return !r.bad && bytes_left(&r) == 0;
}

bool sam_id_text(const struct sam_answer *answer, char *to, size_t cap)
{
    struct bytes_reader r = bytes_reader(answer->data, answer->len);
    unsigned maker = bytes_le16(&r), version = bytes_le16(&r);
    uint32_t date = bytes_le32(&r), low = bytes_le32(&r), high = bytes_le32(&r);
    if (r.bad || answer->len != ID_DATA)
        return false;
    return g_snprintf(to, cap, "%02u.%02u-%08u-%010u-%010u", maker, version, date, low, high) < (int)cap;
}
