#include "sim/vectors.h"
#include "sim/sam.h"

#include <string.h>

typedef struct {
    const char *name;
    const char *json;
    const char *text_sha256;
    const char *frame_sha256; /* the whole 30 01 answer */
} CardVector;

#define CN1_FIELDS                                                                                                 \
    "\"type\":\"resident\",\"name\":\"测试甲\",\"sex\":\"2\",\"ethnic\":\"01\",\"birth\":\"18900101\","         \
    "\"address\":\"某省某市某区测试路1号社区2号楼3单元402室\",\"number\":\"99990118900101002X\"," \
    "\"issuer\":\"某市公安局某区分局\",\"from\":\"20200229\",\"to\":\"长期\""

/* Region 9999 and births before 1900: invented people. */
static const CardVector CARDS[] = {
    {"CN1", "{" CN1_FIELDS "}", "fbb6f37616159e16cc86107a392e13b63bf6c3a5e7a9d7d0db31e880c5d6c46e",
     "961cb57e738ae9a73ed175d457895ca43863a003c1eec1d3872d9fdd97daf94d"},
    {"CN2",
     "{\"type\":\"resident\",\"name\":\"测试·买买提\",\"sex\":\"1\",\"ethnic\":\"05\",\"birth\":\"18911231\","
     "\"address\":\"某自治区某州某县\",\"number\":\"99990218911231003X\",\"issuer\":\"某县公安局\","
     "\"from\":\"20150101\",\"to\":\"20350101\"}",
     "d1c81f3dc1addd5b9b26241b6f8ecc29f3745dc8be170f3e4de6469dfad5e452",
     "340ec96479cf1229beff28a8a996ab378f582f2d40ee17df135ea6e4383c6c44"},
    {"J",
     "{\"type\":\"hkmt\",\"name\":\"測試乙\",\"sex\":\"1\",\"birth\":\"18880808\","
     "\"address\":\"某市某区某街道9号\",\"number\":\"810000188808080110\",\"issuer\":\"某市公安局\","
     "\"from\":\"20240101\",\"to\":\"20290101\",\"permit\":\"H12345678\",\"issues\":\"01\"}",
     "8ca905b7632140fdd12fec49ecb4335dd2cfcff41415ef34671f079021662f4c",
     "7b17f943265bd9d96b28a0c4f77aea8b792c7c353f5a6b10ce0ff9963b5e0d97"},
    {"I",
     "{\"type\":\"foreign2017\",\"english\":\"SAMPLE, TESTPERSON\",\"sex\":\"2\",\"nationality\":\"XXA\","
     "\"name\":\"测试丙\",\"number\":\"XXA110189010126\",\"from\":\"20180615\",\"to\":\"20280615\","
     "\"birth\":\"18890101\",\"version\":\"01\",\"authority\":\"1100\"}",
     "479e3768bea16b1aaa46965598420bcfa7c920e29fc1876462cd0fbe43d9ed0a",
     "05e62d4995a1561d9cfad6d6d8f2412a05e0bd4e21620415aa68a069e8c462f3"},
    {"Y",
     "{\"type\":\"foreign2023\",\"name\":\"测试丁\",\"sex\":\"1\",\"renewals\":\"00\",\"birth\":\"18851105\","
     "\"english\":\"SAMPLE-VERYLONGNAME, TESTPERSON JONATHAN ALEX\",\"number\":\"911999188511050012\","
     "\"from\":\"20240101\",\"to\":\"20340101\",\"nationality\":\"XXA\",\"relation\":\"011\"}",
     "7705068657fb74e5a651892a794c01fb8a5f770f608cd94e08aaf43a6c22839a",
     "4b97b47a0241275e9ed4b4d75ba3076d34033f7a995a606e5b600820547dd579"},
};

/* What the host says and what the module must answer, in hexadecimal, or the digest of the answer. */
typedef struct {
    const char *what;
    const char *ask;
    const char *answer; /* 64 digits are a SHA-256 */
} TalkVector;

#define FIND "AAAAAA96690003200122"
#define SELECT "AAAAAA96690003200221"

