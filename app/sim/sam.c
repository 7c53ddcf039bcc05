#include "sim/sam.h"

#include <string.h>

#define HALF_FRAME_GAP_MS 200 /* a host never pauses this long inside eleven bytes */
#define PREAMBLE 5
#define HEAD (PREAMBLE + 2) /* preamble and length */
#define LENGTH_MIN 3        /* CMD, PARA, CHK */
#define LENGTH_MAX 5
#define RF_BYTES_MIN 24

enum {
    OK_DONE = 0x90,
    OK_NONE = 0x91,
    OK_FOUND = 0x9F,
    BAD_CHECKSUM = 0x10,
    BAD_LENGTH = 0x11,
    BAD_COMMAND = 0x21,
    READ_FAILED = 0x41,
    FIND_FAILED = 0x80,
    SELECT_FAILED = 0x81,
};

static const guint8 MARK[PREAMBLE] = {0xAA, 0xAA, 0xAA, 0x96, 0x69};

void sim_sam_clear(SimSam *sam)
{
    g_clear_pointer(&sam->card, sim_card_free);
}

void sim_sam_power_on(SimSam *sam)
{
    sam->step = SIM_SAM_IDLE;
    sam->have = 0;
}

void sim_sam_lay(SimSam *sam, SimCard *card)
{
    g_clear_pointer(&sam->card, sim_card_free);
    sam->card = card;
    sam->step = SIM_SAM_IDLE;
    sam->brushed = FALSE;
}

/* Damage seen in the field: one 00 too many, or one AA lost. */
static void put_preamble(const SimSam *sam, GByteArray *out)
{
    static const struct {
        guint8 bytes[PREAMBLE + 1];
        guint8 count;
    } DAMAGED[] = {
        {{0xAA, 0x00, 0xAA, 0xAA, 0x96, 0x69}, 6},
        {{0xAA, 0xAA, 0x96, 0x69}, 4},
        {{0x00, 0xAA, 0xAA, 0xAA, 0x96, 0x69}, 6},
        {{0xAA, 0xAA, 0x00, 0xAA, 0x96, 0x69}, 6},
        {{0xAA, 0x96, 0x69}, 3},
    };
    guint which = sam->answers % G_N_ELEMENTS(DAMAGED);
    if (sam->fault == SIM_SAM_NOISE)
        g_byte_array_append(out, DAMAGED[which].bytes, DAMAGED[which].count);
    else
        g_byte_array_append(out, MARK, sizeof MARK);
}

static void answer(SimSam *sam, guint8 status, const GByteArray *data, GByteArray *out)
{
    if (sam->fault == SIM_SAM_MUTE)
        return;
    gsize length = 4 + (data ? data->len : 0);
    put_preamble(sam, out);
    gsize checked = out->len;
    const guint8 head[] = {length >> 8 & 0xFF, length & 0xFF, 0, 0, status};
    g_byte_array_append(out, head, sizeof head);
    if (data)
        g_byte_array_append(out, data->data, data->len);
    guint8 check = 0;
    for (gsize i = checked; i < out->len; i++)
        check ^= out->data[i];
    if (sam->fault == SIM_SAM_BAD_CHECKSUM)
        check ^= 0x5A;
    g_byte_array_append(out, &check, 1);
    sam->answers++;
}

static void answer_zeros(SimSam *sam, guint8 status, gsize zeros, GByteArray *out)
{
    g_autoptr(GByteArray) data = g_byte_array_new();
    g_byte_array_set_size(data, zeros);
    memset(data->data, 0, zeros);
    answer(sam, status, data, out);
}

static void put_be16(GByteArray *data, gsize value)
{
    const guint8 bytes[] = {value >> 8 & 0xFF, value & 0xFF};
    g_byte_array_append(data, bytes, sizeof bytes);
}

static void find_card(SimSam *sam, GByteArray *out)
{
    gboolean fresh = sam->step != SIM_SAM_READ && sam->step != SIM_SAM_SPENT;
    if (!sam->card || !fresh || sam->fault == SIM_SAM_NO_CARD) {
        answer(sam, FIND_FAILED, NULL, out);
        return;
    }
    sam->step = SIM_SAM_FOUND;
    answer_zeros(sam, OK_FOUND, 4, out);
}

static void select_card(SimSam *sam, GByteArray *out)
{
    if (!sam->card || sam->step != SIM_SAM_FOUND) {
        answer(sam, SELECT_FAILED, NULL, out);
        return;
    }
    sam->step = SIM_SAM_SELECTED;
    answer_zeros(sam, OK_DONE, 8, out);
    if (sam->brushed)
        sim_sam_lay(sam, NULL);
}

/* After a read that went wrong the card has to be lifted and laid again; one that was not yet selected heard
 * nothing. */
static void read_failed(SimSam *sam, GByteArray *out)
{
    if (sam->step == SIM_SAM_SELECTED)
        sam->step = SIM_SAM_SPENT;
    answer(sam, READ_FAILED, NULL, out);
}

