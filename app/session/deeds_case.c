/* Deeds of an application while it is filled in: answers, papers, signature, going over it. */
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "session/answers.h"
#include "session/bundle.h"
#include "session/deeds.h"

enum { INK_LEAST = 2000 }; /* parts of ten thousand of the pad: 200 u of 968, DESIGN.md 4.9 */

bool is_application(const struct session *s)
{
    return s->service != NULL && service_is_stored(s->service);
}

void case_changed(struct session *s)
{
    s->kase.reviewed = s->kase.consented = false;
    met(s, PROBLEM_NONE, NULL);
}

void empty_case(struct session *s)
{
    known_keep(s);
    secret_wipe(&s->kase, sizeof s->kase);
    s->form_page = s->asks = s->rating = 0;
    s->reasons = s->request = s->print_request = 0;
    s->editing = s->draft.opened = false;
    s->print = PRINT_NONE;
    s->sheet = (struct sheet){.state = SHEET_NONE};
}

bool drop_case(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    session_abandon_order(s, out);
    empty_case(s);
    s->service = NULL;
    return true;
}

/* Behind a service that one turns away from there is no page of it to come back to. */
bool turn_away(struct session *s, const struct session_event *event, struct effects *out)
{
    while (s->back_count > 0) {
        enum step last = s->back[s->back_count - 1].step;

        if (last != STEP_SERVICE && last != STEP_SERVICES && last != STEP_SEARCH && !session_is_of_case(last))
            break;
        s->back_count--;
    }
    return drop_case(s, event, out);
}

bool needs_case_id(const struct session *s, const struct session_event *event)
{
    static const uint8_t none[16] = {0};

    return s->service != NULL && memcmp(s->kase.id, none, sizeof none) == 0 &&
           (event == NULL || memcmp(event->id, none, sizeof none) != 0);
}

bool take_case_id(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    memcpy(s->kase.id, event->id, sizeof s->kase.id);
    return true;
}

bool session_is_of_case(enum step step)
{
    return step == STEP_PICK || step == STEP_PARTS || step == STEP_FORM || step == STEP_MATERIALS ||
           step == STEP_CAMERA || step == STEP_SIGNATURE || step == STEP_DELIVERY || step == STEP_REVIEW ||
           step == STEP_PAYMENT;
}

bool session_under_way(const struct session *s)
{
    bool aside = s->step == STEP_LANGUAGE || (s->step == STEP_DRAFT && s->draft.state != DRAFT_KEPT);
    enum step step = aside && s->back_count > 0 ? s->back[s->back_count - 1].step : s->step;

    return session_is_of_case(step);
}

bool is_under_way(const struct session *s, const struct session_event *event)
{
    (void)event;
    return session_under_way(s);
}

static bool ask_to_leave(struct session *s, enum step to)
{
    s->overlay = OVERLAY_LEAVE;
    s->leave_to = to;
    return true;
}

bool ask_for_home(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    return ask_to_leave(s, STEP_HOME);
}

bool ask_for_exit(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    return ask_to_leave(s, STEP_STANDBY);
}

bool is_editing(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->editing;
}

bool is_on_page(const struct session *s, const struct session_event *event)
{
    unsigned page = 0;

    if (event == NULL)
        return true;
    return event->value != NULL && service_field(s->service, event->text, &page) != NULL &&
           page == s->form_page;
}

bool take_answer(struct session *s, const struct session_event *event, struct effects *out)
{
    const struct field *field = service_field(s->service, event->text, NULL);

    (void)out;
    if (strcmp(answer_value(&s->kase, field->name), event->value) == 0)
        return true;
    const char *card = answers_card_says(s, field);
    if (answer_set(&s->kase, field, event->value, *card && strcmp(card, event->value) == 0))
        case_changed(s);
    return true;
}

/* Of another person: their card may lie on the reader instead. */
static const struct field *number_asked(const struct session *s)
{
    for (unsigned i = 0; s->service != NULL && s->form_page < service_all_pages(s->service) &&
                         i < s->service->page_fields[s->form_page];
         i++) {
        const struct field *field = &s->service->pages[s->form_page][i];

        if (field->type == FIELD_ID_NUMBER && field->from_card == NULL)
            return field;
    }
    return NULL;
}

