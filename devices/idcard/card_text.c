#include "devices/idcard/card_text.h"

#include <glib.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"

enum {
    TYPE_MARK = 248,     /* byte offset of the UTF-16 letter that tells the layout */
    NAME_EN_2023_A = 70, /* bytes of the English name at 52 */
    NAME_EN_2023_B = 22, /* and of its rest at 220 */
    OLD_NUMBER = 15,     /* characters */
};

/* Where a field lies: byte offset and length in the block, place and room in the struct. */
struct field {
    size_t off, len, at, cap;
};
#define FIELD(off, len, member)                                                                              \
    {                                                                                                        \
        off, len, offsetof(struct id_card, member), sizeof(((struct id_card *)0)->member)                    \
    }
enum { FIELDS_MAX = 11 };
static const struct field layouts[][FIELDS_MAX] = {
    [ID_CARD_RESIDENT] = {FIELD(0, 30, name), FIELD(30, 2, sex), FIELD(32, 4, ethnic), FIELD(36, 16, birth),
                          FIELD(52, 70, address), FIELD(122, 36, number), FIELD(158, 30, issuer),
                          FIELD(188, 16, from), FIELD(204, 16, to)},
    [ID_CARD_HKMT] = {FIELD(0, 30, name), FIELD(30, 2, sex), FIELD(36, 16, birth), FIELD(52, 70, address),
                      FIELD(122, 36, number), FIELD(158, 30, issuer), FIELD(188, 16, from),
                      FIELD(204, 16, to), FIELD(220, 18, permit)},
    [ID_CARD_FOREIGN_2017] = {FIELD(0, 120, name_en), FIELD(120, 2, sex), FIELD(122, 30, number),
                              FIELD(152, 6, nationality), FIELD(158, 30, name), FIELD(188, 16, from),
                              FIELD(204, 16, to), FIELD(220, 16, birth)},
    [ID_CARD_FOREIGN_2023] = {FIELD(0, 30, name), FIELD(30, 2, sex), FIELD(36, 16, birth),
                              FIELD(122, 36, number), FIELD(188, 16, from), FIELD(204, 16, to),
                              FIELD(242, 6, nationality)},
};

static const char *const ethnics[] = {
    [1] = "汉",        [2] = "蒙古",
    [3] = "回",        [4] = "藏",
    [5] = "维吾尔",    [6] = "苗",
    [7] = "彝",        [8] = "壮",
    [9] = "布依",      [10] = "朝鲜",
    [11] = "满",       [12] = "侗",
    [13] = "瑶",       [14] = "白",
    [15] = "土家",     [16] = "哈尼",
    [17] = "哈萨克",   [18] = "傣",
    [19] = "黎",       [20] = "傈僳",
    [21] = "佤",       [22] = "畲",
    [23] = "高山",     [24] = "拉祜",
    [25] = "水",       [26] = "东乡",
    [27] = "纳西",     [28] = "景颇",
    [29] = "柯尔克孜", [30] = "土",
    [31] = "达斡尔",   [32] = "仫佬",
    [33] = "羌",       [34] = "布朗",
    [35] = "撒拉",     [36] = "毛南",
    [37] = "仡佬",     [38] = "锡伯",
    [39] = "阿昌",     [40] = "普米",
    [41] = "塔吉克",   [42] = "怒",
    [43] = "乌孜别克", [44] = "俄罗斯",
    [45] = "鄂温克",   [46] = "德昂",
    [47] = "保安",     [48] = "裕固",
    [49] = "京",       [50] = "塔塔尔",
    [51] = "独龙",     [52] = "鄂伦春",
    [53] = "赫哲",     [54] = "门巴",
    [55] = "珞巴",     [56] = "基诺",
    [97] = "其他",     [98] = "外国血统中国籍人士",
};

static bool all_digits(const char *s)
{
    for (; *s; s++)
        if (!g_ascii_isdigit(*s))
            return false;
    return true;
}

const char *card_ethnic(const char *code)
{
    if (strlen(code) != 2 || !all_digits(code))
        return "";
    size_t n = (size_t)(code[0] - '0') * 10 + (size_t)(code[1] - '0');
    return n < G_N_ELEMENTS(ethnics) && ethnics[n] ? ethnics[n] : "";
}

static enum id_card_type type_of(const uint8_t *text)
{
    switch (text[TYPE_MARK] | text[TYPE_MARK + 1] << 8) {
    case 'I':
        return ID_CARD_FOREIGN_2017;
    case 'J':
        return ID_CARD_HKMT;
    case 'Y':
        return ID_CARD_FOREIGN_2023;
    default:
        return ID_CARD_RESIDENT;
    }
}

