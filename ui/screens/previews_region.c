#include "ui/screens/previews_region.h"

#include "base/secret.h"
#include "session/answers.h"
#include "ui/screens/screens.h"

static const int64_t EXAMPLE_WALL_MS = INT64_C(1773797160000); /* 2026-03-18 09:26 at the kiosk's place */
enum { EXAMPLE_NOW_MS = 100000 };

static const struct field *asked(struct session *s)
{
    for (unsigned i = 0; i < s->catalog->service_count; i++)
        for (unsigned k = 0; k < s->catalog->services[i]->page_count; k++)
            if (s->catalog->services[i]->pages[k][0].type == FIELD_REGION) {
                s->service = s->catalog->services[i];
                s->form_page = k;
                return &s->service->pages[k][0];
            }
    return NULL;
}

void form_region(struct session *s)
{
    s->step = asked(s) ? STEP_FORM : STEP_HOME; /* a catalog that asks for none has no such page */
    s->visit = 2;
    s->back[0].step = STEP_HOME;
    s->back_count = 1;
    s->now_ms = EXAMPLE_NOW_MS;
    s->wall_ms = EXAMPLE_WALL_MS;
    s->health = (struct health){
        .idcard = DEVICE_READY, .scanner = DEVICE_READY, .printer = DEVICE_READY, .online = true};
    s->identified = true;
    secret_copy_text(s->person.name, sizeof s->person.name, "赵春梅");
}

void form_region_chosen(struct session *s)
{
    form_region(s);
    const struct field *field = asked(s);
    if (field)
        answer_set(&s->kase, field, "341122100006", false);
}

void form_region_empty(struct session *s)
{
    form_region(s);
    const struct field *field = asked(s);
    if (!field)
        return;
    s->problem = PROBLEM_EMPTY;
    secret_copy_text(s->problem_field, sizeof s->problem_field, field->name);
}

void preview_finding(struct input *input)
{
    input_key(input, "region.find");
    input_key(input, "key.x");
}

void preview_top(struct input *input)
{
    input_key(input, "region.up.34");
}
