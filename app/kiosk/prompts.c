#include "prompts.h"

#include <string.h>

#include "base/secret.h"
#include "session/answers.h"
#include "speech.h"
#include "ui/screens/previews_parts.h"
#include "ui/voice_prompt.h"
#include "ui/voice_script.h"

/* How somebody may stand before it: each says something that the others do not. */
static const struct way {
    bool large, seated, headphones;
} ways[] = {{false, false, false}, {true, false, false}, {false, true, false}, {false, false, true}};

struct lister {
    const struct prompts_options *options;
    enum language language;
    const struct way *way;
    bool another; /* the second time, as somebody else on another day */
    struct session *session;
    struct input *input;
    struct page *page, *before;
    struct layout *layout;
    struct script *script;
    struct text *text;
    struct ink ink;
    GHashTable *said[2]; /* sentences, of the first and of the second time */
    GPtrArray *order;    /* of the first; borrows from it */
    unsigned recorded, faulty, stale;
    GHashTable *files; /* sentence to struct file */
};
struct file {
    const char *name, *fault; /* of the index, which outlives this */
};

static int advance(void *letters, enum face face, int px, uint32_t character)
{
    return text_advance(letters, face, px, character);
}

static void take_script(struct lister *l)
{
    for (unsigned i = 0; i < l->script->count; i++) {
        const char *line = script_line(l->script, i);
        GHashTable *said = l->said[l->another];
        if (l->script->lines[i].personal || strpbrk(line, "\t\n\r") || g_hash_table_contains(said, line))
            continue;
        char *kept = g_strdup(line);
        g_hash_table_add(said, kept);
        if (!l->another)
            g_ptr_array_add(l->order, kept);
    }
    script_begin(l->script, l->language);
}

/* May stand otherwise with one press. */
static bool turns(const struct widget *w)
{
    return w->role == ROLE_CHOICE || w->role == ROLE_CHECKBOX || (w->selected && w->id[0]) ||
           strcmp(w->id, "seated") == 0;
}

/* What the keypad comes to, and every switch as it turns. */
static void say_widgets(struct lister *l, const struct script_view *view)
{
    for (unsigned i = 0; i < l->layout->placed_count; i++)
        if (layout_target(&l->layout->placed[i])) {
            script_widget(l->script, l->page, l->layout->placed[i].widget, view);
            take_script(l);
        }
    script_changes(l->script, l->before, l->page, view); /* before: nothing, so all of it is news */
    take_script(l);
    *l->before = *l->page;
    for (unsigned i = 0; i < l->page->count; i++)
        if (turns(&l->page->widgets[i]))
            l->before->widgets[i].selected = !l->page->widgets[i].selected;
    script_changes(l->script, l->before, l->page, view);
    take_script(l);
    script_changes(l->script, l->page, l->before, view);
    take_script(l);
    page_begin(l->before, "", NULL);
}

static void say_page(struct lister *l, unsigned list_page)
{
    const struct script_view view = {.language = l->language,
                                     .headphones = l->way->headphones,
                                     .list_page = list_page,
                                     .list_pages = l->layout->list_pages,
                                     .more = list_page + 1 < l->layout->list_pages,
                                     .page_of = l->layout->page_of,
                                     .focus = ""};
    if (list_page == 0)
        script_screen(l->script, l->page, &view);
    else
        script_list(l->script, l->page, &view);
    take_script(l);
    say_widgets(l, &view);
}

/* Everything that is a visitor's, a day's or a stranger's word becomes another: what is said all the same is
 * said to all. */
