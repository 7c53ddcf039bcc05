/* Every kind of finding, and every bar of one that has several: planted just beyond its bar in a sound page
 * it is found, just within it is not. A kind without a row here fails. */
#include "audit_desk.h"

static struct placed *first_of(struct desk *d, enum look look)
{
    for (unsigned i = 0; i < d->layout->placed_count; i++) {
        struct placed *p = &d->layout->placed[i];
        if (p->widget && p->place == PLACE_BODY && p->widget->look == look)
            return p;
    }
    fail_msg("the page has none of that look");
    return NULL;
}

/* How much of it there is, in pixels or as a colour: the row says how much is a fault. */
static void run_px(struct desk *d, struct placed *p, int px)
{
    for (unsigned i = 0; i < p->runs; i++)
        if (d->layout->runs[p->first_run + i].text)
            d->layout->runs[p->first_run + i].px = (uint16_t)px;
}

static void tile_letters(struct desk *d, int px)
{
    run_px(d, placed(d, "tile.0"), px);
}

static void body_letters(struct desk *d, int px)
{
    run_px(d, first_of(d, LOOK_BODY), px);
}

static void ring_number(struct desk *d, int px)
{
    struct placed *p = placed(d, "tile.0");
    p->special = SPECIAL_RING;
    p->font_px = (uint16_t)px;
}

static void help_height(struct desk *d, int px)
{
    placed(d, "help")->box.h = px;
}

/* Tiles of a large page stand one above the other. */
static void tile_gap(struct desk *d, int px)
{
    struct box *a = &placed(d, "tile.0")->box, b = placed(d, "tile.1")->box;
    if (b.y > a->y)
        a->h = b.y - a->y - px;
    else
        a->w = b.x - a->x - px;
}

static void pill_top(struct desk *d, int mm)
{
    placed(d, "large_font")->box.y = HEIGHT - (int)((mm - BOTTOM_MM) * d->px_per_mm);
}

static void run_colour(struct desk *d, struct placed *p, bool icons, int colour)
{
    for (unsigned i = 0; i < p->runs; i++)
        if (!d->layout->runs[p->first_run + i].icon != icons)
            d->layout->runs[p->first_run + i].colour = (uint8_t)colour;
    repaint(d);
}

static void body_colour(struct desk *d, int colour)
{
    run_colour(d, first_of(d, LOOK_BODY), false, colour);
}

static void tile_colour(struct desk *d, int colour)
{
    run_colour(d, placed(d, "tile.0"), false, colour);
}

static void icon_colour(struct desk *d, int colour)
{
    run_colour(d, placed(d, "tile.0"), true, colour);
}

static void off_colour(struct desk *d, int colour)
{
    widget(d, "tile.0")->enabled = false;
    run_colour(d, placed(d, "tile.0"), false, colour);
}

static void tile_down(struct desk *d, int px)
{
    move(d, placed(d, "tile.2"), 0, px);
    repaint(d);
}

static void tile_left(struct desk *d, int px)
{
    move(d, placed(d, "tile.1"), -px, 0);
    repaint(d);
}

static void no_words(struct desk *d, int none)
{
    widget(d, "next")->label = none ? "›" : "下一步";
}

static void no_focus(struct desk *d, int none)
{
    widget(d, "tile.3")->focusable = !none;
}

/* Side by side; one above the other on a large page. */
static void swapped(struct desk *d, int swap)
{
    struct placed *p = placed(d, "tile.0"), *q = placed(d, "tile.1");
    int dx = swap ? q->box.x - p->box.x : 0, dy = swap ? q->box.y - p->box.y : 0;
    move(d, p, dx, dy);
    move(d, q, -dx, -dy);
    repaint(d);
}

/* A toast is only said; what could be pressed in one, Tab would reach behind the header. */
static void pressed_in_a_toast(struct desk *d, int toast)
{
    if (toast)
        placed(d, "tile.3")->place = PLACE_TOAST;
}

static void other_language(struct desk *d, int other)
{
    d->layout->options.language = other ? LANGUAGE_EN : LANGUAGE_ZH;
}

/* Nothing is assigned there, and nothing ever will be. */
static void no_glyph(struct desk *d, int none)
{
    struct placed *p = placed(d, "tile.1");
    for (unsigned i = 0; i < p->runs; i++) {
        struct run *run = &d->layout->runs[p->first_run + i];
        if (run->text && none)
            run->text = "\xF0\xBF\xBF\xBD", run->len = 4; /* U+3FFFD */
    }
}

