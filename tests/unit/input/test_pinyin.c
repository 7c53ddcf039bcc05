/* Pinyin: letters in, Chinese out, nothing kept; and the table of what people type, each on the first page of
 * candidates as the layout makes it (names.txt, addresses.txt: read like the files beside this one). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/secret.h"
#include "ui/input/input.h"
#include "ui/ui.h"

#define FOLDER BUILD_DIR "/pinyin"

struct room {
    struct pinyin *pinyin;
    struct input *input;
    struct page *page;
    struct text_fonts *fonts;
    struct ui *ui;
    bool large;
};

static void press(struct input *input, const char *letters)
{
    for (; *letters; letters++) {
        char id[] = "key.?";
        id[sizeof id - 2] = *letters;
        assert_true(input_key(input, *letters == '\'' ? "key.split" : id));
    }
}

static struct input *begin(struct room *room)
{
    room->input->pinyin = room->pinyin;
    input_start(room->input, "address", INPUT_TEXT, 0, "");
    room->input->large = room->large;
    return room->input;
}

static int seat(void **state)
{
    struct room *room = g_new0(struct room, 1);
    room->pinyin = pinyin_new(FOLDER);
    room->input = secret_new(sizeof *room->input);
    *state = room;
    return 0;
}

static int leave(void **state)
{
    struct room *room = *state;
    ui_free(room->ui);
    text_fonts_free(room->fonts);
    page_free(room->page);
    secret_free(room->input);
    pinyin_free(room->pinyin);
    g_free(room);
    return 0;
}

static void letters_become_words(void **state)
{
    struct input *input = begin(*state);
    press(input, "laonianzheng");
    assert_true(input_composes(input));
    assert_string_equal(input->candidates.line, "lao'nian'zheng");
    assert_string_equal(candidate_text(&input->candidates, 0), "老年证");
    assert_string_equal(input->text, "");
    assert_true(input_key(input, "key.space"));
    assert_string_equal(input->text, "老年证");
    assert_false(input_composes(input));
    assert_int_equal(input->candidates.count, 0);
    assert_true(input_key(input, "key.space"));
    assert_string_equal(input->text, "老年证 ");
}

static void our_words_come_first(void **state)
{
    static const char *const words[][2] = {{"canjirenzheng", "残疾人证"},
                                           {"jiedaobanshichu", "街道办事处"},
                                           {"gaolingjintie", "高龄津贴"},
                                           {"cunminweiyuanhui", "村民委员会"},
                                           {"sandong", "三栋"},
                                           {"danyuan", "单元"},
                                           {"haolou", "号楼"},
                                           {"shequ", "社区"},
                                           {"wangxiulan", "王秀兰"}};
    struct input *input = begin(*state);
    for (unsigned i = 0; i < G_N_ELEMENTS(words); i++) {
        press(input, words[i][0]);
        bool near = strcmp(candidate_text(&input->candidates, 0), words[i][1]) == 0 ||
                    strcmp(candidate_text(&input->candidates, 1), words[i][1]) == 0;
        if (!near)
            fail_msg("%s: %s is not among the first two", words[i][0], words[i][1]);
        input_start(input, "address", INPUT_TEXT, 0, "");
    }
}

static unsigned find(const struct input *input, const char *text)
{
    unsigned i = 0;
    while (i < input->candidates.count && strcmp(candidate_text(&input->candidates, i), text) != 0)
        i++;
    assert_true(i < input->candidates.count);
    return i;
}

static void a_part_is_chosen_and_the_rest_stays(void **state)
{
    struct input *input = begin(*state);
    press(input, "wangxiulan");
    assert_true(input_choose(input, find(input, "王")));
    assert_string_equal(input->text, "王");
    assert_string_equal(input->letters, "xiulan");
    assert_true(input_choose(input, find(input, "秀")));
    assert_string_equal(input->letters, "lan");
    assert_true(input_key(input, "key.done")); /* the likeliest for the rest, and nothing else yet */
    assert_false(input_composes(input));
    assert_int_equal(g_utf8_strlen(input->text, -1), 3);
    assert_false(input_key(input, "key.done"));
}

