#include "base/durable.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

GQuark durable_error_quark(void)
{
    return g_quark_from_static_string("durable");
}

static gboolean fail(GError **error, const char *verb, const char *path)
{
    g_set_error(error, durable_error_quark(), DURABLE_ERROR_FAILED,
                "cannot %s %s (%s): make room on the disk, and let this user write there", verb, path,
                g_strerror(errno));
    return FALSE;
}

gboolean durable_folder(const char *dir, GError **error)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean well = fd >= 0 && fsync(fd) == 0;

    if (!well)
        fail(error, "sync the folder", dir);
    if (fd >= 0)
        close(fd);
    return well;
}

static gboolean write_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, data, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return FALSE;
        data += n;
        len -= (size_t)n;
    }
    return TRUE;
}

gboolean durable_write(const char *dir, const char *name, const void *data, size_t len, mode_t mode,
                       GError **error)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    g_autofree char *fresh = g_strconcat(path, ".new", NULL);

    unlink(fresh); /* of a write that was cut short: its mode may be another */
    int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    gboolean written = fd >= 0 && write_all(fd, data, len) && fsync(fd) == 0;
    if (!written)
        fail(error, "write", fresh);
    if (fd >= 0)
        close(fd);
    if (written && rename(fresh, path) != 0)
        written = fail(error, "replace", path);
    if (!written)
        unlink(fresh);
    return written && durable_folder(dir, error);
}
