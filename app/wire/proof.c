#include "wire/proof.h"

#include <sodium.h>
#include <string.h>

#include "wire/signed.h"

/* Payload: kind, amount (8, big-endian), seconds (8, big-endian), digest, then number, name, what, each
 * behind its length in one byte. The signature covers the purpose with its zero, the key's name where there
 * is one, and the payload. */
enum {
    FIXED = 1 + 8 + 8 + PROOF_DIGEST_BYTES,
    PAYLOAD_MAX = 256,
    NAME_BYTES = SIGNED_KEYID_BYTES,
    SAID_MAX = NAME_BYTES + PAYLOAD_MAX /* what is signed, without its purpose */
};
static const int64_t latest_s = 253402300799; /* the end of the year 9999 */
static const char scheme[] = "lcproof:";      /* then the form, and a colon */
/* Of what is signed; its last digit is the form: 1 names no key, 2 does. */
static const char purpose[] = "linchuang proof 2";
enum { HEAD = sizeof scheme - 1 + 2, FORM_BARE = '1', FORM_NAMED = '2' };
static const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

static void put_number(uint8_t *to, int64_t number)
{
    for (int i = 0; i < 8; i++)
        to[i] = (uint8_t)((uint64_t)number >> (56 - 8 * i));
}

static int64_t number_at(const uint8_t *from)
{
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | from[i];
    return (int64_t)number;
}

static size_t put_text(uint8_t *to, size_t at, const char *text)
{
    size_t len = strlen(text);
    to[at] = (uint8_t)len;
    for (size_t i = 0; i < len; i++) /* without its NUL */
        to[at + 1 + i] = (uint8_t)text[i];
    return at + 1 + len;
}

static size_t put_payload(const struct proof *proof, uint8_t to[PAYLOAD_MAX])
{
    to[0] = (uint8_t)proof->kind;
    put_number(to + 1, proof->amount_fen);
    put_number(to + 9, proof->issued_ms / 1000);
    memcpy(to + 17, proof->digest, PROOF_DIGEST_BYTES);
    return put_text(to, put_text(to, put_text(to, FIXED, proof->number), proof->name), proof->what);
}

/* With the purpose before it: nothing else that this key signed can pass for a proof. */
static size_t to_sign(char form, const uint8_t *said, size_t len, uint8_t to[sizeof purpose + SAID_MAX])
{
    memcpy(to, purpose, sizeof purpose);
    to[sizeof purpose - 2] = (uint8_t)form;
    memcpy(to + sizeof purpose, said, len);
    return sizeof purpose + len;
}

bool proof_close(const struct proof *proof, const uint8_t secret_key[PROOF_SECRET_BYTES],
                 char out[PROOF_TEXT])
{
    uint8_t bytes[SAID_MAX + crypto_sign_BYTES], whole[sizeof purpose + SAID_MAX],
        public_key[PROOF_PUBLIC_BYTES];
    if (FIXED + 3 + strlen(proof->number) + strlen(proof->name) + strlen(proof->what) > PAYLOAD_MAX)
        return false;
    crypto_sign_ed25519_sk_to_pk(public_key, secret_key);
    signed_keyid_bytes(public_key, bytes);
    size_t len = NAME_BYTES + put_payload(proof, bytes + NAME_BYTES);
    size_t whole_len = to_sign(FORM_NAMED, bytes, len, whole);
    crypto_sign_detached(bytes + len, NULL, whole, whole_len, secret_key);
    memcpy(out, scheme, sizeof scheme - 1);
    out[HEAD - 2] = FORM_NAMED;
    out[HEAD - 1] = ':';
    sodium_bin2base64(out + HEAD, PROOF_TEXT - HEAD, bytes, len + crypto_sign_BYTES, variant);
    return true;
}

/* Room is behind `to`; false when the text is too long for it, or runs out of the payload. */
static bool take_text(const uint8_t *payload, size_t len, size_t *at, char *to, size_t cap)
{
    size_t n = *at < len ? payload[*at] : cap;
    if (n >= cap || n > len - *at - 1 || memchr(payload + *at + 1, '\0', n))
        return false;
    memcpy(to, payload + *at + 1, n);
    to[n] = '\0';
    *at += 1 + n;
    return g_utf8_validate(to, -1, NULL);
}

static bool read_payload(const uint8_t *payload, size_t len, struct proof *out)
{
    size_t at = FIXED;
    *out = (struct proof){.kind = (enum proof_kind)(len > FIXED ? payload[0] : 0)};
    if (out->kind != PROOF_CERTIFICATE && out->kind != PROOF_RECEIPT)
        return false;
    out->amount_fen = number_at(payload + 1);
    int64_t issued_s = number_at(payload + 9);
    if (issued_s < 0 || issued_s > latest_s)
        return false;
    out->issued_ms = issued_s * 1000;
    memcpy(out->digest, payload + 17, PROOF_DIGEST_BYTES);
    return take_text(payload, len, &at, out->number, sizeof out->number) &&
           take_text(payload, len, &at, out->name, sizeof out->name) &&
           take_text(payload, len, &at, out->what, sizeof out->what) && at == len;
}

/* NULL: the text is no such code. */
static const char *find(const char *text)
{
    const char *code = strstr(text, scheme);
    if (!code || (code != text && code[-1] != '#'))
        return NULL;
    char form = code[HEAD - 2];
    return (form == FORM_BARE || form == FORM_NAMED) && code[HEAD - 1] == ':' ? code : NULL;
}

static bool is_by(const uint8_t *key, char form, const uint8_t *bytes, size_t len)
{
    uint8_t whole[sizeof purpose + SAID_MAX];
    size_t whole_len = to_sign(form, bytes, len, whole);
    return crypto_sign_verify_detached(bytes + len, whole, whole_len, key) == 0;
}

/* A code that names its key is tried against that one alone; of before, one of all has to fit. */
static enum proof_verdict try_keys(const struct proof_keys *keys, char form, const uint8_t *bytes, size_t len)
{
    bool known = form == FORM_BARE;
    for (unsigned i = 0; i < keys->count; i++) {
        uint8_t name[NAME_BYTES];
        signed_keyid_bytes(keys->key[i], name);
        if (form == FORM_NAMED && memcmp(bytes, name, sizeof name) != 0)
            continue;
        known = true;
        if (is_by(keys->key[i], form, bytes, len))
            return PROOF_TRUE;
    }
    return known ? PROOF_ALTERED : PROOF_UNKNOWN;
}

enum proof_verdict proof_open(const char *text, const struct proof_keys *keys, struct proof *out)
{
    uint8_t bytes[SAID_MAX + crypto_sign_BYTES];
    size_t len = 0, room = sizeof bytes;
    const char *code = find(text), *end;
    *out = (struct proof){.number = ""};
    if (!code)
        return PROOF_OTHER;
    char form = code[HEAD - 2];
    size_t name = form == FORM_NAMED ? NAME_BYTES : 0;
    room -= NAME_BYTES - name;
    code += HEAD;
    if (sodium_base642bin(bytes, room, code, strlen(code), NULL, &len, &end, variant) != 0 || *end ||
        len <= name + crypto_sign_BYTES)
        return PROOF_ALTERED;
    len -= crypto_sign_BYTES;
    enum proof_verdict verdict = try_keys(keys, form, bytes, len);
    if (verdict == PROOF_TRUE && !read_payload(bytes + name, len - name, out))
        return PROOF_ALTERED;
    return verdict;
}
