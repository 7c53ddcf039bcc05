#include "audit.h"

#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "ui/audit.h"
#include "ui/panels.h"
#include "ui/ui.h"

static const struct mode {
    const char *name;
    bool large, contrast, seated;
} modes[] = {{"standard", false, false, false}, {"large", true, false, false},
             {"seated", false, false, true},    {"seated-large", true, false, true},
             {"contrast", false, true, false},  {"contrast-large", true, true, false}};

enum { ALL_MODES = G_N_ELEMENTS(modes), PANEL_MODES = 4, FEW_LANGUAGES = 2 };

/* A screen size with the panel behind it, and how much of the cross is drawn on it. */
struct surface {
    char name[32];
    struct panel panel;
    unsigned modes, languages;
};
struct auditor {
    const struct audit_options *options;
    struct session *session;
    struct input *input;
    struct page *page;
    struct ink ink;
    struct text *text;
    struct ui *ui;
    const struct surface *surface;
    const struct mode *mode;
    enum language language;
    const struct preview *preview;
    unsigned pages, found, of_kind[AUDIT_KINDS];
    GHashTable *chinese; /* what is read in Chinese by design, once */
};
static const char *const groups[] = {"sizes", "panels"};

/* Words of one dimension together name what is wanted of it; a dimension without a word is wanted whole. */
static bool wanted(const struct audit_options *o, const char *name, bool (*of_dimension)(const char *))
{
    bool named = false;
    for (char **word = o->only; word && *word; word++) {
        if (strcmp(*word, name) == 0)
            return true;
        named = named || of_dimension(*word);
    }
    return !named;
}

static bool is_mode(const char *word)
{
    for (unsigned i = 0; i < ALL_MODES; i++)
        if (strcmp(word, modes[i].name) == 0)
            return true;
    return false;
}

static bool is_locale(const char *word)
{
    for (enum language l = 0; l < LANGUAGE_COUNT; l++)
        if (strcmp(word, language_locale(l)) == 0)
            return true;
    return false;
}

static bool is_preview(const char *word)
{
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++)
        if (strcmp(word, previews[i].name) == 0)
            return true;
    return false;
}

static bool is_kind(const char *word)
{
    for (enum audit_kind k = 0; k < AUDIT_KINDS; k++)
        if (strcmp(word, audit_kind_name(k)) == 0)
            return true;
    return false;
}

static bool is_group(const char *word)
{
    return strcmp(word, groups[0]) == 0 || strcmp(word, groups[1]) == 0;
}

static unsigned surfaces(struct surface *to)
{
    unsigned sizes, six, n = 0;
    const struct panel *size = panels_sizes(&sizes), *panel = panels_six(&six);
    for (unsigned i = 0; i < sizes; i++, n++) {
        to[n] = (struct surface){.panel = size[i], .modes = ALL_MODES, .languages = LANGUAGE_COUNT};
        g_strlcpy(to[n].name, size[i].name, sizeof to[n].name);
    }
    for (unsigned i = 0; i < 2 * six; i++, n++) {
        struct panel p = panel[i / 2];
        if (i % 2)
            p = (struct panel){p.name, p.height, p.width, p.mm_h, p.mm_w, 0};
        to[n] = (struct surface){.panel = p, .modes = PANEL_MODES, .languages = FEW_LANGUAGES};
        g_snprintf(to[n].name, sizeof to[n].name, "%s-%s", p.name, i % 2 ? "landscape" : "portrait");
    }
    return n;
}

enum { SURFACES = 32 };

static bool is_surface(const char *word)
{
    struct surface all[SURFACES];
    unsigned count = surfaces(all);
    for (unsigned i = 0; i < count; i++)
        if (strcmp(word, all[i].name) == 0)
            return true;
    return false;
}

static void name_screen(const struct auditor *a, char mark, char *to, size_t cap)
{
    const struct layout *l = ui_widgets(a->ui);
    unsigned page = l->list_page > 0 ? l->list_page : l->cand_page;
    g_snprintf(to, cap, page ? "%s%c%u" : "%s", a->preview->name, mark, page + 1);
}

