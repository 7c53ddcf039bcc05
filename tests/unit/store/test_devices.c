/* What the store keeps of devices and errands: counts of a day add up, a new roll counts anew, an errand is
 * answered once, and one program at a time has the cabinet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "folder.h"
#include "store/devices.h"
#include "store/errands.h"
#include "store/running.h"
#include "store/visits.h"

static const char today[] = "2026-11-26";

struct room {
    char *folder;
    struct store *store;
};

static int set_up(void **state)
{
    struct room *room = g_new0(struct room, 1);
    room->folder = folder_new();
    room->store = store_open(room->folder, NULL);
    assert_non_null(room->store);
    *state = room;
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    store_close(room->store);
    folder_free(room->folder);
    g_free(room);
    return 0;
}

static void report(struct room *room, const char *day, struct device_report r)
{
    r.slot = "printer";
    r.status = r.status ? r.status : "ready";
    r.attention = r.attention ? r.attention : "";
    assert_true(device_reports_put(room->store, day, &r, 1, NULL));
}

static struct device_row row_of(struct room *room, const char *day)
{
    GArray *rows = device_rows_get(room->store, day, NULL);
    assert_int_equal(rows->len, 1);
    struct device_row row = g_array_index(rows, struct device_row, 0);
    g_array_unref(rows);
    return row;
}

static void visits_are_kept_for_ninety_days(void **state)
{
    struct room *room = *state;
    unsigned count = 9;
    assert_true(visits_add(room->store, "2026-08-27", 4, NULL));
    assert_true(visits_add(room->store, "2026-08-28", 7, NULL));
    assert_true(visits_add(room->store, today, 1, NULL));
    assert_true(visits_of(room->store, "2026-08-27", &count, NULL));
    assert_int_equal(count, 0);
    assert_true(visits_of(room->store, "2026-08-28", &count, NULL));
    assert_int_equal(count, 7);
    assert_true(visits_of(room->store, today, &count, NULL));
    assert_int_equal(count, 1);
}

static void counts_add_up_within_their_day(void **state)
{
    struct room *room = *state;
    report(room, "2026-11-25", (struct device_report){.done = 7});
    report(room, today, (struct device_report){.done = 2, .failed = 1});
    report(room, today,
           (struct device_report){.done = 1, .lost = 1, .status = "attention", .attention = "paper-out"});
    struct device_row row = row_of(room, today);
    assert_int_equal(row.done, 3);
    assert_int_equal(row.failed, 1);
    assert_int_equal(row.lost, 1);
    assert_string_equal(row.status, "attention");
    assert_string_equal(row.attention, "paper-out");
    assert_int_equal(row_of(room, "2026-11-25").done, 7);
    assert_int_equal(row_of(room, "2026-11-27").done, 0);
}

static void a_new_roll_counts_anew(void **state)
{
    struct room *room = *state;
    report(room, today, (struct device_report){.paper_mm = 300, .identity = "05.01"});
    report(room, "2026-11-27", (struct device_report){.paper_mm = 200});
    assert_int_equal(row_of(room, today).paper_mm, 500);
    report(room, "2026-11-27", (struct device_report){.paper_mm = 40, .new_roll = TRUE});
    assert_int_equal(row_of(room, today).paper_mm, 40);
    assert_string_equal(row_of(room, today).identity, "05.01"); /* not told again, not forgotten */
}

static void old_days_go(void **state)
{
    struct room *room = *state;
    report(room, "2026-08-01", (struct device_report){.done = 5});
    report(room, today, (struct device_report){.done = 1});
    assert_int_equal(row_of(room, "2026-08-01").done, 0);
}

static void an_errand_is_answered_once(void **state)
{
    struct room *room = *state;
    struct errand asked = {
        .id = {1}, .who = "kioskctl", .what = "test printer", .asked_ms = 1000, .expires_ms = 9000};
    struct errand found;
    assert_false(errand_next(room->store, 1000, &found, NULL));
    assert_true(errand_ask(room->store, &asked, NULL));
    assert_true(errand_next(room->store, 1000, &found, NULL));
    assert_memory_equal(found.id, asked.id, sizeof found.id);
    assert_string_equal(found.what, "test printer");
    assert_null(errand_result(room->store, asked.id, NULL));
    assert_true(errand_answer(room->store, asked.id, "done", 2000, NULL));
    assert_true(errand_answer(room->store, asked.id, "failed", 3000, NULL));
    g_autofree char *result = errand_result(room->store, asked.id, NULL);
    assert_string_equal(result, "done");
    assert_false(errand_next(room->store, 2000, &found, NULL));
}

static void an_errand_past_its_time_is_nobodys(void **state)
{
    struct room *room = *state;
    struct errand asked = {.id = {2}, .what = "test lamp", .asked_ms = 1000, .expires_ms = 9000}, found;
    assert_true(errand_ask(room->store, &asked, NULL));
    assert_false(errand_next(room->store, 9000, &found, NULL));
}

static void one_has_the_cabinet(void **state)
{
    struct room *room = *state;
    g_autoptr(GError) error = NULL;
    assert_false(running_now(room->folder));
    struct running *mine = running_claim(room->folder, NULL);
    assert_non_null(mine);
    assert_true(running_now(room->folder));
    assert_null(running_claim(room->folder, &error));
    assert_int_equal(error->code, STORE_ERROR_BUSY);
    running_free(mine);
    assert_false(running_now(room->folder));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counts_add_up_within_their_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_roll_counts_anew, set_up, tear_down),
        cmocka_unit_test_setup_teardown(old_days_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(visits_are_kept_for_ninety_days, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_errand_is_answered_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_errand_past_its_time_is_nobodys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_has_the_cabinet, set_up, tear_down),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