static void read_text(SimSam *sam, gboolean with_fingers, GByteArray *out)
{
    const SimCard *card = sam->card;
    if (!card || sam->step != SIM_SAM_SELECTED || sam->fault == SIM_SAM_READ_FAIL) {
        read_failed(sam, out);
        return;
    }
    gsize fingers = with_fingers ? card->finger_count * SIM_CARD_FINGER : 0;
    g_autoptr(GByteArray) data = g_byte_array_new();
    put_be16(data, SIM_CARD_TEXT);
    put_be16(data, SIM_CARD_PHOTO);
    if (with_fingers)
        put_be16(data, fingers);
    g_byte_array_append(data, card->text, SIM_CARD_TEXT);
    g_byte_array_append(data, card->photo, SIM_CARD_PHOTO);
    g_byte_array_append(data, card->fingers, fingers);
    sam->step = SIM_SAM_READ;
    answer(sam, OK_DONE, data, out);
}

/* The newest address and the chip's number need a card that was at least selected. */
static void read_more(SimSam *sam, const guint8 *bytes, gsize count, gboolean there, GByteArray *out)
{
    gboolean open = sam->step == SIM_SAM_SELECTED || sam->step == SIM_SAM_READ;
    if (!sam->card || !open || sam->fault == SIM_SAM_READ_FAIL) {
        read_failed(sam, out);
        return;
    }
    g_autoptr(GByteArray) data = g_byte_array_new();
    g_byte_array_append(data, bytes, count);
    answer(sam, there ? OK_DONE : OK_NONE, there ? data : NULL, out);
}

static void read_address(SimSam *sam, GByteArray *out)
{
    const SimCard *card = sam->card;
    read_more(sam, card ? card->address : MARK, card ? SIM_CARD_ADDRESS : 0, card && card->has_address, out);
}

static void read_chip(SimSam *sam, GByteArray *out)
{
    const SimCard *card = sam->card;
    read_more(sam, card ? card->chip : MARK, card ? SIM_CARD_CHIP : 0, TRUE, out);
}

/* u16 05, u16 01, u32 date, u32 serial, u32 random, little-endian: 05.01-20080805-0000012345-0678901234. */
static void tell_id(SimSam *sam, GByteArray *out)
{
    static const guint8 ID[] = {0x05, 0x00, 0x01, 0x00, 0xA5, 0x68, 0x32, 0x01,
                                0x39, 0x30, 0x00, 0x00, 0xF2, 0x35, 0x77, 0x28};
    g_autoptr(GByteArray) data = g_byte_array_new();
    g_byte_array_append(data, ID, sizeof ID);
    answer(sam, OK_DONE, data, out);
}

static void reset(SimSam *sam, GByteArray *out)
{
    sam->step = SIM_SAM_IDLE;
    answer(sam, OK_DONE, NULL, out);
}

static void command(SimSam *sam, guint16 code, GByteArray *out)
{
    switch (code) {
    case 0x10FF:
        reset(sam, out);
        break;
    case 0x12FF:
        tell_id(sam, out);
        break;
    case 0x2001:
        find_card(sam, out);
        break;
    case 0x2002:
        select_card(sam, out);
        break;
    case 0x3001:
        read_text(sam, FALSE, out);
        break;
    case 0x3010:
        read_text(sam, TRUE, out);
        break;
    case 0x3003:
        read_address(sam, out);
        break;
    case 0x3005:
        read_chip(sam, out);
        break;
    case 0x11FF: /* status of the module, and its five speeds */
    case 0x6000:
    case 0x6001:
    case 0x6002:
    case 0x6003:
    case 0x6004:
        answer(sam, OK_DONE, NULL, out);
        break;
    default:
        answer(sam, BAD_COMMAND, NULL, out);
    }
}

/* One whole frame stands in sam->frame: its check byte, then its length, then what it asks. */
static void frame_done(SimSam *sam, GByteArray *out)
{
    gsize length = sam->have - HEAD;
    guint16 code = sam->frame[HEAD] << 8 | sam->frame[HEAD + 1];
    guint8 check = 0;
    for (gsize i = PREAMBLE; i < sam->have; i++)
        check ^= sam->frame[i];
    if (check != 0)
        answer(sam, BAD_CHECKSUM, NULL, out);
    else if (length != (code == 0x61FF ? LENGTH_MIN + 1 : LENGTH_MIN))
        answer(sam, BAD_LENGTH, NULL, out);
    else if (code == 0x61FF)
        answer(sam, sam->frame[HEAD + 2] >= RF_BYTES_MIN ? OK_DONE : BAD_COMMAND, NULL, out);
    else
        command(sam, code, out);
    sam->have = 0;
}

static void feed_byte(SimSam *sam, guint8 byte, GByteArray *out)
{
    if (sam->have < PREAMBLE && byte != MARK[sam->have]) { /* a fourth AA may still begin a frame */
        sam->have = byte == MARK[0] ? (sam->have == 3 ? 3 : 1) : 0;
        return;
    }
    sam->frame[sam->have++] = byte;
    if (sam->have < HEAD)
        return;
    gsize length = sam->frame[PREAMBLE] << 8 | sam->frame[PREAMBLE + 1];
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
        sam->have = 0;
        answer(sam, BAD_LENGTH, NULL, out);
    } else if (sam->have == HEAD + length) {
        frame_done(sam, out);
    }
}

void sim_sam_feed(SimSam *sam, const guint8 *bytes, gsize count, gint64 now_ms, GByteArray *out)
{
    if (now_ms - sam->heard_at > HALF_FRAME_GAP_MS)
        sam->have = 0;
    sam->heard_at = now_ms;
    for (gsize i = 0; i < count; i++)
        feed_byte(sam, bytes[i], out);
}
