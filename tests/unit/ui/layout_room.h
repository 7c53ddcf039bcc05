/* A page and a layout for it, with letters of a made-up width, for tests of the layout. layout_enter and
 * layout_leave are a test's setup and teardown. One thread. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>

#include "ui/layout.h"

struct room {
    struct layout *l;
    struct page *page;
};

static inline int layout_enter(void **state)
{
    struct room *room = g_new0(struct room, 1);
    room->l = layout_new();
    room->page = page_new();
    *state = room;
    return 0;
}

static inline int layout_leave(void **state)
{
    struct room *room = *state;
    page_free(room->page);
    layout_free(room->l);
    g_free(room);
    return 0;
}

static inline int advance(void *letters, enum face face, int px, uint32_t c)
{
    (void)letters, (void)face;
    return c < 0x2E80 ? px * 56 / 100 : px;
}
