/* One question a page: a field with its keys, or answers to choose from; what is to be mended stands beside
 * it. */
#include <stdio.h>
#include <string.h>

#include "session/steps.h"
#include "ui/screens/parts.h"
#include "ui/screens/report.h"

#define _(zh) words(s->language, zh)

static void told(struct page *page, const struct session *s, const struct field *field)
{
    if (s->problem == PROBLEM_NONE || strcmp(s->problem_field, field->name) != 0)
        return;
    struct told told = told_problem(page, s, s->problem);
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_ERROR, "", told.what);
    w->icon = "error";
    w->error = true;
}

/* Answers that are pictures: three a row; in large letters one a row, the picture before the word. */
static void pictures(struct page *page, const struct session *s, const struct field *field)
{
    enum { IN_A_ROW = 3 };
    const char *chosen = answer_value(&s->kase, field->name);
    page_open(page, GROUP_COLUMNS, s->large ? 1 : IN_A_ROW);
    for (unsigned i = 0; i < field->choice_count; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "choice.%s.%s", field->name, field->choices[i].value);
        struct widget *w =
            part_tile(page, s->large ? LOOK_TILE_WIDE : LOOK_TILE_TALL, id, field->choices[i].icon,
                      s->large ? TONE_PINE : TONE_NONE, part_label(s, field->choices[i].label), "");
        w->role = ROLE_CHOICE;
        w->selected = strcmp(chosen, field->choices[i].value) == 0;
        w->error = s->problem && strcmp(s->problem_field, field->name) == 0;
        w->personal = field->personal;
    }
    page_close(page);
}

static void choices(struct page *page, const struct session *s, const struct field *field)
{
    enum { ONE_COLUMN = 6, THREE = 3, TWO = 2 };
    const struct answer *a = answer_find(&s->kase, field->name);
    if (field->choice_count > ONE_COLUMN && !s->large)
        page_open(page, GROUP_COLUMNS, field->choice_count > ONE_COLUMN + ONE_COLUMN ? THREE : TWO);
    else
        page_open(page, GROUP_COLUMNS, 1); /* rows of one: layout may page them */
    for (unsigned i = 0; i < field->choice_count; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "choice.%s.%s", field->name, field->choices[i].value);
        struct widget *w =
            page_add(page, ROLE_CHOICE, LOOK_RADIO, id, part_label(s, field->choices[i].label));
        w->selected = a && strcmp(a->value, field->choices[i].value) == 0;
        w->error = s->problem && strcmp(s->problem_field, field->name) == 0;
        w->personal = field->personal;
    }
    page_close(page);
}

/* Cards have 16 to 19 digits: how many are still to come nobody knows, so it says how many there are. */
static void count_card(struct page *page, const struct session *s, const struct field *field,
                       const struct input *input)
{
    unsigned typed = (unsigned)text_length(input->text);
    bool enough = typed >= answer_least(field);
    struct widget *w =
        page_text(page, LOOK_BODY,
                  page_format(page, enough ? _("按了 %u 位，看一遍，再点“填好了”") : _("按了 %u 位"), typed));
    w->icon = enough ? "check_circle" : "pin";
}

/* Below the digits: how many are missing, or that they may be right. */
static void count(struct page *page, const struct session *s, const struct field *field,
                  const struct input *input)
{
    enum { ASIDE = 272 };
    if (input->kind == INPUT_BANK_CARD) {
        count_card(page, s, field, input);
        return;
    }
    unsigned missing = input_missing(input);
    bool right = input->text[0] && answer_check(field, input->text, answer_day_scale(s)) == PROBLEM_NONE;
    bool x = missing && input->kind == INPUT_ID_NUMBER && !s->large;
    if (x)
        page_open(page, GROUP_SIDE, ASIDE);
    struct widget *w = page_text(
        page, LOOK_BODY, missing ? page_format(page, _("还差 %u 位"), missing) : _("看一遍，再点“填好了”"));
    w->icon = missing ? "pin" : right ? "check_circle" : "";
    if (x) {
        page_text(page, LOOK_CAPTION, _("最后一位是 X 就按 X"));
        page_close(page);
    }
}

/* What the field says at its end: a way to mend or to hide it, out of reach when seated; else that it is
 * right. */
static void ending(struct widget *w, const struct session *s, const struct field *field,
                   const struct input *input)
{
    bool digits =
        field->type == FIELD_PHONE || field->type == FIELD_ID_NUMBER || field->type == FIELD_BANK_CARD;
    const char *kept = answer_value(&s->kase, field->name);
    if (w->selected && !s->seated && input->kind == INPUT_TEXT && input->plane == PLANE_HAND)
        w->total = FIELD_END_DELETE;
    if (w->selected && !s->seated && input_covers(input))
        w->total = FIELD_END_COVER;
    w->number = w->selected && input->covered;
    if (digits && !w->error && *kept && answer_check(field, kept, answer_day_scale(s)) == PROBLEM_NONE)
        w->tone = TONE_OK;
}

/* Whoever is asked whether they are still there may have left; and what was only come back to is masked. */
static bool is_seen(const struct session *s, const struct input *input)
{
    return s->overlay == OVERLAY_NONE && !(input->covered && input->kept);
}

