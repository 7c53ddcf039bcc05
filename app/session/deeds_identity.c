/* Deeds of the identity code: shown to the scanner where the card is awaited, asked of the platform, and then
 * the visit goes on as with the card. */
#include <string.h>

#include "base/secret.h"
#include "session/deeds.h"
#include "session/patience.h"

/* Base 32 without the letters that look like digits (I, L, O) or make words (U): a hundred bits, so nobody
 * guesses one while it holds. */
static const char scheme[] = "lcidentity:1:", signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const char *identity_code_in(const char *text)
{
    if (text == NULL || strncmp(text, scheme, sizeof scheme - 1) != 0)
        return NULL;
    text += sizeof scheme - 1;
    return strlen(text) == IDENTITY_SIGNS && strspn(text, signs) == IDENTITY_SIGNS ? text : NULL;
}

void session_forget_identity(struct session *s)
{
    if (s->identity.request != 0)
        s->step_due_ms = 0;
    secret_wipe(&s->identity, sizeof s->identity);
}

/* A scanner reads what is held before it again and again: one question at a time. */
bool show_identity(struct session *s, const struct session_event *event, struct effects *out)
{
    const char *code = identity_code_in(event->text);

    if (s->identity.request != 0)
        return true;
    if (code == NULL)
        return met(s, PROBLEM_CODE_UNKNOWN, NULL);
    met(s, PROBLEM_NONE, NULL);
    secret_copy_text(s->identity.code, sizeof s->identity.code, code);
    s->identity.request = wish(s, out, EFFECT_ASK);
    s->step_due_ms = s->now_ms + ASK_WAIT_MS;
    return true;
}

bool is_asking_identity(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->identity.request != 0;
}

bool is_our_identity(const struct session *s, const struct session_event *event)
{
    return s->identity.request != 0 && (event == NULL || event->request == s->identity.request);
}

/* An answer that names nobody is as good as none. */
bool take_identity(struct session *s, const struct session_event *event, struct effects *out)
{
    session_forget_identity(s);
    if (event->person == NULL)
        return met(s, PROBLEM_CODE_REFUSED, NULL);
    return identify_for_case(s, event, out);
}

/* Refused: wrong, used or over; a new one may be shown. Unheard says nothing of the code: the card is the way
 * on. */
bool no_identity(struct session *s, const struct session_event *event, struct effects *out)
{
    bool late = event->kind == EVENT_ALARM || event->problem == PROBLEM_LATE;

    (void)out;
    session_forget_identity(s);
    met(s,
        event->problem == PROBLEM_OFFLINE || (late && !s->health.online) ? PROBLEM_CODE_OFFLINE
        : late                                                           ? PROBLEM_CODE_LATE
                                                                         : PROBLEM_CODE_REFUSED,
        NULL);
    return true;
}
