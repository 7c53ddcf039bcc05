/* The device room over real ptys: it opens, reads, sees a plug pulled and comes back by itself. */
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "bench.h"
#include "devices/berth.h"
#include "devices/room.h"
#include "devices/wire/files.h"

enum { PATIENCE_MS = 60000 };

struct house {
    char *dir, *node;
    int master, bell[2];
    struct mail *mail;
    struct device_room *room;
};

static void ring(void *data)
{
    struct house *h = data;
    assert_int_equal(write(h->bell[1], "!", 1), 1);
}

/* The far end of a wire, under a name of its own as udev gives one. */
static void plug(struct house *h)
{
    int slave;
    char name[64];
    assert_int_equal(openpty(&h->master, &slave, name, NULL, NULL), 0);
    close(slave);
    assert_int_equal(symlink(name, h->node), 0);
}

static void unplug(struct house *h)
{
    unlink(h->node);
    close(h->master);
}

static struct house house_up(void)
{
    struct house h = {.dir = g_dir_make_tmp("room-XXXXXX", NULL)};
    h.node = g_build_filename(h.dir, "scanner", NULL);
    assert_int_equal(pipe(h.bell), 0);
    return h;
}

static void start(struct house *h)
{
    g_autofree char *text = g_strconcat("serial:", h->node, NULL);
    struct uri *uri = uri_parse(text, NULL);
    h->mail = mail_new(64, device_letter_free, ring, h);
    const struct device_room_options options = {.uris = {[DEVICE_SCANNER] = uri}, .letters = h->mail};
    h->room = device_room_start(&options, NULL);
    assert_non_null(h->room);
    uri_free(uri);
}

static void house_down(struct house *h)
{
    device_room_stop(h->room);
    mail_free(h->mail);
    unplug(h);
    rmdir(h->dir);
    close(h->bell[0]);
    close(h->bell[1]);
    g_free(h->node);
    g_free(h->dir);
}

/* The next letter of the scanner; fails the test when none comes. The caller frees it. */
static struct device_letter *next_letter(struct house *h)
{
    for (;;) {
        struct device_letter *letter = mail_take(h->mail);
        if (letter && letter->slot == DEVICE_SCANNER)
            return letter;
        device_letter_free(letter);
        struct pollfd bell = {h->bell[0], POLLIN, 0};
        char byte;
        if (!letter) {
            assert_int_equal(poll(&bell, 1, PATIENCE_MS), 1);
            assert_int_equal(read(h->bell[0], &byte, 1), 1);
        }
    }
}

static void assert_status(struct house *h, enum device_status status)
{
    struct device_letter *letter = next_letter(h);
    assert_int_equal(letter->kind, LETTER_STATUS);
    assert_int_equal(letter->status, status);
    device_letter_free(letter);
}

static void assert_code(struct house *h, const char *text)
{
    assert_int_equal(write(h->master, text, strlen(text)), (int)strlen(text));
    assert_int_equal(write(h->master, "\r", 1), 1);
    struct device_letter *letter = next_letter(h);
    assert_int_equal(letter->kind, LETTER_CODE);
    assert_string_equal(letter->code, text);
    device_letter_free(letter);
}

static void a_plug_pulled_and_put_back(void **unused)
{
    (void)unused;
    struct house h = house_up();
    plug(&h);
    start(&h);
    assert_status(&h, STATUS_READY);
    assert_code(&h, "first");
    unplug(&h);
    assert_status(&h, STATUS_ABSENT);
    plug(&h);
    assert_status(&h, STATUS_READY);
    assert_code(&h, "second");
    house_down(&h);
}

/* What a driver says when its wire closes is on the wire before that: a horn is off when the kiosk ends. */
static void last_words_arrive(void **unused)
{
    (void)unused;
    static const uint8_t words[] = {0xA0, 1, 0, 0xA1, 0xA0, 1, 1, 0xA2, 0xA0, 1, 0, 0xA1};
    struct house h = house_up();
    uint8_t heard[sizeof words];
    size_t n = 0;
    plug(&h);
    int spare = open(h.node, O_RDWR | O_NOCTTY); /* so that the far end reads while nobody has it open */
    g_autofree char *text = g_strconcat("serial:", h.node, NULL);
    struct uri *uri = uri_parse(text, NULL);
    h.mail = mail_new(64, device_letter_free, ring, &h);
    const struct device_room_options options = {.uris = {[DEVICE_ALARM] = uri}, .letters = h.mail};
    h.room = device_room_start(&options, NULL);
    assert_non_null(h.room);
    for (; n < 4; n += (size_t)read(h.master, heard + n, 4 - n)) /* off, when it opened */
        ;
    struct device_command *command = device_command_new(COMMAND_SWITCH, DEVICE_ALARM, 0);
    command->flag = true;
    device_room_send(h.room, command);
    for (; n < 8; n += (size_t)read(h.master, heard + n, 8 - n))
        ;
    device_room_stop(h.room);
    h.room = NULL;
    struct pollfd master = {h.master, POLLIN, 0};
    ssize_t last = poll(&master, 1, PATIENCE_MS) == 1 ? read(h.master, heard + n, 4) : 0;
    assert_int_equal(last, 4);
    assert_memory_equal(heard, words, sizeof words);
    close(spare);
    uri_free(uri);
    house_down(&h);
}

static unsigned descriptors(void)
{
    unsigned count = 0;
    GDir *dir = g_dir_open("/proc/self/fd", 0, NULL);
    while (g_dir_read_name(dir))
        count++;
    g_dir_close(dir);
    return count;
}

