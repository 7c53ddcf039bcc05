/* The kiosk's identity, looked after: its certificate renewed in time, the platform's keys followed. Borrows
 * folder's name and client; the struct is the post's, emptied by identity_clear. The post's room. */
#pragma once

#include <glib.h>

#include "store/open.h"
#include "sync/enrol.h"

struct identity {
    char *dir;
    struct client *client;
    char tag[ENROL_TAG];
    guint64 stamp;                  /* of the certificate, as last looked at */
    gboolean renew_told, keys_told; /* why not stands in the log */
};
void identity_init(struct identity *identity, const char *dir, struct client *client);
void identity_clear(struct identity *identity); /* a zeroed one is fine */
/* Asks the platform, when it is reached; what goes wrong is said once in the log, and tried again. TRUE when
 * the platform's keys are others now. */
gboolean identity_look(struct identity *identity, int64_t now_ms);
/* The platform has receipts up to this counter: when the kiosk's own is behind, the identity says so from now
 * on, and the kiosk draws no number before it has passed that. */
gboolean identity_receipts(struct identity *identity, struct store *store, uint32_t given, GError **error);
/* Is the certificate another than when this was last asked? */
gboolean identity_changed(struct identity *identity);
