/* What the device manager says of plugs, played by umockdev: what concerns a cabinet is told with its node,
 * nothing else is. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <umockdev.h>

#include "devices/plug.h"
#include "devices/room.h"
#include "devices/wire/files.h"

enum { PATIENCE_S = 60, LETTERS = 64, BACKED_OFF = 3, PLUGS = 100 };

struct heard {
    char node[64];
    bool there;
    unsigned count;
};

static void hear(const char *node, bool there, void *data)
{
    struct heard *h = data;
    g_strlcpy(h->node, node, sizeof h->node);
    h->there = there;
    h->count++;
}

static gboolean give_up(gpointer out_of_patience)
{
    *(bool *)out_of_patience = true;
    return G_SOURCE_REMOVE;
}

static void wait_for(GMainContext *context, const struct heard *h, unsigned count)
{
    bool out_of_patience = false;
    GSource *timeout = g_timeout_source_new_seconds(PATIENCE_S);
    g_source_set_callback(timeout, give_up, &out_of_patience, NULL);
    g_source_attach(timeout, context);
    while (h->count < count && !out_of_patience)
        g_main_context_iteration(context, TRUE);
    g_source_destroy(timeout);
    g_source_unref(timeout);
    assert_int_equal(h->count, count);
}

static char *add(UMockdevTestbed *bed, const char *subsystem, const char *name, const char *node)
{
    return umockdev_testbed_add_device(bed, subsystem, name, NULL, NULL, "DEVNAME", node, NULL);
}

static void what_comes_and_goes_is_told(void **unused)
{
    (void)unused;
    UMockdevTestbed *bed = umockdev_testbed_new();
    GMainContext *context = g_main_context_new();
    struct heard h = {0};
    g_autofree char *line = add(bed, "tty", "ttyUSB0", "/dev/ttyUSB0");
    g_autofree char *disk = add(bed, "block", "sda", "/dev/sda");
    g_autofree char *camera = add(bed, "video4linux", "video0", "/dev/video0");
    struct plug *plug = plug_new(context, hear, &h);
    assert_non_null(plug);

    umockdev_testbed_uevent(bed, line, "add");
    wait_for(context, &h, 1);
    assert_string_equal(h.node, "/dev/ttyUSB0");
    assert_true(h.there);
    umockdev_testbed_uevent(bed, disk, "add");    /* no device of a cabinet */
    umockdev_testbed_uevent(bed, line, "change"); /* neither came nor went */
    umockdev_testbed_uevent(bed, camera, "remove");
    wait_for(context, &h, 2);
    assert_string_equal(h.node, "/dev/video0");
    assert_false(h.there);

    plug_free(plug);
    g_main_context_unref(context);
    g_object_unref(bed);
}

static gint looks;

static int nothing_there(const char *path, int flags)
{
    (void)path, (void)flags;
    g_atomic_int_inc(&looks);
    errno = ENOENT;
    return -1;
}

/* A camera that is missed is looked for every eight seconds in the end: the test would not live to see it. */
static void a_camera_in_its_room_hears_of_it(void **unused)
{
    (void)unused;
    static const struct device_files nowhere = {.open = nothing_there};
    UMockdevTestbed *bed = umockdev_testbed_new();
    g_autofree char *line = add(bed, "tty", "ttyUSB0", "/dev/ttyUSB0");
    struct mail *letters = mail_new(LETTERS, device_letter_free, NULL, NULL);
    struct uri *uri = uri_parse("v4l2:/dev/video9", NULL);
    struct device_room_options options = {
        .uris = {[DEVICE_CAMERA] = uri}, .letters = letters, .files = &nowhere};
    struct device_room *room = device_room_start(&options, NULL);

    assert_non_null(room);
    while (g_atomic_int_get(&looks) < BACKED_OFF) /* by then the room listens */
        g_usleep(1000);
    for (unsigned i = 0; i < PLUGS; i++) {
        int before = g_atomic_int_get(&looks);
        umockdev_testbed_uevent(bed, line, "add");
        while (g_atomic_int_get(&looks) == before)
            g_usleep(1000);
    }
    device_room_stop(room);
    mail_free(letters);
    uri_free(uri);
    g_object_unref(bed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_and_goes_is_told),
        cmocka_unit_test(a_camera_in_its_room_hears_of_it),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
