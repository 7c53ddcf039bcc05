/* The wires that no pty can play: a printer port (/dev/usb/lp0), which tells of paper by ioctl and answers
 * reads with nothing, and a printer in the network. The port is a socket behind the seam of file
 * operations. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "bench.h"
#include "devices/drivers.h"
#include "devices/room.h"
#include "devices/wire/wire.h"

enum { PATIENCE_MS = 60000, LPGETSTATUS = 0x060B };
enum { PAPER_OUT = 0x20, SELECTED = 0x10, NO_ERROR = 0x08 }; /* linux/lp.h */
static const char port_path[] = "/dev/usb/lp0";
static const uint8_t dots[] = {0x1D, 0x76, 0x30, 0x00}, knife[] = {0x1D, 0x56};

/* Packets, so that one may be empty, as what usblp gets from a printer with nothing to say. */
static int far_end = -1, near_end = -1;
static int port_status; /* read by the device room, written between its reads */

static int port_open(const char *path, int flags)
{
    return strcmp(path, port_path) == 0 ? dup(near_end) : open(path, flags);
}

static int port_ioctl(int fd, unsigned long request, void *data)
{
    struct stat node;
    if (request != LPGETSTATUS || fstat(fd, &node) != 0 || !S_ISSOCK(node.st_mode))
        return device_files_kernel.ioctl(fd, request, data);
    *(int *)data = g_atomic_int_get(&port_status);
    return 0;
}

static const struct device_files nodes = {
    .open = port_open, .close = close, .read = read, .write = write, .ioctl = port_ioctl};

static void port_up(void)
{
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    far_end = ends[0], near_end = ends[1];
    g_atomic_int_set(&port_status, SELECTED | NO_ERROR);
}

static void port_down(void)
{
    close(near_end);
    close(far_end);
}

static struct wire *open_path(const char *path, GError **error)
{
    g_autofree char *text = g_strconcat("escpos:", path, NULL);
    struct uri *uri = uri_parse(text, NULL);
    struct wire *wire = wire_open(&wire_stream, uri, 115200, &nodes, error);
    uri_free(uri);
    return wire;
}

static void the_port_tells_of_paper(void **unused)
{
    (void)unused;
    static const struct {
        int status;
        enum device_lines lines;
    } rows[] = {{SELECTED | NO_ERROR, LINES_WELL},
                {SELECTED | NO_ERROR | PAPER_OUT, LINES_PAPER_OUT},
                {SELECTED, LINES_FAULT},
                {NO_ERROR, LINES_FAULT}};
    port_up();
    struct wire *wire = open_path(port_path, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_atomic_int_set(&port_status, rows[i].status);
        assert_int_equal(wire_lines(wire), rows[i].lines);
    }
    wire_close(wire);
    port_down();
}

static void nothing_to_say_is_not_the_end(void **unused)
{
    (void)unused;
    uint8_t bytes[16];
    port_up();
    struct wire *wire = open_path(port_path, NULL);
    assert_int_equal(send(far_end, "", 0, 0), 0);
    assert_int_equal(wire_read(wire, bytes, sizeof bytes), -1);
    assert_int_equal(errno, EAGAIN);
    assert_int_equal(send(far_end, "\x12", 1, 0), 1);
    assert_int_equal(wire_read(wire, bytes, sizeof bytes), 1);
    shutdown(far_end, SHUT_RDWR); /* unplugged */
    assert_int_equal(wire_read(wire, bytes, sizeof bytes), 0);
    wire_close(wire);
    port_down();
}

