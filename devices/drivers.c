#include "devices/drivers.h"

#include <gio/gio.h>
#include <string.h>

#include "base/secret.h"
#include "devices/wire/wire.h"

const struct device_driver *const device_drivers[] = {
    &sam_driver, &lines_driver, &picture_driver, &escpos_driver, NULL,
};

const struct device_driver *device_driver_find(enum device_slot slot, const char *scheme)
{
    for (const struct device_driver *const *row = device_drivers; *row; row++)
        if ((*row)->slot == slot && !strcmp((*row)->scheme, scheme))
            return *row;
    return NULL;
}

static gboolean refuse_scheme(enum device_slot slot, const struct uri *uri, GError **error)
{
    g_autoptr(GString) schemes = g_string_new("none");

    for (const struct device_driver *const *row = device_drivers; *row; row++)
        if ((*row)->slot == slot)
            g_string_append_printf(schemes, " or %s:PLACE", (*row)->scheme);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "no driver speaks %s: write %s", uri->scheme,
                schemes->str);
    return FALSE;
}

static gboolean check_keys(const struct device_driver *driver, const struct uri *uri, GError **error)
{
    GHashTableIter options;
    gpointer key;

    g_hash_table_iter_init(&options, uri->options);
    while (g_hash_table_iter_next(&options, &key, NULL)) {
        if ((driver->baud && !strcmp(key, "baud")) || (driver->knows && g_strv_contains(driver->knows, key)))
            continue;
        g_autofree char *known = driver->knows ? g_strjoinv(", ", (char **)driver->knows) : g_strdup("");
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                    "%s has no option %s: correct or remove it (it knows %s%s%s)", driver->scheme,
                    (char *)key, known, *known && driver->baud ? ", " : "",
                    driver->baud ? "baud"
                    : *known     ? ""
                                 : "none");
        return FALSE;
    }
    return TRUE;
}

gboolean device_check(enum device_slot slot, const struct uri *uri, GError **error)
{
    const struct device_driver *driver = device_driver_find(slot, uri->scheme);

    if (!strcmp(uri->scheme, "none"))
        return TRUE;
    if (!driver)
        return refuse_scheme(slot, uri, error);
    void *state = secret_new(driver->size); /* only to be asked */
    gboolean well = check_keys(driver, uri, error) && wire_check(uri, driver->baud, error) &&
                    driver->options(state, uri, error);
    secret_free(state);
    return well;
}
