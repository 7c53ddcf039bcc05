/* A draft's two locks: what was filled in lies under a random key, and that key under what only the resident
 * brings: six digits (Argon2id), all that the card says, and a secret of this kiosk.
 * Copied disks, a found card or the digits alone open nothing. Secret arguments are borrowed and stay the
 * caller's to wipe; a struct draft_lock is no secret. The desk's room: it takes a tenth of a second and 64
 * MiB. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "base/secret.h"

enum {
    DRAFT_DIGITS = 6,
    DRAFT_SECRET_BYTES = 32, /* of the kiosk */
    DRAFT_TAG_BYTES = 32,
    DRAFT_SALT_BYTES = 16,              /* crypto_pwhash_SALTBYTES */
    DRAFT_NONCE_BYTES = 24,             /* crypto_secretbox_NONCEBYTES */
    DRAFT_KEY_BOX_BYTES = 24 + 32 + 16, /* nonce, key, authenticator */
    DRAFT_CONTENT_MAX = 64 * 1024       /* bytes of what was filled in */
};

struct draft_keys {     /* borrowed for a call */
    const char *digits; /* six of them, NUL-terminated */
    const void *card;   /* all that the card says, in one fixed order */
    size_t card_len;
    const uint8_t *secret; /* DRAFT_SECRET_BYTES */
};
struct draft_lock {
    uint8_t salt[DRAFT_SALT_BYTES];
    uint8_t key_box[DRAFT_KEY_BOX_BYTES];
    GBytes *box; /* nonce and sealed content; padded to 1 KiB, so that its size tells little */
};
enum draft_error {
    DRAFT_ERROR_WRONG /* not these digits, or not this card */,
    DRAFT_ERROR_MEMORY,
    DRAFT_ERROR_SIZE
};
GQuark draft_error_quark(void);

/* By which a card finds its draft again; from it nobody finds the card (keyed BLAKE2b). */
void draft_tag(const struct draft_keys *keys, uint8_t tag[DRAFT_TAG_BYTES]);
gboolean draft_close(struct draft_lock *lock, const struct draft_keys *keys,
                     const struct secret_bytes *content, GError **error);
/* The content is appended to `content`, in secret memory. */
gboolean draft_open(const struct draft_lock *lock, const struct draft_keys *keys,
                    struct secret_bytes *content, GError **error);
void draft_lock_clear(struct draft_lock *lock); /* a zeroed one is fine */
