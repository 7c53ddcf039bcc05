/* Nothing is asked twice: what a person answered earlier in the visit stands there already, and is nobody
 * else's. */
#include "session/known.h"
#include "visit.h"

static const struct person zhao = {.name = "赵春梅",
                                   .number = "341199194403120061",
                                   .sex = "女",
                                   .birth = "19440312",
                                   .address = "安徽省临安县",
                                   .from = "20100101",
                                   .to = "长期"};

/* Filled in as far as the papers, where one turned to another matter. */
static void fill_and_turn_away(struct visit *v)
{
    begin_service(v, "gaoling-jintie");
    card(v, &wang);
    answer(v, "address", "幸福里小区9栋101室");
    fill_form(v);
    press(v, EVENT_HOME);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_HOME);
}

static void begin_another(struct visit *v)
{
    press_text(v, EVENT_SERVICE, "laonian-youdai");
    press(v, EVENT_NEXT);
}

static void it_stands_there_already(void **state)
{
    struct visit *v = *state;

    fill_and_turn_away(v);
    begin_another(v);
    assert_at(v, STEP_FORM);
    assert_string_equal(answer_value(&v->s.kase, "phone"), "19900000001");
    assert_string_equal(answer_value(&v->s.kase, "address"), "幸福里小区9栋101室");
    assert_false(answer_find(&v->s.kase, "address")->from_card);
    assert_null(answer_find(&v->s.kase, "since")); /* a question of that service alone */
}

static void it_may_be_changed(void **state)
{
    struct visit *v = *state;

    fill_and_turn_away(v);
    begin_another(v);
    press(v, EVENT_NEXT);
    answer(v, "phone", "19900000003");
    assert_string_equal(answer_value(&v->s.kase, "phone"), "19900000003");
    press(v, EVENT_HOME);
    press(v, EVENT_EXIT);
    begin_another(v);
    assert_string_equal(answer_value(&v->s.kase, "phone"), "19900000003"); /* the last word */
}

/* Who took it away is not given it again. */
static void what_was_taken_away_is_gone(void **state)
{
    struct visit *v = *state;

    fill_and_turn_away(v);
    begin_another(v);
    press(v, EVENT_NEXT);
    answer(v, "phone", "");
    press(v, EVENT_HOME);
    press(v, EVENT_EXIT);
    begin_another(v);
    assert_string_equal(answer_value(&v->s.kase, "phone"), "");
    assert_string_equal(answer_value(&v->s.kase, "address"), "幸福里小区9栋101室");
}

static void half_an_answer_is_none(void **state)
{
    struct visit *v = *state;

    begin_service(v, "laonian-youdai");
    card(v, &wang);
    press(v, EVENT_NEXT);
    answer(v, "phone", "199000");
    press(v, EVENT_HOME);
    press(v, EVENT_EXIT);
    begin_another(v);
    assert_null(answer_find(&v->s.kase, "phone"));
    assert_true(answer_find(&v->s.kase, "address")->from_card); /* the card knows that one */
}

static void another_card_knows_nothing(void **state)
{
    struct visit *v = *state;

    fill_and_turn_away(v);
    card(v, &zhao);
    assert_string_equal(v->s.person.number, zhao.number);
    assert_int_equal(v->s.known.count, 0);
    begin_another(v);
    assert_at(v, STEP_FORM);
    assert_null(answer_find(&v->s.kase, "phone"));
    assert_string_equal(answer_value(&v->s.kase, "address"), zhao.address);
}

static void it_ends_with_the_visit(void **state)
{
    static const struct known nothing;
    struct visit *v = *state;

    fill_and_turn_away(v);
    assert_true(v->s.known.count > 0);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    assert_memory_equal(&v->s.known, &nothing, sizeof nothing);
}

static void practice_knows_nobody(void **state)
{
    struct visit *v = *state;

    fill_and_turn_away(v);
    press(v, EVENT_PRACTICE);
    assert_true(v->s.practice);
    assert_int_equal(v->s.known.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(it_stands_there_already), VISIT(it_may_be_changed),          VISIT(what_was_taken_away_is_gone),
        VISIT(half_an_answer_is_none),  VISIT(another_card_knows_nothing), VISIT(it_ends_with_the_visit),
        VISIT(practice_knows_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
