#include "platform/complete.h"

#include <sodium.h>
#include <string.h>

#include "base/durable.h"
#include "base/secret.h"
#include "platform/certificate.h"
#include "platform/keys_parts.h"
#include "platform/operator.h"
#include "platform/rotated.h"
#include "wire/keyring.h"

static gboolean has(const char *dir, const char *name)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* Of two files that belong together, or that came with one release. */
static gboolean has_any(const char *dir, const char *const *names)
{
    for (; *names; names++) {
        if (has(dir, *names))
            return TRUE;
    }
    return FALSE;
}

static gboolean lost(const char *dir, const char *name, GError **error)
{
    g_set_error(
        error, keys_error_quark(), KEYS_ERROR_FAILED,
        "%s/%s is lost, for what came later is there, and a new one would not do: restore it from the "
        "backup",
        dir, name);
    return FALSE;
}

static void tell(GString *told, const char *name, const char *what)
{
    g_string_append_printf(told, "%s: %s\n", name, what);
}

/* Without it nothing was ever sealed to this folder, or all that was is lost. */
static gboolean look_seal(const char *dir, struct seal_pair *pair, GString *told, GError **error)
{
    if (!keys_read_pair(dir, "seal.key", pair, error))
        return FALSE;
    if (has(dir, "seal.pub"))
        return TRUE;
    g_autofree char *line = seal_key_text(&pair->key), *text = g_strconcat(line, "\n", NULL);
    gboolean well = durable_write(dir, "seal.pub", text, strlen(text), 0644, error);
    if (well)
        tell(told, "seal.pub", "made, out of seal.key");
    return well;
}

/* Kiosks go by it: who never signed has nobody who does. RFC 8032: the rest comes of 32 bytes. */
static gboolean complete_sign(const char *dir, GString *told, GError **error)
{
    static const char *const later[] = {
        "sign.pub", "hash.key", ROTATED_LIST_NAME, ROTATED_SEALS_NAME, ROTATED_NAME, "eseal.key", NULL};
    uint8_t public_key[KEYS_SIGN_PUBLIC_BYTES];
    gboolean there = has(dir, "sign.key");
    if (there && has(dir, "sign.pub"))
        return TRUE;
    if (!there && has_any(dir, later))
        return lost(dir, "sign.key", error);
    uint8_t *seed = secret_new(crypto_sign_SEEDBYTES), *secret_key = secret_new(KEYS_SIGN_SECRET_BYTES);
    randombytes_buf(seed, crypto_sign_SEEDBYTES);
    gboolean well = there ? keys_read_key(dir, "sign.key", seed, error)
                          : keys_write_key(dir, "sign.key", seed, 0600, error);
    crypto_sign_seed_keypair(public_key, secret_key, seed);
    well = well && keys_write_key(dir, "sign.pub", public_key, 0644, error);
    secret_free(secret_key);
    secret_free(seed);
    if (well && !there)
        tell(told, "sign.key", "made");
    if (well)
        tell(told, "sign.pub", there ? "made, out of sign.key" : "made");
    return well;
}

/* Releases without this file named people under the sealing secret, and no rotation changed that since: under
 * the same bytes the store still knows them. */
static gboolean complete_hash(const char *dir, const struct seal_pair *pair, GString *told, GError **error)
{
    static const char *const later[] = {ROTATED_LIST_NAME, ROTATED_SEALS_NAME, ROTATED_NAME, "eseal.key",
                                        NULL};
    G_STATIC_ASSERT((int)KEYS_HASH_BYTES == (int)SUITE_SECRET_BYTES);
    if (has(dir, "hash.key"))
        return TRUE;
    if (has_any(dir, later))
        return lost(dir, "hash.key", error);
    gboolean well = keys_write_key(dir, "hash.key", pair->secret, 0600, error);
    if (well)
        tell(told, "hash.key", "made, out of seal.key: the store knows people by it");
    return well;
}

static gboolean complete_eseal(const char *dir, GString *told, GError **error)
{
    gboolean key = has(dir, "eseal.key"), certificate = has(dir, "eseal.crt");
    if (key && certificate)
        return TRUE;
    if (key || certificate)
        return lost(dir, key ? "eseal.crt" : "eseal.key", error);
    if (!has(dir, "ca.key")) {
        tell(told, "eseal.key",
             "not made, and papers bear no seal: bring ca.key here for it, and say this again");
        return TRUE;
    }
    gboolean well = certificate_make_eseal(dir, error) && durable_folder(dir, error);
    if (well)
        tell(told, "eseal.key", "made, with eseal.crt");
    return well;
}

static gboolean complete_operator(const char *dir, GString *told, GError **error)
{
    if (has(dir, "operator"))
        return TRUE;
    gboolean well = operator_make(dir, error);
    if (well)
        tell(told, "operator", "made: the password of the fleet page");
    return well;
}

/* Of a folder that an older release rotated: from here on a loss shows. */
static gboolean complete_mark(const char *dir, GString *told, GError **error)
{
    g_autofree char *path = g_build_filename(dir, ROTATED_LIST_NAME, NULL), *text = NULL;
    struct keyring ring;
    size_t len = 0;
    if (has(dir, ROTATED_NAME) || !has(dir, ROTATED_LIST_NAME))
        return TRUE;
    if (!g_file_get_contents(path, &text, &len, error))
        return FALSE;
    gboolean well = keyring_newest(&ring, text, len) ? rotated_mark(dir, ring.sequence, error)
                                                     : lost(dir, ROTATED_LIST_NAME, error);
    if (well)
        tell(told, ROTATED_NAME, "made: which of " ROTATED_LIST_NAME " and " ROTATED_SEALS_NAME " there is");
    return well;
}

/* It may lie in a safe on purpose. */
static gboolean look_authority(const char *dir, GString *told)
{
    if (!has(dir, "ca.key"))
        tell(told, "ca.key",
             "not here: this machine enrols no kiosk and renews no certificate. Nothing to do where another "
             "does; else restore it from the backup");
    return TRUE;
}

/* In the order in which releases brought them: each tells by what is behind it whether it was lost. */
gboolean complete_keys(const char *dir, GString *told, GError **error)
{
    struct seal_pair pair = {0};
    gboolean well = look_seal(dir, &pair, told, error) && complete_sign(dir, told, error) &&
                    complete_hash(dir, &pair, told, error) && complete_eseal(dir, told, error) &&
                    complete_operator(dir, told, error) && complete_mark(dir, told, error) &&
                    look_authority(dir, told);
    seal_pair_clear(&pair);
    struct platform_keys *keys = well ? keys_load(dir, error) : NULL;
    well = keys != NULL;
    keys_free(keys);
    return well;
}