static void a_hundred_plugs_leave_it_ready_and_leak_nothing(void **unused)
{
    (void)unused;
    struct house h = house_up();
    unsigned before = 0;
    plug(&h);
    start(&h);
    assert_status(&h, STATUS_READY);
    for (unsigned i = 0; i < 100; i++) {
        unplug(&h);
        assert_status(&h, STATUS_ABSENT);
        plug(&h);
        assert_status(&h, STATUS_READY);
        before = before ? before : descriptors();
    }
    assert_int_equal(descriptors(), before);
    assert_code(&h, "still here");
    house_down(&h);
}

/* The node is told to be gone, and opened again when it is told to be back: both without a word of the node.
 */
static void the_device_managers_word_counts(void **unused)
{
    (void)unused;
    struct house h = house_up();
    plug(&h);
    g_autofree char *text = g_strconcat("serial:", h.node, NULL), *node = realpath(h.node, NULL);
    g_autoptr(GMainContext) context = g_main_context_new();
    struct uri *uri = uri_parse(text, NULL);
    h.mail = mail_new(64, device_letter_free, ring, &h);
    struct berth *berth = berth_new(DEVICE_SCANNER, uri, h.mail, context, &device_files_kernel, NULL);
    berth_open(berth);
    assert_status(&h, STATUS_READY);
    berth_plugged(berth, "/dev/somebody-else", false);
    assert_null(mail_take(h.mail));
    berth_plugged(berth, node, false);
    assert_status(&h, STATUS_ABSENT);
    berth_plugged(berth, node, true);
    assert_status(&h, STATUS_READY);
    berth_free(berth);
    uri_free(uri);
    house_down(&h);
}

static void a_device_that_comes_later(void **unused)
{
    (void)unused;
    struct house h = house_up();
    start(&h);
    assert_status(&h, STATUS_ABSENT);
    plug(&h);
    assert_status(&h, STATUS_READY);
    house_down(&h);
}

static void a_scheme_nobody_speaks_is_an_error(void **unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    struct uri *uri = uri_parse("telepathy:/dev/null", NULL);
    struct mail *mail = mail_new(8, device_letter_free, NULL, NULL);
    const struct device_room_options options = {.uris = {[DEVICE_IDCARD] = uri}, .letters = mail};
    assert_null(device_room_start(&options, &error));
    assert_non_null(strstr(error->message, "telepathy"));
    mail_free(mail);
    uri_free(uri);
}

static bool may_be(enum device_slot slot, const char *text, const char *said)
{
    g_autoptr(GError) error = NULL;
    struct uri *uri = uri_parse(text, NULL);
    bool well = device_check(slot, uri, &error);
    uri_free(uri);
    assert_true(well == !error);
    if (said)
        assert_non_null(strstr(error->message, said));
    return well;
}

static void a_uri_is_judged_before_it_is_opened(void **unused)
{
    (void)unused;
    assert_true(may_be(DEVICE_IDCARD, "none", NULL));
    assert_true(may_be(DEVICE_IDCARD, "sam:/dev/not-there-yet?baud=57600", NULL));
    assert_true(may_be(DEVICE_PRINTER, "escpos:tcp:[2001:db8::7]:9100?width=576&cut=none", NULL));
    assert_false(may_be(DEVICE_PRINTER, "escpos:tcp:printer.example:9100", "tcp:NUMBERS:PORT"));
    assert_false(may_be(DEVICE_PRINTER, "sam:/dev/ttyS0", "write none or escpos:PLACE"));
    assert_false(may_be(DEVICE_SCANNER, "usb:/dev/ttyS0", "none or serial:PLACE or picture:PLACE"));
    assert_false(may_be(DEVICE_IDCARD, "sam:/dev/ttyS0?baud=12", "9600"));
    assert_false(may_be(DEVICE_IDCARD, "sam:/dev/ttyS0?baud=12345", "9600"));
    assert_false(may_be(DEVICE_IDCARD, "sam:/dev/ttyS0?baud=-9600", "baud"));
    assert_false(may_be(DEVICE_IDCARD, "sam:ttyS0", "whole path"));
    assert_false(may_be(DEVICE_IDCARD, "sam:", "whole path"));
    assert_false(may_be(DEVICE_IDCARD, "sam:/dev/ttyS0?width=576", "no option width"));
    assert_false(may_be(DEVICE_SCANNER, "picture:/run/a.pgm?baud=9600", "it knows none"));
    assert_false(may_be(DEVICE_SCANNER, "picture:tcp:192.0.2.7:9100", "whole path"));
    assert_false(may_be(DEVICE_PRINTER, "escpos:/dev/usb/lp0?width=500", "width=576 or 384"));
    assert_true(
        may_be(DEVICE_PRINTER, "escpos:/dev/usb/lp0?width=384&mark=form&presenter=retract&take=45", NULL));
    assert_false(may_be(DEVICE_PRINTER, "escpos:/dev/usb/lp0?mark=black", "mark=none or form or align"));
    assert_false(may_be(DEVICE_PRINTER, "escpos:/dev/usb/lp0?presenter=hold&take=2", "take"));
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plug_pulled_and_put_back),
        cmocka_unit_test(last_words_arrive),
        cmocka_unit_test(a_hundred_plugs_leave_it_ready_and_leak_nothing),
        cmocka_unit_test(the_device_managers_word_counts),
        cmocka_unit_test(a_device_that_comes_later),
        cmocka_unit_test(a_scheme_nobody_speaks_is_an_error),
        cmocka_unit_test(a_uri_is_judged_before_it_is_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
