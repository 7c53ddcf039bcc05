#include "fault_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>

/* SQLite hands its allocator nothing of the caller's. */
static struct {
    sqlite3_mem_methods usual;
    unsigned at, seen;
    gboolean for_good;
} armed;

void fault_alloc_arm(unsigned at, gboolean for_good)
{
    armed.at = at;
    armed.seen = 0;
    armed.for_good = for_good;
}

gboolean fault_alloc_disarm(void)
{
    gboolean met = armed.at > 0 && armed.seen >= armed.at;

    armed.at = 0;
    return met;
}

static gboolean fails(void)
{
    if (armed.at == 0)
        return FALSE;
    armed.seen++;
    return armed.seen == armed.at || (armed.for_good && armed.seen > armed.at);
}

static void *failing_malloc(int size)
{
    return fails() ? NULL : armed.usual.xMalloc(size);
}

static void *failing_realloc(void *memory, int size)
{
    return fails() ? NULL : armed.usual.xRealloc(memory, size);
}

void fault_alloc_install(void)
{
    sqlite3_mem_methods failing;

    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &armed.usual), SQLITE_OK);
    failing = armed.usual;
    failing.xMalloc = failing_malloc;
    failing.xRealloc = failing_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing), SQLITE_OK);
}
