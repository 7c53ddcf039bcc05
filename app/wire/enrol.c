#include "wire/enrol.h"

#include <sodium.h>
#include <string.h>

#include "base/secret.h"
#include "wire/json.h"
#include "wire/messages.h"
#include "wire/receipt.h"

#define SCHEME "lcenrol:1:"

enum {
    SIGN_BITS = 5,
    TOKEN_SIGNS = 26, /* 130 bits, the last two zero */
    CHECK_SIGNS = 2,
    GROUP = 4
};
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Ten bits of the token's hash. */
static void check_signs(const uint8_t token[ENROL_TOKEN_BYTES], char out[CHECK_SIGNS])
{
    uint8_t hash[crypto_generichash_BYTES_MIN];

    crypto_generichash(hash, sizeof hash, token, ENROL_TOKEN_BYTES, NULL, 0);
    out[0] = alphabet[hash[0] >> 3];
    out[1] = alphabet[hash[1] >> 3];
}

void enrol_token_text(const uint8_t token[ENROL_TOKEN_BYTES], char out[ENROL_TOKEN_TEXT])
{
    char signs[TOKEN_SIGNS + CHECK_SIGNS];

    for (unsigned i = 0; i < TOKEN_SIGNS; i++) {
        unsigned bit = i * SIGN_BITS, byte = bit / 8;
        unsigned two = (unsigned)token[byte] << 8 | (byte + 1 < ENROL_TOKEN_BYTES ? token[byte + 1] : 0);
        signs[i] = alphabet[two >> (16 - SIGN_BITS - bit % 8) & 31];
    }
    check_signs(token, signs + TOKEN_SIGNS);
    char *p = out;
    for (unsigned i = 0; i < sizeof signs; i++) {
        if (i && i % GROUP == 0)
            *p++ = '-';
        *p++ = signs[i];
    }
    *p = '\0';
    secret_wipe(signs, sizeof signs);
}

/* The value of a sign, -1 when it is none: who reads O as a zero, or l as a one, is understood. */
static int value_of(char sign)
{
    char upper = g_ascii_toupper(sign);
    const char *at = strchr(alphabet, upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper);

    return at && *at ? (int)(at - alphabet) : -1;
}

/* The signs alone, in the alphabet's letters; false when there are more or fewer, or others. */
static bool read_signs(const char *text, char signs[TOKEN_SIGNS + CHECK_SIGNS])
{
    size_t n = 0;

    for (; *text; text++) {
        if (*text == '-' || *text == ' ')
            continue;
        int value = value_of(*text);
        if (value < 0 || n == TOKEN_SIGNS + CHECK_SIGNS)
            return false;
        signs[n++] = alphabet[value];
    }
    return n == TOKEN_SIGNS + CHECK_SIGNS;
}

bool enrol_token_parse(const char *text, uint8_t token[ENROL_TOKEN_BYTES])
{
    char signs[TOKEN_SIGNS + CHECK_SIGNS], check[CHECK_SIGNS];
    unsigned held = 0, bits = 0, n = 0;
    bool well = read_signs(text, signs);

    for (unsigned i = 0; well && i < TOKEN_SIGNS; i++) {
        held = held << SIGN_BITS | (unsigned)value_of(signs[i]);
        bits += SIGN_BITS;
        if (bits >= 8 && n < ENROL_TOKEN_BYTES) {
            bits -= 8;
            token[n++] = (uint8_t)(held >> bits);
        }
    }
    well = well && (held & 3) == 0;
    if (well)
        check_signs(token, check);
    well = well && memcmp(check, signs + TOKEN_SIGNS, CHECK_SIGNS) == 0;
    if (!well)
        secret_wipe(token, ENROL_TOKEN_BYTES);
    secret_wipe(signs, sizeof signs);
    return well;
}

