/* A part of the corpus of bench.codes, in small pictures: ours reads more than zbar and zxing-cpp together,
 * never a wrong text, and nothing where there is nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "base/secret.h"
#include "corpus.h"
#include "devices/scanner/decode.h"
#include "peers.h"

enum { WIDTH = 640, HEIGHT = 480, EACH = 5, EMPTY_EACH = 3 };

struct room {
    struct decoder *decoder;
    struct decoded *found;
    struct zbar_image_scanner_s *zbar;
    unsigned ours, either, of;
};

static void room_up(struct room *room)
{
    *room = (struct room){decoder_new(), secret_new(sizeof(struct decoded)), peer_zbar_new(), 0, 0, 0};
}

static void room_down(struct room *room)
{
    decoder_free(room->decoder);
    secret_free(room->found);
    peer_zbar_free(room->zbar);
}

static void read_one(struct room *room, const struct corpus_picture *picture)
{
    struct grey grey = {picture->grey, picture->width, picture->height, picture->width};
    char text[DECODE_TEXT_MAX];
    bool either = (peer_zbar(room->zbar, &grey, text) && !strcmp(text, picture->text)) ||
                  (peer_zxing(&grey, text) && !strcmp(text, picture->text));
    room->either += either;
    room->of++;
    if (!decode(room->decoder, &grey, DECODE_FULL, room->found))
        return;
    room->ours++;
    assert_int_equal(room->found->count, 1);
    assert_string_equal(room->found->text[0], picture->text);
}

static void more_is_read_than_by_both_libraries(void **unused)
{
    (void)unused;
    struct room room;
    room_up(&room);
    for (int family = 0; family < CORPUS_FAMILIES; family++)
        for (unsigned i = 0; i < EACH; i++) {
            struct corpus_picture picture;
            corpus_draw(&picture, (enum corpus_family)family, i, WIDTH, HEIGHT);
            read_one(&room, &picture);
            corpus_picture_clear(&picture);
        }
    print_message("%u pictures: %u read by zbar or zxing-cpp, %u by ours\n", room.of, room.either, room.ours);
    assert_true(room.ours > room.either);
    assert_true(room.either > room.of / 2); /* else the corpus would prove nothing */
    room_down(&room);
}

/* Where no reader follows the paper, the modules are taken one by one. */
static void curved_paper_is_read(void **unused)
{
    (void)unused;
    struct room room;
    unsigned by_grid = 0;
    room_up(&room);
    for (unsigned i = 0; i < EACH; i++) {
        struct corpus_picture picture;
        corpus_draw(&picture, FAMILY_CURVED, i, WIDTH, HEIGHT);
        by_grid += decode(room.decoder, &(struct grey){picture.grey, WIDTH, HEIGHT, WIDTH}, DECODE_FULL,
                          room.found) &&
                   room.found->pass == PASS_GRID;
        corpus_picture_clear(&picture);
    }
    assert_true(by_grid >= EACH / 2);
    room_down(&room);
}

/* A camera's frames: each look does one thing more, until one of them has read what a single look has not. */
static void a_live_camera_reads_in_a_second_what_one_look_does_not(void **unused)
{
    (void)unused;
    struct room room;
    struct corpus_picture picture;
    unsigned frames = 0;
    room_up(&room);
    corpus_draw(&picture, FAMILY_INVERTED, 0, WIDTH, HEIGHT);
    struct grey grey = {picture.grey, WIDTH, HEIGHT, WIDTH};
    assert_false(decode(room.decoder, &grey, DECODE_EASY, room.found));
    while (!decode(room.decoder, &grey, DECODE_LIVE, room.found))
        assert_true(++frames < 15);
    assert_string_equal(room.found->text[0], picture.text);
    corpus_picture_clear(&picture);
    room_down(&room);
}

static void where_nothing_is_nothing_is_read(void **unused)
{
    (void)unused;
    struct room room;
    room_up(&room);
    for (unsigned i = 0; i < CORPUS_EMPTY_KINDS * EMPTY_EACH; i++) {
        struct corpus_picture picture;
        corpus_draw_empty(&picture, i % CORPUS_EMPTY_KINDS, i, WIDTH, HEIGHT);
        struct grey grey = {picture.grey, WIDTH, HEIGHT, WIDTH};
        assert_false(decode(room.decoder, &grey, DECODE_FULL, room.found));
        assert_int_equal(room.found->count, 0);
        corpus_picture_clear(&picture);
    }
    room_down(&room);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_is_read_than_by_both_libraries),
        cmocka_unit_test(curved_paper_is_read),
        cmocka_unit_test(a_live_camera_reads_in_a_second_what_one_look_does_not),
        cmocka_unit_test(where_nothing_is_nothing_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