static void be_another(struct session *s)
{
    enum { DAY_MS = 24 * 60 * 60 * 1000, DAYS = 40, HOURS_MS = 11220000, DEADLINE_MS = 3000 };
    static const char other[] = "·";
    s->wall_ms += (int64_t)DAYS * DAY_MS + HOURS_MS;
    s->kase.saved_ms += (int64_t)DAYS * DAY_MS + HOURS_MS;
    s->draft.until_ms += HOURS_MS;
    s->deadline_ms += s->deadline_ms ? DEADLINE_MS : 0;
    s->notices = NULL;
    secret_copy_text(s->person.name, sizeof s->person.name, "欧阳文");
    secret_copy_text(s->person.number, sizeof s->person.number, "341199195508230036");
    secret_copy_text(s->person.address, sizeof s->person.address, "和平里小区9栋1单元102室");
    secret_copy_text(s->kase.receipt, sizeof s->kase.receipt, *s->kase.receipt ? "206179993208" : "");
    for (unsigned i = 0; i < s->kase.answer_count; i++) {
        const struct field *field =
            s->service ? service_field(s->service, s->kase.answers[i].field, NULL) : NULL;
        char *value = s->kase.answers[i].value;
        bool date = field && field->type == FIELD_DATE && *value;
        if (field && field->type != FIELD_CHOICE && *value)
            secret_copy_text(value, SESSION_VALUE, date ? "1987-02-25" : "8");
    }
    for (unsigned i = 0; i < s->kase.result.count; i++)
        for (unsigned j = 0; j < 2; j++) {
            secret_copy_text(s->kase.result.label[i][j], sizeof s->kase.result.label[i][j], other);
            secret_copy_text(s->kase.result.value[i], sizeof s->kase.result.value[i], other);
            secret_copy_text(s->kase.result.note[j], sizeof s->kase.result.note[j], other);
            secret_copy_text(s->kase.result.title[j], sizeof s->kase.result.title[j], other);
        }
    for (unsigned i = 0; i < s->kase.offer.plan_count; i++)
        for (unsigned j = 0; j < 2; j++)
            secret_copy_text(s->kase.offer.plan[j][i], OFFER_PARAGRAPH, other);
    s->kase.offer.cast += 3;
    s->kase.offer.of += 8;
    s->kase.offer.closes_ms += DAY_MS;
    for (unsigned i = 0; i < s->talk.count; i++)
        if (s->talk.lines[i].sentence == 0)
            secret_copy_text(s->talk.lines[i].text, sizeof s->talk.lines[i].text, other);
}

/* The session stands as it should: how it is heard, page by page. */
static void hear(struct lister *l, void (*write)(struct input *input))
{
    const struct prompts_options *o = l->options;
    struct session *s = l->session;
    struct screen_context context = *o->context;
    struct view view = {.focus = ""};
    s->language = l->language;
    s->voice = true;
    s->large = l->way->large;
    s->seated = l->way->seated;
    s->health.headphones = l->way->headphones;
    if (l->another)
        be_another(s);
    context.input = l->input;
    context.ink = &l->ink;
    context.regions = l->input->regions = l->another ? NULL : o->context->regions; /* names of places */
    input_clear(l->input);
    screens_input(l->input, s, false);
    if (write && !l->another)
        write(l->input);
    screens_build(l->page, s, &context);
    struct layout_options options = {
        .theme = theme_make(o->width, o->height, o->mm_width, o->mm_height, s->large, false),
        .language = l->language,
        .steady = s->steady,
        .advance = advance,
        .letters = l->text,
        .pressed = ""};
    options.seated = s->seated && !options.theme.landscape;
    options.zone_top = theme_zone_top(&options.theme, o->mm_height, o->bottom_mm, o->reach_mm);
    if (options.seated)
        theme_seat(&options.theme, o->mm_width, o->mm_height, options.zone_top);
    do {
        layout_page(l->layout, l->page, &view, &options);
        say_page(l, view.list_page);
    } while (++view.list_page < l->layout->list_pages);
    layout_forget(l->layout);
}

static void hear_previews(struct lister *l)
{
    unsigned count;
    const struct preview *previews = screens_previews(&count);
    for (unsigned i = 0; i < count; i++) {
        session_init(l->session, l->options->catalog);
        previews[i].fill(l->session);
        hear(l, previews[i].write);
    }
}

static void stand_with(struct lister *l, const struct service *service, enum step step, unsigned form_page,
                       enum problem problem)
{
    struct session *s = l->session;
    session_init(s, l->options->catalog);
    preview_stand(s, step);
    if (service_needs_person(service))
        preview_person(s);
    s->service = service;
    s->form_page = form_page;
    s->problem = problem;
    if (problem != PROBLEM_NONE)
        secret_copy_text(s->problem_field, sizeof s->problem_field, service->pages[form_page][0].name);
    hear(l, NULL);
}

static void stand(struct lister *l, const struct service *service, enum step step)
{
    stand_with(l, service, step, 0, PROBLEM_NONE);
}

/* A page of the form, and all that its answer may be lacking. */
static void stand_at_page(struct lister *l, const struct service *service, unsigned form_page)
{
    stand_with(l, service, STEP_FORM, form_page, PROBLEM_NONE);
    for (enum problem p = PROBLEM_EMPTY; p <= PROBLEM_ID_CHECKSUM && l->way == ways; p++)
        stand_with(l, service, STEP_FORM, form_page, p);
}

