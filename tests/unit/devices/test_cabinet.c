/* Alarm, lamps, contacts and temperature: what goes out on the wire, what is told, and that a wire which
 * comes back hears again what is wanted. */
#include "bench.h"
#include "devices/cabinet/relay_codec.h"
#include "devices/cabinet/thermal.h"
#include "devices/wire/gpio.h"

static void switch_to(struct bench *b, int number, bool on)
{
    struct device_command command = {
        .kind = COMMAND_SWITCH, .slot = b->driver->slot, .number = number, .flag = on};
    b->driver->command(b->state, &b->io, &command);
}

static void assert_sent(struct bench *b, const uint8_t *bytes, size_t n)
{
    assert_int_equal(b->sent_len, n);
    assert_memory_equal(b->sent, bytes, n);
    bench_clear(b);
}
#define SENT(b, ...) assert_sent(b, (uint8_t[]){__VA_ARGS__}, sizeof(uint8_t[]){__VA_ARGS__})

static void assert_told(struct bench *b, enum device_status status, enum device_attention why)
{
    const struct device_letter *last = NULL;
    assert_int_not_equal(bench_count(b, LETTER_STATUS, &last), 0);
    assert_int_equal(last->status, status);
    assert_int_equal(last->attention, why);
    bench_clear(b);
}

static void relay_frames_are_the_makers(void **unused)
{
    (void)unused;
    uint8_t frame[RELAY_FRAME];
    relay_frame(frame, 1, true);
    assert_memory_equal(frame, "\xA0\x01\x01\xA2", 4);
    relay_frame(frame, 1, false);
    assert_memory_equal(frame, "\xA0\x01\x00\xA1", 4);
    relay_frame(frame, 2, true);
    assert_memory_equal(frame, "\xA0\x02\x01\xA3", 4);
}

static void an_alarm_is_one_line(void **unused)
{
    (void)unused;
    struct bench *b = bench_up(&gpio_alarm_driver, "gpio:/dev/gpiochip0?line=4");
    b->driver->opened(b->state, &b->io);
    SENT(b, GPIO_LINE_LINE, 0);
    switch_to(b, 0, true);
    switch_to(b, 0, true); /* said once */
    SENT(b, GPIO_LINE_LINE, 1);
    b->driver->closed(b->state, &b->io); /* the kiosk ends: it is still */
    SENT(b, GPIO_LINE_LINE, 0);
    b->driver->opened(b->state, &b->io); /* or it was pulled out while it sounds, and put back */
    SENT(b, GPIO_LINE_LINE, 1);
    switch_to(b, 0, false);
    SENT(b, GPIO_LINE_LINE, 0);
    bench_down(b);
}

static void an_alarm_is_one_relay(void **unused)
{
    (void)unused;
    struct bench *b = bench_up(&relay_alarm_driver, "serial:/dev/ttyUSB3?kind=lcus&channel=2");
    b->driver->opened(b->state, &b->io);
    assert_told(b, STATUS_READY, ATTENTION_NONE);
    switch_to(b, 0, true);
    SENT(b, 0xA0, 2, 1, 0xA3);
    bench_command(b, COMMAND_VISIT, 2); /* another visit ends no alarm */
    assert_int_equal(b->sent_len, 0);
    switch_to(b, 0, false);
    SENT(b, 0xA0, 2, 0, 0xA2);
    bench_down(b);
}

static void lamps_are_named_by_their_slot(void **unused)
{
    (void)unused;
    struct bench *b = bench_up(&gpio_lamp_driver, "gpio:/dev/gpiochip0?idcard=1&printer=3");
    b->driver->opened(b->state, &b->io);
    SENT(b, GPIO_LINE_IDCARD, 0, GPIO_LINE_PRINTER, 0);
    switch_to(b, DEVICE_PRINTER, true);
    SENT(b, GPIO_LINE_PRINTER, 1);
    b->driver->closed(b->state, &b->io);
    SENT(b, GPIO_LINE_PRINTER, 0);     /* what is dark stays so */
    switch_to(b, DEVICE_CAMERA, true); /* this cabinet has no such lamp */
    switch_to(b, DEVICE_KEYPAD, true);
    switch_to(b, 99, true);
    assert_int_equal(b->sent_len, 0);
    bench_down(b);
    b = bench_up(&relay_lamp_driver, "serial:/dev/ttyUSB4?idcard=1&scanner=2");
    switch_to(b, DEVICE_SCANNER, true);
    SENT(b, 0xA0, 2, 1, 0xA3);
    bench_down(b);
}

