/* Where what is spoken of a page is tried: two pages, before and after, and the script made of them. Owned by
 * the group of tests. */
#pragma once

#include "base/secret.h"
#include "pages.h"
#include "ui/voice_script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct room {
    struct page *page, *other;
    struct script *script;
    struct script_view view;
    char said[8192];
};

static inline int enter(void **state)
{
    struct room *room = g_new0(struct room, 1);
    room->page = page_new();
    room->other = page_new();
    room->script = secret_new(sizeof *room->script);
    *state = room;
    return 0;
}

static inline int leave_room(void **state)
{
    struct room *room = *state;
    page_free(room->page);
    page_free(room->other);
    secret_free(room->script);
    g_free(room);
    return 0;
}

static inline void fresh(struct room *room, bool headphones)
{
    room->view = (struct script_view){.headphones = headphones, .focus = ""};
    script_begin(room->script, LANGUAGE_ZH);
}

/* Line by line, with a bar between. */
static inline const char *said(struct room *room)
{
    room->said[0] = '\0';
    for (unsigned i = 0; i < room->script->count; i++) {
        g_strlcat(room->said, i ? "|" : "", sizeof room->said);
        g_strlcat(room->said, script_line(room->script, i), sizeof room->said);
    }
    return room->said;
}

static inline const char *screen(struct room *room, bool headphones)
{
    fresh(room, headphones);
    script_screen(room->script, room->page, &room->view);
    return said(room);
}

static inline const char *widget(struct room *room, const struct widget *w, bool headphones)
{
    fresh(room, headphones);
    script_widget(room->script, room->page, w, &room->view);
    return said(room);
}

static inline const char *changes(struct room *room, bool headphones)
{
    fresh(room, headphones);
    script_changes(room->script, room->other, room->page, &room->view);
    return said(room);
}

static inline void begin(struct page *page, const char *name)
{
    page_begin(page, name, "");
    page_place(page, PLACE_BODY);
}
