/* The keys that a platform gives its kiosks: what to seal to, whose signature to believe. They come whole at
 * enrolment, and later in signed messages whose sequence only grows.
 * The struct owns nothing outside itself. Pure: any room. */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "wire/proof.h"
#include "wire/seal_key.h"
#include "wire/signed.h"

#define WIRE_PATH_KEYS "/v1/keys"
#define KEYRING_PURPOSE "keys" /* of the signed message */

enum { KEYRING_RELEASE_MAX = 8, KEYRING_BEFORE_MAX = PROOF_KEYS - 1 };
struct keyring {
    int64_t sequence; /* from 1 */
    struct seal_key seal;
    uint8_t sign_public[SIGNED_PUBLIC_BYTES];
    uint8_t release[KEYRING_RELEASE_MAX][SIGNED_PUBLIC_BYTES]; /* Ed25519, of releases of the program */
    size_t release_count;
    uint8_t before[KEYRING_BEFORE_MAX][SIGNED_PUBLIC_BYTES]; /* sign keys of before, the newest first: papers
                                                                that they signed are true, messages are not */
    size_t before_count;
};

/* {"sequence":1,"seal":{"keyid":"p-...","key":"default
 * <base64>"},"sign":"<base64>","release_keys":["<base64>"],"proof_keys":["<base64>"]}. The object is the
 * caller's; "proof_keys" may be missing. */
json_t *keyring_json(const struct keyring *keys);
bool keyring_of_json(const json_t *object, struct keyring *out);

/* This sign key from now on. What the one of now signed on papers stays true; the oldest of too many goes. */
void keyring_succeed(struct keyring *keys, const uint8_t sign_public[SIGNED_PUBLIC_BYTES]);
/* Whose papers are believed. */
void keyring_proof_keys(const struct keyring *keys, struct proof_keys *out);

/* {"messages":[...]}: signed messages, oldest first, as the platform tells them to whoever asks. Applies
 * those that go on from what `keys` holds: signed by its sign key, of a larger sequence; one may name the
 * next sign key. TRUE when `keys` is newer than before. An error: the newest is newer than ours and not
 * signed by a key that we know. */
bool keyring_follow(struct keyring *keys, const void *body, size_t len, GError **error);

/* Of the list the platform keeps: the newest, unproven, for its own file. */
bool keyring_newest(struct keyring *keys, const void *body, size_t len);
/* The list with one message more, signed by that key; `body` NULL begins one. g_bytes_unref; NULL: it is no
 * list. */
GBytes *keyring_announce(const void *body, size_t len, const struct keyring *keys,
                         const uint8_t secret_key[SIGNED_SECRET_BYTES]);
