/* JPEG of cameras: what libjpeg wrote comes back; MJPG without Huffman tables reads the same; what broke off,
 * at any byte, is no picture; YUYV as grey and as colours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/secret.h"
#include "devices/camera/jpeg.h"
#include "photo.h"

enum { SIDE = 64 };

static void encode(struct secret_bytes *to, uint32_t seed)
{
    struct pixels rgb;
    struct sheet_corners truth;
    photo_make(seed, SIDE, SIDE, &rgb, &truth);
    assert_true(jpeg_encode(to, &rgb, 80));
    pixels_clear(&rgb);
}

/* Drops the segments FF C4, as cameras do (ITU-T T.81 B.2.4.2; the tables of Annex K.3 are meant). */
static void drop_tables(struct secret_bytes *to, const struct secret_bytes *from)
{
    size_t at = 2;
    secret_bytes_append(to, from->data, 2);
    while (at + 4 <= from->len && from->data[at] == 0xFF && from->data[at + 1] != 0xDA) {
        size_t length = 2 + ((size_t)from->data[at + 2] << 8 | from->data[at + 3]);
        if (from->data[at + 1] != 0xC4)
            secret_bytes_append(to, from->data + at, length);
        at += length;
    }
    secret_bytes_append(to, from->data + at, from->len - at);
}

static void assert_same(const struct pixels *a, const struct pixels *b)
{
    assert_int_equal(pixels_size(a), pixels_size(b));
    assert_memory_equal(a->data, b->data, pixels_size(a));
}

static void without_tables_it_is_the_same(void **unused)
{
    (void)unused;
    struct secret_bytes whole = {0}, bare = {0};
    struct pixels a, b;
    encode(&whole, 1);
    drop_tables(&bare, &whole);
    assert_true(bare.len + 400 < whole.len);
    assert_true(jpeg_decode(&a, whole.data, whole.len, 1, 3));
    assert_true(jpeg_decode(&b, bare.data, bare.len, 1, 3));
    assert_same(&a, &b);
    pixels_clear(&a);
    pixels_clear(&b);
    secret_bytes_clear(&whole);
    secret_bytes_clear(&bare);
}

static void broken_off_it_is_none(void **unused)
{
    (void)unused;
    struct secret_bytes whole = {0};
    struct pixels p;
    encode(&whole, 2);
    for (size_t n = 0; n + 2 < whole.len; n++) {
        assert_false(jpeg_decode(&p, whole.data, n, 1, 3));
        assert_null(p.data);
    }
    secret_bytes_clear(&whole);
}

/* What follows the end is the padding of a buffer, and may be the frame before. */
static void glued_it_is_the_first(void **unused)
{
    (void)unused;
    for (uint32_t first = 1; first <= 3; first++)
        for (uint32_t second = 1; second <= 3; second++) {
            struct secret_bytes one = {0}, two = {0};
            struct pixels a, b;
            encode(&one, first);
            encode(&two, first);
            encode(&two, second);
            assert_true(jpeg_decode(&a, one.data, one.len, 1, 1));
            assert_true(jpeg_decode(&b, two.data, two.len, 1, 1));
            assert_same(&a, &b);
            pixels_clear(&a);
            pixels_clear(&b);
            secret_bytes_clear(&one);
            secret_bytes_clear(&two);
        }
}

static void half_and_grey(void **unused)
{
    (void)unused;
    struct secret_bytes whole = {0};
    struct pixels p;
    encode(&whole, 3);
    assert_true(jpeg_decode(&p, whole.data, whole.len, 2, 1));
    assert_int_equal(p.width, SIDE / 2);
    assert_int_equal(p.channels, 1);
    pixels_clear(&p);
    secret_bytes_clear(&whole);
}

static void it_carries_nothing_but_the_picture(void **unused)
{
    (void)unused;
    struct secret_bytes whole = {0};
    encode(&whole, 4);
    assert_null(memmem(whole.data, whole.len, "Exif", 4));
    secret_bytes_clear(&whole);
}

/* BT.601: black, white, and full red, green and blue as the standard's Table 1 rounds them. */
static void yuyv_is_read(void **unused)
{
    (void)unused;
    const uint8_t row[] = {16, 128, 235, 128, 81, 90, 81, 240, 145, 54, 145, 34, 41, 240, 41, 110};
    const uint8_t meant[][3] = {{0, 0, 0},   {255, 255, 255}, {255, 0, 0}, {255, 0, 0},
                                {0, 255, 0}, {0, 255, 0},     {0, 0, 255}, {0, 0, 255}};
    struct pixels p;
    assert_true(pixels_from_yuyv(&p, row, sizeof row, 8, 1, 16, 1, 3));
    for (unsigned i = 0; i < 8; i++)
        for (unsigned k = 0; k < 3; k++)
            assert_in_range(p.data[i * 3 + k] + 3, meant[i][k], meant[i][k] + 6);
    pixels_clear(&p);
    assert_true(pixels_from_yuyv(&p, row, sizeof row, 8, 1, 16, 1, 1));
    assert_int_equal(p.data[1], 235);
    pixels_clear(&p);
    for (size_t n = 0; n < sizeof row; n++)
        assert_false(pixels_from_yuyv(&p, row, n, 8, 1, 16, 1, 1));
    assert_false(pixels_from_yuyv(&p, row, sizeof row, 8, 1, 8, 1, 1));
    assert_false(pixels_from_yuyv(&p, row, sizeof row, 8, 1, 0, 1, 1));
    assert_false(
        pixels_from_yuyv(&p, row, 2, 1, 1, 2, 1, 3)); /* the colours of its pair lie behind the end */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_tables_it_is_the_same),
        cmocka_unit_test(broken_off_it_is_none),
        cmocka_unit_test(glued_it_is_the_first),
        cmocka_unit_test(half_and_grey),
        cmocka_unit_test(it_carries_nothing_but_the_picture),
        cmocka_unit_test(yuyv_is_read),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
