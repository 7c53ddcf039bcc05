/* What is made before anybody comes: then the first page of every mode draws no letter anew, nor does the
 * first one after a visit. */
#include "app/kiosk/warm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/secret.h"
#include "base/words.h"
#include "catalog/load.h"
#include "ui/panels.h"
#include "ui/text.h"

enum { STEPS_MOST = 2000, PIECE = 48 };

struct desk {
    struct text_fonts *fonts;
    struct catalog *catalog;
    struct session *s;
    struct page *page;
    struct screen_context context;
    struct ink ink;
};

static struct ui *open_ui(struct desk *d, const struct panel *panel)
{
    struct ui_options options = {.title = "warm",
                                 .width = panel->width,
                                 .height = panel->height,
                                 .mm_width = panel->mm_w,
                                 .mm_height = panel->mm_h,
                                 .headless = true,
                                 .fonts = d->fonts};

    return ui_new(&options, NULL);
}

static void show(struct desk *d, struct ui *ui, enum step step, const struct ui_settings *mode)
{
    d->s->step = step;
    d->s->large = mode->large;
    d->s->contrast = mode->contrast;
    d->s->seated = mode->seated;
    d->s->back[0].step = STEP_HOME;
    d->s->back_count = step == STEP_SERVICE;
    d->s->service = step == STEP_SERVICE ? d->catalog->services[0] : NULL;
    screens_build(d->page, d->s, &d->context);
    ui_settings(ui, mode);
    ui_show(ui, d->page);
}

static void warm_all(struct desk *d, struct ui *ui, struct warm *warm)
{
    bool more = true;

    for (unsigned i = 0; i < STEPS_MOST && more; i++) {
        uint64_t before = ui_glyphs(ui);
        more = warm_step(warm, ui, d->s, &d->context);
        assert_in_range(ui_glyphs(ui) - before, 0, PIECE);
    }
    assert_false(more);
}

static uint64_t made_by(struct desk *d, struct ui *ui)
{
    static const struct ui_settings modes[] = {{.large = false}, {.large = true}, {.contrast = true},
                                               {.seated = true}, {.large = true}, {.large = false}};
    uint64_t before = ui_glyphs(ui);

    for (unsigned i = 0; i < G_N_ELEMENTS(modes); i++) {
        show(d, ui, STEP_HOME, &modes[i]);
        show(d, ui, STEP_SERVICE, &modes[i]);
    }
    return ui_glyphs(ui) - before;
}

static void standby(struct desk *d, struct ui *ui)
{
    session_init(d->s, d->catalog);
    show(d, ui, STEP_STANDBY, &(struct ui_settings){.large = false});
}

static void first_pages_draw_no_letter_anew(void **state)
{
    struct desk *d = *state;
    unsigned count;
    const struct panel *panels = panels_sizes(&count);

    for (unsigned i = 0; i < count; i++) {
        struct ui *cold = open_ui(d, &panels[i]), *ui = open_ui(d, &panels[i]);
        struct warm *warm = warm_new();

        standby(d, cold);
        assert_true(made_by(d, cold) > 0); /* else this test could not fail */
        standby(d, ui);
        warm_all(d, ui, warm);
        assert_int_equal(made_by(d, ui), 0);
        ui_forget(ui);
        standby(d, ui);
        warm_all(d, ui, warm); /* the faces */
        assert_int_equal(made_by(d, ui), 0);
        warm_free(warm);
        ui_free(cold);
        ui_free(ui);
    }
}

static void nothing_is_made_under_a_finger(void **state)
{
    struct desk *d = *state;
    unsigned count;
    struct ui *ui = open_ui(d, &panels_sizes(&count)[0]);
    struct warm *warm = warm_new();
    struct ui_input input;

    standby(d, ui);
    ui_inject_tap(ui, 10, 10, 0);
    while (!ui_idle(ui)) { /* it waits; then it is down */
        uint64_t before = ui_glyphs(ui);
        assert_true(warm_step(warm, ui, d->s, &d->context));
        assert_int_equal(ui_glyphs(ui), before);
        ui_wait(ui, 0, &input);
    }
    warm_all(d, ui, warm);
    warm_free(warm);
    ui_free(ui);
}

static void a_catalog_may_be_empty(void **state)
{
    struct desk *d = *state;
    struct catalog none = {.service_count = 0};
    struct session *like = secret_new(sizeof *like);
    unsigned count;
    struct ui *ui = open_ui(d, &panels_sizes(&count)[0]);
    struct warm *warm = warm_new();
    bool more = true;

    session_init(like, &none);
    for (unsigned i = 0; i < STEPS_MOST && more; i++)
        more = warm_step(warm, ui, like, &d->context);
    assert_false(more);
    warm_free(warm);
    ui_free(ui);
    secret_free(like);
}

static int open_desk(void **state)
{
    static struct desk desk;

    secret_start();
    words_start(BUILD_DIR "/locale");
    desk.fonts = text_fonts_new(NULL);
    desk.catalog = catalog_load(SOURCE_DIR "/assets/catalog", NULL);
    desk.s = secret_new(sizeof *desk.s);
    desk.page = page_new();
    desk.context = (struct screen_context){
        .place = {{"高郢社区", "Gaoying", "高郢社區"}, .station = "GY01", .phone = "12345"},
        .progress_url = "https://example.invalid/p/",
        .ink = &desk.ink};
    *state = &desk;
    return desk.fonts != NULL && desk.catalog != NULL ? 0 : -1;
}

static int close_desk(void **state)
{
    struct desk *d = *state;

    page_free(d->page);
    secret_free(d->s);
    catalog_free(d->catalog);
    text_fonts_free(d->fonts);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(first_pages_draw_no_letter_anew),
                                       cmocka_unit_test(nothing_is_made_under_a_finger),
                                       cmocka_unit_test(a_catalog_may_be_empty)};

    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
