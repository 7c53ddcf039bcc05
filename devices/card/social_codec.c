#include "devices/card/social_codec.h"

#include <string.h>

#include "base/bytes.h"
#include "base/secret.h"
#include "base/text.h"
#include "devices/idcard/card_text.h"

enum { CLA = 0x00, SELECT = 0xA4, READ_RECORD = 0xB2, GET_RESPONSE = 0xC0 };
enum { BY_NUMBER = 0x04 /* P2 of READ RECORD: P1 is the number, not the name, of the record */ };

/* "sx1.sh." and 社会保障 in GB 2312: the name of the environment. */
static const uint8_t environment[] = {0x73, 0x78, 0x31, 0x2E, 0x73, 0x68, 0x2E, 0xC9,
                                      0xE7, 0xBB, 0xE1, 0xB1, 0xA3, 0xD5, 0xCF};

static struct apdu apdu_of(uint8_t ins, uint8_t p1, uint8_t p2, uint8_t p3)
{
    return (struct apdu){{CLA, ins, p1, p2, p3}, 5};
}

struct apdu apdu_select_environment(void)
{
    struct apdu apdu = apdu_of(SELECT, 0x04, 0x00, sizeof environment);
    memcpy(apdu.bytes + apdu.len, environment, sizeof environment);
    apdu.len += sizeof environment;
    return apdu;
}

struct apdu apdu_select_file(enum social_file file, bool child)
{
    struct apdu apdu = apdu_of(SELECT, child ? 0x02 : 0x00, 0x00, 2);
    apdu.bytes[apdu.len++] = (uint8_t)(file >> 8);
    apdu.bytes[apdu.len++] = (uint8_t)file;
    return apdu;
}

struct apdu apdu_read_item(uint8_t tag, uint8_t le)
{
    return apdu_of(READ_RECORD, tag, 0x00, le);
}

struct apdu apdu_read_record(uint8_t number, uint8_t le)
{
    return apdu_of(READ_RECORD, number, BY_NUMBER, le);
}

struct apdu apdu_get_response(uint8_t le)
{
    return apdu_of(GET_RESPONSE, 0x00, 0x00, le);
}

void apdu_set_le(struct apdu *apdu, uint8_t le)
{
    apdu->bytes[apdu->len - 1] = le;
}

bool apdu_answer(struct apdu_answer *answer, const uint8_t *bytes, size_t len)
{
    *answer = (struct apdu_answer){0};
    if (len < 2 || len > APDU_ANSWER_MAX)
        return false;
    *answer = (struct apdu_answer){(uint16_t)(bytes[len - 2] << 8 | bytes[len - 1]), bytes, len - 2};
    return true;
}

/* Right-filled with 00 by the standard; some makers fill with spaces or FF. */
static size_t filled(const uint8_t *value, size_t len)
{
    while (len && (value[len - 1] == 0x00 || value[len - 1] == 0x20 || value[len - 1] == 0xFF))
        len--;
    return len;
}

static bool take_ascii(char *to, size_t cap, const uint8_t *value, size_t len)
{
    len = filled(value, len);
    if (!len || len >= cap)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (value[i] <= 0x20 || value[i] >= 0x7F)
            return false;
        to[i] = (char)(value[i] >= 'a' && value[i] <= 'z' ? value[i] - 'a' + 'A' : value[i]);
    }
    to[len] = 0;
    return true;
}

static bool take_sex(struct id_card *card, const uint8_t *value, size_t len)
{
    static const char *const words[] = {[1] = "男", [2] = "女"};
    uint8_t code = len == 1 ? value[0] & 0x0F : 0; /* as a figure, or as the letter of it */
    bool figure = len == 1 && (value[0] >> 4 == 0 || value[0] >> 4 == 3);
    return figure && (code == 1 || code == 2) && secret_copy_text(card->sex, sizeof card->sex, words[code]);
}

/* The code of GB/T 3304, as two packed digits; makers who took it for a number are known by their A to F. */
static bool take_ethnic(struct id_card *card, const uint8_t *value, size_t len)
{
    char code[3] = "";
    if (len != 1)
        return false;
    bool packed = (value[0] & 0x0F) <= 9 && value[0] >> 4 <= 9;
    unsigned number = packed ? (value[0] >> 4) * 10U + (value[0] & 0x0F) : value[0];
    if (number > 99)
        return false;
    code[0] = (char)('0' + number / 10);
    code[1] = (char)('0' + number % 10);
    return secret_copy_text(card->ethnic, sizeof card->ethnic, card_ethnic(code));
}

/* Packed digits, right-filled with F; a birthday fills its four bytes. */
static bool take_birth(struct id_card *card, const uint8_t *value, size_t len)
{
    char digits[9] = "";
    if (len != 4)
        return false;
    for (size_t i = 0; i < 8; i++) {
        uint8_t digit = i % 2 ? value[i / 2] & 0x0F : value[i / 2] >> 4;
        if (digit > 9)
            return false;
        digits[i] = (char)('0' + digit);
    }
    bool well = text_age(digits, digits) >= 0 && secret_copy_text(card->birth, sizeof card->birth, digits);
    secret_wipe(digits, sizeof digits);
    return well;
}

static bool take_value(struct id_card *card, uint8_t tag, const uint8_t *value, size_t len)
{
    switch (tag) {
    case SOCIAL_NUMBER:
        return take_ascii(card->number, sizeof card->number, value, len);
    case SOCIAL_NAME:
        len = filled(value, len);
        return len && text_from_charset(card->name, sizeof card->name, "GB18030", value, len);
    case SOCIAL_SEX:
        return take_sex(card, value, len);
    case SOCIAL_ETHNIC:
        return take_ethnic(card, value, len);
    case SOCIAL_BIRTH:
        return take_birth(card, value, len);
    default:
        return true; /* well formed, and of no use here */
    }
}

bool social_item(struct id_card *card, const uint8_t *bytes, size_t len)
{
    struct bytes_reader r = bytes_reader(bytes, len);
    uint8_t tag = bytes_u8(&r), n = bytes_u8(&r);
    const uint8_t *value = bytes_take(&r, n);
    return !r.bad && n && take_value(card, tag, value, n);
}
