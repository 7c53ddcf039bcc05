/* How a kiosk gets and keeps its identity: the first contact by a token, the renewal of its certificate, the
 * following of the platform's keys. Everything is borrowed for the call; each blocks for its requests.
 * A room that may wait: kioskctl's, or that of the agent's post. */
#pragma once

#include "sync/client.h"
#include "sync/enrolment.h"
#include "wire/enrol.h"

struct enrol_contact {
    const char *url, *proxy;    /* as client_options has them */
    const char *authority;      /* file to trust; "" = the system's. Not looked at with a fingerprint. */
    const uint8_t *fingerprint; /* ENROL_FINGERPRINT_BYTES of the authority; NULL: `authority` is known */
    const char *kiosk;          /* the five digits of kiosk.conf */
    const uint8_t *token;       /* ENROL_TOKEN_BYTES */
};
/* Makes the key, asks, and puts the new identity in place of the old one, all at once. What was there stands
 * until then. Tried again after a cut it goes on with the key it made, so the token still opens. */
gboolean enrol_first(const char *dir, const struct enrol_contact *contact, GError **error);

/* A new key and its certificate, when the time has come at `now_ms`. FALSE: it stays as it is, and why. */
gboolean enrol_renew_due(const char *dir, struct client *client, int64_t now_ms, GError **error);
/* What the platform says of its keys, when it is not what `tag` has (an ETag of ENROL_TAG bytes, "" at a
 * start). *newer: the keys on the disk are others than before. */
enum { ENROL_TAG = 48 };
gboolean enrol_follow(const char *dir, struct client *client, int timeout_ms, char tag[ENROL_TAG],
                      bool *newer, GError **error);
