#include "base/check.h"

#include "base/capture.h"
#include "base/config.h"

#define NEEDED "[kiosk]\nnumber=20617\n[platform]\nurl=https://a\nprogress_url=https://a/p/\n"

static struct config *parse(const char *text, gboolean strict, GError **error)
{
    return config_parse(text, "kiosk.conf", strict, error);
}

static void test_values_and_defaults(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    struct config *c =
        parse("# a comment\r\n\n" NEEDED "[screen]\n  width_mm = 400 \nfullscreen=true\n"
              "[devices]\nidcard=sam:/dev/ttyUSB0?baud=115200\n[kiosk]\nplace=高郢社区\nstate=/s\n",
              TRUE, &error);
    assert_null(error);
    assert_int_equal(config_int(c, "screen", "width_mm"), 400);
    assert_int_equal(config_int(c, "screen", "height_mm"), 476);
    assert_true(config_is(c, "screen", "fullscreen"));
    assert_string_equal(config_text(c, "kiosk", "mode"), "demo");
    assert_string_equal(config_text(c, "kiosk", "place"), "高郢社区");
    assert_string_equal(config_text(c, "help", "phone"), "");
    assert_string_equal(config_text(c, "platform", "line"), "/s/line");
    assert_string_equal(config_uri(c, "devices", "idcard")->path, "/dev/ttyUSB0");
    assert_string_equal(config_uri(c, "devices", "printer")->scheme, "none");
    assert_null(*config_warnings(c));
    config_free(c);
    config_free(NULL);
}

/* Every fault names file, line and key, and says what to do. */
static void test_faults(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum config_error code;
        const char *message;
    } rows[] = {
        {NEEDED "[screen]\nwidht_mm=3\n", CONFIG_ERROR_KEY,
         "kiosk.conf:7: key widht_mm in [screen] is not known: correct or remove it ([screen] knows "
         "width_mm, height_mm, "
         "bottom_mm, reach_top_mm, fullscreen, night, night_percent, backlight, touch)"},
        {NEEDED "[nowhere]\na=3\n", CONFIG_ERROR_KEY,
         "kiosk.conf:7: key a in [nowhere] is not known: correct or remove it ([nowhere] knows no key; the "
         "sections are "
         "kiosk, screen, devices, platform, assets, voice, power, calendar, help)"},
        {NEEDED "[screen]\nwidth_mm=3\n", CONFIG_ERROR_VALUE,
         "kiosk.conf:7: width_mm=3 in [screen] cannot be: write a whole number from 50 to 5000"},
        {NEEDED "[screen]\nwidth_mm=wide\n", CONFIG_ERROR_VALUE,
         "kiosk.conf:7: width_mm=wide in [screen] cannot be: write a whole number from 50 to 5000"},
        {NEEDED "[screen]\nfullscreen=yes\n", CONFIG_ERROR_VALUE,
         "kiosk.conf:7: fullscreen=yes in [screen] cannot be: write true or false"},
        {NEEDED "[kiosk]\nmode=test\n", CONFIG_ERROR_VALUE,
         "kiosk.conf:7: mode=test in [kiosk] cannot be: write demo or production"},
        {NEEDED "[kiosk]\nstate=var\n", CONFIG_ERROR_VALUE,
         "kiosk.conf:7: state=var in [kiosk] cannot be: write a whole path that starts with /"},
        {NEEDED "[kiosk]\nstate=\n", CONFIG_ERROR_VALUE,
         "kiosk.conf:7: state= in [kiosk] cannot be: write a whole path that starts with /"},
        {NEEDED "[devices]\nidcard=/dev/ttyUSB0\n", CONFIG_ERROR_VALUE,
         "kiosk.conf:7: idcard=/dev/ttyUSB0 in [devices] cannot be: \"/dev/ttyUSB0\" names no scheme: write "
         "it as "
         "scheme:place?key=value&key=value, for example sam:/dev/ttyUSB0?baud=115200"},
        {"[kiosk]\nnumber=2061\n", CONFIG_ERROR_VALUE,
         "kiosk.conf:2: number=2061 in [kiosk] cannot be: write exactly 5 digits"},
        {"[kiosk]\nnumber=20617\n[platform]\nurl=http://a\n", CONFIG_ERROR_VALUE,
         "kiosk.conf:4: url=http://a in [platform] cannot be: write an address that starts with https://"},
        {NEEDED "[kiosk]\nnumber=20618\n", CONFIG_ERROR_KEY,
         "kiosk.conf:7: key number in [kiosk] was already set in line 2: keep one of the two"},
        {"[platform]\nurl=https://a\n", CONFIG_ERROR_KEY,
         "kiosk.conf: key number in [kiosk] is missing: add it, as kiosk.conf.example shows"},
        {"mode=demo\n", CONFIG_ERROR_FILE,
         "kiosk.conf:1: \"mode=demo\" is no setting: write key=value under a [section], or start the line "
         "with #"},
        {"[kiosk]\nmode\n", CONFIG_ERROR_FILE,
         "kiosk.conf:2: \"mode\" is no setting: write key=value under a [section], or start the line with #"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (gboolean strict = FALSE; strict <= TRUE; strict++) {
            g_autoptr(GError) error = NULL;
            assert_null(parse(rows[i].text, strict, &error));
            assert_string_equal(error->message, rows[i].message);
            assert_true(g_error_matches(error, config_error_quark(), (int)rows[i].code));
        }
    }
}

