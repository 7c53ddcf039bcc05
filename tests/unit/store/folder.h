/* A state folder of its own for each test, gone afterwards.
 * The test owns the name.
 * Tests only. */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>

static inline char *folder_new(void)
{
    return g_dir_make_tmp("lc-store-XXXXXX", NULL);
}

static inline void folder_empty(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
}

/* With the folder of the counter's copy beside it. */
static inline void folder_free(char *folder)
{
    g_autofree char *beside = g_strconcat(folder, "-numbers", NULL);

    g_autofree char *spool = g_build_filename(folder, "spool", NULL);

    folder_empty(beside);
    g_rmdir(beside);
    folder_empty(spool);
    g_rmdir(spool);
    folder_empty(folder);
    g_rmdir(folder);
    g_free(folder);
}
