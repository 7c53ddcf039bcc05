/* A process that opens its store twice keeps the locks of both: else the next program that leaves the store
 * takes the WAL away, and with it what was acknowledged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/storage.h"
#include "platform_room.h"

enum { SHARED_FIRST = 0x40000002, SHARED_SIZE = 510 }; /* SQLite's file format: the bytes that readers lock */

/* Another process, for whoever asks holds no lock against itself. */
static bool locked_for_others(const char *file)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        struct flock lock = {.l_type = F_WRLCK, .l_start = SHARED_FIRST, .l_len = SHARED_SIZE};
        int fd = open(file, O_RDWR);
        _exit(fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type == F_RDLCK ? 0 : 1);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void a_second_connection_keeps_the_locks_of_the_first(void **state)
{
    struct room *room = *state;

    if (!room->file)
        skip(); /* PostgreSQL has locks of its own */
    assert_true(locked_for_others(room->file));
    struct storage *second = storage_open(room->uri, NULL);
    assert_non_null(second);
    assert_true(locked_for_others(room->file));
    storage_close(second);
    assert_true(locked_for_others(room->file));
}

int main(void)
{
    const struct CMUnitTest tests[] = {ROOM(a_second_connection_keeps_the_locks_of_the_first)};

    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
