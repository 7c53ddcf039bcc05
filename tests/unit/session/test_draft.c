/* A form put aside: what is packed comes back, and only the desk's word moves the visit on. */
#include "session/draft.h"
#include "session/visit.h"

enum { DAY_MS = 24 * 3600 * 1000 };

struct kept {
    uint8_t content[SESSION_DRAFT_BYTES];
    size_t len;
};

static void news(struct visit *v, enum draft_news_kind kind, const struct kept *kept)
{
    struct draft_news n = {.kind = kind, .left = 4, .until_ms = v->s.wall_ms + DAY_MS};

    if (kept != NULL) {
        n.content = kept->content;
        n.len = kept->len;
    }
    give(v, (struct session_event){.kind = EVENT_DRAFT_NEWS, .request = v->s.draft.request, .draft = &n});
}

static void type(struct visit *v, const char *digits)
{
    answer(v, "code", digits);
    press(v, EVENT_NEXT);
}

/* To the third page of the form, the first answered otherwise than the card says. */
static void half_way(struct visit *v)
{
    begin_service(v, "gaoling-jintie");
    card(v, &wang);
    assert_at(v, STEP_FORM);
    answer(v, "address", "幸福里小区 9 栋");
    press(v, EVENT_NEXT);
    answer(v, "community", "341122100006");
    press(v, EVENT_NEXT);
    answer(v, "phone", "19900000001");
}

static void keep(struct visit *v, struct kept *kept)
{
    press(v, EVENT_EXIT);
    assert_int_equal(v->s.overlay, OVERLAY_LEAVE);
    press(v, EVENT_DRAFT_KEEP);
    assert_at(v, STEP_DRAFT);
    type(v, "480215");
    assert_int_equal(v->s.draft.state, DRAFT_AGAIN);
    type(v, "480215");
    assert_true(wished(v, EFFECT_DRAFT_KEEP));
    kept->len = draft_pack(&v->s, kept->content, sizeof kept->content);
    assert_true(kept->len > 0);
}

static void test_kept_and_taken_up_again(void **state)
{
    struct visit *v = *state;
    static struct kept kept;

    half_way(v);
    keep(v, &kept);
    assert_at(v, STEP_DRAFT);
    press(v, EVENT_FINISH);
    assert_at(v, STEP_DRAFT); /* not before the desk says so */
    news(v, DRAFT_NEWS_KEPT, NULL);
    assert_int_equal(v->s.draft.state, DRAFT_KEPT);
    assert_string_equal(v->s.draft.digits, "");
    press(v, EVENT_FINISH);
    assert_at(v, STEP_STANDBY);

    press(v, EVENT_START);
    card(v, &wang);
    assert_true(wished(v, EFFECT_DRAFT_LOOK));
    news(v, DRAFT_NEWS_THERE, NULL);
    assert_int_equal(v->s.overlay, OVERLAY_OFFER_DRAFT);
    press(v, EVENT_DRAFT);
    assert_at(v, STEP_DRAFT);
    type(v, "480215");
    assert_true(wished(v, EFFECT_DRAFT_OPEN));
    news(v, DRAFT_NEWS_OPENED, &kept);
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.form_page, 2);
    assert_string_equal(answer_value(&v->s.kase, "address"), "幸福里小区 9 栋");
    assert_string_equal(answer_value(&v->s.kase, "phone"), "19900000001");
    assert_true(wished(v, EFFECT_DRAW_CASE_ID));
    assert_string_equal(v->s.draft.digits, "");
}

/* Opened from the very page that it was kept at: going back leads past both, and is never a touch for
 * nothing. */
static void test_opened_where_it_lay(void **state)
{
    struct visit *v = *state;
    static struct kept kept;

    half_way(v);
    keep(v, &kept);
    news(v, DRAFT_NEWS_KEPT, NULL);
    press(v, EVENT_BACK);
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.form_page, 2);
    press(v, EVENT_DRAFT);
    assert_at(v, STEP_DRAFT);
    type(v, "480215");
    news(v, DRAFT_NEWS_OPENED, &kept);
    assert_int_equal(v->s.form_page, 2);
    press(v, EVENT_BACK);
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.form_page, 1);
}

/* Opened, and handed in: then it has done its work and goes. */
static void test_goes_with_the_submission(void **state)
{
    struct visit *v = *state;
    static struct kept kept;

    half_way(v);
    keep(v, &kept);
    news(v, DRAFT_NEWS_KEPT, NULL);
    press(v, EVENT_FINISH);
    press(v, EVENT_START);
    card(v, &wang);
    news(v, DRAFT_NEWS_THERE, NULL);
    press(v, EVENT_DRAFT);
    type(v, "480215");
    news(v, DRAFT_NEWS_OPENED, &kept);
    case_id(v, 9);
    press(v, EVENT_HOME); /* asked; left; it lies there still, and may be opened again */
    press(v, EVENT_EXIT);
    assert_at(v, STEP_HOME);
    press(v, EVENT_DRAFT);
    type(v, "480215");
    news(v, DRAFT_NEWS_OPENED, &kept);
    case_id(v, 10);
    v->s.form_page = 0;
    fill_form(v);
    press_text(v, EVENT_CODE, "lclicence:1:611:DEMO-0088");
    press_number(v, EVENT_LATER, 1);
    press(v, EVENT_NEXT);
    sign(v);
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    assert_false(wished(v, EFFECT_DRAFT_DROP));
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    assert_true(wished(v, EFFECT_DRAFT_DROP));
    assert_false(v->s.draft.there);
}

