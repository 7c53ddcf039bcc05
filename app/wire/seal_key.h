/* The platform's sealing keys: what kiosks seal to, what opens it, their names and their files. The owner of
 * a pair clears it; its secret half lies in secret memory. Pure but for reading a file: any room. */
#pragma once

#include <glib.h>

#include "base/secret.h"
#include "wire/suite.h"

enum { SEAL_KEYID_MAX = 24 /* with NUL */ };
enum seal_key_error { SEAL_KEY_ERROR_FILE, SEAL_KEY_ERROR_FORM };
GQuark seal_key_error_quark(void);

struct seal_key {
    const struct suite *suite;
    uint8_t bytes[SUITE_PUBLIC_MAX]; /* suite->public_bytes of them */
    char keyid[SEAL_KEYID_MAX]; /* the suite's prefix, "-", and 12 hexadecimal digits of the key's hash */
};
struct seal_pair {
    struct seal_key key;
    uint8_t *secret; /* SUITE_SECRET_BYTES in secret memory */
};

/* Takes the bytes and names the key. */
void seal_key_set(struct seal_key *key, const struct suite *suite, const uint8_t *bytes);
/* One line: the suite's name and the key in base64 (RFC 4648 section 4). The name may be missing: then it is
 * the default's, as files of earlier releases have it. Refused: a key to which nothing can be sealed. */
gboolean seal_key_parse(struct seal_key *key, const char *line, GError **error);
char *seal_key_text(const struct seal_key *key); /* that line, without its end; g_free */
gboolean seal_key_read(struct seal_key *key, const char *file, GError **error);

void seal_pair_draw(struct seal_pair *pair, const struct suite *suite);
/* The same line with the secret half; the public one follows from it. The text stays the caller's, who wipes
 * it. */
gboolean seal_pair_parse(struct seal_pair *pair, const char *line, GError **error);
void seal_pair_text(const struct seal_pair *pair, struct secret_bytes *out); /* appends that line */
void seal_pair_clear(struct seal_pair *pair);                                /* wipes; a zeroed one is fine */
