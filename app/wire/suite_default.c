/* The default suite: libsodium's sealed box, and for what is large its secretstream, whose key lies in one.
 */
#include <sodium.h>
#include <string.h>

#include "base/secret.h"
#include "wire/suite.h"

_Static_assert(SUITE_SECRET_BYTES == crypto_box_SECRETKEYBYTES, "key size");
_Static_assert(SUITE_HASH_BYTES == crypto_generichash_BYTES, "hash size");

enum {
    STREAM_KEY_BOX = crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES,
    STREAM_HEAD = STREAM_KEY_BOX + crypto_secretstream_xchacha20poly1305_HEADERBYTES
};

struct work { /* secret */
    uint8_t nonce[crypto_box_NONCEBYTES];
    uint8_t ephemeral[crypto_box_PUBLICKEYBYTES]; /* the box begins with it */
    uint8_t shared[crypto_box_BEFORENMBYTES];
    uint8_t key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    crypto_secretstream_xchacha20poly1305_state stream;
};

static void draw(uint8_t *secret_key)
{
    randombytes_buf(secret_key, crypto_box_SECRETKEYBYTES);
}

static bool derive(const uint8_t *secret_key, uint8_t *public_key)
{
    return crypto_scalarmult_base(public_key, secret_key) == 0;
}

static void hash(const uint8_t *data, size_t len, uint8_t out[SUITE_HASH_BYTES])
{
    crypto_generichash(out, SUITE_HASH_BYTES, data, len, NULL, 0);
}

/* The nonce of a sealed box (libsodium, "Sealed boxes"): BLAKE2b over both public keys. It hangs on the pair
 * alone, so two boxes of one pair would share key and nonce, and one would give away the other. */
static void nonce_of(struct work *work, const uint8_t *recipient)
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, sizeof work->nonce);
    crypto_generichash_update(&state, work->ephemeral, sizeof work->ephemeral);
    crypto_generichash_update(&state, recipient, crypto_box_PUBLICKEYBYTES);
    crypto_generichash_final(&state, work->nonce, sizeof work->nonce);
}

static bool draft(const uint8_t *public_key, void *to)
{
    struct work *work = to;

    crypto_box_keypair(work->ephemeral, work->key); /* the secret half stays for these two lines */
    bool well = crypto_box_beforenm(work->shared, public_key, work->key) == 0;
    crypto_secretstream_xchacha20poly1305_keygen(work->key);
    nonce_of(work, public_key);
    return well;
}

static bool meet(const uint8_t *public_key, const uint8_t *secret_key, const uint8_t *head, struct work *work)
{
    memcpy(work->ephemeral, head, sizeof work->ephemeral);
    nonce_of(work, public_key);
    return crypto_box_beforenm(work->shared, work->ephemeral, secret_key) == 0;
}

static void box_begin(void *with, uint8_t *head)
{
    struct work *work = with;

    memcpy(head, work->ephemeral, sizeof work->ephemeral);
}

/* It has one chunk only, so whether that is the last is no question. */
static void box_push(void *with, const uint8_t *plain, size_t len, bool last, uint8_t *chunk)
{
    struct work *work = with;

    (void)last;
    crypto_box_easy_afternm(chunk, plain, len, work->nonce, work->shared);
}

static bool box_resume(const uint8_t *public_key, const uint8_t *secret_key, const uint8_t *head, void *with)
{
    return meet(public_key, secret_key, head, with);
}

static bool box_pull(void *with, const uint8_t *chunk, size_t len, bool last, uint8_t *plain)
{
    struct work *work = with;

    return last && crypto_box_open_easy_afternm(plain, chunk, len, work->nonce, work->shared) == 0;
}

static void stream_begin(void *with, uint8_t *head)
{
    struct work *work = with;

    box_begin(work, head);
    box_push(work, work->key, sizeof work->key, true, head + sizeof work->ephemeral);
    crypto_secretstream_xchacha20poly1305_init_push(&work->stream, head + STREAM_KEY_BOX, work->key);
}

static void stream_push(void *with, const uint8_t *plain, size_t len, bool last, uint8_t *chunk)
{
    struct work *work = with;

    crypto_secretstream_xchacha20poly1305_push(&work->stream, chunk, NULL, plain, len, NULL, 0,
                                               last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
}

static bool stream_resume(const uint8_t *public_key, const uint8_t *secret_key, const uint8_t *head,
                          void *with)
{
    struct work *work = with;

    return meet(public_key, secret_key, head, work) &&
           box_pull(work, head + sizeof work->ephemeral, STREAM_KEY_BOX - sizeof work->ephemeral, true,
                    work->key) &&
           crypto_secretstream_xchacha20poly1305_init_pull(&work->stream, head + STREAM_KEY_BOX, work->key) ==
               0;
}

static bool stream_pull(void *with, const uint8_t *chunk, size_t len, bool last, uint8_t *plain)
{
    struct work *work = with;
    uint8_t tag = 0;

    return crypto_secretstream_xchacha20poly1305_pull(&work->stream, plain, NULL, &tag, chunk, len, NULL,
                                                      0) == 0 &&
           tag == (last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
}

static const struct seal_form box = {.sealalg = "x25519-xsalsa20poly1305-seal",
                                     .head = crypto_box_PUBLICKEYBYTES,
                                     .tag = crypto_box_MACBYTES,
                                     .begin = box_begin,
                                     .push = box_push,
                                     .resume = box_resume,
                                     .pull = box_pull};
static const struct seal_form stream = {.sealalg = "x25519-xchacha20poly1305-stream",
                                        .head = STREAM_HEAD,
                                        .tag = crypto_secretstream_xchacha20poly1305_ABYTES,
                                        .begin = stream_begin,
                                        .push = stream_push,
                                        .resume = stream_resume,
                                        .pull = stream_pull};
const struct suite suite_default = {.name = "default",
                                    .prefix = 'p',
                                    .public_bytes = crypto_box_PUBLICKEYBYTES,
                                    .work_bytes = sizeof(struct work),
                                    .small = &box,
                                    .large = &stream,
                                    .draw = draw,
                                    .derive = derive,
                                    .hash = hash,
                                    .draft = draft};
