/* Release keys at the desk, in the store and on the way to a kiosk: what the operator signed, and only that.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>

#include "platform/release.h"
#include "platform/rotation.h"
#include "platform_room.h"

struct hall { /* a room whose keys come from a folder */
    struct room *room;
    char *folder;
    struct platform_keys *keys;
    struct keyring kiosk; /* what a kiosk holds */
};

static void load(struct hall *hall)
{
    keys_free(hall->keys);
    hall->keys = keys_load(hall->folder, NULL);
    assert_non_null(hall->keys);
    hall->room->platform.keys = hall->keys;
}

static int open_hall(void **state)
{
    struct hall *hall = g_new0(struct hall, 1);
    hall->room = room_new("");
    hall->folder = g_dir_make_tmp("keys-XXXXXX", NULL);
    g_assert(keys_init(hall->folder, "127.0.0.1", &suite_default, NULL));
    load(hall);
    g_assert(rotation_keyring(hall->keys, &hall->kiosk, NULL));
    *state = hall;
    return 0;
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

static int close_hall(void **state)
{
    struct hall *hall = *state;
    void *room = hall->room;
    tear_down(&room);
    keys_free(hall->keys);
    empty(hall->folder);
    g_free(hall->folder);
    g_free(hall);
    return 0;
}

/* A fresh key of that kind in a file of its own; g_free. */
static char *file_of(struct hall *hall, const char *name, const char *algorithm)
{
    char *path = g_build_filename(hall->folder, name, NULL);
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, algorithm);
    FILE *file = fopen(path, "w");
    assert_true(key && file && PEM_write_PUBKEY(file, key) == 1);
    fclose(file);
    EVP_PKEY_free(key);
    return path;
}

static void add(struct hall *hall, const char *name, const char *algorithm)
{
    g_autofree char *file = file_of(hall, name, algorithm);
    assert_true(release_add(&hall->room->platform, file, NULL));
}

static char *told(struct hall *hall)
{
    struct request request = {0};
    struct reply reply = {0};
    rotation_answer(&hall->room->platform, &request, NULL, &reply);
    assert_int_equal(reply.status, 200);
    char *text = g_strdup(reply.body);
    reply_clear(&reply);
    return text;
}

static bool follow(struct hall *hall, const char *text, GError **error)
{
    return keyring_follow(&hall->kiosk, text, strlen(text), error);
}

static bool look(struct hall *hall)
{
    g_autofree char *text = told(hall);
    g_autoptr(GError) error = NULL;
    bool newer = follow(hall, text, &error);
    assert_null(error);
    return newer;
}

static void without_a_key_nothing_is_told(void **state)
{
    struct hall *hall = *state;
    g_autofree char *text = told(hall);
    assert_string_equal(text, "{\"messages\":[]}");
    assert_false(look(hall));
    assert_int_equal(hall->kiosk.release.sequence, 0);
    assert_int_equal(hall->kiosk.release.count, 0);
}

static void what_is_added_comes_and_what_is_withdrawn_goes(void **state)
{
    struct hall *hall = *state;
    add(hall, "first", "ED25519");
    add(hall, "second", "SM2");
    assert_true(look(hall));
    assert_int_equal(hall->kiosk.release.count, 2);
    assert_int_equal(hall->kiosk.release.keys[1].scheme, RELEASE_SM2);
    assert_int_equal(hall->kiosk.release.keys[0].since_ms, ROOM_NOW_MS);
    assert_false(look(hall)); /* nothing new */
    struct release_keys before = hall->kiosk.release;
    assert_true(release_withdraw(&hall->room->platform, before.keys[0].keyid, NULL));
    assert_true(look(hall));
    assert_int_equal(hall->kiosk.release.count, 1);
    assert_null(release_keys_find(&hall->kiosk.release, before.keys[0].keyid));
    assert_memory_equal(&hall->kiosk.release.keys[0], &before.keys[1], sizeof before.keys[1]);
    assert_true(release_withdraw(&hall->room->platform, before.keys[1].keyid, NULL));
    assert_true(look(hall));
    assert_int_equal(hall->kiosk.release.count, 0);
    assert_true(hall->kiosk.release.sequence > before.sequence); /* it knows that there is none */
}

static void an_older_list_brings_no_key_back(void **state)
{
    struct hall *hall = *state;
    add(hall, "stolen", "ED25519");
    g_autofree char *old = told(hall);
    assert_true(look(hall));
    assert_true(release_withdraw(&hall->room->platform, hall->kiosk.release.keys[0].keyid, NULL));
    assert_true(look(hall));
    assert_false(follow(hall, old, NULL));
    assert_int_equal(hall->kiosk.release.count, 0);
}

