#include "platform/carry.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/submissions.h"
#include "wire/carry.h"
#include "wire/messages.h"

GQuark carry_error_quark(void)
{
    return g_quark_from_static_string("platform-carry");
}

static gboolean fail(GError **error, const char *verb, const char *path)
{
    g_set_error(error, carry_error_quark(), CARRY_ERROR_FILE,
                "cannot %s %s (%s): name a file of the medium, which can be written, with room", verb, path,
                g_strerror(errno));
    return FALSE;
}

static gboolean refuse(GError **error, const char *path, const char *why)
{
    g_set_error(error, carry_error_quark(), CARRY_ERROR_BATCH, "%s was not taken: %s: export it once more",
                path, why);
    return FALSE;
}

static gboolean read_batch(const char *path, GBytes **bytes, GError **error)
{
    struct stat about;
    char *text = NULL;
    size_t len = 0;

    if (stat(path, &about) != 0)
        return fail(error, "read", path);
    if (!S_ISREG(about.st_mode) || about.st_size > CARRY_BATCH_MAX)
        return refuse(error, path, "it is no batch of a kiosk");
    if (!g_file_get_contents(path, &text, &len, error))
        return FALSE;
    *bytes = g_bytes_new_take(text, len);
    return TRUE;
}

/* One answer is for one kiosk. A batch that is uploaded in pieces has its boxes elsewhere; here they are in
 * it.
 */
static gboolean is_of_one(const struct message_batch *batch, const char *path, GError **error)
{
    if (batch->count == 0)
        return refuse(error, path, "it is empty");
    for (size_t i = 0; i < batch->count; i++) {
        if (strcmp(batch->items[i].kiosk, batch->items[0].kiosk) != 0)
            return refuse(error, path, "it is of more than one kiosk");
        if (!batch->items[i].box)
            return refuse(error, path, "a box is missing in it");
    }
    return TRUE;
}

static gboolean sync_folder_of(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean synced = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return synced;
}

static char *answer_name(const char *path)
{
    size_t len = strlen(path) - (g_str_has_suffix(path, CARRY_BATCH) ? strlen(CARRY_BATCH) : 0);
    g_autofree char *stem = g_strndup(path, len);

    return g_strconcat(stem, CARRY_ACKNOWLEDGEMENT, NULL);
}

static gboolean write_answer(const char *path, GBytes *answer, GError **error)
{
    g_autofree char *name = answer_name(path), *fresh = g_strconcat(name, ".part", NULL);
    size_t len = 0;
    const void *data = g_bytes_get_data(answer, &len);
    FILE *file = fopen(fresh, "we");

    gboolean well =
        file && fwrite(data, 1, len, file) == len && fflush(file) == 0 && fsync(fileno(file)) == 0;
    if (!well)
        fail(error, "write", fresh);
    if (file)
        fclose(file);
    return well && ((rename(fresh, name) == 0 && sync_folder_of(name)) || fail(error, "write", name));
}

static void tell(const char *path, const struct message_result *results, size_t count)
{
    size_t of[MESSAGE_REJECTED + 1] = {0};

    for (size_t i = 0; i < count; i++)
        of[results[i].status]++;
    printf("%s: %zu stored, %zu known before, %zu refused; the answer lies beside it\n", path,
           of[MESSAGE_STORED], of[MESSAGE_DUPLICATE], of[MESSAGE_REJECTED]);
}

static gboolean take(const struct platform *platform, const char *path, GBytes *bytes,
                     const struct message_batch *batch, GError **error)
{
    uint8_t digest[CARRY_DIGEST];
    size_t len = 0;
    const void *data = g_bytes_get_data(bytes, &len);

    if (!is_of_one(batch, path, error))
        return FALSE;
    g_autofree struct message_result *results = g_new0(struct message_result, batch->count);
    if (!submissions_take(platform, batch, results, error))
        return FALSE;
    carry_digest(data, len, digest);
    g_autoptr(GBytes) answer =
        carry_acknowledge(batch->items[0].kiosk, digest, platform->clock.wall_ms(&platform->clock), results,
                          batch->count, platform->keys->sign_secret);
    if (!write_answer(path, answer, error))
        return FALSE;
    tell(path, results, batch->count);
    return TRUE;
}

gboolean carry_take(const struct platform *platform, const char *path, GError **error)
{
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) why = NULL;
    struct message_batch batch = {0};
    size_t len = 0;

    if (!read_batch(path, &bytes, error))
        return FALSE;
    const void *data = g_bytes_get_data(bytes, &len);
    if (!message_batch_parse(data, len, &batch, &why))
        return refuse(error, path, why->message);
    gboolean well = take(platform, path, bytes, &batch, error);
    message_batch_clear(&batch);
    return well;
}
