/* A code is shown instead of the card: who it is, says the platform, once. */
#include "visit.h"

#define CODE "lcidentity:1:0123456789ABCDEFGHJK"

static const struct person shown = {
    .name = "王秀兰", .number = "341199194305120041", .sex = "女", .birth = "19430512", .by_code = true};

static void show(struct visit *v, const char *text)
{
    press_text(v, EVENT_CODE, text);
}

/* The desk's word on the question that is open now. */
static void told(struct visit *v, enum event_kind kind, const struct person *person, enum problem problem)
{
    give(v, (struct session_event){
                .kind = kind, .request = v->s.identity.request, .person = person, .problem = problem});
}

static void the_form_of_a_code(void **state)
{
    (void)state;
    assert_string_equal(identity_code_in(CODE), "0123456789ABCDEFGHJK");
    assert_null(identity_code_in(NULL));
    assert_null(identity_code_in("lcidentity:1:"));
    assert_null(identity_code_in("lcidentity:1:0123456789ABCDEFGHJ"));
    assert_null(identity_code_in("lcidentity:1:0123456789ABCDEFGHJKM"));
    assert_null(identity_code_in("lcidentity:1:0123456789ABCDEFGHIL"));
    assert_null(identity_code_in("lcidentity:2:0123456789ABCDEFGHJK"));
    assert_null(identity_code_in("lclicence:1:611:DEMO-0088"));
}

static void a_good_code_goes_on_as_the_card(void **state)
{
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    show(v, CODE);
    assert_true(wished(v, EFFECT_ASK));
    assert_at(v, STEP_IDENTIFY);
    assert_string_equal(v->s.identity.code, "0123456789ABCDEFGHJK");
    told(v, EVENT_RESULT, &shown, PROBLEM_NONE);
    assert_at(v, STEP_FORM);
    assert_true(v->s.identified && v->s.person.by_code);
    assert_string_equal(v->s.person.name, shown.name);
    assert_int_equal(v->s.overlay, OVERLAY_OFFER_LARGE);
    assert_int_equal(v->s.identity.request, 0);
    assert_string_equal(v->s.identity.code, "");
    assert_int_equal(v->s.step_due_ms, 0);
}

static void the_scanner_listens_while_one_is_awaited(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press_text(v, EVENT_SERVICE, "gaoling-jintie");
    press(v, EVENT_NEXT);
    assert_true(wished(v, EFFECT_READ_CODE));
    press(v, EVENT_BACK);
    assert_true(wished(v, EFFECT_REST_CODE));
    press(v, EVENT_NEXT);
    assert_true(wished(v, EFFECT_READ_CODE));
    press(v, EVENT_PRACTICE); /* in practice nothing is read */
    assert_true(v->s.practice && wished(v, EFFECT_REST_CODE));
}

static void held_there_it_is_asked_once(void **state)
{
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    show(v, CODE);
    show(v, CODE);
    assert_false(wished(v, EFFECT_ASK));
}

static void used_wrong_or_over(void **state)
{
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    show(v, "https://example.invalid/advert");
    assert_int_equal(v->s.problem, PROBLEM_CODE_UNKNOWN);
    assert_false(wished(v, EFFECT_ASK));
    show(v, CODE);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    told(v, EVENT_NO_RESULT, NULL, PROBLEM_REFUSED);
    assert_int_equal(v->s.problem, PROBLEM_CODE_REFUSED);
    assert_false(v->s.identified);
    show(v, CODE); /* an answer that names nobody */
    assert_true(wished(v, EFFECT_ASK));
    told(v, EVENT_RESULT, NULL, PROBLEM_NONE);
    assert_int_equal(v->s.problem, PROBLEM_CODE_REFUSED);
    assert_false(v->s.identified);
    card(v, &wang); /* the card still leads on */
    assert_at(v, STEP_FORM);
}

static void offline_or_late(void **state)
{
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    show(v, CODE);
    told(v, EVENT_NO_RESULT, NULL, PROBLEM_OFFLINE);
    assert_int_equal(v->s.problem, PROBLEM_CODE_OFFLINE);
    v->s.health.online = true;
    show(v, CODE);
    told(v, EVENT_NO_RESULT, NULL, PROBLEM_LATE); /* nothing is known of the code */
    assert_int_equal(v->s.problem, PROBLEM_CODE_LATE);
    show(v, CODE);
    v->s.health.online = false; /* the line was found to be down while it was silent */
    pass(v, 11000);
    assert_int_equal(v->s.problem, PROBLEM_CODE_OFFLINE);
    v->s.health.online = true;
    show(v, CODE);
    uint32_t request = v->s.identity.request;
    pass(v, 11000);
    assert_int_equal(v->s.problem, PROBLEM_CODE_LATE);
    assert_int_equal(v->s.identity.request, 0);
    give(v, (struct session_event){.kind = EVENT_RESULT, .request = request, .person = &shown});
    assert_false(v->s.identified);
    assert_at(v, STEP_IDENTIFY);
}

static void of_another_visit(void **state)
{
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    show(v, CODE);
    struct session_event late = {
        .kind = EVENT_RESULT, .request = v->s.identity.request, .visit = v->s.visit, .person = &shown};
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    assert_int_equal(v->s.identity.request, 0);
    begin_service(v, "gaoling-jintie");
    show(v, CODE);
    late.request = v->s.identity.request; /* the visit alone tells them apart */
    give(v, late);
    assert_false(v->s.identified);
    assert_at(v, STEP_IDENTIFY);
}

static void too_young_for_this(void **state)
{
    struct visit *v = *state;
    struct person by_code = young;

    by_code.by_code = true;
    begin_service(v, "gaoling-jintie");
    show(v, CODE);
    told(v, EVENT_RESULT, &by_code, PROBLEM_NONE);
    assert_at(v, STEP_IDENTIFY);
    assert_int_equal(v->s.problem, PROBLEM_TOO_YOUNG);
}

#define T(name) cmocka_unit_test_setup_teardown(name, open_visit, close_visit)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_of_a_code),
        T(a_good_code_goes_on_as_the_card),
        T(the_scanner_listens_while_one_is_awaited),
        T(held_there_it_is_asked_once),
        T(used_wrong_or_over),
        T(offline_or_late),
        T(of_another_visit),
        T(too_young_for_this),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
