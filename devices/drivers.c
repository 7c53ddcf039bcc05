#include "devices/drivers.h"

#include <gio/gio.h>
#include <string.h>

#include "base/secret.h"
#include "devices/camera/camera.h"
#include "devices/wire/wire.h"

/* clang-format off: a part of the cabinet a line */
const struct device_driver *const device_drivers[] = {
    &sam_driver,   &lines_driver,     &picture_driver,    &escpos_driver,
    &wedge_driver, &keypad_driver,    &gpio_alarm_driver, &relay_alarm_driver,
    &siren_driver, &gpio_lamp_driver, &relay_lamp_driver, &door_driver,
    &power_driver, &thermal_driver,   &modem_driver,      NULL,
};
/* clang-format on */

const struct device_driver *device_driver_find(enum device_slot slot, const char *scheme)
{
    for (const struct device_driver *const *row = device_drivers; *row; row++)
        if ((*row)->slot == slot && !strcmp((*row)->scheme, scheme))
            return *row;
    return NULL;
}

const struct device_library *const device_libraries[] = {
    &code_camera_library, &page_camera_library, &document_library, &card_library, NULL,
};

const struct device_library *device_library_find(enum device_slot slot, const char *scheme)
{
    for (const struct device_library *const *row = device_libraries; *row; row++)
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
    for (const struct device_library *const *row = device_libraries; *row; row++)
        if ((*row)->slot == slot)
            g_string_append_printf(schemes, " or %s:PLACE", (*row)->scheme);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "no driver speaks %s: write %s", uri->scheme,
                schemes->str);
    return FALSE;
}

/* What a driver or library says of the options it takes. */
static gboolean check_keys(const char *scheme, const char *const *knows, unsigned baud, const struct uri *uri,
                           GError **error)
{
    GHashTableIter options;
    gpointer key;

    g_hash_table_iter_init(&options, uri->options);
    while (g_hash_table_iter_next(&options, &key, NULL)) {
        if ((baud && !strcmp(key, "baud")) || (knows && g_strv_contains(knows, key)))
            continue;
        g_autofree char *known = knows ? g_strjoinv(", ", (char **)knows) : g_strdup("");
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                    "%s has no option %s: correct or remove it (it knows %s%s%s)", scheme, (char *)key, known,
                    *known && baud ? ", " : "",
                    baud     ? "baud"
                    : *known ? ""
                             : "none");
        return FALSE;
    }
    return TRUE;
}

static gboolean check_driver(const struct device_driver *driver, const struct uri *uri, GError **error)
{
    void *state = secret_new(driver->size); /* only to be asked */
    gboolean well = check_keys(driver->scheme, driver->knows, driver->baud, uri, error) &&
                    driver->wire->check(uri, driver->baud, error) && driver->options(state, uri, error);
    secret_free(state);
    return well;
}

gboolean device_check(enum device_slot slot, const struct uri *uri, GError **error)
{
    const struct device_driver *driver = device_driver_find(slot, uri->scheme);
    const struct device_library *library = device_library_find(slot, uri->scheme);

    if (!strcmp(uri->scheme, "none"))
        return TRUE;
    if (driver)
        return check_driver(driver, uri, error);
    if (library)
        return check_keys(library->scheme, library->knows, 0, uri, error) && library->check(uri, error);
    return refuse_scheme(slot, uri, error);
}
