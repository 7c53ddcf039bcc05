#include "session/answers.h"

#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "session/answer_day.h"
#include "session/bundle.h"

_Static_assert((int)CATALOG_FIELDS <= (int)SESSION_ANSWERS, "a case has room for every field");
_Static_assert(CATALOG_VALUE_CHARACTERS * 3 < SESSION_VALUE, "a value has room for its Chinese characters");
_Static_assert((int)CATALOG_MATERIALS <= (int)SESSION_MATERIALS, "a case has room for every paper");

enum { BANK_CARD_MIN = 12, BANK_CARD_MAX = 19 }; /* ISO/IEC 7812 */

const struct answer *answer_find(const struct case_file *kase, const char *field)
{
    for (unsigned i = 0; i < kase->answer_count; i++) {
        if (strcmp(kase->answers[i].field, field) == 0)
            return &kase->answers[i];
    }
    return NULL;
}

const char *answer_value(const struct case_file *kase, const char *field)
{
    const struct answer *a = answer_find(kase, field);

    return a != NULL ? a->value : "";
}

static const struct choice *choice_of(const struct field *field, const char *value)
{
    for (unsigned i = 0; i < field->choice_count; i++) {
        if (strcmp(field->choices[i].value, value) == 0)
            return &field->choices[i];
    }
    return NULL;
}

static size_t most(const struct field *field)
{
    switch (field->type) {
    case FIELD_PHONE:
        return 11;
    case FIELD_ID_NUMBER:
        return 18;
    case FIELD_BANK_CARD:
        return field->max > 0 ? field->max : BANK_CARD_MAX;
    case FIELD_DATE:
        return DAY_TEXT - 1;
    case FIELD_AMOUNT:
        return SESSION_AMOUNT;
    case FIELD_REGION:
        return field->digits;
    case FIELD_TEXT:
    case FIELD_CHOICE:
    default:
        return field->max > 0 ? field->max : CATALOG_VALUE_CHARACTERS;
    }
}

/* Which codes there are, the picker knows; here it counts how deep they go. */
static bool is_region(const struct field *field, const char *value)
{
    return strlen(value) == field->digits && strspn(value, "0123456789") == field->digits;
}

static bool fits(const struct field *field, const char *value)
{
    if (field->type == FIELD_CHOICE)
        return value[0] == '\0' || choice_of(field, value) != NULL;
    if (field->type == FIELD_REGION)
        return value[0] == '\0' || is_region(field, value);
    return strlen(value) < SESSION_VALUE && text_length(value) <= most(field) &&
           text_valid(value, strlen(value));
}

bool answer_page_asked(const struct case_file *kase, const struct service *service, unsigned page)
{
    const struct field *field = &service->pages[page][0];
    unsigned before = 0;

    if (!parts_ask(kase, service, field))
        return false;
    if (field->asked_if == NULL)
        return true;
    if (service_field(service, field->asked_if, &before) == NULL ||
        strcmp(answer_value(kase, field->asked_if), field->asked_value) != 0)
        return false;
    return answer_page_asked(kase, service,
                             before); /* an earlier page: it ends; what was not asked decides nothing */
}

bool answer_set(struct case_file *kase, const struct field *field, const char *value, bool from_card)
{
    struct answer *a = (struct answer *)answer_find(kase, field->name);

    if (!fits(field, value))
        return false;
    if (a == NULL) {
        if (kase->answer_count == SESSION_ANSWERS)
            return false;
        a = &kase->answers[kase->answer_count++];
        secret_copy_text(a->field, sizeof a->field, field->name);
    }
    if (!from_card && a->from_card && strcmp(a->value, value) == 0)
        return true; /* looked at and left as the card has it */
    secret_wipe(a->value, sizeof a->value);
    secret_copy_text(a->value, sizeof a->value, value);
    a->from_card = from_card;
    return true;
}

static enum problem check_id(const char *value)
{
    switch (text_check_id(value)) {
    case TEXT_ID_OK:
        return PROBLEM_NONE;
    case TEXT_ID_EMPTY:
        return PROBLEM_EMPTY;
    case TEXT_ID_SHORT:
        return PROBLEM_SHORT;
    case TEXT_ID_DATE:
        return PROBLEM_ID_DATE;
    case TEXT_ID_CHECKSUM:
        return PROBLEM_ID_CHECKSUM;
    case TEXT_ID_CHARACTER:
    default:
        return PROBLEM_ID_CHARACTER;
    }
}

size_t answer_least(const struct field *field)
{
    return field->type == FIELD_BANK_CARD && field->min == 0 ? BANK_CARD_MIN : field->min;
}