/* GB/T 2261.1: 1 and 2; the codes for 'not known' and 'not stated' are shown as nothing. */
static void name_sex(char sex[4])
{
    const char *name = sex[0] == '1' ? "男" : sex[0] == '2' ? "女" : "";
    g_strlcpy(sex, name, 4);
}

static bool date_shaped(const char *date)
{
    return strlen(date) == 8 && all_digits(date);
}

static bool dates_shaped(const struct id_card *card)
{
    return date_shaped(card->birth) && date_shaped(card->from) &&
           (date_shaped(card->to) || !strcmp(card->to, "长期"));
}

/* Value of a character in the 7-3-1 check: digits as they are, letters A = 10 .. Z = 35. */
static int value_731(char c)
{
    return g_ascii_isdigit(c) ? c - '0' : g_ascii_isupper(c) ? c - 'A' + 10 : -1;
}

/* The check digit of the first 14 characters, or 0 when one of them is neither digit nor capital. */
static char check_731(const char *number)
{
    static const int weights[] = {7, 3, 1};
    int sum = 0;
    for (int i = 0; i < OLD_NUMBER - 1; i++) {
        int value = value_731(number[i]);
        if (value < 0)
            return 0;
        sum += value * weights[i % 3];
    }
    return (char)('0' + sum % 10);
}

bool card_number_right(const struct id_card *card)
{
    if (card->type == ID_CARD_FOREIGN_2017)
        return strlen(card->number) == OLD_NUMBER && card->number[OLD_NUMBER - 1] == check_731(card->number);
    if (card->type == ID_CARD_FOREIGN_2023 && card->number[0] != '9')
        return false;
    return text_check_id(card->number) == TEXT_ID_OK;
}

bool card_old_number(char to[16], const char *number, const char *nationality, const char *relation)
{
    to[0] = '\0';
    if (strlen(number) != 18 || strlen(nationality) != 3 || strlen(relation) != 3 || !all_digits(relation))
        return false;
    char *end = to;
    end = g_stpcpy(end, nationality);
    memcpy(end, number + 1, 2); /* province */
    memcpy(end + 2, relation, 2);
    memcpy(end + 4, number + 8, 6); /* birth YYMMDD */
    end[10] = relation[2];
    end[11] = check_731(to);
    end[12] = '\0';
    return end[11] != 0;
}

static bool parse_2023(struct id_card *card, const uint8_t *text)
{
    uint8_t name[NAME_EN_2023_A + NAME_EN_2023_B];
    char relation[12];
    memcpy(name, text + 52, NAME_EN_2023_A); /* in one piece: a space may fall on the seam */
    memcpy(name + NAME_EN_2023_A, text + 220, NAME_EN_2023_B);
    bool ok = text_from_utf16le(card->name_en, sizeof card->name_en, name, sizeof name) &&
              text_from_utf16le(relation, sizeof relation, text + 250, 6);
    secret_wipe(name, sizeof name);
    if (ok)
        card_old_number(card->old_number, card->number, card->nationality, relation);
    secret_wipe(relation, sizeof relation);
    return ok;
}

static bool parse_fields(struct id_card *card, const uint8_t *text)
{
    card->type = type_of(text);
    for (const struct field *f = layouts[card->type]; f < layouts[card->type] + FIELDS_MAX && f->len; f++)
        if (!text_from_utf16le((char *)card + f->at, f->cap, text + f->off, f->len))
            return false;
    name_sex(card->sex);
    if (card->type == ID_CARD_RESIDENT)
        g_strlcpy(card->ethnic, card_ethnic(card->ethnic), sizeof card->ethnic);
    if (card->type == ID_CARD_FOREIGN_2023 && !parse_2023(card, text))
        return false;
    return (card->name[0] || card->name_en[0]) && card->number[0] && dates_shaped(card);
}

bool card_text_parse(struct id_card *card, const uint8_t *text, size_t len)
{
    secret_wipe(card, sizeof *card);
    if (len == CARD_TEXT_LEN && parse_fields(card, text))
        return true;
    secret_wipe(card, sizeof *card);
    return false;
}

bool card_text_address(struct id_card *card, const uint8_t *text, size_t len)
{
    char address[sizeof card->address];
    bool well = len == CARD_ADDRESS_LEN && text_from_utf16le(address, sizeof address, text, len) && *address;
    if (well)
        memcpy(card->address, address, sizeof address);
    secret_wipe(address, sizeof address);
    return well;
}
