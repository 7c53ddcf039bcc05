#include "wire/seal_key.h"

#include <sodium.h>
#include <string.h>

enum { KEYID_BYTES = 6 }; /* of the hash: tells key pairs apart, is no secret */

GQuark seal_key_error_quark(void)
{
    return g_quark_from_static_string("seal-key");
}

static gboolean no_key(GError **error)
{
    g_set_error_literal(error, seal_key_error_quark(), SEAL_KEY_ERROR_FORM,
                        "no sealing key of a known suite: copy it from the platform again");
    return FALSE;
}

void seal_key_set(struct seal_key *key, const struct suite *suite, const uint8_t *bytes)
{
    uint8_t hash[SUITE_HASH_BYTES];

    *key = (struct seal_key){.suite = suite};
    memcpy(key->bytes, bytes, suite->public_bytes);
    suite->hash(key->bytes, suite->public_bytes, hash);
    key->keyid[0] = suite->prefix;
    key->keyid[1] = '-';
    sodium_bin2hex(key->keyid + 2, sizeof key->keyid - 2, hash, KEYID_BYTES);
}

/* The suite of a line; `line` moves on to the key. */
static const struct suite *suite_of(const char **line)
{
    const char *space = strchr(*line, ' ');

    if (!space)
        return &suite_default;
    g_autofree char *name = g_strndup(*line, (gsize)(space - *line));
    *line = space + 1;
    return suite_by_name(name);
}

static bool decode(const char *base64, uint8_t *out, size_t len)
{
    size_t got = 0;

    return sodium_base642bin(out, len, base64, strlen(base64), "\r\n", &got, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == len;
}

/* Found now, not when the first resident hands something in. */
static bool can_be_sealed_to(const struct suite *suite, const uint8_t *bytes)
{
    void *work = secret_new(suite->work_bytes);
    bool can = suite->draft(bytes, work);

    secret_free(work);
    return can;
}

gboolean seal_key_parse(struct seal_key *key, const char *line, GError **error)
{
    const struct suite *suite = suite_of(&line);
    uint8_t bytes[SUITE_PUBLIC_MAX];

    if (!suite || !decode(line, bytes, suite->public_bytes) || !can_be_sealed_to(suite, bytes))
        return no_key(error);
    seal_key_set(key, suite, bytes);
    return TRUE;
}

char *seal_key_text(const struct seal_key *key)
{
    char base64[sodium_base64_ENCODED_LEN(SUITE_PUBLIC_MAX, sodium_base64_VARIANT_ORIGINAL)];

    sodium_bin2base64(base64, sizeof base64, key->bytes, key->suite->public_bytes,
                      sodium_base64_VARIANT_ORIGINAL);
    return g_strconcat(key->suite->name, " ", base64, NULL);
}

gboolean seal_key_read(struct seal_key *key, const char *file, GError **error)
{
    g_autofree char *text = NULL;

    if (!g_file_get_contents(file, &text, NULL, error)) {
        g_prefix_error(error, "key file not readable: put the platform's key there: ");
        return FALSE;
    }
    if (seal_key_parse(key, text, error))
        return TRUE;
    g_prefix_error(error, "%s: ", file);
    return FALSE;
}

/* Of a secret that is none nothing is kept. */
static bool complete(struct seal_pair *pair, const struct suite *suite)
{
    uint8_t bytes[SUITE_PUBLIC_MAX];

    if (!suite->derive(pair->secret, bytes)) {
        seal_pair_clear(pair);
        return false;
    }
    seal_key_set(&pair->key, suite, bytes);
    return true;
}

void seal_pair_draw(struct seal_pair *pair, const struct suite *suite)
{
    *pair = (struct seal_pair){.secret = secret_new(SUITE_SECRET_BYTES)};
    suite->draw(pair->secret);
    bool drawn = complete(pair, suite);
    g_assert(drawn);
}

gboolean seal_pair_parse(struct seal_pair *pair, const char *line, GError **error)
{
    const struct suite *suite = suite_of(&line);

    *pair = (struct seal_pair){0};
    if (!suite)
        return no_key(error);
    pair->secret = secret_new(SUITE_SECRET_BYTES);
    if (decode(line, pair->secret, SUITE_SECRET_BYTES) && complete(pair, suite))
        return TRUE;
    seal_pair_clear(pair);
    return no_key(error);
}

void seal_pair_text(const struct seal_pair *pair, struct secret_bytes *out)
{
    secret_bytes_text(out, pair->key.suite->name);
    secret_bytes_text(out, " ");
    secret_bytes_base64(out, pair->secret, SUITE_SECRET_BYTES);
}

void seal_pair_clear(struct seal_pair *pair)
{
    secret_free(pair->secret);
    *pair = (struct seal_pair){0};
}
