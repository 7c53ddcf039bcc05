/* A clip being watched, from the file over the workshop to the picture that stands: each frame for its time,
 * one ahead, nothing asked when nothing moves, and old answers left aside. */
#include "base/check.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <semaphore.h>
#include <time.h>

#include "app/kiosk/sign.h"
#include "base/secret.h"
#include "clip_file.h"

enum { LIMIT = 256, PATIENCE_S = 60, WIDE = 80, HIGH = 60 };
static const struct clip_frame three[] = {{0xFFD02010, 0}, {0xFF10A040, 100}, {0xFF2040C0, 300}};

struct room {
    char *folder;
    sem_t bell;
    struct mail *out;
    struct workshop *workshop;
    struct session *s;
    struct page *page;
    struct layout *layout;
    struct sign_player player;
    int64_t now_ms;
    unsigned asked; /* letters that came */
    int wide;       /* the clip's place */
};

static void ring(void *bell)
{
    sem_post(bell);
}

static int enter(void **state)
{
    struct room *room = g_new0(struct room, 1);
    room->folder = g_dir_make_tmp("linchuang-sign-XXXXXX", NULL);
    sem_init(&room->bell, 0, 0);
    room->out = mail_new(LIMIT, workshop_letter_free, ring, &room->bell);
    room->s = secret_new(sizeof *room->s);
    room->s->visit = 3;
    room->s->step = STEP_IDENTIFY;
    room->s->health.signs = 1u << SIGN_IDENTIFY;
    room->page = page_new();
    room->layout = layout_new();
    room->now_ms = 5000;
    room->wide = WIDE;
    *state = room;
    return 0;
}

static int leave_room(void **state)
{
    struct room *room = *state;
    workshop_stop(room->workshop);
    mail_free(room->out);
    sign_forget(&room->player);
    layout_free(room->layout);
    page_free(room->page);
    secret_free(room->s);
    sem_destroy(&room->bell);
    for (enum sign sign = SIGN_NONE + 1; sign < SIGN_COUNT; sign++) {
        g_autofree char *path = g_strdup_printf("%s/%s.webp", room->folder, sign_name(sign));
        g_remove(path);
    }
    g_rmdir(room->folder);
    g_free(room->folder);
    g_free(room);
    return 0;
}

static void start(struct room *room)
{
    room->workshop =
        workshop_start("/nonexistent/strokes.bin", "/nonexistent/model", room->folder, room->out);
}

/* The next letter that is about clips. */
static struct workshop_letter *next(struct room *room)
{
    struct workshop_letter *letter;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    for (;;) {
        while ((letter = mail_take(room->out)) == NULL)
            if (sem_timedwait(&room->bell, &until) < 0 && errno == ETIMEDOUT)
                fail_msg("no answer");
        if (letter->kind != WORKSHOP_READ)
            return letter;
        workshop_letter_free(letter);
    }
}

/* As the program does, once: the page with its picture, and what follows from it. */
static const struct picture *show(struct room *room)
{
    const struct picture *picture = sign_picture(&room->player, room->now_ms);
    page_begin(room->page, "identify", "sign");
    page_add(room->page, ROLE_LIVE, LOOK_CLIP, "clip", "");
    memset(room->layout, 0, sizeof *room->layout);
    room->layout->placed[0] =
        (struct placed){.widget = page_find(room->page, "clip"), .art = {0, 0, room->wide, HIGH}};
    room->layout->placed_count = room->s->overlay == OVERLAY_SIGN;
    sign_shown(&room->player, room->s, room->layout, room->workshop);
    return picture;
}

static bool take(struct room *room)
{
    struct workshop_letter *letter = next(room);
    assert_int_equal(letter->kind, WORKSHOP_FRAME);
    bool good = sign_take(&room->player, &letter->frame);
    workshop_letter_free(letter);
    room->asked++;
    return good;
}

static void press(struct room *room)
{
    room->s->overlay = OVERLAY_SIGN;
    room->s->sign_plays++;
}

static uint32_t colour(const struct picture *picture)
{
    return picture->pixels[picture->width * picture->height / 2];
}

static void it_looks_at_each_file_once(void **state)
{
    struct room *room = *state;
    clip_file(room->folder, "identify.webp", three, 3, 400);
    clip_file(room->folder, "done.webp", three, 2, 400);
    g_autofree char *broken = g_build_filename(room->folder, "consent.webp", NULL);
    assert_true(g_file_set_contents(broken, "RIFF....WEBP", -1, NULL));
    start(room);
    struct workshop_letter *letter = next(room);
    assert_int_equal(letter->kind, WORKSHOP_SIGNS);
    assert_int_equal(letter->signs, 1u << SIGN_IDENTIFY | 1u << SIGN_DONE);
    workshop_letter_free(letter);
}