static void found(void *to, const struct audit_finding *f)
{
    struct auditor *a = to;
    char screen[64];
    if (!wanted(a->options, audit_kind_name(f->kind), is_kind))
        return;
    a->found++;
    a->of_kind[f->kind]++;
    name_screen(a, '/', screen, sizeof screen);
    printf("%s\t%s\t%s\t%s\t%s\t%s: %s\tbar: %s\n", screen, a->mode->name, language_locale(a->language),
           a->surface->name, f->widget, audit_kind_name(f->kind), f->what, f->bar);
}

static void fell_back(void *to, const char *text)
{
    struct auditor *a = to;
    if (wanted(a->options, audit_kind_name(AUDIT_WORDS), is_kind))
        g_hash_table_add(a->chinese, g_strdup(text));
}

static void keep_picture(struct auditor *a)
{
    g_autoptr(GError) error = NULL;
    char screen[64];
    name_screen(a, '-', screen, sizeof screen);
    g_autofree char *path = g_strdup_printf("%s/%s-%s-%s-%s.png", a->options->pictures, screen, a->mode->name,
                                            language_locale(a->language), a->surface->name);
    if (!ui_screenshot(a->ui, path, &error))
        fprintf(stderr, "kiosk: %s: %s\n", path, error->message);
}

static int bottom_of(const struct auditor *a, const struct panel *p)
{
    return p->bottom_mm ? p->bottom_mm : a->options->bottom_mm;
}

static void look(struct auditor *a)
{
    unsigned before = a->found;
    struct canvas picture = ui_picture(a->ui);
    const struct panel *p = &a->surface->panel;
    const struct audit audit = {
        .layout = ui_widgets(a->ui),
        .picture = &picture,
        .text = a->text,
        .px_per_mm = theme_px_per_mm(p->width, p->height, p->mm_w, p->mm_h),
        .bottom_mm = bottom_of(a, p),
        .reach_mm = a->mode->seated ? a->options->reach_mm : 0,
        .found = found,
        .falls_back = fell_back,
        .to = a,
    };
    audit_page(&audit);
    a->pages++;
    bool asked_for = !wanted(a->options, "", is_preview); /* by name: one wants to look at it */
    if (a->options->pictures && (a->found > before || asked_for))
        keep_picture(a);
}

static bool press(struct auditor *a, const char *id)
{
    struct ui_input *input = secret_new(sizeof *input);
    int on_page;
    bool there = ui_inject_tap_id(a->ui, id, 0, &on_page);
    while (there && !ui_idle(a->ui))
        ui_wait(a->ui, 0, input);
    secret_free(input);
    return there;
}

/* The next page of a list, or of candidates, comes as it does for a finger. Of the candidates there may be
 * dozens of pages, all alike: the second has the way back. */
static bool turn(struct auditor *a)
{
    enum { CANDIDATES_SEEN = 2 };
    const struct layout *l = ui_widgets(a->ui);
    unsigned list = l->list_page, candidates = l->cand_page;
    if (list + 1 < l->list_pages)
        return press(a, "page.next") && l->list_page != list;
    if (list == 0 && candidates + 1 < MIN(l->cand_pages, CANDIDATES_SEEN))
        return press(a, "cand.next") && l->cand_page != candidates;
    return false;
}

/* A visit's settings end with it: standby is never large, yellow on black or seated. */
static bool can_be(const struct auditor *a)
{
    return a->session->step != STEP_STANDBY || a->session->overlay != OVERLAY_NONE || a->mode == modes;
}

static void show(struct auditor *a)
{
    struct ui_settings settings = {a->mode->large, a->mode->contrast, a->mode->seated, a->language, false,
                                   false};
    struct screen_context context = *a->options->context;
    struct session *s = a->session;
    session_init(s, a->options->catalog);
    a->preview->fill(s);
    s->language = a->language;
    s->large = a->mode->large;
    s->contrast = a->mode->contrast;
    s->seated = a->mode->seated;
    settings.steady = s->steady;
    if (!can_be(a))
        return;
    context.input = a->input;
    context.ink = &a->ink;
    context.sight = a->preview->sight;
    input_clear(a->input);
    screens_input(a->input, s, false);
    if (a->preview->write)
        a->preview->write(a->input);
    ui_leave(a->ui); /* examples: their letters are nobody's, and drawn once is enough */
    screens_build(a->page, s, &context);
    ui_settings(a->ui, &settings);
    ui_show(a->ui, a->page);
    do
        look(a);
    while (turn(a));
}

