/* The kiosk's identity as it lies on its disk: a folder that `kioskctl enrol` fills, the agent renews, and
 * the kiosk reads its sealing key from. Files are replaced whole; the folder itself is exchanged whole.
 * Structs are the caller's and own nothing outside themselves. Any room. */
#pragma once

#include <glib.h>

#include "base/config.h"
#include "wire/keyring.h"

#define ENROLMENT_CERTIFICATE                                                                                \
    "kiosk.pem"                        /* key and certificate: one file, so that both change at once; 0600 */
#define ENROLMENT_AUTHORITY "ca.crt"   /* only where the code named it */
#define ENROLMENT_FILE "platform.json" /* the rest: number, keys, when to renew; nothing secret */

enum enrolment_error { ENROLMENT_ERROR_NONE, ENROLMENT_ERROR_REFUSED };
GQuark enrolment_error_quark(void);

struct enrolment {
    char kiosk[16];
    int64_t renew_after_ms;  /* wall clock */
    uint32_t receipts_given; /* the platform's word (wire/receipt.h): numbers are drawn beyond it */
    struct keyring keys;
};

/* [platform] identity, or STATE/identity; g_free. */
char *enrolment_folder(const struct config *config);
/* What to trust of TLS: [platform] ca_file, else the folder's own, else "", the system's; g_free. */
char *enrolment_authority(const struct config *config);
/* ENROLMENT_ERROR_NONE when the kiosk is not enrolled, with what to do. */
gboolean enrolment_load(const char *dir, struct enrolment *out, GError **error);
gboolean enrolment_store(const char *dir, const struct enrolment *enrolment, GError **error);
/* Key and certificate, PEM, in secret memory: secret_free. NULL without an error when the kiosk has none. */
char *enrolment_identity(const char *dir, GError **error);
/* Tells one state of a file from the next without reading it; 0 when it is not there. */
guint64 enrolment_stamp(const char *dir, const char *name);
