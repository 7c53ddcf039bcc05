#include "backlight.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { WHOLE = 100 };

static gboolean brightest(const char *folder, guint64 *most, GError **error)
{
    g_autofree char *file = g_build_filename(folder, "max_brightness", NULL), *text = NULL;

    if (!g_file_get_contents(file, &text, NULL, error))
        return FALSE;
    return g_ascii_string_to_unsigned(g_strstrip(text), 10, 1, G_MAXUINT32, most, error);
}

gboolean backlight_set(const char *folder, unsigned percent, GError **error)
{
    g_autofree char *file = g_build_filename(folder, "brightness", NULL);
    guint64 most = 0;
    char text[24];

    if (!brightest(folder, &most, error))
        return FALSE;
    guint64 value = most * MIN(percent, WHOLE) / WHOLE;
    g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT "\n", value ? value : 1);
    int fd = open(file, O_WRONLY | O_TRUNC | O_CLOEXEC);
    gboolean well = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    int cause = errno;
    if (fd >= 0)
        close(fd);
    if (!well)
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(cause), "%s: %s", file, g_strerror(cause));
    return well;
}

gboolean backlight_ready(const char *folder, GError **error)
{
    guint64 most;

    if (brightest(folder, &most, error) && backlight_set(folder, WHOLE, error))
        return TRUE;
    g_prefix_error(error, "the panel's lamp cannot be set, so the night is painted: give this user [screen] "
                          "backlight, or leave it empty: ");
    return FALSE;
}