enum problem answer_check(const struct field *field, const char *value, struct day_scale scale)
{
    if (value[0] == '\0')
        return field->required ? PROBLEM_EMPTY : PROBLEM_NONE;
    if (field->type == FIELD_PHONE)
        return text_check_phone(value) ? PROBLEM_NONE : PROBLEM_PHONE;
    if (field->type == FIELD_ID_NUMBER)
        return check_id(value);
    if (field->type == FIELD_CHOICE)
        return choice_of(field, value) != NULL ? PROBLEM_NONE : PROBLEM_EMPTY;
    if (field->type == FIELD_REGION)
        return is_region(field, value) ? PROBLEM_NONE : PROBLEM_EMPTY;
    if (field->type == FIELD_DATE)
        return answer_check_day(field, value, scale);
    if (field->type == FIELD_AMOUNT)
        return answer_check_amount(field, value);
    if (field->type == FIELD_BANK_CARD && strspn(value, "0123456789") != strlen(value))
        return PROBLEM_ID_CHARACTER;
    return text_length(value) < answer_least(field) ? PROBLEM_SHORT : PROBLEM_NONE;
}

static const char *card_fact(const struct person *p, const char *name)
{
    if (strcmp(name, "name") == 0)
        return p->name;
    if (strcmp(name, "number") == 0)
        return p->number;
    if (strcmp(name, "birth") == 0)
        return p->birth;
    if (strcmp(name, "address") == 0)
        return p->address;
    return strcmp(name, "sex") == 0 ? p->sex : "";
}

const char *answers_card_says(const struct session *s, const struct field *field)
{
    return s->identified && field->from_card != NULL ? card_fact(&s->person, field->from_card) : "";
}

void answers_from_card(struct session *s)
{
    parts_from_card(s);
    known_fill(s); /* who moved said so a moment ago: the card does not know */
    for (unsigned i = 0; i < s->service->page_count; i++) {
        for (unsigned k = 0; k < s->service->page_fields[i]; k++) {
            const struct field *f = &s->service->pages[i][k];

            if (f->from_card == NULL || answer_find(&s->kase, f->name) != NULL)
                continue;
            if (card_fact(&s->person, f->from_card)[0] != '\0')
                answer_set(&s->kase, f, card_fact(&s->person, f->from_card), true);
        }
    }
}

const struct delivery_way *answers_way(const struct session *s)
{
    return s->service != NULL && s->service->delivery != NULL && s->kase.way != 0
               ? &s->service->delivery->ways[s->kase.way - 1]
               : NULL;
}

unsigned answers_due_fen(const struct session *s)
{
    const struct delivery_way *way = answers_way(s);

    if (s->service == NULL || s->service->payment == NULL)
        return 0;
    return s->service->payment->amount_fen + (way != NULL ? way->fee_fen : 0);
}

const char *answers_first(const struct session *s, const struct field *field)
{
    const char *value = field->same_as != NULL ? answer_value(&s->kase, field->same_as) : "";

    return value[0] != '\0' || field->from_card == NULL ? value : card_fact(&s->person, field->from_card);
}

bool answers_peeking(const struct session *s)
{
    return s->identified && s->now_ms < s->peek_until_ms;
}

/* To the unit: the last number, the room, becomes three stars. */
static bool mask_room(char *to, size_t cap, const char *address)
{
    size_t end = strlen(address), begin;

    while (end > 0 && strchr("0123456789", address[end - 1]) == NULL)
        end--;
    for (begin = end; begin > 0 && strchr("0123456789", address[begin - 1]) != NULL;)
        begin--;
    if (begin == end)
        return secret_copy_text(to, cap, address);
    if (begin + 3 + strlen(address + end) >= cap) {
        to[0] = '\0';
        return false;
    }
    memcpy(to, address, begin);
    memcpy(to + begin, "***", 3);
    memcpy(to + begin + 3, address + end, strlen(address + end) + 1);
    return true;
}

bool answer_words(char *to, size_t cap, const struct field *field, const char *value, enum language language)
{
    struct day day;

    if (field->type == FIELD_CHOICE) {
        const struct choice *c = choice_of(field, value);

        return secret_copy_text(to, cap, c != NULL ? label_in(c->label, language) : "");
    }
    if (field->type == FIELD_AMOUNT && answer_is_amount(value))
        return answer_amount_words(to, cap, value);
    if (field->type != FIELD_DATE || !day_parse(&day, value))
        return secret_copy_text(to, cap, value);
    answer_day_words(to, cap, day, language);
    return true;
}

bool answer_shown(const struct session *s, const struct field *field, char *to, size_t cap)
{
    const char *value = answer_value(&s->kase, field->name);

    if (field->type == FIELD_CHOICE || !field->personal || answers_peeking(s) || value[0] == '\0')
        return answer_words(to, cap, field, value, s->language);
    switch (field->type) {
    case FIELD_PHONE:
        return text_mask_phone(to, cap, value);
    case FIELD_ID_NUMBER:
        return text_mask_id(to, cap, value);
    case FIELD_BANK_CARD:
        return text_mask_tail(to, cap, value);
    case FIELD_DATE:
    case FIELD_AMOUNT:
    case FIELD_REGION:
        return secret_copy_text(to, cap, "***");
    case FIELD_TEXT:
    case FIELD_CHOICE:
    default:
        if (field->from_card != NULL && strcmp(field->from_card, "name") == 0)
            return text_mask_name(to, cap, value);
        return mask_room(to, cap, value);
    }
}