static void all_previews(struct auditor *a)
{
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++) {
        a->preview = &previews[i];
        if (wanted(a->options, a->preview->name, is_preview))
            show(a);
    }
}

/* What no audit looks at. A panel that lies has no zone: all of it is reached, or it hangs too high. The
 * contrast theme changes no place, so that its large letters are sound in all languages where they are in the
 * longest and the shortest. */
static bool left_out(const struct surface *surface, const struct mode *mode, unsigned language)
{
    bool lying_panel = surface->modes == PANEL_MODES && surface->panel.width > surface->panel.height;
    return (mode->seated && lying_panel) || (mode->large && mode->contrast && language >= FEW_LANGUAGES);
}

static bool on_surface(struct auditor *a, const struct surface *surface, GError **error)
{
    const struct panel *p = &surface->panel;
    struct ui_options options = {.width = p->width,
                                 .height = p->height,
                                 .mm_width = p->mm_w,
                                 .mm_height = p->mm_h,
                                 .bottom_mm = bottom_of(a, p),
                                 .reach_mm = a->options->reach_mm,
                                 .headless = true,
                                 .fonts = a->options->fonts};
    a->surface = surface;
    a->ui = ui_new(&options, error);
    if (!a->ui)
        return false;
    for (enum language l = 0; l < MIN(surface->languages, LANGUAGE_COUNT); l++)
        for (unsigned m = 0; m < surface->modes; m++) {
            if (left_out(surface, &modes[m], l))
                continue;
            a->language = l;
            a->mode = &modes[m];
            text_traditional(a->text, l == LANGUAGE_ZH_TW); /* measured with the faces it is painted with */
            if (wanted(a->options, language_locale(l), is_locale) &&
                wanted(a->options, a->mode->name, is_mode))
                all_previews(a);
        }
    ui_free(a->ui);
    return true;
}

static bool known(const struct audit_options *o, GError **error)
{
    for (char **word = o->only; word && *word; word++) {
        const char *w = *word;
        if (is_mode(w) || is_locale(w) || is_preview(w) || is_kind(w) || is_surface(w) || is_group(w))
            continue;
        g_set_error(
            error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
            "--audit knows no %s: name a preview (home), mode (large), locale (en), size (1080x1920), "
            "group (sizes, panels) or kind (contrast)",
            w);
        return false;
    }
    return true;
}

/* A word that fits nothing would else look like a sound page. */
static bool looked(const struct auditor *a, GError **error)
{
    if (a->pages == 0)
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--audit: these words leave no page to look at: leave one out");
    return a->pages > 0;
}

/* No findings: what a translator of a language that is not whole may do next. */
static void list_chinese(const struct auditor *a)
{
    GList *texts = g_list_sort(g_hash_table_get_keys(a->chinese), (GCompareFunc)strcmp);
    for (GList *at = texts; at; at = at->next)
        printf("still Chinese: %s\n", (const char *)at->data);
    if (texts)
        printf("%u texts are still Chinese\n", g_hash_table_size(a->chinese));
    g_list_free(texts);
}

static void summary(const struct auditor *a)
{
    list_chinese(a);
    printf("%u pages, %u findings", a->pages, a->found);
    for (enum audit_kind k = 0; k < AUDIT_KINDS; k++)
        if (wanted(a->options, audit_kind_name(k), is_kind))
            printf("; %s %u", audit_kind_name(k), a->of_kind[k]);
    printf("\n");
}

int audit_run(const struct audit_options *options, GError **error)
{
    struct surface all[SURFACES];
    unsigned count = surfaces(all);
    bool good = known(options, error);
    struct auditor a = {.options = options, .text = text_new(options->fonts), .page = page_new()};
    a.chinese = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    a.session = secret_new(sizeof *a.session);
    a.input = secret_new(sizeof *a.input);
    a.input->regions = options->context->regions;
    a.input->pinyin = options->pinyin;
    for (unsigned i = 0; good && i < count; i++)
        if (wanted(options, all[i].name, is_surface) &&
            wanted(options, groups[all[i].modes != ALL_MODES], is_group))
            good = on_surface(&a, &all[i], error);
    good = good && looked(&a, error);
    if (good)
        summary(&a);
    g_hash_table_destroy(a.chinese);
    secret_free(a.input);
    secret_free(a.session);
    page_free(a.page);
    text_free(a.text);
    return good ? (int)a.found : -1;
}
