/* A clip of sign language: its frames in their order and for their time, as large as there is room, and what
 * is no clip refused before it costs anything. */
#include "base/check.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "clip_file.h"
#include "ui/image_clip.h"

enum { RED = 0xD02010, GREEN = 0x10A040, BLUE = 0x2040C0, SOLID = (int)0xFF000000 };
static const struct clip_frame three[] = {
    {(uint32_t)SOLID | RED, 0}, {(uint32_t)SOLID | GREEN, 100}, {(uint32_t)SOLID | BLUE, 300}};

struct room {
    char *folder, *path;
};

static int enter(void **state)
{
    struct room *room = g_new0(struct room, 1);
    room->folder = g_dir_make_tmp("linchuang-clip-XXXXXX", NULL);
    room->path = g_build_filename(room->folder, "identify.webp", NULL);
    *state = room;
    return 0;
}

static int leave_room(void **state)
{
    struct room *room = *state;
    g_remove(room->path);
    g_rmdir(room->folder);
    g_free(room->path);
    g_free(room->folder);
    g_free(room);
    return 0;
}

static void write_bytes(const struct room *room, const char *bytes, gsize size)
{
    assert_true(g_file_set_contents(room->path, bytes, (gssize)size, NULL));
}

static void make(const struct room *room, int width, int height, const struct clip_frame *frames,
                 unsigned count, int end_ms)
{
    gsize size;
    g_autofree char *bytes = clip_bytes(width, height, frames, count, end_ms, &size);
    write_bytes(room, bytes, size);
}

static struct clip *opened(const struct room *room)
{
    g_autoptr(GError) error = NULL;
    struct clip *clip = clip_open(room->path, &error);
    if (!clip)
        fail_msg("%s", error->message);
    return clip;
}

static void is_refused(const struct room *room, const char *why)
{
    g_autoptr(GError) error = NULL;
    struct clip *clip = clip_open(room->path, &error);
    assert_null(clip);
    assert_non_null(error);
    if (!strstr(error->message, why))
        fail_msg("%s: not said: %s", error->message, why);
}

static bool is_all(const struct picture *picture, uint32_t rgb)
{
    for (int i = 0; i < picture->width * picture->height; i++)
        if (picture->pixels[i] != rgb)
            return false;
    return true;
}

static void frames_in_their_order(void **state)
{
    static const uint32_t colours[] = {RED, GREEN, BLUE};
    static const unsigned times[] = {100, 200, 50};
    const struct room *room = *state;
    unsigned ms;
    make(room, 40, 20, three, 3, 350);
    struct clip *clip = opened(room);
    assert_int_equal(clip_frames(clip), 3);
    assert_null(clip_picture(clip, 40, 20)); /* none yet */
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(clip_next(clip, &ms), CLIP_FRAME);
        assert_int_equal(ms, times[i]);
        struct picture *picture = clip_picture(clip, 40, 20);
        assert_true(is_all(picture, colours[i]));
        picture_free(picture);
    }
    assert_int_equal(clip_next(clip, &ms), CLIP_END);
    assert_int_equal(clip_next(clip, &ms), CLIP_END);
    clip_free(clip);
}

static void as_large_as_fits(void **state)
{
    static const int rooms[][4] = {
        {100, 100, 100, 50}, {1000, 30, 60, 30}, {7, 900, 7, 3}, {1, 1, 1, 1}, {40, 20, 40, 20}};
    const struct room *room = *state;
    unsigned ms;
    make(room, 40, 20, three, 3, 350);
    struct clip *clip = opened(room);
    assert_int_equal(clip_next(clip, &ms), CLIP_FRAME);
    for (unsigned i = 0; i < G_N_ELEMENTS(rooms); i++) {
        struct picture *picture = clip_picture(clip, rooms[i][0], rooms[i][1]);
        assert_int_equal(picture->width, rooms[i][2]);
        assert_int_equal(picture->height, rooms[i][3]);
        assert_true(is_all(picture, RED)); /* no edge of another colour */
        picture_free(picture);
    }
    assert_null(clip_picture(clip, 0, 100));
    clip_free(clip);
}

static unsigned blue_of(const struct picture *picture, int x, int y)
{
    return picture->pixels[y * picture->width + x] & 0xFF;
}

/* Larger or smaller, a corner stays in its corner; from one colour to the other it goes in small steps. */
static void what_is_where(void **state)
{
    static const struct clip_frame corner[] = {{(uint32_t)SOLID | 0x200000, 0, (uint32_t)SOLID | 0x2000FF},
                                               {(uint32_t)SOLID | RED, 100, 0}};
    static const int widths[] = {40, 400, 37, 12, 160, 6};
    const struct room *room = *state;
    unsigned ms;
    make(room, 40, 20, corner, 2, 200);
    struct clip *clip = opened(room);
    assert_int_equal(clip_next(clip, &ms), CLIP_FRAME);
    for (unsigned i = 0; i < G_N_ELEMENTS(widths); i++) {
        struct picture *p = clip_picture(clip, widths[i], 1000);
        for (int y = 0; y < p->height; y++)
            for (int x = 0; x < p->width; x++) {
                bool inside = 2 * x > p->width + p->width / 10 && 2 * y > p->height + p->height / 10;
                bool outside = 2 * x < p->width - p->width / 10 - 2 || 2 * y < p->height - p->height / 10 - 2;
                assert_true(!inside || blue_of(p, x, y) == 0xFF);
                assert_true(!outside || blue_of(p, x, y) == 0);
                assert_int_equal(p->pixels[y * p->width + x] >> 16, 0x20);
                assert_true(x == 0 || blue_of(p, x, y) >= blue_of(p, x - 1, y));
                assert_true(y == 0 || blue_of(p, x, y) >= blue_of(p, x, y - 1));
            }
        picture_free(p);
    }
    clip_free(clip);
}

