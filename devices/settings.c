#include "devices/settings.h"

#include <string.h>

#include "devices/drivers.h"

/* Every key of [devices] by its name; a place that this release has no driver for may only be none. */
static const struct place {
    const char *key;
    int slot; /* -1: none yet */
} places[] = {
    {"idcard", DEVICE_IDCARD},
    {"scanner", DEVICE_SCANNER},
    {"printer", DEVICE_PRINTER},
    {"card", -1},
    {"document", -1},
    {"keypad", -1},
    {"alarm", -1},
    {"phone", -1},
};

static gboolean check(const struct place *place, const struct uri *uri, GError **error)
{
    if (place->slot >= 0)
        return device_check((enum device_slot)place->slot, uri, error);
    if (!strcmp(uri->scheme, "none"))
        return TRUE;
    g_set_error(error, config_error_quark(), CONFIG_ERROR_VALUE,
                "this release has no driver for such a device: write none");
    return FALSE;
}

gboolean device_settings_check(const struct config *config, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        const struct uri *uri = config_uri(config, "devices", places[i].key);
        g_autoptr(GError) cause = NULL;
        if (!check(&places[i], uri, &cause))
            return config_refuse(config, "devices", places[i].key, cause->message, error);
    }
    return TRUE;
}
