#include "wire/suite.h"

#include <glib.h>
#include <string.h>

static const struct suite *const suites[] = {&suite_default, &suite_national};

const struct suite *suite_by_name(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(suites); i++) {
        if (strcmp(suites[i]->name, name) == 0)
            return suites[i];
    }
    return NULL;
}

const struct suite *suite_by_keyid(const char *keyid)
{
    for (size_t i = 0; i < G_N_ELEMENTS(suites); i++) {
        if (keyid[0] == suites[i]->prefix && keyid[1] == '-')
            return suites[i];
    }
    return NULL;
}

const struct seal_form *suite_form(const struct suite *suite, size_t plain_len)
{
    return plain_len <= SUITE_CHUNK ? suite->small : suite->large;
}

/* A large one has two full chunks at least, so their lengths do not meet. */
const struct seal_form *suite_form_of_box(const struct suite *suite, size_t box_len)
{
    return box_len <= suite->small->head + SUITE_CHUNK + suite->small->tag ? suite->small : suite->large;
}

const char *suite_sealalg(const char *keyid, size_t box_len)
{
    const struct suite *suite = suite_by_keyid(keyid);

    return suite_form_of_box(suite ? suite : &suite_default, box_len)->sealalg;
}
