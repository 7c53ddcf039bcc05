/* A keys folder of each older release: it gets what it lacks, keeps what it has to the byte, and the server
 * reads it. What was lost is not made anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/secret.h"
#include "platform/complete.h"
#include "platform/eseal.h"
#include "platform/keys.h"
#include "platform/operator.h"
#include "platform/rotation.h"

/* What each release brought, the oldest first. */
static const char *const brought[][4] = {
    {"ca.key", "tls.key", "seal.key", NULL}, /* the first; and their other halves */
    {"sign.key", "sign.pub", NULL},          {"hash.key", NULL},
    {"eseal.key", "eseal.crt", NULL},        {"operator", NULL},
};
enum { RELEASES = G_N_ELEMENTS(brought) };

static int set_up(void **state)
{
    *state = g_dir_make_tmp("keys-XXXXXX", NULL);
    return keys_init(*state, "127.0.0.1", &suite_default, NULL) && operator_make(*state, NULL) ? 0 : -1;
}

static int tear_down(void **state)
{
    g_autofree char *command = g_strdup_printf("rm -rf %s", (char *)*state);
    int status = system(command);
    g_free(*state);
    return status;
}

static void drop(const char *dir, const char *name)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    assert_int_equal(g_unlink(path), 0);
}

static void put(const char *dir, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static char *text_of(const char *dir, const char *name)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* As that release made it: the sealing pair without the word of a suite, and its name in a file. */
static void make_old(const char *dir, int release)
{
    static const char *const pair[] = {"seal.key", "seal.pub"};
    for (int i = release + 1; i < RELEASES; i++) {
        for (const char *const *name = brought[i]; *name; name++)
            drop(dir, *name);
    }
    for (size_t i = 0; release < 2 && i < G_N_ELEMENTS(pair); i++) {
        g_autofree char *text = text_of(dir, pair[i]);
        assert_true(g_str_has_prefix(text, "default "));
        put(dir, pair[i], text + strlen("default "));
    }
    if (release < 2)
        put(dir, "keyid", "p-000000000000\n");
}

/* Every file with its bytes and its inode, so that one that was written anew shows. */
static GHashTable *picture(const char *dir)
{
    GHashTable *all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GDir) list = g_dir_open(dir, 0, NULL);
    for (const char *name; (name = g_dir_read_name(list));) {
        g_autofree char *path = g_build_filename(dir, name, NULL), *text = text_of(dir, name);
        struct stat st;
        assert_int_equal(stat(path, &st), 0);
        g_hash_table_insert(all, g_strdup(name), g_strdup_printf("%lu %s", (unsigned long)st.st_ino, text));
    }
    return all;
}

static void assert_kept(const char *dir, GHashTable *before)
{
    g_autoptr(GHashTable) now = picture(dir);
    GHashTableIter iter;
    gpointer name, was;
    g_hash_table_iter_init(&iter, before);
    while (g_hash_table_iter_next(&iter, &name, &was))
        assert_string_equal(g_hash_table_lookup(now, name), was);
}

static void assert_completes(const char *dir, GString *told)
{
    g_autoptr(GError) error = NULL;
    g_string_set_size(told, 0);
    if (!complete_keys(dir, told, &error))
        fail_msg("%s", error->message);
}

static void assert_whole(const char *dir)
{
    g_autoptr(GError) error = NULL;
    struct platform_keys *keys = keys_load(dir, &error);
    struct eseal *seal = eseal_load(dir, NULL);
    char *password = operator_load(dir, NULL);
    assert_non_null(keys);
    assert_non_null(seal);
    assert_non_null(password);
    secret_free(password);
    eseal_free(seal);
    keys_free(keys);
}

static void a_folder_of_each_release_is_completed(void **state)
{
    for (int release = RELEASES - 1; release >= 0; release--) {
        void *folder = NULL;
        g_autoptr(GString) told = g_string_new(NULL);
        assert_int_equal(set_up(&folder), 0);
        make_old(folder, release);
        g_autoptr(GHashTable) before = picture(folder);
        assert_completes(folder, told);
        assert_kept(folder, before);
        assert_whole(folder);
        for (int i = 1; i < RELEASES; i++)
            assert_int_equal(strstr(told->str, brought[i][0]) != NULL, i > release);
        g_autoptr(GHashTable) whole = picture(folder);
        assert_completes(folder, told);
        assert_string_equal(told->str, "");
        assert_kept(folder, whole);
        tear_down(&folder);
    }
    (void)state;
}

