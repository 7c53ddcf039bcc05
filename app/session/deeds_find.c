/* Deeds of finding a service by what is written. What fits is not kept: the screen asks catalog/search.h. */
#include <string.h>

#include "base/secret.h"
#include "session/deeds.h"

void session_forget_find(struct session *s)
{
    bool looks = s->step == STEP_SEARCH || s->step == STEP_SERVICE || s->step == STEP_LANGUAGE;

    if (!looks)
        secret_wipe(&s->find, sizeof s->find);
}

/* Each search begins with an empty field: two characters are written faster than others are deleted. */
bool open_find(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    secret_wipe(&s->find, sizeof s->find);
    met(s, PROBLEM_NONE, NULL);
    return true;
}

bool is_finding(const struct session *s, const struct session_event *event)
{
    return !s->find.shown && (event == NULL || event->kind != EVENT_ANSWER ||
                              (strcmp(event->text, "search") == 0 && strlen(event->value) < SEARCH_BYTES));
}

bool take_sought(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    secret_wipe(s->find.text, sizeof s->find.text);
    secret_copy_text(s->find.text, sizeof s->find.text, event->value);
    met(s, PROBLEM_NONE, NULL);
    return true;
}

bool show_found(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    if (s->find.text[0] == '\0')
        return met(s, PROBLEM_EMPTY, "search");
    s->find.shown = true;
    met(s, PROBLEM_NONE, NULL);
    return true;
}

bool show_all(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->category = 0;
    return true;
}
