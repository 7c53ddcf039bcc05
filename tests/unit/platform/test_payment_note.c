/* What a record says of money is taken word for word, or not at all: whole fen that an order may have, and
 * the number of the order of this very case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <glib.h>
#include <string.h>

#include "platform/payment_note.h"

static const uint8_t id[16] = "\x01\x9b\x0c\x3e\x7a\x10\x7c\x55\x8b\x1e\x2f\x6f\x0a\x1d\x9c\x41";

static bool read_as(const char *kind, const char *record, struct payment_note *out)
{
    return payment_note_read(kind, id, record, strlen(record), out);
}

static bool read_payment(const char *state, const char *amount, const char *order, struct payment_note *out)
{
    g_autofree char *record = g_strdup_printf(
        "{\"payment\":{\"state\":\"%s\",\"amount_fen\":%s,\"order\":\"%s\"}}", state, amount, order);
    return read_as("application", record, out);
}

static void it_is_paid_by_its_own_order(void **state)
{
    struct payment_note note;
    char number[ORDER_TEXT];
    (void)state;
    order_number(id, number);
    assert_true(read_payment("paid", "40000", number, &note));
    assert_true(note.pays);
    assert_string_equal(note.owed, "补交 ¥400.00");
    assert_true(read_payment("paid", "2147483647", "00000000000000000001", &note));
    assert_false(note.pays);
    assert_string_equal(note.owed, "补交 ¥21474836.47");
    assert_true(read_payment("paid", "1", "", &note));
    assert_false(note.pays);
    assert_string_equal(note.owed, "补交 ¥0.01");
}

static void nothing_is_said_to_be_paid(void **state)
{
    struct payment_note note;
    char number[ORDER_TEXT];
    (void)state;
    order_number(id, number);
    assert_true(read_payment("later", "40000", number, &note));
    assert_false(note.pays);
    assert_string_equal(note.owed, "");
    assert_true(read_as("application", "{}", &note));
    assert_false(note.pays);
    assert_string_equal(note.owed, "");
    assert_true(read_as("report", "{\"payment\":0}", &note)); /* costs nothing: not looked at */
}

static void what_is_no_sum_of_money_is_refused(void **state)
{
    static const char *const sums[] = {"-1",  "0",     "9223372036854775807", "2147483648", "99999999999999",
                                       "1.5", "\"x\"", "\"40000\"",           "null",       "true",
                                       "[]",  "{}"};
    struct payment_note note;
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(sums); i++) {
        assert_false(read_payment("paid", sums[i], "", &note));
        assert_false(read_payment("later", sums[i], "", &note));
        assert_string_equal(note.owed, "");
    }
    assert_false(read_payment("waived", "40000", "", &note));
    assert_false(read_as("application", "{\"payment\":{\"state\":\"paid\"}}", &note));
    assert_false(read_as("application", "{\"payment\":{\"amount_fen\":1}}", &note));
    assert_false(read_as("application", "{\"payment\":null}", &note));
    assert_false(read_as("application", "{\"payment\":\"paid\"}", &note));
}

static void a_farewell_names_case_and_asking(void **state)
{
    struct payment_note note;
    (void)state;
    assert_true(read_as("void", "{\"case\":\"019b0c3e-7a10-7c55-8b1e-2f6f0a1d9c41\",\"asking\":2}", &note));
    assert_int_equal(note.turn, 2);
    assert_memory_equal(note.kase, id, sizeof id);
    assert_false(read_as("void", "{\"case\":\"019b0c3e-7a10-7c55-8b1e-2f6f0a1d9c41\"}", &note));
    assert_false(read_as("void", "{\"case\":\"019b0c3e-7a10-7c55-8b1e-2f6f0a1d9c41\",\"asking\":-1}", &note));
    assert_false(read_as("void", "{\"case\":\"206170000014\",\"asking\":1}", &note));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_paid_by_its_own_order),
        cmocka_unit_test(nothing_is_said_to_be_paid),
        cmocka_unit_test(what_is_no_sum_of_money_is_refused),
        cmocka_unit_test(a_farewell_names_case_and_asking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
