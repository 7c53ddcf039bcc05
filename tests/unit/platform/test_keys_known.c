/* The store knows more of a keys folder than the folder that was put back: rotated once, it is found to lack
 * what its kiosks were told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/secret.h"
#include "platform/keys_known.h"
#include "platform/rotated.h"
#include "platform/rotation.h"
#include "store_place.h"
#include "tree.h"

struct room {
    struct place place;
    struct storage *storage;
    char *dir;
};

static int set_up(void **state)
{
    struct room *room = g_new0(struct room, 1);
    place_take(&room->place, "");
    room->storage = storage_open(room->place.uri, NULL);
    room->dir = g_dir_make_tmp("keys-XXXXXX", NULL);
    *state = room;
    return room->storage && keys_init(room->dir, "127.0.0.1", &suite_default, NULL) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    storage_close(room->storage);
    place_leave(&room->place);
    tree_remove(room->dir);
    g_free(room->dir);
    g_free(room);
    return 0;
}

/* As a server does at its start; NULL: it starts. g_free. */
static char *start(const struct room *room)
{
    g_autoptr(GError) error = NULL;
    struct platform platform = {.keys = keys_load(room->dir, NULL), .storage = room->storage};
    assert_non_null(platform.keys);
    gboolean well = keys_known(&platform, &error);
    keys_free((struct platform_keys *)platform.keys);
    assert_true(well == !error);
    return error ? g_strdup(error->message) : NULL;
}

static char *newest_id(const struct room *room)
{
    struct platform_keys *keys = keys_load(room->dir, NULL);
    assert_non_null(keys);
    char *id = g_strdup(keys->seals[0].key.keyid);
    keys_free(keys);
    return id;
}

static char *read_file(const struct room *room, const char *name)
{
    char *text = NULL;
    g_autofree char *path = g_build_filename(room->dir, name, NULL);
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static void write_file(const struct room *room, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(room->dir, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void lose(const struct room *room, const char *name)
{
    g_autofree char *path = g_build_filename(room->dir, name, NULL);
    tree_remove(path);
    assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void assert_refused(const struct room *room, const char *names, const char *what_to_do)
{
    g_autofree char *error = start(room);
    assert_non_null(error);
    if (!strstr(error, names) || !strstr(error, what_to_do))
        fail_msg("says neither %s nor %s: %s", names, what_to_do, error);
}

static void a_whole_folder_starts_again_and_again(void **state)
{
    struct room *room = *state;
    assert_null(start(room));
    assert_null(start(room));
    assert_true(rotation_seal(room->dir, &suite_national, NULL));
    assert_null(start(room));
    assert_true(rotation_sign(room->dir, FALSE, NULL));
    assert_null(start(room));
    assert_null(start(room));
}

static void an_older_backup_is_found(void **state)
{
    struct room *room = *state;
    g_autofree char *public_key = read_file(room, "seal.pub"), *secret_key = read_file(room, "seal.key");
    assert_true(rotation_seal(room->dir, &suite_default, NULL));
    assert_null(start(room));
    g_autofree char *id = newest_id(room), *file = g_strconcat(ROTATED_SEALS_NAME "/", id, ".key", NULL);
    write_file(room, "seal.pub", public_key);
    write_file(room, "seal.key", secret_key);
    lose(room, ROTATED_SEALS_NAME);
    lose(room, ROTATED_LIST_NAME);
    lose(room, ROTATED_NAME);
    assert_refused(room, file, "restore the folder from the newest backup");
    assert_refused(room, file, "accept-keys"); /* and it learned nothing from being asked */
    assert_true(keys_known_accept(room->storage, NULL));
    assert_null(start(room));
    assert_null(start(room));
}

static void a_pair_of_before_is_missed_with_its_mark(void **state)
{
    struct room *room = *state;
    g_autofree char *id = newest_id(room), *file = g_strconcat(ROTATED_SEALS_NAME "/", id, ".key", NULL);
    assert_null(start(room));
    assert_true(rotation_seal(room->dir, &suite_default, NULL));
    g_autofree char *pair = read_file(room, file);
    lose(room, file);
    lose(room, ROTATED_NAME);
    assert_refused(room, file, "those boxes are lost");
    write_file(room, file, pair);
    assert_null(start(room));
}

static void a_lost_list_is_missed_with_its_mark(void **state)
{
    struct room *room = *state;
    assert_true(rotation_seal(room->dir, &suite_default, NULL));
    g_autofree char *before = read_file(room, ROTATED_LIST_NAME);
    assert_true(rotation_sign(room->dir, FALSE, NULL));
    g_autofree char *list = read_file(room, ROTATED_LIST_NAME);
    assert_null(start(room));
    lose(room, ROTATED_NAME);
    write_file(room, ROTATED_LIST_NAME, before);
    assert_refused(room, ROTATED_LIST_NAME, "it goes to 2, kiosks were told 4");
    lose(room, ROTATED_LIST_NAME);
    assert_refused(room, ROTATED_LIST_NAME, "every kiosk is enrolled again");
    write_file(room, ROTATED_LIST_NAME, list);
    assert_null(start(room));
}

int main(void)
{
#define A_ROOM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        A_ROOM(a_whole_folder_starts_again_and_again),
        A_ROOM(an_older_backup_is_found),
        A_ROOM(a_pair_of_before_is_missed_with_its_mark),
        A_ROOM(a_lost_list_is_missed_with_its_mark),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
