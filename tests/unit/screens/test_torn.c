/* Every screen on every panel in the Chinese of both sides, standard and large: where a line ends. Letters as
 * wide as Noto's, nearly. */
#include "room.h"
#include "ui/layout.h"
#include "ui/screens/screens.h"
#include "ui/text_words.h"

static const struct panel {
    int width, height;
} panels[] = {{1080, 1920}, {1920, 1080}, {1280, 1024}, {768, 1366}};

static struct layout *layout;
static unsigned torn, broken; /* lines that begin inside a word, and lines that go on from another */

static int enter(void **state)
{
    room_enter(state);
    struct room *room = *state;
    room->context.receipt = &panels; /* a picture to show; layout never looks into it */
    layout = layout_new();
    return 0;
}

static int leave_room(void **state)
{
    layout_free(layout);
    return room_leave(state);
}

static int advance(void *letters, enum face face, int px, uint32_t c)
{
    (void)letters, (void)face;
    return c == ' ' ? px * 22 / 100 : c < 0x2000 ? px * 56 / 100 : px;
}

static void look(const struct run *before, const struct run *run, const char *where)
{
    bool inside[1024];
    size_t len = before->icon || run->icon ? 0 : strlen(before->text),
           at = (size_t)(run->text - before->text);
    if (run->text <= before->text || at >= len || len > sizeof inside)
        return; /* of another text */
    text_words(before->text, len, inside);
    broken++;
    torn += inside[at];
    if (inside[at])
        print_error("%s: %.*s|%.*s\n", where, before->len, before->text, run->len, run->text);
}

static void in_mode(struct room *room, const struct preview *preview, enum language language, bool large)
{
    session_init(room->s, room->catalog);
    preview->fill(room->s);
    room->s->language = language;
    room->s->large = large;
    input_clear(room->input);
    screens_input(room->input, room->s, false);
    if (preview->write)
        preview->write(room->input);
    screens_build(room->page, room->s, &room->context);
    for (unsigned i = 0; i < G_N_ELEMENTS(panels); i++) {
        struct view view = {.list_page = 0};
        struct layout_options options = {
            .theme = theme_make(panels[i].width, panels[i].height, 0, 0, large, false),
            .language = language,
            .advance = advance,
            .pressed = ""};
        g_autofree char *where = g_strdup_printf("%s, %dx%d%s, language %d", preview->name, panels[i].width,
                                                 panels[i].height, large ? ", large" : "", (int)language);
        layout_page(layout, room->page, &view, &options);
        for (unsigned k = 1; k < layout->run_count; k++)
            look(&layout->runs[k - 1], &layout->runs[k], where);
    }
}

static void no_word_is_torn(void **state)
{
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++)
        for (int large = 0; large < 2; large++) {
            in_mode(*state, &previews[i], LANGUAGE_ZH, large);
            in_mode(*state, &previews[i], LANGUAGE_ZH_TW, large);
        }
    assert_int_equal(torn, 0);
    assert_in_range(broken, 1000, 100000); /* or it looked at nothing */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_word_is_torn, enter, leave_room),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