static void test_a_newer_format_still_starts(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    static const char newer[] = NEEDED "[screen]\nglow=1\n[kiosk]\nformat=2\n[moon]\nphase=full\n";
    struct capture capture = capture_start(stderr);
    struct config *c = parse(newer, FALSE, &error);
    g_autofree char *logged = capture_end(capture);
    assert_non_null(c);
    assert_null(error);
    const char *const *warnings = config_warnings(c);
    assert_non_null(strstr(warnings[0], "kiosk.conf:7: key glow in [screen]"));
    assert_non_null(strstr(warnings[1], "kiosk.conf:11: key phase in [moon]"));
    assert_null(warnings[2]);
    assert_non_null(strstr(logged, "warning config: kiosk.conf:7: key glow"));
    config_free(c);
    assert_null(parse(newer, TRUE, &error));
    assert_non_null(strstr(error->message, "kiosk.conf:7: key glow in [screen]"));
    g_clear_error(&error);
    assert_null(
        parse(NEEDED "[kiosk]\nformat=2\nmode=test\n", FALSE, &error)); /* a bad value stays an error */
}

static void test_file_that_is_not_there(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    assert_null(config_load("/nonexistent/kiosk.conf", FALSE, &error));
    assert_non_null(strstr(error->message, "/nonexistent/kiosk.conf"));
    assert_non_null(strstr(error->message, ": name the configuration with --config FILE"));
}

/* The shipped example loads strictly and shows every key there is. */
static void test_example_is_complete(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    struct config *c = config_load(SOURCE_DIR "/packaging/kiosk.conf.example", TRUE, &error);
    if (!c)
        fail_msg("%s", error->message);
    struct capture capture = capture_start(stdout);
    config_print(c);
    g_autofree char *printed = capture_end(capture);
    assert_non_null(
        strstr(printed, "kiosk.mode = production    (" SOURCE_DIR "/packaging/kiosk.conf.example:"));
    if (strstr(printed, "(default)"))
        fail_msg("kiosk.conf.example misses a key of the table in app/base/config.c:\n%s", printed);
    config_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_and_defaults),         cmocka_unit_test(test_faults),
        cmocka_unit_test(test_a_newer_format_still_starts), cmocka_unit_test(test_file_that_is_not_there),
        cmocka_unit_test(test_example_is_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