static void test_digits(void **state)
{
    struct visit *v = *state;

    half_way(v);
    press(v, EVENT_EXIT);
    press(v, EVENT_DRAFT_KEEP);
    type(v, "4802");
    assert_int_equal(v->s.problem, PROBLEM_SHORT);
    static const char *const easy[] = {"111111", "123456", "987654", "430512", "341199", "120041"};
    for (unsigned i = 0; i < sizeof easy / sizeof easy[0]; i++) {
        type(v, easy[i]);
        assert_int_equal(v->s.problem, PROBLEM_DRAFT_EASY);
        assert_int_equal(v->s.draft.state, DRAFT_CHOOSING);
    }
    type(v, "480215");
    type(v, "480216");
    assert_int_equal(v->s.problem, PROBLEM_DRAFT_DIFFERENT);
    assert_int_equal(v->s.draft.state, DRAFT_CHOOSING);
    assert_string_equal(v->s.draft.first, "");
    answer(v, "code", "48021x");
    assert_string_equal(v->s.draft.digits, "");
    press(v, EVENT_BACK);
    assert_at(v, STEP_FORM);
    assert_string_equal(answer_value(&v->s.kase, "phone"), "19900000001");
}

/* Time is up: asked whether anybody is there, one may put it aside as well, and nothing is lost. */
static void test_kept_when_time_is_up(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    pass(v, 120000);
    assert_int_equal(v->s.overlay, OVERLAY_TIMEOUT);
    assert_false(session_allows(&v->s, EVENT_DRAFT_KEEP)); /* nobody is known, nothing is filled in */
    press(v, EVENT_EXIT);
    half_way(v);
    pass(v, 120000);
    assert_int_equal(v->s.overlay, OVERLAY_TIMEOUT);
    press(v, EVENT_DRAFT_KEEP);
    assert_at(v, STEP_DRAFT);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_int_equal(v->s.draft.state, DRAFT_CHOOSING);
    pass(v, 45000); /* the question is answered: what it would have ended goes on */
    assert_at(v, STEP_DRAFT);
    assert_string_equal(answer_value(&v->s.kase, "phone"), "19900000001");
}

static void test_wrong_then_gone(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    card(v, &wang);
    news(v, DRAFT_NEWS_THERE, NULL);
    press(v, EVENT_STAY);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    press(v, EVENT_DRAFT);
    type(v, "480215");
    news(v, DRAFT_NEWS_WRONG, NULL);
    assert_int_equal(v->s.problem, PROBLEM_DRAFT_WRONG);
    assert_int_equal(v->s.draft.left, 4);
    type(v, "480216");
    news(v, DRAFT_NEWS_GONE, NULL);
    assert_int_equal(v->s.draft.state, DRAFT_GONE);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_HOME);
    assert_false(session_allows(&v->s, EVENT_DRAFT));
}

/* A word about another card's draft, or of an earlier wish, is not heard. */
static void test_only_of_this_person(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    card(v, &wang);
    uint32_t old = v->s.draft.request;
    card(v, &young);
    struct draft_news there = {.kind = DRAFT_NEWS_THERE, .left = 5};
    give(v, (struct session_event){.kind = EVENT_DRAFT_NEWS, .request = old, .draft = &there});
    assert_false(v->s.draft.there);
    news(v, DRAFT_NEWS_THERE, NULL);
    assert_true(v->s.draft.there);
    press(v, EVENT_STAY);
    press(v, EVENT_PRACTICE);
    assert_false(v->s.draft.there);
}

/* Whatever lies there, it is taken whole or not at all. */
static void test_torn(void **state)
{
    struct visit *v = *state;
    static struct kept kept;
    static struct session other;

    half_way(v);
    keep(v, &kept);
    session_init(&other, v->catalog);
    for (size_t cut = 0; cut < kept.len; cut++)
        assert_false(draft_unpack(&other, kept.content, cut));
    assert_true(draft_unpack(&other, kept.content, kept.len));
    kept.content[0]++;
    struct session before = other;
    assert_false(draft_unpack(&other, kept.content, kept.len));
    assert_memory_equal(&other, &before, sizeof before);
}

static int set_up(void **state)
{
    static struct visit v;

    memset(&v, 0, sizeof v);
    visit_open(&v);
    *state = &v;
    return 0;
}

static int tear_down(void **state)
{
    visit_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_kept_and_taken_up_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_opened_where_it_lay, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_goes_with_the_submission, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_digits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_kept_when_time_is_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_then_gone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_only_of_this_person, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_torn, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
