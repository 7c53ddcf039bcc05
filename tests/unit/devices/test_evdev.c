/* Input nodes: the wire grabs, waits for keys that are down, tells where the switches stand; and drivers
 * whole, in the room, over the seam of file operations: this test is the kernel. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"
#include "devices/room.h"
#include "devices/wire/wire.h"
#include "typing.h"

enum { PATIENCE_MS = 60000, PLUGS = 100 };

/* The node: what stands in it, read by the device room and written by the test. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* one that the thread sanitizer knows */
static struct {
    char *path;
    int far_end; /* -1: nobody has opened it */
    guint8 down[KEY_CNT / 8], on[4];
    unsigned grabs;
    int refusal; /* of EVIOCGRAB, an errno */
    gboolean no_input;
} node;

static int node_open(const char *path, int flags)
{
    int ends[2];
    if (strcmp(path, node.path) != 0)
        return open(path, flags);
    if (access(path, F_OK) != 0)
        return -1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
        return -1;
    pthread_mutex_lock(&lock);
    if (node.far_end >= 0)
        close(node.far_end);
    node.far_end = ends[0];
    pthread_mutex_unlock(&lock);
    return ends[1];
}

static ssize_t node_read(int fd, void *to, size_t n)
{
    ssize_t got = read(fd, to, n);
    if (got != 0)
        return got;
    errno = ENODEV; /* as evdev says it when the plug was pulled */
    return -1;
}

static int answer(void *data, const void *from, size_t size, size_t room)
{
    memcpy(data, from, MIN(size, room));
    return (int)MIN(size, room);
}

static int node_ioctl_locked(unsigned long request, void *data)
{
    const guint8 switches[] = {1 << SW_HEADPHONE_INSERT, 0, 0};
    size_t room = _IOC_SIZE(request);
    if (node.no_input || request == EVIOCGVERSION) {
        errno = ENOTTY;
        return node.no_input ? -1 : answer(data, &(int){EV_VERSION}, sizeof(int), room);
    }
    if (request == EVIOCGRAB) {
        node.grabs += node.refusal == 0;
        errno = node.refusal;
        return node.refusal ? -1 : 0;
    }
    if (_IOC_NR(request) == _IOC_NR(EVIOCGKEY(0)))
        return answer(data, node.down, sizeof node.down, room);
    if (_IOC_NR(request) == _IOC_NR(EVIOCGSW(0)))
        return answer(data, node.on, sizeof node.on, room);
    if (_IOC_NR(request) == _IOC_NR(EVIOCGBIT(EV_SW, 0)))
        return answer(data, switches, sizeof switches, room);
    errno = EINVAL;
    return -1;
}

static int node_ioctl(int fd, unsigned long request, void *data)
{
    (void)fd;
    pthread_mutex_lock(&lock);
    int result = node_ioctl_locked(request, data);
    pthread_mutex_unlock(&lock);
    return result;
}

static const struct device_files nodes = {
    .open = node_open, .close = close, .read = node_read, .write = write, .ioctl = node_ioctl};

static void plug(void)
{
    assert_true(g_file_set_contents(node.path, "", 0, NULL));
}

static void unplug(void)
{
    g_unlink(node.path);
    pthread_mutex_lock(&lock);
    if (node.far_end >= 0)
        close(node.far_end);
    node.far_end = -1;
    pthread_mutex_unlock(&lock);
}

static int node_up(void **state)
{
    char *dir = g_dir_make_tmp("evdev-XXXXXX", NULL);
    memset(&node, 0, sizeof node);
    node.far_end = -1;
    node.path = g_build_filename(dir, "event7", NULL);
    *state = dir;
    plug();
    return 0;
}

static int node_down(void **state)
{
    unplug();
    g_rmdir(*state);
    g_free(*state);
    g_free(node.path);
    return 0;
}

static void set_bit(guint8 *bits, unsigned at, gboolean on)
{
    pthread_mutex_lock(&lock);
    bits[at / 8] = (guint8)(on ? bits[at / 8] | 1u << at % 8 : bits[at / 8] & ~(1u << at % 8));
    pthread_mutex_unlock(&lock);
}

static void say(struct typing *t)
{
    assert_int_equal(send(node.far_end, t->bytes->data, t->bytes->len, MSG_NOSIGNAL), (int)t->bytes->len);
    g_byte_array_set_size(t->bytes, 0);
}