/* Under it the store of then named people, and it would else forget them all. */
static void people_are_named_as_before(void **state)
{
    g_autoptr(GString) told = g_string_new(NULL);
    make_old(*state, 1);
    assert_completes(*state, told);
    struct platform_keys *keys = keys_load(*state, NULL);
    assert_memory_equal(keys->hash_key, keys->seals[0].secret, KEYS_HASH_BYTES);
    keys_free(keys);
}

static void made_files_are_for_this_user_only(void **state)
{
    static const char *const secrets[] = {"sign.key", "hash.key", "eseal.key", "operator"};
    g_autoptr(GString) told = g_string_new(NULL);
    make_old(*state, 0);
    assert_completes(*state, told);
    for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++) {
        g_autofree char *path = g_build_filename(*state, secrets[i], NULL);
        struct stat st;
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
        assert_non_null(strstr(told->str, secrets[i]));
    }
}

static void public_halves_are_worked_out(void **state)
{
    g_autofree char *seal = text_of(*state, "seal.pub"), *sign = text_of(*state, "sign.pub");
    g_autoptr(GString) told = g_string_new(NULL);
    drop(*state, "seal.pub");
    drop(*state, "sign.pub");
    assert_completes(*state, told);
    g_autofree char *seal_again = text_of(*state, "seal.pub"), *sign_again = text_of(*state, "sign.pub");
    assert_string_equal(seal, seal_again);
    assert_string_equal(sign, sign_again);
}

static void what_was_lost_is_not_made_anew(void **state)
{
    static const char *const losses[] = {"seal.key", "sign.key", "hash.key", "eseal.key", "eseal.crt"};
    for (size_t i = 0; i < G_N_ELEMENTS(losses); i++) {
        g_autofree char *text = text_of(*state, losses[i]);
        g_autoptr(GString) told = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        drop(*state, losses[i]);
        g_autoptr(GHashTable) before = picture(*state);
        assert_false(complete_keys(*state, told, &error));
        assert_non_null(strstr(error->message, losses[i]));
        assert_string_equal(told->str, "");
        assert_kept(*state, before);
        g_autoptr(GHashTable) after = picture(*state);
        assert_int_equal(g_hash_table_size(before), g_hash_table_size(after));
        put(*state, losses[i], text);
    }
}

/* After a rotation the sealing secret is another than people were named under. */
static void a_rotation_tells_that_it_was_lost(void **state)
{
    static const char *const signs[] = {"keys.json", "seals", "rotated"};
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        void *folder = NULL;
        g_autoptr(GString) told = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        assert_int_equal(set_up(&folder), 0);
        make_old(folder, 1);
        put(folder, signs[i], "[]");
        assert_false(complete_keys(folder, told, &error));
        assert_non_null(strstr(error->message, "hash.key is lost"));
        tear_down(&folder);
    }
    (void)state;
}

/* Its key lies in a safe: the rest is made, and said is what to do. */
static void without_the_authority_no_seal(void **state)
{
    g_autoptr(GString) told = g_string_new(NULL);
    make_old(*state, 2);
    g_autofree char *key = text_of(*state, "ca.key");
    drop(*state, "ca.key");
    assert_completes(*state, told);
    assert_non_null(strstr(told->str, "eseal.key: not made"));
    assert_non_null(strstr(told->str, "operator: made"));
    put(*state, "ca.key", key);
    assert_completes(*state, told);
    assert_non_null(strstr(told->str, "eseal.key: made"));
    assert_whole(*state);
}

/* As it was: nothing lost is said to be missing, and the server does not start on it. */
static void assert_lost(const char *dir, const char *name, const char *follows)
{
    g_autoptr(GString) told = g_string_new(NULL);
    g_autoptr(GError) complete = NULL, serve = NULL, rotate = NULL;
    assert_false(complete_keys(dir, told, &complete));
    assert_string_equal(told->str, "");
    assert_null(keys_load(dir, &serve));
    assert_false(rotation_seal(dir, &suite_default, &rotate)); /* or it would begin the list anew */
    const GError *const errors[] = {complete, serve, rotate};
    for (size_t i = 0; i < G_N_ELEMENTS(errors); i++) {
        assert_non_null(strstr(errors[i]->message, name));
        assert_non_null(strstr(errors[i]->message, "restore it from the backup"));
        assert_non_null(strstr(errors[i]->message, follows));
    }
}

