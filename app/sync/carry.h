/* Where there is no line: what waits is carried to the platform by hand, as files on removable media, and the
 * platform's signed answer is carried back. Rows stay pending until that answer settles them, by the same
 * rules as an answer over the line. Borrows store and outbox. kioskctl. */
#pragma once

#include "store/outbox.h"
#include "wire/signed.h"

struct carry {
    struct store *store;
    struct outbox *outbox;
    const char *kiosk; /* the five digits */
    int64_t now_ms;
    const char *identity; /* key and certificate, PEM, with which batches are signed; NULL: not signed */
};
struct carry_report {
    unsigned files, items;                   /* exported */
    unsigned accepted, refused, left, known; /* imported: left: 'not now'; known: settled before */
    gboolean again;                          /* imported before: nothing was changed */
    char *name;                              /* of the manifest; g_free */
};
/* All that waits, a batch a file, its signature beside it, and at the end a manifest; all of them synced. On
 * error what was written goes again. Nothing to carry is no error, and makes no file. */
gboolean carry_export(const struct carry *carry, const char *folder, struct carry_report *report,
                      GError **error);
/* The bytes of one acknowledgement. One transaction: all of it, or nothing. Of a batch that was acknowledged
 * before it changes nothing, and is no error: `again`, and how its rows stand, in known and left. */
gboolean carry_import(const struct carry *carry, const void *file, size_t len,
                      const uint8_t sign_key[SIGNED_PUBLIC_BYTES], struct carry_report *report,
                      GError **error);
