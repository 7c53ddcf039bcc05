/* SQLite's allocator, failing at the n-th call, once or for good: section 3.1 of "How SQLite Is Tested"
 * (out-of-memory testing). Call fault_alloc_install before anything of SQLite. Tests only; one thread. */
#pragma once

#include <glib.h>

void fault_alloc_install(void);
/* From now on allocation `at` (1..) fails; with `for_good` all that follow too. */
void fault_alloc_arm(unsigned at, gboolean for_good);
/* No faults any more. TRUE: the armed one was met. */
gboolean fault_alloc_disarm(void);