static void a_list_that_another_signed_is_refused(void **state)
{
    struct hall *hall = *state;
    void *another = NULL;
    g_autoptr(GError) error = NULL;
    add(hall, "first", "ED25519");
    assert_true(look(hall));
    struct keyring kept = hall->kiosk;
    open_hall(&another);
    add(another, "foreign", "ED25519");
    add(another, "foreign as well", "ED25519");
    g_autofree char *strange = told(another);
    assert_false(follow(hall, strange, &error));
    assert_true(g_error_matches(error, signed_error_quark(), SIGNED_ERROR_SIGNATURE));
    assert_memory_equal(&hall->kiosk, &kept, sizeof kept);
    close_hall(&another);
}

/* What is no message is no crash either, and takes nothing away. */
static void what_is_no_message_changes_nothing(void **state)
{
    static const char *const texts[] = {
        "{\"messages\":[],\"release\":1}",    "{\"messages\":[],\"release\":\"\"}",
        "{\"messages\":[],\"release\":{}}",   "{\"messages\":[],\"release\":[]}",
        "{\"messages\":[],\"release\":null}", "{\"messages\":[1]}",
        "{\"messages\":[\"a\",[]]}",          "{}"};
    struct hall *hall = *state;
    add(hall, "first", "ED25519");
    assert_true(look(hall));
    struct keyring kept = hall->kiosk;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        assert_false(follow(hall, texts[i], &error));
        assert_non_null(error);
        assert_memory_equal(&hall->kiosk, &kept, sizeof kept);
    }
    assert_false(follow(hall, "{\"messages\":[]}", NULL)); /* a store that lost it takes nothing away */
    assert_memory_equal(&hall->kiosk, &kept, sizeof kept);
}

/* The store is another's to write to than sign.key is to use. */
static void who_writes_to_the_store_alone_adds_no_key(void **state)
{
    struct hall *hall = *state;
    void *another = NULL;
    struct storage_release_list foreign = {0};
    struct release_keys keys;
    g_autofree char *message = NULL;
    open_hall(&another);
    add(another, "foreign", "ED25519");
    assert_true(storage_release_list(((struct hall *)another)->room->platform.storage, &foreign, NULL));
    assert_true(storage_put_release_list(hall->room->platform.storage, 0, &foreign, NULL));
    assert_true(release_told(&hall->room->platform, &message, &keys, NULL));
    assert_null(message);
    assert_int_equal(keys.count, 0);
    g_autofree char *text = told(hall);
    assert_null(strstr(text, "release"));
    add(hall, "ours", "ED25519");
    assert_true(look(hall));
    assert_int_equal(hall->kiosk.release.count, 1);
    g_free(foreign.message);
    close_hall(&another);
}

static void assert_enrolled_with(struct hall *hall, size_t count)
{
    struct release_keys keys;
    g_autofree char *message = NULL;
    assert_true(release_told(&hall->room->platform, &message, &keys, NULL));
    assert_int_equal(keys.count, count);
}

/* It vouches for what the one before signed; on the kiosk nothing changes. */
static void a_new_signing_key_takes_the_list_over(void **state)
{
    struct hall *hall = *state;
    add(hall, "first", "ED25519");
    assert_true(look(hall));
    struct release_keys before = hall->kiosk.release;
    assert_true(rotation_sign(hall->folder, FALSE, NULL));
    load(hall);
    assert_enrolled_with(hall, 1);
    assert_true(look(hall)); /* the signing key */
    assert_memory_equal(&hall->kiosk.release, &before, sizeof before);
    assert_false(look(hall));
    add(hall, "second", "ED25519");
    assert_true(look(hall));
    assert_int_equal(hall->kiosk.release.count, 2);
}

/* A thief could have signed it. Kiosks keep what they heard until there is another. */
static void after_a_theft_the_list_begins_anew(void **state)
{
    struct hall *hall = *state;
    add(hall, "first", "ED25519");
    assert_true(look(hall));
    struct release_keys before = hall->kiosk.release;
    assert_true(rotation_sign(hall->folder, TRUE, NULL));
    load(hall);
    assert_enrolled_with(hall, 0);
    assert_true(look(hall)); /* the signing key */
    assert_memory_equal(&hall->kiosk.release, &before, sizeof before);
    add(hall, "second", "ED25519");
    assert_true(look(hall));
    assert_int_equal(hall->kiosk.release.count, 1);
    assert_null(release_keys_find(&hall->kiosk.release, before.keys[0].keyid));
}