static struct wire *open_wire(GError **error)
{
    g_autofree char *text = g_strconcat("evdev:", node.path, NULL);
    struct uri *uri = uri_parse(text, NULL);
    struct wire *wire = wire_open(&wire_evdev, uri, 0, &nodes, error);
    uri_free(uri);
    return wire;
}

/* The events of one read, or none when there was nothing to read. */
static unsigned read_events(struct wire *wire, struct input_event events[64])
{
    uint8_t bytes[4096];
    ssize_t n = wire_read(wire, bytes, sizeof bytes);
    if (n < 0)
        assert_int_equal(errno, EAGAIN);
    else
        memcpy(events, bytes, (size_t)n);
    return n < 0 ? 0 : (unsigned)((size_t)n / sizeof *events);
}

static void assert_switch(const struct input_event *event, int on)
{
    assert_int_equal(event->type, EV_SW);
    assert_int_equal(event->code, SW_HEADPHONE_INSERT);
    assert_int_equal(event->value, on);
}

static void it_is_grabbed_and_says_where_the_switches_stand(void **unused)
{
    (void)unused;
    struct input_event events[64];
    struct typing t = typing_new();
    set_bit(node.on, SW_HEADPHONE_INSERT, TRUE);
    struct wire *wire = open_wire(NULL);
    assert_int_equal(node.grabs, 1);
    assert_true(wire->speaks);
    assert_int_equal(read_events(wire, events), 2);
    assert_switch(&events[0], 1);
    assert_int_equal(read_events(wire, events), 0);
    typing_press(&t, "KEY_F17");
    say(&t);
    assert_int_equal(read_events(wire, events), 6);
    assert_int_equal(events[1].code, KEY_F17);
    wire_close(wire);
    g_byte_array_unref(t.bytes);
}

static void what_was_lost_is_asked_again(void **unused)
{
    (void)unused;
    struct input_event events[64];
    struct typing t = typing_new();
    struct wire *wire = open_wire(NULL);
    assert_int_equal(read_events(wire, events), 2);
    assert_switch(&events[0], 0);
    typing_event(&t, EV_SYN, SYN_DROPPED, 0);
    say(&t);
    set_bit(node.on, SW_HEADPHONE_INSERT, TRUE);
    assert_int_equal(read_events(wire, events), 1);
    typing_event(&t, EV_SYN, SYN_REPORT, 0);
    say(&t);
    assert_int_equal(read_events(wire, events), 3);
    assert_switch(&events[1], 1);
    wire_close(wire);
    g_byte_array_unref(t.bytes);
}

/* Grabbed at once, its release would never reach the console, where the key would repeat for ever. */
static void a_key_that_is_down_is_waited_for(void **unused)
{
    (void)unused;
    struct input_event events[64];
    struct typing t = typing_new();
    set_bit(node.down, KEY_ENTER, TRUE);
    struct wire *wire = open_wire(NULL);
    assert_int_equal(node.grabs, 0);
    typing_key(&t, "KEY_ENTER", 2);
    say(&t);
    assert_int_equal(read_events(wire, events), 0); /* everybody heard it: it is not for us alone */
    set_bit(node.down, KEY_ENTER, FALSE);
    typing_key(&t, "KEY_ENTER", 0);
    say(&t);
    assert_int_equal(read_events(wire, events), 2);
    assert_switch(&events[0], 0);
    assert_int_equal(node.grabs, 1);
    wire_close(wire);
    g_byte_array_unref(t.bytes);
}

static void what_cannot_be_had_is_an_error(void **unused)
{
    (void)unused;
    g_autoptr(GError) held = NULL, no_input = NULL, gone = NULL;
    node.refusal = EBUSY;
    assert_null(open_wire(&held));
    assert_non_null(strstr(held->message, "held by another program"));
    node.no_input = TRUE;
    assert_null(open_wire(&no_input));
    assert_non_null(strstr(no_input->message, "no input device"));
    unplug();
    assert_null(open_wire(&gone));
    assert_non_null(strstr(gone->message, "cannot be opened"));
}

/* A room with one device, and the letters that come out of it. */
struct house {
    enum device_slot slot;
    struct mail *mail;
    struct device_room *room;
    int bell[2];
};

static void ring(void *data)
{
    struct house *h = data;
    assert_int_equal(write(h->bell[1], "!", 1), 1);
}