/* What somebody might write there: only in the empty field, and never an answer. */
static const char *example(struct page *page, const struct session *s, const struct field *field)
{
    const char *text = part_label(s, field->example);
    return *text ? page_format(page, _("例如 %s"), input_grouped(page, input_kind_of(field), text)) : "";
}

/* A name that no keyboard has, an address that was deleted: the card that was read still knows it. Above
 * pinyin it stands among what may be chosen. */
static void from_card(struct page *page, const struct session *s, const struct field *field,
                      const struct input *input, bool active)
{
    bool among_keys = active && input->kind == INPUT_TEXT && input->plane == PLANE_PINYIN;
    if (card_differs(s, field) && !among_keys)
        page_button(page, LOOK_SMALL, page_format(page, "card.%s", field->name), _("从身份证取"), "badge");
}

/* The card of whom it is about says the number faster than a finger. */
static void reader(struct page *page, const struct session *s, const struct field *field,
                   const struct input *input)
{
    bool ready = s->health.idcard == DEVICE_READY && !s->practice && s->problem == PROBLEM_NONE;
    if (field->type == FIELD_ID_NUMBER && !field->from_card && ready && input_missing(input) && !s->seated)
        part_banner(page, TONE_INFO, "lightbulb", _("证件在身边？放到读卡区，号码会自动填上。"), "");
}

static void typed(struct page *page, const struct session *s, const struct field *field,
                  const struct screen_context *c)
{
    const struct input *input = c->input;
    char id[PAGE_ID];
    snprintf(id, sizeof id, "field.%s", field->name);
    bool active = input && strcmp(input->field, field->name) == 0, locked = is_locked(s, field);
    struct widget *w = page_add(page, ROLE_FIELD, field->type == FIELD_TEXT ? LOOK_PLAIN : LOOK_NUMBER, id,
                                part_label(s, field->label));
    w->value = active && is_seen(s, input) ? input_shown(page, input) : part_answer(page, s, field, c);
    w->hint = example(page, s, field);
    w->personal = field->personal;
    w->selected = active;
    w->enabled = w->focusable = !locked;
    w->detail = locked ? _("来自身份证") : "";
    w->error = s->problem && strcmp(s->problem_field, field->name) == 0;
    ending(w, s, field, input);
    told(page, s, field);
    bool counted = active && input->kind != INPUT_TEXT && input->kind != INPUT_AMOUNT;
    if (counted && !w->error) /* the sentence says what to mend, and how many are missing */
        count(page, s, field, input);
    if (active)
        reader(page, s, field, input);
    from_card(page, s, field, input, active);
}

/* Keys or pictures: in large letters the sentence beneath the question gives way to them. */
static bool needs_room(const struct field *field)
{
    return input_kind_of(field) != INPUT_NONE || (field->choice_count > 0 && field->choices[0].icon);
}

static bool is_open(const struct screen_context *c, const struct field *field)
{
    return c->input && strcmp(c->input->field, field->name) == 0;
}

/* Where there is no room for the sentence beneath the question. */
static bool is_brief(const struct session *s, const struct field *field)
{
    return (s->large && needs_room(field)) || (s->seated && field->type == FIELD_REGION);
}

void screen_form(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!s->service || s->form_page >= service_all_pages(s->service))
        return;
    const struct field *fields = s->service->pages[s->form_page];
    unsigned n = s->service->page_fields[s->form_page];
    for (unsigned i = 0; i < n; i++) {
        if (i == 0 && s->large && c->input && c->input->region.finding) /* the keys need the room */
            page->title = page_text(page, LOOK_H2, part_label(s, fields[i].question))->label;
        else if (i == 0)
            part_title(page, part_label(s, fields[i].question),
                       is_brief(s, &fields[i]) ? "" : part_label(s, fields[i].hint));
        else
            page_text(page, LOOK_H2, part_label(s, fields[i].question));
        if (i == 0)
            report_warning(page, s);
        if (fields[i].type == FIELD_CHOICE) {
            if (fields[i].choices[0].icon)
                pictures(page, s, &fields[i]);
            else
                choices(page, s, &fields[i]);
            told(page, s, &fields[i]);
        } else if (fields[i].type == FIELD_DATE && is_open(c, &fields[i])) {
            part_date(page, s, &fields[i], c->input);
            told(page, s, &fields[i]);
        } else if (fields[i].type == FIELD_REGION && is_open(c, &fields[i])) {
            told(page, s, &fields[i]);
            part_region(page, s, &fields[i], c);
        } else {
            typed(page, s, &fields[i], c);
        }
    }
    bool picks = c->input && c->input->kind == INPUT_REGION && !c->input->region.finding;
    if (c->input && c->input->kind != INPUT_NONE && !picks) {
        input_keys(page, c->input, s->language);
        return;
    }
    report_promise(page, s);
    page_place(page, PLACE_ACTIONS);
    const char *next = steps_next_title(s);
    page_button(page, LOOK_MAIN, "next",
                s->editing           ? _("改好了")
                : picks              ? _("选好了，下一步")
                : *next && !s->large ? page_format(page, _("下一步：%s"), next)
                                     : _("下一步"),
                "arrow_forward");
}
