/* Enrolment: tokens that an operator gives out, and the certificates that kiosks get for them and renew.
 * Borrows the platform; replies are the caller's. The server's room, or the worker's desk. */
#pragma once

#include "platform/platform.h"
#include "platform/reply.h"
#include "wire/enrol.h"

#define ENROL_TYPE "application/json"
enum { ENROL_HOURS = 24, ENROL_HOURS_MAX = 24 * 30, ENROL_DAYS = 90, ENROL_DAYS_MAX = 825 };

/* POST /v1/enrol: 200 with certificate and keys; 403 for a token that is none, is over or was used by another
 * key; 422 for a request that cannot be signed. */
void enrol_answer(const struct platform *platform, const struct request *request, const char *unused,
                  struct reply *reply);
/* POST /v1/renew: for a kiosk that shows its certificate; a new key each time. */
void enrol_renew(const struct platform *platform, const struct request *request, const char *unused,
                 struct reply *reply);
/* GET /v1/ca: the authority's certificate, which a kiosk compares with the fingerprint of its code. */
void enrol_authority(const struct platform *platform, const struct request *request, const char *unused,
                     struct reply *reply);

/* A token for `hours` from now, 1 to ENROL_HOURS_MAX; the code's URL, token and fingerprint. Of
 * worker_error_quark: no number of a kiosk, or an address that no kiosk would tell a token. */
gboolean enrol_give(const struct platform *platform, const char *kiosk, int hours, struct enrol_code *code,
                    GError **error);
/* The same, printed once: whose and until when, whether it takes another machine's place, groups to type, and
 * the text of the QR code; on a terminal the code itself beneath. */
gboolean enrol_print(const struct platform *platform, const char *kiosk, int hours, GError **error);
/* Every kiosk with its certificates that hold, or its last: until when, how it stands, its serial number. */
gboolean enrol_list(const struct platform *platform, GError **error);
