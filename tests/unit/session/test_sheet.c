/* A certificate as a whole page: every way its printing can go, and that there is always a way on. */
#include "session/visit.h"

static void health(struct visit *v, enum device_state document, enum device_cause cause)
{
    struct health h = v->s.health;

    h.printer = DEVICE_READY;
    h.document = document;
    h.document_cause = cause;
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &h});
}

static const struct case_file *told(const char *document)
{
    static struct case_file said;

    memset(&said, 0, sizeof said);
    said.result.count = 1;
    strcpy(said.result.value[0], "84 个月");
    strcpy(said.result.document, document);
    return &said;
}

static void to_certificate(struct visit *v, const char *document)
{
    health(v, DEVICE_READY, CAUSE_NONE);
    begin_service(v, "canbao-zhengming");
    card(v, &wang);
    assert_at(v, STEP_SENDING);
    give(v, (struct session_event){.kind = EVENT_RESULT, .request = v->s.request, .result = told(document)});
    assert_at(v, STEP_RESULT);
    if (v->s.overlay == OVERLAY_OFFER_LARGE)
        press(v, EVENT_STAY);
}

static void letter(struct visit *v, enum event_kind kind, uint32_t request, enum device_cause cause,
                   enum problem problem)
{
    give(v, (struct session_event){.kind = kind, .request = request, .number = cause, .problem = problem});
}

static uint32_t print_page(struct visit *v)
{
    press(v, EVENT_PRINT);
    assert_true(wished(v, EFFECT_SHEET));
    assert_false(wished(v, EFFECT_PRINT));
    assert_int_equal(v->s.sheet.state, SHEET_ASKED);
    return v->s.sheet.request;
}

/* A touch more, or another's letter, changes nothing. */
static void test_printed(void **state)
{
    struct visit *v = *state;

    to_certificate(v, "7F3A");
    uint32_t request = print_page(v);
    press(v, EVENT_PRINT); /* once more while it prints */
    assert_int_equal(v->out.count, 0);
    letter(v, EVENT_PRINTED, request + 100, CAUSE_NONE, PROBLEM_NONE);
    letter(v, EVENT_PRINTED, request, CAUSE_NONE, PROBLEM_NONE);
    assert_int_equal(v->s.sheet.state, SHEET_PRINTED);
}

static void test_printed_and_printed_again(void **state)
{
    struct visit *v = *state;

    to_certificate(v, "7F3A");
    uint32_t request = print_page(v);
    letter(v, EVENT_PRINTED, request, CAUSE_NONE, PROBLEM_NONE);
    assert_int_equal(v->s.sheet.state, SHEET_PRINTED);
    assert_int_not_equal(print_page(v), request);
    letter(v, EVENT_PRINTED, request, CAUSE_NONE, PROBLEM_NONE); /* of the first one */
    assert_int_equal(v->s.sheet.state, SHEET_ASKED);
}

/* While it waits for paper the page says so by what the cabinet tells; it goes on by itself. */
static void test_waits_for_paper(void **state)
{
    struct visit *v = *state;

    to_certificate(v, "7F3A");
    uint32_t request = print_page(v);
    assert_int_equal(sheet_cause(&v->s), CAUSE_NONE);
    health(v, DEVICE_ATTENTION, CAUSE_PAPER_OUT);
    assert_int_equal(sheet_cause(&v->s), CAUSE_PAPER_OUT);
    assert_false(sheet_is_ready(&v->s));
    health(v, DEVICE_BUSY, CAUSE_NONE);
    letter(v, EVENT_PRINTED, request, CAUSE_NONE, PROBLEM_NONE);
    assert_int_equal(v->s.sheet.state, SHEET_PRINTED);
}

static void test_the_slip_calls_the_page_back(void **state)
{
    struct visit *v = *state;

    to_certificate(v, "7F3A");
    uint32_t request = print_page(v);
    health(v, DEVICE_ATTENTION, CAUSE_PAPER_JAM);
    press_number(v, EVENT_PRINT, 1);
    assert_true(wished(v, EFFECT_SHEET_CANCEL));
    assert_true(wished(v, EFFECT_PRINT));
    assert_int_equal(v->out.list[0].request, request);
    assert_int_equal(v->s.sheet.state, SHEET_NONE);
    letter(v, EVENT_NOT_PRINTED, request, CAUSE_NONE, PROBLEM_NONE); /* of what was called back */
    assert_int_equal(v->s.print, PRINT_ASKED);
    letter(v, EVENT_PRINTED, v->s.print_request, CAUSE_NONE, PROBLEM_NONE);
    assert_int_equal(v->s.print, PRINT_PRINTED);
}