/* The previews show one service of each kind; here are all the questions that this catalog asks. */
static void hear_service(struct lister *l, const struct service *service)
{
    stand(l, service, STEP_SERVICE);
    stand(l, service, STEP_IDENTIFY);
    for (unsigned i = 0; i < service_all_pages(service); i++)
        stand_at_page(l, service, i);
    if (service->material_count)
        stand(l, service, STEP_MATERIALS);
    if (service->signature)
        stand(l, service, STEP_SIGNATURE);
    if (service->delivery)
        stand(l, service, STEP_DELIVERY);
    if (service_is_stored(service))
        stand(l, service, STEP_REVIEW);
    stand(l, service, STEP_SENDING);
}

static void hear_all(struct lister *l)
{
    speech_own(l->script);
    take_script(l);
    for (unsigned w = 0; w < G_N_ELEMENTS(ways); w++) {
        l->way = &ways[w];
        hear_previews(l);
        for (unsigned i = 0; i < l->options->catalog->service_count; i++)
            hear_service(l, l->options->catalog->services[i]);
        if (l->options->catalog->fallback)
            hear_service(l, l->options->catalog->fallback);
    }
}

static void take_row(void *data, const char *sentence, const char *name, const char *fault)
{
    struct lister *l = data;
    struct file *file = g_new0(struct file, 1);
    *file = (struct file){name, fault};
    g_hash_table_replace(l->files, (char *)sentence, file);
}

static void print_sentence(struct lister *l, const char *sentence, FILE *to)
{
    const struct file *file = g_hash_table_lookup(l->files, sentence);
    char name[VOICE_PROMPT_NAME];
    voice_prompt_name(sentence, name);
    bool missing = file && file->fault && strcmp(file->fault, VOICE_PROMPT_MISSING) == 0;
    if (!file || missing)
        fprintf(to, "%s\t%s\tto record\n", sentence, file ? file->name : name);
    else if (file->fault)
        fprintf(to, "%s\t%s\tcannot be played: %s\n", sentence, file->name, file->fault);
    else
        fprintf(to, "%s\t%s\trecorded\n", sentence, file->name);
    l->recorded += file && !file->fault;
    l->faulty += file && file->fault && !missing;
}

static unsigned print_all(struct lister *l, FILE *to)
{
    GHashTableIter iter;
    void *sentence, *file;
    unsigned count = 0;
    fprintf(to, "# %s: sentence, file beside this one, how it stands (not read)\n",
            language_locale(l->language));
    for (unsigned i = 0; i < l->order->len; i++)
        if (g_hash_table_contains(l->said[1], g_ptr_array_index(l->order, i))) {
            print_sentence(l, g_ptr_array_index(l->order, i), to);
            g_hash_table_remove(l->files, g_ptr_array_index(l->order, i));
            count++;
        }
    g_hash_table_iter_init(&iter, l->files);
    while (g_hash_table_iter_next(&iter, &sentence, &file)) {
        fprintf(to, "# %s\t%s\tstands for nothing that is said\n", (char *)sentence,
                ((struct file *)file)->name);
        l->stale++;
    }
    return count;
}

unsigned prompts_list(const struct prompts_options *options, enum language language, FILE *to)
{
    struct voice_prompts *prompts = voice_prompts_open(options->folder);
    struct lister l = {.options = options,
                       .language = language,
                       .session = secret_new(sizeof *l.session),
                       .input = secret_new(sizeof *l.input),
                       .page = page_new(),
                       .before = page_new(),
                       .layout = layout_new(),
                       .script = secret_new(sizeof *l.script),
                       .text = text_new(options->fonts),
                       .order = g_ptr_array_new(),
                       .files = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free)};
    text_traditional(l.text, language == LANGUAGE_ZH_TW);
    script_begin(l.script, language);
    page_begin(l.before, "", NULL);
    for (int time = 0; time < 2; time++) {
        l.another = time == 1;
        l.said[time] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        hear_all(&l);
    }
    voice_prompts_each(prompts, language, take_row, &l);
    unsigned count = print_all(&l, to);
    fprintf(stderr, "%s: %u sentences, %u recorded; %u recordings cannot be played, %u stand for nothing\n",
            language_locale(language), count, l.recorded, l.faulty, l.stale);
    for (int time = 0; time < 2; time++)
        g_hash_table_destroy(l.said[time]);
    g_hash_table_destroy(l.files);
    g_ptr_array_free(l.order, TRUE);
    voice_prompts_free(prompts);
    text_free(l.text);
    secret_free(l.script);
    layout_free(l.layout);
    page_free(l.before);
    page_free(l.page);
    secret_free(l.input);
    secret_free(l.session);
    return l.faulty + l.stale;
}
