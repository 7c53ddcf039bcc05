#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "folder.h"
#include "store/numbers.h"

enum place { PLACE_A, PLACE_B, PLACE_ROW, PLACES };
enum harm { KEPT, LOST, DAMAGED, OLD, HARMS };

static uint32_t draw(const char *folder, int times)
{
    struct store *store = store_open(folder, NULL);
    struct numbers *numbers = numbers_open(store, folder, "", NULL);
    uint32_t counter = 0;

    assert_non_null(numbers);
    for (int i = 0; i < times; i++)
        assert_true(numbers_next(numbers, &counter, NULL));
    assert_int_equal(numbers_last(numbers), counter);
    numbers_free(numbers);
    store_close(store);
    return counter;
}

static void harm_file(const char *folder, const char *name, enum harm harm, const char *old)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    if (harm == LOST)
        g_unlink(path);
    else if (harm == DAMAGED)
        assert_true(g_file_set_contents(path, "000099 0000000000000000\n", -1, NULL));
    else if (harm == OLD)
        assert_true(g_file_set_contents(path, old, -1, NULL));
}

/* The row cannot be half damaged: a damaged database is set aside whole, so that is lost too. */
static void harm_row(const char *folder, enum harm harm)
{
    struct store *store = store_open(folder, NULL);

    if (harm == LOST || harm == DAMAGED)
        assert_true(store_exec(store, "DELETE FROM number", NULL));
    else if (harm == OLD)
        assert_true(store_exec(store, "UPDATE number SET last=3", NULL));
    store_close(store);
}

/* All 64 ways the three places can be harmed: as long as one is whole the next number is new. */
static void survives_whatever_is_left(void **state)
{
    (void)state;
    for (int way = 0; way < HARMS * HARMS * HARMS; way++) {
        enum harm harms[PLACES] = {(enum harm)(way % HARMS), (enum harm)(way / HARMS % HARMS),
                                   (enum harm)(way / HARMS / HARMS)};
        if (harms[0] != KEPT && harms[1] != KEPT && harms[2] != KEPT)
            continue;
        char *folder = folder_new();
        g_autofree char *path = g_build_filename(folder, "numbers.a", NULL), *old = NULL;
        assert_int_equal(draw(folder, 3), 3);
        assert_true(g_file_get_contents(path, &old, NULL, NULL));
        assert_int_equal(draw(folder, 7), 10);
        harm_file(folder, "numbers.a", harms[PLACE_A], old);
        g_autofree char *beside = g_strconcat(folder, "-numbers", NULL);
        harm_file(beside, "numbers.b", harms[PLACE_B], old);
        harm_row(folder, harms[PLACE_ROW]);
        assert_int_equal(draw(folder, 1), 11);
        folder_free(folder);
    }
}

static void refuses_when_all_are_lost(void **state)
{
    char *folder = folder_new();
    g_autoptr(GError) error = NULL;

    (void)state;
    draw(folder, 5);
    harm_file(folder, "numbers.a", DAMAGED, NULL);
    g_autofree char *beside = g_strconcat(folder, "-numbers", NULL);
    harm_file(beside, "numbers.b", LOST, NULL);
    harm_row(folder, LOST);
    struct store *store = store_open(folder, NULL);
    assert_null(numbers_open(store, folder, "", &error));
    assert_non_null(strstr(error->message, "kioskctl numbers set"));
    assert_true(numbers_set_last(store, folder, "", 41, NULL));
    assert_true(numbers_set_last(store, folder, "", 7, NULL)); /* never lowers */
    store_close(store);
    assert_int_equal(draw(folder, 1), 42);
    folder_free(folder);
}

/* The whole state folder is gone, by a broken disk or a hand: the copy beside it remembers. */
static void outlives_its_folder(void **state)
{
    char *folder = folder_new();

    (void)state;
    draw(folder, 5);
    folder_empty(folder);
    assert_int_equal(draw(folder, 1), 6);
    folder_free(folder);
}

/* With no number anywhere the lock file still says that the kiosk was in use. */
static void a_marked_lock_is_a_trace(void **state)
{
    static const char *const names[] = {STORE_FILE, STORE_FILE "-wal", STORE_FILE "-shm", "numbers.a"};
    char *folder = folder_new();
    g_autofree char *beside = g_strconcat(folder, "-numbers", NULL);

    (void)state;
    draw(folder, 5);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        harm_file(folder, names[i], LOST, NULL);
    harm_file(beside, "numbers.b", LOST, NULL);
    struct store *store = store_open(folder, NULL);
    assert_null(numbers_open(store, folder, "", NULL));
    store_close(store);
    folder_free(folder);
}

