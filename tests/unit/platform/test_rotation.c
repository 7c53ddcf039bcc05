/* Rotation: a kiosk follows what the platform signs, forward only, and boxes of before still open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "base/secret.h"
#include "platform/rotation.h"
#include "wire/envelope.h"
#include "wire/sealer.h"

static int set_up(void **state)
{
    *state = g_dir_make_tmp("keys-XXXXXX", NULL);
    return keys_init(*state, "127.0.0.1", &suite_default, NULL) ? 0 : -1;
}

static void empty(const char *dir)
{
    GDir *list = g_dir_open(dir, 0, NULL);
    for (const char *name; list && (name = g_dir_read_name(list));) {
        g_autofree char *path = g_build_filename(dir, name, NULL);
        if (g_unlink(path) != 0)
            empty(path);
    }
    g_clear_pointer(&list, g_dir_close);
    g_rmdir(dir);
}

static int tear_down(void **state)
{
    empty(*state);
    g_free(*state);
    return 0;
}

static struct keyring ring_of(const char *dir)
{
    struct platform_keys *keys = keys_load(dir, NULL);
    struct keyring ring;
    assert_non_null(keys);
    assert_true(rotation_keyring(keys, &ring, NULL));
    keys_free(keys);
    return ring;
}

static char *told(const char *dir)
{
    struct platform_keys *keys = keys_load(dir, NULL);
    g_autofree char *uri = g_strconcat("sqlite:", dir, "/platform.db", NULL);
    struct platform platform = {.keys = keys, .storage = storage_open(uri, NULL)};
    struct request request = {0};
    struct reply reply = {0};
    rotation_answer(&platform, &request, NULL, &reply);
    assert_int_equal(reply.status, 200);
    char *text = g_strdup(reply.body);
    reply_clear(&reply);
    storage_close(platform.storage);
    keys_free(keys);
    return text;
}

static bool follow(struct keyring *kiosk, const char *text, GError **error)
{
    return keyring_follow(kiosk, text, strlen(text), error);
}

static void assert_at(const struct keyring *kiosk, const char *dir)
{
    struct keyring ring = ring_of(dir);
    assert_int_equal(kiosk->sequence, ring.sequence);
    assert_string_equal(kiosk->seal.keyid, ring.seal.keyid);
    assert_memory_equal(kiosk->sign_public, ring.sign_public, SIGNED_PUBLIC_BYTES);
}

static void before_a_rotation_there_is_nothing_to_follow(void **state)
{
    struct keyring kiosk = ring_of(*state);
    g_autofree char *text = told(*state);
    g_autoptr(GError) error = NULL;
    assert_int_equal(kiosk.sequence, 1);
    assert_false(follow(&kiosk, text, &error));
    assert_null(error);
}

static void a_kiosk_follows_to_the_new_sealing_key(void **state)
{
    struct keyring kiosk = ring_of(*state), before = kiosk;
    assert_true(rotation_seal(*state, &suite_national, NULL));
    g_autofree char *text = told(*state);
    assert_true(follow(&kiosk, text, NULL));
    assert_at(&kiosk, *state);
    assert_int_equal(kiosk.sequence, 2);
    assert_string_not_equal(kiosk.seal.keyid, before.seal.keyid);
    assert_ptr_equal(kiosk.seal.suite, &suite_national);
    assert_false(follow(&kiosk, text, NULL)); /* nothing new */
}

static void boxes_of_before_still_open(void **state)
{
    struct keyring before = ring_of(*state);
    struct secret_bytes text = {0}, out = {0};
    struct sealer *sealer = sealer_new(&before.seal);
    secret_bytes_text(&text, "hello");
    g_autoptr(GBytes) box = sealer_seal(sealer, &text, NULL);
    assert_true(rotation_seal(*state, &suite_default, NULL));
    assert_true(rotation_seal(*state, &suite_default, NULL));
    struct platform_keys *keys = keys_load(*state, NULL);
    const struct seal_pair *pair = keys_seal(keys, before.seal.keyid);
    assert_non_null(pair);
    assert_true(envelope_open(pair, g_bytes_get_data(box, NULL), g_bytes_get_size(box), &out, NULL));
    assert_string_equal((char *)out.data, "hello");
    secret_bytes_clear(&text);
    secret_bytes_clear(&out);
    sealer_free(sealer);
    keys_free(keys);
}

