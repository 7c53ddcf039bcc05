#include "sim/fittings.h"
#include "sim/gpio.h"
#include "sim/phone.h"
#include "sim/relay.h"

#include <glib/gstdio.h>

enum { ORDINARY_C = 41, COLDEST_C = -40, HOTTEST_C = 150 };

struct SimFittings {
    SimRelay *alarm, *lamp;
    SimPhone *phone;
    SimGpio *gpio;
    char *zone; /* the file of the thermal zone */
};

/* As a thermal zone of the kernel shows it: thousandths of a degree and a line end. */
static gboolean set_temperature(SimFittings *fittings, gint64 degrees, GError **error)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT "\n", degrees * 1000);
    return g_file_set_contents(fittings->zone, text, -1, error);
}

static gboolean temperature_command(gpointer device, const char *verb, const char *rest, GString *answer,
                                    GError **error)
{
    gint64 degrees = 0;
    (void)rest, (void)answer;
    if (!g_ascii_string_to_signed(verb, 10, COLDEST_C, HOTTEST_C, &degrees, NULL))
        return sim_refuse(error, "no temperature", "write degrees from -40 to 150");
    return set_temperature(device, degrees, error);
}

SimFittings *sim_fittings_new(const char *dir, GError **error)
{
    SimFittings *fittings = g_new0(SimFittings, 1);
    fittings->zone = g_build_filename(dir, "temperature", NULL);
    fittings->alarm = sim_relay_new(dir, "alarm", error);
    fittings->lamp = fittings->alarm ? sim_relay_new(dir, "lamp", error) : NULL;
    fittings->phone = fittings->lamp ? sim_phone_new(dir, error) : NULL;
    fittings->gpio = fittings->phone ? sim_gpio_new(dir, error) : NULL;
    if (fittings->gpio && set_temperature(fittings, ORDINARY_C, error))
        return fittings;
    sim_fittings_free(fittings);
    return NULL;
}

void sim_fittings_free(SimFittings *fittings)
{
    if (!fittings)
        return;
    sim_relay_free(fittings->alarm);
    sim_relay_free(fittings->lamp);
    sim_phone_free(fittings->phone);
    sim_gpio_free(fittings->gpio);
    g_unlink(fittings->zone);
    g_free(fittings->zone);
    g_free(fittings);
}

void sim_fittings_rows(SimFittings *fittings, SimDevice rows[SIM_FITTINGS])
{
    rows[0] = (SimDevice){"alarm", sim_relay_command, fittings->alarm};
    rows[1] = (SimDevice){"lamp", sim_relay_command, fittings->lamp};
    rows[2] = (SimDevice){"phone", sim_phone_command, fittings->phone};
    rows[3] = (SimDevice){"temperature", temperature_command, fittings};
    rows[4] = (SimDevice){"door", sim_gpio_door, fittings->gpio};
    rows[5] = (SimDevice){"power", sim_gpio_power, fittings->gpio};
    rows[6] = (SimDevice){"gpio", sim_gpio_command, fittings->gpio};
}
