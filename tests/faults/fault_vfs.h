/* A VFS before SQLite's own one for unix that fails the n-th operation of a kind, once or for good: section
 * 3.2 of "How SQLite Is Tested" (I/O error testing). One for the process, made the default one; owns nothing
 * of the files. Tests only; one thread. */
#pragma once

#include <glib.h>

enum fault_op {
    FAULT_OPEN,
    FAULT_READ,
    FAULT_WRITE, /* half of the bytes are written before it fails */
    FAULT_SYNC,  /* always SQLITE_IOERR_FSYNC, with EIO or ENOSPC, as on unix */
    FAULT_TRUNCATE,
    FAULT_DELETE,
    FAULT_SHM_MAP,
    FAULT_OPS
};
extern const char *const fault_op_names[FAULT_OPS];

void fault_vfs_register(void);
/* From now on operation `at` (1..) of that kind fails with `code`; with `for_good` all that follow too. */
void fault_vfs_arm(enum fault_op op, unsigned at, gboolean for_good, int code);
/* No faults any more. TRUE: the armed one was met. */
gboolean fault_vfs_disarm(void);
