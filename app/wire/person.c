/* Who showed an identity code: the platform's answer, checked before anybody is greeted by that name. */
#include <string.h>

#include "base/text.h"
#include "wire/json.h"
#include "wire/messages.h"

enum { BIRTH_AT = 6, BIRTH_DIGITS = 8 /* GB 11643: the seventh to the fourteenth */ };

static bool is_person(const struct message_person *p)
{
    return *p->name && text_check_id(p->number) == TEXT_ID_OK &&
           (strcmp(p->sex, "男") == 0 || strcmp(p->sex, "女") == 0) && strlen(p->birth) == BIRTH_DIGITS &&
           strncmp(p->number + BIRTH_AT, p->birth, BIRTH_DIGITS) == 0;
}

bool message_person_parse(const void *body, size_t len, struct message_person *out)
{
    json_t *document = wire_load(body, len, NULL);
    const json_t *person = json_object_get(document, "person");
    bool well = json_is_true(json_object_get(document, "ok")) &&
                wire_copy(out->name, sizeof out->name, person, "name") &&
                wire_copy(out->number, sizeof out->number, person, "number") &&
                wire_copy(out->sex, sizeof out->sex, person, "sex") &&
                wire_copy(out->birth, sizeof out->birth, person, "birth") && is_person(out);

    if (!well)
        secret_wipe(out, sizeof *out);
    json_decref(document);
    return well;
}
