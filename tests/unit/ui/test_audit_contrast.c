/* High contrast: 20:1 for what is read, 15:1 for what is pressed, whatever tone it has; a colour of its own
 * only for states. Every fault is planted in a sound page. */
#include "audit_desk.h"

static void tinted(struct page *page)
{
    describe(page);
    page_place(page, PLACE_BODY);
    struct widget *w = page_add(page, ROLE_TILE, LOOK_TILE_LAMP, "bundle", "一件事一次办");
    w->icon = "family_restroom";
    w->detail = "退休，来一趟全办完";
    w->tone = TONE_LAMP;
    w = page_text(page, LOOK_BANNER, "请点您要办的事。");
    w->icon = "lightbulb";
    w->tone = TONE_LAMP;
    page_text(page, LOOK_BODY, "断网了，照样能办")->tone = TONE_LAMP;
    page_text(page, LOOK_TAG, "要去窗口")->tone = TONE_BAD;
    page_text(page, LOOK_ERROR, "还差 2 位")->tone = TONE_BAD;
}

static void lay_pressed(struct desk *d, const char *pressed)
{
    tinted(d->page);
    d->options = (struct layout_options){.theme = theme_make(WIDTH, HEIGHT, MM_W, MM_H, false, true),
                                         .language = LANGUAGE_ZH,
                                         .advance = advance,
                                         .letters = d->text,
                                         .pressed = pressed};
    d->px_per_mm = theme_px_per_mm(WIDTH, HEIGHT, MM_W, MM_H);
    memset(&d->view, 0, sizeof d->view);
    layout_page(d->layout, d->page, &d->view, &d->options);
    repaint(d);
}

static struct placed *said(struct desk *d, const char *label)
{
    for (unsigned i = 0; i < d->layout->placed_count; i++) {
        struct placed *p = &d->layout->placed[i];
        if (p->widget && strcmp(p->widget->label, label) == 0)
            return p;
    }
    fail_msg("%s is not on the page", label);
    return NULL;
}

static void inked(struct desk *d, const struct placed *p, enum colour colour)
{
    for (unsigned i = 0; i < p->runs; i++)
        d->layout->runs[p->first_run + i].colour = (uint8_t)colour;
    repaint(d);
}

static void tones_are_sound(void **state)
{
    struct desk *d = *state;
    lay_pressed(d, "");
    struct found found = look(d);
    for (enum audit_kind k = 0; k < AUDIT_KINDS; k++)
        if (found.of_kind[k])
            fail_msg("%s at %s: %s", audit_kind_name(k), found.last[k].widget, found.last[k].what);
}

/* Yellow is what one presses: 15.2:1 is too little for what is read. */
static void read_in_yellow(void **state)
{
    static const char *const read[] = {"您要办什么事？", "请点您要办的事。", "断网了，照样能办"};
    struct desk *d = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(read); i++) {
        lay_pressed(d, "");
        inked(d, said(d, read[i]), COLOUR_PRI);
        struct found found = look(d);
        assert_int_equal(found.of_kind[AUDIT_CONTRAST], 1);
        assert_string_equal(found.last[AUDIT_CONTRAST].bar, "20.0:1");
    }
}

/* As the other themes have it: too light a ground for yellow words. */
static void pressed_on_a_tint(void **state)
{
    struct desk *d = *state;
    lay_pressed(d, "");
    const struct placed *p = placed(d, "bundle");
    assert_int_equal(d->layout->shapes[p->first_shape].fill, COLOUR_LAMP_TINT);
    d->layout->shapes[p->first_shape].fill = COLOUR_FN; /* dark, but not black: 11:1 */
    repaint(d);
    struct found found = look_for(d, AUDIT_CONTRAST, "bundle", "");
    assert_true(found.seen);
    assert_string_equal(found.last[AUDIT_CONTRAST].bar, "15.0:1");
}

static void states_keep_their_colour(void **state)
{
    static const char *const states[] = {"要去窗口", "还差 2 位"};
    struct desk *d = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(states); i++) {
        lay_pressed(d, "");
        assert_int_equal(look(d).of_kind[AUDIT_CONTRAST], 0);
        const struct placed *p = said(d, states[i]);
        assert_int_equal(p->fg, COLOUR_BAD);
        canvas_blend(&d->canvas, p->box, 0x808080, 128);
        assert_string_equal(look(d).last[AUDIT_CONTRAST].bar, "10.0:1");
    }
}

/* Under the finger it turns round: to be seen at once, and read as well as before. */
static void under_the_finger(void **state)
{
    static const char *const targets[] = {"tile.0", "bundle", "next", "large_font", "back"};
    struct desk *d = *state;
    for (unsigned i = 0; i < G_N_ELEMENTS(targets); i++) {
        lay_pressed(d, "");
        const struct placed *p = placed(d, targets[i]);
        size_t at = (size_t)(p->box.y + p->box.h / 2) * WIDTH + (size_t)(p->box.x + 12);
        uint32_t before = d->canvas.pixels[at];
        lay_pressed(d, targets[i]);
        if (theme_contrast(before, d->canvas.pixels[at]) < 1.3)
            fail_msg("%s: %06X and pressed %06X", targets[i], before, d->canvas.pixels[at]);
        assert_int_equal(look(d).of_kind[AUDIT_CONTRAST], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tones_are_sound),   cmocka_unit_test(read_in_yellow),
        cmocka_unit_test(pressed_on_a_tint), cmocka_unit_test(states_keep_their_colour),
        cmocka_unit_test(under_the_finger),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
