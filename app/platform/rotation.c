#include "platform/rotation.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "base/durable.h"
#include "base/secret.h"
#include "platform/keys_parts.h"
#include "platform/release.h"
#include "platform/rotated.h"
#include "platform/trouble.h"
#include "wire/json.h"

#define FILE_NAME ROTATED_LIST_NAME
#define NEXT_NAME "sign.next" /* the signing key to come, until it has taken its place */

static gboolean fail(GError **error, const char *text)
{
    g_set_error_literal(error, keys_error_quark(), KEYS_ERROR_FAILED, text);
    return FALSE;
}

/* What a folder that never rotated gives. */
static struct keyring first(const struct platform_keys *keys)
{
    struct keyring ring = {.sequence = 1, .seal = keys->seals[0].key};
    memcpy(ring.sign_public, keys->sign_public, sizeof ring.sign_public);
    return ring;
}

/* The list as it stands; NULL and no error when there was no rotation yet. */
static gboolean read_list(const char *dir, char **text, size_t *len, GError **error)
{
    g_autofree char *path = g_build_filename(dir, FILE_NAME, NULL);
    *text = NULL;
    *len = 0;
    return !g_file_test(path, G_FILE_TEST_EXISTS) || g_file_get_contents(path, text, len, error);
}

gboolean rotation_keyring(const struct platform_keys *keys, struct keyring *out, GError **error)
{
    g_autofree char *text = NULL;
    size_t len = 0;
    *out = first(keys);
    if (!keys->dir)
        return TRUE;
    if (!read_list(keys->dir, &text, &len, error))
        return FALSE;
    return !text || keyring_newest(out, text, len) ||
           fail(error, FILE_NAME " in the keys folder is damaged: restore it from the backup");
}

/* The folder's messages, and that of the release keys behind them; NULL: the list is damaged. */
static char *join(const char *messages, size_t len, const char *release)
{
    json_t *document = messages ? wire_load(messages, len, NULL) : json_pack("{s[]}", "messages");
    if (!document)
        return NULL;
    if (release)
        json_object_set_new(document, "release", wire_load(release, strlen(release), NULL));
    g_autoptr(GBytes) text = wire_dump(document);
    return g_strndup(g_bytes_get_data(text, NULL), g_bytes_get_size(text));
}

void rotation_answer(const struct platform *platform, const struct request *request, const char *unused,
                     struct reply *reply)
{
    g_autofree char *messages = NULL, *release = NULL, *text = NULL;
    g_autoptr(GError) error = NULL;
    struct release_keys keys;
    size_t len = 0;
    (void)unused;
    gboolean well = release_told(platform, &release, &keys, &error);
    if (!well && error->domain != keys_error_quark()) {
        trouble_reply(reply, error);
        return;
    }
    if (well && (!platform->keys->dir || read_list(platform->keys->dir, &messages, &len, NULL)))
        text = join(messages, len, release);
    if (text)
        reply_if_new(reply, request, text);
    else
        reply_problem(reply, 503, "no-keys", "The keys cannot be read now", "Ask again later.");
}

/* One message more, and durable before anybody hears of it; then the mark of it. */
static gboolean announce(const char *dir, const struct keyring *ring, const uint8_t *secret_key,
                         GError **error)
{
    g_autofree char *text = NULL;
    size_t len = 0;
    if (!read_list(dir, &text, &len, error))
        return FALSE;
    g_autoptr(GBytes) list = keyring_announce(text, len, ring, secret_key);
    if (!list)
        return fail(error, FILE_NAME " in the keys folder is damaged: restore it from the backup");
    return durable_write(dir, FILE_NAME, g_bytes_get_data(list, NULL), g_bytes_get_size(list), 0644, error) &&
           rotated_mark(dir, ring->sequence, error);
}

static gboolean write_secret(const char *dir, const char *name, const struct seal_pair *pair, GError **error)
{
    struct secret_bytes text = {0};
    seal_pair_text(pair, &text);
    secret_bytes_text(&text, "\n");
    gboolean well = durable_write(dir, name, text.data, text.len, 0600, error);
    secret_bytes_clear(&text);
    return well;
}

static gboolean keep(const char *dir, const struct seal_pair *pair, GError **error)
{
    g_autofree char *folder = g_build_filename(dir, ROTATED_SEALS_NAME, NULL);
    g_autofree char *name = g_strconcat(pair->key.keyid, ".key", NULL);
    if (g_mkdir_with_parents(folder, 0700) != 0)
        return fail(error, "cannot make the folder seals in the keys folder: let this user write there");
    return write_secret(folder, name, pair, error) && durable_folder(dir, error);
}

/* Both pairs are kept before either is told of, so a cut at any place leaves every box openable. */
static gboolean replace(const struct platform_keys *keys, const struct seal_pair *pair, GError **error)
{
    g_autofree char *line = seal_key_text(&pair->key), *text = g_strconcat(line, "\n", NULL);
    return keep(keys->dir, &keys->seals[0], error) && keep(keys->dir, pair, error) &&
           write_secret(keys->dir, "seal.key", pair, error) &&
           durable_write(keys->dir, "seal.pub", text, strlen(text), 0644, error);
}

