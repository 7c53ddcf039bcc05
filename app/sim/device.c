#include "sim/device.h"

#include <string.h>

GQuark sim_error_quark(void)
{
    return g_quark_from_static_string("sim-error");
}

gboolean sim_refuse(GError **error, const char *what, const char *advice)
{
    g_set_error(error, sim_error_quark(), 0, "%s: %s", what, advice);
    return FALSE;
}

int sim_word(const char *const *table, const char *word, GError **error)
{
    for (int i = 0; table[i]; i++) {
        if (strcmp(table[i], word) == 0)
            return i;
    }
    g_autofree char *known = g_strjoinv(", ", (char **)table);
    g_set_error(error, sim_error_quark(), 0, "\"%s\" is not known: use one of %s", word, known);
    return -1;
}

gint64 sim_number(const char *word, guint most, GError **error)
{
    guint64 number = 0;
    if (g_ascii_string_to_unsigned(word, 10, 0, most, &number, NULL))
        return (gint64)number;
    g_set_error(error, sim_error_quark(), 0, "\"%s\" is no number: write one from 0 to %u", word, most);
    return -1;
}
