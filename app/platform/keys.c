#include "platform/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/secret.h"
#include "platform/certificate.h"
#include "wire/signed.h"

_Static_assert(KEYS_SEAL_BYTES == crypto_sign_SEEDBYTES && KEYS_SEAL_BYTES == KEYS_SIGN_PUBLIC_BYTES,
               "read_key serves all key files");

enum {
    TOKEN_BYTES = 32,
    KEYID_BYTES = 6,      /* of the public key's hash: tells key pairs apart, is no secret */
    LINE_MAX_BYTES = 512, /* a one-line file */
    PEM_MAX_BYTES = 65536
};

GQuark keys_error_quark(void)
{
    return g_quark_from_static_string("platform-keys");
}

static gboolean fail_file(GError **error, const char *verb, const char *path, const char *todo)
{
    g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED, "cannot %s %s (%s): %s", verb, path,
                g_strerror(errno), todo);
    return FALSE;
}

static gboolean write_line(const char *dir, const char *name, const char *text, mode_t mode, GError **error)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    size_t len = strlen(text);
    gboolean written =
        fd >= 0 && write(fd, text, len) == (ssize_t)len && write(fd, "\n", 1) == 1 && fsync(fd) == 0;
    if (!written)
        fail_file(error, "write", path, "name an empty folder this user may write");
    if (fd >= 0)
        close(fd);
    return written;
}

static gboolean write_base64(const char *dir, const char *name, const uint8_t *bytes, size_t len, int variant,
                             mode_t mode, GError **error)
{
    size_t cap = sodium_base64_encoded_len(len, variant);
    char *text = secret_new(cap);
    sodium_bin2base64(text, cap, bytes, len, variant);
    gboolean written = write_line(dir, name, text, mode, error);
    secret_free(text);
    return written;
}

static gboolean make_seal(const char *dir, GError **error)
{
    uint8_t public_key[crypto_box_PUBLICKEYBYTES], hash[crypto_generichash_BYTES];
    char keyid[KEYS_ID_MAX] = "p-";
    uint8_t *secret_key = secret_new(crypto_box_SECRETKEYBYTES);
    crypto_box_keypair(public_key, secret_key);
    crypto_generichash(hash, sizeof hash, public_key, sizeof public_key, NULL, 0);
    sodium_bin2hex(keyid + 2, sizeof keyid - 2, hash, KEYID_BYTES);
    int variant = sodium_base64_VARIANT_ORIGINAL;
    gboolean made =
        write_base64(dir, "seal.key", secret_key, crypto_box_SECRETKEYBYTES, variant, 0600, error) &&
        write_base64(dir, "seal.pub", public_key, sizeof public_key, variant, 0644, error) &&
        write_line(dir, "keyid", keyid, 0644, error);
    secret_free(secret_key);
    return made;
}

/* RFC 8032: the secret key is 32 bytes, from which the rest is worked out. */
static gboolean make_sign(const char *dir, GError **error)
{
    uint8_t public_key[KEYS_SIGN_PUBLIC_BYTES];
    uint8_t *seed = secret_new(crypto_sign_SEEDBYTES), *secret_key = secret_new(KEYS_SIGN_SECRET_BYTES);
    randombytes_buf(seed, crypto_sign_SEEDBYTES);
    crypto_sign_seed_keypair(public_key, secret_key, seed);
    int variant = sodium_base64_VARIANT_ORIGINAL;
    gboolean made = write_base64(dir, "sign.key", seed, crypto_sign_SEEDBYTES, variant, 0600, error) &&
                    write_base64(dir, "sign.pub", public_key, sizeof public_key, variant, 0644, error);
    secret_free(secret_key);
    secret_free(seed);
    return made;
}

static gboolean make_token(const char *dir, GError **error)
{
    uint8_t bytes[TOKEN_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    gboolean made = write_base64(dir, "token", bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING,
                                 0600, error);
    secret_wipe(bytes, sizeof bytes);
    return made;
}

/* Applications sealed to a lost key can never be opened: never write over one. */
static gboolean still_empty(const char *dir, GError **error)
{
    static const char *const names[] = {"ca.crt",   "ca.key", "tls.crt",  "tls.key",  "seal.pub",
                                        "seal.key", "keyid",  "sign.key", "sign.pub", "token"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(dir, names[i], NULL);
        if (!g_file_test(path, G_FILE_TEST_EXISTS))
            continue;
        g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                    "%s is there already and was left alone: name another folder for new keys", path);
        return FALSE;
    }
    return TRUE;
}