/* A database set aside with both files gone is no new kiosk. */
static void a_corrupt_database_is_a_trace(void **state)
{
    char *folder = folder_new();
    g_autofree char *aside = g_build_filename(folder, STORE_FILE ".corrupt-1", NULL);

    (void)state;
    assert_true(g_file_set_contents(aside, "", 0, NULL));
    struct store *store = store_open(folder, NULL);
    assert_null(numbers_open(store, folder, "", NULL));
    store_close(store);
    folder_free(folder);
}

static void one_at_a_time(void **state)
{
    char *folder = folder_new();
    struct store *store = store_open(folder, NULL);
    struct numbers *numbers = numbers_open(store, folder, "", NULL);
    g_autoptr(GError) error = NULL;

    (void)state;
    assert_null(numbers_open(store, folder, "", &error));
    assert_true(g_error_matches(error, store_error_quark(), STORE_ERROR_BUSY));
    numbers_free(numbers);
    store_close(store);
    folder_free(folder);
}

static void ends_at_six_digits(void **state)
{
    char *folder = folder_new();
    struct store *store = store_open(folder, NULL);
    uint32_t counter = 0;

    (void)state;
    assert_true(numbers_set_last(store, folder, "", 999998, NULL));
    struct numbers *numbers = numbers_open(store, folder, "", NULL);
    assert_true(numbers_next(numbers, &counter, NULL));
    assert_int_equal(counter, 999999);
    assert_false(numbers_next(numbers, &counter, NULL));
    numbers_free(numbers);
    store_close(store);
    folder_free(folder);
}

/* Under its number another machine was at work, or this disk is an old copy: what that one gave out and never
 * delivered lies within the gap. In every copy, before a number is told. */
static void goes_on_beyond_what_is_given(void **state)
{
    char *folder = folder_new();
    struct store *store = store_open(folder, NULL);
    struct numbers *numbers = numbers_open(store, folder, "", NULL);
    uint32_t counter = 0;

    (void)state;
    assert_true(numbers_pass(numbers, 0, NULL)); /* a new one, of a number that nobody had */
    assert_true(numbers_next(numbers, &counter, NULL));
    assert_int_equal(counter, 1);
    assert_true(numbers_pass(numbers, 1, NULL)); /* its own */
    assert_int_equal(numbers_last(numbers), 1);
    assert_true(numbers_pass(numbers, 147, NULL));
    assert_true(numbers_pass(numbers, 147, NULL)); /* once */
    assert_int_equal(numbers_last(numbers), 147 + NUMBERS_GAP);
    assert_true(numbers_kept(store, &counter, NULL));
    assert_int_equal(counter, 147 + NUMBERS_GAP);
    numbers_free(numbers);
    store_close(store);
    folder_empty(folder); /* the copy outside knows it, too */
    assert_int_equal(draw(folder, 1), 148 + NUMBERS_GAP);
    folder_free(folder);
}

static void cannot_go_beyond_six_digits(void **state)
{
    char *folder = folder_new();
    struct store *store = store_open(folder, NULL);
    struct numbers *numbers = numbers_open(store, folder, "", NULL);
    uint32_t counter = 0;

    (void)state;
    assert_true(numbers_pass(numbers, 999000, NULL));
    assert_false(numbers_next(numbers, &counter, NULL));
    assert_int_equal(counter, 0);
    numbers_free(numbers);
    store_close(store);
    folder_free(folder);
}

/* A copy that cannot be written: no number is told, and the next one that is told is higher. */
static void a_failed_write_leaves_a_gap(void **state)
{
    char *folder = folder_new();
    struct store *store = store_open(folder, NULL);
    struct numbers *numbers = numbers_open(store, folder, "", NULL);
    g_autofree char *block = g_strconcat(folder, "-numbers/numbers.b.new", NULL);
    uint32_t counter = 0;

    (void)state;
    assert_int_equal(g_mkdir(block, 0700), 0);
    assert_false(numbers_next(numbers, &counter, NULL));
    assert_int_equal(counter, 0);
    assert_int_equal(g_rmdir(block), 0);
    assert_true(numbers_next(numbers, &counter, NULL));
    assert_int_equal(counter, 2);
    numbers_free(numbers);
    store_close(store);
    folder_free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survives_whatever_is_left),
        cmocka_unit_test(refuses_when_all_are_lost),
        cmocka_unit_test(a_corrupt_database_is_a_trace),
        cmocka_unit_test(goes_on_beyond_what_is_given),
        cmocka_unit_test(cannot_go_beyond_six_digits),
        cmocka_unit_test(outlives_its_folder),
        cmocka_unit_test(a_marked_lock_is_a_trace),
        cmocka_unit_test(one_at_a_time),
        cmocka_unit_test(ends_at_six_digits),
        cmocka_unit_test(a_failed_write_leaves_a_gap),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
