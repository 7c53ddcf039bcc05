/* How a kiosk gets its identity: the one-time token as people type or scan it, and the two messages of
 * /v1/enrol and /v1/renew. Structs own copies and have a clear function that takes zeroed ones; parsers
 * bound everything. Pure: any room. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/keyring.h"

#define WIRE_PATH_ENROL "/v1/enrol"
#define WIRE_PATH_RENEW "/v1/renew"
#define WIRE_PATH_AUTHORITY "/v1/ca"

enum {
    ENROL_TOKEN_BYTES = 16,
    ENROL_TOKEN_TEXT = 35, /* seven groups of four signs, a dash between two, and NUL */
    ENROL_URL_MAX = 256,
    ENROL_CODE_TEXT = 12 + ENROL_URL_MAX + ENROL_TOKEN_TEXT + 66,
    ENROL_PEM_MAX = 16 * 1024,
    ENROL_FINGERPRINT_BYTES = 32, /* SHA-256 of the authority's certificate in DER */
    ENROL_KIOSK_MAX = 16
};

/* Base 32 without I, L, O and U, the last two signs a check over the others: a slip of the finger is told
 * before anybody is asked. Parsing takes dashes, spaces and small letters as they come. */
void enrol_token_text(const uint8_t token[ENROL_TOKEN_BYTES], char out[ENROL_TOKEN_TEXT]);
bool enrol_token_parse(const char *text, uint8_t token[ENROL_TOKEN_BYTES]);

/* What the QR code says: "lcenrol:1:URL:TOKEN:FINGERPRINT", the fingerprint in hexadecimal digits. With it a
 * kiosk that knows nothing yet tells the platform from anybody else. */
struct enrol_code {
    char url[ENROL_URL_MAX];
    uint8_t token[ENROL_TOKEN_BYTES];
    uint8_t authority[ENROL_FINGERPRINT_BYTES];
};
bool enrol_code_text(const struct enrol_code *code,
                     char out[ENROL_CODE_TEXT]); /* false: the URL is too long */
bool enrol_code_parse(const char *text, struct enrol_code *code);

/* {"token":"...","csr":"<PEM>"}; no token when renewing: the certificate of the connection speaks. */
struct enrol_request {
    bool has_token;
    uint8_t token[ENROL_TOKEN_BYTES];
    char *csr; /* PEM, PKCS #10 (RFC 2986) */
};
GBytes *enrol_request_build(const char *token, const char *csr); /* token NULL for none */
bool enrol_request_parse(const void *body, size_t len, struct enrol_request *out);
void enrol_request_clear(struct enrol_request *request);

/* {"kiosk":"20617","certificate":"<PEM>","renew_after":"2026-...Z","receipts_given":147,"keys":{...}}; keys
 * only when enrolling: later ones come signed. */
struct enrol_answer {
    char kiosk[ENROL_KIOSK_MAX]; /* its five digits */
    char *certificate;           /* PEM, the kiosk's first, then what leads to the authority */
    int64_t renew_after_ms;      /* wall clock */
    uint32_t receipts_given;     /* as receipt_given reads it */
    bool has_keys;
    struct keyring keys;
};
GBytes *enrol_answer_build(const struct enrol_answer *answer);
gboolean enrol_answer_parse(const void *body, size_t len, struct enrol_answer *out, GError **error);
void enrol_answer_clear(struct enrol_answer *answer);
