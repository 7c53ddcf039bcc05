#include "devices/idcard/sam_codec.h"

#include <glib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/secret.h"

enum {
    AA_REACH = 4, /* bytes: how far before 96 69 an AA may lie when the preamble took damage */
    BODY_MAX = SAM_FRAME_MAX - 5, /* bytes behind the preamble */
    BODY_HEAD = 5,                /* bytes: length and SW */
    LENGTHS = 4,                  /* bytes: of text and photo; two more when fingerprints follow */
    LENGTHS_MAX = 6,
    ID_DATA = 16, /* bytes */
};

static const struct {
    uint8_t cmd, para;
    bool argument;
} commands[SAM_COMMANDS] = {
    [SAM_RESET] = {0x10, 0xFF, false},        [SAM_STATUS] = {0x11, 0xFF, false},
    [SAM_ID] = {0x12, 0xFF, false},           [SAM_FIND] = {0x20, 0x01, false},
    [SAM_SELECT] = {0x20, 0x02, false},       [SAM_READ] = {0x30, 0x01, false},
    [SAM_READ_ADDRESS] = {0x30, 0x03, false}, [SAM_READ_CHIP] = {0x30, 0x05, false},
    [SAM_SET_BAUD] = {0x60, 0x00, false},     [SAM_SET_RF] = {0x61, 0xFF, true},
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

static size_t be16_at(const uint8_t *at)
{
    return (size_t)(at[0] << 8 | at[1]);
}

/* With fingerprints the answer is longer by what the third length says: so the lengths tell how many there
 * are. 0: they do not add up. */
static size_t lengths_of(const uint8_t *data, size_t whole)
{
    size_t blocks = be16_at(data) + be16_at(data + 2);
    if (whole == LENGTHS + blocks)
        return LENGTHS;
    return whole == LENGTHS_MAX + blocks + be16_at(data + 4) ? LENGTHS_MAX : 0;
}

/* How much of the frame is worth a place, as far as is known by now. */
static size_t worth_keeping(const struct sam_decoder *d)
{
    const uint8_t *data = d->body + BODY_HEAD;
    if (d->keep == SAM_KEEP_SHORT)
        return BODY_HEAD + SAM_SHORT_MAX;
    if (d->got < BODY_HEAD + LENGTHS_MAX)
        return BODY_HEAD + LENGTHS_MAX;
    size_t lengths = lengths_of(data, body_len(d) - BODY_HEAD - 1);
    size_t text = be16_at(data), photo = d->keep == SAM_KEEP_PHOTO ? be16_at(data + 2) : 0;
    return lengths ? MIN(BODY_HEAD + lengths + text + photo, SAM_KEPT_MAX) : 0;
}

static void store(struct sam_decoder *d, uint8_t byte)
{
    if (d->kept == d->got && d->got < worth_keeping(d))
        d->body[d->kept++] = byte;
    d->got++;
    d->sum ^= byte;
}

static struct sam_answer answer_in(const struct sam_decoder *d)
{
    size_t check_at = body_len(d) - 1; /* the check byte is no data, should it have been kept */
    return (struct sam_answer){.sw = sw_of(d->body[4]),
                               .sw1 = d->body[2],
                               .sw2 = d->body[3],
                               .data = d->body + BODY_HEAD,
                               .len = MIN(d->kept, check_at) - BODY_HEAD,
                               .whole = check_at - BODY_HEAD};
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
    store(d, byte);
    if (length_wrong(d)) {
        bool preamble = d->body[1] == 0xAA; /* the next frame came instead of a length */
        sam_decoder_reset(d);
        d->near_aa = preamble ? AA_REACH : 0;
        return SAM_DAMAGED;
    }
    if (d->got < 2 || d->got < body_len(d))
        return SAM_MORE;
    *answer = answer_in(d);
    look_for_next(d);
    return d->sum == 0 ? SAM_ANSWER : SAM_DAMAGED; /* the check byte undoes the sum */
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
    d->kept = 0;
    d->sum = 0;
    look_for_next(d);
}

bool sam_blocks(const struct sam_answer *answer, struct sam_blocks *out)
{
    struct bytes_reader r = bytes_reader(answer->data, answer->len);
    *out = (struct sam_blocks){0};
    size_t lengths = answer->len >= LENGTHS_MAX ? lengths_of(answer->data, answer->whole) : 0;
    if (lengths == 0)
        return false;
    out->text_len = bytes_be16(&r);
    out->photo_len = bytes_be16(&r);
    out->fingers_len = lengths == LENGTHS_MAX ? bytes_be16(&r) : 0;
    out->text = bytes_take(&r, out->text_len);
    out->photo = bytes_left(&r) >= out->photo_len ? bytes_take(&r, out->photo_len) : NULL;
    return !r.bad;
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
