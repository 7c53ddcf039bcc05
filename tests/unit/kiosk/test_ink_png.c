/* A signature as a picture: SDL_image, which shares nothing with us, reads it back, and the ink lies where
 * the finger was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <SDL_image.h>

#include "app/kiosk/ink_png.h"

static struct case_file *kase;

static int set_up(void **state)
{
    (void)state;
    kase = secret_new(sizeof *kase);
    kase->pad_ratio = 1600; /* 640 x 400 */
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    secret_free(kase);
    return 0;
}

static SDL_Surface *picture(void)
{
    struct secret_bytes png = {0};
    ink_png(&png, kase);
    SDL_RWops *source = SDL_RWFromConstMem(png.data, (int)png.len);
    SDL_Surface *read = IMG_LoadPNG_RW(source);
    SDL_RWclose(source);
    secret_bytes_clear(&png);
    assert_non_null(read);
    SDL_Surface *rgb = SDL_ConvertSurfaceFormat(read, SDL_PIXELFORMAT_RGB24, 0);
    SDL_FreeSurface(read);
    return rgb;
}

static int level(const SDL_Surface *s, int x, int y)
{
    return ((const uint8_t *)s->pixels)[y * s->pitch + 3 * x];
}

static void test_ink_lies_where_the_finger_was(void **state)
{
    const struct stroke_point points[] = {
        {1000, 5000, true}, {4000, 5000, false}, {6000, 2500, true}, {6000, 7500, false}};
    (void)state;
    memcpy(kase->ink, points, sizeof points);
    kase->ink_count = 4;
    SDL_Surface *s = picture();
    assert_int_equal(s->w, 640);
    assert_int_equal(s->h, 400);
    assert_int_equal(level(s, 160, 200), 0);   /* on the first stroke */
    assert_int_equal(level(s, 384, 120), 0);   /* on the second */
    assert_int_equal(level(s, 320, 150), 255); /* the finger was up from one to the other */
    assert_int_equal(level(s, 160, 210), 255);
    assert_int_equal(level(s, 0, 0), 255);
    SDL_FreeSurface(s);
}

static void test_a_dot_and_the_edge(void **state)
{
    const struct stroke_point points[] = {{5000, 5000, true}, {0, 0, true}, {10000, 10000, true}};
    (void)state;
    memcpy(kase->ink, points, sizeof points);
    kase->ink_count = 3;
    SDL_Surface *s = picture();
    assert_int_equal(level(s, 320, 200), 0);
    assert_int_equal(level(s, 0, 0), 0);
    SDL_FreeSurface(s);
}

static void test_without_strokes_there_is_none(void **state)
{
    struct secret_bytes png = {0};
    (void)state;
    ink_png(&png, kase);
    assert_int_equal(png.len, 0);
    assert_null(png.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_ink_lies_where_the_finger_was, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_dot_and_the_edge, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_without_strokes_there_is_none, set_up, tear_down),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
