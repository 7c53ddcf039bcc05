#include "platform/peer.h"

#include <glib.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <string.h>

enum { KIOSK_DIGITS = 5, SERIAL_BYTES = 20, MS = 1000 };

static const char strange[] = "It is not signed for a kiosk by this platform's authority.";
static const char over[] = "Its time is over, or has not come: look at the kiosk's clock, or enrol it again.";
static const char nameless[] = "It does not name a kiosk.";

static bool take_kiosk(struct peer *peer, const char *name)
{
    bool well = strlen(name) == KIOSK_DIGITS && strspn(name, "0123456789") == KIOSK_DIGITS;
    if (well)
        g_strlcpy(peer->kiosk, name, sizeof peer->kiosk);
    return well;
}

/* Upper case and without leading zeros, as OpenSSL writes the number when it signs. */
static void take_serial(struct peer *peer, const char *hex)
{
    while (hex[0] == '0' && hex[1])
        hex++;
    g_autofree char *upper = g_ascii_strup(hex, -1);
    g_strlcpy(peer->serial, upper, sizeof peer->serial);
}

static void read_certificate(struct connection_peer *connection, gnutls_x509_crt_t certificate)
{
    struct peer *peer = &connection->peer;
    char name[64] = "", hex[2 * SERIAL_BYTES + 1] = "";
    unsigned char serial[SERIAL_BYTES];
    size_t name_len = sizeof name, len = sizeof serial;
    connection->until_ms = (int64_t)gnutls_x509_crt_get_expiration_time(certificate) * MS;
    if (gnutls_x509_crt_get_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &name_len) < 0 ||
        gnutls_x509_crt_get_serial(certificate, serial, &len) < 0 || !take_kiosk(peer, name)) {
        peer->trouble = nameless;
        return;
    }
    for (size_t i = 0; i < len; i++)
        g_snprintf(hex + 2 * i, 3, "%02X", serial[i]);
    take_serial(peer, hex);
}

/* Signed by our authority for a TLS client? */
static const char *verify(gnutls_session_t session)
{
    char purpose[] = GNUTLS_KP_TLS_WWW_CLIENT;
    gnutls_typed_vdata_st wanted = {.type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *)purpose};
    unsigned status = 0;
    if (gnutls_certificate_verify_peers(session, &wanted, 1, &status) < 0)
        return strange;
    if (status & (GNUTLS_CERT_EXPIRED | GNUTLS_CERT_NOT_ACTIVATED))
        return over;
    return status ? strange : NULL;
}

static void look(struct connection_peer *connection, gnutls_session_t session)
{
    unsigned count = 0;
    const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &count);
    gnutls_x509_crt_t certificate;
    if (!chain || !count)
        return; /* a phone: it shows none */
    connection->peer.trouble = verify(session);
    if (connection->peer.trouble || gnutls_x509_crt_init(&certificate) < 0)
        return;
    if (gnutls_x509_crt_import(certificate, &chain[0], GNUTLS_X509_FMT_DER) < 0)
        connection->peer.trouble = strange;
    else
        read_certificate(connection, certificate);
    gnutls_x509_crt_deinit(certificate);
}

const struct peer *peer_of_tls(struct connection_peer *connection, gnutls_session_t session, int64_t now_ms)
{
    if (!connection->looked)
        look(connection, session);
    connection->looked = true;
    if (*connection->peer.kiosk && now_ms >= connection->until_ms)
        connection->peer.trouble = over;
    return &connection->peer;
}

/* The value of the one CN of a name in the form of RFC 2253. */
static bool subject_kiosk(struct peer *peer, const char *subject)
{
    g_auto(GStrv) parts = g_strsplit(subject, ",", -1);
    const char *found = NULL;
    for (char **part = parts; *part; part++) {
        if (!g_str_has_prefix(*part, "CN="))
            continue;
        if (found)
            return false;
        found = *part + strlen("CN=");
    }
    return found && take_kiosk(peer, found);
}

/* 0 = it is no such time. */
static int64_t read_until_ms(const char *text)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char name[4] = "";
    int day = 0, hour = 0, minute = 0, second = 0, year = 0, end = 0;
    if (sscanf(text, "%3[A-Za-z] %2d %2d:%2d:%2d %4d GMT%n", name, &day, &hour, &minute, &second, &year,
               &end) != 6 ||
        !end || text[end])
        return 0;
    const char *found = strlen(name) == 3 ? strstr(months, name) : NULL;
    if (!found || (found - months) % 3 != 0)
        return 0;
    g_autoptr(GDateTime) until =
        g_date_time_new_utc(year, (int)(found - months) / 3 + 1, day, hour, minute, second);
    return until ? g_date_time_to_unix(until) * MS : 0;
}

struct peer peer_of_headers(const struct peer_told *told, int64_t now_ms)
{
    struct peer peer = {0};
    const char *verified = told->verify;
    if (!*verified || strcmp(verified, "NONE") == 0)
        return peer;
    if (strcmp(verified, "SUCCESS") != 0)
        peer.trouble = strstr(verified, "expired") || strstr(verified, "not yet valid") ? over : strange;
    else if (now_ms >= read_until_ms(told->until))
        peer.trouble = over;
    else if (!*told->serial || strlen(told->serial) > 2 * SERIAL_BYTES ||
             !subject_kiosk(&peer, told->subject))
        peer.trouble = nameless;
    else
        take_serial(&peer, told->serial);
    return peer;
}