/* What is looked for is taken by its letters, as it was meant, and at once. */
static void letters_are_sought_as_they_are(void **state)
{
    struct input *input = begin(*state);
    input->seeks = true;
    press(input, "yi'bao");
    assert_false(input_is_sought(input));
    assert_true(input_key(input, "key.done"));
    assert_string_equal(input->text, "yibao");
    assert_true(input_is_sought(input));
    assert_int_equal(input->candidates.count, 0);
    assert_false(input_key(input, "key.done"));
    press(input, "yibao"); /* a word that was chosen is one, and another key takes the likeliest as ever */
    assert_true(input_choose(input, find(input, "医保")));
    assert_string_equal(input->text, "yibao医保");
}

static void apostrophes_part_syllables(void **state)
{
    struct input *input = begin(*state);
    press(input, "xian");
    assert_string_equal(input->candidates.line, "xian");
    input_start(input, "address", INPUT_TEXT, 0, "");
    press(input, "'xi''an"); /* one at the beginning and a second one mean nothing */
    assert_string_equal(input->letters, "xi'an");
    assert_true(input_choose(input, find(input, "西")));
    assert_string_equal(input->letters, "an");
    input_start(input, "address", INPUT_TEXT, 0, "");
    press(input, "li'an");
    find(input, "李安"); /* a name in two syllables */
}

static void backspace_takes_letters_first(void **state)
{
    struct input *input = begin(*state);
    press(input, "shi");
    input_choose(input, find(input, "室"));
    press(input, "ba");
    assert_true(input_key(input, "key.delete"));
    assert_string_equal(input->letters, "b");
    assert_true(input_key(input, "key.delete"));
    assert_false(input_composes(input));
    assert_int_equal(input->candidates.count, 0);
    assert_string_equal(input->candidates.line, "");
    assert_string_equal(input->text, "室");
    assert_true(input_key(input, "key.delete"));
    assert_string_equal(input->text, "");
}

/* librime is told only what differs: it must come to the same as from the beginning. */
static void a_changed_end_is_as_typed_anew(void **state)
{
    static const char *const steps[] = {"xingful", "xingfu", "xingfuli", "xin", "xi'an", "xi'", "sandong"};
    struct room *room = *state;
    struct candidates *changed = secret_new(sizeof *changed), *anew = secret_new(sizeof *anew);
    struct pinyin *fresh = pinyin_new(FOLDER);
    for (unsigned i = 0; i < G_N_ELEMENTS(steps); i++) {
        assert_true(pinyin_look(fresh, steps[i], changed));
        struct pinyin *other =
            room->pinyin; /* one library in a process: they share it, each with its session */
        assert_true(pinyin_look(other, steps[i], anew));
        assert_memory_equal(changed, anew, sizeof *anew);
        pinyin_clear(other);
    }
    assert_int_equal(pinyin_covers(fresh, "sandong", changed, 0), strlen("sandong"));
    pinyin_free(fresh);
    secret_free(changed);
    secret_free(anew);
}

static void other_keys_take_the_likeliest(void **state)
{
    struct input *input = begin(*state);
    press(input, "sandong");
    assert_true(input_key(input, "key.，"));
    assert_string_equal(input->text, "三栋，");
    press(input, "danyuan");
    assert_true(input_key(input, "key.signs"));
    assert_string_equal(input->text, "三栋，单元");
    assert_true(input_key(input, "key.5"));
    assert_true(input_key(input, "key.pinyin"));
    assert_string_equal(input->text, "三栋，单元5");
    assert_false(input_choose(input, 0)); /* nothing is being typed */
    press(input, "iuv");                  /* no pinyin: goes in as it is */
    assert_true(input_key(input, "key.space"));
    assert_false(input_composes(input));
    assert_true(g_str_has_prefix(input->text, "三栋，单元5"));
    assert_true(strlen(input->text) > strlen("三栋，单元5"));
}

static void a_keyboard_on_a_wire_does_the_same(void **state)
{
    struct input *input = begin(*state);
    const char *keys = "xi'an";
    for (; *keys; keys++) {
        char one[] = {*keys, '\0'};
        assert_true(input_typed(input, one));
    }
    unsigned second = 1;
    char *wanted = g_strdup(candidate_text(&input->candidates, second));
    assert_true(input_typed(input, "2"));
    assert_true(g_str_has_prefix(input->text, wanted));
    g_free(wanted);
    while (input_composes(input))
        assert_true(input_typed(input, " "));
    size_t n = strlen(input->text);
    assert_true(input_typed(input, "3"));
    assert_string_equal(input->text + n, "3");
    assert_true(input_typed(input, "B"));
    assert_string_equal(input->text + n, "3B");
    assert_true(input_text(input, "ab")); /* what comes as text stays as it is */
    assert_string_equal(input->text + n, "3Bab");
}

