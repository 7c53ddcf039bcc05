/* A folder of a test with all that lies in it, gone. Tests only. */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>

/* A file, too; what a link leads to stays. */
static inline void tree_remove(const char *path)
{
    g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);

    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        tree_remove(child);
    }
    g_remove(path);
}
