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

/* pthread's own, which the thread sanitizer sees. */
static void ring(void *bell)
{
    sem_post(bell);
}

/* The next letter, waited for. */
static struct workshop_letter *next(struct mail *out, sem_t *bell)
{
    struct workshop_letter *letter;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    while ((letter = mail_take(out)) == NULL)
        if (sem_timedwait(bell, &until) < 0 && errno == ETIMEDOUT)
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

static void an_answer_bears_its_question(void **state)
{
    (void)state;
    sem_t bell;
    sem_init(&bell, 0, 0);
    struct mail *out = mail_new(LIMIT, workshop_letter_free, ring, &bell);
    struct workshop *workshop = workshop_start(STROKES, MODEL, "", out);
    struct handwriting_ink *ink = secret_new(sizeof *ink);
    ten(ink);
    workshop_ask(workshop, VISIT, 3, ink);
    struct workshop_letter *letter = next(out, &bell);
    assert_true(letter->works);
    assert_int_equal(letter->visit, VISIT);
    assert_int_equal(letter->request, 3);
    assert_true(has(letter, "十"));
    workshop_letter_free(letter);
    workshop_stop(workshop);
    mail_free(out);
    sem_destroy(&bell);
    secret_free(ink);
}

/* Asked faster than it can read, it leaves questions out, but never the last, and never turns the order. */
static void the_newest_question_wins(void **state)
{
    enum { QUESTIONS = 60 };
    (void)state;
    sem_t bell;
    sem_init(&bell, 0, 0);
    struct mail *out = mail_new(LIMIT, workshop_letter_free, ring, &bell);
    struct workshop *workshop = workshop_start(STROKES, MODEL, "", out);
    struct handwriting_ink *ink = secret_new(sizeof *ink);
    unsigned answers = 0;
    uint32_t last = 0;
    ten(ink);
    for (uint32_t i = 1; i <= QUESTIONS; i++)
        workshop_ask(workshop, VISIT, i, ink);
    while (last < QUESTIONS) {
        struct workshop_letter *letter = next(out, &bell);
        assert_true(letter->request > last);
        last = letter->request;
        answers++;
        workshop_letter_free(letter);
    }
    assert_true(answers < QUESTIONS);
    workshop_stop(workshop);
    assert_null(mail_take(out));
    mail_free(out);
    sem_destroy(&bell);
    secret_free(ink);
}

/* At once and unasked, so that no pad is offered; and again to whoever asks all the same. */
static void without_its_files_it_says_so(void **state)
{
    (void)state;
    sem_t bell;
    sem_init(&bell, 0, 0);
    struct mail *out = mail_new(LIMIT, workshop_letter_free, ring, &bell);
    struct workshop *workshop = workshop_start("/nonexistent/strokes.bin", MODEL, "", out);
    struct handwriting_ink *ink = secret_new(sizeof *ink);
    ten(ink);
    for (uint32_t i = 0; i <= 2; i++) {
        if (i > 0)
            workshop_ask(workshop, VISIT, i, ink);
        struct workshop_letter *letter = next(out, &bell);
        assert_int_equal(letter->request, i);
        assert_false(letter->works);
        assert_int_equal(letter->found.count, 0);
        workshop_letter_free(letter);
    }
    workshop_stop(workshop);
    mail_free(out);
    sem_destroy(&bell);
    secret_free(ink);
}

/* Forgetting drops what waits; stopping with questions in hand leaves none unfreed (asan). */
static void it_forgets_and_stops_at_once(void **state)
{
    (void)state;
    sem_t bell;
    sem_init(&bell, 0, 0);
    struct mail *out = mail_new(LIMIT, workshop_letter_free, ring, &bell);
    struct workshop *workshop = workshop_start(STROKES, MODEL, "", out);
    struct handwriting_ink *ink = secret_new(sizeof *ink);
    struct workshop_letter *letter;
    ten(ink);
    workshop_ask(workshop, VISIT, 1, ink);
    workshop_forget(workshop);
    workshop_ask(workshop, VISIT + 1, 2, ink);
    do {
        letter = next(out, &bell);
        bool newest = letter->request == 2;
        workshop_letter_free(letter);
        if (newest)
            break;
    } while (true);
    workshop_ask(workshop, VISIT + 1, 3, ink);
    workshop_forget(workshop);
    workshop_stop(workshop);
    mail_free(out);
    sem_destroy(&bell);
    secret_free(ink);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_bears_its_question),
        cmocka_unit_test(the_newest_question_wins),
        cmocka_unit_test(without_its_files_it_says_so),
        cmocka_unit_test(it_forgets_and_stops_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
