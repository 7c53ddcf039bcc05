/* Every icon of the shipped services and of every screen is one that the icon face holds a picture of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/icons.h"
#include "base/secret.h"
#include "catalog/load.h"
#include "ui/screens/screens.h"
#include "ui/text.h"

enum { SIDE = 48, NO_CHARACTER = 0xF8FE /* private use, in no icon face */ };

struct room {
    struct text_fonts *fonts;
    struct text *text;
    uint32_t nothing[SIDE * SIDE]; /* what a character that the face lacks looks like */
};

static void draw(struct room *room, uint32_t character, uint32_t pixels[SIDE * SIDE])
{
    const struct text_target to = {pixels, SIDE, 0, 0, SIDE, SIDE};

    memset(pixels, 0xFF, SIDE * SIDE * sizeof *pixels);
    text_draw_character(room->text, &to, FACE_ICON, SIDE, 0, SIDE, character, 0);
}

static int enter(void **state)
{
    GError *error = NULL;
    struct room *room = g_new0(struct room, 1);

    room->fonts = text_fonts_new(&error);
    if (room->fonts == NULL)
        fail_msg("%s", error->message);
    room->text = text_new(room->fonts);
    draw(room, NO_CHARACTER, room->nothing);
    *state = room;
    return 0;
}

static int leave_room(void **state)
{
    struct room *room = *state;

    text_free(room->text);
    text_fonts_free(room->fonts);
    g_free(room);
    return 0;
}

static bool is_drawable(struct room *room, const char *icon)
{
    uint32_t pixels[SIDE * SIDE], code = icon_code(icon);
    bool ink = false;

    draw(room, code, pixels);
    for (size_t i = 0; i < G_N_ELEMENTS(pixels); i++)
        ink |= pixels[i] != UINT32_MAX;
    return code != 0 && ink && memcmp(pixels, room->nothing, sizeof pixels) != 0;
}

static void wrong_names_are_seen(void **state)
{
    assert_true(is_drawable(*state, "home"));
    assert_false(is_drawable(*state, "hoome"));
    assert_false(is_drawable(*state, ""));
}

static void services_can_be_drawn(void **state)
{
    g_autoptr(GError) error = NULL;
    struct catalog *catalog = catalog_load(SOURCE_DIR "/assets/catalog", &error);

    assert_non_null(catalog);
    assert_true(catalog->service_count > 0);
    for (unsigned i = 0; i < catalog->service_count; i++) {
        const struct service *s = catalog->services[i];

        if (!is_drawable(*state, s->icon))
            fail_msg("%s: its icon %s cannot be drawn", s->code, s->icon);
        for (unsigned k = 0; k < s->material_count; k++)
            if (!is_drawable(*state, s->materials[k].icon))
                fail_msg("%s: the icon %s of paper %s cannot be drawn", s->code, s->materials[k].icon,
                         s->materials[k].code);
    }
    catalog_free(catalog);
}

static void screens_can_be_drawn(void **state)
{
    struct catalog *catalog = catalog_load(SOURCE_DIR "/assets/catalog", NULL);
    struct session *session = secret_new(sizeof *session);
    struct input *input = secret_new(sizeof *input);
    struct ink ink = {0};
    const struct screen_context context = {
        .place = {{"高郢社区", ""}, {"一楼大厅", ""}, {"8:30 到 17:30", ""}, {"", ""}, "GY01", "12345"},
        .progress_url = "https://example.invalid/p/",
        .input = input,
        .ink = &ink,
    };
    struct page *page = page_new();
    unsigned count, icons = 0;
    const struct preview *previews = screens_previews(&count);

    for (unsigned i = 0; i < count; i++) {
        session_init(session, catalog);
        previews[i].fill(session);
        input_clear(input);
        screens_input(input, session, false);
        if (previews[i].write)
            previews[i].write(input);
        screens_build(page, session, &context);
        for (unsigned k = 0; k < page->count; k++) {
            const char *icon = page->widgets[k].icon;

            if (icon == NULL || !*icon)
                continue;
            icons++;
            if (!is_drawable(*state, icon))
                fail_msg("%s: the icon %s cannot be drawn", previews[i].name, icon);
        }
    }
    assert_true(icons > count);
    page_free(page);
    secret_free(input);
    secret_free(session);
    catalog_free(catalog);
}

int main(void)
{
    secret_start();
    words_start(BUILD_DIR "/locale");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_names_are_seen),
        cmocka_unit_test(services_can_be_drawn),
        cmocka_unit_test(screens_can_be_drawn),
    };
    return cmocka_run_group_tests(tests, enter, leave_room);
}