static void there_is_an_end(void **state)
{
    struct input *input = begin(*state);
    for (int i = 0; i < 3 * PINYIN_LETTERS; i++)
        assert_true(input_key(input, i % 2 ? "key.a" : "key.n"));
    assert_int_equal(strlen(input->letters), PINYIN_LETTERS);
    input_start(input, "name", INPUT_TEXT, 2, "");
    press(input, "xingfuli");
    assert_true(input_key(input, "key.space"));
    assert_string_equal(input->text, "幸福"); /* as much as the question takes */
    press(input, "yi");
    assert_true(input->candidates.count > 200); /* rare ones too */
    assert_true(input->candidates.count <= PINYIN_CANDIDATES);
}

static void nothing_is_kept_and_it_opens_again(void **state)
{
    struct room *room = *state;
    struct input *input = begin(room);
    press(input, "sandong");
    input_clear(input);
    assert_ptr_equal(input->pinyin, room->pinyin);
    input->pinyin = NULL;
    for (size_t i = 0; i < sizeof *input; i++)
        assert_int_equal(((const uint8_t *)input)[i], 0);
    for (int i = 0; i < 3; i++) {
        pinyin_forget(room->pinyin);
        input = begin(room);
        press(input, "sandong");
        assert_string_equal(candidate_text(&input->candidates, 0), "三栋");
    }
}

/* What a resident types stands in no log: librime's own, which it writes on standard error and into TMPDIR
 * unless it is told not to, say nothing. */
static void nothing_is_logged(void **state)
{
    g_autofree char *empty = g_dir_make_tmp("logs-XXXXXX", NULL), *before = g_strdup(g_getenv("TMPDIR"));
    int kept = dup(STDERR_FILENO), caught = memfd_create("stderr", MFD_CLOEXEC);
    struct input *input = begin(*state);

    g_setenv("TMPDIR", empty, TRUE);
    assert_int_equal(dup2(caught, STDERR_FILENO), STDERR_FILENO);
    press(input, "wangxiulan");
    assert_true(input_choose(input, 0));
    pinyin_forget(input->pinyin);
    dup2(kept, STDERR_FILENO);
    if (before)
        g_setenv("TMPDIR", before, TRUE);
    else
        g_unsetenv("TMPDIR");
    assert_int_equal(lseek(caught, 0, SEEK_END), 0);
    assert_int_equal(g_rmdir(empty), 0);
    close(kept);
    close(caught);
}

static void without_the_dictionary_letters_stay_letters(void **state)
{
    struct room *room = *state;
    struct pinyin *none = pinyin_new("/nonexistent");
    struct input *input = begin(room);
    input->pinyin = none;
    press(input, "ab");
    assert_string_equal(input->text, "ab");
    assert_int_equal(input->plane, PLANE_LOWER);
    input->pinyin = NULL;
    pinyin_free(none);
}

/* Is it to be seen before anybody turns a page? */
static bool on_first_page(struct room *room, const char *wanted)
{
    page_begin(room->page, "form", "");
    input_keys(room->page, room->input, LANGUAGE_ZH);
    ui_show(room->ui, room->page);
    const struct layout *layout = ui_widgets(room->ui);
    for (unsigned i = 0; i < layout->placed_count; i++) {
        const struct widget *w = layout->placed[i].widget;
        if (w && w->look == LOOK_CANDIDATE && strcmp(w->label, wanted) == 0)
            return true;
    }
    return false;
}

static void screen(struct room *room, bool large)
{
    GError *error = NULL;
    room->fonts = text_fonts_new(&error);
    assert_null(error);
    struct ui_options options = {.width = 1080, .height = 1920, .headless = true, .fonts = room->fonts};
    room->ui = ui_new(&options, &error);
    assert_null(error);
    ui_settings(room->ui, &(struct ui_settings){.large = large});
    room->page = page_new();
    room->large = large;
}

