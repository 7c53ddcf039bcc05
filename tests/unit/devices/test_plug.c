/* What the device manager says of plugs, played by umockdev: what concerns a cabinet is told with its node,
 * nothing else is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <umockdev.h>

#include "devices/plug.h"

enum { PATIENCE_S = 10 };

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_and_goes_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