static void test_every_cause_leaves_a_way_on(void **state)
{
    struct visit *v = *state;
    static const enum device_cause causes[] = {CAUSE_NONE,  CAUSE_PAPER_OUT, CAUSE_COVER_OPEN, CAUSE_OFFLINE,
                                               CAUSE_FAULT, CAUSE_PAPER_JAM, CAUSE_PAPER_LEFT, CAUSE_INK_OUT};

    to_certificate(v, "7F3A");
    for (unsigned i = 0; i < G_N_ELEMENTS(causes); i++) {
        letter(v, EVENT_NOT_PRINTED, print_page(v), causes[i], PROBLEM_NONE);
        assert_int_equal(v->s.sheet.state, SHEET_FAILED);
        assert_int_equal(sheet_cause(&v->s), causes[i]);
        assert_true(session_allows(&v->s, EVENT_PRINT) && session_allows(&v->s, EVENT_FINISH));
    }
}

static void test_the_document_does_not_come(void **state)
{
    struct visit *v = *state;

    to_certificate(v, "7F3A");
    letter(v, EVENT_NOT_PRINTED, print_page(v), CAUSE_NONE, PROBLEM_OFFLINE);
    assert_int_equal(v->s.sheet.problem, PROBLEM_OFFLINE);
    assert_int_equal(v->s.problem, PROBLEM_NONE); /* the rows still stand there */
    print_page(v);
    assert_int_equal(v->s.sheet.problem, PROBLEM_NONE);
}

/* A printer that cannot, no document, no printer of pages: then it is the slip, as ever. */
static void test_without_page_it_is_the_slip(void **state)
{
    struct visit *v = *state;

    to_certificate(v, "7F3A");
    health(v, DEVICE_ABSENT, CAUSE_NONE);
    assert_true(sheet_is_offered(&v->s) && !sheet_is_ready(&v->s));
    assert_int_equal(sheet_cause(&v->s), CAUSE_OFFLINE);
    press(v, EVENT_PRINT);
    assert_true(wished(v, EFFECT_PRINT));
    assert_false(wished(v, EFFECT_SHEET) || wished(v, EFFECT_SHEET_CANCEL));
    letter(v, EVENT_PRINTED, v->s.print_request, CAUSE_NONE, PROBLEM_NONE);
    health(v, DEVICE_OFF, CAUSE_NONE);
    assert_false(sheet_is_offered(&v->s));
    press(v, EVENT_PRINT);
    assert_true(wished(v, EFFECT_PRINT));
}

static void test_an_answer_without_document_has_no_page(void **state)
{
    struct visit *v = *state;

    to_certificate(v, "");
    assert_false(sheet_is_offered(&v->s));
    press(v, EVENT_PRINT);
    assert_true(wished(v, EFFECT_PRINT));
}

static void test_what_is_low_still_prints(void **state)
{
    struct visit *v = *state;

    to_certificate(v, "7F3A");
    health(v, DEVICE_ATTENTION, CAUSE_INK_LOW);
    assert_true(sheet_is_ready(&v->s));
    print_page(v);
}

/* The next certificate of the same person is another page. */
static void test_another_thing_forgets_it(void **state)
{
    struct visit *v = *state;

    to_certificate(v, "7F3A");
    letter(v, EVENT_PRINTED, print_page(v), CAUSE_NONE, PROBLEM_NONE);
    press(v, EVENT_AGAIN);
    assert_at(v, STEP_HOME);
    assert_int_equal(v->s.sheet.state, SHEET_NONE);
    assert_int_equal(v->s.kase.result.document[0], 0);
}

static void test_practice_prints_no_page(void **state)
{
    struct visit *v = *state;

    health(v, DEVICE_READY, CAUSE_NONE);
    practise_service(v, "canbao-zhengming");
    press(v, EVENT_PRETEND);
    pass(v, 5000);
    assert_at(v, STEP_RESULT);
    assert_false(sheet_is_offered(&v->s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_printed),
        VISIT(test_printed_and_printed_again),
        VISIT(test_waits_for_paper),
        VISIT(test_the_slip_calls_the_page_back),
        VISIT(test_every_cause_leaves_a_way_on),
        VISIT(test_the_document_does_not_come),
        VISIT(test_without_page_it_is_the_slip),
        VISIT(test_an_answer_without_document_has_no_page),
        VISIT(test_what_is_low_still_prints),
        VISIT(test_another_thing_forgets_it),
        VISIT(test_practice_prints_no_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
