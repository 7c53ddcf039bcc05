/* The signature beside a batch, as a medium brings it: whatever lies there, it never speaks for other bytes
 * than the kiosk's, and never for nobody. */
// links: wire base glib
#include <string.h>

#include "base/secret.h"
#include "wire/detached.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Nobody has its key any more; a kiosk of it signed the corpus. */
static const char authority[] = "-----BEGIN CERTIFICATE-----\n"
                                "MIIBvDCCAWGgAwIBAgIQR1IY4Y6bjixTypLPdjmaqDAKBggqhkjOPQQDAjA8MRcw\n"
                                "FQYDVQQKDA5MaW5jaHVhbmcgZGVtbzEhMB8GA1UEAwwYTGluY2h1YW5nIGRlbW8g\n"
                                "YXV0aG9yaXR5MB4XDTI2MTEyNjE3MzM1M1oXDTM2MTEyNDE3MzM1M1owPDEXMBUG\n"
                                "A1UECgwOTGluY2h1YW5nIGRlbW8xITAfBgNVBAMMGExpbmNodWFuZyBkZW1vIGF1\n"
                                "dGhvcml0eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABC3ocwk0ej9oCBfpL3wU\n"
                                "qEXPJ1nXQqzEvuRapH+C0oOj+3GPrTNJ1mTjigTN9LOjKBbrl8yt25N+BTtlXJ7x\n"
                                "wtOjRTBDMBIGA1UdEwEB/wQIMAYBAf8CAQAwDgYDVR0PAQH/BAQDAgEGMB0GA1Ud\n"
                                "DgQWBBQPnPu18aUoYXRBIE2hH15+6s42rTAKBggqhkjOPQQDAgNJADBGAiEA4GWR\n"
                                "R5ViSOT8kBuclpmIKyJNmA72FtdhK4f6IyEhEpwCIQDwEUq63EmdPCCK3oKtlg76\n"
                                "jBfLxY6XbjpE/07cbE/6ww==\n"
                                "-----END CERTIFICATE-----\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char signed_text[] = "a batch", other[] = "a butch";
    g_autoptr(GBytes) signature = g_bytes_new(data, size);
    g_autoptr(GError) error = NULL;
    struct detached_signer signer;

    secret_start();
    if (detached_check(authority, signed_text, strlen(signed_text), signature, &signer, NULL))
        g_assert(strcmp(signer.name, "20617") == 0 && signer.serial[0] != 0);
    g_assert(!detached_check(authority, other, strlen(other), signature, &signer, &error));
    g_assert(g_error_matches(error, detached_error_quark(), DETACHED_ERROR_SIGNATURE));
    return 0;
}
