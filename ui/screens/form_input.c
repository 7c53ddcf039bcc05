/* Which question of the page the keys write into. */
#include <string.h>

#include "session/answer_day.h"
#include "ui/screens/parts.h"

static bool is_typed(const struct session *s, const struct field *field)
{
    return field->type != FIELD_CHOICE && !is_locked(s, field);
}

static const struct field *named(const struct session *s, const char *name)
{
    const struct field *fields = s->service->pages[s->form_page];
    for (unsigned i = 0; *name && i < s->service->page_fields[s->form_page]; i++)
        if (strcmp(fields[i].name, name) == 0 && is_typed(s, &fields[i]))
            return &fields[i];
    return NULL;
}

/* The first one without an answer, else the first one. */
static const struct field *first(const struct session *s)
{
    const struct field *fields = s->service->pages[s->form_page], *found = NULL;
    for (unsigned i = 0; i < s->service->page_fields[s->form_page]; i++) {
        if (!is_typed(s, &fields[i]))
            continue;
        if (!*answer_value(&s->kase, fields[i].name))
            return &fields[i];
        if (!found)
            found = &fields[i];
    }
    return found;
}

/* Large letters are for those who would rather write than spell; what is heard is spelt, for a finger on the
 * pad wants to be seen. */
static enum input_plane first_plane(const struct input *input, const struct session *s)
{
    if (s->language == LANGUAGE_EN)
        return PLANE_LOWER;
    return s->large && !s->voice && !input->hand.absent ? PLANE_HAND : PLANE_PINYIN;
}

static enum region_level level_of(const struct field *field)
{
    enum { COUNTY = 6, TOWN = 9 };
    return field->digits == COUNTY ? REGION_COUNTY : field->digits == TOWN ? REGION_TOWN : REGION_COMMUNITY;
}

/* Every key becomes the answer at once: another one came from elsewhere, a card. Days and places are kept
 * only when they are whole. */
static bool is_stale(const struct input *input, const struct session *s, const struct field *field)
{
    return field->type != FIELD_DATE && field->type != FIELD_REGION &&
           strcmp(input->text, answer_value(&s->kase, field->name)) != 0;
}

static void take(struct input *input, const struct session *s, const struct field *field)
{
    bool same = strcmp(input->field, field->name) == 0;
    enum input_plane plane = input->plane;
    if (!same || is_stale(input, s, field)) {
        input_start(input, field->name, input_kind_of(field),
                    field->max ? field->max : CATALOG_VALUE_CHARACTERS, answer_value(&s->kase, field->name));
        input_resume(input, field->personal);
        input->fresh = !same; /* what the card just gave stands where a second tap of that finger falls */
        if (field->type == FIELD_REGION)
            input_region_start(input, level_of(field));
        input->plane = same ? plane : first_plane(input, s);
    }
    input->spare = !field->required;
    input->card = card_differs(s, field);
    if (field->type == FIELD_DATE) {
        struct day_limits limits = answer_day_limits(field, answer_day_scale(s));
        input_date_limits(input, limits.earliest, limits.latest, field->vague);
    }
}

/* Own words to staff, over whatever page there is. */
static void take_talk(struct input *input, const struct session *s)
{
    if (strcmp(input->field, "talk") != 0) {
        input_start(input, "talk", INPUT_TEXT, TALK_CHARACTERS, s->talk.typed);
        input->plane = s->language == LANGUAGE_EN ? PLANE_LOWER : PLANE_PINYIN;
    }
    input->large = s->large;
}

/* Six digits that nobody shall read over a shoulder: hidden until asked for. */
static void take_code(struct input *input, const struct session *s)
{
    bool covered = strcmp(input->field, "code") != 0 || input->covered;
    if (strcmp(input->field, "code") == 0 && strcmp(input->text, s->draft.digits) == 0)
        return;
    input_start(input, "code", INPUT_CODE, 0, s->draft.digits);
    input->covered = covered;
}

static void take_sought(struct input *input, const struct session *s)
{
    bool same = strcmp(input->field, "search") == 0;
    enum input_plane plane = input->plane;
    if (!same || strcmp(input->text, s->find.text) != 0) {
        input_start(input, "search", INPUT_TEXT, SEARCH_CHARACTERS, s->find.text);
        input->plane = same ? plane : first_plane(input, s);
    }
    input->seeks = true;
}

static bool asks_for_exercise(const struct session *s)
{
    return s->step == STEP_PRACTICE && s->exercise.kind == EXERCISE_PRESS &&
           s->exercise.state != EXERCISE_DONE;
}

static void take_exercise(struct input *input, const struct session *s)
{
    if (strcmp(input->field, "exercise") != 0 || strcmp(input->text, s->exercise.digits) != 0)
        input_start(input, "exercise", INPUT_PHONE, 0, s->exercise.digits);
}

static bool asks_for_code(const struct session *s)
{
    return s->step == STEP_DRAFT && (s->draft.state == DRAFT_CHOOSING || s->draft.state == DRAFT_AGAIN ||
                                     s->draft.state == DRAFT_ASKING);
}

void screens_input(struct input *input, const struct session *s, bool asked)
{
    if (s->overlay == OVERLAY_TALK && s->talk.typing) {
        take_talk(input, s);
        return;
    }
    bool form = s->step == STEP_FORM && s->service && s->form_page < service_all_pages(s->service);
    const struct field *field = NULL;
    if (form && asked && s->problem)
        field = named(s, s->problem_field);
    if (form && !field)
        field = named(s, input->field);
    if (form && !field)
        field = first(s);
    if (field)
        take(input, s, field);
    else if (asks_for_code(s))
        take_code(input, s);
    else if (s->step == STEP_SEARCH && !s->find.shown)
        take_sought(input, s);
    else if (asks_for_exercise(s))
        take_exercise(input, s);
    else
        input_clear(input);
    if ((field || input->seeks) && s->large && !input->large && input->plane == PLANE_PINYIN &&
        !input_composes(input))
        input->plane = first_plane(input, s);
    input->large = s->large;
    input->seated = s->seated;
}

void screens_input_field(struct input *input, const struct session *s, const char *id)
{
    static const char prefix[] = "field.";
    if (s->step != STEP_FORM || !s->service || strncmp(id, prefix, strlen(prefix)) != 0)
        return;
    const struct field *field = named(s, id + strlen(prefix));
    if (field)
        take(input, s, field);
}
