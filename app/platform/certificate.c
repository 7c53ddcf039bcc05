#include "platform/certificate.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "platform/keys.h"

enum {
    SERIAL_BYTES = 16,        /* random, RFC 5280 4.1.2.2 allows 20 */
    CA_DAYS = 3650,           /* a demo's authority lives as long as its folder */
    SIGNER_DAYS = 1095,       /* three years, as seals of offices are given out */
    SERVER_DAYS = 825,        /* what TLS clients of today accept at most */
    BACKDATE_S = 24 * 60 * 60 /* a kiosk whose clock is a little behind still trusts it */
};

static gboolean fail(GError **error, const char *what)
{
    char reason[160] = "no reason given";
    unsigned long code = ERR_get_error();
    if (code)
        ERR_error_string_n(code, reason, sizeof reason);
    ERR_clear_error();
    g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                "cannot %s (%s): check the disk and OpenSSL's installation", what, reason);
    return FALSE;
}

/* Writes one PEM object; a private key only for this user's eyes. */
static gboolean write_pem(const char *dir, const char *name, EVP_PKEY *key, X509 *certificate, GError **error)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, key ? 0600 : 0644);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (!file) {
        g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                    "cannot write %s (%s): name an empty folder this user may write", path,
                    g_strerror(errno));
        if (fd >= 0)
            close(fd);
        return FALSE;
    }
    int written =
        key ? PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) : PEM_write_X509(file, certificate);
    gboolean synced = fflush(file) == 0 && fsync(fd) == 0;
    if (fclose(file) != 0 || !written || !synced)
        return fail(error, "write a key file");
    return TRUE;
}

gboolean certificate_extend(X509 *certificate, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    gboolean added = extension && X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return added;
}

static gboolean set_serial(X509 *certificate)
{
    unsigned char bytes[SERIAL_BYTES];
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return FALSE;
    bytes[0] &= 0x7F; /* positive */
    BIGNUM *number = BN_bin2bn(bytes, sizeof bytes, NULL);
    gboolean set = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return set;
}

X509 *certificate_draft(const char *common_name, EVP_PKEY *key, X509 *issuer, int64_t now_ms, int days)
{
    time_t now = (time_t)(now_ms / 1000);
    X509 *certificate = X509_new();
    X509_NAME *name = certificate ? X509_get_subject_name(certificate) : NULL;
    if (name && X509_set_version(certificate, X509_VERSION_3) && set_serial(certificate) &&
        X509_time_adj_ex(X509_getm_notBefore(certificate), 0, -(long)BACKDATE_S, &now) &&
        X509_time_adj_ex(X509_getm_notAfter(certificate), days, 0, &now) &&
        X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, (const unsigned char *)"Linchuang demo", -1, -1,
                                   0) &&
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)common_name, -1, -1,
                                   0) &&
        X509_set_issuer_name(certificate, X509_get_subject_name(issuer ? issuer : certificate)) &&
        X509_set_pubkey(certificate, key))
        return certificate;
    X509_free(certificate);
    return NULL;
}

static int64_t now_ms(void)
{
    struct clock clock = clock_real();
    return clock.wall_ms(&clock);
}

