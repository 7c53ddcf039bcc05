#include "devices/settings.h"

#include <string.h>

#include "devices/drivers.h"

/* Lines of one chip, and relays of one board, serve several slots; any other place is one device's. */
static bool may_share(const struct uri *a, const struct uri *b)
{
    bool chips = !strcmp(a->scheme, "gpio") && !strcmp(b->scheme, "gpio");
    return chips || (uri_option(a, "kind", NULL) && uri_option(b, "kind", NULL));
}

static bool are_one(const struct uri *a, const struct uri *b)
{
    return *a->path && !strcmp(a->path, b->path) && !may_share(a, b);
}

/* What a slot before this one has already; DEVICE_SLOTS: nobody has it. */
static enum device_slot who_has(const struct config *config, enum device_slot slot, const struct uri *uri)
{
    for (enum device_slot other = 0; other < slot; other++)
        if (are_one(config_uri(config, "devices", device_slot_name(other)), uri))
            return other;
    return DEVICE_SLOTS;
}

gboolean device_settings_check(const struct config *config, GError **error)
{
    for (enum device_slot slot = 0; slot < DEVICE_SLOTS; slot++) {
        const struct uri *uri = config_uri(config, "devices", device_slot_name(slot));
        g_autoptr(GError) cause = NULL;
        if (!device_check(slot, uri, &cause))
            return config_refuse(config, "devices", device_slot_name(slot), cause->message, error);
        enum device_slot other = who_has(config, slot, uri);
        g_autofree char *taken =
            other == DEVICE_SLOTS ? NULL
                                  : g_strdup_printf("%s is the place of %s already: each device has its own",
                                                    uri->path, device_slot_name(other));
        if (taken)
            return config_refuse(config, "devices", device_slot_name(slot), taken, error);
    }
    return TRUE;
}
