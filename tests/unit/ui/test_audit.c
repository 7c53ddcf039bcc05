/* The audit finds every fault that is planted, by its kind and at its widget, and nothing on a sound page. */
#include "base/secret.h"
#include "ui/audit.h"
#include "ui/focus.h"
#include "ui/paint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 1080, HEIGHT = 1920, MM_W = 268, MM_H = 476, BOTTOM_MM = 800, REACH_MM = 1100 };

struct found {
    unsigned count, of_kind[AUDIT_KINDS];
    struct audit_finding last[AUDIT_KINDS];
    const char *name; /* looked for, of that kind */
    enum audit_kind kind;
    bool seen;
};
struct desk {
    struct text_fonts *fonts;
    struct text *text;
    struct page *page;
    struct layout *layout;
    struct view view;
    struct painter *painter;
    struct canvas canvas;
    struct layout_options options;
    double px_per_mm;
};

static int advance(void *letters, enum face face, int px, uint32_t character)
{
    return text_advance(letters, face, px, character);
}

static void *allocated(size_t size)
{
    void *memory = calloc(1, size);
    assert_non_null(memory);
    return memory;
}

static int setup(void **state)
{
    struct desk *d = allocated(sizeof *d);
    secret_start();
    d->fonts = text_fonts_new(NULL);
    assert_non_null(d->fonts);
    d->text = text_new(d->fonts);
    d->page = page_new();
    d->layout = layout_new();
    d->painter = painter_new(d->text);
    d->canvas = (struct canvas){.pixels = allocated(sizeof(uint32_t) * WIDTH * HEIGHT),
                                .stride = WIDTH,
                                .width = WIDTH,
                                .height = HEIGHT};
    d->canvas.clip = (struct box){0, 0, WIDTH, HEIGHT};
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    struct desk *d = *state;
    free(d->canvas.pixels);
    painter_free(d->painter);
    layout_free(d->layout);
    page_free(d->page);
    text_free(d->text);
    text_fonts_free(d->fonts);
    free(d);
    return 0;
}

static void frame(struct page *page)
{
    page_place(page, PLACE_HEADER);
    page_text(page, LOOK_BODY, "高郢社区");
    page_button(page, LOOK_PILL, "large_font", "大字", "format_size");
    page_place(page, PLACE_FOOTER);
    page_button(page, LOOK_SLOT, "back", "返回", "arrow_back");
    page_button(page, LOOK_SLOT, "home", "首页", "home");
    page_button(page, LOOK_SLOT, "seated", "坐着用", "accessible");
    page_button(page, LOOK_SLOT_HELP, "help", "找人帮忙", "support_agent");
    page_button(page, LOOK_SLOT_SOS, "sos", "紧急求助", "sos");
}

/* A page without fault, to plant one in. */
static void describe(struct page *page)
{
    page_begin(page, "example", "");
    frame(page);
    page_place(page, PLACE_BODY);
    page_text(page, LOOK_H1, "您要办什么事？");
    page_text(page, LOOK_BODY, "点一下就开始。");
    page_open(page, GROUP_COLUMNS, 2);
    for (int i = 0; i < 4; i++) {
        struct widget *w = page_add(page, ROLE_TILE, LOOK_TILE, page_format(page, "tile.%d", i), "高龄津贴");
        w->icon = "elderly";
        w->detail = "满 80 岁可以领";
    }
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", "下一步", "arrow_forward");
}

static void repaint(struct desk *d)
{
    struct box dirty[PAINT_DIRTY];
    painter_forget(d->painter);
    painter_update(d->painter, d->layout, &d->canvas, dirty);
}

static void lay(struct desk *d, bool large)
{
    d->options = (struct layout_options){.theme = theme_make(WIDTH, HEIGHT, MM_W, MM_H, large, false),
                                         .language = LANGUAGE_ZH,
                                         .advance = advance,
                                         .letters = d->text,
                                         .pressed = ""};
    d->px_per_mm = theme_px_per_mm(WIDTH, HEIGHT, MM_W, MM_H);
    memset(&d->view, 0, sizeof d->view);
    layout_page(d->layout, d->page, &d->view, &d->options);
    repaint(d);
}

static void begin(struct desk *d)
{
    describe(d->page);
    lay(d, false);
}

static struct widget *widget(struct desk *d, const char *id)
{
    const struct widget *w = page_find(d->page, id);
    assert_non_null(w);
    return &d->page->widgets[w - d->page->widgets];
}

static struct placed *placed(struct desk *d, const char *id)
{
    const struct placed *p = layout_find(d->layout, id);
    assert_non_null(p);
    return &d->layout->placed[p - d->layout->placed];
}

static void move(struct desk *d, struct placed *p, int dx, int dy)
{
    p->box.x += dx, p->box.y += dy;
    for (unsigned i = 0; i < p->shapes; i++)
        d->layout->shapes[p->first_shape + i].box.x += dx, d->layout->shapes[p->first_shape + i].box.y += dy;
    for (unsigned i = 0; i < p->runs; i++)
        d->layout->runs[p->first_run + i].x += dx, d->layout->runs[p->first_run + i].baseline += dy;
}

