/* Enrolment: who gets a certificate, who is refused one, and who is let in with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <openssl/evp.h>

#include "enrol_hall.h"
#include "platform/authority.h"
#include "platform/guard.h"

/* RFC 8410, 10.1. */
static const char release[] = "-----BEGIN PUBLIC KEY-----\n"
                              "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
                              "-----END PUBLIC KEY-----\n";

static void a_token_opens_the_door(void **state)
{
    struct hall *hall = *state;
    struct enrol_answer answer = enrol_once(hall);
    X509 *leaf = certificate_of(answer.certificate),
         *authority = certificate_of(hall->keys->authority_certificate);
    X509_STORE *trust = X509_STORE_new();
    X509_STORE_CTX *check = X509_STORE_CTX_new();
    char name[16] = "";
    X509_STORE_add_cert(trust, authority);
    X509_STORE_CTX_init(check, trust, leaf, NULL);
    X509_STORE_CTX_set_purpose(check, X509_PURPOSE_SSL_CLIENT);
    X509_VERIFY_PARAM_set_flags(X509_STORE_CTX_get0_param(check), X509_V_FLAG_NO_CHECK_TIME);
    assert_int_equal(X509_verify_cert(check), 1);
    time_t end = ROOM_NOW_MS / 1000 + 90 * 24 * 3600, before = end - 2;
    assert_int_equal(X509_cmp_time(X509_get0_notAfter(leaf), &end), -1); /* "at the end" is over, too */
    assert_int_equal(X509_cmp_time(X509_get0_notAfter(leaf), &before), 1);
    assert_int_equal(X509_check_purpose(leaf, X509_PURPOSE_SSL_SERVER, 0), 0);
    X509_NAME_get_text_by_NID(X509_get_subject_name(leaf), NID_commonName, name, sizeof name);
    assert_string_equal(name, KIOSK);
    assert_string_equal(answer.kiosk, KIOSK);
    assert_int_equal(answer.renew_after_ms, ROOM_NOW_MS + 60ll * 24 * HOUR_MS); /* two thirds of 90 days */
    assert_true(answer.has_keys);
    assert_string_equal(answer.keys.seal.keyid, hall->keys->seals[0].key.keyid);
    assert_memory_equal(answer.keys.sign_public, hall->keys->sign_public, SIGNED_PUBLIC_BYTES);
    X509_STORE_CTX_free(check);
    X509_STORE_free(trust);
    X509_free(authority);
    X509_free(leaf);
    enrol_answer_clear(&answer);
}

/* Those that sign.key signed: of a list that somebody else wrote into the store none is given. */
static void whose_releases_to_accept_comes_with_the_answer(void **state)
{
    struct hall *hall = *state;
    uint8_t public_key[SIGNED_PUBLIC_BYTES], secret_key[SIGNED_SECRET_BYTES];
    struct release_keys list = {.sequence = 4, .count = 1};
    assert_true(release_key_of_pem(release, strlen(release), &list.keys[0]));
    crypto_sign_keypair(public_key, secret_key);
    const uint8_t *const secrets[] = {secret_key, hall->keys->sign_secret};
    for (int64_t i = 0; i < 2; i++) {
        g_autoptr(GBytes) closed = release_keys_close(&list, secrets[i]);
        g_autofree char *text = g_strndup(g_bytes_get_data(closed, NULL), g_bytes_get_size(closed));
        const struct storage_release_list put = {.sequence = i + 1, .message = text};
        assert_true(storage_put_release_list(hall->room->platform.storage, i, &put, NULL));
        struct enrol_answer answer = enrol_once(hall);
        assert_int_equal(answer.keys.release.count, i);
        assert_int_equal(answer.keys.release.sequence, i ? 4 : 0);
        if (i)
            assert_string_equal(answer.keys.release.keys[0].keyid, list.keys[0].keyid);
        enrol_answer_clear(&answer);
    }
}

static void a_token_is_for_one_key_once(void **state)
{
    struct hall *hall = *state;
    char token[ENROL_TOKEN_TEXT];
    g_autofree char *csr = request_of(KIOSK), *other = request_of(KIOSK);
    give(hall, token);
    struct enrol_answer first = taken(ask(hall, WIRE_PATH_ENROL, token, csr, NULL));
    struct enrol_answer again = taken(ask(hall, WIRE_PATH_ENROL, token, csr, NULL)); /* the answer was lost */
    assert_string_equal(again.certificate, first.certificate);
    assert_refused(ask(hall, WIRE_PATH_ENROL, token, other, NULL), 403, "token");
    enrol_answer_clear(&first);
    enrol_answer_clear(&again);
}

