/* Every page of every shipped service, in all languages and modes on the four sizes, as the audit sees it:
 * each text translated and whole. The previews show one service of a kind, this shows what a catalog says.
 * With letters as they are, without a picture. */
#include "room.h"
#include "session/answers.h"
#include "ui/audit.h"
#include "ui/panels.h"
#include "ui/screens/previews_parts.h"

static const struct mode {
    const char *name;
    bool large, seated;
} modes[] = {{"standard", false, false}, {"large", true, false}, {"seated", false, true}};

struct desk {
    struct room *room;
    struct text_fonts *fonts;
    struct text *text;
    struct layout *layout;
    unsigned found, of_kind[AUDIT_KINDS];
    struct audit_finding last;
    bool tell;    /* every finding, not only the last */
    char at[160]; /* where the last finding is */
    const struct mode *mode;
    const struct panel *panel;
};

static int enter(void **state)
{
    struct desk *d = g_new0(struct desk, 1);
    void *room;
    secret_start();
    room_enter(&room);
    d->room = room;
    d->room->context.place.place.tw = "高郢社區"; /* as a kiosk in Taiwan would be configured */
    d->fonts = text_fonts_new(NULL);
    assert_non_null(d->fonts);
    d->text = text_new(d->fonts);
    d->layout = layout_new();
    *state = d;
    return 0;
}

static int leave(void **state)
{
    struct desk *d = *state;
    void *room = d->room;
    room_leave(&room);
    layout_free(d->layout);
    text_free(d->text);
    text_fonts_free(d->fonts);
    g_free(d);
    return 0;
}

static int advance(void *letters, enum face face, int px, uint32_t character)
{
    return text_advance(letters, face, px, character);
}

static void note(void *to, const struct audit_finding *finding)
{
    struct desk *d = to;
    const struct session *s = d->room->s;
    d->found++;
    d->of_kind[finding->kind]++;
    d->last = *finding;
    g_snprintf(d->at, sizeof d->at, "%s, %s, page %u of the form, %s, %s, %s", s->service->code,
               step_name(s->step), s->form_page, d->mode->name, language_locale(s->language), d->panel->name);
    if (d->tell)
        print_message("%s: %s: %s: %s\n", d->at, audit_kind_name(finding->kind), finding->widget,
                      finding->what);
}

static void look(struct desk *d)
{
    const struct panel *p = d->panel;
    struct session *s = d->room->s;
    struct view view = {.list_page = 0};
    struct layout_options options = {.theme =
                                         theme_make(p->width, p->height, p->mm_w, p->mm_h, s->large, false),
                                     .language = s->language,
                                     .seated = s->seated,
                                     .advance = advance,
                                     .letters = d->text,
                                     .pressed = ""};
    options.zone_top = theme_zone_top(&options.theme, p->mm_h, p->bottom_mm, 0);
    if (s->seated)
        theme_seat(&options.theme, p->mm_w, p->mm_h, options.zone_top);
    const struct audit audit = {.layout = d->layout,
                                .text = d->text,
                                .px_per_mm = theme_px_per_mm(p->width, p->height, p->mm_w, p->mm_h),
                                .found = note,
                                .to = d};
    do {
        layout_page(d->layout, d->room->page, &view, &options);
        audit_page(&audit);
    } while (++view.list_page < d->layout->list_pages);
}

static void answered(struct session *s)
{
    for (unsigned i = 0; i < service_all_pages(s->service); i++)
        for (unsigned k = 0; k < s->service->page_fields[i]; k++)
            preview_answer(s, &s->service->pages[i][k]);
}

static void stand(struct desk *d, const struct service *service, enum step step, enum overlay overlay)
{
    struct session *s = d->room->s;
    enum language language = s->language;
    session_init(s, d->room->catalog);
    preview_stand(s, step);
    preview_person(s);
    s->overlay = overlay;
    s->service = service;
    s->language = language;
    s->large = d->mode->large;
    s->seated = d->mode->seated;
    answered(s);
    s->form_page = 0;
}

static void see(struct desk *d)
{
    input_clear(d->room->input);
    screens_input(d->room->input, d->room->s, false);
    screens_build(d->room->page, d->room->s, &d->room->context);
    look(d);
}

static void pages(struct desk *d, const struct service *service)
{
    for (unsigned i = 0; i < service_all_pages(service); i++) {
        stand(d, service, STEP_FORM, OVERLAY_NONE);
        d->room->s->form_page = i;
        see(d);
    }
}

