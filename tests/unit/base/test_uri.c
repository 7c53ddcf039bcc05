#include "base/check.h"

#include "base/uri.h"

static void test_parts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *scheme, *path;
    } rows[] = {
        {"none", "none", ""},
        {"sam:/dev/ttyUSB0?baud=115200", "sam", "/dev/ttyUSB0"},
        {"escpos:tcp:192.0.2.7:9100", "escpos", "tcp:192.0.2.7:9100"},
        {"cups:QUEUE", "cups", "QUEUE"},
        {"pcsc:", "pcsc", ""},
        {"pcsc:?reader=2", "pcsc", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct uri *uri = uri_parse(rows[i].text, NULL);
        assert_non_null(uri);
        assert_string_equal(uri->text, rows[i].text);
        assert_string_equal(uri->scheme, rows[i].scheme);
        assert_string_equal(uri->path, rows[i].path);
        uri_free(uri);
    }
    uri_free(NULL);
}

static void test_options(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    int baud = 0;
    struct uri *uri = uri_parse("sam:/dev/ttyUSB0?baud=115200&parity=even&empty=", NULL);
    assert_string_equal(uri_option(uri, "parity", "none"), "even");
    assert_string_equal(uri_option(uri, "empty", "x"), "");
    assert_string_equal(uri_option(uri, "stop", "1"), "1");
    assert_true(uri_option_int(uri, "baud", 9600, 300, 921600, &baud, &error));
    assert_int_equal(baud, 115200);
    assert_true(uri_option_int(uri, "columns", 32, 1, 80, &baud, &error));
    assert_int_equal(baud, 32);
    assert_false(uri_option_int(uri, "baud", 9600, 300, 57600, &baud, &error));
    assert_non_null(strstr(error->message, "baud=115200"));
    assert_non_null(strstr(error->message, "write a whole number from 300 to 57600"));
    g_clear_error(&error);
    assert_false(uri_option_int(uri, "parity", 0, 0, 9, &baud, &error));
    uri_free(uri);
}

static void test_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {"",           "off",        "/dev/ttyUSB0", ":x",
                                       "SAM:/dev/x", "sam:x?baud", "sam:x?=1",     "sam:x?a=1&a=2"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        g_autoptr(GError) error = NULL;
        assert_null(uri_parse(rows[i], &error));
        assert_non_null(strstr(error->message, "write it as scheme:place"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