static void a_token_ends(void **state)
{
    struct hall *hall = *state;
    char token[ENROL_TOKEN_TEXT];
    g_autofree char *csr = request_of(KIOSK);
    give(hall, token);
    wind(hall, HOUR_MS);
    assert_refused(ask(hall, WIRE_PATH_ENROL, token, csr, NULL), 403, "token");
}

static void a_token_that_nobody_gave_is_none(void **state)
{
    uint8_t bytes[ENROL_TOKEN_BYTES] = {1};
    char token[ENROL_TOKEN_TEXT];
    g_autofree char *csr = request_of(KIOSK);
    enrol_token_text(bytes, token);
    assert_refused(ask(*state, WIRE_PATH_ENROL, token, csr, NULL), 403, "token");
    assert_refused(ask(*state, WIRE_PATH_ENROL, NULL, csr, NULL), 403, "token");
    assert_refused(ask(*state, WIRE_PATH_ENROL, "0000-", csr, NULL), 400, "enrol");
}

static char *request_on(const char *curve)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", curve);
    X509_REQ *request = X509_REQ_new();
    X509_NAME_add_entry_by_txt(X509_REQ_get_subject_name(request), "CN", MBSTRING_UTF8,
                               (const unsigned char *)KIOSK, -1, -1, 0);
    X509_REQ_set_pubkey(request, key);
    X509_REQ_sign(request, key, EVP_sha256());
    BIO *bio = BIO_new(BIO_s_mem());
    char *data = NULL;
    PEM_write_bio_X509_REQ(bio, request);
    long len = BIO_get_mem_data(bio, &data);
    char *text = g_strndup(data, (gsize)len);
    BIO_free(bio);
    X509_REQ_free(request);
    EVP_PKEY_free(key);
    return text;
}

/* Signed by its key, then the last byte of the signature altered. */
static char *request_forged(void)
{
    g_autofree char *csr = request_of(KIOSK);
    BIO *in = BIO_new_mem_buf(csr, -1);
    char *name = NULL, *header = NULL;
    unsigned char *der = NULL;
    long len = 0;
    assert_int_equal(PEM_read_bio(in, &name, &header, &der, &len), 1);
    der[len - 1] ^= 1;
    BIO *out = BIO_new(BIO_s_mem());
    PEM_write_bio(out, name, header, der, len);
    char *data = NULL;
    long size = BIO_get_mem_data(out, &data);
    char *text = g_strndup(data, (gsize)size);
    BIO_free(in);
    BIO_free(out);
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(der);
    return text;
}

static void only_a_sound_request_is_signed(void **state)
{
    struct hall *hall = *state;
    char token[ENROL_TOKEN_TEXT];
    g_autofree char *right = request_of(KIOSK);
    char *wrong[] = {request_of("20618"),
                     request_of("2061"),
                     request_of("kiosk"),
                     request_on("P-384"),
                     request_on("secp256k1"),
                     request_forged(),
                     g_strdup("no request"),
                     g_strdup("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n"
                              "-----END CERTIFICATE REQUEST-----\n")};
    give(hall, token);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        assert_refused(ask(hall, WIRE_PATH_ENROL, token, wrong[i], NULL), 422, "csr");
        g_free(wrong[i]);
    }
    struct enrol_answer answer = taken(ask(hall, WIRE_PATH_ENROL, token, right, NULL)); /* not used up */
    enrol_answer_clear(&answer);
}

static void a_certificate_renews_itself_alone(void **state)
{
    struct hall *hall = *state;
    struct enrol_answer first = enrol_once(hall);
    struct peer peer = peer_with(first.certificate);
    g_autofree char *csr = request_of(KIOSK), *other = request_of("20618");
    wind(hall, 60ll * 24 * HOUR_MS);
    struct enrol_answer next = taken(ask(hall, WIRE_PATH_RENEW, NULL, csr, &peer));
    assert_string_not_equal(next.certificate, first.certificate);
    assert_int_equal(next.renew_after_ms, ROOM_NOW_MS + 120ll * 24 * HOUR_MS);
    assert_false(next.has_keys); /* later ones come signed */
    assert_refused(ask(hall, WIRE_PATH_RENEW, NULL, other, &peer), 422, "csr");
    assert_refused(ask(hall, WIRE_PATH_RENEW, NULL, csr, NULL), 401, "unknown-kiosk");
    enrol_answer_clear(&first);
    enrol_answer_clear(&next);
}