static void only_devices_are_wires(void **unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    g_autofree char *dir = g_dir_make_tmp("wires-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(dir, "file", NULL), *pipe = g_build_filename(dir, "pipe", NULL);
    assert_true(g_file_set_contents(file, "", 0, NULL));
    assert_null(open_path(file, &error));
    assert_non_null(strstr(error->message, "no device"));
    assert_int_equal(mkfifo(pipe, 0600), 0);
    struct wire *wire = open_path(pipe, NULL);
    assert_non_null(wire);
    assert_int_equal(wire_lines(wire), LINES_UNKNOWN); /* it has no such ioctl */
    assert_int_equal(wire_write(wire, "x", 1), 1);
    wire_close(wire);
    g_unlink(file);
    g_unlink(pipe);
    g_rmdir(dir);
}

/* A serial line, opened by what the URI says of it; its settings are read by the other end. */
static void a_serial_line_is_held_back(void **unused)
{
    (void)unused;
    static const struct {
        const char *flow;
        tcflag_t input, control;
    } rows[] = {{"", 0, 0}, {"?flow=none", 0, 0}, {"?flow=xon", IXON, 0}, {"?flow=rts", 0, CRTSCTS}};
    int far = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(far >= 0 && grantpt(far) == 0 && unlockpt(far) == 0);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *place = g_strconcat(ptsname(far), rows[i].flow, NULL);
        struct wire *wire = open_path(place, NULL);
        struct termios is;
        assert_non_null(wire);
        assert_int_equal(tcgetattr(wire->fd, &is), 0);
        assert_int_equal(is.c_iflag & (IXON | IXOFF | IXANY), rows[i].input);
        assert_int_equal(is.c_cflag & CRTSCTS, rows[i].control);
        wire_close(wire);
    }
    close(far);
}

/* One line serves one device; only relays of one board share it. */
static void a_serial_line_is_one_devices(void **unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    int far = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(far >= 0 && grantpt(far) == 0 && unlockpt(far) == 0);
    g_autofree char *relays = g_strconcat(ptsname(far), "?kind=lcus", NULL);
    struct wire *first = open_path(ptsname(far), NULL);
    assert_null(open_path(ptsname(far), &error));
    assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_BUSY));
    assert_null(open_path(relays, NULL));
    wire_close(first);
    first = open_path(relays, NULL);
    struct wire *second = open_path(relays, NULL);
    assert_non_null(first);
    assert_non_null(second);
    wire_close(first);
    wire_close(second);
    close(far);
}

/* A room with one printer, and the letters that come out of it. */
struct printing {
    struct mail *mail;
    struct device_room *room;
    int bell[2];
};

static void ring(void *data)
{
    struct printing *p = data;
    assert_int_equal(write(p->bell[1], "!", 1), 1);
}

static void printing_up(struct printing *p, const char *text)
{
    struct uri *uri = uri_parse(text, NULL);
    assert_int_equal(pipe(p->bell), 0);
    p->mail = mail_new(64, device_letter_free, ring, p);
    const struct device_room_options options = {
        .uris = {[DEVICE_PRINTER] = uri}, .letters = p->mail, .files = &nodes};
    p->room = device_room_start(&options, NULL);
    assert_non_null(p->room);
    uri_free(uri);
}

static void printing_down(struct printing *p)
{
    device_room_stop(p->room);
    mail_free(p->mail);
    close(p->bell[0]);
    close(p->bell[1]);
}

static struct device_letter next_letter(struct printing *p)
{
    for (;;) {
        struct pollfd bell = {p->bell[0], POLLIN, 0};
        struct device_letter *letter = mail_take(p->mail);
        struct device_letter copy = letter ? *letter : (struct device_letter){.slot = DEVICE_SLOTS};
        char byte;
        device_letter_free(letter);
        if (copy.slot == DEVICE_PRINTER)
            return copy;
        if (!letter) {
            assert_int_equal(poll(&bell, 1, PATIENCE_MS), 1);
            assert_int_equal(read(p->bell[0], &byte, 1), 1);
        }
    }
}

static void assert_status(struct printing *p, enum device_status status, enum device_attention why)
{
    struct device_letter letter = next_letter(p);
    assert_int_equal(letter.kind, LETTER_STATUS);
    assert_int_equal(letter.status, status);
    assert_int_equal(letter.attention, why);
}

static void print(struct printing *p)
{
    struct device_command *command = secret_new(sizeof *command);
    *command = (struct device_command){.kind = COMMAND_PRINT, .slot = DEVICE_PRINTER, .visit = 3};
    command->raster = raster_new(576, 20);
    memset(command->raster->bits, 0xA5, (size_t)command->raster->stride * 20);
    device_room_send(p->room, command);
}

