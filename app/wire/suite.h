/* The suites: with which algorithms the platform's key seals what a resident hands in. A suite is a row of a
 * table: how its keys are made and named, and the forms of its boxes. The form's name is the envelope's
 * `sealalg`. Rows are constant and shared; buffers are the caller's, those with secrets in secret memory.
 * Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SUITE_PUBLIC_MAX = 65,   /* bytes: an SM2 point, not compressed */
    SUITE_SECRET_BYTES = 32, /* of every suite */
    SUITE_HASH_BYTES = 32,
    SUITE_CHUNK = 64 * 1024 /* bytes of plaintext: what is longer goes in chunks, all of them full */
};

/* One form of a box: `head` bytes, then chunks that each grow by `tag` bytes. Chunks open in their order
 * only, and only the last one opens as the last. */
struct seal_form {
    const char *sealalg;
    size_t head, tag;
    /* `work` was drafted. Both may be called once a draft for the head, then chunk by chunk. */
    void (*begin)(void *work, uint8_t *head);
    void (*push)(void *work, const uint8_t *plain, size_t len, bool last, uint8_t *chunk);
    /* `work` may hold anything. False: not for this key, or altered. */
    bool (*resume)(const uint8_t *public_key, const uint8_t *secret_key, const uint8_t *head, void *work);
    /* `len` with the tag; `plain` gets len - tag bytes. */
    bool (*pull)(void *work, const uint8_t *chunk, size_t len, bool last, uint8_t *plain);
};

struct suite {
    const char *name;                      /* "default", "national": in key files and messages */
    char prefix;                           /* of its key ids, "p-0123456789ab" */
    size_t public_bytes;                   /* of a public key */
    size_t work_bytes;                     /* secret memory that a box takes while it is closed or opened */
    const struct seal_form *small, *large; /* up to SUITE_CHUNK bytes, and above; may be the same */
    void (*draw)(uint8_t *secret_key);
    bool (*derive)(const uint8_t *secret_key, uint8_t *public_key); /* false: no secret key */
    void (*hash)(const uint8_t *data, size_t len, uint8_t out[SUITE_HASH_BYTES]);
    /* What one box needs that does not hang on its content, drawn ahead. False: no public key. */
    bool (*draft)(const uint8_t *public_key, void *work);
};

/* Once at the top of a program, after secret_start and before OpenSSL is in use: OpenSSL and libgcrypt keep
 * keys in locked memory and wipe whatever they let go. Aborts when they do not take to it. */
void suite_start(void);

extern const struct suite suite_default;  /* X25519, XSalsa20, XChaCha20, Poly1305, BLAKE2b: libsodium */
extern const struct suite suite_national; /* SM2, SM4-GCM, SM3: GB/T 32918, 32907, 32905 */

const struct suite *suite_by_name(const char *name); /* NULL: none of ours */
/* By the prefix; NULL: none of ours. */
const struct suite *suite_by_keyid(const char *keyid);
/* The form of plaintext, or of a whole box, of that many bytes; a box shorter than any has the small one. */
const struct seal_form *suite_form(const struct suite *suite, size_t plain_len);
const struct seal_form *suite_form_of_box(const struct suite *suite, size_t box_len);
/* What the envelope of that box says; a key id that is none of ours counts as the default's. */
const char *suite_sealalg(const char *keyid, size_t box_len);
