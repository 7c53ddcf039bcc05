/* What is promised to outlive a power cut is synced, and in the order that makes it so: a file before it gets
 * its name, and the name before anybody is told. Linked with fsync(2) and rename(2) wrapped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/durable.h"
#include "base/secret.h"
#include "queue.h"
#include "store/numbers.h"

static GString *calls; /* f a file is synced, d a folder, r something is renamed */

int __real_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __wrap_fsync(int fd);
int __wrap_rename(const char *from, const char *to);

int __wrap_fsync(int fd)
{
    struct stat about;

    assert_int_equal(fstat(fd, &about), 0);
    g_string_append_c(calls, S_ISDIR(about.st_mode) ? 'd' : 'f');
    return __real_fsync(fd);
}

int __wrap_rename(const char *from, const char *to)
{
    g_string_append_c(calls, 'r');
    return __real_rename(from, to);
}

static void assert_calls(const char *expected)
{
    assert_string_equal(calls->str, expected);
    g_string_truncate(calls, 0);
}

static void a_file_that_takes_anothers_place(void **state)
{
    const struct queue *queue = *state;

    assert_calls("");
    assert_true(durable_write(queue->folder, "file", "x", 1, 0600, NULL));
    assert_calls("frd");
}

/* The folder of the spool is made with the first one, and is a name as well. */
static void a_large_box_before_its_row(void **state)
{
    struct queue *queue = *state;

    assert_true(queue_put(queue, 1, "application", 0, OUTBOX_ROW_BYTES + 1, NULL));
    assert_calls("dfrd");
    assert_true(queue_put(queue, 2, "application", 0, OUTBOX_ROW_BYTES + 1, NULL));
    assert_calls("frd");
}

static void both_copies_of_the_counter_before_a_number_is_told(void **state)
{
    struct queue *queue = *state;
    struct numbers *numbers = numbers_open(queue->store, queue->folder, "", NULL);
    uint32_t counter = 0;

    assert_non_null(numbers);
    g_string_truncate(calls, 0);
    assert_true(numbers_next(numbers, &counter, NULL));
    assert_calls("frdfrd");
    numbers_free(numbers);
}

static int set_up(void **state)
{
    calls = g_string_new(NULL);
    return queue_set_up(state);
}

static int tear_down(void **state)
{
    int code = queue_tear_down(state);

    g_string_free(calls, TRUE);
    return code;
}

#define SYNCED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SYNCED(a_file_that_takes_anothers_place),
        SYNCED(a_large_box_before_its_row),
        SYNCED(both_copies_of_the_counter_before_a_number_is_told),
    };

    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
