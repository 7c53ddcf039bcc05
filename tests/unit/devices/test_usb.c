/* The ID-card reader on USB: descriptors, both ways of speaking, what goes wrong on a bus, and the plug. */
#include <dirent.h>
#include <errno.h>
#include <gio/gio.h>
#include <poll.h>

#include "devices/room.h"
#include "devices/wire/usb_order.h"
#include "devices/wire/wire.h"
#include "usb_reader.h"

enum { PATIENCE_MS = 60000 };

static const struct device_files nodes = {.close = close, .usb = &reader_usb};

static struct wire *wire_up(const char *text, GError **error)
{
    struct uri *uri = uri_parse(text, NULL);
    struct wire *wire = wire_open(&wire_reader, uri, 115200, &nodes, error);
    uri_free(uri);
    return wire;
}

static void pipes_come_from_the_descriptors(void **unused)
{
    (void)unused;
    READER_CONFIG(three, READER_BULK(0x81), READER_BULK(0x82), READER_BULK(0x83), READER_BULK(0x01),
                  READER_BULK(0x02), READER_BULK(0x03));
    READER_CONFIG(one_way, READER_BULK(0x81));
    READER_CONFIG(
        keyboard,
        {.bEndpointAddress = 0x81, .bmAttributes = LIBUSB_TRANSFER_TYPE_INTERRUPT, .wMaxPacketSize = 8});
    struct usb_pipes pipes;
    assert_true(usb_pipes_choose(&pipes, &reader_split));
    assert_int_equal(pipes.count, 2);
    assert_int_equal(pipes.pipe[0].in, 0x81);
    assert_int_equal(pipes.pipe[0].out, 0x02);
    assert_int_equal(pipes.pipe[1].in, 0x85);
    assert_int_equal(pipes.pipe[1].out, 0x06);
    assert_true(usb_pipes_choose(&pipes, &reader_whole));
    assert_int_equal(pipes.count, 1);
    assert_int_equal(pipes.pipe[0].in, 0x81);
    assert_false(usb_pipes_choose(&pipes, &three));
    assert_false(usb_pipes_choose(&pipes, &one_way));
    assert_false(usb_pipes_choose(&pipes, &keyboard));
}

static void a_device_is_named(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        bool well;
    } rows[] = {{"sam:usb", true},
                {"sam:usb:0400:C35A", true},
                {"sam:usb:2b19:0200", true},
                {"sam:usb:0400:c35a:A-17", true},
                {"sam:usb:", false},
                {"sam:usb:0400", false},
                {"sam:usb:0400:C35", false},
                {"sam:usb:0400:C35AA", false},
                {"sam:usb:040G:C35A", false},
                {"sam:usb:0400:C35A:", false},
                {"sam:usb?baud=9600", true}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        struct uri *uri = uri_parse(rows[i].text, NULL);
        if (device_check(DEVICE_IDCARD, uri, &error) != rows[i].well)
            fail_msg("%s", rows[i].text);
        if (!rows[i].well)
            assert_non_null(strstr(error->message, "usb:VID:PID"));
        uri_free(uri);
    }
}

static void the_one_that_is_meant_is_opened(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        bool found;
    } rows[] = {{"sam:usb", true},
                {"sam:usb:0400:C35A", true},
                {"sam:usb:0400:C35A:A-17", true},
                {"sam:usb:0400:C35A:B-1", false},
                {"sam:usb:0483:5652", false}};
    reader_up(true);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        struct wire *wire = wire_up(rows[i].text, &error);
        if ((wire != NULL) != rows[i].found)
            fail_msg("%s", rows[i].text);
        if (!wire)
            assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND));
        wire_close(wire);
    }
    reader_down();
}

static void no_right_to_it_is_said(void **unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    reader_up(false);
    reader.closed_to_us = true;
    assert_null(wire_up("sam:usb", &error));
    assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED));
    reader_down();
}

static bool wait_for(struct wire *wire)
{
    struct pollfd fd = {wire->fd, POLLIN, 0};
    return poll(&fd, 1, PATIENCE_MS) == 1;
}

/* Asks and hears; the bytes of the answer. */
static size_t exchange(struct wire *wire, enum sam_command command, uint8_t *to, size_t n)
{
    uint8_t frame[SAM_COMMAND_MAX];
    size_t len = sam_frame(frame, command, 0), got = 0;
    assert_int_equal(wire_write(wire, frame, len), (int)len);
    while (got < n) {
        assert_true(wait_for(wire));
        ssize_t more = wire_read(wire, to + got, 4096);
        if (more < 0 && errno != EAGAIN)
            return 0;
        got += more > 0 ? (size_t)more : 0;
    }
    return got;
}

