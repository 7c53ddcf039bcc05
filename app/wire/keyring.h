/* The keys that a platform gives its kiosks: what to seal to, whose signature to believe, whose releases to
 * accept. They come whole at enrolment, and later in signed messages whose sequence only grows; the release
 * keys in one of their own, for they lie in the store and not in the keys folder.
 * The struct owns nothing outside itself. Pure: any room. */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "wire/proof.h"
#include "wire/release_keys.h"
#include "wire/seal_key.h"
#include "wire/signed.h"

#define WIRE_PATH_KEYS "/v1/keys"
#define KEYRING_PURPOSE "keys" /* of the signed message */

enum { KEYRING_BEFORE_MAX = PROOF_KEYS - 1 };
struct keyring {
    int64_t sequence; /* from 1 */
    struct seal_key seal;
    uint8_t sign_public[SIGNED_PUBLIC_BYTES];
    uint8_t before[KEYRING_BEFORE_MAX][SIGNED_PUBLIC_BYTES]; /* sign keys of before, the newest first: papers
                                                                that they signed are true, messages are not */
    size_t before_count;
    struct release_keys release; /* with a sequence of its own */
};

/* {"sequence":1,"seal":{"keyid":"p-...","key":"default
 * <base64>"},"sign":"<base64>","proof_keys":["<base64>"],"release_keys":{...}}. The object is the caller's;
 * "proof_keys" may be missing, "release_keys" is there once a list was told. */
json_t *keyring_json(const struct keyring *keys);
bool keyring_of_json(const json_t *object, struct keyring *out);

/* This sign key from now on. What the one of now signed on papers stays true; the oldest of too many goes. */
void keyring_succeed(struct keyring *keys, const uint8_t sign_public[SIGNED_PUBLIC_BYTES]);
/* Whose papers are believed. */
void keyring_proof_keys(const struct keyring *keys, struct proof_keys *out);

/* {"messages":[...],"release":{...}}: signed messages, oldest first, as the platform tells them to whoever
 * asks, and behind them that of the release keys, when there is one. Applies those that go on from what
 * `keys` holds: signed by its sign key, of a larger sequence; one may name the next sign key. TRUE when
 * `keys` is newer than before, also with an error: the newest is not signed by a key that we know. */
bool keyring_follow(struct keyring *keys, const void *body, size_t len, GError **error);

/* Of the list the platform keeps: the newest, unproven, for its own file. */
bool keyring_newest(struct keyring *keys, const void *body, size_t len);
/* The list with one message more, signed by that key; `body` NULL begins one. g_bytes_unref; NULL: it is no
 * list. */
GBytes *keyring_announce(const void *body, size_t len, const struct keyring *keys,
                         const uint8_t secret_key[SIGNED_SECRET_BYTES]);
