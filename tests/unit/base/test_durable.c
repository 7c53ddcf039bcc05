/* A file is there whole, with its mode, and what stood before stands until then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/durable.h"

static int set_up(void **state)
{
    *state = g_dir_make_tmp("durable-XXXXXX", NULL);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    GDir *list = g_dir_open(*state, 0, NULL);

    for (const char *name; (name = g_dir_read_name(list));) {
        g_autofree char *path = g_build_filename(*state, name, NULL);
        g_unlink(path);
    }
    g_dir_close(list);
    g_rmdir(*state);
    g_free(*state);
    return 0;
}

static char *read_back(const char *dir)
{
    g_autofree char *path = g_build_filename(dir, "file", NULL);
    char *text = NULL;

    g_file_get_contents(path, &text, NULL, NULL);
    return text;
}

static gboolean put(const char *dir, const char *text, mode_t mode)
{
    return durable_write(dir, "file", text, strlen(text), mode, NULL);
}

static void it_is_there_with_its_mode(void **state)
{
    g_autofree char *path = g_build_filename(*state, "file", NULL);
    struct stat st;

    assert_true(put(*state, "first", 0600));
    assert_true(put(*state, "second", 0600));
    g_autofree char *text = read_back(*state);
    assert_string_equal(text, "second");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

/* As a power cut leaves it: longer than the next one, and readable by all. */
static void what_was_cut_short_is_no_part_of_it(void **state)
{
    g_autofree char *fresh = g_build_filename(*state, "file.new", NULL);

    assert_true(g_file_set_contents(fresh, "half of a longer secret", -1, NULL));
    assert_int_equal(chmod(fresh, 0644), 0);
    assert_true(put(*state, "whole", 0600));
    g_autofree char *text = read_back(*state);
    assert_string_equal(text, "whole");
    assert_false(g_file_test(fresh, G_FILE_TEST_EXISTS));
}

static void without_room_the_old_one_stands(void **state)
{
    struct rlimit before, little;
    g_autofree char *large = g_malloc0(100000);
    g_autofree char *fresh = g_build_filename(*state, "file.new", NULL);
    g_autoptr(GError) error = NULL;

    assert_true(put(*state, "old", 0600));
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    little = before;
    little.rlim_cur = 4096;
    setrlimit(RLIMIT_FSIZE, &little);
    gboolean written = durable_write(*state, "file", large, 100000, 0600, &error);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(written);
    assert_non_null(strstr(error->message, "make room"));
    assert_false(g_file_test(fresh, G_FILE_TEST_EXISTS));
    g_autofree char *text = read_back(*state);
    assert_string_equal(text, "old");
}

static void a_folder_that_is_not_there_is_named(void **state)
{
    g_autofree char *none = g_build_filename(*state, "none", NULL);
    g_autoptr(GError) error = NULL;

    assert_false(durable_write(none, "file", "x", 1, 0600, &error));
    assert_non_null(strstr(error->message, none));
    g_clear_error(&error);
    assert_false(durable_folder(none, &error));
    assert_non_null(strstr(error->message, none));
}

#define FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER(it_is_there_with_its_mode),
        FOLDER(what_was_cut_short_is_no_part_of_it),
        FOLDER(without_room_the_old_one_stands),
        FOLDER(a_folder_that_is_not_there_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
