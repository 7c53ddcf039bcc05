#include "store_hot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct hot *hot_new(void)
{
    struct hot *hot = g_new0(struct hot, 1);

    hot->from = work_folder_new();
    hot->to = work_folder_new();
    hot->work = work_new(hot->from);
    hot->work->spool = TRUE;
    assert_true(work_open(hot->work, NULL));
    return hot;
}

void hot_free(struct hot *hot)
{
    if (!hot)
        return;
    work_free(hot->work);
    work_folder_free(hot->from);
    work_folder_free(hot->to);
    g_free(hot);
}

int hot_tear_down(void **state)
{
    hot_free(*state);
    return 0;
}
