#include "platform/keys_known.h"

#include "platform/rotated.h"
#include "platform/rotation.h"
#include "platform/storage_seals.h"

static const char way_out[] =
    "is there none, 'kiosk-platform ctl --store STORE --keys DIR accept-keys' takes the folder as it is";

static char *missing_from(const struct platform_keys *keys, const GPtrArray *keyids)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < keyids->len; i++)
        if (!keys_seal(keys, keyids->pdata[i]))
            g_string_append_printf(text, "%s%s/%s/%s.key", text->len ? ", " : "", keys->dir,
                                   ROTATED_SEALS_NAME, (const char *)keyids->pdata[i]);
    return g_string_free(text, FALSE);
}

static gboolean compare(const struct platform_keys *keys, const struct storage_seals *known, int64_t sequence,
                        GError **error)
{
    g_autofree char *missing = missing_from(keys, known->keyids);
    if (*missing)
        g_set_error(
            error, keys_error_quark(), KEYS_ERROR_FAILED,
            "kiosks were told to seal to what %s would open, and the keys folder has it no more, or is "
            "out of an older backup: restore the folder from the newest backup, or copy it from another "
            "machine of this platform; %s, those boxes are lost, and every kiosk is enrolled again",
            missing, way_out);
    else if (sequence < known->sequence)
        g_set_error(
            error, keys_error_quark(), KEYS_ERROR_FAILED,
            "%s/%s is lost or out of an older backup (it goes to %" G_GINT64_FORMAT
            ", kiosks were told %" G_GINT64_FORMAT "), and they would believe no change of keys any "
            "more: restore the folder from the newest backup, or copy it from another machine of this "
            "platform; %s, and every kiosk is enrolled again",
            keys->dir, ROTATED_LIST_NAME, sequence, known->sequence, way_out);
    else
        return TRUE;
    return FALSE;
}

static gboolean remember(const struct platform *platform, int64_t sequence, GError **error)
{
    const struct platform_keys *keys = platform->keys;
    struct storage_seals now = {.keyids = g_ptr_array_new(), .sequence = sequence};
    for (size_t i = 0; i < keys->seal_count; i++)
        g_ptr_array_add(now.keyids, keys->seals[i].key.keyid);
    gboolean well = storage_put_seals(platform->storage, &now, error);
    storage_seals_clear(&now);
    return well;
}

gboolean keys_known(const struct platform *platform, GError **error)
{
    struct keyring ring;
    struct storage_seals known = {0};
    gboolean well =
        rotation_keyring(platform->keys, &ring, error) && storage_seals(platform->storage, &known, error) &&
        compare(platform->keys, &known, ring.sequence, error) && remember(platform, ring.sequence, error);
    storage_seals_clear(&known);
    return well;
}

gboolean keys_known_accept(struct storage *storage, GError **error)
{
    return storage_forget_seals(storage, error);
}