/* All that came out of the port so far. */
static GByteArray *drained(void)
{
    GByteArray *all = g_byte_array_new();
    uint8_t bytes[4096];
    for (ssize_t n; (n = recv(far_end, bytes, sizeof bytes, 0)) > 0;)
        g_byte_array_append(all, bytes, (guint)n);
    return all;
}

static void a_printer_that_never_speaks_prints_through_its_port(void **unused)
{
    (void)unused;
    struct printing p;
    port_up();
    printing_up(&p, "escpos:/dev/usb/lp0");
    assert_int_equal(send(far_end, "", 0, 0), 0); /* does not make the port look unplugged */
    assert_status(&p, STATUS_READY, ATTENTION_NONE);
    print(&p);
    assert_status(&p, STATUS_BUSY, ATTENTION_NONE);
    assert_int_equal(next_letter(&p).kind, LETTER_JOB_DONE);
    assert_status(&p, STATUS_READY, ATTENTION_NONE);
    GByteArray *sent = drained();
    assert_non_null(memmem(sent->data, sent->len, dots, sizeof dots));
    assert_non_null(memmem(sent->data, sent->len, knife, sizeof knife));
    g_byte_array_unref(sent);
    g_atomic_int_set(&port_status, SELECTED | NO_ERROR | PAPER_OUT);
    print(&p);
    assert_status(&p, STATUS_BUSY, ATTENTION_NONE);
    assert_status(&p, STATUS_ATTENTION, ATTENTION_PAPER_OUT);
    struct device_letter failed = next_letter(&p);
    assert_int_equal(failed.kind, LETTER_JOB_FAILED);
    assert_int_equal(failed.attention, ATTENTION_PAPER_OUT);
    printing_down(&p);
    port_down();
}

static int listen_somewhere(struct sockaddr_in *at)
{
    socklen_t n = sizeof *at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    assert_int_equal(bind(fd, (struct sockaddr *)at, sizeof *at), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)at, &n), 0);
    return fd;
}

static void a_network_printer_that_is_switched_on_later(void **unused)
{
    (void)unused;
    struct printing p;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = listen_somewhere(&at); /* bound, but nobody listens yet: the connection is refused */
    g_autofree char *uri = g_strdup_printf("escpos:tcp:127.0.0.1:%u", ntohs(at.sin_port));
    printing_up(&p, uri);
    assert_status(&p, STATUS_ABSENT, ATTENTION_NONE);
    assert_int_equal(listen(fd, 1), 0);
    int host = accept(fd, NULL, NULL);
    uint8_t hello[17];
    assert_int_equal(recv(host, hello, sizeof hello, MSG_WAITALL), sizeof hello);
    assert_int_equal(send(host, "\x10\0\0\0", 4, 0), 4);
    assert_status(&p, STATUS_READY, ATTENTION_NONE);
    close(host);
    close(fd);
    assert_status(&p, STATUS_ABSENT, ATTENTION_NONE);
    printing_down(&p);
}

static void a_network_printer_that_vanishes_is_missed(void **unused)
{
    (void)unused;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = listen_somewhere(&at), on = 0, unanswered = 0;
    socklen_t n = sizeof on;
    assert_int_equal(listen(fd, 1), 0);
    g_autofree char *path = g_strdup_printf("tcp:127.0.0.1:%u", ntohs(at.sin_port));
    struct wire *wire = open_path(path, NULL);
    assert_int_equal(getsockopt(wire->fd, SOL_SOCKET, SO_KEEPALIVE, &on, &n), 0);
    assert_int_equal(getsockopt(wire->fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &unanswered, &n), 0);
    assert_true(on && unanswered > 0 && unanswered <= 30000);
    wire_close(wire);
    close(fd);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_port_tells_of_paper),
        cmocka_unit_test(nothing_to_say_is_not_the_end),
        cmocka_unit_test(only_devices_are_wires),
        cmocka_unit_test(a_serial_line_is_held_back),
        cmocka_unit_test(a_serial_line_is_one_devices),
        cmocka_unit_test(a_printer_that_never_speaks_prints_through_its_port),
        cmocka_unit_test(a_network_printer_that_is_switched_on_later),
        cmocka_unit_test(a_network_printer_that_vanishes_is_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