static void frame_after_frame(void **state)
{
    struct room *room = *state;
    clip_file(room->folder, "identify.webp", three, 3, 400);
    start(room);
    workshop_letter_free(next(room));
    assert_null(show(room)); /* closed: nothing is asked */
    press(room);
    assert_null(show(room));
    assert_int_equal(sign_due(&room->player), 0);
    assert_true(take(room));
    const struct picture *first = show(room);
    assert_non_null(first);
    assert_int_equal(first->width, WIDE);
    assert_int_equal(first->height, WIDE / 2);
    assert_int_equal(colour(first), 0xD02010);
    assert_true(take(room)); /* the second waits already */
    assert_int_equal(sign_due(&room->player), 5100);
    room->now_ms = 5099;
    assert_int_equal(colour(show(room)), 0xD02010);
    room->now_ms = 5100;
    assert_int_equal(colour(show(room)), 0x10A040);
    assert_true(take(room));
    room->now_ms = 5300;
    const struct picture *last = show(room);
    assert_int_equal(colour(last), 0x2040C0);
    room->now_ms += 60000;
    assert_ptr_equal(show(room), last); /* it stays, and nothing moves any more */
    assert_int_equal(sign_due(&room->player), 0);
    assert_int_equal(room->asked, 3);
    assert_null(mail_take(room->out));
}

/* Larger letters after the end: the last frame, as large as its place is now. */
static void as_large_as_its_place(void **state)
{
    struct room *room = *state;
    clip_file(room->folder, "identify.webp", three, 2, 400);
    start(room);
    workshop_letter_free(next(room));
    press(room);
    show(room);
    assert_true(take(room));
    show(room);
    assert_true(take(room));
    room->now_ms += 100;
    assert_int_equal(colour(show(room)), 0x10A040);
    room->wide = WIDE / 2;
    assert_int_equal(show(room)->width, WIDE); /* until the other one is there */
    assert_true(take(room));
    const struct picture *picture = show(room);
    assert_int_equal(picture->width, WIDE / 2);
    assert_int_equal(colour(picture), 0x10A040);
    room->now_ms += 60000;
    assert_ptr_equal(show(room), picture);
    assert_int_equal(sign_due(&room->player), 0);
    assert_null(mail_take(room->out));
}

static void once_more_from_the_beginning(void **state)
{
    struct room *room = *state;
    clip_file(room->folder, "identify.webp", three, 3, 400);
    start(room);
    workshop_letter_free(next(room));
    press(room);
    show(room);
    assert_true(take(room));
    show(room); /* red stands, green is on its way */
    press(room);
    show(room);
    struct workshop_letter *letter = next(room);
    if (letter->frame.number == 2) { /* of the time before: nobody takes it */
        assert_true(sign_take(&room->player, &letter->frame));
        assert_non_null(letter->frame.picture);
        workshop_letter_free(letter);
        letter = next(room);
    }
    assert_int_equal(letter->frame.number, 1);
    assert_true(sign_take(&room->player, &letter->frame));
    workshop_letter_free(letter);
    assert_int_equal(colour(show(room)), 0xD02010);
    assert_true(take(room));
    room->now_ms += 100;
    assert_int_equal(colour(show(room)), 0x10A040);
}

static void closed_it_holds_nothing(void **state)
{
    struct room *room = *state;
    clip_file(room->folder, "identify.webp", three, 3, 400);
    start(room);
    workshop_letter_free(next(room));
    press(room);
    show(room);
    assert_true(take(room));
    show(room);
    room->s->overlay = OVERLAY_NONE;
    show(room);
    assert_null(room->player.shown);
    assert_null(room->player.next);
    workshop_stop(room->workshop); /* green was asked for: it comes too late, or not at all */
    room->workshop = NULL;
    for (struct workshop_letter *letter; (letter = mail_take(room->out)) != NULL;) {
        assert_true(letter->kind == WORKSHOP_READ || sign_take(&room->player, &letter->frame));
        workshop_letter_free(letter);
    }
    assert_null(room->player.next);
    assert_null(show(room));
    assert_int_equal(sign_due(&room->player), 0);
}

static void a_file_that_went(void **state)
{
    struct room *room = *state;
    clip_file(room->folder, "identify.webp", three, 3, 400);
    start(room);
    workshop_letter_free(next(room));
    g_autofree char *path = g_build_filename(room->folder, "identify.webp", NULL);
    g_remove(path);
    press(room);
    show(room);
    assert_false(take(room));
    assert_null(show(room));
    assert_int_equal(sign_due(&room->player), 0);
    assert_null(mail_take(room->out)); /* and is not asked for again */
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_looks_at_each_file_once, enter, leave_room),
        cmocka_unit_test_setup_teardown(frame_after_frame, enter, leave_room),
        cmocka_unit_test_setup_teardown(as_large_as_its_place, enter, leave_room),
        cmocka_unit_test_setup_teardown(once_more_from_the_beginning, enter, leave_room),
        cmocka_unit_test_setup_teardown(closed_it_holds_nothing, enter, leave_room),
        cmocka_unit_test_setup_teardown(a_file_that_went, enter, leave_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
