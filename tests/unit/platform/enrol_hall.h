/* A platform with keys of a folder, authority and all, that enrols kiosks; and what its tests ask of it. The
 * test owns the hall: open_hall, close_hall. One thread. */
#pragma once

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "case_post.h"
#include "platform/enrol.h"
#include "platform/peer.h"
#include "wire/csr.h"

#define KIOSK "20617"
enum { HOUR_MS = 3600 * 1000 };
struct hall { /* a room whose keys come from a folder, authority and all */
    struct room *room;
    char *folder;
    struct platform_keys *keys;
};

static inline int open_hall(void **state)
{
    struct hall *hall = g_new0(struct hall, 1);
    hall->room = room_new("");
    hall->folder = g_dir_make_tmp("keys-XXXXXX", NULL);
    g_assert(keys_init(hall->folder, "127.0.0.1", &suite_default, NULL));
    hall->keys = keys_load(hall->folder, NULL);
    hall->room->platform.keys = hall->keys;
    *state = hall;
    return hall->keys ? 0 : -1;
}

static inline int close_hall(void **state)
{
    struct hall *hall = *state;
    GDir *dir = g_dir_open(hall->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(hall->folder, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(hall->folder);
    void *room = hall->room;
    tear_down(&room);
    keys_free(hall->keys);
    g_free(hall->folder);
    g_free(hall);
    return 0;
}

static inline void wind(struct hall *hall, int64_t ms)
{
    clock_advance(&hall->room->platform.clock, ms);
}

static inline struct reply ask(struct hall *hall, const char *path, const char *token, const char *csr,
                               const struct peer *peer)
{
    g_autoptr(GBytes) body = enrol_request_build(token, csr);
    struct request request = {.method = "POST",
                              .path = path,
                              .content_type = ENROL_TYPE,
                              .authorization = "",
                              .body = g_bytes_get_data(body, NULL),
                              .len = g_bytes_get_size(body),
                              .peer = peer};
    struct reply reply = {0};
    route_answer(&hall->room->platform, &request, &reply);
    return reply;
}

static inline void give(struct hall *hall, char token[ENROL_TOKEN_TEXT])
{
    struct enrol_code code;
    assert_true(enrol_give(&hall->room->platform, KIOSK, 1, &code, NULL));
    enrol_token_text(code.token, token);
}

static inline char *request_of(const char *kiosk)
{
    char *key = csr_key(NULL), *csr = csr_build(key, kiosk, NULL);
    secret_free(key);
    return csr;
}

static inline void assert_refused(struct reply reply, unsigned status, const char *slug)
{
    g_autofree char *type = g_strdup_printf("urn:kiosk:problem:%s\"", slug);
    assert_int_equal(reply.status, status);
    assert_string_equal(reply.type, REPLY_PROBLEM);
    assert_non_null(strstr(reply.body, type));
    reply_clear(&reply);
}

static inline struct enrol_answer taken(struct reply reply)
{
    struct enrol_answer answer;
    assert_int_equal(reply.status, 200);
    assert_true(enrol_answer_parse(reply.body, reply.len, &answer, NULL));
    reply_clear(&reply);
    return answer;
}

static inline X509 *certificate_of(const char *pem)
{
    BIO *bio = BIO_new_mem_buf(pem, -1);
    X509 *certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    BIO_free(bio);
    assert_non_null(certificate);
    return certificate;
}

/* As a proxy tells of a connection that showed this certificate. */
static inline struct peer peer_with(const char *pem)
{
    X509 *certificate = certificate_of(pem);
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
    char *hex = BN_bn2hex(number);
    const struct peer_told told = {"SUCCESS", "CN=" KIOSK, hex, "Dec 31 08:00:00 2099 GMT"};
    struct peer peer = peer_of_headers(&told, ROOM_NOW_MS);
    OPENSSL_free(hex);
    BN_free(number);
    X509_free(certificate);
    return peer;
}

static inline struct enrol_answer enrol_once(struct hall *hall)
{
    char token[ENROL_TOKEN_TEXT];
    g_autofree char *csr = request_of(KIOSK);
    give(hall, token);
    return taken(ask(hall, WIRE_PATH_ENROL, token, csr, NULL));
}

static inline struct reply look_for_notices(struct hall *hall, const struct peer *peer)
{
    struct request request = {
        .method = "GET", .path = "/v1/notices", .content_type = "", .authorization = "", .peer = peer};
    struct reply reply = {0};
    route_answer(&hall->room->platform, &request, &reply);
    return reply;
}

#define HALL(test) cmocka_unit_test_setup_teardown(test, open_hall, close_hall)
