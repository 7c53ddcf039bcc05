/* An example page laid out with letters of a made-up width, and what is asked about it. One thread. */
#pragma once

#include "room.h"
#include "ui/layout.h"

static inline int lay_advance(void *letters, enum face face, int px, uint32_t c)
{
    (void)letters, (void)face;
    return c < 0x2E80 ? px * 52 / 100 : px;
}

/* The page of an example session in large letters or seated. */
static inline const struct page *room_show_as(struct room *room, const char *preview, bool large, bool seated)
{
    room_show(room, preview);
    room->s->large = large;
    room->s->seated = seated;
    screens_build(room->page, room->s, &room->context);
    return room->page;
}

/* The page in hand, on a panel whose unit is a pixel; zone_top: below it stands what is touched, 0 if
 * standing.
 */
static inline void lay_page(struct layout *l, const struct room *room, struct theme theme, int zone_top,
                            unsigned list_page)
{
    struct view view = {.list_page = list_page};
    struct layout_options options = {.theme = theme,
                                     .language = room->s->language,
                                     .advance = lay_advance,
                                     .seated = room->s->seated,
                                     .zone_top = zone_top,
                                     .pressed = ""};
    layout_page(l, room->page, &view, &options);
}

/* Somewhere on what is shown now stands this, on one line. */
static inline bool lay_draws(const struct layout *l, const char *text)
{
    for (unsigned i = 0; i < l->run_count; i++) {
        g_autofree char *line = l->runs[i].text ? g_strndup(l->runs[i].text, l->runs[i].len) : NULL;
        if (line && strstr(line, text))
            return true;
    }
    return false;
}
