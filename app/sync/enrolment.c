#include "sync/enrolment.h"

#include <string.h>
#include <sys/stat.h>

#include "base/durable.h"
#include "base/secret.h"
#include "wire/json.h"
#include "wire/messages.h"
#include "wire/receipt.h"

GQuark enrolment_error_quark(void)
{
    return g_quark_from_static_string("enrolment");
}

char *enrolment_folder(const struct config *config)
{
    const char *given = config_text(config, "platform", "identity");

    return given[0] ? g_strdup(given)
                    : g_build_filename(config_text(config, "kiosk", "state"), "identity", NULL);
}

char *enrolment_authority(const struct config *config)
{
    const char *given = config_text(config, "platform", "ca_file");
    g_autofree char *dir = enrolment_folder(config);
    g_autofree char *own = g_build_filename(dir, ENROLMENT_AUTHORITY, NULL);

    if (given[0])
        return g_strdup(given);
    return g_file_test(own, G_FILE_TEST_EXISTS) ? g_steal_pointer(&own) : g_strdup("");
}

static bool read_file(const json_t *object, struct enrolment *out)
{
    return object && wire_copy(out->kiosk, sizeof out->kiosk, object, "kiosk") &&
           message_time_parse(wire_text(object, "renew_after"), &out->renew_after_ms) &&
           receipt_given(object, &out->receipts_given) &&
           keyring_of_json(json_object_get(object, "keys"), &out->keys);
}

gboolean enrolment_load(const char *dir, struct enrolment *out, GError **error)
{
    g_autofree char *file = g_build_filename(dir, ENROLMENT_FILE, NULL);
    g_autofree char *text = NULL;
    gsize len = 0;

    *out = (struct enrolment){0};
    if (!g_file_get_contents(file, &text, &len, NULL)) {
        g_set_error(error, enrolment_error_quark(), ENROLMENT_ERROR_NONE,
                    "this kiosk is not enrolled (no %s): ask the platform's operator for a token, then "
                    "'kioskctl enrol'",
                    file);
        return FALSE;
    }
    json_t *object = wire_load(text, len, NULL);
    bool well = read_file(object, out);
    json_decref(object);
    if (!well)
        g_set_error(error, enrolment_error_quark(), ENROLMENT_ERROR_NONE,
                    "%s is damaged: enrol the kiosk again with a new token", file);
    return well;
}

gboolean enrolment_store(const char *dir, const struct enrolment *enrolment, GError **error)
{
    char renew[WIRE_TIME_MAX];

    message_time(enrolment->renew_after_ms, renew);
    g_autoptr(GBytes) text = wire_dump(
        json_pack("{ss ss sI so}", "kiosk", enrolment->kiosk, "renew_after", renew, "receipts_given",
                  (json_int_t)enrolment->receipts_given, "keys", keyring_json(&enrolment->keys)));
    return durable_write(dir, ENROLMENT_FILE, g_bytes_get_data(text, NULL), g_bytes_get_size(text), 0644,
                         error);
}

char *enrolment_identity(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, ENROLMENT_CERTIFICATE, NULL), *text = NULL;
    gsize len = 0;

    if (!g_file_test(path, G_FILE_TEST_EXISTS) || !g_file_get_contents(path, &text, &len, error))
        return NULL;
    char *identity = secret_new(len + 1);
    memcpy(identity, text, len);
    secret_wipe(text, len);
    return identity;
}

guint64 enrolment_stamp(const char *dir, const char *name)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    struct stat st;

    if (stat(path, &st) != 0)
        return 0;
    guint64 stamp = (guint64)st.st_mtim.tv_sec * 1000000007u + (guint64)st.st_mtim.tv_nsec;
    return (stamp ^ (guint64)st.st_ino << 32 ^ (guint64)st.st_size) | 1;
}
