#include "platform/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/durable.h"
#include "base/secret.h"
#include "platform/certificate.h"
#include "platform/keys_parts.h"
#include "platform/rotated.h"
#include "wire/signed.h"

_Static_assert(KEYS_HASH_BYTES == crypto_sign_SEEDBYTES && KEYS_HASH_BYTES == KEYS_SIGN_PUBLIC_BYTES,
               "keys_read_key serves all key files");

enum {
    TOKEN_BYTES = 32,
    LINE_MAX_BYTES = 512, /* a one-line file */
    PEM_MAX_BYTES = 65536
};

GQuark keys_error_quark(void)
{
    return g_quark_from_static_string("platform-keys");
}

static gboolean fail_file(GError **error, const char *verb, const char *path, const char *help)
{
    g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED, "cannot %s %s (%s): %s", verb, path,
                g_strerror(errno), help);
    return FALSE;
}

/* A file that is not there, or empty: what an older release did not make is made, all else was lost. */
static gboolean fail_lost(GError **error, const char *dir, const char *name, const char *path)
{
    static const char *const later[] = {"seal.pub", "sign.key", "sign.pub", "hash.key", NULL};
    int cause = errno;
    g_autofree char *help = NULL;
    if (!g_file_test(dir, G_FILE_TEST_IS_DIR))
        help = g_strdup_printf("there is no keys folder %s: name the one there is, or make that of a new "
                               "platform with 'kiosk-platform keys init %s'",
                               dir, dir);
    else if (cause == EACCES)
        help = g_strdup("say this as the user whom the folder belongs to");
    else if (g_strv_contains(later, name))
        help = g_strdup_printf("restore it from the backup; that of an older release, which never had it, "
                               "is completed with 'kiosk-platform keys complete %s'",
                               dir);
    else
        help = g_strdup_printf("restore it from the backup of %s; a new platform's folder is made with "
                               "'kiosk-platform keys init DIR'",
                               dir);
    errno = cause;
    return fail_file(error, "read", path, help);
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

static gboolean make_seal(const char *dir, const struct suite *suite, GError **error)
{
    struct secret_bytes secret = {0};
    struct seal_pair pair;
    seal_pair_draw(&pair, suite);
    seal_pair_text(&pair, &secret);
    g_autofree char *public_key = seal_key_text(&pair.key);
    gboolean made = write_line(dir, "seal.key", (char *)secret.data, 0600, error) &&
                    write_line(dir, "seal.pub", public_key, 0644, error);
    secret_bytes_clear(&secret);
    seal_pair_clear(&pair);
    return made;
}

static gboolean make_hash_key(const char *dir, GError **error)
{
    uint8_t *bytes = secret_new(KEYS_HASH_BYTES);
    randombytes_buf(bytes, KEYS_HASH_BYTES);
    gboolean made =
        write_base64(dir, "hash.key", bytes, KEYS_HASH_BYTES, sodium_base64_VARIANT_ORIGINAL, 0600, error);
    secret_free(bytes);
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

gboolean keys_demo_token(const char *dir, GError **error)
{
    uint8_t bytes[TOKEN_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    gboolean made = write_base64(dir, "token", bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING,
                                 0600, error) &&
                    durable_folder(dir, error);
    secret_wipe(bytes, sizeof bytes);
    return made;
}

/* Applications sealed to a lost key can never be opened: never write over one. */
static gboolean still_empty(const char *dir, GError **error)
{
    static const char *const names[] = {"ca.crt",          "ca.key",           "tls.crt",   "tls.key",
                                        "eseal.crt",       "eseal.key",        "seal.pub",  "seal.key",
                                        "hash.key",        "sign.key",         "sign.pub",  "token",
                                        ROTATED_LIST_NAME, ROTATED_SEALS_NAME, ROTATED_NAME};
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

gboolean keys_init(const char *dir, const char *host, const struct suite *suite, GError **error)
{
    if (g_mkdir_with_parents(dir, 0700) != 0)
        return fail_file(error, "make the folder", dir, "name a folder this user may make");
    return still_empty(dir, error) && certificate_make(dir, host, error) && make_seal(dir, suite, error) &&
           make_hash_key(dir, error) && make_sign(dir, error) && durable_folder(dir, error);
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
        fail_lost(error, dir, name, path);
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
    fail_lost(error, dir, name, path);
    secret_free(text);
    return NULL;
}

gboolean keys_read_key(const char *dir, const char *name, uint8_t key[KEYS_HASH_BYTES], GError **error)
{
    char *text = read_secret(dir, name, LINE_MAX_BYTES, error);
    if (!text)
        return FALSE;
    size_t len = 0;
    gboolean good = sodium_base642bin(key, KEYS_HASH_BYTES, text, strlen(text), NULL, &len, NULL,
                                      sodium_base64_VARIANT_ORIGINAL) == 0 &&
                    len == KEYS_HASH_BYTES;
    secret_free(text);
    if (!good)
        g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                    "%s/%s holds no key: restore it from the backup", dir, name);
    return good;
}

gboolean keys_write_key(const char *dir, const char *name, const uint8_t key[KEYS_HASH_BYTES], mode_t mode,
                        GError **error)
{
    struct secret_bytes text = {0};
    secret_bytes_base64(&text, key, KEYS_HASH_BYTES);
    secret_bytes_text(&text, "\n");
    gboolean well = durable_write(dir, name, text.data, text.len, mode, error);
    secret_bytes_clear(&text);
    return well;
}

static gboolean read_text(const char *dir, const char *name, size_t max, char **out, GError **error)
{
    return (*out = read_secret(dir, name, max, error)) != NULL;
}

/* One that need not be there: NULL, and no error, when it is not. */
static gboolean read_optional(const char *dir, const char *name, size_t max, char **out, GError **error)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    return !g_file_test(path, G_FILE_TEST_EXISTS) || read_text(dir, name, max, out, error);
}

gboolean keys_read_pair(const char *dir, const char *name, struct seal_pair *pair, GError **error)
{
    char *text = read_secret(dir, name, LINE_MAX_BYTES, error);
    gboolean well = text && seal_pair_parse(pair, text, error);
    secret_free(text);
    if (text && !well)
        g_prefix_error(error, "%s/%s: ", dir, name);
    return well;
}

const struct seal_pair *keys_seal(const struct platform_keys *keys, const char *keyid)
{
    for (size_t i = 0; i < keys->seal_count; i++) {
        if (strcmp(keys->seals[i].key.keyid, keyid) == 0)
            return &keys->seals[i];
    }
    return NULL;
}

/* A pair that does not belong together would refuse every application: find out at start. */
static gboolean is_pair(const char *dir, const struct platform_keys *keys, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "seal.pub", NULL);
    struct seal_key named;
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        errno = ENOENT;
        return fail_lost(error, dir, "seal.pub", path);
    }
    if (!seal_key_read(&named, path, error))
        return FALSE;
    if (keys_seal(keys, named.keyid))
        return TRUE; /* that of before, when a rotation was cut short */
    g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                "seal.pub and seal.key in %s are no pair: restore both from one backup", dir);
    return FALSE;
}