static void what_is_revoked_stays_out(void **state)
{
    struct hall *hall = *state;
    struct enrol_answer first = enrol_once(hall);
    struct peer peer = peer_with(first.certificate);
    struct reply reply = look_for_notices(hall, &peer);
    char token[ENROL_TOKEN_TEXT];
    g_autofree char *csr = request_of(KIOSK);
    assert_int_equal(reply.status, 200);
    reply_clear(&reply);
    give(hall, token);
    assert_true(storage_revoke_kiosk(hall->room->platform.storage, KIOSK, ROOM_NOW_MS, NULL));
    assert_refused(look_for_notices(hall, &peer), 403, "revoked");
    assert_refused(ask(hall, WIRE_PATH_RENEW, NULL, csr, &peer), 403, "revoked");
    assert_refused(ask(hall, WIRE_PATH_ENROL, token, csr, NULL), 403, "token"); /* what was out is gone too */
    struct enrol_answer anew = enrol_once(hall);
    struct peer again = peer_with(anew.certificate);
    reply = look_for_notices(hall, &again);
    assert_int_equal(reply.status, 200);
    reply_clear(&reply);
    assert_refused(look_for_notices(hall, &peer), 403, "revoked");
    assert_false(storage_revoke_kiosk(hall->room->platform.storage, "99999", ROOM_NOW_MS, NULL));
    enrol_answer_clear(&first);
    enrol_answer_clear(&anew);
}

/* One number in sixteen begins with a zero, which OpenSSL writes and the deny list is not asked with. */
static void every_serial_number_can_be_revoked(void **state)
{
    struct hall *hall = *state;
    g_autofree char *csr = request_of(KIOSK);
    for (int i = 0; i < 300; i++) {
        struct authority_certificate made;
        assert_true(authority_sign(hall->keys, csr, ROOM_NOW_MS, ENROL_DAYS, &made, NULL));
        struct peer peer = peer_with(made.pem);
        assert_string_equal(made.serial, peer.serial);
        assert_true(made.serial[0] != '0');
        g_free(made.pem);
    }
}

static void who_shows_nothing_is_nobody(void **state)
{
    static const struct peer phone = {0}, over = {.trouble = "over"};
    assert_refused(look_for_notices(*state, NULL), 401, "unknown-kiosk");
    assert_refused(look_for_notices(*state, &phone), 401, "unknown-kiosk");
    assert_refused(look_for_notices(*state, &over), 403, "certificate");
}

static void a_kiosk_speaks_for_itself_alone(void **state)
{
    static const struct peer peer = {.kiosk = KIOSK, .serial = "AB"};
    const struct request mine = {.peer = &peer}, demo = {0};
    struct reply reply = {0};
    (void)state;
    assert_true(guard_speaks_for(&mine, KIOSK, &reply));
    assert_true(guard_speaks_for(&demo, "20618", &reply));
    assert_false(guard_speaks_for(&mine, "20618", &reply));
    assert_refused(reply, 403, "other-kiosk");
}

static void a_batch_of_another_kiosk_is_refused(void **state)
{
    static const struct peer peer = {.kiosk = KIOSK, .serial = "AB"};
    struct hall *hall = *state;
    g_autoptr(GBytes) box = g_bytes_new_static("sealed", 6);
    struct message_item item = {.kiosk = "20618", .kind = "application", .keyid = "p-1", .box = box};
    uint8_t random[UUID7_RANDOM] = {1};
    uuid7_make(item.id, ROOM_NOW_MS, random);
    g_autoptr(GBytes) body = message_batch_build(&item, 1);
    struct request request = {.method = "POST",
                              .path = WIRE_PATH_SUBMISSIONS,
                              .content_type = SUBMISSIONS_TYPE,
                              .authorization = "",
                              .body = g_bytes_get_data(body, NULL),
                              .len = g_bytes_get_size(body),
                              .peer = &peer};
    struct reply reply = {0};
    route_answer(&hall->room->platform, &request, &reply);
    assert_refused(reply, 403, "other-kiosk");
}

