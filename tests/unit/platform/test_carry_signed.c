/* Whose batch it is: taken when the kiosk that it names signed it, with a certificate of this authority that
 * is not revoked. Otherwise nothing is stored, and there is no answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "medium.h"
#include "platform/authority.h"
#include "platform/certificate.h"
#include "wire/csr.h"
#include "wire/detached.h"

#define KIOSK "20617"
enum { VALUE = 64 }; /* of ECDSA over P-256, at least */

struct gate {
    struct medium *medium;
    char *folder; /* of the authority */
    char *certificate, *key;
};

static char *text_of(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text = NULL;

    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* Of this platform: no demo, so nobody is let in by a token. */
static int begin(void **state)
{
    struct gate *gate = g_new0(struct gate, 1);
    void *medium = NULL;

    medium_begin(&medium);
    gate->medium = medium;
    gate->folder = g_dir_make_tmp("lc-authority-XXXXXX", NULL);
    assert_true(certificate_make(gate->folder, "127.0.0.1", NULL));
    gate->certificate = text_of(gate->folder, "ca.crt");
    gate->key = text_of(gate->folder, "ca.key");
    gate->medium->room->keys.authority_certificate = gate->certificate;
    gate->medium->room->keys.authority_key = gate->key;
    gate->medium->room->keys.token = NULL;
    *state = gate;
    return 0;
}

static int end(void **state)
{
    struct gate *gate = *state;
    void *medium = gate->medium;
    g_autofree char *command = g_strdup_printf("rm -rf %s", gate->folder);

    assert_int_equal(system(command), 0);
    g_free(gate->folder);
    g_free(gate->certificate);
    g_free(gate->key);
    g_free(gate);
    return medium_end(&medium);
}

/* Key and certificate of a kiosk, as it keeps them, and stored as enrolment does. */
static char *enrol(struct gate *gate, const char *kiosk, int64_t now_ms)
{
    struct room *room = gate->medium->room;
    struct authority_certificate made;
    struct authority_request looked;
    const char *problem;
    char *key = csr_key(NULL);
    g_autofree char *csr = csr_build(key, kiosk, NULL);

    assert_true(authority_look(csr, &looked, &problem));
    assert_true(authority_sign(&room->keys, csr, now_ms, 90, &made, NULL));
    struct storage_identity_card card = {.serial = made.serial,
                                         .kiosk = kiosk,
                                         .pem = made.pem,
                                         .issued_ms = made.issued_ms,
                                         .until_ms = made.until_ms};
    memcpy(card.key, looked.key, sizeof card.key);
    assert_true(storage_add_card(room->platform.storage, &card, NULL));
    char *identity = g_strconcat(key, made.pem, NULL);
    g_free(made.pem);
    secret_free(key);
    return identity;
}

/* The batch and its signature, as the medium brings them. */
static char *put_signed(struct gate *gate, const char *identity)
{
    uint8_t digest[CARRY_DIGEST];
    char *path = medium_put_batch(gate->medium, "s" CARRY_BATCH, ITEMS, digest);
    g_autofree char *bytes = text_of(gate->medium->folder, "s" CARRY_BATCH);
    g_autoptr(GBytes) signature = detached_sign(identity, bytes, strlen(bytes), NULL);

    assert_non_null(signature);
    g_free(medium_put(gate->medium, "s" CARRY_SIGNATURE, g_bytes_get_data(signature, NULL),
                      g_bytes_get_size(signature)));
    return path;
}

static bool is_answered(const struct gate *gate)
{
    g_autofree char *path = g_build_filename(gate->medium->folder, "s" CARRY_ACKNOWLEDGEMENT, NULL);

    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void assert_refused(struct gate *gate, const char *path, const char *why)
{
    g_autoptr(GError) error = NULL;

    assert_false(carry_take(&gate->medium->room->platform, path, &error));
    if (!strstr(error->message, why))
        fail_msg("refused for another reason: %s", error->message);
    assert_false(is_answered(gate));
}

static void assert_taken(struct gate *gate, const char *path)
{
    g_autoptr(GError) error = NULL;

    if (!carry_take(&gate->medium->room->platform, path, &error))
        fail_msg("%s", error->message);
    assert_true(is_answered(gate));
}

static void its_own_kiosk_signed_it(void **state)
{
    struct gate *gate = *state;
    g_autofree char *identity = enrol(gate, KIOSK, ROOM_NOW_MS), *path = put_signed(gate, identity);

    assert_taken(gate, path);
    assert_taken(gate, path); /* the medium came twice */
}

/* Who has no line renews nothing; what residents handed in is not held up by that. */
static void a_certificate_may_be_over(void **state)
{
    struct gate *gate = *state;
    g_autofree char *identity = enrol(gate, KIOSK, ROOM_NOW_MS - 400ll * 24 * 3600 * 1000);
    g_autofree char *path = put_signed(gate, identity);

    assert_taken(gate, path);
}

static void without_a_signature(void **state)
{
    struct gate *gate = *state;
    uint8_t digest[CARRY_DIGEST];
    g_autofree char *path = medium_put_batch(gate->medium, "s" CARRY_BATCH, ITEMS, digest);

    assert_refused(gate, path, "does not lie beside it");
    gate->medium->room->keys.token = gate->medium->room->token; /* of a demo */
    assert_taken(gate, path);
}

/* A demo takes what is not signed, and never what is signed wrongly. */
static void a_demo_looks_too(void **state)
{
    struct gate *gate = *state;
    g_autofree char *identity = enrol(gate, "20618", ROOM_NOW_MS), *path = put_signed(gate, identity);

    gate->medium->room->keys.token = gate->medium->room->token;
    assert_refused(gate, path, "another kiosk signed it");
}

static void another_kiosk_signed_it(void **state)
{
    struct gate *gate = *state;
    g_autofree char *own = enrol(gate, KIOSK, ROOM_NOW_MS);
    g_autofree char *identity = enrol(gate, "20618", ROOM_NOW_MS), *path = put_signed(gate, identity);

    assert_refused(gate, path, "another kiosk signed it");
}

static void a_revoked_kiosk_signed_it(void **state)
{
    struct gate *gate = *state;
    struct storage *storage = gate->medium->room->platform.storage;
    g_autofree char *identity = enrol(gate, KIOSK, ROOM_NOW_MS), *path = put_signed(gate, identity);

    assert_true(storage_revoke_kiosk(storage, KIOSK, ROOM_NOW_MS, NULL));
    assert_refused(gate, path, "was revoked");
    g_autofree char *anew = enrol(gate, KIOSK, ROOM_NOW_MS), *again = put_signed(gate, anew);
    assert_taken(gate, again); /* enrolled again */
}

/* A certificate of the same name, of somebody who has no key of this authority; and certificates of this
 * authority that are no kiosk's. */
static void nobody_else_signs_for_a_kiosk(void **state)
{
    static const char *const others[] = {"tls", "eseal"};
    struct gate *gate = *state, *other = NULL;
    void *place = NULL;

    begin(&place);
    other = place;
    g_autofree char *identity = enrol(other, KIOSK, ROOM_NOW_MS), *path = put_signed(gate, identity);
    assert_refused(gate, path, "does not hold");
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        g_autofree char *key_name = g_strconcat(others[i], ".key", NULL),
                        *name = g_strconcat(others[i], ".crt", NULL), *key = text_of(gate->folder, key_name),
                        *certificate = text_of(gate->folder, name),
                        *both = g_strconcat(key, certificate, NULL), *signed_path = put_signed(gate, both);
        assert_refused(gate, signed_path, "does not hold");
    }
    end(&place);
}

/* The batch may differ in no bit, nor the value of the signature, which is the last of its file (RFC
 * 5652, 5.3; what lies around it says nothing of the batch); and neither may be cut. */
static void neither_file_may_change(void **state)
{
    static const char *const names[] = {"s" CARRY_BATCH, "s" CARRY_SIGNATURE};
    struct gate *gate = *state;
    g_autofree char *identity = enrol(gate, KIOSK, ROOM_NOW_MS), *path = put_signed(gate, identity);

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *file = g_build_filename(gate->medium->folder, names[i], NULL), *bytes = NULL;
        gsize len = 0;
        assert_true(g_file_get_contents(file, &bytes, &len, NULL));
        for (gsize at = i ? len - VALUE : 0; at < len; at += i ? 1 : 41) {
            bytes[at] ^= 1;
            g_free(medium_put(gate->medium, names[i], bytes, len));
            bytes[at] ^= 1;
            g_autoptr(GError) error = NULL;
            if (carry_take(&gate->medium->room->platform, path, &error))
                fail_msg("%s was taken, altered at %zu of %zu", names[i], at, len);
        }
        g_free(medium_put(gate->medium, names[i], bytes, len / 2));
        assert_refused(gate, path, "");
        g_free(medium_put(gate->medium, names[i], bytes, len));
    }
    assert_false(is_answered(gate));
    assert_taken(gate, path);
}

static void no_pair_signs_nothing(void **state)
{
    struct gate *gate = *state;
    g_autofree char *one = enrol(gate, KIOSK, ROOM_NOW_MS), *other = enrol(gate, KIOSK, ROOM_NOW_MS);
    g_autofree char *mixed = g_strconcat(strstr(one, "-----BEGIN CERTIFICATE"), other, NULL);
    g_autoptr(GError) error = NULL;

    assert_null(detached_sign(mixed, "x", 1, &error));
    assert_true(g_error_matches(error, detached_error_quark(), DETACHED_ERROR_KEY));
    assert_null(detached_sign("", "x", 1, NULL));
}

#define GATE_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        GATE_TEST(its_own_kiosk_signed_it),       GATE_TEST(a_certificate_may_be_over),
        GATE_TEST(without_a_signature),           GATE_TEST(a_demo_looks_too),
        GATE_TEST(another_kiosk_signed_it),       GATE_TEST(a_revoked_kiosk_signed_it),
        GATE_TEST(nobody_else_signs_for_a_kiosk), GATE_TEST(neither_file_may_change),
        GATE_TEST(no_pair_signs_nothing),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
