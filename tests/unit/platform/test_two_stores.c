/* Server and cashier each have a connection to one SQLite file, in one program, while the worker's desk opens
 * and closes the same file from another: nothing that was made durable goes astray. (A close(2) of that file
 * anywhere in the program lets go of all locks that its connections hold.) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/storage.h"

static void count(const struct storage_row *row, void *data)
{
    (void)row;
    ++*(unsigned *)data;
}

/* The other program: how many applications it finds; then it leaves, perhaps as the last. */
static int another_program(const char *uri)
{
    struct storage *storage = storage_open(uri, NULL);
    unsigned rows = 0;
    if (!storage || !storage_rows(storage, count, &rows, NULL))
        return -1;
    storage_close(storage);
    return (int)rows;
}

static int ask_another_program(const char *uri)
{
    char self[4096], find[] = "find";
    g_autofree char *name = g_strdup(uri);
    char *words[] = {self, find, name, NULL};
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    int status = -1;
    assert_true(len > 0);
    self[len] = '\0';
    assert_true(g_spawn_sync(NULL, words, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, NULL));
    return WEXITSTATUS(status);
}

static void nothing_goes_astray_between_two_connections(void **state)
{
    (void)state;
    g_autofree char *dir = g_dir_make_tmp("platform-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(dir, "platform.db", NULL);
    g_autofree char *uri = g_strconcat("sqlite:", file, NULL);
    static const char *const ends[] = {"", "-wal", "-shm"};
    struct storage *server = storage_open(uri, NULL), *cashier = storage_open(uri, NULL);
    assert_non_null(server);
    assert_non_null(cashier);
    assert_int_equal(ask_another_program(uri), 0);
    struct storage_put put = {.submission = {.id = {1},
                                             .receipt = "206170000017",
                                             .kiosk = "20617",
                                             .kind = "application",
                                             .service = "fee",
                                             .record = "{}",
                                             .record_len = 2}};
    assert_true(storage_put(server, &put, 1, NULL));
    assert_int_equal(ask_another_program(uri), 1);
    storage_close(cashier);
    storage_close(server);
    assert_int_equal(ask_another_program(uri), 1);
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *path = g_strconcat(file, ends[i], NULL);
        g_unlink(path);
    }
    g_rmdir(dir);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_goes_astray_between_two_connections)};
    if (argc == 3 && strcmp(argv[1], "find") == 0)
        return another_program(argv[2]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