static void note(void *to, const struct audit_finding *finding)
{
    struct found *found = to;
    found->count++;
    found->of_kind[finding->kind]++;
    found->last[finding->kind] = *finding;
    if (found->name && finding->kind == found->kind && strcmp(finding->widget, found->name) == 0)
        found->seen = finding->what[0] && finding->bar[0];
}

static struct found look_for(struct desk *d, enum audit_kind kind, const char *name)
{
    struct found found = {.kind = kind, .name = name};
    const struct audit audit = {.layout = d->layout,
                                .picture = &d->canvas,
                                .text = d->text,
                                .px_per_mm = d->px_per_mm,
                                .bottom_mm = BOTTOM_MM,
                                .reach_mm = d->options.seated ? REACH_MM : 0,
                                .found = note,
                                .to = &found};
    unsigned count = audit_page(&audit);
    assert_int_equal(count, found.count);
    return found;
}

static struct found look(struct desk *d)
{
    return look_for(d, AUDIT_CLIPPED, NULL);
}

static void expect(struct desk *d, enum audit_kind kind, const char *name)
{
    struct found found = look_for(d, kind, name);
    if (!found.seen)
        fail_msg("%s: not found at %s, of %u findings", audit_kind_name(kind), name, found.count);
}

static void nothing_on_a_sound_page(void **state)
{
    struct desk *d = *state;
    for (int large = 0; large < 2; large++) {
        describe(d->page);
        lay(d, large);
        struct found found = look(d);
        for (enum audit_kind k = 0; k < AUDIT_KINDS; k++)
            if (found.of_kind[k])
                fail_msg("%s at %s: %s", audit_kind_name(k), found.last[k].widget, found.last[k].what);
    }
}

static void words_that_do_not_fit(void **state)
{
    struct desk *d = *state;
    describe(d->page);
    page_place(d->page, PLACE_BODY);
    page_open(d->page, GROUP_COLUMNS, 4);
    page_button(d->page, LOOK_MEDIUM, "narrow", "Donaudampfschifffahrtsgesellschaft", "");
    page_close(d->page);
    lay(d, false);
    expect(d, AUDIT_CLIPPED, "narrow");
}

static void text_that_leaves_its_box(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct placed *p = placed(d, "next");
    d->layout->runs[p->first_run].x -= 600;
    repaint(d);
    expect(d, AUDIT_CLIPPED, "next");
}

static void a_widget_that_leaves_its_place(void **state)
{
    struct desk *d = *state;
    begin(d);
    move(d, placed(d, "tile.2"), 0, 1200);
    repaint(d);
    expect(d, AUDIT_CLIPPED, "tile.2");
}

/* A page of a form whose field went to the next page, while its keys are here. */
static void a_field_away_from_its_keys(void **state)
{
    struct desk *d = *state;
    describe(d->page);
    page_place(d->page, PLACE_BODY);
    for (int i = 0; i < 12; i++) /* more than gives way above a keyboard */
        page_add(d->page, ROLE_CHOICE, LOOK_RADIO, page_format(d->page, "choice.%d", i), "一个人住");
    page_add(d->page, ROLE_FIELD, LOOK_NUMBER, "field.phone", "手机号")->selected = true;
    page_place(d->page, PLACE_KEYS);
    page_open(d->page, GROUP_COLUMNS, 3);
    for (int i = 1; i <= 6; i++)
        page_button(d->page, LOOK_KEY, page_format(d->page, "key.%d", i), page_format(d->page, "%d", i), "");
    page_close(d->page);
    lay(d, false);
    assert_true(d->layout->list_pages > 1);
    expect(d, AUDIT_CLIPPED, "page");
    d->view.list_page = d->layout->list_pages - 1;
    layout_page(d->layout, d->page, &d->view, &d->options);
    assert_non_null(layout_find(d->layout, "field.phone"));
    repaint(d);
    assert_int_equal(look(d).of_kind[AUDIT_CLIPPED], 0);
}

static void text_upon_text(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct placed *p = placed(d, "tile.0");
    struct run *label = NULL, *detail = NULL;
    for (unsigned i = 0; i < p->runs; i++) {
        struct run *run = &d->layout->runs[p->first_run + i];
        label = run->text && !label ? run : label;
        detail = run->text ? run : detail;
    }
    assert_ptr_not_equal(label, detail);
    detail->baseline = label->baseline;
    repaint(d);
    expect(d, AUDIT_OVERLAP, "tile.0");
}

static void a_widget_upon_another(void **state)
{
    struct desk *d = *state;
    begin(d);
    move(d, placed(d, "tile.3"), -300, 0);
    repaint(d);
    expect(d, AUDIT_OVERLAP, "tile.2");
}

