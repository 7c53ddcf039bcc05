/* What was asked to be paid: a number that is never given twice, also after a crash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "folder.h"
#include "store/askings.h"

static int set_up(void **state)
{
    *state = folder_new();
    return 0;
}

static int tear_down(void **state)
{
    folder_free(*state);
    return 0;
}

static int64_t open_case(struct store *store, char name)
{
    struct asking asking = {.case_id = {(uint8_t)name}, .service = "fee"};
    assert_true(asking_open(store, &asking, NULL));
    return asking.number;
}

static void one_row_a_case(void **state)
{
    struct store *store = store_open(*state, NULL);
    struct asking found;
    int64_t first = open_case(store, 'a'), second = open_case(store, 'a');
    assert_true(second > first);
    assert_true(asking_of(store, (const uint8_t[ASKING_ID_BYTES]){'a'}, &found, NULL));
    assert_int_equal(found.number, second);
    assert_string_equal(found.service, "fee");
    open_case(store, 'b');
    assert_true(asking_first(store, &found, NULL));
    assert_int_equal(found.case_id[0], 'a');
    assert_true(asking_close(store, found.case_id, NULL));
    assert_true(asking_close(store, found.case_id, NULL));
    assert_true(asking_first(store, &found, NULL));
    assert_int_equal(found.case_id[0], 'b');
    store_close(store);
}

static void a_number_is_never_given_twice(void **state)
{
    struct store *store = store_open(*state, NULL);
    struct asking found;
    g_autoptr(GError) error = NULL;
    int64_t last = open_case(store, 'a');
    assert_true(asking_close(store, (const uint8_t[ASKING_ID_BYTES]){'a'}, NULL));
    assert_false(asking_first(store, &found, &error));
    assert_true(g_error_matches(error, store_error_quark(), STORE_ERROR_ABSENT));
    store_close(store);
    store = store_open(*state, NULL);
    assert_true(open_case(store, 'a') > last);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_row_a_case, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_number_is_never_given_twice, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
