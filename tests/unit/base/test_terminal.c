#include "base/check.h"

#include "base/capture.h"
#include "base/terminal.h"

/* A stranger's line makes no second row, and no terminal obeys it. */
static void test_a_stranger_draws_one_line(void **state)
{
    (void)state;
    struct capture c = capture_start(stdout);
    terminal_print("%s  %d\n",
                   "a\n206170000019  假的一行\r\x1b[2J\xc2\x9b"
                   "2J\u202e\u2028\xff王",
                   7);
    g_autofree char *text = capture_end(c);
    assert_string_equal(text,
                        "a\ufffd206170000019  假的一行\ufffd\ufffd[2J\ufffd2J\ufffd\ufffd\ufffd王  7\n");
}

/* The break at the end is the format's own, or there is none. */
static void test_a_part_of_a_line(void **state)
{
    (void)state;
    struct capture c = capture_start(stdout);
    terminal_print("a %s", "b\n");
    terminal_print("%s\n", "c\n");
    terminal_print("\n");
    terminal_print("%s", "");
    g_autofree char *text = capture_end(c);
    assert_string_equal(text, "a b\ufffdc\ufffd\n\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_stranger_draws_one_line),
        cmocka_unit_test(test_a_part_of_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