static X509 *make_authority(EVP_PKEY *key)
{
    X509 *authority = certificate_draft("Linchuang demo authority", key, NULL, now_ms(), CA_DAYS);
    if (authority &&
        certificate_extend(authority, authority, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
        certificate_extend(authority, authority, NID_key_usage, "critical,keyCertSign,cRLSign") &&
        certificate_extend(authority, authority, NID_subject_key_identifier, "hash") &&
        X509_sign(authority, key, EVP_sha256()))
        return authority;
    X509_free(authority);
    return NULL;
}

static X509 *make_server(EVP_PKEY *key, const char *host, X509 *authority, EVP_PKEY *authority_key)
{
    unsigned char address[sizeof(struct in6_addr)];
    gboolean is_address = inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1;
    g_autofree char *names =
        g_strdup_printf("IP:127.0.0.1,DNS:localhost,%s:%s", is_address ? "IP" : "DNS", host);
    X509 *server = certificate_draft(host, key, authority, now_ms(), SERVER_DAYS);
    if (server && certificate_extend(server, authority, NID_basic_constraints, "critical,CA:FALSE") &&
        certificate_extend(server, authority, NID_key_usage, "critical,digitalSignature") &&
        certificate_extend(server, authority, NID_ext_key_usage, "serverAuth") &&
        certificate_extend(server, authority, NID_subject_key_identifier, "hash") &&
        certificate_extend(server, authority, NID_authority_key_identifier, "keyid:always") &&
        certificate_extend(server, authority, NID_subject_alt_name, names) &&
        X509_sign(server, authority_key, EVP_sha256()))
        return server;
    X509_free(server);
    return NULL;
}

/* Who puts the authority's seal under a document: ISO 32000 asks for no usage of its own. */
static X509 *make_signer(EVP_PKEY *key, X509 *authority, EVP_PKEY *authority_key)
{
    X509 *signer = certificate_draft("Linchuang demo seal", key, authority, now_ms(), SIGNER_DAYS);
    if (signer && certificate_extend(signer, authority, NID_basic_constraints, "critical,CA:FALSE") &&
        certificate_extend(signer, authority, NID_key_usage, "critical,digitalSignature,nonRepudiation") &&
        certificate_extend(signer, authority, NID_ext_key_usage, "emailProtection") &&
        certificate_extend(signer, authority, NID_subject_key_identifier, "hash") &&
        certificate_extend(signer, authority, NID_authority_key_identifier, "keyid:always") &&
        X509_sign(signer, authority_key, EVP_sha256()))
        return signer;
    X509_free(signer);
    return NULL;
}

static gboolean make_eseal(const char *dir, X509 *authority, EVP_PKEY *authority_key, GError **error)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
    X509 *signer = key ? make_signer(key, authority, authority_key) : NULL;
    gboolean well = signer ? write_pem(dir, "eseal.key", key, NULL, error) &&
                                 write_pem(dir, "eseal.crt", NULL, signer, error)
                           : fail(error, "make the certificate of the seal");
    X509_free(signer);
    EVP_PKEY_free(key);
    return well;
}

static BIO *open_pem(const char *dir, const char *name)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    return BIO_new_file(path, "r");
}

gboolean certificate_make_eseal(const char *dir, GError **error)
{
    BIO *key_file = open_pem(dir, "ca.key"), *file = open_pem(dir, "ca.crt");
    EVP_PKEY *key = key_file ? PEM_read_bio_PrivateKey(key_file, NULL, NULL, NULL) : NULL;
    X509 *authority = file ? PEM_read_bio_X509(file, NULL, NULL, NULL) : NULL;
    gboolean well = authority && key && X509_check_private_key(authority, key) == 1
                        ? make_eseal(dir, authority, key, error)
                        : fail(error, "sign with ca.key and ca.crt");
    X509_free(authority);
    EVP_PKEY_free(key);
    BIO_free(file);
    BIO_free(key_file);
    return well;
}

/* A comma would smuggle further names into the certificate. */
static gboolean host_is_plain(const char *host)
{
    return *host && strlen(host) < 200 &&
           strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:") == strlen(host);
}

gboolean certificate_make(const char *dir, const char *host, GError **error)
{
    if (!host_is_plain(host)) {
        g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                    "'%s' is no host: write an IP address or a name after --host", host);
        return FALSE;
    }
    EVP_PKEY *authority_key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
    EVP_PKEY *server_key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
    X509 *authority = authority_key ? make_authority(authority_key) : NULL;
    X509 *server = authority && server_key ? make_server(server_key, host, authority, authority_key) : NULL;
    gboolean well = server ? write_pem(dir, "ca.key", authority_key, NULL, error) &&
                                 write_pem(dir, "ca.crt", NULL, authority, error) &&
                                 write_pem(dir, "tls.key", server_key, NULL, error) &&
                                 write_pem(dir, "tls.crt", NULL, server, error) &&
                                 make_eseal(dir, authority, authority_key, error)
                           : fail(error, "make the certificates");
    X509_free(server);
    X509_free(authority);
    EVP_PKEY_free(server_key);
    EVP_PKEY_free(authority_key);
    return well;
}