bool asks_for_number(const struct session *s, const struct session_event *event)
{
    (void)event;
    return number_asked(s) != NULL;
}

/* Nothing but the number is kept: who fills in the form stays who they are. */
bool take_number(struct session *s, const struct session_event *event, struct effects *out)
{
    const struct field *field = number_asked(s);

    (void)out;
    if (s->identified && strcmp(event->person->number, s->person.number) == 0)
        return met(s, PROBLEM_CARD_OWN, field->name);
    if (answer_set(&s->kase, field, event->person->number, false))
        case_changed(s);
    return true;
}

bool number_unread(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    bool hasty = event->problem == PROBLEM_CARD_HASTY || event->problem == PROBLEM_SOCIAL_HASTY;
    return met(s, hasty ? PROBLEM_CARD_HASTY : PROBLEM_CARD_UNREAD, number_asked(s)->name);
}

enum problem page_problem(const struct session *s, unsigned page, const struct field **field)
{
    for (unsigned i = 0; i < s->service->page_fields[page]; i++) {
        const struct field *f = &s->service->pages[page][i];
        enum problem problem = answer_check(f, answer_value(&s->kase, f->name), answer_day_scale(s));

        *field = f;
        if (problem != PROBLEM_NONE)
            return problem;
    }
    return PROBLEM_NONE;
}

static bool page_is_right(struct session *s, unsigned page)
{
    const struct field *field = NULL;
    enum problem problem = page_problem(s, page, &field);

    return problem == PROBLEM_NONE || met(s, problem, field->name);
}

bool check_page(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    return page_is_right(s, s->form_page);
}

/* An electronic licence shows itself as lclicence:1:TYPE:NUMBER; which paper it is, says TYPE. */
bool take_material(struct session *s, const struct session_event *event, struct effects *out)
{
    static const char scheme[] = "lclicence:1:";
    const char *type = event->text == NULL ? "" : event->text;

    (void)out;
    if (strncmp(type, scheme, sizeof scheme - 1) != 0)
        return met(s, PROBLEM_CODE_UNKNOWN, NULL);
    type += sizeof scheme - 1;
    if (strcspn(type, ":") != 3 || type[3] == '\0' || type[4] == '\0' ||
        strlen(event->text) >= sizeof s->kase.materials[0].code)
        return met(s, PROBLEM_CODE_UNKNOWN, NULL);
    for (unsigned i = 0; i < s->service->material_count; i++) {
        if (strncmp(s->service->materials[i].code, type, 3) != 0)
            continue;
        case_changed(s);
        s->kase.materials[i].taken = true;
        s->kase.materials[i].later = false;
        s->kase.materials[i].pages = 0; /* the licence stands for them */
        secret_copy_text(s->kase.materials[i].code, sizeof s->kase.materials[i].code, event->text);
        return true;
    }
    return met(s, PROBLEM_CODE_OTHER_PAPER, NULL);
}

bool is_for_later(const struct session *s, const struct session_event *event)
{
    if (event == NULL)
        return true;
    return event->number < s->service->material_count && s->service->materials[event->number].later &&
           !photo_has_paper(&s->kase, event->number);
}

bool put_off(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    case_changed(s);
    s->kase.materials[event->number].later = !s->kase.materials[event->number].later;
    return true;
}

const struct material *missing_paper(const struct session *s)
{
    for (unsigned i = 0; i < s->service->material_count; i++) {
        const struct material *m = &s->service->materials[i];

        if (m->required && !photo_has_paper(&s->kase, i) && !s->kase.materials[i].later &&
            parts_bring(&s->kase, s->service, i))
            return m;
    }
    return NULL;
}

bool check_papers(struct session *s, const struct session_event *event, struct effects *out)
{
    const struct material *missing = missing_paper(s);

    (void)event;
    (void)out;
    return missing == NULL || met(s, PROBLEM_EMPTY, missing->code);
}

bool fits_the_pad(const struct session *s, const struct session_event *event)
{
    return event == NULL ||
           (event->ink_count > 0 && event->ink_count <= SESSION_STROKE_POINTS - s->kase.ink_count);
}

