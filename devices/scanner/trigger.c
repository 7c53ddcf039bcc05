#include "devices/scanner/trigger.h"

enum { ENQ = 0x05, ACK = 0x06, NAK = 0x15 };
/* An answer of the GM65: 02 00, kind, length, so many bytes, two of CRC. */
enum { FRAME_STX = 0x02, FRAME_LENGTH_MAX = 16, FRAME_CRC_BYTES = 2 };

const char *const trigger_words[TRIGGERS] = {"none", "honeywell", "gm65", "de2120", "newland"};

static const uint8_t honeywell_start[] = {0x16, 'T', 0x0D};
static const uint8_t honeywell_stop[] = {0x16, 'U', 0x0D};
/* Writes 01 to place 0002; AB CD stands for a CRC that is not checked. */
static const uint8_t gm65_start[] = {0x7E, 0x00, 0x08, 0x01, 0x00, 0x02, 0x01, 0xAB, 0xCD};
static const uint8_t de2120_start[] = {'^', '_', '^', 'S', 'C', 'A', 'N', '.'};
static const uint8_t de2120_stop[] = {'^', '_', '^', 'S', 'L', 'E', 'E', 'P', '.'};
static const uint8_t newland_start[] = {0x1B, '1'};
static const uint8_t newland_stop[] = {0x1B, '0'};

struct trigger_order trigger_start(enum trigger trigger)
{
    static const struct trigger_order orders[TRIGGERS] = {
        [TRIGGER_HONEYWELL] = {honeywell_start, sizeof honeywell_start},
        [TRIGGER_GM65] = {gm65_start, sizeof gm65_start},
        [TRIGGER_DE2120] = {de2120_start, sizeof de2120_start},
        [TRIGGER_NEWLAND] = {newland_start, sizeof newland_start},
    };
    return trigger < TRIGGERS ? orders[trigger] : orders[TRIGGER_NONE];
}

struct trigger_order trigger_stop(enum trigger trigger)
{
    static const struct trigger_order orders[TRIGGERS] = {
        [TRIGGER_HONEYWELL] = {honeywell_stop, sizeof honeywell_stop},
        [TRIGGER_DE2120] = {de2120_stop, sizeof de2120_stop},
        [TRIGGER_NEWLAND] = {newland_stop, sizeof newland_stop},
    };
    return trigger < TRIGGERS ? orders[trigger] : orders[TRIGGER_NONE];
}

/* A frame that begins and does not go on as one was none: what follows is a code. */
static bool in_frame(struct trigger_ear *ear, uint8_t byte)
{
    static const uint8_t head[] = {FRAME_STX, 0x00, 0x00};
    if (ear->left > 0) {
        ear->left--;
        ear->at = ear->left > 0 ? ear->at : 0;
        return true;
    }
    if (ear->at < sizeof head && byte == head[ear->at]) {
        ear->at++;
        return true;
    }
    if (ear->at == sizeof head && byte <= FRAME_LENGTH_MAX) {
        ear->left = (uint8_t)(byte + FRAME_CRC_BYTES);
        return true;
    }
    ear->at = byte == FRAME_STX;
    return byte == FRAME_STX;
}

bool trigger_answers(struct trigger_ear *ear, enum trigger trigger, uint8_t byte)
{
    if (trigger == TRIGGER_NONE)
        return false;
    if (trigger == TRIGGER_GM65)
        return in_frame(ear, byte);
    return byte == ENQ || byte == ACK || byte == NAK;
}