/* One line: pieces WORD=letters, or digits with nothing behind the sign. */
static bool typed_line(struct room *room, const char *line)
{
    g_auto(GStrv) pieces = g_strsplit(line, " ", -1);
    bool good = true;
    for (unsigned i = 0; pieces[i]; i++) {
        char *letters = strchr(pieces[i], '=');
        assert_non_null(letters);
        *letters++ = '\0';
        if (!*letters)
            continue;
        begin(room);
        press(room->input, letters);
        if (on_first_page(room, pieces[i]))
            continue;
        printf("  not on the first page: %s (%s)\n", pieces[i], letters);
        good = false;
    }
    return good;
}

static unsigned typed_file(struct room *room, const char *name, unsigned *lines)
{
    g_autofree char *path = g_strdup_printf("%s/tests/unit/input/%s", SOURCE_DIR, name), *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) rows = g_strsplit(g_strchomp(text), "\n", -1);
    unsigned good = 0;
    for (*lines = 0; rows[*lines]; ++*lines)
        good += typed_line(room, rows[*lines]);
    return good;
}

static void table(struct room *room, bool large)
{
    unsigned names, addresses;
    screen(room, large);
    unsigned good_names = typed_file(room, "names.txt", &names),
             good_addresses = typed_file(room, "addresses.txt", &addresses);
    printf("pinyin, %s: first page holds %u of %u names, %u of %u addresses\n", large ? "large" : "standard",
           good_names, names, good_addresses, addresses);
    assert_int_equal(names, 100);
    assert_int_equal(addresses, 100);
    assert_int_equal(good_names, names);
    assert_int_equal(good_addresses, addresses);
}

static void the_table_in_standard(void **state)
{
    table(*state, false);
}

static void the_table_in_large(void **state)
{
    table(*state, true);
}

static void candidates_are_paged(void **state)
{
    struct room *room = *state;
    screen(room, false);
    begin(room);
    press(room->input, "yi");
    assert_false(
        on_first_page(room, candidate_text(&room->input->candidates, room->input->candidates.count - 1)));
    const struct layout *layout = ui_widgets(room->ui);
    assert_false(layout_find(layout, "cand.prev")->widget->enabled);
    assert_true(layout_find(layout, "cand.next")->widget->enabled);
    struct ui_input got;
    int on_page;
    unsigned pages = 1;
    for (; layout_find(layout, "cand.next")->widget->enabled; pages++) {
        assert_null(layout_find(layout, "cand.prev")->widget->enabled ? NULL
                                                                      : layout_find(layout, "cand.400"));
        assert_true(ui_inject_tap_id(room->ui, "cand.next", 0, &on_page));
        while (!ui_idle(room->ui))
            ui_wait(room->ui, 0, &got);
        layout = ui_widgets(room->ui);
        assert_int_equal(ui_view(room->ui)->cand_page, pages);
    }
    char last[PAGE_ID];
    snprintf(last, sizeof last, "cand.%u", room->input->candidates.count - 1);
    assert_non_null(layout_find(layout, last));
    assert_null(layout_find(layout, "cand.0"));
    press(room->input, "n"); /* other candidates: from the beginning */
    assert_true(on_first_page(room, candidate_text(&room->input->candidates, 0)));
    assert_int_equal(ui_view(room->ui)->cand_page, 0);
}

int main(void)
{
    secret_start();
#define T(test) cmocka_unit_test_setup_teardown(test, seat, leave)
    const struct CMUnitTest tests[] = {
        T(letters_become_words),
        T(our_words_come_first),
        T(a_part_is_chosen_and_the_rest_stays),
        T(letters_are_sought_as_they_are),
        T(apostrophes_part_syllables),
        T(backspace_takes_letters_first),
        T(a_changed_end_is_as_typed_anew),
        T(other_keys_take_the_likeliest),
        T(a_keyboard_on_a_wire_does_the_same),
        T(there_is_an_end),
        T(nothing_is_kept_and_it_opens_again),
        T(nothing_is_logged),
        T(without_the_dictionary_letters_stay_letters),
        T(the_table_in_standard),
        T(the_table_in_large),
        T(candidates_are_paged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
