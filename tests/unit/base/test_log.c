#include "base/check.h"

#include "base/capture.h"
#include "base/log.h"

static void test_one_line_a_record(void **state)
{
    (void)state;
    struct capture c = capture_start(stderr);
    log_info("line", "answer %d", 503);
    log_warning("printer", "said \"%s\"", "a\nb\x1b[2J");
    g_autofree char *text = capture_end(c);
    assert_string_equal(text, "info line: answer 503\nwarning printer: said \"a b [2J\"\n");
}

static void test_a_long_record_is_cut(void **state)
{
    (void)state;
    char longest[5000];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    struct capture c = capture_start(stderr);
    log_info("area", "%s", longest);
    g_autofree char *text = capture_end(c);
    assert_true(strlen(text) <= 1024);
    assert_int_equal(text[strlen(text) - 1], '\n');
}

static void test_fatal(void **state)
{
    (void)state;
    g_autoptr(GError) error =
        g_error_new_literal(g_quark_from_static_string("test"), 1, "no paper: put some in");
    struct capture c = capture_start(stderr);
    assert_int_equal(log_fatal("kiosk", error), 1);
    g_autofree char *text = capture_end(c);
    assert_string_equal(text, "kiosk: no paper: put some in\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_line_a_record),
        cmocka_unit_test(test_a_long_record_is_cut),
        cmocka_unit_test(test_fatal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
