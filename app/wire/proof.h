/* A signed code on a paper: what the authority says of it, in few bytes, for a scanner that has no line.
 * "lcproof:3:" and base64url (RFC 4648, 5) of the key's name, a payload and the Ed25519 signature (RFC 8032)
 * over both and over the address: it may stand behind "https://...#", so that a phone opens a page with the
 * same code. Papers of before say "lcproof:2:" and sign no address, or "lcproof:1:" and name no key either.
 * Names are masked before they come here. Owns nothing. Pure: any room. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    PROOF_PUBLIC_BYTES = 32,
    PROOF_SECRET_BYTES = 64,
    PROOF_DIGEST_BYTES = 16,
    PROOF_NUMBER = 32,
    PROOF_NAME = 64,
    PROOF_WHAT = 96,
    PROOF_TEXT = 640, /* with its address and NUL */
    PROOF_KEYS = 9    /* of now, and eight of before */
};
enum proof_kind { PROOF_CERTIFICATE = 1, PROOF_RECEIPT = 2, PROOF_KINDS };
struct proof {
    enum proof_kind kind;
    char number[PROOF_NUMBER];          /* that the paper bears */
    char name[PROOF_NAME];              /* whose, masked; "" for nobody's */
    char what[PROOF_WHAT];              /* its title, or what was paid for */
    int64_t amount_fen;                 /* of a receipt; else 0 */
    int64_t issued_ms;                  /* to the second */
    uint8_t digest[PROOF_DIGEST_BYTES]; /* of all that the paper says, as its issuer keeps it */
};

/* Whose papers are believed: public keys, the one of now first. */
struct proof_keys {
    uint8_t key[PROOF_KEYS][PROOF_PUBLIC_BYTES];
    unsigned count;
    const char *platform; /* in front of "/v/NUMBER" on papers of before; borrowed, NULL: none of them */
};

/* The whole text of the code; `address`: where a phone is led, "" when the code stands alone. False when
 * something is too long: then there is no code. */
bool proof_close(const struct proof *proof, const char *address, const uint8_t secret_key[PROOF_SECRET_BYTES],
                 char out[PROOF_TEXT]);

enum proof_verdict {
    PROOF_TRUE,    /* and `out` says what it proves */
    PROOF_ALTERED, /* one of these, but not as it was signed, or leading elsewhere: not to be believed */
    PROOF_UNKNOWN, /* signed by a key that is not among these: newer than they are, given up, or a stranger's
                    */
    PROOF_OTHER    /* no such code at all */
};
enum proof_verdict proof_open(const char *text, const struct proof_keys *keys, struct proof *out);
