#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "folder.h"
#include "store/drafts.h"

enum { NOW = 1000000, HOUR = 3600 * 1000, DAY = 24 * HOUR };
static const uint8_t mine[DRAFTS_TAG] = {1}, yours[DRAFTS_TAG] = {2};
static const char marker[] = "what stood in the sealed box of a draft";

struct room {
    char *folder;
    struct store *store;
    struct drafts *drafts;
};

static void open_room(struct room *room)
{
    room->store = store_open(room->folder, NULL);
    assert_non_null(room->store);
    room->drafts = drafts_new(room->store, NULL);
    assert_non_null(room->drafts);
}

static void close_room(struct room *room)
{
    drafts_free(room->drafts);
    store_close(room->store);
}

static int set_up(void **state)
{
    struct room *room = g_new0(struct room, 1);
    room->folder = folder_new();
    open_room(room);
    *state = room;
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    close_room(room);
    folder_free(room->folder);
    g_free(room);
    return 0;
}

static void put(struct room *room, const uint8_t *tag, uint8_t key)
{
    struct draft_row row = {
        .until_ms = NOW + DAY, .salt = {9}, .box = g_bytes_new_static(marker, sizeof marker)};
    row.key[0] = key;
    assert_true(drafts_put(room->drafts, tag, &row, NULL));
    g_bytes_unref(row.box);
}

static unsigned left(struct room *room, const uint8_t *tag, int64_t now)
{
    int64_t until = 0;
    return drafts_left(room->drafts, tag, now, &until);
}

static void comes_back_as_it_was(void **state)
{
    struct room *room = *state;
    struct draft_row row;
    put(room, mine, 7);
    assert_int_equal(left(room, mine, NOW), DRAFTS_TRIES);
    assert_int_equal(left(room, yours, NOW), 0);
    close_room(room);
    open_room(room);
    assert_true(drafts_try(room->drafts, mine, NOW, &row, NULL));
    assert_int_equal(row.left, DRAFTS_TRIES - 1);
    assert_int_equal(row.until_ms, NOW + DAY);
    assert_int_equal(row.key[0], 7);
    assert_int_equal(row.salt[0], 9);
    assert_memory_equal(g_bytes_get_data(row.box, NULL), marker, sizeof marker);
    g_bytes_unref(row.box);
}

/* The count is on the disk before the row is in anybody's hand: another connection sees it already. */
static void try_counts_before_it_is_checked(void **state)
{
    struct room *room = *state, other = {.folder = room->folder};
    struct draft_row row;
    put(room, mine, 1);
    open_room(&other);
    for (unsigned i = 1; i <= DRAFTS_TRIES; i++) {
        assert_true(drafts_try(room->drafts, mine, NOW, &row, NULL));
        assert_int_equal(row.left, DRAFTS_TRIES - i);
        assert_int_equal(left(&other, mine, NOW), DRAFTS_TRIES - i);
        g_bytes_unref(row.box);
    }
    close_room(&other);
}

/* All tries used and the power cut before the row was dropped: it is dropped at the next call. */
static void sixth_try_finds_nothing(void **state)
{
    struct room *room = *state;
    struct draft_row row;
    put(room, mine, 1);
    for (unsigned i = 0; i < DRAFTS_TRIES; i++) {
        assert_true(drafts_try(room->drafts, mine, NOW, &row, NULL));
        g_bytes_unref(row.box);
    }
    assert_false(drafts_try(room->drafts, mine, NOW, &row, NULL));
    assert_null(row.box);
    assert_int_equal(left(room, mine, NOW), 0);
}

static void right_digits_begin_the_tries_anew(void **state)
{
    struct room *room = *state;
    struct draft_row row;
    put(room, mine, 1);
    assert_true(drafts_try(room->drafts, mine, NOW, &row, NULL));
    g_bytes_unref(row.box);
    assert_true(drafts_right(room->drafts, mine, NULL));
    assert_int_equal(left(room, mine, NOW), DRAFTS_TRIES);
}

static void newer_one_takes_the_place(void **state)
{
    struct room *room = *state;
    struct draft_row row;
    put(room, mine, 1);
    assert_true(drafts_try(room->drafts, mine, NOW, &row, NULL));
    g_bytes_unref(row.box);
    put(room, mine, 2);
    assert_int_equal(left(room, mine, NOW), DRAFTS_TRIES);
    assert_true(drafts_try(room->drafts, mine, NOW, &row, NULL));
    assert_int_equal(row.key[0], 2);
    g_bytes_unref(row.box);
}

static void day_is_over(void **state)
{
    struct room *room = *state;
    struct draft_row row;
    put(room, mine, 1);
    assert_int_equal(left(room, mine, NOW + DAY - 1), DRAFTS_TRIES);
    assert_int_equal(left(room, mine, NOW + DAY), 0);
    assert_false(drafts_try(room->drafts, mine, NOW + DAY, &row, NULL));
    put(room, mine, 1);
    put(room, yours, 1);
    assert_true(drafts_expire(room->drafts, NOW - HOUR, NULL)); /* of a clock that ran ahead */
    assert_int_equal(left(room, mine, NOW), 0);
}

/* Erased is erased: neither the file nor its log holds the box. */
static void dropped_leaves_nothing_on_the_disk(void **state)
{
    struct room *room = *state;
    static const char *const names[] = {STORE_FILE, STORE_FILE "-wal"};
    bool was = false;
    for (int round = 0; round < 2; round++) {
        bool found = false;
        if (round == 0)
            put(room, mine, 1);
        else
            assert_true(drafts_drop(room->drafts, mine, NULL));
        for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
            g_autofree char *path = g_build_filename(room->folder, names[i], NULL), *text = NULL;
            size_t len = 0;
            if (g_file_get_contents(path, &text, &len, NULL))
                found = found || memmem(text, len, marker, sizeof marker) != NULL;
        }
        was = was || (round == 0 && found);
        assert_true(round == 0 || !found);
    }
    assert_true(was); /* or the search would prove nothing */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(comes_back_as_it_was, set_up, tear_down),
        cmocka_unit_test_setup_teardown(try_counts_before_it_is_checked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sixth_try_finds_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(right_digits_begin_the_tries_anew, set_up, tear_down),
        cmocka_unit_test_setup_teardown(newer_one_takes_the_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(day_is_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dropped_leaves_nothing_on_the_disk, set_up, tear_down),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