/* The steps that show something of this service's own. */
static void whole_service(struct desk *d, const struct service *service)
{
    const struct {
        enum step step;
        enum overlay overlay;
        bool has;
    } steps[] = {
        {STEP_SERVICE, OVERLAY_NONE, true},
        {STEP_PARTS, OVERLAY_NONE, service->part_count > 0},
        {STEP_MATERIALS, OVERLAY_NONE, service->material_count > 0},
        {STEP_SIGNATURE, OVERLAY_NONE, service->signature},
        {STEP_SIGNATURE, OVERLAY_STATEMENT, service->statement_line_count > 0},
        {STEP_DELIVERY, OVERLAY_NONE, service->delivery},
        {STEP_REVIEW, OVERLAY_NONE, service_is_stored(service)},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(steps); i++)
        if (steps[i].has) {
            stand(d, service, steps[i].step, steps[i].overlay);
            see(d);
        }
    pages(d, service);
}

static void everywhere(struct desk *d, const struct service *service)
{
    unsigned sizes;
    const struct panel *panels = panels_sizes(&sizes);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        text_traditional(d->text, language == LANGUAGE_ZH_TW);
        for (unsigned i = 0; i < sizes * G_N_ELEMENTS(modes); i++) {
            d->panel = &panels[i / G_N_ELEMENTS(modes)];
            d->mode = &modes[i % G_N_ELEMENTS(modes)];
            d->room->s->language = (enum language)language;
            if (!d->mode->seated || d->panel->height > d->panel->width)
                whole_service(d, service);
        }
    }
}

static void every_service_is_translated_and_whole(void **state)
{
    struct desk *d = *state;
    d->tell = true;
    for (unsigned i = 0; i < d->room->catalog->service_count; i++)
        everywhere(d, d->room->catalog->services[i]);
    d->tell = false;
    if (d->found)
        fail_msg("%u findings, the last at %s: %s: %s: %s", d->found, d->at, audit_kind_name(d->last.kind),
                 d->last.widget, d->last.what);
}

/* A copy of the shipped service in which one label is another; asks what the audit says of it, in every
 * language on the narrowest size. */
static unsigned planted(struct desk *d, struct label question, struct label answer, enum audit_kind kind)
{
    const struct service *shipped = catalog_find(d->room->catalog, "gaoling-jintie");
    unsigned page = 0;
    const struct field *of_living = service_field(shipped, "living", &page);
    struct service service = *shipped;
    struct field living = *of_living;
    g_autofree struct choice *choices = g_memdup2(living.choices, living.choice_count * sizeof *choices);
    const struct field *all[2 * CATALOG_PAGES]; /* those of the ways of delivery stand behind the form's */
    assert_true(service_all_pages(shipped) <= G_N_ELEMENTS(all));
    for (unsigned i = 0; i < service_all_pages(shipped); i++)
        all[i] = shipped->pages[i];
    living.question = question.zh ? question : living.question;
    choices[1].label = answer.zh ? answer : choices[1].label;
    living.choices = choices;
    all[page] = &living;
    service.pages = all;
    unsigned sizes;
    d->panel = &panels_sizes(&sizes)[sizes - 1];
    d->found = 0;
    memset(d->of_kind, 0, sizeof d->of_kind);
    d->mode = &modes[0];
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        d->room->s->language = (enum language)language;
        pages(d, &service);
    }
    unsigned found = d->of_kind[kind];
    d->found = 0;
    return found;
}

static void what_is_not_translated_is_found(void **state)
{
    struct desk *d = *state;
    const struct label none = {.zh = NULL}, only_chinese = {.zh = "您跟谁过？", .en = "您跟谁过？"},
                       not_for_taiwan = {.zh = "跟邻居过", .en = "With a neighbour"};
    assert_int_equal(planted(d, none, none, AUDIT_WORDS), 0);
    assert_true(planted(d, only_chinese, none, AUDIT_WORDS) > 0);
    assert_true(planted(d, none, not_for_taiwan, AUDIT_WORDS) > 0);
}

static void what_is_too_long_is_found(void **state)
{
    struct desk *d = *state;
    const struct label none = {.zh = NULL},
                       word = {.zh = "跟家人过",
                               .en = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamten"};
    assert_int_equal(planted(d, none, none, AUDIT_CLIPPED), 0);
    assert_true(planted(d, word, none, AUDIT_CLIPPED) > 0);
    assert_true(planted(d, none, word, AUDIT_CLIPPED) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_service_is_translated_and_whole),
                                       cmocka_unit_test(what_is_not_translated_is_found),
                                       cmocka_unit_test(what_is_too_long_is_found)};
    return cmocka_run_group_tests(tests, enter, leave);
}
