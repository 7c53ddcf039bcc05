/* Paid by its order, or still to be paid at the counter: then no order pays it, whatever number is on paper.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <string.h>

#include "app/kiosk/submission.h"

#define NUMBER "10562874493310027745"

static void says(const struct session *s, const char *state, const char *order)
{
    struct secret_bytes members = {0}, whole = {0};

    submission_application(&members, s, NULL);
    secret_bytes_text(&whole, "{");
    secret_bytes_append(&whole, members.data, members.len);
    secret_bytes_text(&whole, "}");
    json_t *object = json_loadb((const char *)whole.data, whole.len, 0, NULL);
    const json_t *payment = json_object_get(object, "payment");
    assert_string_equal(json_string_value(json_object_get(payment, "state")), state);
    assert_string_equal(json_string_value(json_object_get(payment, "order")), order);
    json_decref(object);
    secret_bytes_clear(&whole);
    secret_bytes_clear(&members);
}

static void test_how_it_is_paid(void **state)
{
    static const struct payment costs = {.amount_fen = 40000};
    static const struct service paid = {.code = "x", .statement = {.zh = "都是真的。"}, .payment = &costs};
    struct session *s = secret_new(sizeof *s);

    (void)state;
    s->service = &paid;
    strcpy(s->kase.pay.number, NUMBER);
    s->kase.pay.state = PAY_PAID;
    says(s, "paid", NUMBER);
    s->kase.pay.state = PAY_LATER;
    s->kase.pay.shown = true;
    says(s, "later", "");
    secret_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_how_it_is_paid)};

    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