/* A rotation of the other keys says nothing of these. */
static void another_sealing_key_leaves_them_alone(void **state)
{
    struct hall *hall = *state;
    add(hall, "first", "ED25519");
    assert_true(look(hall));
    assert_true(rotation_seal(hall->folder, &suite_national, NULL));
    load(hall);
    assert_true(look(hall));
    assert_ptr_equal(hall->kiosk.seal.suite, &suite_national);
    assert_int_equal(hall->kiosk.release.count, 1);
    assert_false(look(hall));
}

/* A list that does not hold is no reason to seal to the key of before. */
static void a_bad_list_holds_no_other_key_up(void **state)
{
    struct hall *hall = *state;
    struct keyring before = hall->kiosk;
    g_autoptr(GError) error = NULL;
    add(hall, "first", "ED25519");
    assert_true(rotation_seal(hall->folder, &suite_default, NULL));
    load(hall);
    g_autofree char *text = told(hall);
    char *release = strstr(text, "\"release\":"), *signature = strstr(release, "\"signature\":\"");
    signature[20] = signature[20] == 'A' ? 'B' : 'A';
    assert_true(follow(hall, text, &error));
    assert_non_null(error);
    assert_int_equal(hall->kiosk.sequence, before.sequence + 1);
    assert_int_equal(hall->kiosk.release.count, 0);
}

/* Put back from a backup of before, the store still tells what kiosks take for news. */
static void a_store_of_yesterday_is_heard_again(void **state)
{
    struct hall *hall = *state;
    add(hall, "first", "ED25519");
    for (int i = 0; i < 3; i++) {
        g_autofree char *name = g_strdup_printf("more-%d", i);
        add(hall, name, "ED25519");
    }
    assert_true(look(hall));
    place_sql(&hall->room->place, "DELETE FROM release_list");
    clock_advance(&hall->room->platform.clock, 60 * 1000);
    add(hall, "later", "ED25519");
    assert_true(look(hall));
    assert_int_equal(hall->kiosk.release.count, 1);
}

static void of_two_desks_one_changes_it(void **state)
{
    struct hall *hall = *state;
    struct storage *other = storage_open(hall->room->uri, NULL);
    struct storage_release_list first = {.sequence = 5, .message = (char[]){"{}"}},
                                second = {.sequence = 6, .message = (char[]){"[]"}}, got;
    g_autoptr(GError) error = NULL;
    assert_true(storage_put_release_list(other, 0, &first, NULL));
    assert_false(storage_put_release_list(hall->room->platform.storage, 0, &second, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_BUSY));
    assert_true(storage_put_release_list(hall->room->platform.storage, 5, &second, NULL));
    assert_true(storage_release_list(other, &got, NULL));
    assert_int_equal(got.sequence, 6);
    assert_string_equal(got.message, "[]");
    g_free(got.message);
    storage_close(other);
}

static void the_desk_says_what_is_wrong(void **state)
{
    struct hall *hall = *state;
    const struct platform *platform = &hall->room->platform;
    g_autofree char *wrong = file_of(hall, "curve", "X25519"), *right = file_of(hall, "key", "ED25519");
    g_autoptr(GError) first = NULL, second = NULL, third = NULL, fourth = NULL;
    assert_false(release_add(platform, wrong, &first));
    assert_non_null(strstr(first->message, "openssl pkey"));
    assert_true(release_add(platform, right, NULL));
    assert_false(release_add(platform, right, &second));
    assert_non_null(strstr(second->message, "already"));
    assert_false(release_withdraw(platform, "r-000000000000", &third));
    assert_non_null(strstr(third->message, "release-key list"));
    for (int i = 1; i < RELEASE_KEYS_MAX; i++) {
        g_autofree char *name = g_strdup_printf("key-%d", i);
        add(hall, name, "ED25519");
    }
    g_autofree char *much = file_of(hall, "too-much", "ED25519");
    assert_false(release_add(platform, much, &fourth));
    assert_non_null(strstr(fourth->message, "withdraw one first"));
    assert_true(release_list(platform, NULL));
}

#define HALL(test) cmocka_unit_test_setup_teardown(test, open_hall, close_hall)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HALL(without_a_key_nothing_is_told),         HALL(what_is_added_comes_and_what_is_withdrawn_goes),
        HALL(an_older_list_brings_no_key_back),      HALL(a_list_that_another_signed_is_refused),
        HALL(what_is_no_message_changes_nothing),    HALL(who_writes_to_the_store_alone_adds_no_key),
        HALL(a_new_signing_key_takes_the_list_over), HALL(after_a_theft_the_list_begins_anew),
        HALL(another_sealing_key_leaves_them_alone), HALL(a_bad_list_holds_no_other_key_up),
        HALL(a_store_of_yesterday_is_heard_again),   HALL(of_two_desks_one_changes_it),
        HALL(the_desk_says_what_is_wrong),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