/* What kiosks hold now, when what the folder signs with is what they go by. */
static gboolean signing_ring(const struct platform_keys *keys, struct keyring *ring, GError **error)
{
    return rotation_keyring(keys, ring, error) &&
           (memcmp(ring->sign_public, keys->sign_public, sizeof ring->sign_public) == 0 ||
            fail(error, "the keys folder signs with another key than kiosks were told: finish it with "
                        "'kiosk-platform keys rotate-sign DIR'"));
}

gboolean rotation_may_sign(const struct platform_keys *keys, GError **error)
{
    struct keyring ring;
    return signing_ring(keys, &ring, error);
}

gboolean rotation_seal(const char *dir, const struct suite *suite, GError **error)
{
    struct platform_keys *keys = keys_load(dir, error);
    struct keyring ring;
    struct seal_pair pair;
    if (!keys)
        return FALSE;
    seal_pair_draw(&pair, suite);
    gboolean well = signing_ring(keys, &ring, error) && replace(keys, &pair, error);
    ring.sequence++;
    ring.seal = pair.key;
    well = well && announce(dir, &ring, keys->sign_secret, error);
    seal_pair_clear(&pair);
    keys_free(keys);
    return well;
}

/* The seed of a rotation that was cut short after kiosks may have heard of it. */
static gboolean resume(const char *dir, uint8_t *seed)
{
    g_autofree char *path = g_build_filename(dir, NEXT_NAME, NULL), *line = NULL, *text = NULL;
    uint8_t public_key[KEYS_SIGN_PUBLIC_BYTES], secret_key[KEYS_SIGN_SECRET_BYTES];
    struct keyring ring;
    size_t len = 0, n = 0;
    gboolean well = g_file_get_contents(path, &line, NULL, NULL) &&
                    sodium_base642bin(seed, crypto_sign_SEEDBYTES, line, strlen(line), "\n", &n, NULL,
                                      sodium_base64_VARIANT_ORIGINAL) == 0 &&
                    n == crypto_sign_SEEDBYTES && read_list(dir, &text, &len, NULL) && text &&
                    keyring_newest(&ring, text, len);
    if (line)
        secret_wipe(line, strlen(line));
    if (!well)
        return FALSE;
    crypto_sign_seed_keypair(public_key, secret_key, seed);
    secret_wipe(secret_key, sizeof secret_key);
    return memcmp(ring.sign_public, public_key, sizeof public_key) == 0;
}

/* The old key signs who comes after it. */
static gboolean name_next(const char *dir, uint8_t *seed, GError **error)
{
    struct platform_keys *keys = keys_load(dir, error);
    struct keyring ring;
    uint8_t public_key[KEYS_SIGN_PUBLIC_BYTES], *secret_key = secret_new(KEYS_SIGN_SECRET_BYTES);
    gboolean well = keys && signing_ring(keys, &ring, error);
    if (well) {
        randombytes_buf(seed, crypto_sign_SEEDBYTES);
        crypto_sign_seed_keypair(public_key, secret_key, seed);
        keyring_succeed(&ring, public_key);
        ring.sequence++;
        well = keys_write_key(dir, NEXT_NAME, seed, 0600, error) &&
               announce(dir, &ring, keys->sign_secret, error);
    }
    secret_free(secret_key);
    keys_free(keys);
    return well;
}

/* The new key says the same again, for whoever follows it already; then it takes its place. It alone may say
 * that the old one was stolen: the thief could say the contrary. */
static gboolean hand_over(const char *dir, const uint8_t *seed, gboolean stolen, GError **error)
{
    g_autofree char *next = g_build_filename(dir, NEXT_NAME, NULL), *text = NULL;
    struct keyring ring;
    size_t len = 0;
    uint8_t *secret_key = secret_new(KEYS_SIGN_SECRET_BYTES);
    gboolean well = read_list(dir, &text, &len, error) && text && keyring_newest(&ring, text, len);
    if (well) {
        ring.sequence++;
        if (stolen)
            ring.before_count = 0;
        crypto_sign_seed_keypair(ring.sign_public, secret_key, seed);
        well = announce(dir, &ring, secret_key, error) &&
               keys_write_key(dir, "sign.key", seed, 0600, error) &&
               keys_write_key(dir, "sign.pub", ring.sign_public, 0644, error);
    }
    secret_free(secret_key);
    return well && unlink(next) == 0 && durable_folder(dir, error);
}

gboolean rotation_sign(const char *dir, gboolean stolen, GError **error)
{
    uint8_t *seed = secret_new(crypto_sign_SEEDBYTES);
    gboolean well = (resume(dir, seed) || name_next(dir, seed, error)) && hand_over(dir, seed, stolen, error);
    secret_free(seed);
    return well;
}
