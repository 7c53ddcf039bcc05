/* Who is at the other end of a connection: from the client certificate of TLS, or, behind a proxy that took
 * TLS off, from the headers in which it tells what it saw. The server's room only. */
#pragma once

#include <gnutls/gnutls.h>
#include <stdint.h>

#include "platform/reply.h"

#define PEER_HEADER_VERIFY "X-Kiosk-Verify"   /* nginx: $ssl_client_verify */
#define PEER_HEADER_SUBJECT "X-Kiosk-Subject" /* $ssl_client_s_dn */
#define PEER_HEADER_SERIAL "X-Kiosk-Serial"   /* $ssl_client_serial */
#define PEER_HEADER_UNTIL "X-Kiosk-Until"     /* $ssl_client_v_end */

/* Looked at once a connection; the end of its life at each request. */
struct connection_peer {
    bool looked;
    int64_t until_ms; /* of the certificate */
    struct peer peer;
};
/* `now_ms` is the platform's wall clock, by which life is judged too. The returned peer is the connection's.
 */
const struct peer *peer_of_tls(struct connection_peer *connection, gnutls_session_t session, int64_t now_ms);
/* What a proxy tells, never NULL: "SUCCESS", "NONE" or "FAILED:reason"; "CN=20617,..." (RFC 2253); the serial
 * in hexadecimal digits; the end of its life as OpenSSL writes it, "Nov 27 08:00:00 2026 GMT". */
struct peer_told {
    const char *verify, *subject, *serial, *until;
};
/* `now_ms` as above: a resumed session was verified long ago, and TLS 1.3 prolongs it at every resumption. */
struct peer peer_of_headers(const struct peer_told *told, int64_t now_ms);