/* What was true once is no news: an old list makes nothing of what came after undone. */
static void an_old_list_takes_nothing_back(void **state)
{
    struct keyring kiosk = ring_of(*state);
    assert_true(rotation_seal(*state, &suite_default, NULL));
    g_autofree char *old = told(*state);
    assert_true(rotation_seal(*state, &suite_default, NULL));
    g_autofree char *new = told(*state);
    assert_true(follow(&kiosk, new, NULL));
    struct keyring kept = kiosk;
    assert_false(follow(&kiosk, old, NULL));
    assert_memory_equal(&kiosk, &kept, sizeof kept);
}

/* Another's list, and our own with a byte altered in payload or signature. */
static void what_is_not_signed_by_the_platform_is_refused(void **state)
{
    struct keyring kiosk = ring_of(*state), kept = kiosk;
    void *other = NULL;
    g_autoptr(GError) error = NULL;
    assert_int_equal(set_up(&other), 0);
    assert_true(rotation_seal(other, &suite_default, NULL));
    g_autofree char *strange = told(other);
    assert_false(follow(&kiosk, strange, &error));
    assert_true(g_error_matches(error, signed_error_quark(), SIGNED_ERROR_SIGNATURE));
    tear_down(&other);
    assert_true(rotation_seal(*state, &suite_default, NULL));
    g_autofree char *ours = told(*state);
    char *payload = strstr(ours, "\"payload\":\"") + strlen("\"payload\":\"") + 8;
    *payload = *payload == 'A' ? 'B' : 'A';
    assert_false(follow(&kiosk, ours, NULL));
    assert_memory_equal(&kiosk, &kept, sizeof kept);
}

static void a_kiosk_follows_to_the_new_signing_key(void **state)
{
    struct keyring kiosk = ring_of(*state), late = kiosk, before = kiosk;
    assert_true(rotation_sign(*state, FALSE, NULL));
    g_autofree char *first = told(*state);
    assert_true(follow(&kiosk, first, NULL));
    assert_at(&kiosk, *state);
    assert_memory_not_equal(kiosk.sign_public, before.sign_public, SIGNED_PUBLIC_BYTES);
    g_autoptr(GError) error = NULL;
    assert_false(follow(&kiosk, first, &error)); /* signed by the key of before, and no alarm */
    assert_null(error);
    assert_true(rotation_seal(*state, &suite_default, NULL)); /* signed by the new one */
    assert_true(rotation_sign(*state, FALSE, NULL));
    g_autofree char *second = told(*state);
    assert_true(follow(&kiosk, second, NULL));
    assert_true(follow(&late, second, NULL)); /* it was off all the time */
    assert_at(&kiosk, *state);
    assert_at(&late, *state);
}

/* Cut short between the message and the key's own file: the next try goes on with the key that was told. */
static void a_rotation_cut_short_is_finished(void **state)
{
    struct keyring kiosk = ring_of(*state);
    g_autofree char *key = g_build_filename(*state, "sign.key", NULL),
                    *named = g_build_filename(*state, "sign.pub", NULL),
                    *next = g_build_filename(*state, "sign.next", NULL);
    g_autofree char *old_key = NULL, *old_named = NULL, *new_key = NULL;
    assert_true(g_file_get_contents(key, &old_key, NULL, NULL));
    assert_true(g_file_get_contents(named, &old_named, NULL, NULL));
    assert_true(rotation_sign(*state, FALSE, NULL));
    assert_false(g_file_test(next, G_FILE_TEST_EXISTS));
    assert_true(g_file_get_contents(key, &new_key, NULL, NULL));
    g_autofree char *text = told(*state);
    assert_true(follow(&kiosk, text, NULL)); /* it heard of the new key */
    assert_true(g_file_set_contents(next, new_key, -1, NULL));
    assert_true(g_file_set_contents(key, old_key, -1, NULL));
    assert_true(g_file_set_contents(named, old_named, -1, NULL));
    g_autoptr(GError) error = NULL;
    assert_false(rotation_seal(*state, &suite_default, &error)); /* kiosks would not believe it */
    assert_non_null(strstr(error->message, "rotate-sign"));
    assert_true(rotation_sign(*state, FALSE, NULL));
    assert_true(rotation_seal(*state, &suite_default, NULL));
    g_autofree char *then = told(*state);
    assert_true(follow(&kiosk, then, NULL));
    assert_at(&kiosk, *state);
}