/* One talk with one card, in this order. */
static const TalkVector TALK[] = {
    {"find without a card", FIND, "AAAAAA9669000400008084"},
    {"select without a card", SELECT, "AAAAAA9669000400008185"},
    {"read without a card", "AAAAAA96690003300132", "AAAAAA9669000400004145"},
    {"reset", "AAAAAA9669000310FFEC", "AAAAAA9669000400009094"},
    {"status", "AAAAAA9669000311FFED", "AAAAAA9669000400009094"},
    {"id", "AAAAAA9669000312FFEE",
     "AAAAAA96690014000090050001"
     "00A568320139300000F2357728EF"},
    {"speed", "AAAAAA96690003600467", "AAAAAA9669000400009094"},
    {"radio bytes", "AAAAAA9669000461FF50CA", "AAAAAA9669000400009094"},
    {"wrong check byte", "AAAAAA96690003200123", "AAAAAA9669000400001014"},
    {"wrong length", "AAAAAA9669000420010025", "AAAAAA9669000400001115"},
    {"unknown command", "AAAAAA96690003200320", "AAAAAA9669000400002125"},
    {"lay", NULL, NULL},
    {"find", FIND, "AAAAAA9669000800009F0000000097"},
    {"select", SELECT, "AAAAAA9669000C00009000000000000000009C"},
    {"newest address", "AAAAAA96690003300330",
     "AAAAAA9669004A000090D067025ED0673A53B0654057EF8D3800F753200020002000200020002000"
     "20002000200020002000200020002000200020002000200020002000200020002000200020002000D3"},
    {"chip number", "AAAAAA96690003300536",
     "AAAAAA96690020000090101112131415161718191A1B1C1D1E1F202122232425262728292A2BB0"},
    {"text, photo, two fingerprints", "AAAAAA96690003301023",
     "6f1a5a7358dddbe34e8a620b4b046f35e4c35d204a3dbb841f7ed24119250e75"},
    {"find a read card", FIND, "AAAAAA9669000400008084"},
    {"read a read card", "AAAAAA96690003300132", "AAAAAA9669000400004145"},
    {"chip number of a read card", "AAAAAA96690003300536",
     "AAAAAA96690020000090101112131415161718191A1B1C1D1E1F202122232425262728292A2BB0"},
    {"reset with a read card", "AAAAAA9669000310FFEC", "AAAAAA9669000400009094"},
    {"find after the reset", FIND, "AAAAAA9669000800009F0000000097"},
};

static gboolean say(const char *what, gboolean right)
{
    g_print("%s %s\n", right ? "ok   " : "WRONG", what);
    return right;
}

static gboolean digest_is(const guint8 *bytes, gsize count, const char *sha256)
{
    g_autofree char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, count);
    return strcmp(digest, sha256) == 0;
}

static void ask(SimSam *sam, const char *hex, GByteArray *out)
{
    g_byte_array_set_size(out, 0);
    for (gsize i = 0; hex[i]; i += 2) {
        guint8 byte = g_ascii_xdigit_value(hex[i]) << 4 | g_ascii_xdigit_value(hex[i + 1]);
        sim_sam_feed(sam, &byte, 1, 0, out);
    }
}

static gboolean answer_is(const GByteArray *out, const char *wanted)
{
    if (strlen(wanted) == 64)
        return digest_is(out->data, out->len, wanted);
    g_autoptr(GString) hex = g_string_new(NULL);
    for (guint i = 0; i < out->len; i++)
        g_string_append_printf(hex, "%02X", out->data[i]);
    return strcmp(hex->str, wanted) == 0;
}

static gboolean check_card(const CardVector *vector)
{
    g_autoptr(GError) error = NULL;
    SimCard *card = sim_card_parse(vector->json, strlen(vector->json), &error);
    if (!card) {
        g_print("%s\n", error->message);
        return say(vector->name, FALSE);
    }
    SimSam sam = {0};
    g_autoptr(GByteArray) out = g_byte_array_new();
    gboolean text = digest_is(card->text, sizeof card->text, vector->text_sha256);
    sim_sam_lay(&sam, card);
    ask(&sam, FIND SELECT, out);
    ask(&sam, "AAAAAA96690003300132", out);
    gboolean frame = digest_is(out->data, out->len, vector->frame_sha256);
    sim_sam_clear(&sam);
    return say(vector->name, text && frame);
}

/* The answer to 30 10 for a card with one fingerprint and with none. */
static gboolean check_fingers(guint count, const char *sha256)
{
    g_autofree char *json = g_strdup_printf("{" CN1_FIELDS ",\"fingerprints\":%u}", count);
    g_autofree char *name = g_strdup_printf("CN1 with %u fingerprints", count);
    SimSam sam = {0};
    g_autoptr(GByteArray) out = g_byte_array_new();
    sim_sam_lay(&sam, sim_card_parse(json, strlen(json), NULL));
    ask(&sam, FIND SELECT, out);
    ask(&sam, "AAAAAA96690003301023", out);
    sim_sam_clear(&sam);
    return say(name, digest_is(out->data, out->len, sha256));
}

static guint check_talk(void)
{
    static const char JSON[] = "{" CN1_FIELDS ",\"fingerprints\":2,\"newest_address\":\"某市某区新址路8号\"}";
    guint wrong = 0;
    SimSam sam = {0};
    g_autoptr(GByteArray) out = g_byte_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(TALK); i++) {
        if (!TALK[i].ask) {
            sim_sam_lay(&sam, sim_card_parse(JSON, sizeof JSON - 1, NULL));
            continue;
        }
        ask(&sam, TALK[i].ask, out);
        wrong += !say(TALK[i].what, answer_is(out, TALK[i].answer));
    }
    sim_sam_clear(&sam);
    return wrong;
}

guint sim_vectors_check(void)
{
    guint wrong = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(CARDS); i++)
        wrong += !check_card(&CARDS[i]);
    wrong += !check_fingers(1, "eb4d9ba9169595cbe01a9c9993841bb1abb5eaa36953998e9cddcad55fefb23c");
    wrong += !check_fingers(0, "8e303a57e21f978cff1e1f20fb91edb12a9f92c7b9770c1d6a2d7e9803371876");
    return wrong + check_talk();
}
