#include "wire/draft.h"

#include <sodium.h>
#include <string.h>

enum { PAD = 1024 };

G_STATIC_ASSERT(DRAFT_SALT_BYTES == crypto_pwhash_SALTBYTES);
G_STATIC_ASSERT(DRAFT_NONCE_BYTES == crypto_secretbox_NONCEBYTES);
G_STATIC_ASSERT(DRAFT_KEY_BOX_BYTES ==
                crypto_secretbox_NONCEBYTES + crypto_secretbox_KEYBYTES + crypto_secretbox_MACBYTES);
G_STATIC_ASSERT(DRAFT_TAG_BYTES == crypto_generichash_BYTES);

GQuark draft_error_quark(void)
{
    return g_quark_from_static_string("draft");
}

static gboolean fail(GError **error, enum draft_error code, const char *what)
{
    g_set_error_literal(error, draft_error_quark(), code, what);
    return FALSE;
}

void draft_tag(const struct draft_keys *keys, uint8_t tag[DRAFT_TAG_BYTES])
{
    crypto_generichash(tag, DRAFT_TAG_BYTES, keys->card, keys->card_len, keys->secret, DRAFT_SECRET_BYTES);
}

/* Argon2id (RFC 9106) over digits, card and secret, at libsodium's interactive cost: a million digits on the
 * kiosk itself take a day, and the store allows five. */
static uint8_t *outer_key(const struct draft_keys *keys, const uint8_t salt[DRAFT_SALT_BYTES])
{
    struct secret_bytes password = {0};
    uint8_t *key = secret_new(crypto_secretbox_KEYBYTES);

    secret_bytes_append(&password, keys->digits, strlen(keys->digits) + 1);
    secret_bytes_append(&password, keys->secret, DRAFT_SECRET_BYTES);
    secret_bytes_append(&password, keys->card, keys->card_len);
    int bad = crypto_pwhash(key, crypto_secretbox_KEYBYTES, (const char *)password.data, password.len, salt,
                            crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                            crypto_pwhash_ALG_ARGON2ID13);
    secret_bytes_clear(&password);
    if (bad) {
        secret_free(key);
        return NULL;
    }
    return key;
}

static GBytes *seal_content(const struct secret_bytes *content, const uint8_t *key)
{
    struct secret_bytes padded = {0};
    secret_bytes_append(&padded, content->data, content->len);
    secret_bytes_pad(&padded, PAD);
    size_t len = DRAFT_NONCE_BYTES + crypto_secretbox_MACBYTES + padded.len;
    uint8_t *box = g_malloc(len);
    randombytes_buf(box, DRAFT_NONCE_BYTES);
    crypto_secretbox_easy(box + DRAFT_NONCE_BYTES, padded.data, padded.len, box, key);
    secret_bytes_clear(&padded);
    return g_bytes_new_take(box, len);
}

gboolean draft_close(struct draft_lock *lock, const struct draft_keys *keys,
                     const struct secret_bytes *content, GError **error)
{
    if (content->len > DRAFT_CONTENT_MAX)
        return fail(error, DRAFT_ERROR_SIZE, "the draft is too large: hand the application in");
    randombytes_buf(lock->salt, sizeof lock->salt);
    uint8_t *outer = outer_key(keys, lock->salt);
    if (!outer)
        return fail(error, DRAFT_ERROR_MEMORY, "no memory to seal a draft: restart the kiosk");
    uint8_t *inner = secret_new(crypto_secretbox_KEYBYTES);
    crypto_secretbox_keygen(inner);
    randombytes_buf(lock->key_box, DRAFT_NONCE_BYTES);
    crypto_secretbox_easy(lock->key_box + DRAFT_NONCE_BYTES, inner, crypto_secretbox_KEYBYTES, lock->key_box,
                          outer);
    lock->box = seal_content(content, inner);
    secret_free(inner);
    secret_free(outer);
    return TRUE;
}

static gboolean open_content(const struct draft_lock *lock, const uint8_t *key, struct secret_bytes *content)
{
    size_t len = 0, plain_len = 0;
    const uint8_t *box = g_bytes_get_data(lock->box, &len);
    if (len < DRAFT_NONCE_BYTES + crypto_secretbox_MACBYTES + PAD)
        return FALSE;
    len -= DRAFT_NONCE_BYTES;
    uint8_t *plain = secret_new(len);
    gboolean well = crypto_secretbox_open_easy(plain, box + DRAFT_NONCE_BYTES, len, box, key) == 0 &&
                    sodium_unpad(&plain_len, plain, len - crypto_secretbox_MACBYTES, PAD) == 0;
    if (well)
        secret_bytes_append(content, plain, plain_len);
    secret_free(plain);
    return well;
}

gboolean draft_open(const struct draft_lock *lock, const struct draft_keys *keys,
                    struct secret_bytes *content, GError **error)
{
    uint8_t *outer = outer_key(keys, lock->salt);
    if (!outer)
        return fail(error, DRAFT_ERROR_MEMORY, "no memory to open a draft: restart the kiosk");
    uint8_t *inner = secret_new(crypto_secretbox_KEYBYTES);
    gboolean well =
        crypto_secretbox_open_easy(inner, lock->key_box + DRAFT_NONCE_BYTES,
                                   DRAFT_KEY_BOX_BYTES - DRAFT_NONCE_BYTES, lock->key_box, outer) == 0 &&
        open_content(lock, inner, content);
    secret_free(inner);
    secret_free(outer);
    return well || fail(error, DRAFT_ERROR_WRONG, "not these digits, or not this card");
}

void draft_lock_clear(struct draft_lock *lock)
{
    g_clear_pointer(&lock->box, g_bytes_unref);
}
