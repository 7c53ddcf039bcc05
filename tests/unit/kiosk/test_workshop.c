/* The room where handwriting is read: answers bear their question's number, the newest question wins, a room
 * without its files says so, and nothing written stays behind. */
#include "base/check.h"

#include <errno.h>
#include <semaphore.h>
#include <string.h>
#include <time.h>

#include "app/kiosk/workshop.h"
#include "base/secret.h"

#define STROKES BUILD_DIR "/handwriting/strokes.bin"
#define MODEL "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model"

enum { LIMIT = 256, VISIT = 7, PATIENCE_S = 60 };

struct room {
    sem_t bell; /* pthread's own, which the thread sanitizer sees */
    gint held;  /* the room cannot go on behind an answer */
    struct mail *out;
    struct workshop *workshop;
    struct handwriting_ink *ink; /* of the character 十 */
};

static void ring(void *data)
{
    struct room *room = data;
    sem_post(&room->bell);
    while (g_atomic_int_get(&room->held))
        g_thread_yield();
}

/* The next letter, waited for. */
static struct workshop_letter *next(struct room *room)
{
    struct workshop_letter *letter;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    while ((letter = mail_take(room->out)) == NULL)
        if (sem_timedwait(&room->bell, &until) < 0 && errno == ETIMEDOUT)
            fail_msg("no answer");
    return letter;
}

static void line(struct handwriting_ink *ink, int x, int y, int to_x, int to_y)
{
    enum { PIECES = 12 };
    handwriting_pen_down(ink, x, y);
    for (int i = 1; i <= PIECES; i++)
        handwriting_pen_move(ink, x + (to_x - x) * i / PIECES, y + (to_y - y) * i / PIECES);
}

static bool has(const struct workshop_letter *letter, const char *character)
{
    for (unsigned i = 0; i < letter->found.count; i++)
        if (strcmp(letter->found.text[i], character) == 0)
            return true;
    return false;
}

static void ten(struct handwriting_ink *ink)
{
    line(ink, 200, 480, 1080, 470);
    line(ink, 630, 120, 640, 900);
}

static struct room *open_room(const char *strokes)
{
    struct room *room = g_new0(struct room, 1);
    sem_init(&room->bell, 0, 0);
    room->out = mail_new(LIMIT, workshop_letter_free, ring, room);
    room->workshop = workshop_start(strokes, MODEL, "", room->out);
    room->ink = secret_new(sizeof *room->ink);
    ten(room->ink);
    return room;
}

static int enter(void **state)
{
    *state = open_room(STROKES);
    return 0;
}

static int enter_without_files(void **state)
{
    *state = open_room("/nonexistent/strokes.bin");
    return 0;
}

static int leave(void **state)
{
    struct room *room = *state;
    g_atomic_int_set(&room->held, 0);
    workshop_stop(room->workshop);
    mail_free(room->out);
    sem_destroy(&room->bell);
    secret_free(room->ink);
    g_free(room);
    return 0;
}

static void an_answer_bears_its_question(void **state)
{
    struct room *room = *state;
    workshop_ask(room->workshop, VISIT, 3, room->ink);
    struct workshop_letter *letter = next(room);
    assert_true(letter->works);
    assert_int_equal(letter->visit, VISIT);
    assert_int_equal(letter->request, 3);
    assert_true(has(letter, "十"));
    workshop_letter_free(letter);
}

static void assert_request(struct room *room, uint32_t request)
{
    struct workshop_letter *letter = next(room);
    assert_int_equal(letter->request, request);
    workshop_letter_free(letter);
}

/* Asked faster than it can read, it leaves questions out, but never the last. */
static void the_newest_question_wins(void **state)
{
    enum { QUESTIONS = 60 };
    struct room *room = *state;
    g_atomic_int_set(&room->held, 1);
    for (uint32_t i = 1; i <= QUESTIONS; i++) {
        workshop_ask(room->workshop, VISIT, i, room->ink);
        if (i == 1)
            assert_request(room, i); /* told, and held there while the others are asked */
    }
    g_atomic_int_set(&room->held, 0);
    assert_request(room, QUESTIONS);
    workshop_stop(room->workshop);
    room->workshop = NULL;
    assert_null(mail_take(room->out));
}

/* At once and unasked, so that no pad is offered; and again to whoever asks all the same. */
static void without_its_files_it_says_so(void **state)
{
    struct room *room = *state;
    for (uint32_t i = 0; i <= 2; i++) {
        if (i > 0)
            workshop_ask(room->workshop, VISIT, i, room->ink);
        struct workshop_letter *letter = next(room);
        assert_int_equal(letter->request, i);
        assert_false(letter->works);
        assert_int_equal(letter->found.count, 0);
        workshop_letter_free(letter);
    }
}

/* Forgetting drops what waits; stopping with questions in hand leaves none unfreed (asan). */
static void it_forgets_and_stops_at_once(void **state)
{
    struct room *room = *state;
    workshop_ask(room->workshop, VISIT, 1, room->ink);
    workshop_forget(room->workshop);
    workshop_ask(room->workshop, VISIT + 1, 2, room->ink);
    for (bool newest = false; !newest;) {
        struct workshop_letter *letter = next(room);
        newest = letter->request == 2;
        workshop_letter_free(letter);
    }
    workshop_ask(room->workshop, VISIT + 1, 3, room->ink);
    workshop_forget(room->workshop);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, enter, leave)
    secret_start();
    const struct CMUnitTest tests[] = {
        T(an_answer_bears_its_question),
        T(the_newest_question_wins),
        cmocka_unit_test_setup_teardown(without_its_files_it_says_so, enter_without_files, leave),
        T(it_forgets_and_stops_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