static struct house *house_up(enum device_slot slot)
{
    struct house *h = g_new0(struct house, 1);
    g_autofree char *text = g_strconcat("evdev:", node.path, NULL);
    struct uri *uri = uri_parse(text, NULL);
    assert_int_equal(pipe(h->bell), 0);
    h->slot = slot;
    h->mail = mail_new(64, device_letter_free, ring, h);
    struct device_room_options options = {.letters = h->mail, .files = &nodes};
    options.uris[slot] = uri;
    h->room = device_room_start(&options, NULL);
    assert_non_null(h->room);
    uri_free(uri);
    return h;
}

static void house_down(struct house *h)
{
    device_room_stop(h->room);
    mail_free(h->mail);
    close(h->bell[0]);
    close(h->bell[1]);
    g_free(h);
}

/* The next letter of that kind; others are passed over. */
static struct device_letter next(struct house *h, enum device_letter_kind kind)
{
    for (;;) {
        struct pollfd bell = {h->bell[0], POLLIN, 0};
        struct device_letter *letter = mail_take(h->mail), copy = {.slot = DEVICE_SLOTS};
        char byte;
        if (letter)
            copy = *letter;
        device_letter_free(letter);
        if (copy.slot == h->slot && copy.kind == kind)
            return copy;
        if (!letter) {
            assert_int_equal(poll(&bell, 1, PATIENCE_MS), 1);
            assert_int_equal(read(h->bell[0], &byte, 1), 1);
        }
    }
}

static void assert_status(struct house *h, enum device_status status)
{
    assert_int_equal(next(h, LETTER_STATUS).status, status);
}

static unsigned descriptors(void)
{
    unsigned n = 0;
    GDir *dir = g_dir_open("/proc/self/fd", 0, NULL);
    while (g_dir_read_name(dir))
        n++;
    g_dir_close(dir);
    return n;
}

/* Without a room; GLib keeps one of its own from the first room on. */
static unsigned at_rest(enum device_slot slot)
{
    house_down(house_up(slot));
    unplug();
    plug();
    node.grabs = 0;
    return descriptors();
}

static void a_keypad_pulled_out_a_hundred_times(void **unused)
{
    (void)unused;
    unsigned before = at_rest(DEVICE_KEYPAD);
    struct typing t = typing_new();
    set_bit(node.on, SW_HEADPHONE_INSERT, TRUE);
    struct house *h = house_up(DEVICE_KEYPAD);
    assert_status(h, STATUS_READY);
    unsigned standing = 0;

    for (unsigned i = 0; i < PLUGS; i++) {
        assert_true(next(h, LETTER_JACK).flag);
        typing_press(&t, "KEY_F17");
        say(&t);
        assert_int_equal(next(h, LETTER_KEY).number, DEVICE_KEY_HELP);
        standing = standing ? standing : descriptors();
        assert_int_equal(descriptors(), standing);
        unplug();
        assert_false(next(h, LETTER_JACK).flag);
        assert_status(h, STATUS_ABSENT);
        plug();
        assert_status(h, STATUS_READY);
    }
    assert_int_equal(node.grabs, PLUGS + 1);
    house_down(h);
    unplug();
    g_byte_array_unref(t.bytes);
    assert_int_equal(descriptors(), before);
}

static void a_scanner_pulled_out_a_hundred_times(void **unused)
{
    (void)unused;
    unsigned before = at_rest(DEVICE_SCANNER);
    struct typing t = typing_new();
    struct house *h = house_up(DEVICE_SCANNER);
    assert_status(h, STATUS_READY);
    for (unsigned i = 0; i < PLUGS; i++) {
        typing_text(&t, "6901234567892");
        typing_press(&t, "KEY_ENTER");
        say(&t);
        assert_string_equal(next(h, LETTER_CODE).code, "6901234567892");
        typing_text(&t, "half"); /* and then the plug */
        say(&t);
        unplug();
        assert_status(h, STATUS_ABSENT);
        plug();
        assert_status(h, STATUS_READY);
    }
    house_down(h);
    unplug();
    g_byte_array_unref(t.bytes);
    assert_int_equal(descriptors(), before);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_grabbed_and_says_where_the_switches_stand, node_up, node_down),
        cmocka_unit_test_setup_teardown(what_was_lost_is_asked_again, node_up, node_down),
        cmocka_unit_test_setup_teardown(a_key_that_is_down_is_waited_for, node_up, node_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_had_is_an_error, node_up, node_down),
        cmocka_unit_test_setup_teardown(a_keypad_pulled_out_a_hundred_times, node_up, node_down),
        cmocka_unit_test_setup_teardown(a_scanner_pulled_out_a_hundred_times, node_up, node_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
