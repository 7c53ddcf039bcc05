/* The process's n-th allocation fails in a kiosk that saves, once and for good. GLib ends a process without
 * memory, and that is allowed: at the next start each application is wholly there or its 'done' was never
 * shown, and no receipt number comes twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/numbers.h"
#include "store_hot.h"

enum {
    HOT_STEPS = 30,
    SAVES = 3,
    SAVE_BYTES = 1500,

    MANY = 1000000,
    STRIDE = 23
};

/* malloc(3) and its kin know no caller. */
static struct {
    unsigned at, seen;
    gboolean for_good;
} armed;

static gboolean fails(void)
{
    if (armed.at == 0)
        return FALSE;
    armed.seen++;
    return armed.seen == armed.at || (armed.for_good && armed.seen > armed.at);
}

/* What the C library's own are called beneath; ours, in the program, come before them for every library. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    return fails() ? NULL : __libc_realloc(memory, size);
}

static int set_up(void **state)
{
    struct hot *hot = hot_new();
    g_autoptr(GRand) rng = g_rand_new_with_seed(work_seed());
    uint32_t drawn;

    struct numbers *numbers = numbers_open(hot->work->kiosk_store, hot->from, "", NULL);
    assert_true(numbers_next(numbers, &drawn, NULL));
    numbers_free(numbers);
    work_run(hot->work, rng, HOT_STEPS);
    *state = hot;
    return 0;
}

/* What a kiosk showed its residents: a receipt number drawn, and 'done'. */
struct shown {
    uint32_t number;
    guint save; /* which one of its own, 0.. */
    gboolean done;
};

/* Whoever reads the pipe holds it for shown, whatever becomes of this process. */
static void save(struct work *work, struct numbers *numbers, guint i, int pipe)
{
    struct shown shown = {.save = i};

    if (!numbers_next(numbers, &shown.number, NULL) || write(pipe, &shown, sizeof shown) != sizeof shown)
        _exit(1);
    shown.done = work_add(work, i == 1 ? WORK_HUGE_BYTES : SAVE_BYTES);
    if (shown.done && write(pipe, &shown, sizeof shown) != sizeof shown)
        _exit(1);
}

static void kiosk(struct work *work, int pipe, unsigned at, gboolean for_good)
{
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    const struct rlimit no_core = {0, 0};

    setrlimit(RLIMIT_CORE, &no_core);
    dup2(nowhere, STDERR_FILENO);
    armed.at = at;
    armed.for_good = for_good;
    struct numbers *numbers =
        work_open(work, NULL) ? numbers_open(work->kiosk_store, work->folder, "", NULL) : NULL;
    for (guint i = 0; numbers && i < SAVES; i++)
        save(work, numbers, i, pipe);
    _exit(armed.seen >= at ? 1 : 0); /* 0: the fault was not met */
}

/* Into the parent's memory: the child's adds bear the numbers that follow its own. The last receipt number.
 */
static uint32_t listen_to(struct work *work, int pipe)
{
    guint first = work->items->len;
    struct shown shown;
    uint32_t last = 0;

    for (guint i = 0; i < SAVES; i++) {
        struct work_item item = {first + i, WORK_ASKED};
        g_array_append_val(work->items, item);
    }
    while (read(pipe, &shown, sizeof shown) == sizeof shown) {
        assert_true(shown.number > last || (shown.done && shown.number == last));
        last = shown.number;
        if (shown.done)
            g_array_index(work->items, struct work_item, first + shown.save).stand = WORK_PROMISED;
    }
    return last;
}

static void expect_no_number_twice(const struct work *work, uint32_t last)
{
    struct store *store = store_open(work->folder, NULL);
    struct numbers *numbers = numbers_open(store, work->folder, "", NULL);
    uint32_t next = 0;

    assert_true(numbers && numbers_next(numbers, &next, NULL));
    assert_in_range(next, last + 1, UINT32_MAX);
    numbers_free(numbers);
    store_close(store);
}

/* TRUE: the fault was met. */
static gboolean one_fault(struct hot *hot, unsigned at, gboolean for_good, unsigned *aborted)
{
    struct work *work = work_copy(hot->work, hot->to);
    g_autofree char *where =
        g_strdup_printf("seed %u, malloc %u fails %s", work_seed(), at, for_good ? "for good" : "once");
    int ends[2], status = 0;

    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0)
        kiosk(work, ends[1], at, for_good);
    close(ends[1]);
    uint32_t last = listen_to(work, ends[0]);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    gboolean killed = WIFSIGNALED(status) && WTERMSIG(status) != SIGSEGV && WTERMSIG(status) != SIGBUS;
    assert_true(killed || WIFEXITED(status)); /* GLib's abort, not a pointer gone astray */
    *aborted += killed;
    work_expect_kept(work, where);
    expect_no_number_twice(work, last);
    work_free(work);
    return killed || WEXITSTATUS(status) != 0;
}

static void every_allocation_of_a_kiosk_that_saves(void **state)
{
    unsigned met = 0, aborted = 0, stride = work_count(STRIDE, 1);

    for (int for_good = 0; for_good < 2; for_good++) {
        unsigned n = 1;
        while (n < MANY && one_fault(*state, n, for_good, &aborted)) {
            n += stride;
            met++;
        }
        assert_in_range(n, 2, MANY - 1);
    }
    print_message("malloc: seed %u, %u faults, %u of them ended the process, nothing lost\n", work_seed(),
                  met, aborted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_allocation_of_a_kiosk_that_saves, set_up, hot_tear_down)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
