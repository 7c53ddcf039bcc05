#include "wire/proof.h"

#include <sodium.h>
#include <string.h>

/* Payload: kind, amount (8, big-endian), seconds (8, big-endian), digest, then number, name, what, each
 * behind its length in one byte. The signature covers the purpose with its zero, and the payload. */
enum { FIXED = 1 + 8 + 8 + PROOF_DIGEST_BYTES, PAYLOAD_MAX = 256 };
static const int64_t latest_s = 253402300799; /* the end of the year 9999 */
static const char scheme[] = "lcproof:1:", purpose[] = "linchuang proof 1";
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
static size_t to_sign(const uint8_t *payload, size_t len, uint8_t to[sizeof purpose + PAYLOAD_MAX])
{
    memcpy(to, purpose, sizeof purpose);
    memcpy(to + sizeof purpose, payload, len);
    return sizeof purpose + len;
}

bool proof_close(const struct proof *proof, const uint8_t secret_key[PROOF_SECRET_BYTES],
                 char out[PROOF_TEXT])
{
    uint8_t bytes[PAYLOAD_MAX + crypto_sign_BYTES], said[sizeof purpose + PAYLOAD_MAX];
    if (FIXED + 3 + strlen(proof->number) + strlen(proof->name) + strlen(proof->what) > PAYLOAD_MAX)
        return false;
    size_t len = put_payload(proof, bytes), said_len = to_sign(bytes, len, said);
    crypto_sign_detached(bytes + len, NULL, said, said_len, secret_key);
    memcpy(out, scheme, sizeof scheme);
    sodium_bin2base64(out + sizeof scheme - 1, PROOF_TEXT - sizeof scheme + 1, bytes, len + crypto_sign_BYTES,
                      variant);
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

enum proof_verdict proof_open(const char *text, const uint8_t public_key[PROOF_PUBLIC_BYTES],
                              struct proof *out)
{
    uint8_t bytes[PAYLOAD_MAX + crypto_sign_BYTES], said[sizeof purpose + PAYLOAD_MAX];
    size_t len = 0;
    const char *code = strstr(text, scheme), *end;
    *out = (struct proof){.number = ""};
    if (!code || (code != text && code[-1] != '#'))
        return PROOF_OTHER;
    code += sizeof scheme - 1;
    if (sodium_base642bin(bytes, sizeof bytes, code, strlen(code), NULL, &len, &end, variant) != 0 || *end ||
        len <= crypto_sign_BYTES)
        return PROOF_ALTERED;
    len -= crypto_sign_BYTES;
    size_t said_len = to_sign(bytes, len, said);
    if (crypto_sign_verify_detached(bytes + len, said, said_len, public_key) != 0 ||
        !read_payload(bytes, len, out))
        return PROOF_ALTERED;
    return PROOF_TRUE;
}
