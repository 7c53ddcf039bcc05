/* A place to draw screens in, for tests: the shipped services, a session, a page, and the context that the
 * kiosk would give. room_enter and room_leave are a group's setup and teardown. One thread. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "catalog/load.h"
#include "ui/screens/parts.h"
#include "ui/text.h"

struct room {
    struct catalog *catalog;
    struct session *s; /* of the catalog, in standby */
    struct page *page;
    struct input *input;
    struct ink ink;
    struct regions regions;
    struct screen_context context;
};

static inline struct screen_context room_context(struct room *room)
{
    return (struct screen_context){
        .place = {.place = {"高郢社区", "Gaoying"},
                  .address = {"高郢社区便民服务站，一楼大厅", "Gaoying service station, ground floor"},
                  .hours = {"8:30 到 17:30", "8:30 to 17:30"},
                  .station = "GY01",
                  .phone = "12345",
                  .days = "12345",
                  .staff_minutes = 3},
        .progress_url = "https://example.invalid/p/",
        .input = room->input,
        .regions = &room->regions,
        .ink = &room->ink,
    };
}

static inline int room_enter(void **state)
{
    GError *error = NULL;
    struct room *room = g_new0(struct room, 1);
    words_start(BUILD_DIR "/locale");
    room->catalog = catalog_load(SOURCE_DIR "/assets/catalog", &error);
    if (error)
        fail_msg("%s", error->message);
    room->s = secret_new(sizeof *room->s);
    session_init(room->s, room->catalog);
    room->page = page_new();
    room->input = secret_new(sizeof *room->input);
    g_strlcpy(room->regions.here, "341122100006", sizeof room->regions.here);
    assert_true(region_set_open(&room->regions.set, BUILD_DIR "/regions.bin", NULL));
    room->input->regions = &room->regions;
    room->context = room_context(room);
    *state = room;
    return 0;
}

static inline int room_leave(void **state)
{
    struct room *room = *state;
    region_set_close(&room->regions.set);
    secret_free(room->s);
    secret_free(room->input);
    page_free(room->page);
    catalog_free(room->catalog);
    g_free(room);
    return 0;
}

/* The example session of that name; it must be there. */
static inline const struct preview *room_preview(const char *name)
{
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++)
        if (strcmp(previews[i].name, name) == 0)
            return &previews[i];
    fail_msg("no preview is called %s", name);
    return NULL;
}

/* Its page as the kiosk would build it, typed letters and all. */
static inline const struct page *room_fill(struct room *room, const struct preview *preview,
                                           enum language language, bool large)
{
    session_init(room->s, room->catalog);
    preview->fill(room->s);
    room->s->language = language;
    room->s->large = large;
    input_clear(room->input);
    screens_input(room->input, room->s, false);
    if (preview->write)
        preview->write(room->input);
    room->context.sight = preview->sight;
    screens_build(room->page, room->s, &room->context);
    return room->page;
}

static inline const struct page *room_show_in(struct room *room, const char *preview, enum language language,
                                              bool large)
{
    return room_fill(room, room_preview(preview), language, large);
}

static inline const struct page *room_show(struct room *room, const char *preview)
{
    return room_show_in(room, preview, LANGUAGE_ZH, false);
}

/* The first widget on the page that says this, as a part of its label, detail or value; or NULL. */
static inline const struct widget *page_saying(const struct page *page, const char *text)
{
    for (unsigned i = 0; i < page->count; i++)
        if (strstr(page->widgets[i].label, text) || strstr(page->widgets[i].detail, text) ||
            strstr(page->widgets[i].value, text))
            return &page->widgets[i];
    return NULL;
}

static inline bool page_says(const struct page *page, const char *text)
{
    return page_saying(page, text) != NULL;
}

/* Letters of a made-up width, wider than real ones: what fits with them fits. */
static inline int room_advance(void *letters, enum face face, int px, uint32_t c)
{
    (void)letters, (void)face;
    bool arabic = c >= 0xFB50 && c < 0xFF00; /* forms of joined letters */
    return arabic ? px * 46 / 100 : c < 0x2E80 ? px * 56 / 100 : px;
}
