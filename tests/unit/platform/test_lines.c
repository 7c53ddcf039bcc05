/* Who is over its time is cut, and nobody else: not whom others watch, and not who was given longer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/lines.h"

enum { FIRST_MS = 1000, LATER_MS = 5000, STILL_MS = 2000 };

static int ended(int fd)
{
    char byte;
    return recv(fd, &byte, 1, MSG_DONTWAIT) == 0;
}

static void who_is_over_its_time_is_cut(void **state)
{
    struct lines *lines = lines_new();
    int drips[2], asks[2], comes[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, drips), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, asks), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, comes), 0);
    struct line *one = line_begin(lines, drips[0], FIRST_MS), *two = line_begin(lines, asks[0], FIRST_MS),
                *three = line_begin(lines, comes[0], LATER_MS);
    line_until(two, LINE_UNBOUND);
    assert_int_equal(lines_cut(lines, FIRST_MS, STILL_MS), 0);
    assert_int_equal(lines_cut(lines, FIRST_MS + 1, STILL_MS), 1);
    assert_true(ended(drips[1]) && !ended(asks[1]) && !ended(comes[1]));
    line_end(one);
    line_until(two, LATER_MS);
    assert_int_equal(lines_cut(lines, LATER_MS, STILL_MS), 0);
    assert_int_equal(lines_cut(lines, LATER_MS + 1, STILL_MS), 2);
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

/* Two ends of one connection of loopback; the first never blocks. */
static void connect_pair(int ends[2])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    int listening = socket(AF_INET, SOCK_STREAM, 0);

    assert_int_equal(bind(listening, (struct sockaddr *)&address, len), 0);
    assert_int_equal(listen(listening, 1), 0);
    assert_int_equal(getsockname(listening, (struct sockaddr *)&address, &len), 0);
    ends[1] = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(ends[1], (struct sockaddr *)&address, len), 0);
    ends[0] = accept(listening, NULL, NULL);
    assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    close(listening);
}

/* As much as the kernel holds for an end that takes nothing. */
static void fill(int fd)
{
    static const char answer[65536];

    while (send(fd, answer, sizeof answer, 0) > 0)
        continue;
}

/* Until the kernel has room again, so the other end was seen to take something. */
static void take_until_room(int ends[2])
{
    static char taken[1 << 20];
    struct pollfd room = {.fd = ends[0], .events = POLLOUT};

    while (poll(&room, 1, 1) == 0)
        assert_true(recv(ends[1], taken, sizeof taken, MSG_DONTWAIT) != 0);
}

/* Neither is over its time; one takes its answer little by little, the other nothing. */
static void whose_answer_stands_still_is_cut(void **state)
{
    struct lines *lines = lines_new();
    int takes[2], rests[2];
    unsigned cut = 0;

    (void)state;
    connect_pair(takes);
    connect_pair(rests);
    struct line *one = line_begin(lines, takes[0], 0), *two = line_begin(lines, rests[0], 0);
    line_answers(one, LINE_UNBOUND);
    line_answers(two, LINE_UNBOUND);
    fill(takes[0]);
    fill(rests[0]);
    assert_int_equal(lines_cut(lines, 0, STILL_MS), 0);
    for (int64_t now_ms = 0; cut == 0;
         now_ms += STILL_MS + 1) { /* the kernel may move what it has once more */
        take_until_room(takes);
        fill(takes[0]); /* as full as before */
        cut = lines_cut(lines, now_ms, STILL_MS);
    }
    assert_int_equal(cut, 1);
    assert_true(send(rests[0], "a", 1, MSG_NOSIGNAL) < 0 && errno == EPIPE);
    take_until_room(takes);
    assert_int_equal(send(takes[0], "a", 1, MSG_NOSIGNAL), 1);
    line_end(one);
    line_end(two);
    lines_free(lines);
    for (int i = 0; i < 2; i++) {
        close(takes[i]);
        close(rests[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_is_over_its_time_is_cut),
                                       cmocka_unit_test(whose_answer_stands_still_is_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
