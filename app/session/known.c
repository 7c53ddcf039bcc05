#include "session/known.h"

#include <string.h>

#include "base/secret.h"
#include "session/answers.h"

void known_forget(struct session *s)
{
    secret_wipe(&s->known, sizeof s->known);
}

/* NULL when it is not known, or is another person's. */
static char *find(struct session *s, const char *block)
{
    for (unsigned i = 0; i < s->known.count; i++)
        if (strcmp(s->known.answers[i].block, block) == 0)
            return s->known.answers[i].value;
    return NULL;
}

static void keep(struct session *s, const struct field *field)
{
    const struct answer *answer = field->block != NULL ? answer_find(&s->kase, field->name) : NULL;
    char *value;

    if (answer == NULL || answer->from_card)
        return;
    value = find(s, field->block);
    if (answer->value[0] == '\0' && value != NULL)
        secret_wipe(value, SESSION_VALUE); /* taken away on purpose */
    if (answer->value[0] == '\0' || answer_check(field, answer->value, answer_day_scale(s)) != PROBLEM_NONE)
        return;
    if (value == NULL && s->known.count == KNOWN_ANSWERS)
        return;
    if (value == NULL) {
        secret_copy_text(s->known.answers[s->known.count].block, sizeof s->known.answers[0].block,
                         field->block);
        value = s->known.answers[s->known.count++].value;
    }
    secret_wipe(value, SESSION_VALUE);
    secret_copy_text(value, SESSION_VALUE, answer->value);
}

/* Whose answers stand there is decided by the card, not by who was here a page ago. */
void known_keep(struct session *s)
{
    if (s->practice || !s->identified || s->service == NULL)
        return;
    if (strcmp(s->known.number, s->person.number) != 0) {
        known_forget(s);
        secret_copy_text(s->known.number, sizeof s->known.number, s->person.number);
    }
    for (unsigned i = 0; i < s->service->page_count; i++)
        for (unsigned k = 0; k < s->service->page_fields[i]; k++)
            keep(s, &s->service->pages[i][k]);
}

static void fill(struct session *s, const struct field *field)
{
    const char *value = field->block != NULL ? find(s, field->block) : NULL;

    if (value != NULL && *value != '\0' && answer_find(&s->kase, field->name) == NULL)
        answer_set(&s->kase, field, value, false);
}

void known_fill(struct session *s)
{
    if (s->practice || !s->identified || strcmp(s->known.number, s->person.number) != 0)
        return;
    for (unsigned i = 0; i < s->service->page_count; i++)
        for (unsigned k = 0; k < s->service->page_fields[i]; k++)
            fill(s, &s->service->pages[i][k]);
}