/* The pair of now, and behind it those of before. */
static gboolean read_seals(const char *dir, struct platform_keys *keys, GError **error)
{
    g_autofree char *path = g_build_filename(dir, ROTATED_SEALS_NAME, NULL);
    GArray *pairs = g_array_new(FALSE, TRUE, sizeof(struct seal_pair));
    GDir *old = g_dir_open(path, 0, NULL);
    struct seal_pair pair;
    gboolean well = keys_read_pair(dir, "seal.key", &pair, error);
    if (well)
        g_array_append_val(pairs, pair);
    for (const char *name; well && old && (name = g_dir_read_name(old));) {
        if (!g_str_has_suffix(name, ".key"))
            continue;
        well = keys_read_pair(path, name, &pair, error);
        if (well)
            g_array_append_val(pairs, pair);
    }
    g_clear_pointer(&old, g_dir_close);
    keys->seal_count = pairs->len;
    keys->seals = (struct seal_pair *)(void *)g_array_free(pairs, FALSE);
    return well && is_pair(dir, keys, error);
}

static gboolean read_hash_key(const char *dir, struct platform_keys *keys, GError **error)
{
    keys->hash_key = secret_new(KEYS_HASH_BYTES);
    return keys_read_key(dir, "hash.key", keys->hash_key, error);
}

static gboolean read_sign(const char *dir, struct platform_keys *keys, GError **error)
{
    uint8_t *seed = secret_new(crypto_sign_SEEDBYTES);
    uint8_t named[KEYS_SIGN_PUBLIC_BYTES];
    gboolean well =
        keys_read_key(dir, "sign.key", seed, error) && keys_read_key(dir, "sign.pub", named, error);
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
    keys->dir = g_strdup(dir);
    keys->sign_secret = secret_new(KEYS_SIGN_SECRET_BYTES);
    if (read_seals(dir, keys, error) && read_hash_key(dir, keys, error) && read_sign(dir, keys, error) &&
        read_optional(dir, "token", LINE_MAX_BYTES, &keys->token, error) &&
        read_text(dir, "ca.crt", PEM_MAX_BYTES, &keys->authority_certificate, error) &&
        read_optional(dir, "ca.key", PEM_MAX_BYTES, &keys->authority_key, error) &&
        read_text(dir, "tls.crt", PEM_MAX_BYTES, &keys->tls_certificate, error) &&
        read_text(dir, "tls.key", PEM_MAX_BYTES, &keys->tls_key, error) && rotated_whole(dir, error))
        return keys;
    keys_free(keys);
    return NULL;
}

void keys_free(struct platform_keys *keys)
{
    if (!keys)
        return;
    for (size_t i = 0; i < keys->seal_count; i++)
        seal_pair_clear(&keys->seals[i]);
    g_free(keys->seals);
    secret_free(keys->hash_key);
    secret_free(keys->sign_secret);
    secret_free(keys->token);
    secret_free(keys->authority_certificate);
    secret_free(keys->authority_key);
    g_free(keys->dir);
    secret_free(keys->tls_certificate);
    secret_free(keys->tls_key);
    g_free(keys);
}