gboolean keys_init(const char *dir, const char *host, GError **error)
{
    if (g_mkdir_with_parents(dir, 0700) != 0)
        return fail_file(error, "make the folder", dir, "name a folder this user may make");
    return still_empty(dir, error) && certificate_make(dir, host, error) && make_seal(dir, error) &&
           make_sign(dir, error) && make_token(dir, error);
}

/* A whole file as text in secret memory, trailing white space cut; NULL when absent, empty or too large. */
static char *read_secret(const char *dir, const char *name, size_t max, GError **error)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || st.st_size <= 0 || (size_t)st.st_size > max) {
        if (fd >= 0) {
            errno = EINVAL;
            close(fd);
        }
        fail_file(error, "read", path, "make keys with 'kiosk-platform keys init DIR'");
        return NULL;
    }
    char *text = secret_new((size_t)st.st_size + 1);
    ssize_t got = read(fd, text, (size_t)st.st_size);
    close(fd);
    while (got > 0 && g_ascii_isspace(text[got - 1]))
        text[--got] = '\0';
    if (got > 0)
        return text;
    errno = EINVAL;
    fail_file(error, "read", path, "make keys with 'kiosk-platform keys init DIR'");
    secret_free(text);
    return NULL;
}

static gboolean read_key(const char *dir, const char *name, uint8_t key[KEYS_SEAL_BYTES], GError **error)
{
    char *text = read_secret(dir, name, LINE_MAX_BYTES, error);
    if (!text)
        return FALSE;
    size_t len = 0;
    gboolean good = sodium_base642bin(key, KEYS_SEAL_BYTES, text, strlen(text), NULL, &len, NULL,
                                      sodium_base64_VARIANT_ORIGINAL) == 0 &&
                    len == KEYS_SEAL_BYTES;
    secret_free(text);
    if (!good)
        g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                    "%s/%s holds no key: restore it from the backup", dir, name);
    return good;
}

static gboolean read_text(const char *dir, const char *name, size_t max, char **out, GError **error)
{
    return (*out = read_secret(dir, name, max, error)) != NULL;
}

static gboolean read_keyid(const char *dir, char keyid[KEYS_ID_MAX], GError **error)
{
    char *text = read_secret(dir, "keyid", KEYS_ID_MAX, error);
    if (!text)
        return FALSE;
    g_strlcpy(keyid, text, KEYS_ID_MAX);
    secret_free(text);
    return TRUE;
}

/* A pair that does not belong together would refuse every application: find out at start. */
static gboolean is_pair(const char *dir, const struct platform_keys *keys, GError **error)
{
    uint8_t derived[crypto_scalarmult_BYTES];
    if (crypto_scalarmult_base(derived, keys->seal_secret) == 0 &&
        memcmp(derived, keys->seal_public, sizeof derived) == 0)
        return TRUE;
    g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                "seal.pub and seal.key in %s are no pair: restore both from one backup", dir);
    return FALSE;
}

static gboolean read_sign(const char *dir, struct platform_keys *keys, GError **error)
{
    uint8_t *seed = secret_new(crypto_sign_SEEDBYTES);
    uint8_t named[KEYS_SIGN_PUBLIC_BYTES];
    gboolean well = read_key(dir, "sign.key", seed, error) && read_key(dir, "sign.pub", named, error);
    crypto_sign_seed_keypair(keys->sign_public, keys->sign_secret, seed);
    secret_free(seed);
    if (!well || memcmp(named, keys->sign_public, sizeof named) == 0)
        return well;
    g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                "sign.pub and sign.key in %s are no pair: restore both from one backup", dir);
    return FALSE;
}

struct platform_keys *keys_load(const char *dir, GError **error)
{
    struct platform_keys *keys = g_new0(struct platform_keys, 1);
    keys->seal_secret = secret_new(KEYS_SEAL_BYTES);
    keys->sign_secret = secret_new(KEYS_SIGN_SECRET_BYTES);
    if (read_key(dir, "seal.pub", keys->seal_public, error) &&
        read_key(dir, "seal.key", keys->seal_secret, error) && is_pair(dir, keys, error) &&
        read_keyid(dir, keys->keyid, error) && read_sign(dir, keys, error) &&
        read_text(dir, "token", LINE_MAX_BYTES, &keys->token, error) &&
        read_text(dir, "tls.crt", PEM_MAX_BYTES, &keys->tls_certificate, error) &&
        read_text(dir, "tls.key", PEM_MAX_BYTES, &keys->tls_key, error))
        return keys;
    keys_free(keys);
    return NULL;
}

void keys_free(struct platform_keys *keys)
{
    if (!keys)
        return;
    secret_free(keys->seal_secret);
    secret_free(keys->sign_secret);
    secret_free(keys->token);
    secret_free(keys->tls_certificate);
    secret_free(keys->tls_key);
    g_free(keys);
}