/* The layout is right, the picture is not: only pixels can tell. */
static void words_painted_over(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct box half = placed(d, "next")->box;
    half.w /= 2;
    canvas_fill(&d->canvas, half, 0x1B2421);
    expect(d, AUDIT_OVERLAP, "next");
}

static void faint_words(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct placed *p = placed(d, "tile.1");
    d->layout->runs[p->first_run + 1].colour = COLOUR_LINE;
    repaint(d);
    expect(d, AUDIT_CONTRAST, "tile.1");
}

/* Roles and theme are right, but something lies over the picture like a veil. */
static void a_veil_over_the_picture(void **state)
{
    struct desk *d = *state;
    begin(d);
    assert_int_equal(look(d).of_kind[AUDIT_CONTRAST], 0);
    canvas_blend(&d->canvas, placed(d, "tile.1")->box, 0xFFFFFF, 160);
    expect(d, AUDIT_CONTRAST, "tile.1");
}

static void body_text_below_ten(void **state)
{
    struct desk *d = *state;
    describe(d->page);
    page_place(d->page, PLACE_BODY);
    page_text(d->page, LOOK_BODY, "要看清楚的话")->detail = "";
    lay(d, false);
    assert_int_equal(look(d).of_kind[AUDIT_CONTRAST], 0);
    struct placed *p = NULL;
    for (unsigned i = 0; i < d->layout->placed_count; i++)
        if (d->layout->placed[i].widget && strcmp(d->layout->placed[i].widget->label, "要看清楚的话") == 0)
            p = &d->layout->placed[i];
    assert_non_null(p);
    d->layout->runs[p->first_run].colour = COLOUR_INK2; /* 7.9:1, enough for what is beside the matter */
    repaint(d);
    expect(d, AUDIT_CONTRAST, "\"要看清楚的话\"");
}

static void small_letters(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct placed *p = placed(d, "tile.0");
    for (unsigned i = 0; i < p->runs; i++)
        if (d->layout->runs[p->first_run + i].text)
            d->layout->runs[p->first_run + i].px = 24; /* 5.96 mm */
    repaint(d);
    expect(d, AUDIT_LETTERS, "tile.0");
}

static void a_small_target(void **state)
{
    struct desk *d = *state;
    begin(d);
    placed(d, "help")->box.h = 60; /* 14.9 mm */
    expect(d, AUDIT_TARGET, "help");
}

static void targets_too_close(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct box *box = &placed(d, "tile.0")->box, right = placed(d, "tile.1")->box;
    box->w = right.x - box->x - 9; /* 2.2 mm */
    expect(d, AUDIT_GAP, "tile.0");
    box->w = right.x - box->x - 11;
    assert_int_equal(look(d).of_kind[AUDIT_GAP], 0);
}

static void a_target_out_of_reach(void **state)
{
    struct desk *d = *state;
    describe(d->page);
    lay(d, false);
    d->options.seated = true;
    d->options.zone_top = HEIGHT - (int)((REACH_MM - BOTTOM_MM) * d->px_per_mm);
    layout_page(d->layout, d->page, &d->view, &d->options);
    repaint(d);
    assert_int_equal(look(d).of_kind[AUDIT_HEIGHT], 0);
    placed(d, "large_font")->box.y = 60;
    expect(d, AUDIT_HEIGHT, "large_font");
}

static void nothing_to_say(void **state)
{
    struct desk *d = *state;
    begin(d);
    widget(d, "next")->label = "›";
    expect(d, AUDIT_LABEL, "next");
}

static void not_by_keypad(void **state)
{
    struct desk *d = *state;
    begin(d);
    widget(d, "tile.3")->focusable = false;
    expect(d, AUDIT_KEYPAD, "tile.3");
    assert_int_equal(look(d).of_kind[AUDIT_KEYPAD], 2); /* neither way */
}

static void against_the_reading(void **state)
{
    struct desk *d = *state;
    begin(d);
    struct placed *p = placed(d, "tile.0"), *q = placed(d, "tile.3");
    int dx = q->box.x - p->box.x, dy = q->box.y - p->box.y;
    move(d, p, dx, dy);
    move(d, q, -dx, -dy);
    repaint(d);
    expect(d, AUDIT_ORDER, "tile.3");
}

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

int main(void)
{
#define T(name) cmocka_unit_test(name)
    const struct CMUnitTest tests[] = {
        T(nothing_on_a_sound_page),
        T(words_that_do_not_fit),
        T(text_that_leaves_its_box),
        T(a_widget_that_leaves_its_place),
        T(a_field_away_from_its_keys),
        T(text_upon_text),
        T(a_widget_upon_another),
        T(words_painted_over),
        T(faint_words),
        T(a_veil_over_the_picture),
        T(body_text_below_ten),
        T(small_letters),
        T(a_small_target),
        T(targets_too_close),
        T(a_target_out_of_reach),
        T(nothing_to_say),
        T(not_by_keypad),
        T(against_the_reading),
        T(words_of_another_language),
        T(words_of_a_key),
        T(words_from_outside),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
