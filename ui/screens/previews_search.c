#include "ui/screens/previews_search.h"

#include "base/secret.h"
#include "ui/screens/previews_parts.h"

void search(struct session *s)
{
    preview_stand(s, STEP_SEARCH);
    s->back[s->back_count++].step = STEP_SERVICES;
}

void search_known(struct session *s)
{
    search(s);
    preview_person(s);
}
void search_empty(struct session *s)
{
    search(s);
    s->problem = PROBLEM_EMPTY;
    secret_copy_text(s->problem_field, sizeof s->problem_field, "search");
}

static void shown(struct session *s, const char *text)
{
    search(s);
    s->find.shown = true;
    secret_copy_text(s->find.text, sizeof s->find.text, text);
}

void search_found(struct session *s)
{
    shown(s, "社保");
}

void search_found_offline(struct session *s)
{
    search_found(s);
    s->health.online = false;
}

void search_nothing(struct session *s)
{
    shown(s, "火箭");
}

void search_practice(struct session *s)
{
    search(s);
    s->practice = true;
}

void preview_sought(struct input *input)
{
    input_text(input, "社保");
}

void preview_sought_letters(struct input *input)
{
    if (input->plane == PLANE_HAND)
        input_key(input, "key.pinyin");
    for (const char *at = "yibao"; *at; at++)
        input_key(input, (char[]){'k', 'e', 'y', '.', *at, '\0'});
}

void preview_sought_odd(struct input *input)
{
    input_text(input, "火箭");
}
