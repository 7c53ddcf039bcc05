/* What a picture says: encodings of codes, and pictures that say nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <qrencode.h>
#include <string.h>

#include "base/secret.h"
#include "devices/scanner/code_text.h"
#include "devices/scanner/decode.h"

enum { MODULE = 4, QUIET = 4, NO_ECI = -1 };

struct room {
    struct decoder *decoder;
    struct decoded *found;
};

static struct room room_up(void)
{
    return (struct room){decoder_new(), secret_new(sizeof(struct decoded))};
}

static void room_down(struct room *room)
{
    decoder_free(room->decoder);
    secret_free(room->found);
}

/* The text of the bytes, as a reader hands them over; NULL for none. */
static const char *text_of(char text[64], bool eci, const char *bytes, size_t n)
{
    return code_text(text, 64, &(struct read_code){(const uint8_t *)bytes, n, eci}) ? text : NULL;
}
#define TEXT_OF(eci, bytes) text_of(text, eci, bytes, sizeof bytes - 1)

static void marks_of_encodings_are_kept(void **unused)
{
    (void)unused;
    char text[64];
    assert_string_equal(TEXT_OF(true, "]Q2\\000026\xE9\x82\xBB\xE7\xAA\x97"), "邻窗");
    assert_string_equal(TEXT_OF(true, "]Q2\\000032\xC1\xDA\xB4\xB0"), "邻窗");
    assert_string_equal(TEXT_OF(true, "]Q2\\000029\xC1\xDA\xB4\xB0 1"), "邻窗 1");
    assert_string_equal(TEXT_OF(true, "]Q2\\000003\xC1\xE9"), "Áé");
    assert_string_equal(TEXT_OF(true, "]Q2\\000020\x93\xFA\x96\x7B"), "日本");
    assert_string_equal(TEXT_OF(true, "]Q2plain\\000026\xE7\xAA\x97\\000032\xC1\xDA"), "plain窗邻");
    assert_string_equal(TEXT_OF(true, "]Q2\\000026a\\\\b"), "a\\b");
    assert_string_equal(TEXT_OF(false, "\\000026"), "\\000026");
    assert_string_equal(TEXT_OF(false, "\xEF\xBB\xBFmarked"), "marked");
}

static void what_is_no_text_is_none(void **unused)
{
    (void)unused;
    char text[64];
    assert_null(TEXT_OF(false, ""));
    assert_null(TEXT_OF(false, "a\0b"));
    assert_null(TEXT_OF(true, ""));
    assert_null(TEXT_OF(true, "]Q"));
    assert_null(TEXT_OF(true, "]Q2"));
    assert_null(TEXT_OF(true, "]Q2\\000026"));
    assert_null(TEXT_OF(true, "]Q2\\000026\xC1\xDA")); /* says UTF-8 and is not */
    assert_null(TEXT_OF(true, "]Q2\\000026a\0b"));
    assert_null(TEXT_OF(true, "]Q2\\000899\x01\x02")); /* binary */
    assert_null(TEXT_OF(true, "]Q2\\0000"));
    assert_null(TEXT_OF(true, "]Q2\\x"));
    assert_null(TEXT_OF(true, "]Q2\\"));
    assert_string_equal(text, "");
}

static uint8_t *draw(const QRcode *code, unsigned *side)
{
    *side = ((unsigned)code->width + 2 * QUIET) * MODULE;
    uint8_t *grey = g_malloc((size_t)*side * *side);
    memset(grey, 255, (size_t)*side * *side);
    for (unsigned y = 0; y < (unsigned)code->width * MODULE; y++)
        for (unsigned x = 0; x < (unsigned)code->width * MODULE; x++)
            if (code->data[y / MODULE * (unsigned)code->width + x / MODULE] & 1)
                grey[(size_t)(y + QUIET * MODULE) * *side + x + QUIET * MODULE] = 0;
    return grey;
}

static bool reads_picture(struct room *room, const uint8_t *grey, unsigned side)
{
    return decode(room->decoder, &(struct grey){grey, side, side, side}, DECODE_FULL, room->found);
}

static const char *reads_code(struct room *room, QRcode *code)
{
    unsigned side;
    uint8_t *grey = draw(code, &side);
    bool found = reads_picture(room, grey, side);
    g_free(grey);
    QRcode_free(code);
    assert_int_equal(found, room->found->count > 0);
    return found ? room->found->text[0] : NULL;
}