/* However the folder was rotated, with and without pairs of before. */
static void a_lost_list_of_keys_shows(void **state)
{
    for (int seal = 0; seal <= 1; seal++) {
        void *folder = NULL;
        g_autoptr(GString) told = g_string_new(NULL);
        assert_int_equal(set_up(&folder), 0);
        assert_true(rotation_sign(folder, FALSE, NULL));
        g_autofree char *older = text_of(folder, "keys.json");
        assert_true(seal ? rotation_seal(folder, &suite_default, NULL) : rotation_sign(folder, FALSE, NULL));
        g_autofree char *text = text_of(folder, "keys.json");
        assert_completes(folder, told);
        assert_string_equal(told->str, "");
        put(folder, "keys.json", older); /* out of a backup from before the last rotation */
        assert_lost(folder, "keys.json", "enrol every kiosk again");
        put(folder, "keys.json", "{}");
        assert_lost(folder, "keys.json", "enrol every kiosk again");
        drop(folder, "keys.json");
        assert_lost(folder, "keys.json", "enrol every kiosk again");
        put(folder, "keys.json", text);
        assert_whole(folder);
        drop(folder, "keys.json");
        drop(folder, "rotated"); /* as it is told, where no backup is */
        assert_completes(folder, told);
        assert_whole(folder);
        tear_down(&folder);
    }
    (void)state;
}

static void a_lost_pair_of_before_is_named(void **state)
{
    struct platform_keys *keys = keys_load(*state, NULL);
    g_autofree char *file = g_strconcat("seals/", keys->seals[0].key.keyid, ".key", NULL),
                    *line = g_strconcat("seal ", keys->seals[0].key.keyid, "\n", NULL);
    g_autoptr(GString) told = g_string_new(NULL);
    keys_free(keys);
    assert_true(rotation_seal(*state, &suite_national, NULL));
    g_autofree char *text = text_of(*state, file);
    drop(*state, file);
    assert_lost(*state, file, "those boxes are lost");
    put(*state, file, text);
    assert_whole(*state);
    drop(*state, file);
    g_autofree char *mark = text_of(*state, "rotated");
    char *at = strstr(mark, line);
    assert_non_null(at);
    memmove(at, at + strlen(line), strlen(at + strlen(line)) + 1); /* as it is told, where no backup is */
    put(*state, "rotated", mark);
    assert_completes(*state, told);
    assert_whole(*state);
}

/* Its rotations made no mark: from here on a loss shows there, too. */
static void a_folder_rotated_by_an_older_release_gets_the_mark(void **state)
{
    g_autoptr(GString) told = g_string_new(NULL);
    assert_true(rotation_seal(*state, &suite_default, NULL));
    g_autofree char *mark = text_of(*state, "rotated");
    drop(*state, "rotated");
    assert_whole(*state);
    assert_completes(*state, told);
    assert_non_null(strstr(told->str, "rotated: made"));
    g_autofree char *again = text_of(*state, "rotated");
    assert_string_equal(mark, again);
    drop(*state, "keys.json");
    assert_lost(*state, "keys.json", "enrol every kiosk again");
}

/* It may lie in a safe: said, and no error. */
static void an_authority_kept_elsewhere_is_told(void **state)
{
    g_autoptr(GString) told = g_string_new(NULL);
    drop(*state, "ca.key");
    assert_completes(*state, told);
    assert_true(g_str_has_prefix(told->str, "ca.key: not here"));
    assert_non_null(strstr(told->str, "backup"));
    assert_whole(*state);
}

#define FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_of_each_release_is_completed),
        FOLDER(people_are_named_as_before),
        FOLDER(made_files_are_for_this_user_only),
        FOLDER(public_halves_are_worked_out),
        FOLDER(what_was_lost_is_not_made_anew),
        cmocka_unit_test(a_rotation_tells_that_it_was_lost),
        FOLDER(without_the_authority_no_seal),
        cmocka_unit_test(a_lost_list_of_keys_shows),
        FOLDER(a_lost_pair_of_before_is_named),
        FOLDER(a_folder_rotated_by_an_older_release_gets_the_mark),
        FOLDER(an_authority_kept_elsewhere_is_told),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
