/* What the audit must not mistake for a fault stands beside the fault that it must find: words that are data,
 * letters that hang below their line, the wall that is touched anywhere. */
#include "audit_desk.h"

static void describe_in_latin(struct page *page)
{
    describe(page);
    for (unsigned i = 0; i < page->count; i++) {
        struct widget *w = &page->widgets[i];
        w->label = w->label[0] ? "Hello" : "";
        w->detail = "";
    }
}

static void words_of_another_language(void **state)
{
    struct desk *d = *state;
    describe_in_latin(d->page);
    widget(d, "tile.2")->detail = "For residents of 高郢";
    widget(d, "tile.1")->value = "赵*梅";
    widget(d, "tile.1")->personal = true;
    lay(d, false);
    d->layout->options.language = LANGUAGE_EN;
    expect(d, AUDIT_WORDS, "tile.2");
    assert_int_equal(look(d).of_kind[AUDIT_WORDS], 1);
    widget(d, "tile.2")->personal = true; /* where somebody lives is no sentence */
    assert_int_equal(look(d).of_kind[AUDIT_WORDS], 0);
}

/* Which one it is, is personal; what the answers are called is not, and is translated. */
static void words_of_an_answer(void **state)
{
    struct desk *d = *state;
    describe_in_latin(d->page);
    struct widget *w = widget(d, "tile.1");
    w->label = "一个人住";
    w->personal = true;
    lay(d, false);
    d->layout->options.language = LANGUAGE_EN;
    assert_int_equal(look(d).of_kind[AUDIT_WORDS], 0);
    w->role = ROLE_CHOICE;
    expect(d, AUDIT_WORDS, "tile.1");
}

static void a_masked_name_in_a_sentence(void **state)
{
    struct desk *d = *state;
    describe_in_latin(d->page);
    struct widget *w = widget(d, "tile.1");
    lay(d, false);
    d->layout->options.language = LANGUAGE_EN;
    static const char *const names[] = {"Hello 赵*梅. Tap to start.", "赵*, hello", "Hello 欧阳*华"};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        w->label = names[i];
        assert_int_equal(look(d).of_kind[AUDIT_WORDS], 0);
    }
    w->label = "Hello 赵*梅. 点一下 to start.";
    expect(d, AUDIT_WORDS, "tile.1");
    w->label = "Hello 赵梅, 2 * 3";
    expect(d, AUDIT_WORDS, "tile.1");
}

/* What an office told of somebody is personal; said in words of ours, it is in the language of the visit. */
static void words_of_what_an_office_told(void **state)
{
    struct desk *d = *state;
    describe_in_latin(d->page);
    struct widget *w = widget(d, "tile.1");
    w->value = "12 个月";
    w->personal = true;
    w->look = LOOK_KEY_VALUE;
    lay(d, false);
    d->layout->options.language = LANGUAGE_EN;
    assert_int_equal(look(d).of_kind[AUDIT_WORDS], 0);
    w->worded = true;
    expect(d, AUDIT_WORDS, "tile.1");
}

/* A neighbour's notice is shown as it came, also in Taiwan; in English it wants its English. */
static void words_from_outside(void **state)
{
    struct desk *d = *state;
    describe_in_latin(d->page);
    widget(d, "tile.1")->detail = "停水检修";
    lay(d, false);
    d->layout->options.language = LANGUAGE_ZH_TW;
    expect(d, AUDIT_WORDS, "tile.1");
    widget(d, "tile.1")->told = true;
    assert_int_equal(look(d).of_kind[AUDIT_WORDS], 0);
    d->layout->options.language = LANGUAGE_EN;
    expect(d, AUDIT_WORDS, "tile.1");
}

/* The key that leads to Chinese letters says so in Chinese; any other has to be translated. */
static void words_of_a_key(void **state)
{
    struct desk *d = *state;
    describe_in_latin(d->page);
    struct widget *key = widget(d, "tile.1");
    key->label = "中文";
    lay(d, false);
    d->layout->options.language = LANGUAGE_EN;
    expect(d, AUDIT_WORDS, "tile.1");
    g_strlcpy(key->id, "key.pinyin", sizeof key->id);
    assert_int_equal(look(d).of_kind[AUDIT_WORDS], 0);
}

/* A plain text has no edge: letters hang a quarter of an em below its line, not more. */
static void letters_below_their_line(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct placed *title = NULL;
    for (unsigned i = 0; i < d->layout->placed_count && !title; i++)
        if (d->layout->placed[i].widget && d->layout->placed[i].widget->look == LOOK_H1)
            title = &d->layout->placed[i];
    assert_non_null(title);
    struct run *run = &d->layout->runs[title->first_run];
    int before = (int)look(d).of_kind[AUDIT_CLIPPED];
    int room = title->box.y + title->box.h - run->baseline;
    run->baseline += room - run->px / 8; /* the ink ends below the box, by less than a quarter */
    repaint(d);
    assert_int_equal(look(d).of_kind[AUDIT_CLIPPED], before);
    run->baseline += run->px / 3;
    repaint(d);
    assert_true((int)look(d).of_kind[AUDIT_CLIPPED] > before);
}

/* Upon the wall, which is one target, a notice is another; two notices are not. */
static void a_target_upon_the_wall(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct placed *wall = placed(d, "tile.0"), *other = placed(d, "tile.1");
    wall->box.w = other->box.x - wall->box.x;
    expect(d, AUDIT_GAP, "tile.0");
    wall->special = SPECIAL_WALL;
    assert_int_equal(look(d).of_kind[AUDIT_GAP], 0);
}

int main(void)
{
#define T(name) cmocka_unit_test(name)
    const struct CMUnitTest tests[] = {
        T(words_of_another_language), T(words_of_an_answer),           T(words_of_a_key),
        T(words_from_outside),        T(a_masked_name_in_a_sentence),  T(letters_below_their_line),
        T(a_target_upon_the_wall),    T(words_of_what_an_office_told),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
