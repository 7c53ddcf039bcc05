/* What a resident shows to the scanner unasked: the receipt of before; and the staff's code, which no page
 * hears.
 */
#include "session/visit.h"

#define RECEIPT "https://demo.example/p/206170001475"

static void give_result(struct visit *v)
{
    static struct case_file said;

    memset(&said, 0, sizeof said);
    said.progress = (struct progress){.told = true, .count = 1};
    strcpy(said.progress.cases[0].number, "206170001475");
    said.progress.cases[0].step_count = 1;
    give(v, (struct session_event){.kind = EVENT_RESULT, .request = v->s.request, .result = &said});
}

static void test_receipt_at_standby(void **state)
{
    struct visit *v = *state;

    press_text(v, EVENT_CODE, RECEIPT);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_ASK));
    assert_true(progress_by_receipt(&v->s));
    assert_string_equal(v->s.kase.receipt, "206170001475");
    assert_false(v->s.identified);
    give_result(v);
    assert_at(v, STEP_RESULT);
    assert_false(session_allows(&v->s, EVENT_PRINT));
    press(v, EVENT_HOME);
    assert_at(v, STEP_HOME);
    assert_null(v->s.service);
    assert_string_equal(v->s.kase.receipt, "");
}

/* Whoever gives up while it is asked comes home, from wherever it was shown. */
static void test_receipt_given_up(void **state)
{
    struct visit *v = *state;

    press_text(v, EVENT_CODE, RECEIPT);
    press(v, EVENT_BACK);
    assert_at(v, STEP_HOME);
    assert_true(wished(v, EFFECT_CANCEL));
    press_text(v, EVENT_CODE, RECEIPT);
    assert_at(v, STEP_SENDING);
    desk(v, EVENT_NO_RESULT, NULL, PROBLEM_REFUSED);
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_REFUSED);
    press(v, EVENT_RETRY);
    assert_at(v, STEP_SENDING);
    desk(v, EVENT_NO_RESULT, NULL, PROBLEM_OFFLINE);
    assert_int_equal(v->s.problem, PROBLEM_OFFLINE);
    press(v, EVENT_HOME);
    assert_at(v, STEP_HOME);
}

static void test_what_is_no_receipt(void **state)
{
    static const char *const others[] = {"206170001475",
                                         "https://demo.example/p/20617000147",
                                         "https://demo.example/q/206170001475",
                                         "http://demo.example/p/206170001475",
                                         "https:///p/2061700014",
                                         "https://demo.example/p/206170001475?x",
                                         "https://example.invalid/advert",
                                         "130123456789012345",
                                         ""};
    struct visit *v = *state;

    for (unsigned i = 0; i < G_N_ELEMENTS(others); i++) {
        press_text(v, EVENT_CODE, others[i]);
        assert_at(v, STEP_STANDBY);
    }
    press(v, EVENT_START);
    press(v, EVENT_HELP); /* a question lies over the page */
    press_text(v, EVENT_CODE, RECEIPT);
    assert_at(v, STEP_HOME);
}

/* A signed paper: true or altered, at standby and at home; nothing is asked of anybody, nothing is printed.
 */
static void test_a_signed_paper(void **state)
{
    static struct case_file told;
    struct visit *v = *state;

    memset(&told, 0, sizeof told);
    told.result.count = SESSION_ROWS + 1;
    give(v, (struct session_event){.kind = EVENT_PROOF, .result = &told});
    assert_at(v, STEP_RESULT);
    assert_true(v->s.kase.proof);
    assert_int_equal(v->s.kase.result.count, SESSION_ROWS);
    assert_false(v->s.identified);
    press(v, EVENT_PRINT);
    assert_int_equal(v->s.print, PRINT_NONE);
    press(v, EVENT_AGAIN);
    assert_at(v, STEP_HOME);
    give(v, (struct session_event){.kind = EVENT_PROOF, .result = &told, .problem = PROBLEM_PROOF_ALTERED});
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_PROOF_ALTERED);
    assert_int_equal(v->s.kase.result.count, 0); /* of what was altered not a word is shown */
    press(v, EVENT_RETRY);
    assert_at(v, STEP_RESULT);
}

/* A case that was begun is not lost to a paper held up. */
static void test_receipt_amid_a_case(void **state)
{
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    card(v, &wang);
    press_text(v, EVENT_CODE, RECEIPT);
    assert_at(v, STEP_FORM);
}

/* The maintenance mode will hear it: a resident's page neither changes nor speaks, nor stays awake longer. */
static void test_staff_code_is_nobodys(void **state)
{
    struct visit *v = *state;
    struct session before;

    for (int at = 0; at < 3; at++) {
        if (at == 1)
            press(v, EVENT_START);
        else if (at == 2) {
            visit_close(v);
            memset(v, 0, sizeof *v);
            visit_open(v);
            begin_service(v, "gaoling-jintie");
            card(v, &wang);
            fill_form(v); /* papers: this page waits for codes */
        }
        memcpy(&before, &v->s, sizeof before);
        v->now_ms += 10;
        press_text(v, EVENT_CODE, "LCS1:0123456789ABCDEF");
        assert_memory_equal(&before, &v->s, sizeof before);
        assert_int_equal(v->out.count, 0);
    }
    press_text(v, EVENT_CODE, "LCS2:0123456789ABCDEF");
    assert_int_equal(v->s.problem, PROBLEM_CODE_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_receipt_at_standby),    VISIT(test_receipt_given_up),      VISIT(test_what_is_no_receipt),
        VISIT(test_receipt_amid_a_case),   VISIT(test_staff_code_is_nobodys), VISIT(test_a_signed_paper),
        VISIT(test_staff_code_is_nobodys),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
