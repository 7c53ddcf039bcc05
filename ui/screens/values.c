/* What a person answered, as it may be seen: masked until asked for (DESIGN.md 7). */
#include <string.h>

#include "base/secret.h"
#include "ui/screens/parts.h"

#define _(zh) words(language, zh)

bool is_peeking(const struct session *s)
{
    return s->peek_until_ms > s->now_ms;
}

enum mask mask_of(const struct field *field)
{
    bool card = field->from_card != NULL;
    switch (field->type) {
    case FIELD_PHONE:
        return MASK_PHONE;
    case FIELD_ID_NUMBER:
        return MASK_ID;
    case FIELD_BANK_CARD:
        return MASK_TAIL;
    case FIELD_CHOICE:
    case FIELD_DATE:
    case FIELD_AMOUNT:
    case FIELD_REGION:
        return field->personal ? MASK_WHOLE : MASK_NONE;
    case FIELD_TEXT:
        if (card && strcmp(field->from_card, "number") == 0)
            return MASK_ID;
        if ((card && strcmp(field->from_card, "name") == 0) || strstr(field->name, "name"))
            return MASK_NAME;
        if ((card && strcmp(field->from_card, "address") == 0) || strstr(field->name, "address"))
            return MASK_ADDRESS;
        return field->personal ? MASK_WHOLE : MASK_NONE;
    }
    return MASK_WHOLE;
}

/* To the unit; the last number, which is the room's, becomes three stars. */
static void mask_address(char *to, size_t cap, const char *value)
{
    static const char digits[] = "0123456789", stars[] = "***";
    size_t end = strlen(value), start;
    while (end > 0 && !strchr(digits, value[end - 1]))
        end--;
    for (start = end; start > 0 && strchr(digits, value[start - 1]);)
        start--;
    if (start == end || start + strlen(stars) + strlen(value + end) >= cap) {
        secret_copy_text(to, cap, value);
        return;
    }
    memcpy(to, value, start);
    memcpy(to + start, stars, sizeof stars);
    secret_copy_text(to + start + strlen(stars), cap - start - strlen(stars), value + end);
}

void mask_text(char *to, size_t cap, enum mask mask, const char *value, enum language language)
{
    bool done = true;
    to[0] = '\0';
    switch (mask) {
    case MASK_NONE:
        done = secret_copy_text(to, cap, value);
        break;
    case MASK_NAME:
        done = text_mask_name(to, cap, value);
        break;
    case MASK_ID:
        done = text_mask_id(to, cap, value);
        break;
    case MASK_PHONE:
        done = text_mask_phone(to, cap, value);
        break;
    case MASK_TAIL:
        done = text_mask_tail(to, cap, value);
        break;
    case MASK_ADDRESS:
        mask_address(to, cap, value);
        break;
    case MASK_WHOLE:
        done = false;
        break;
    }
    if (!done) /* what cannot be masked in part is not shown at all */
        secret_copy_text(to, cap, _("已填"));
}

const char *part_shown(struct page *page, const struct session *s, enum mask mask, const char *value)
{
    if (!value || !*value)
        return "";
    if (is_peeking(s))
        return page_copy(page, value);
    char shown[PART_TEXT];
    mask_text(shown, sizeof shown, mask, value, s->language);
    const char *copy = page_copy(page, shown);
    secret_wipe(shown, sizeof shown);
    return copy;
}

const char *part_choice(const struct field *field, const char *value, enum language language)
{
    for (unsigned i = 0; i < field->choice_count; i++)
        if (strcmp(field->choices[i].value, value) == 0)
            return label_in(field->choices[i].label, language);
    return value;
}

const char *part_answer(struct page *page, const struct session *s, const struct field *field,
                        const struct screen_context *c)
{
    const struct answer *a = answer_find(&s->kase, field->name);
    if (!a || !a->value[0])
        return "";
    char said[PART_TEXT];
    if (field->type == FIELD_REGION)
        regions_words(c ? c->regions : NULL, a->value, said, sizeof said);
    else
        answer_words(said, sizeof said, field, a->value, s->language);
    const char *shown = part_shown(page, s, mask_of(field), said);
    secret_wipe(said, sizeof said);
    return shown;
}

const struct field *field_of_type(const struct service *service, enum field_type type, unsigned nth)
{
    for (unsigned i = 0; service && i < service->page_count; i++)
        for (unsigned j = 0; j < service->page_fields[i]; j++)
            if (service->pages[i][j].type == type && nth-- == 0)
                return &service->pages[i][j];
    return NULL;
}

/* Name, number, birth and sex are as the card says; an address may have changed. */
bool is_locked(const struct session *s, const struct field *field)
{
    const struct answer *a = answer_find(&s->kase, field->name);
    return a && a->from_card && a->value[0] && field->from_card && strcmp(field->from_card, "address") != 0;
}

bool card_differs(const struct session *s, const struct field *field)
{
    const char *card = answers_card_says(s, field);
    return *card && strcmp(card, answer_value(&s->kase, field->name)) != 0;
}

enum input_kind input_kind_of(const struct field *field)
{
    switch (field->type) {
    case FIELD_TEXT:
        return INPUT_TEXT;
    case FIELD_PHONE:
        return INPUT_PHONE;
    case FIELD_ID_NUMBER:
        return INPUT_ID_NUMBER;
    case FIELD_BANK_CARD:
        return INPUT_BANK_CARD;
    case FIELD_DATE:
        return INPUT_DATE;
    case FIELD_AMOUNT:
        return INPUT_AMOUNT;
    case FIELD_REGION:
        return INPUT_REGION;
    case FIELD_CHOICE:
        break;
    }
    return INPUT_NONE;
}
