#include "wire/proof.h"

#include <sodium.h>
#include <string.h>

#include "wire/signed.h"

/* Payload: kind, amount (8, big-endian), seconds (8, big-endian), digest, then number, name, what, each
 * behind its length in one byte. The signature covers the purpose with its zero, the address with a zero, the
 * key's name and the payload; of before, neither the address nor, in the first form, a name. */
enum {
    FIXED = 1 + 8 + 8 + PROOF_DIGEST_BYTES,
    PAYLOAD_MAX = 256,
    NAME_BYTES = SIGNED_KEYID_BYTES,
    SAID_MAX = NAME_BYTES + PAYLOAD_MAX /* what is signed, without its purpose and address */
};
static const int64_t latest_s = 253402300799; /* the end of the year 9999 */
static const char scheme[] = "lcproof:";      /* then the form, and a colon */
/* Of what is signed; its last digit is the form: 1 names no key, 2 does, 3 covers the address as well. */
static const char purpose[] = "linchuang proof 3";
enum {
    HEAD = sizeof scheme - 1 + 2,
    WHOLE_MAX = sizeof purpose + PROOF_TEXT + SAID_MAX,
    FORM_BARE = '1',
    FORM_NAMED = '2',
    FORM_COVERED = '3'
};
static const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
/* libsodium takes some bytes beyond ASCII for signs of it. */
static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* As it stands on the paper: address, '#', scheme and form, base64url. */
struct code {
    const char *address; /* its `address_len` bytes, no NUL; none: the code stands alone */
    size_t address_len;
    char form;
    const char *signs; /* of base64url, to the end */
};

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
static size_t to_sign(const struct code *code, const uint8_t *said, size_t len, uint8_t to[WHOLE_MAX])
{
    size_t at = sizeof purpose;
    memcpy(to, purpose, sizeof purpose);
    to[sizeof purpose - 2] = (uint8_t)code->form;
    if (code->form == FORM_COVERED) {
        memcpy(to + at, code->address, code->address_len);
        at += code->address_len;
        to[at++] = '\0';
    }
    memcpy(to + at, said, len);
    return at + len;
}

/* What stands before the signs; NULL: no room for them behind it. */
static char *put_head(const char *address, size_t signs, char out[PROOF_TEXT])
{
    int n = g_snprintf(out, PROOF_TEXT, "%s%s%s%c:", address, *address ? "#" : "", scheme, FORM_COVERED);
    return (size_t)n + signs <= PROOF_TEXT ? out + n : NULL;
}

bool proof_close(const struct proof *proof, const char *address, const uint8_t secret_key[PROOF_SECRET_BYTES],
                 char out[PROOF_TEXT])
{
    uint8_t bytes[SAID_MAX + crypto_sign_BYTES], whole[WHOLE_MAX], public_key[PROOF_PUBLIC_BYTES];
    const struct code code = {.address = address, .address_len = strlen(address), .form = FORM_COVERED};
    if (FIXED + 3 + strlen(proof->number) + strlen(proof->name) + strlen(proof->what) > PAYLOAD_MAX)
        return false;
    crypto_sign_ed25519_sk_to_pk(public_key, secret_key);
    signed_keyid_bytes(public_key, bytes);
    size_t len = NAME_BYTES + put_payload(proof, bytes + NAME_BYTES);
    size_t signs = sodium_base64_encoded_len(len + crypto_sign_BYTES, variant);
    char *to = put_head(address, signs, out);
    if (!to)
        return false;
    crypto_sign_detached(bytes + len, NULL, whole, to_sign(&code, bytes, len, whole), secret_key);
    sodium_bin2base64(to, signs, bytes, len + crypto_sign_BYTES, variant);
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

static bool find(const char *text, struct code *out)
{
    const char *at = strstr(text, scheme);
    if (!at || (at != text && (at[-1] != '#' || at == text + 1)))
        return false;
    out->form = at[HEAD - 2];
    if (out->form < FORM_BARE || out->form > FORM_COVERED || at[HEAD - 1] != ':')
        return false;
    out->address = text;
    out->address_len = at == text ? 0 : (size_t)(at - text) - 1;
    out->signs = at + HEAD;
    return true;
}

static bool is_by(const uint8_t *key, const struct code *code, const uint8_t *bytes, size_t len)
{
    uint8_t whole[WHOLE_MAX];
    size_t whole_len = to_sign(code, bytes, len, whole);
    return crypto_sign_verify_detached(bytes + len, whole, whole_len, key) == 0;
}

/* A code that names its key is tried against that one alone; of before, one of all has to fit. */
static enum proof_verdict try_keys(const struct proof_keys *keys, const struct code *code,
                                   const uint8_t *bytes, size_t len)
{
    bool known = code->form == FORM_BARE;
    for (unsigned i = 0; i < keys->count; i++) {
        uint8_t name[NAME_BYTES];
        signed_keyid_bytes(keys->key[i], name);
        if (code->form != FORM_BARE && memcmp(bytes, name, sizeof name) != 0)
            continue;
        known = true;
        if (is_by(keys->key[i], code, bytes, len))
            return PROOF_TRUE;
    }
    return known ? PROOF_ALTERED : PROOF_UNKNOWN;
}

/* No signature of before covers the address: it has to be the one of this certificate, at our own platform.
 */
static bool leads_home(const struct code *code, const struct proof_keys *keys, const struct proof *proof)
{
    if (code->form == FORM_COVERED || code->address_len == 0)
        return true;
    if (proof->kind != PROOF_CERTIFICATE || !keys->platform)
        return false;
    g_autofree char *home = g_strconcat(keys->platform, "/v/", proof->number, NULL);
    return strlen(home) == code->address_len && memcmp(home, code->address, code->address_len) == 0;
}

static bool read_signs(const struct code *code, size_t room, uint8_t *bytes, size_t *len)
{
    const char *end;
    return code->address_len < PROOF_TEXT && !code->signs[strspn(code->signs, alphabet)] &&
           sodium_base642bin(bytes, room, code->signs, strlen(code->signs), NULL, len, &end, variant) == 0 &&
           !*end;
}

enum proof_verdict proof_open(const char *text, const struct proof_keys *keys, struct proof *out)
{
    uint8_t bytes[SAID_MAX + crypto_sign_BYTES];
    struct code code;
    size_t len = 0;
    *out = (struct proof){.number = ""};
    if (!find(text, &code))
        return PROOF_OTHER;
    size_t name = code.form == FORM_BARE ? 0 : NAME_BYTES;
    if (!read_signs(&code, sizeof bytes - NAME_BYTES + name, bytes, &len) || len <= name + crypto_sign_BYTES)
        return PROOF_ALTERED;
    len -= crypto_sign_BYTES;
    enum proof_verdict verdict = try_keys(keys, &code, bytes, len);
    if (verdict == PROOF_TRUE &&
        (!read_payload(bytes + name, len - name, out) || !leads_home(&code, keys, out))) {
        *out = (struct proof){.number = ""};
        return PROOF_ALTERED;
    }
    return verdict;
}
