/* A VFS whose files lie on a disk in memory, shared memory included, so that the store runs as it is: section
 * 3.3 of "How SQLite Is Tested" (crash testing). Files go by the last part of their path. Borrows the mounted
 * disk until the next mount. Tests only; one thread. */
#pragma once

#include "crash_disk.h"

void crash_vfs_register(void);
void crash_vfs_mount(struct disk *disk);
