/* Every screen on every panel in the Chinese of both sides, standard and large: where a line ends. Letters as
 * wide as Noto's, nearly. */
#include "lay.h"
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

static void on_panel(struct room *room, const struct panel *panel)
{
    struct view view = {.list_page = 0};
    struct layout_options options = {.theme =
                                         theme_make(panel->width, panel->height, 0, 0, room->s->large, false),
                                     .language = room->s->language,
                                     .advance = advance,
                                     .pressed = ""};
    layout_page(layout, room->page, &view, &options);
}

static void in_mode(struct room *room, const struct preview *preview, enum language language, bool large)
{
    room_fill(room, preview, language, large);
    for (unsigned i = 0; i < G_N_ELEMENTS(panels); i++) {
        g_autofree char *where = g_strdup_printf("%s, %dx%d%s, language %d", preview->name, panels[i].width,
                                                 panels[i].height, large ? ", large" : "", (int)language);
        on_panel(room, &panels[i]);
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

/* 大约 stood alone between two lines on the narrowest column there is. */
static void when_somebody_comes_stands_on_one_line(void **state)
{
    static const struct panel narrow = {1280, 1024};
    struct room *room = *state;
    room_show(room, "identify_unread");
    on_panel(room, &narrow);
    assert_true(lay_draws(layout, "约 3 分钟到"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_word_is_torn, enter, leave_room),
        cmocka_unit_test_setup_teardown(when_somebody_comes_stands_on_one_line, enter, leave_room),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
