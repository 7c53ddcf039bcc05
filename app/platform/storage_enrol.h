/* Which kiosks may come in: tokens that are out, certificates that were signed, and which of them are
 * revoked. Part of storage.h: the same storage, errors, thread and durability. Of a token there is its hash
 * alone. What a visitor is shown lives for that call. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct storage;

enum { STORAGE_TOKEN_BYTES = 32, STORAGE_KEY_BYTES = 32, STORAGE_SERIAL_MAX = 41, STORAGE_KIOSK_MAX = 16 };

struct storage_token {
    uint8_t hash[STORAGE_TOKEN_BYTES];
    char kiosk[STORAGE_KIOSK_MAX];
    int64_t until_ms; /* holds before that, wall clock */
};
struct storage_identity_card {      /* a kiosk's certificate */
    const char *serial, *kiosk;     /* hexadecimal digits; five digits */
    uint8_t key[STORAGE_KEY_BYTES]; /* hash of its public key */
    const char *pem;
    int64_t issued_ms, until_ms, revoked_ms; /* 0: holds */
};
typedef void (*storage_card_visitor)(const struct storage_identity_card *card, void *data);

/* One more token is out; those whose time is over go. */
gboolean storage_give_token(struct storage *storage, const struct storage_token *token, int64_t now_ms,
                            GError **error);
/* Whose token it is, by its hash. ABSENT: never given, or its time is over. A used one is still found. */
gboolean storage_look_token(struct storage *storage, struct storage_token *token, int64_t now_ms,
                            GError **error);
/* Uses the token up, keeps the certificate and revokes all others of the kiosk, in one transaction: one
 * number is one machine from that moment, and not from when the new one comes, for it may never, and the old
 * one would still draw its numbers. The same public key again gets the certificate of the first time, for an
 * answer may be lost on its way; another key is SPENT. `pem` is the one that holds; g_free. */
gboolean storage_take_token(struct storage *storage, const struct storage_token *token,
                            const struct storage_identity_card *card, char **pem, GError **error);
/* The highest counter of the kiosk's stored receipts; 0: none came yet. */
gboolean storage_receipts_given(struct storage *storage, const char *kiosk, uint32_t *counter,
                                GError **error);
/* Did another key ever get a certificate of this kiosk? */
gboolean storage_enrolled_before(struct storage *storage, const struct storage_identity_card *card,
                                 bool *before, GError **error);
/* No token that is out and not used holds any more. */
gboolean storage_drop_tokens(struct storage *storage, GError **error);
/* Of a renewal: the one before holds until this one is used (storage_card_admit). */
gboolean storage_add_card(struct storage *storage, const struct storage_identity_card *card, GError **error);
/* All certificates of the kiosk, and its tokens that are out. ABSENT when it has none of either. */
gboolean storage_revoke_kiosk(struct storage *storage, const char *kiosk, int64_t now_ms, GError **error);
/* This one alone, by its serial number as `ctl certificates` shows it. ABSENT when none of it holds. */
gboolean storage_revoke_card(struct storage *storage, const char *serial, int64_t now_ms, GError **error);
/* Has the kiosk one that holds? */
gboolean storage_kiosk_holds(struct storage *storage, const char *kiosk, int64_t now_ms, bool *holds,
                             GError **error);
/* Is it on the deny list? A serial that nobody knows is not: the signature of the authority speaks for it. */
gboolean storage_card_revoked(struct storage *storage, const char *serial, bool *revoked, GError **error);
/* The same of one that is shown at the door. That it is used shows that the kiosk has it: those of before
 * end.
 */
gboolean storage_card_admit(struct storage *storage, const char *kiosk, const char *serial, int64_t now_ms,
                            bool *revoked, GError **error);
/* All certificates that hold, and of a kiosk without any the newest; by kiosk, the oldest first. */
gboolean storage_cards(struct storage *storage, int64_t now_ms, storage_card_visitor visit, void *data,
                       GError **error);