static void wrong_switches_are_refused(void **unused)
{
    (void)unused;
    static const struct {
        enum device_slot slot;
        const char *text;
    } rows[] = {{DEVICE_ALARM, "gpio:/dev/gpiochip0"},
                {DEVICE_ALARM, "gpio:/dev/gpiochip0?idcard=4"},
                {DEVICE_ALARM, "serial:/dev/ttyUSB3?kind=horn"},
                {DEVICE_ALARM, "serial:/dev/ttyUSB3?channel=9"},
                {DEVICE_ALARM, "audio:/dev/snd"},
                {DEVICE_LAMP, "gpio:/dev/gpiochip0?line=4"},
                {DEVICE_LAMP, "serial:/dev/ttyUSB3"},
                {DEVICE_LAMP, "serial:/dev/ttyUSB3?idcard=0"},
                {DEVICE_DOOR, "gpio:/dev/gpiochip0"},
                {DEVICE_POWER, "gpio:/dev/gpiochip0?battery=4"},
                {DEVICE_TEMPERATURE, "thermal:zone0"},
                {DEVICE_TEMPERATURE, "thermal:/sys/temp?high=10"}};
    static const struct {
        enum device_slot slot;
        const char *text;
    } right[] = {{DEVICE_ALARM, "gpio:/dev/gpiochip0?line=4&active=low"},
                 {DEVICE_ALARM, "serial:/dev/ttyUSB3?kind=lcus"},
                 {DEVICE_ALARM, "audio:"},
                 {DEVICE_DOOR, "gpio:/dev/gpiochip0?door=5&forced=6&bias=up"},
                 {DEVICE_POWER, "gpio:/dev/gpiochip0?line=7&battery=8"},
                 {DEVICE_TEMPERATURE, "thermal:/sys/class/thermal/thermal_zone0/temp?high=65"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct uri *uri = uri_parse(rows[i].text, NULL);
        assert_false(device_check(rows[i].slot, uri, NULL));
        uri_free(uri);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(right); i++) {
        struct uri *uri = uri_parse(right[i].text, NULL);
        g_autoptr(GError) error = NULL;
        assert_true(device_check(right[i].slot, uri, &error));
        uri_free(uri);
    }
}

static void the_loudspeaker_is_asked_for_by_letter(void **unused)
{
    (void)unused;
    const struct device_letter *last = NULL;
    struct bench *b = bench_up(&siren_driver, "audio:");
    b->driver->opened(b->state, &b->io);
    assert_told(b, STATUS_READY, ATTENTION_NONE);
    switch_to(b, 0, true);
    switch_to(b, 0, true);
    assert_int_equal(bench_count(b, LETTER_SIREN, &last), 1);
    assert_true(last->flag);
    switch_to(b, 0, false);
    assert_int_equal(bench_count(b, LETTER_SIREN, &last), 2);
    assert_false(last->flag);
    bench_down(b);
}

static void a_door_says_how_it_stands(void **unused)
{
    (void)unused;
    struct bench *b = bench_up(&door_driver, "gpio:/dev/gpiochip0?door=5&forced=6");
    b->driver->opened(b->state, &b->io);
    SENT(b, GPIO_ASK);
    assert_int_equal(b->letters->len, 0); /* it may stand open: nothing is told before the answer */
    bench_feed(b, ((uint8_t[]){GPIO_LINE_DOOR, 0, GPIO_LINE_FORCED, 0}), 4);
    assert_told(b, STATUS_READY, ATTENTION_NONE);
    bench_feed(b, ((uint8_t[]){GPIO_LINE_DOOR, 1}), 2);
    assert_told(b, STATUS_ATTENTION, ATTENTION_DOOR_OPEN);
    bench_feed(b, ((uint8_t[]){GPIO_LINE_DOOR}), 1); /* split */
    bench_feed(b, ((uint8_t[]){0}), 1);
    assert_told(b, STATUS_READY, ATTENTION_NONE);
    bench_feed(b, ((uint8_t[]){GPIO_LINE_FORCED, 1, GPIO_LINE_FORCED, 0}), 4); /* springs back at once */
    const struct device_letter *first = b->letters->pdata[0];
    assert_int_equal(first->attention, ATTENTION_FORCED);
    assert_told(b, STATUS_READY, ATTENTION_NONE);
    bench_down(b);
}

static void the_battery_counts_when_the_mains_are_gone(void **unused)
{
    (void)unused;
    struct bench *b = bench_up(&power_driver, "gpio:/dev/gpiochip0?line=7&battery=8");
    b->driver->opened(b->state, &b->io);
    bench_feed(b, ((uint8_t[]){GPIO_LINE_LINE, 0, GPIO_LINE_BATTERY, 1}), 4);
    assert_told(b, STATUS_READY, ATTENTION_NONE); /* it is being filled */
    bench_feed(b, ((uint8_t[]){GPIO_LINE_BATTERY, 0, GPIO_LINE_LINE, 1}), 4);
    assert_told(b, STATUS_ATTENTION, ATTENTION_MAINS_LOST);
    bench_feed(b, ((uint8_t[]){GPIO_LINE_BATTERY, 1}), 2);
    assert_told(b, STATUS_ATTENTION, ATTENTION_BATTERY_LOW);
    bench_feed(b, ((uint8_t[]){GPIO_LINE_LINE, 0}), 2);
    assert_told(b, STATUS_READY, ATTENTION_NONE);
    bench_down(b);
}

static void heat_is_told_and_measured(void **unused)
{
    (void)unused;
    const struct device_letter *last = NULL;
    struct bench *b = bench_up(&thermal_driver, "thermal:/sys/temp?high=60");
    b->driver->opened(b->state, &b->io);
    assert_int_equal(b->sent_len, 1);
    assert_int_equal(b->alarm_ms, 60000);
    bench_feed(b, "48312\n", 6);
    assert_int_equal(bench_count(b, LETTER_MEASURE, &last), 1);
    assert_int_equal(last->number, 48312);
    assert_told(b, STATUS_READY, ATTENTION_NONE);
    bench_ring(b);
    assert_int_equal(b->sent_len, 1);
    bench_feed(b, "60", 2);
    bench_feed(b, "000\n", 4);
    assert_told(b, STATUS_ATTENTION, ATTENTION_HOT);
    bench_feed(b, "59999\n", 6); /* a little cooler is still hot */
    assert_told(b, STATUS_ATTENTION, ATTENTION_HOT);
    bench_feed(b, "54000\n", 6);
    assert_told(b, STATUS_READY, ATTENTION_NONE);
    bench_feed(b, "-5000\n", 6);
    assert_told(b, STATUS_READY, ATTENTION_NONE);
    static const char *const nonsense[] = {"\n", "warm\n", "12 C\n", "999999999\n", "12345678901234567890\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(nonsense); i++) {
        bench_feed(b, nonsense[i], strlen(nonsense[i]));
        assert_told(b, STATUS_ATTENTION, ATTENTION_FAULT);
    }
    bench_down(b);
}

/* Two lines, cut in two anywhere: the same two values. */
static void a_value_may_come_in_pieces(void **unused)
{
    (void)unused;
    static const char both[] = "48312\n-1200\n";
    for (size_t cut = 0; cut < sizeof both; cut++) {
        struct thermal_text text = {0};
        const uint8_t *parts[] = {(const uint8_t *)both, (const uint8_t *)both + cut};
        size_t sizes[] = {cut, sizeof both - 1 - MIN(cut, sizeof both - 1)};
        int values[2] = {0};
        unsigned found = 0;
        for (unsigned part = 0; part < 2; part++)
            while (thermal_feed(&text, &parts[part], &sizes[part]))
                values[found++] = text.good ? text.value : 0;
        assert_int_equal(found, 2);
        assert_int_equal(values[0], 48312);
        assert_int_equal(values[1], -1200);
        if (cut == sizeof both - 1)
            break;
    }
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relay_frames_are_the_makers),
        cmocka_unit_test(an_alarm_is_one_line),
        cmocka_unit_test(an_alarm_is_one_relay),
        cmocka_unit_test(lamps_are_named_by_their_slot),
        cmocka_unit_test(wrong_switches_are_refused),
        cmocka_unit_test(the_loudspeaker_is_asked_for_by_letter),
        cmocka_unit_test(a_door_says_how_it_stands),
        cmocka_unit_test(the_battery_counts_when_the_mains_are_gone),
        cmocka_unit_test(heat_is_told_and_measured),
        cmocka_unit_test(a_value_may_come_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
