#include "ui/screens/previews_identify.h"

#include "base/secret.h"
#include "ui/screens/previews_parts.h"

enum { WAITED_MS = 68000 };

void preview_identify(struct session *s)
{
    preview_stand(s, STEP_IDENTIFY);
    s->service = preview_service(s, SERVICE_APPLICATION);
    s->awake_ms = s->now_ms - WAITED_MS;
}

void identify_unread(struct session *s)
{
    preview_identify(s);
    s->problem = PROBLEM_CARD_UNREAD;
    s->tries = 1;
}

void identify_hasty(struct session *s)
{
    preview_identify(s);
    s->problem = PROBLEM_CARD_HASTY;
    s->tries = 3;
    s->staff_call.state = CALL_HEARD;
}

void identify_forgotten(struct session *s)
{
    preview_identify(s);
    s->problem = PROBLEM_CARD_FORGOTTEN;
}

void identify_gone(struct session *s)
{
    preview_identify(s);
    s->problem = PROBLEM_READER_GONE;
}

void identify_young(struct session *s)
{
    preview_identify(s);
    preview_person(s);
    secret_copy_text(s->person.birth, sizeof s->person.birth, "19470512");
    s->problem = PROBLEM_TOO_YOUNG;
}

void identify_expired(struct session *s)
{
    preview_identify(s);
    s->problem = PROBLEM_CARD_EXPIRED;
}

void identify_code(struct session *s)
{
    preview_identify(s);
    s->problem = PROBLEM_CODE_UNKNOWN;
}

void identify_social(struct session *s)
{
    preview_identify(s);
    s->health.card = DEVICE_READY;
}

void identify_social_only(struct session *s)
{
    identify_social(s);
    s->health.idcard = DEVICE_ABSENT;
}

void identify_social_unread(struct session *s)
{
    identify_social(s);
    s->problem = PROBLEM_SOCIAL_UNREAD;
    s->tries = 1;
}

void identify_social_hasty(struct session *s)
{
    identify_social(s);
    s->problem = PROBLEM_SOCIAL_HASTY;
    s->tries = 2;
}

void identify_social_other(struct session *s)
{
    identify_social(s);
    s->problem = PROBLEM_SOCIAL_OTHER;
    s->tries = 1;
}

void identify_social_guarded(struct session *s)
{
    identify_social(s);
    s->problem = PROBLEM_SOCIAL_GUARDED;
    s->tries = 1;
}

void identify_social_left(struct session *s)
{
    identify_social(s);
    s->health.social_forgotten = true;
    s->problem = PROBLEM_SOCIAL_FORGOTTEN;
}

void identify_asking(struct session *s)
{
    preview_identify(s);
    preview_waits(s);
    s->identity.request = 1;
    s->step_due_ms = s->deadline_ms;
}

void identify_refused(struct session *s)
{
    preview_identify(s);
    s->problem = PROBLEM_CODE_REFUSED;
}

void identify_late(struct session *s)
{
    preview_identify(s);
    s->problem = PROBLEM_CODE_LATE;
}

void identify_unconnected(struct session *s)
{
    preview_identify(s);
    s->health.online = false;
    s->problem = PROBLEM_CODE_OFFLINE;
}