static const char *reads(struct room *room, int eci, const char *bytes, size_t n)
{
    QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
    if (eci != NO_ECI)
        QRinput_appendECIheader(input, (unsigned)eci);
    QRinput_append(input, QR_MODE_8, (int)n, (const unsigned char *)bytes);
    QRcode *code = QRcode_encodeInput(input);
    QRinput_free(input);
    return reads_code(room, code);
}

static void chinese_is_read_in_every_encoding(void **unused)
{
    (void)unused;
    static const char utf8[] = "居民身份证 \\ 1", gb[] = "\xBE\xD3\xC3\xF1\xC9\xED\xB7\xDD\xD6\xA4 \\ 1";
    struct room room = room_up();
    assert_string_equal(reads(&room, NO_ECI, utf8, sizeof utf8 - 1), utf8);
    assert_string_equal(reads(&room, 26, utf8, sizeof utf8 - 1), utf8);
    assert_string_equal(reads(&room, NO_ECI, gb, sizeof gb - 1), utf8);
    assert_string_equal(reads(&room, 29, gb, sizeof gb - 1), utf8);
    assert_string_equal(reads(&room, 32, gb, sizeof gb - 1), utf8);
    assert_int_equal(room.found->pass, PASS_QUICK);
    assert_null(reads(&room, NO_ECI, "a\0b", 3));
    room_down(&room);
}

static void a_part_of_a_longer_text_is_none(void **unused)
{
    (void)unused;
    struct room room = room_up();
    g_autofree char *text = g_strnfill(300, 'p');
    QRcode_List *parts = QRcode_encodeString8bitStructured(text, 5, QR_ECLEVEL_L), *part;
    assert_true(QRcode_List_size(parts) > 1);
    for (part = parts; part; part = part->next) {
        unsigned side;
        uint8_t *grey = draw(part->code, &side);
        assert_false(reads_picture(&room, grey, side));
        g_free(grey);
    }
    QRcode_List_free(parts);
    room_down(&room);
}

static void two_codes_are_two_texts_and_one_twice_is_one(void **unused)
{
    (void)unused;
    struct room room = room_up();
    static const char *const texts[] = {"one", "two", "two"};
    unsigned side = 0;
    uint8_t *all = NULL;
    for (unsigned i = 0; i < 3; i++) {
        QRcode *code = QRcode_encodeString8bit(texts[i], 1, QR_ECLEVEL_M);
        uint8_t *grey = draw(code, &side);
        all = all ? all : g_malloc(3 * (size_t)side * side);
        memcpy(all + i * (size_t)side * side, grey, (size_t)side * side);
        g_free(grey);
        QRcode_free(code);
    }
    assert_true(decode(room.decoder, &(struct grey){all, side, 3 * side, side}, DECODE_EASY, room.found));
    assert_int_equal(room.found->count, 2);
    g_free(all);
    room_down(&room);
}

static void a_picture_may_be_a_part_of_a_wider_one(void **unused)
{
    (void)unused;
    struct room room = room_up();
    unsigned side;
    QRcode *code = QRcode_encodeString8bit("in the middle", 0, QR_ECLEVEL_M);
    uint8_t *grey = draw(code, &side);
    size_t stride = side + 37;
    uint8_t *wide = g_malloc(stride * side); /* a reader that takes the stride for the width sees stripes */
    for (unsigned y = 0; y < side; y++) {
        memset(wide + y * stride, (int)(y * 97 % 256), stride);
        memcpy(wide + y * stride, grey + (size_t)y * side, side);
    }
    assert_true(decode(room.decoder, &(struct grey){wide, side, side, stride}, DECODE_EASY, room.found));
    assert_string_equal(room.found->text[0], "in the middle");
    g_free(wide);
    g_free(grey);
    QRcode_free(code);
    room_down(&room);
}

static void a_picture_without_code_says_nothing(void **unused)
{
    (void)unused;
    struct room room = room_up();
    for (unsigned side = 0; side <= 100; side += 20) {
        uint8_t *grey = g_malloc0((size_t)side * side + 1);
        assert_false(reads_picture(&room, grey, side));
        assert_int_equal(room.found->count, 0);
        g_free(grey);
    }
    room_down(&room);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_of_encodings_are_kept),
        cmocka_unit_test(what_is_no_text_is_none),
        cmocka_unit_test(chinese_is_read_in_every_encoding),
        cmocka_unit_test(a_part_of_a_longer_text_is_none),
        cmocka_unit_test(two_codes_are_two_texts_and_one_twice_is_one),
        cmocka_unit_test(a_picture_may_be_a_part_of_a_wider_one),
        cmocka_unit_test(a_picture_without_code_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
