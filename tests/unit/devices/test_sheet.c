/* A page on a photo: found where it is, on every photo of forty; none where there is none; straight and in
 * its proportions afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/secret.h"
#include "devices/camera/jpeg.h"
#include "photo.h"

enum { WIDTH = 1296, HEIGHT = 972, SEEDS = 40, HUNDREDTH = 100 };

static enum sheet_sight find(const struct pixels *rgb, struct sheet_corners *found)
{
    struct pixels grey;
    assert_true(pixels_shrink_grey(&grey, rgb, 1));
    enum sheet_sight sight = sheet_find(&grey, found);
    pixels_clear(&grey);
    return sight;
}

static void it_is_found_within_a_hundredth(void **unused)
{
    (void)unused;
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        struct sheet_corners truth, found;
        struct pixels rgb;
        photo_make(seed, WIDTH, HEIGHT, &rgb, &truth);
        assert_int_equal(find(&rgb, &found), SHEET_WELL);
        for (unsigned i = 0; i < 4; i++) {
            double off = hypot(found.x[i] - truth.x[i], found.y[i] - truth.y[i]);
            if (off * HUNDREDTH > WIDTH)
                fail_msg("seed %u, corner %u: %.1f pixels away", seed, i, off);
        }
        pixels_clear(&rgb);
    }
}

static void no_page_is_none(void **unused)
{
    (void)unused;
    const double shades[] = {60, 128, 235};
    struct sheet_corners found;
    struct pixels rgb;
    for (unsigned i = 0; i < G_N_ELEMENTS(shades); i++) {
        photo_blank(i + 1, WIDTH, HEIGHT, shades[i], &rgb);
        assert_int_equal(find(&rgb, &found), SHEET_NONE);
        pixels_clear(&rgb);
    }
    photo_blank(7, WIDTH, HEIGHT, 4, &rgb);
    assert_int_equal(find(&rgb, &found), SHEET_DARK);
    pixels_clear(&rgb);
}

/* Two flat shades, as no camera sees them but a simulated one; and no light at all. */
static void flat_shades_are_no_trouble(void **unused)
{
    (void)unused;
    const struct sheet_corners truth = {{330, 950, 930, 300}, {120, 150, 860, 820}};
    struct sheet_corners found;
    struct pixels rgb, again;
    struct secret_bytes jpeg = {0};
    assert_true(pixels_make(&rgb, WIDTH, HEIGHT, 3));
    for (unsigned i = 0; i < WIDTH * HEIGHT; i++)
        memset(rgb.data + 3 * i, photo_is_on(&truth, i % WIDTH, i / WIDTH) ? 228 : 45, 3);
    assert_true(jpeg_encode(&jpeg, &rgb, 90));
    assert_true(jpeg_decode(&again, jpeg.data, jpeg.len, 2, 3));
    assert_int_equal(find(&again, &found), SHEET_WELL);
    assert_true(fabs(2 * found.x[0] - truth.x[0]) < 13 && fabs(2 * found.y[2] - truth.y[2]) < 13);
    memset(again.data, 0, pixels_size(&again));
    assert_int_equal(find(&again, &found), SHEET_DARK);
    secret_bytes_clear(&jpeg);
    pixels_clear(&rgb);
    pixels_clear(&again);
}

static void a_page_that_is_cut_off_is_none(void **unused)
{
    (void)unused;
    struct sheet_corners truth = {{-80, 700, 690, -60}, {100, 90, 860, 850}}, found;
    struct pixels rgb;
    GRand *rand = g_rand_new_with_seed(3);
    assert_true(pixels_make(&rgb, WIDTH, HEIGHT, 3));
    photo_paint(rand, &truth, &rgb);
    assert_int_equal(find(&rgb, &found), SHEET_NONE);
    pixels_clear(&rgb);
    g_rand_free(rand);
}

static void a_small_one_is_told(void **unused)
{
    (void)unused;
    struct sheet_corners truth = {{500, 800, 810, 495}, {400, 405, 610, 605}}, found;
    struct pixels rgb;
    GRand *rand = g_rand_new_with_seed(4);
    assert_true(pixels_make(&rgb, WIDTH, HEIGHT, 3));
    photo_paint(rand, &truth, &rgb);
    assert_int_equal(find(&rgb, &found), SHEET_SMALL);
    pixels_clear(&rgb);
    g_rand_free(rand);
}

/* Nothing of the pad is left at its edges, and A4 comes out as A4. */
static void it_is_straight(void **unused)
{
    (void)unused;
    struct sheet_corners truth = {{420, 860, 900, 380}, {150, 160, 800, 790}};
    struct pixels rgb, page;
    GRand *rand = g_rand_new_with_seed(5);
    unsigned pad = 0;
    assert_true(pixels_make(&rgb, WIDTH, HEIGHT, 3));
    photo_paint(rand, &truth, &rgb);
    assert_true(sheet_straighten(&page, &rgb, &truth, 1654));
    assert_true(fabs((double)page.height / page.width - 1.4142) < 0.01);
    sheet_brighten(&page);
    for (unsigned y = 0; y < page.height; y++)
        for (unsigned side = 0; side < 2; side++)
            pad += page.data[((size_t)y * page.width + (side ? page.width - 3 : 2)) * 3] < 128;
    assert_true(pad < page.height / 50);
    pixels_clear(&rgb);
    pixels_clear(&page);
    g_rand_free(rand);
}

static void it_is_kept_small(void **unused)
{
    (void)unused;
    struct sheet_corners truth;
    struct pixels rgb, page, again;
    struct secret_bytes jpeg = {0};
    photo_make(11, 2592, 1944, &rgb, &truth);
    assert_true(sheet_straighten(&page, &rgb, &truth, 1654));
    assert_true(MAX(page.width, page.height) <= 1654);
    assert_true(jpeg_encode_within(&jpeg, &page, 250000));
    assert_true(jpeg.len <= 250000);
    assert_true(jpeg_decode(&again, jpeg.data, jpeg.len, 1, 3));
    assert_int_equal(again.width, page.width);
    secret_bytes_clear(&jpeg);
    pixels_clear(&rgb);
    pixels_clear(&page);
    pixels_clear(&again);
}

static void corners_that_are_none_make_no_page(void **unused)
{
    (void)unused;
    const struct sheet_corners nowhere = {{5, 5, 5, 5}, {5, 5, 5, 5}};
    struct pixels rgb, page;
    photo_blank(1, 64, 64, 100, &rgb);
    assert_false(sheet_straighten(&page, &rgb, &nowhere, 1654));
    assert_null(page.data);
    pixels_clear(&rgb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_found_within_a_hundredth),
        cmocka_unit_test(no_page_is_none),
        cmocka_unit_test(flat_shades_are_no_trouble),
        cmocka_unit_test(a_page_that_is_cut_off_is_none),
        cmocka_unit_test(a_small_one_is_told),
        cmocka_unit_test(it_is_straight),
        cmocka_unit_test(it_is_kept_small),
        cmocka_unit_test(corners_that_are_none_make_no_page),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
