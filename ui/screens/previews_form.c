#include "ui/screens/previews_form.h"

#include "base/secret.h"
#include "session/answers.h"
#include "ui/screens/previews_parts.h"

/* The card was read, and nothing was answered yet. */
static void begun(struct session *s)
{
    preview_stand(s, STEP_FORM);
    preview_person(s);
    s->service = preview_service(s, SERVICE_APPLICATION);
}

static void on_page(struct session *s, enum field_type type)
{
    begun(s);
    for (unsigned i = 0; s->service && i < s->service->page_count; i++)
        if (s->service->pages[i][0].type == type)
            s->form_page = i;
}

static void met_here(struct session *s, enum problem problem)
{
    s->problem = problem;
    if (s->step == STEP_FORM && s->service)
        secret_copy_text(s->problem_field, sizeof s->problem_field, s->service->pages[s->form_page][0].name);
}

void form_text(struct session *s)
{
    preview_filled(s, STEP_FORM);
}

void form_text_empty(struct session *s)
{
    begun(s);
}

void form_phone(struct session *s)
{
    on_page(s, FIELD_PHONE);
}

void form_phone_kept(struct session *s)
{
    on_page(s, FIELD_PHONE);
    preview_answer(s, &s->service->pages[s->form_page][0]);
}

/* That answer was looked at, and does not pass. */
static void mistaken(struct session *s, enum field_type type, const char *value, enum problem problem)
{
    on_page(s, type);
    answer_set(&s->kase, &s->service->pages[s->form_page][0], value, false);
    met_here(s, problem);
}

void form_phone_short(struct session *s)
{
    mistaken(s, FIELD_PHONE, "199000007", PROBLEM_PHONE);
}

void form_phone_wrong(struct session *s)
{
    mistaken(s, FIELD_PHONE, "29900000077", PROBLEM_PHONE);
}

void form_number(struct session *s)
{
    on_page(s, FIELD_ID_NUMBER);
}

void form_number_own(struct session *s)
{
    on_page(s, FIELD_ID_NUMBER);
    met_here(s, PROBLEM_CARD_OWN);
}

void form_number_wrong(struct session *s)
{
    mistaken(s, FIELD_ID_NUMBER, "341199194601010071", PROBLEM_ID_CHECKSUM);
}

void form_number_letter(struct session *s)
{
    mistaken(s, FIELD_ID_NUMBER, "34119919460101X074", PROBLEM_ID_CHARACTER);
}

void form_number_birthday(struct session *s)
{
    mistaken(s, FIELD_ID_NUMBER, "341199194613010074", PROBLEM_ID_DATE);
}

void form_bank(struct session *s)
{
    on_page(s, FIELD_BANK_CARD);
}

void form_bank_short(struct session *s)
{
    mistaken(s, FIELD_BANK_CARD, "62170099", PROBLEM_SHORT);
}

static void form_date_on(struct session *s, const char *value)
{
    on_page(s, FIELD_DATE);
    answer_set(&s->kase, &s->service->pages[s->form_page][0], value, false);
}

void form_date(struct session *s)
{
    form_date_on(s, "");
}

void form_date_month(struct session *s)
{
    form_date_on(s, "1998");
}

void form_date_day(struct session *s)
{
    form_date_on(s, "1998-09-12");
}

void form_date_late(struct session *s)
{
    mistaken(s, FIELD_DATE, "2029-05-01", PROBLEM_DATE_LATE);
}

void form_date_early(struct session *s)
{
    mistaken(s, FIELD_DATE, "1919-05-01", PROBLEM_DATE_EARLY);
}

void form_date_none(struct session *s)
{
    mistaken(s, FIELD_DATE, "1999-02-29", PROBLEM_DATE);
}

void form_choice(struct session *s)
{
    on_page(s, FIELD_CHOICE);
}

void form_choice_empty(struct session *s)
{
    on_page(s, FIELD_CHOICE);
    met_here(s, PROBLEM_EMPTY);
}