/* A paper as the platform of this folder signs it now. */
static char *paper(const char *dir)
{
    struct platform_keys *keys = keys_load(dir, NULL);
    const struct proof proof = {.kind = PROOF_CERTIFICATE, .number = "4106759575514056", .what = "证明"};
    char text[PROOF_TEXT];
    assert_true(proof_close(&proof, "", keys->sign_secret, text));
    keys_free(keys);
    return g_strdup(text);
}

static enum proof_verdict read_by(const struct keyring *kiosk, const char *code)
{
    struct proof_keys keys;
    struct proof proof;
    keyring_proof_keys(kiosk, &keys);
    return proof_open(code, &keys, &proof);
}

static void papers_outlive_the_key_that_signed_them(void **state)
{
    struct keyring kiosk = ring_of(*state), asleep = kiosk;
    g_autofree char *old = paper(*state);
    assert_true(rotation_sign(*state, FALSE, NULL));
    g_autofree char *first = told(*state);
    g_autofree char *new = paper(*state);
    assert_true(follow(&kiosk, first, NULL));
    assert_int_equal(read_by(&kiosk, old), PROOF_TRUE);
    assert_int_equal(read_by(&kiosk, new), PROOF_TRUE);
    assert_int_equal(read_by(&asleep, old), PROOF_TRUE);
    assert_int_equal(read_by(&asleep, new), PROOF_UNKNOWN); /* not altered: it has not heard of the key yet */
    for (unsigned i = 1; i < KEYRING_BEFORE_MAX; i++)
        assert_true(rotation_sign(*state, FALSE, NULL));
    g_autofree char *eighth = told(*state);
    assert_true(follow(&kiosk, eighth, NULL));
    assert_int_equal(kiosk.before_count, KEYRING_BEFORE_MAX);
    assert_int_equal(read_by(&kiosk, old), PROOF_TRUE);
    assert_true(rotation_sign(*state, FALSE, NULL)); /* the oldest of too many goes */
    g_autofree char *ninth = told(*state);
    assert_true(follow(&kiosk, ninth, NULL));
    assert_int_equal(read_by(&kiosk, old), PROOF_UNKNOWN);
    assert_int_equal(read_by(&kiosk, new), PROOF_TRUE);
}

/* Believed on papers alone: what such a key says of keys is no message. */
static void a_key_of_before_announces_nothing(void **state)
{
    struct platform_keys *old = keys_load(*state, NULL);
    assert_true(rotation_sign(*state, FALSE, NULL));
    struct keyring kiosk = ring_of(*state), forged = kiosk;
    forged.sequence += 10;
    forged.before_count = 0;
    g_autoptr(GBytes) list = keyring_announce(NULL, 0, &forged, old->sign_secret);
    g_autofree char *text = g_strndup(g_bytes_get_data(list, NULL), g_bytes_get_size(list));
    assert_false(follow(&kiosk, text, NULL));
    assert_int_equal(kiosk.before_count, 1);
    keys_free(old);
}

static void papers_of_a_stolen_key_are_believed_no_more(void **state)
{
    struct keyring kiosk = ring_of(*state);
    g_autofree char *old = paper(*state);
    assert_true(rotation_sign(*state, TRUE, NULL));
    g_autofree char *text = told(*state);
    g_autofree char *new = paper(*state);
    assert_true(follow(&kiosk, text, NULL));
    assert_int_equal(kiosk.before_count, 0);
    assert_int_equal(read_by(&kiosk, old), PROOF_UNKNOWN);
    assert_int_equal(read_by(&kiosk, new), PROOF_TRUE);
}

#define FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER(before_a_rotation_there_is_nothing_to_follow),
        FOLDER(a_kiosk_follows_to_the_new_sealing_key),
        FOLDER(boxes_of_before_still_open),
        FOLDER(an_old_list_takes_nothing_back),
        FOLDER(what_is_not_signed_by_the_platform_is_refused),
        FOLDER(a_kiosk_follows_to_the_new_signing_key),
        FOLDER(a_rotation_cut_short_is_finished),
        FOLDER(papers_outlive_the_key_that_signed_them),
        FOLDER(a_key_of_before_announces_nothing),
        FOLDER(papers_of_a_stolen_key_are_believed_no_more),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
