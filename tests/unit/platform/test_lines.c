/* Who tells no whole request is cut, and nobody else: not who is being answered, and not who waits for less.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <sys/socket.h>
#include <unistd.h>

#include "platform/lines.h"

enum { FIRST_MS = 1000, LATER_MS = 5000 };

static int ended(int fd)
{
    char byte;
    return recv(fd, &byte, 1, MSG_DONTWAIT) == 0;
}

static void who_drips_is_cut(void **state)
{
    struct lines *lines = lines_new();
    int drips[2], asks[2], comes[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, drips), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, asks), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, comes), 0);
    struct line *one = line_begin(lines, drips[0], FIRST_MS), *two = line_begin(lines, asks[0], FIRST_MS),
                *three = line_begin(lines, comes[0], LATER_MS);
    line_asked(two);
    assert_int_equal(lines_cut(lines, FIRST_MS), 0);
    assert_int_equal(lines_cut(lines, FIRST_MS + 1), 1);
    assert_true(ended(drips[1]) && !ended(asks[1]) && !ended(comes[1]));
    line_end(one);
    line_waits(two, LATER_MS);
    assert_int_equal(lines_cut(lines, LATER_MS), 0);
    assert_int_equal(lines_cut(lines, LATER_MS + 1), 2);
    assert_true(ended(asks[1]) && ended(comes[1]));
    line_end(two);
    line_end(three);
    lines_free(lines);
    for (int i = 0; i < 2; i++) {
        close(drips[i]);
        close(asks[i]);
        close(comes[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_drips_is_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
