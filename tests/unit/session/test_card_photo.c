/* The photo of the card: asked for when a service wants it, and by no other. */
#include "session/visit.h"

static struct service wants; /* a copy of one that is shipped, and the photo besides */
static const struct service *list[1];
static struct catalog catalog;

static struct person pictured(void)
{
    struct person p = young;
    p.photo_len = PERSON_PHOTO;
    return p;
}

static const struct effect *wish_of(const struct visit *v, enum effect_kind kind)
{
    for (unsigned i = v->out.count; i > 0; i--)
        if (v->out.list[i - 1].kind == kind)
            return &v->out.list[i - 1];
    return NULL;
}

/* To the page that asks for the card; what the reader is asked for there. */
static const struct effect *to_identify(struct visit *v, const char *code)
{
    static struct effect reads;

    press(v, EVENT_START);
    press_text(v, EVENT_SERVICE, code);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_IDENTIFY);
    assert_non_null(wish_of(v, EFFECT_READ_CARD));
    reads = *wish_of(v, EFFECT_READ_CARD);
    case_id(v, 1);
    return &reads;
}

/* One service that wants the photo, in a visit of its own. */
static void open_house(struct visit *v)
{
    wants = *catalog_find(v->catalog, "laonian-youdai");
    wants.photo = true;
    wants.min_age = 0;
    list[0] = &wants;
    catalog = *v->catalog;
    catalog.services = list;
    catalog.service_count = 1;
    session_init(&v->s, &catalog);
}

static void test_it_is_asked_for_with_the_card(void **state)
{
    struct visit *v = *state;
    const struct person p = pictured();

    open_house(v);
    assert_true(to_identify(v, "laonian-youdai")->service->photo);
    card(v, &p);
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.person.photo_len, PERSON_PHOTO);
}

/* Who was read before a service was chosen is read once more; a module that gives none does not hold anybody
 * up. */
static void test_who_is_known_is_read_once_more(void **state)
{
    struct visit *v = *state;

    open_house(v);
    card(v, &young);
    assert_at(v, STEP_HOME);
    press_text(v, EVENT_SERVICE, "laonian-youdai");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_IDENTIFY);
    card(v, &young);
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.person.photo_len, 0);
}

static void test_no_other_service_asks(void **state)
{
    struct visit *v = *state;

    assert_false(to_identify(v, "gaoling-jintie")->service->photo);
}

static void test_it_goes_with_the_visit(void **state)
{
    struct visit *v = *state;
    const struct person p = pictured();
    static const struct person nobody;

    open_house(v);
    begin_service(v, "laonian-youdai");
    card(v, &p);
    press(v, EVENT_EXIT);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    assert_memory_equal(&v->s.person, &nobody, sizeof nobody);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_it_is_asked_for_with_the_card),
        VISIT(test_who_is_known_is_read_once_more),
        VISIT(test_no_other_service_asks),
        VISIT(test_it_goes_with_the_visit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