static void what_is_not_there_is_white(void **state)
{
    static const struct clip_frame clear[] = {{0, 0}, {(uint32_t)SOLID | BLUE, 100}};
    const struct room *room = *state;
    unsigned ms;
    make(room, 40, 20, clear, 2, 200);
    struct clip *clip = opened(room);
    assert_int_equal(clip_next(clip, &ms), CLIP_FRAME);
    struct picture *picture = clip_picture(clip, 80, 80);
    assert_true(is_all(picture, 0xFFFFFF));
    picture_free(picture);
    clip_free(clip);
}

static void no_frame_is_faster_than_eyes(void **state)
{
    static const struct clip_frame hasty[] = {{(uint32_t)SOLID | RED, 0}, {(uint32_t)SOLID | BLUE, 4}};
    const struct room *room = *state;
    unsigned ms;
    make(room, 40, 20, hasty, 2, 8);
    struct clip *clip = opened(room);
    assert_int_equal(clip_next(clip, &ms), CLIP_FRAME);
    assert_int_equal(ms, CLIP_FRAME_MS);
    clip_free(clip);
}

static void what_is_no_clip(void **state)
{
    const struct room *room = *state;
    is_refused(room, "No such file");
    write_bytes(room, "", 0);
    is_refused(room, "no animated WebP");
    write_bytes(room, "GIF89a and so on", 16);
    is_refused(room, "no animated WebP");
    make(room, 40, 20, three, 1, 100);
    is_refused(room, "no animated WebP"); /* one frame is a picture */
    make(room, CLIP_SIDE + 1, 20, three, 2, 200);
    is_refused(room, "1024 pixels");
    make(room, 20, CLIP_SIDE + 1, three, 2, 200);
    is_refused(room, "1024 pixels");
    assert_int_equal(truncate(room->path, CLIP_BYTES + 1), 0);
    is_refused(room, "16 MiB");
}

static void too_many_frames(void **state)
{
    const struct room *room = *state;
    g_autofree struct clip_frame *frames = g_new(struct clip_frame, CLIP_FRAMES + 1);
    for (int i = 0; i <= CLIP_FRAMES; i++)
        frames[i] = (struct clip_frame){(uint32_t)SOLID | (uint32_t)(i * 4099), i * 40};
    make(room, 2, 2, frames, CLIP_FRAMES, CLIP_FRAMES * 40);
    clip_free(opened(room));
    make(room, 2, 2, frames, CLIP_FRAMES + 1, CLIP_FRAMES * 40 + 40);
    is_refused(room, "1800 frames");
}

static void too_long(void **state)
{
    static const struct clip_frame slow[] = {{(uint32_t)SOLID | RED, 0}, {(uint32_t)SOLID | BLUE, 50000}};
    const struct room *room = *state;
    unsigned ms;
    make(room, 40, 20, slow, 2, CLIP_MS + 1000);
    struct clip *clip = opened(room);
    assert_int_equal(clip_next(clip, &ms), CLIP_FRAME);
    assert_int_equal(clip_next(clip, &ms), CLIP_BROKEN);
    clip_free(clip);
}

/* Torn anywhere, or with any byte turned over: refused or broken or played, never more frames than it says.
 */
static void torn_anywhere(void **state)
{
    const struct room *room = *state;
    gsize size;
    unsigned ms, whole = 0;
    g_autofree char *bytes = clip_bytes(40, 20, three, 3, 350, &size);
    for (gsize i = 0; i < 2 * size; i++) {
        gsize at = i < size ? size : i - size;
        char kept = bytes[at % size];
        if (i >= size)
            bytes[at] = (char)~bytes[at];
        write_bytes(room, bytes, i < size ? i : size);
        struct clip *clip = clip_open(room->path, NULL);
        unsigned frames = 0;
        enum clip_next next = clip ? CLIP_FRAME : CLIP_BROKEN;
        while (next == CLIP_FRAME && (next = clip_next(clip, &ms)) == CLIP_FRAME) {
            struct picture *picture = clip_picture(clip, 30, 30);
            assert_true(picture->width <= 30 && picture->height <= 30);
            picture_free(picture);
            frames++;
        }
        assert_true(!clip || frames <= clip_frames(clip));
        whole += i < size && next == CLIP_END;
        clip_free(clip);
        bytes[at % size] = kept;
    }
    assert_int_equal(whole, 0); /* a part of a clip is none */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(frames_in_their_order, enter, leave_room),
        cmocka_unit_test_setup_teardown(as_large_as_fits, enter, leave_room),
        cmocka_unit_test_setup_teardown(what_is_where, enter, leave_room),
        cmocka_unit_test_setup_teardown(what_is_not_there_is_white, enter, leave_room),
        cmocka_unit_test_setup_teardown(no_frame_is_faster_than_eyes, enter, leave_room),
        cmocka_unit_test_setup_teardown(what_is_no_clip, enter, leave_room),
        cmocka_unit_test_setup_teardown(too_many_frames, enter, leave_room),
        cmocka_unit_test_setup_teardown(too_long, enter, leave_room),
        cmocka_unit_test_setup_teardown(torn_anywhere, enter, leave_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