static void assert_a_whole_reading(struct wire *wire)
{
    uint8_t heard[2 * 4096], card[SAM_FRAME_MAX];
    assert_int_equal(exchange(wire, SAM_STATUS, heard, 11), 11);
    assert_int_equal(exchange(wire, SAM_FIND, heard, 15), 15);
    assert_int_equal(exchange(wire, SAM_SELECT, heard, 19), 19);
    assert_int_equal(exchange(wire, SAM_READ, heard, 1295), 1295);
    module_card(card, CN1);
    assert_memory_equal(heard, card, 1295);
}

static void a_card_is_read_by_either_kind_of_pipe(void **unused)
{
    (void)unused;
    enum { EMPTY = 1, SHORT = 2, STALL_IN = 4, WAYS = 8 };
    for (int way = 0; way < 2 * WAYS; way++) {
        reader_up(way >= WAYS);
        reader.empties = way & EMPTY;
        reader.shorts = way & SHORT;
        reader.stalls_in = way & STALL_IN ? 2 : 0;
        module_lay(&reader.module, CN1);
        struct wire *wire = wire_up("sam:usb", NULL);
        assert_non_null(wire);
        assert_a_whole_reading(wire);
        assert_int_equal(reader.halts_cleared, way & STALL_IN ? 2 : 0);
        wire_close(wire);
        reader_down();
    }
}

static void a_command_that_was_stalled_may_be_said_again(void **unused)
{
    (void)unused;
    uint8_t frame[SAM_COMMAND_MAX], heard[4096];
    reader_up(false);
    reader.stalls_out = 1;
    struct wire *wire = wire_up("sam:usb", NULL);
    size_t n = sam_frame(frame, SAM_STATUS, 0);
    assert_int_equal(wire_write(wire, frame, n), (int)n);
    assert_true(wait_for(wire));
    assert_int_equal(wire_read(wire, heard, sizeof heard), -1);
    assert_int_equal(errno, EAGAIN);
    assert_int_equal(reader.halts_cleared, 1);
    assert_int_equal(exchange(wire, SAM_STATUS, heard, 11), 11);
    wire_close(wire);
    reader_down();
}

static void a_pipe_that_stays_halted_ends_the_wire(void **unused)
{
    (void)unused;
    uint8_t heard[4096];
    reader_up(true);
    reader.stalls_in = 100;
    struct wire *wire = wire_up("sam:usb", NULL);
    g_mutex_lock(&reader.lock);
    for (int i = 0; i < 8; i++)
        reader_packet(0, LIBUSB_TRANSFER_STALL, NULL, 0);
    g_mutex_unlock(&reader.lock);
    assert_int_equal(wire_read(wire, heard, sizeof heard), -1);
    assert_int_equal(errno, EIO);
    wire_close(wire);
    reader_down();
}

static void a_reader_that_takes_nothing_ends_the_wire(void **unused)
{
    (void)unused;
    uint8_t frame[SAM_COMMAND_MAX], heard[4096];
    reader_up(true);
    reader.deaf = true;
    struct wire *wire = wire_up("sam:usb", NULL);
    size_t n = sam_frame(frame, SAM_STATUS, 0);
    assert_int_equal(wire_write(wire, frame, n), (int)n);
    reader_runs_out();
    assert_true(wait_for(wire));
    assert_int_equal(wire_read(wire, heard, sizeof heard), -1);
    assert_int_equal(errno, EIO);
    assert_int_equal(wire_write(wire, frame, n), -1);
    wire_close(wire);
    reader_down();
}

static void closing_takes_back_what_is_lent(void **unused)
{
    (void)unused;
    uint8_t frame[SAM_COMMAND_MAX];
    reader_up(true);
    reader.deaf = true; /* a command is on its way, and both pipes are listened to */
    struct wire *wire = wire_up("sam:usb", NULL);
    assert_true(wire_write(wire, frame, sam_frame(frame, SAM_STATUS, 0)) > 0);
    wire_close(wire); /* the reader's close asserts it */
    reader_down();
}

static void a_plug_pulled_is_the_end(void **unused)
{
    (void)unused;
    uint8_t heard[4096];
    reader_up(true);
    struct wire *wire = wire_up("sam:usb", NULL);
    reader_plug(false);
    assert_true(wait_for(wire));
    assert_int_equal(wire_read(wire, heard, sizeof heard), 0);
    wire_close(wire);
    reader_down();
}

/* Late words of the question before are not the answer to this one. */
static void a_new_question_voids_the_old_answer(void **unused)
{
    (void)unused;
    uint8_t heard[4096];
    static const uint8_t late[] = {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x05, 0x08};
    reader_up(true);
    struct wire *wire = wire_up("sam:usb", NULL);
    g_mutex_lock(&reader.lock);
    reader_say(0, late, sizeof late); /* and the 1288 bytes never come */
    g_mutex_unlock(&reader.lock);
    assert_int_equal(exchange(wire, SAM_STATUS, heard, 11), 11);
    assert_int_equal(heard[6], 4);
    wire_close(wire);
    reader_down();
}