bool take_ink(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    case_changed(s);
    s->kase.stamped = false;
    memcpy(&s->kase.ink[s->kase.ink_count], event->ink, event->ink_count * sizeof event->ink[0]);
    if (s->kase.ink_count == 0) /* pieces of one stroke come one after the other; only the first begins */
        s->kase.ink[0].begins = true;
    s->kase.ink_count += event->ink_count;
    s->kase.pad_ratio = event->number;
    return true;
}

bool has_ink(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->kase.ink_count > 0;
}

bool undo_ink(struct session *s, const struct session_event *event, struct effects *out)
{
    struct stroke_point *p;

    (void)event;
    (void)out;
    case_changed(s);
    do {
        p = &s->kase.ink[--s->kase.ink_count];
        if (p->begins)
            break;
    } while (s->kase.ink_count > 0);
    secret_wipe(p, sizeof s->kase.ink - (size_t)(p - s->kase.ink) * sizeof *p);
    return true;
}

bool clear_ink(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    case_changed(s);
    secret_wipe(s->kase.ink, sizeof s->kase.ink);
    s->kase.ink_count = 0;
    return true;
}

bool is_signing(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->step == STEP_SIGNATURE;
}

bool has_more_statement(const struct session *s, const struct session_event *event)
{
    return is_signing(s, event) && s->service != NULL && s->service->statement_line_count > 0;
}

/* Who cannot write, or does not see where, signs by the card that was read: said so in what is sent. */
bool stamp(struct session *s, const struct session_event *event, struct effects *out)
{
    clear_ink(s, event, out);
    s->kase.stamped = !s->kase.stamped;
    return true;
}

/* 好，去画一道: what comes is no name, and is said to be none. */
bool mean_mark(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->kase.by_mark = true;
    return true;
}

/* That somebody was asked to see it is known here; who came, and whether, is not. */
bool call_witness(struct session *s, const struct session_event *event, struct effects *out)
{
    s->kase.witness_called = true;
    return call_staff(s, event, out);
}

/* Longer side plus a half of the shorter: within 12 % of the true length, and without roots. */
static unsigned ink_length(const struct case_file *kase)
{
    unsigned length = 0;

    for (unsigned i = 1; i < kase->ink_count; i++) {
        const struct stroke_point *a = &kase->ink[i - 1], *b = &kase->ink[i];
        unsigned x = (unsigned)abs(a->x - b->x), y = (unsigned)abs(a->y - b->y);

        if (!b->begins)
            length += x > y ? x + y / 2 : y + x / 2;
    }
    return length;
}

bool check_ink(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    return s->kase.stamped || ink_length(&s->kase) >= INK_LEAST || met(s, PROBLEM_UNSIGNED, "signature");
}

bool names_materials(const struct session *s, const struct session_event *event)
{
    if (parts_papers(&s->kase, s->service) == 0)
        return false;
    return event == NULL || (event->text != NULL && strcmp(event->text, "materials") == 0);
}

bool names_signature(const struct session *s, const struct session_event *event)
{
    if (!s->service->signature)
        return false;
    return event == NULL || (event->text != NULL && strcmp(event->text, "signature") == 0);
}

bool names_field(const struct session *s, const struct session_event *event)
{
    return event == NULL || service_field(s->service, event->text, NULL) != NULL;
}

bool edit(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->editing = true;
    return true;
}

bool edit_field(struct session *s, const struct session_event *event, struct effects *out)
{
    service_field(s->service, event->text, &s->form_page);
    return edit(s, event, out);
}

static bool is_complete(struct session *s, struct effects *out)
{
    for (unsigned page = 0; page < s->service->page_count; page++) {
        if (answer_page_asked(&s->kase, s->service, page) && !page_is_right(s, page))
            return false;
    }
    if (s->service->part_count > 0 && !check_parts(s, NULL, out))
        return false;
    return check_papers(s, NULL, out) && (!s->service->signature || check_ink(s, NULL, out)) &&
           (s->service->delivery == NULL || check_way(s, NULL, out));
}

/* All of it again: going back in the middle of a change may have left a hole. */
bool submit(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    if (needs_case_id(s, NULL)) {
        wish(s, out, EFFECT_DRAW_CASE_ID);
        return met(s, PROBLEM_NOT_SAVED, NULL);
    }
    if (!is_complete(s, out)) /* a disk that filled up since the visit began has room for this one */
        return false;
    s->kase.reviewed = s->kase.consented = true;
    return true;
}