static const struct plant {
    const char *name;
    enum audit_kind kind;
    bool large, seated;
    void (*plant)(struct desk *d, int much);
    int fault, sound; /* just beyond and just within the bar */
    const char *at, *says;
} plants[] = {
    {"below the place of tiles", AUDIT_CLIPPED, false, false, tile_down, 1200, 0, "tile.2",
     "leaves its place"},
    {"tile upon tile", AUDIT_OVERLAP, false, false, tile_left, 40, 0, "tile.0", "lies upon tile.1"},
    {"body, 10:1", AUDIT_CONTRAST, false, false, body_colour, COLOUR_INK2, COLOUR_INK, "\"点一下就开始。\"",
     ""},
    {"beside it, 7:1", AUDIT_CONTRAST, false, false, tile_colour, COLOUR_OFF_INK, COLOUR_INK2, "tile.0", ""},
    {"icon, 3:1", AUDIT_CONTRAST, false, false, icon_colour, COLOUR_LAMP, COLOUR_EDGE, "tile.0", ""},
    {"switched off, 4.5:1", AUDIT_CONTRAST, false, false, off_colour, COLOUR_LAMP, COLOUR_OFF_INK, "tile.0",
     ""},
    {"6.6 mm", AUDIT_LETTERS, false, false, tile_letters, 26, 27, "tile.0", ""},
    {"body, 7.1 mm", AUDIT_LETTERS, false, false, body_letters, 28, 29, "\"点一下就开始。\"", ""},
    {"large, 10 mm", AUDIT_LETTERS, true, false, tile_letters, 39, 40, "tile.0", ""},
    {"large body, 13 mm", AUDIT_LETTERS, true, false, body_letters, 51, 52, "\"点一下就开始。\"", ""},
    {"6.6 mm in a ring", AUDIT_LETTERS, false, false, ring_number, 26, 27, "tile.0", "a number"},
    {"large, 10 mm in a ring", AUDIT_LETTERS, true, false, ring_number, 39, 40, "tile.0", "a number"},
    {"16 mm", AUDIT_TARGET, false, false, help_height, 64, 65, "help", ""},
    {"large, 20 mm", AUDIT_TARGET, true, false, help_height, 80, 81, "help", ""},
    {"2.54 mm", AUDIT_GAP, false, false, tile_gap, 9, 10, "tile.0", ""},
    {"large, 4 mm", AUDIT_GAP, true, false, tile_gap, 15, 16, "tile.0", ""},
    {"large and seated, 8 mm", AUDIT_LETTERS, true, true, tile_letters, 31, 32, "tile.0", ""},
    {"large and seated, body, 10.4 mm", AUDIT_LETTERS, true, true, body_letters, 41, 42, "\"点一下就开始。\"",
     ""},
    {"large and seated, 16 mm", AUDIT_TARGET, true, true, help_height, 64, 65, "help", ""},
    {"large and seated, 3.2 mm", AUDIT_GAP, true, true, tile_gap, 12, 13, "tile.0", ""},
    {"seated, 1100 mm", AUDIT_HEIGHT, false, true, pill_top, REACH_MM + 1, REACH_MM, "large_font", ""},
    {"no words", AUDIT_LABEL, false, false, no_words, 1, 0, "next", ""},
    {"no key leads there", AUDIT_KEYPAD, false, false, no_focus, 1, 0, "tile.3", ""},
    {"right before left", AUDIT_ORDER, false, false, swapped, 1, 0, "tile.1", ""},
    {"lower before upper", AUDIT_ORDER, true, false, swapped, 1, 0, "tile.1", "comes after tile.0"},
    {"body behind header", AUDIT_ORDER, false, false, pressed_in_a_toast, 1, 0, "tile.3", ""},
    {"Chinese in English", AUDIT_WORDS, false, false, other_language, 1, 0, "tile.2", ""},
    {"no font has it", AUDIT_GLYPHS, false, false, no_glyph, 1, 0, "tile.1", ""},
};

static void page_for(struct desk *d, const struct plant *p)
{
    describe(d->page);
    lay(d, p->large);
    if (!p->seated)
        return;
    d->options.seated = true;
    d->options.zone_top = HEIGHT - (int)((REACH_MM - BOTTOM_MM) * d->px_per_mm);
    layout_page(d->layout, d->page, &d->view, &d->options);
    repaint(d);
}

static bool is_found(struct desk *d, const struct plant *p, int much)
{
    page_for(d, p);
    p->plant(d, much);
    return look_for(d, p->kind, p->at, p->says).seen;
}

static void each_is_found_beyond_its_bar_only(void **state)
{
    struct desk *d = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(plants); i++) {
        if (is_found(d, &plants[i], plants[i].sound))
            fail_msg("%s, %s: found where there is none", audit_kind_name(plants[i].kind), plants[i].name);
        if (!is_found(d, &plants[i], plants[i].fault))
            fail_msg("%s, %s: not found", audit_kind_name(plants[i].kind), plants[i].name);
    }
}

static void no_kind_is_without_a_plant(void **state)
{
    (void)state;
    for (enum audit_kind kind = 0; kind < AUDIT_KINDS; kind++) {
        unsigned rows = 0;
        for (unsigned i = 0; i < G_N_ELEMENTS(plants); i++)
            rows += plants[i].kind == kind;
        if (!rows)
            fail_msg("%s has no plant here", audit_kind_name(kind));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_is_found_beyond_its_bar_only),
                                       cmocka_unit_test(no_kind_is_without_a_plant)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