bool enrol_code_text(const struct enrol_code *code, char out[ENROL_CODE_TEXT])
{
    char token[ENROL_TOKEN_TEXT], fingerprint[2 * ENROL_FINGERPRINT_BYTES + 1];

    enrol_token_text(code->token, token);
    sodium_bin2hex(fingerprint, sizeof fingerprint, code->authority, sizeof code->authority);
    return g_snprintf(out, ENROL_CODE_TEXT, SCHEME "%s:%s:%s", code->url, token, fingerprint) <
           ENROL_CODE_TEXT;
}

static bool read_fingerprint(const char *text, uint8_t out[ENROL_FINGERPRINT_BYTES])
{
    size_t len = 0;

    return sodium_hex2bin(out, ENROL_FINGERPRINT_BYTES, text, strlen(text), NULL, &len, NULL) == 0 &&
           len == ENROL_FINGERPRINT_BYTES;
}

/* From its end: an address has colons of its own. */
bool enrol_code_parse(const char *text, struct enrol_code *code)
{
    g_autofree char *copy = g_strdup(text);
    char *print = strrchr(copy, ':');
    char *token = print ? (*print = '\0', strrchr(copy, ':')) : NULL;
    bool well = token && strlen(text) < ENROL_CODE_TEXT && g_str_has_prefix(copy, SCHEME "https://");

    if (well)
        *token = '\0';
    well = well && g_strlcpy(code->url, copy + strlen(SCHEME), sizeof code->url) < sizeof code->url &&
           enrol_token_parse(token + 1, code->token) && read_fingerprint(print + 1, code->authority);
    secret_wipe(copy, strlen(text));
    return well;
}

GBytes *enrol_request_build(const char *token, const char *csr)
{
    json_t *object = json_pack("{ss}", "csr", csr);

    if (token)
        json_object_set_new(object, "token", json_string(token));
    return wire_dump(object);
}

/* A PEM text as a member, or NULL. */
static char *pem_of(const json_t *object, const char *key)
{
    const char *text = wire_text(object, key);

    return *text && strlen(text) <= ENROL_PEM_MAX ? g_strdup(text) : NULL;
}

bool enrol_request_parse(const void *body, size_t len, struct enrol_request *out)
{
    json_t *object = wire_load(body, len, NULL);
    const char *token = wire_text(object, "token");

    *out = (struct enrol_request){.csr = pem_of(object, "csr"), .has_token = *token != '\0'};
    bool well = out->csr && (!out->has_token || enrol_token_parse(token, out->token));
    json_decref(object);
    if (!well)
        enrol_request_clear(out);
    return well;
}

void enrol_request_clear(struct enrol_request *request)
{
    g_free(request->csr);
    secret_wipe(request, sizeof *request);
}

GBytes *enrol_answer_build(const struct enrol_answer *answer)
{
    char renew[WIRE_TIME_MAX];

    message_time(answer->renew_after_ms, renew);
    json_t *object = json_pack("{ss ss ss sI}", "kiosk", answer->kiosk, "certificate", answer->certificate,
                               "renew_after", renew, "receipts_given", (json_int_t)answer->receipts_given);
    if (answer->has_keys)
        json_object_set_new(object, "keys", keyring_json(&answer->keys));
    return wire_dump(object);
}

gboolean enrol_answer_parse(const void *body, size_t len, struct enrol_answer *out, GError **error)
{
    *out = (struct enrol_answer){0};
    json_t *object = wire_load(body, len, error);
    if (!object)
        return FALSE;
    const json_t *keys = json_object_get(object, "keys");
    out->certificate = pem_of(object, "certificate");
    out->has_keys = keys != NULL;
    bool well = out->certificate && wire_copy(out->kiosk, sizeof out->kiosk, object, "kiosk") &&
                message_time_parse(wire_text(object, "renew_after"), &out->renew_after_ms) &&
                receipt_given(object, &out->receipts_given) && (!keys || keyring_of_json(keys, &out->keys));
    json_decref(object);
    if (well)
        return TRUE;
    enrol_answer_clear(out);
    return wire_fail(error, "an identity");
}

void enrol_answer_clear(struct enrol_answer *answer)
{
    g_free(answer->certificate);
    *answer = (struct enrol_answer){0};
}
