/* Lines of a GPIO chip: what is asked of the kernel, edges and values as pairs, outputs, and a chip that
 * goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>

#include "chip.h"
#include "devices/drivers.h"
#include "devices/wire/gpio.h"
#include "devices/wire/wire.h"

static struct wire *open_lines(const struct wire_type *type, const char *text, GError **error)
{
    struct uri *uri = uri_parse(text, NULL);
    struct wire *wire = wire_open(type, uri, 0, &chip_files, error);
    uri_free(uri);
    return wire;
}

static bool wakes(const struct wire *wire)
{
    struct pollfd ready = {.fd = wire->fd, .events = POLLIN};
    return poll(&ready, 1, 0) == 1;
}

static void inputs_are_asked_for(void **unused)
{
    (void)unused;
    struct wire *wire =
        open_lines(&wire_gpio_in, "gpio:/dev/gpiochip0?forced=6&door=5&active=low&bias=up", NULL);
    assert_non_null(wire);
    assert_int_equal(chip.request.num_lines, 2);
    assert_int_equal(chip.request.offsets[0], 5); /* in the order of enum gpio_line */
    assert_int_equal(chip.request.offsets[1], 6);
    assert_true(chip.request.config.flags ==
                (GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING |
                 GPIO_V2_LINE_FLAG_ACTIVE_LOW | GPIO_V2_LINE_FLAG_BIAS_PULL_UP));
    assert_int_equal(chip.request.config.attrs[0].attr.id, GPIO_V2_LINE_ATTR_ID_DEBOUNCE);
    assert_int_equal(chip.request.config.attrs[0].mask, 3);
    wire_close(wire);
    assert_int_equal(chip.fd, -1); /* given back */
}

static void values_and_edges_are_pairs(void **unused)
{
    (void)unused;
    uint8_t bytes[16];
    const uint8_t ask = GPIO_ASK;
    struct wire *wire = open_lines(&wire_gpio_in, "gpio:/dev/gpiochip0?door=5&forced=6", NULL);
    chip.values = 2;
    assert_false(wakes(wire));
    assert_int_equal(wire_read(wire, bytes, sizeof bytes), -1);
    assert_int_equal(errno, EAGAIN);
    assert_int_equal(wire_write(wire, &ask, 1), 1);
    assert_true(wakes(wire));
    assert_int_equal(wire_read(wire, bytes, sizeof bytes), 4);
    assert_memory_equal(bytes, ((uint8_t[]){GPIO_LINE_DOOR, 0, GPIO_LINE_FORCED, 1}), 4);
    assert_false(wakes(wire));
    chip_turn(5, true);
    chip_turn(6, false);
    chip_turn(9, true); /* nobody asked for it */
    assert_true(wakes(wire));
    assert_int_equal(wire_read(wire, bytes, sizeof bytes), 2);
    assert_memory_equal(bytes, ((uint8_t[]){GPIO_LINE_DOOR, 1}), 2);
    assert_int_equal(wire_read(wire, bytes, sizeof bytes), 2);
    assert_memory_equal(bytes, ((uint8_t[]){GPIO_LINE_FORCED, 0}), 2);
    assert_int_equal(wire_read(wire, bytes, sizeof bytes), -1);
    assert_int_equal(errno, EAGAIN);
    chip.gone = true;
    assert_int_equal(wire_write(wire, &ask, 1), 1);
    assert_int_equal(wire_read(wire, bytes, sizeof bytes), -1);
    assert_int_equal(errno, ENODEV);
    chip.gone = false;
    wire_close(wire);
}

static void outputs_begin_off(void **unused)
{
    (void)unused;
    uint8_t bytes[4];
    struct wire *wire = open_lines(&wire_gpio_out, "gpio:/dev/gpiochip0?printer=3&idcard=1", NULL);
    chip.values = 0;
    assert_true(chip.request.config.flags == GPIO_V2_LINE_FLAG_OUTPUT);
    assert_int_equal(chip.request.config.attrs[0].attr.id, GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES);
    assert_int_equal(chip.request.config.attrs[0].attr.values, 0);
    assert_int_equal(wire_write(wire, ((uint8_t[]){GPIO_LINE_PRINTER, 1}), 2), 2);
    assert_int_equal(chip.values, 2); /* the second of the two */
    assert_int_equal(
        wire_write(wire, ((uint8_t[]){GPIO_LINE_IDCARD, 1, GPIO_LINE_PRINTER, 0, GPIO_LINE_CAMERA, 1}), 6),
        6);
    assert_int_equal(chip.values, 1);
    assert_int_equal(wire_read(wire, bytes, sizeof bytes), -1);
    assert_int_equal(errno, EAGAIN);
    chip.gone = true;
    assert_int_equal(wire_write(wire, ((uint8_t[]){GPIO_LINE_IDCARD, 0}), 2), -1);
    chip.gone = false;
    wire_close(wire);
}

static void a_chip_that_does_not_give(void **unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    chip.refuses = true;
    assert_null(open_lines(&wire_gpio_in, "gpio:/dev/gpiochip0?door=5", &error));
    assert_non_null(strstr(error->message, "does not give its lines"));
    chip.refuses = false;
    chip.gone = true;
    assert_null(open_lines(&wire_gpio_out, "gpio:/dev/gpiochip0?line=5", NULL));
    chip.gone = false;
}

static void a_wrong_form_is_refused(void **unused)
{
    (void)unused;
    static const char *const wrong[] = {"gpio:gpiochip0?line=4",
                                        "gpio:/dev/gpiochip0",
                                        "gpio:/dev/gpiochip0?line=-1",
                                        "gpio:/dev/gpiochip0?line=1024",
                                        "gpio:/dev/gpiochip0?line=x",
                                        "gpio:/dev/gpiochip0?door=4&forced=4",
                                        "gpio:/dev/gpiochip0?line=4&active=yes",
                                        "gpio:/dev/gpiochip0?line=4&bias=left"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        struct uri *uri = uri_parse(wrong[i], NULL);
        assert_false(wire_gpio_in.check(uri, 0, NULL));
        uri_free(uri);
    }
    struct uri *uri = uri_parse("gpio:/dev/gpiochip0?line=4&active=low&bias=down", NULL);
    assert_true(wire_gpio_out.check(uri, 0, NULL));
    uri_free(uri);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inputs_are_asked_for),    cmocka_unit_test(values_and_edges_are_pairs),
        cmocka_unit_test(outputs_begin_off),       cmocka_unit_test(a_chip_that_does_not_give),
        cmocka_unit_test(a_wrong_form_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
