/* Whose releases of the program a kiosk accepts: public keys with a name each, and the signed message that
 * tells all of them at once. An empty list accepts none. Structs own nothing outside themselves; PEM and JSON
 * are the caller's. Pure: any room. */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "wire/signed.h"
#include "wire/sm2.h"

#define RELEASE_KEYS_PURPOSE "release-keys" /* of the signed message */

enum { RELEASE_KEYS_MAX = 8, RELEASE_KEYID_MAX = 24 /* with NUL */ };
enum release_scheme {
    RELEASE_ED25519, /* RFC 8032, 32 bytes */
    RELEASE_SM2      /* GB/T 32918.2, a point that is not compressed: 65 bytes */
};
struct release_key {
    enum release_scheme scheme;
    uint8_t bytes[SM2_PUBLIC_BYTES];
    char keyid[RELEASE_KEYID_MAX]; /* "r-" and 12 hexadecimal digits of the BLAKE2b of its text */
    int64_t since_ms;              /* wall clock of the platform when it was added */
};
struct release_keys {
    int64_t sequence; /* of the list; 0: none was ever told */
    size_t count;
    struct release_key keys[RELEASE_KEYS_MAX];
};

/* The public half as `openssl pkey -pubout` writes it (RFC 7468, SubjectPublicKeyInfo). False: no such text,
 * another algorithm, or a point that no signature can be checked with. `since_ms` is 0. */
bool release_key_of_pem(const char *pem, size_t len, struct release_key *out);
/* "ed25519 BASE64" or "sm2 BASE64"; g_free. */
char *release_key_text(const struct release_key *key);
const char *release_key_scheme(const struct release_key *key); /* the first word of it; a constant */
/* NULL: not in the list. Belongs to the list. */
const struct release_key *release_keys_find(const struct release_keys *list, const char *keyid);

/* {"sequence":1795392000000,"keys":[{"keyid":"r-...","key":"ed25519 <base64>","since":"2026-...Z"}]}. A list
 * without `keys` is malformed, not empty. */
json_t *release_keys_json(const struct release_keys *list);
bool release_keys_of_json(const json_t *object, struct release_keys *out);

/* The list as a signed message (wire/signed.h); g_bytes_unref. */
GBytes *release_keys_close(const struct release_keys *list, const uint8_t secret_key[SIGNED_SECRET_BYTES]);
/* Back. False, and `out` an empty list: it is no such message, or this key did not sign it. */
bool release_keys_open(const void *text, size_t len, const uint8_t public_key[SIGNED_PUBLIC_BYTES],
                       struct release_keys *out);
