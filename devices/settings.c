#include "devices/settings.h"

#include "devices/drivers.h"

gboolean device_settings_check(const struct config *config, GError **error)
{
    for (enum device_slot slot = 0; slot < DEVICE_SLOTS; slot++) {
        const struct uri *uri = config_uri(config, "devices", device_slot_name(slot));
        g_autoptr(GError) cause = NULL;
        if (!device_check(slot, uri, &cause))
            return config_refuse(config, "devices", device_slot_name(slot), cause->message, error);
    }
    return TRUE;
}
