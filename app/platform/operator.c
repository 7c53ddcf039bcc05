#include "platform/operator.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/secret.h"

enum {
    DRAWN_BYTES = 15, /* 120 bit: 20 signs of base64 */
    PASSWORD_MAX = 128,
    HEADER_MAX = 512
};

static gboolean fail(GError **error, const char *verb, const char *path)
{
    g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                "cannot %s %s (%s): let this user read and write the keys folder", verb, path,
                g_strerror(errno));
    return FALSE;
}

static gboolean sync_folder(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean well = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return well;
}

static gboolean is_folder(const char *dir, GError **error)
{
    if (g_file_test(dir, G_FILE_TEST_IS_DIR))
        return TRUE;
    g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                "there is no keys folder %s, and no password was made: name the one there is, or make that "
                "of a new platform with 'kiosk-platform keys init %s'",
                dir, dir);
    return FALSE;
}

gboolean operator_make(const char *dir, GError **error)
{
    if (!is_folder(dir, error))
        return FALSE;
    uint8_t drawn[DRAWN_BYTES];
    char line[sizeof drawn * 2];
    g_autofree char *path = g_build_filename(dir, "operator", NULL), *part = g_strconcat(path, ".part", NULL);
    randombytes_buf(drawn, sizeof drawn);
    sodium_bin2base64(line, sizeof line, drawn, sizeof drawn, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    g_strlcat(line, "\n", sizeof line);
    unlink(part);
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    gboolean well = fd >= 0 && write(fd, line, strlen(line)) == (ssize_t)strlen(line) && fsync(fd) == 0 &&
                    rename(part, path) == 0 && sync_folder(dir);
    if (!well)
        fail(error, "write", path);
    if (fd >= 0)
        close(fd);
    secret_wipe(drawn, sizeof drawn);
    secret_wipe(line, sizeof line);
    return well;
}

char *operator_load(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "operator", NULL);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return NULL;
    char *text = secret_new(PASSWORD_MAX + 1);
    ssize_t got = fd >= 0 ? read(fd, text, PASSWORD_MAX) : -1;
    while (got > 0 && g_ascii_isspace(text[got - 1]))
        text[--got] = '\0';
    if (fd >= 0)
        close(fd);
    if (got > 0)
        return text;
    errno = got == 0 ? EINVAL : errno;
    fail(error, "read", path);
    secret_free(text);
    return NULL;
}

/* "Basic " and base64 of user:password. */
static bool password_fits(const char *wanted, const char *authorization)
{
    static const char scheme[] = "Basic ";
    size_t prefix = sizeof scheme - 1, len = 0;
    if (g_ascii_strncasecmp(authorization, scheme, prefix) != 0 || strlen(authorization) > HEADER_MAX)
        return false;
    char *given = secret_new(HEADER_MAX);
    bool fits = sodium_base642bin((uint8_t *)given, HEADER_MAX - 1, authorization + prefix,
                                  strlen(authorization + prefix), NULL, &len, NULL,
                                  sodium_base64_VARIANT_ORIGINAL) == 0;
    const char *colon = fits ? memchr(given, ':', len) : NULL;
    fits = colon && strlen(colon + 1) == strlen(wanted) && secret_equal(colon + 1, wanted, strlen(wanted));
    secret_free(given);
    return fits;
}

bool operator_admit(const struct platform *platform, const struct request *request, struct reply *reply)
{
    if (!platform->operator_password) {
        reply_problem(
            reply, 403, "no-operator", "This platform has no operator yet",
            "Make a password with 'kiosk-platform keys operator DIR' and start the platform again.");
        return false;
    }
    if (password_fits(platform->operator_password, request->authorization))
        return true;
    reply_problem(reply, 401, "operator", "The operator's password is needed",
                  "It stands in the file 'operator' of the platform's keys folder; any user name will do.");
    reply->challenge = "Basic realm=\"fleet\", charset=\"UTF-8\"";
    return false;
}