#define UNTIL "Nov 27 08:00:00 2026 GMT"

static void what_a_proxy_tells_is_read_strictly(void **state)
{
    static const int64_t until_ms = 1795766400000;
    static const struct {
        struct peer_told told;
        const char *kiosk;
        bool trouble;
    } cases[] = {
        {{"SUCCESS", "CN=20617,O=Linchuang demo", "0a0b", UNTIL}, "20617", false},
        {{"SUCCESS", "O=Linchuang demo,CN=20617", "A0B", "Dec  1 08:00:00 2026 GMT"}, "20617", false},
        {{"NONE", "", "", ""}, "", false},
        {{"", "", "", ""}, "", false},
        {{"", "CN=20617", "AB", UNTIL}, "", false},
        {{"FAILED:certificate has expired", "CN=20617", "AB", UNTIL}, "", true},
        {{"FAILED:unable to verify the first certificate", "CN=20617", "AB", UNTIL}, "", true},
        {{"SUCCESS", "CN=2061", "AB", UNTIL}, "", true},
        {{"SUCCESS", "CN=20617,CN=20618", "AB", UNTIL}, "", true},
        {{"SUCCESS", "O=CN=20617", "AB", UNTIL}, "", true},
        {{"SUCCESS", "CN=20617", "", UNTIL}, "", true},
        {{"SUCCESS", "CN=20617", "AB", ""}, "", true},
        {{"SUCCESS", "CN=20617", "AB", "Nov 27 07:59:59 2026 GMT"}, "", true},
        {{"SUCCESS", "CN=20617", "AB", "ovD 27 08:00:00 2027 GMT"}, "", true},
        {{"SUCCESS", "CN=20617", "AB", "Nov 31 08:00:00 2027 GMT"}, "", true},
        {{"SUCCESS", "CN=20617", "AB", "Nov 27 08:00:00 2027"}, "", true},
        {{"SUCCESS", "CN=20617", "AB", "Nov 27 08:00:00 2027 GMT+1"}, "", true},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct peer peer = peer_of_headers(&cases[i].told, until_ms - 1);
        assert_int_equal(peer.trouble != NULL, cases[i].trouble);
        if (!cases[i].trouble)
            assert_string_equal(peer.kiosk, cases[i].kiosk);
    }
    assert_string_equal(peer_of_headers(&cases[0].told, until_ms - 1).serial, "A0B");
    assert_non_null(strstr(peer_of_headers(&cases[0].told, until_ms).trouble, "time is over"));
}

#undef UNTIL

static void note_card(const struct storage_identity_card *card, void *data)
{
    GString *seen = data;
    g_string_append_printf(seen, "%s %lld %d;", card->kiosk,
                           (long long)(card->until_ms - ROOM_NOW_MS) / HOUR_MS, card->revoked_ms != 0);
}

static void the_newest_certificate_of_a_kiosk_is_listed(void **state)
{
    struct hall *hall = *state;
    struct enrol_answer first = enrol_once(hall);
    wind(hall, HOUR_MS);
    struct enrol_answer second = enrol_once(hall);
    g_autoptr(GString) seen = g_string_new("");
    assert_true(storage_cards(hall->room->platform.storage, ROOM_NOW_MS, note_card, seen, NULL));
    assert_string_equal(seen->str, KIOSK " 2161 0;");
    enrol_answer_clear(&first);
    enrol_answer_clear(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HALL(a_token_opens_the_door),
        HALL(whose_releases_to_accept_comes_with_the_answer),
        HALL(a_token_is_for_one_key_once),
        HALL(a_token_ends),
        HALL(a_token_that_nobody_gave_is_none),
        HALL(only_a_sound_request_is_signed),
        HALL(a_certificate_renews_itself_alone),
        HALL(what_is_revoked_stays_out),
        HALL(every_serial_number_can_be_revoked),
        HALL(who_shows_nothing_is_nobody),
        cmocka_unit_test(a_kiosk_speaks_for_itself_alone),
        HALL(a_batch_of_another_kiosk_is_refused),
        cmocka_unit_test(what_a_proxy_tells_is_read_strictly),
        HALL(the_newest_certificate_of_a_kiosk_is_listed),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
