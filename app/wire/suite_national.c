/* The national suite: a random SM4 key wrapped with SM2, and SM4-GCM chunk by chunk; names by SM3 (GB/T
 * 32905). One form serves small and large: what is small is one chunk. head: a byte with the length of the
 * wrapped key, the SM2 ciphertext, zeros up to 128 bytes, so that no length hangs on chance chunk n:
 * ciphertext, then the tag of 16 bytes; nonce = n in 12 bytes, most significant first (a key closes one box);
 * associated data = the form's name, then 1 for the last chunk, else 0 */
#include <glib.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <string.h>

#include "base/secret.h"
#include "wire/sm2.h"
#include "wire/sm4_gcm.h"
#include "wire/suite.h"

enum { HEAD_BYTES = 128 };
#define SEALALG "sm2-sm4-gcm"
_Static_assert((int)SM2_PUBLIC_BYTES == (int)SUITE_PUBLIC_MAX, "key size");
_Static_assert((int)SM2_SECRET_BYTES == (int)SUITE_SECRET_BYTES, "key size");

struct work { /* secret */
    uint8_t key[SM4_GCM_KEY_BYTES];
    uint8_t head[HEAD_BYTES];
    uint64_t chunk;
};

/* What one chunk is closed with. */
struct turn {
    uint8_t nonce[SM4_GCM_NONCE_BYTES];
    char data[sizeof SEALALG];
    struct sm4_gcm with;
};

static void hash(const uint8_t *data, size_t len, uint8_t out[SUITE_HASH_BYTES])
{
    int well = EVP_Digest(data, len, out, NULL, EVP_sm3(), NULL);
    g_assert(well == 1);
}

static bool draft(const uint8_t *public_key, void *with)
{
    struct work *work = with;
    size_t len = HEAD_BYTES - 1;

    *work = (struct work){0};
    randombytes_buf(work->key, sizeof work->key);
    bool well = sm2_encrypt(public_key, work->key, sizeof work->key, work->head + 1, &len);
    work->head[0] = (uint8_t)len;
    return well;
}

static void begin(void *with, uint8_t *head)
{
    struct work *work = with;
    memcpy(head, work->head, HEAD_BYTES);
}

static const struct sm4_gcm *next_turn(struct work *work, bool last, struct turn *turn)
{
    uint64_t n = GUINT64_TO_BE(work->chunk++);

    *turn = (struct turn){.data = SEALALG};
    memcpy(turn->nonce + sizeof turn->nonce - sizeof n, &n, sizeof n);
    turn->data[sizeof turn->data - 1] = last;
    turn->with = (struct sm4_gcm){work->key, turn->nonce, turn->data, sizeof turn->data};
    return &turn->with;
}

static void push(void *with, const uint8_t *plain, size_t len, bool last, uint8_t *chunk)
{
    struct turn turn;
    sm4_gcm_close(next_turn(with, last, &turn), plain, len, chunk);
}

static bool pull(void *with, const uint8_t *chunk, size_t len, bool last, uint8_t *plain)
{
    struct turn turn;
    return sm4_gcm_open(next_turn(with, last, &turn), chunk, len, plain);
}

/* The length byte must be the one of the DER sequence behind it (short form, X.690 8.1.3.4) and what follows
 * zeros: OpenSSL reads over bytes behind the sequence, and no byte of a box may be changed unseen. */
static bool head_is_whole(const uint8_t *head)
{
    static const uint8_t zeros[HEAD_BYTES];
    size_t len = head[0];

    return len > 2 && len < HEAD_BYTES && head[2] == len - 2 &&
           memcmp(head + 1 + len, zeros, HEAD_BYTES - 1 - len) == 0;
}

static bool resume(const uint8_t *public_key, const uint8_t *secret_key, const uint8_t *head, void *with)
{
    struct work *work = with;
    uint8_t text[HEAD_BYTES]; /* as long as a hostile ciphertext could make it */
    size_t len = 0;

    *work = (struct work){0};
    bool well = head_is_whole(head) && sm2_decrypt(public_key, secret_key, head + 1, head[0], text, &len) &&
                len == sizeof work->key;
    if (well)
        memcpy(work->key, text, sizeof work->key);
    secret_wipe(text, sizeof text);
    return well;
}

static const struct seal_form form = {.sealalg = SEALALG,
                                      .head = HEAD_BYTES,
                                      .tag = SM4_GCM_TAG_BYTES,
                                      .begin = begin,
                                      .push = push,
                                      .resume = resume,
                                      .pull = pull};
const struct suite suite_national = {.name = "national",
                                     .prefix = 'g',
                                     .public_bytes = SM2_PUBLIC_BYTES,
                                     .work_bytes = sizeof(struct work),
                                     .small = &form,
                                     .large = &form,
                                     .draw = sm2_draw,
                                     .derive = sm2_derive,
                                     .hash = hash,
                                     .draft = draft};