static void two_pipes_make_one_stream(void **unused)
{
    (void)unused;
    uint8_t frame[SAM_FRAME_MAX], out[SAM_FRAME_MAX];
    size_t n = module_card(frame, CN2);
    struct usb_order *order = secret_new(sizeof *order);
    order->split = true;
    for (size_t cut = 0; cut < n; cut++) { /* whatever comes first, and wherever it is cut */
        size_t head = MIN(cut, 7), got = 0;
        assert_true(usb_order_put(order, 1, frame + 7, cut > 7 ? cut - 7 : 0));
        assert_true(usb_order_put(order, 0, frame, head));
        got += usb_order_take(order, out, sizeof out);
        assert_true(usb_order_put(order, 0, frame + head, 7 - head));
        got += usb_order_take(order, out + got, sizeof out - got);
        assert_true(usb_order_put(order, 1, frame + MAX(cut, 7), n - MAX(cut, 7)));
        got += usb_order_take(order, out + got, sizeof out - got);
        assert_int_equal(got, n);
        assert_memory_equal(out, frame, n);
    }
    assert_true(usb_order_put(order, 0, frame, n)); /* a reader that goes on in the first */
    assert_int_equal(usb_order_take(order, out, sizeof out), n);
    assert_memory_equal(out, frame, n);
    assert_false(usb_order_put(order, 0, frame, n) && usb_order_put(order, 0, frame, n) &&
                 usb_order_put(order, 0, frame, n) && usb_order_put(order, 0, frame, n));
    usb_order_forget(order);
    const struct usb_order nothing = {.split = true};
    assert_memory_equal(order, &nothing, sizeof nothing);
    secret_free(order);
}

/* A whole room with the reader in it. */
static int bell[2];

static void ring(void *data)
{
    (void)data;
    assert_int_equal(write(bell[1], "!", 1), 1);
}

static struct device_letter *next_letter(struct mail *mail)
{
    for (;;) {
        struct device_letter *letter = mail_take(mail);
        if (letter && letter->slot == DEVICE_IDCARD)
            return letter;
        device_letter_free(letter);
        struct pollfd waits = {bell[0], POLLIN, 0};
        char byte;
        if (!letter) {
            assert_int_equal(poll(&waits, 1, PATIENCE_MS), 1);
            assert_int_equal(read(bell[0], &byte, 1), 1);
        }
    }
}

static void await_status(struct mail *mail, enum device_status status)
{
    for (bool there = false; !there;) {
        struct device_letter *letter = next_letter(mail);
        there = letter->kind == LETTER_STATUS && letter->status == status;
        device_letter_free(letter);
    }
}

static int descriptors(void)
{
    int n = 0;
    DIR *dir = opendir("/proc/self/fd");
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

static void a_hundred_plugs_leave_it_ready(void **unused)
{
    (void)unused;
    enum { PLUGS = 100 };
    int open_before = 0;
    assert_int_equal(pipe(bell), 0);
    reader_up(true);
    struct uri *uri = uri_parse("sam:usb", NULL);
    struct mail *mail = mail_new(64, device_letter_free, ring, NULL);
    const struct device_room_options options = {
        .uris = {[DEVICE_IDCARD] = uri}, .letters = mail, .files = &nodes};
    struct device_room *room = device_room_start(&options, NULL);
    await_status(mail, STATUS_READY);
    for (int i = 0; i < PLUGS; i++) {
        reader_plug(false);
        await_status(mail, STATUS_ABSENT);
        if (i == 0)
            open_before = descriptors();
        reader_plug(true);
        await_status(mail, STATUS_READY);
        assert_int_equal(reader.open_handles, 1);
    }
    reader_plug(false);
    await_status(mail, STATUS_ABSENT);
    assert_in_range(descriptors(), 1, open_before + 2); /* the watch may be opening */
    device_room_stop(room);
    mail_free(mail);
    uri_free(uri);
    reader_down();
    close(bell[0]);
    close(bell[1]);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pipes_come_from_the_descriptors),
        cmocka_unit_test(a_device_is_named),
        cmocka_unit_test(the_one_that_is_meant_is_opened),
        cmocka_unit_test(no_right_to_it_is_said),
        cmocka_unit_test(a_card_is_read_by_either_kind_of_pipe),
        cmocka_unit_test(a_command_that_was_stalled_may_be_said_again),
        cmocka_unit_test(a_pipe_that_stays_halted_ends_the_wire),
        cmocka_unit_test(a_reader_that_takes_nothing_ends_the_wire),
        cmocka_unit_test(closing_takes_back_what_is_lent),
        cmocka_unit_test(a_plug_pulled_is_the_end),
        cmocka_unit_test(a_new_question_voids_the_old_answer),
        cmocka_unit_test(two_pipes_make_one_stream),
        cmocka_unit_test(a_hundred_plugs_leave_it_ready),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
