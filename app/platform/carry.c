#include "platform/carry.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/durable.h"
#include "base/terminal.h"
#include "platform/submissions.h"
#include "wire/carry.h"
#include "wire/detached.h"
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

static gboolean read_file(const char *path, off_t most, const char *what, GBytes **bytes, GError **error)
{
    struct stat about;
    char *text = NULL;
    size_t len = 0;

    if (stat(path, &about) != 0)
        return fail(error, "read", path);
    if (!S_ISREG(about.st_mode) || about.st_size > most)
        return refuse(error, path, what);
    if (!g_file_get_contents(path, &text, &len, error))
        return FALSE;
    *bytes = g_bytes_new_take(text, len);
    return TRUE;
}

static gboolean is_revoked(const struct platform *platform, const char *path,
                           const struct detached_signer *signer, GError **error)
{
    bool revoked = false;

    if (!storage_card_revoked(platform->storage, signer->serial, &revoked, error))
        return TRUE;
    if (revoked)
        refuse(error, path, "the certificate that signed it was revoked: enrol the kiosk again");
    return revoked;
}

/* By the certificate that was signed for this kiosk here, also when its time is over meanwhile: without a
 * line none is renewed. Whoever lets kiosks in without one, a demo, takes batches without one. */
static gboolean is_by(const struct platform *platform, const char *kiosk, const char *path, GBytes *bytes,
                      GError **error)
{
    g_autofree char *beside = carry_beside(path, CARRY_SIGNATURE);
    g_autoptr(GBytes) signature = NULL;
    g_autoptr(GError) why = NULL;
    struct detached_signer signer;
    size_t len = 0;

    if (!g_file_test(beside, G_FILE_TEST_EXISTS))
        return platform->keys->token ||
               refuse(error, path, "its kiosk's signature, NAME" CARRY_SIGNATURE ", does not lie beside it");
    if (!read_file(beside, DETACHED_MAX, "it is no signature", &signature, error))
        return FALSE;
    const void *data = g_bytes_get_data(bytes, &len);
    if (!detached_check(platform->keys->authority_certificate, data, len, signature, &signer, &why))
        return refuse(error, path, why->message);
    if (strcmp(signer.name, kiosk) != 0)
        return refuse(error, path, "another kiosk signed it than the one it is of");
    return !is_revoked(platform, path, &signer, error);
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

static gboolean write_answer(const char *path, GBytes *answer, GError **error)
{
    g_autofree char *beside = carry_beside(path, CARRY_ACKNOWLEDGEMENT), *name = g_path_get_basename(beside),
                    *folder = g_path_get_dirname(beside);
    size_t len = 0;
    const void *data = g_bytes_get_data(answer, &len);

    return durable_write(folder, name, data, len, 0644, error);
}

static void tell(const char *path, const struct message_result *results, size_t count)
{
    size_t of[MESSAGE_REJECTED + 1] = {0};

    for (size_t i = 0; i < count; i++)
        of[results[i].status]++;
    terminal_print("%s: %zu stored, %zu known before, %zu refused; the answer lies beside it\n", path,
                   of[MESSAGE_STORED], of[MESSAGE_DUPLICATE], of[MESSAGE_REJECTED]);
}

static gboolean take(const struct platform *platform, const char *path, GBytes *bytes,
                     const struct message_batch *batch, GError **error)
{
    uint8_t digest[CARRY_DIGEST];
    size_t len = 0;
    const void *data = g_bytes_get_data(bytes, &len);

    if (!is_of_one(batch, path, error) || !is_by(platform, batch->items[0].kiosk, path, bytes, error))
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

    if (!read_file(path, CARRY_BATCH_MAX, "it is no batch of a kiosk", &bytes, error))
        return FALSE;
    const void *data = g_bytes_get_data(bytes, &len);
    if (!message_batch_parse(data, len, &batch, &why))
        return refuse(error, path, why->message);
    gboolean well = take(platform, path, bytes, &batch, error);
    message_batch_clear(&batch);
    return well;
}
