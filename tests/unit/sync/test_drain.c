#include "drain_house.h"

static void delivers_all_but_the_refused(void **state)
{
    struct house *house = *state;

    assert_false(one_turn(house).alarm);
    struct drain_report report = one_turn(house);
    assert_true(report.alarm); /* and says what the platform said */
    assert_non_null(strstr(report.problem, "urn:kiosk:problem:unknown-service"));
    assert_non_null(strstr(report.problem, "kioskctl outbox list"));
    assert_int_equal(one_turn(house).outcome, DRAIN_EMPTY);
    assert_int_equal(counts(house).accepted, ITEMS - 1);
    assert_int_equal(counts(house).attention, 1);
    assert_int_equal(g_hash_table_size(house->fake.kept), ITEMS - 1);
    assert_int_equal(house->fake.requests, 2); /* 20, then 40 */
}

static void bisects_a_refused_batch(void **state)
{
    struct house *house = *state;

    house->fake.refuse_batches = true;
    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS - 1);
    assert_int_equal(counts(house).attention, 1);
}

/* The platform stored, the answer was lost: sent again, known there, settled once. */
static void a_lost_answer_is_no_loss(void **state)
{
    struct house *house = *state;

    house->fake.lose_answer = true;
    struct drain_report report = one_turn(house);
    assert_int_equal(report.outcome, DRAIN_WAIT);
    assert_false(report.online);
    assert_int_equal(counts(house).waiting, ITEMS);
    assert_int_equal(one_turn(house).asked, FALSE); /* not before its time */
    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS - 1);
    assert_int_equal(g_hash_table_size(house->fake.kept), ITEMS - 1);
}

static void a_portal_acknowledges_nothing(void **state)
{
    struct house *house = *state;
    bool alarm = false;

    house->fake.type = "text/html";
    for (int status = 200; status <= 202; status++) {
        house->fake.status = status;
        struct drain_report report = one_turn(house);
        assert_false(report.online);
        assert_int_equal(report.outcome, DRAIN_WAIT);
        house->now += report.wait_ms;
        alarm |= report.alarm;
    }
    assert_true(alarm);
    assert_int_equal(counts(house).waiting, ITEMS);
}

/* The right words under another media type are an echo, or a cache. */
static void only_a_receipt_acknowledges(void **state)
{
    static const char *const others[] = {"application/json", "text/html", "",
                                         "application/vnd.kiosk.receipt"};
    struct house *house = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        house->fake.receipt_type = others[i];
        struct drain_report report = one_turn(house);
        assert_true(report.asked);
        assert_int_equal(report.outcome, DRAIN_WAIT);
        assert_int_equal(counts(house).waiting, ITEMS);
        house->now += report.wait_ms;
    }
    house->fake.receipt_type = NULL;
    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS - 1);
}

static void obeys_retry_after(void **state)
{
    struct house *house = *state;

    house->fake.status = 503;
    house->fake.type = WIRE_TYPE_PROBLEM;
    house->fake.retry_after = "600";
    struct drain_report report = one_turn(house);
    assert_int_equal(report.wait_ms, 600000);
    assert_true(report.online);
    assert_int_equal(counts(house).waiting, ITEMS);
}

/* So it is small: a platform without room for more has some for it. */
static void a_call_goes_alone(void **state)
{
    struct house *house = *state;

    add(house, ITEMS, "emergency", NULL);
    one_turn(house);
    assert_int_equal(g_hash_table_size(house->fake.kept), 1);
    assert_int_equal(house->fake.last.id[15], ITEMS);
    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS);
}

/* As the shipped nginx says it (packaging/nginx): a wait, and nothing that staff should see. */
static void too_often_is_no_refusal(void **state)
{
    struct house *house = *state;

    house->fake.status = 429;
    house->fake.type = WIRE_TYPE_PROBLEM;
    house->fake.retry_after = "5";
    struct drain_report report = one_turn(house);
    assert_int_equal(report.outcome, DRAIN_WAIT);
    assert_int_equal(report.wait_ms, 5000);
    assert_true(report.online && !report.alarm);
    assert_int_equal(one_turn(house).wait_ms, 5000); /* nothing is asked before that */
    assert_int_equal(house->fake.requests, 1);
    assert_int_equal(counts(house).attention, 0);
    house->fake.status = 0;
    house->now += report.wait_ms;
    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS - 1);
}

/* An id the answer does not name was not acknowledged. */
static void only_named_rows_are_settled(void **state)
{
    struct house *house = *state;

    house->fake.leave_last_out = house->fake.hurried = true;
    struct drain_report report = one_turn(house);
    assert_int_equal(report.accepted, 19);
    assert_int_equal(counts(house).waiting, ITEMS - 19);
    house->fake.leave_last_out = false;
    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS - 1);
}

/* Its clock was a year and a half behind, and its first answer tells the time: ninety days from now on. */
static void a_wrong_clock_dates_nothing(void **state)
{
    enum { DAY_MS = 24 * 3600 * 1000 };
    struct house *house = *state;
    g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(begun_ms / 1000);
    g_autofree char *date = g_date_time_format(now, "%a, %d %b %Y %H:%M:%S GMT");

    house->fake.date = date;
    house->now = begun_ms - 548ll * DAY_MS;
    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS - 1);
    assert_int_equal(outbox_sweep(house->outbox, begun_ms + 89ll * DAY_MS, 100, NULL), 0);
    assert_int_equal(counts(house).accepted, ITEMS - 1);
    assert_int_equal(outbox_sweep(house->outbox, begun_ms + 91ll * DAY_MS, 100, NULL), ITEMS - 1);
}

static uint8_t large_bytes[900000];

static GBytes *add_large(struct house *house, uint8_t last)
{
    struct outbox_entry entry = {
        .kind = "application", .service = "S", .receipt = "", .keyid = "p-1", .created_ms = house->now};

    id_of(last, entry.id);
    for (size_t i = 0; i < sizeof large_bytes; i++)
        large_bytes[i] = (uint8_t)(i * 31 + i / 251);
    entry.box = g_bytes_new_static(large_bytes, sizeof large_bytes);
    assert_true(outbox_add(house->outbox, &entry, NULL));
    return entry.box;
}

/* A box that no single request would carry arrives whole over a line that breaks every third time. */
static void a_large_box_goes_in_pieces(void **state)
{
    struct house *house = *state;
    g_autoptr(GBytes) box = add_large(house, ITEMS);

    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS);
    assert_int_equal(counts(house).waiting, 0);
    assert_int_equal(house->fake.upload_id[15], ITEMS);
    assert_true(house->fake.upload_complete);
    assert_int_equal(house->fake.upload->len, sizeof large_bytes);
    assert_memory_equal(house->fake.upload->data, large_bytes, sizeof large_bytes);
    assert_true(house->fake.upload_requests > 10);
}

/* It is put off, and nothing that stands behind it. */
static void one_upload_too_many_waits_alone(void **state)
{
    struct house *house = *state;
    g_autoptr(GBytes) box = add_large(house, ITEMS);
    int turns = 0;

    add(house, ITEMS + 1, "rating", NULL);
    house->fake.too_many = house->fake.steady = true;
    while (counts(house).accepted < ITEMS && ++turns < 20)
        one_turn(house); /* at the same moment */
    assert_int_equal(counts(house).accepted, ITEMS);
    assert_int_equal(counts(house).waiting, 1);
    house->fake.too_many = false;
    house->now += 600 * 1000;
    drain_all(house);
    assert_int_equal(counts(house).accepted, ITEMS + 1);
}

/* A new agent asks where it stands, and does not begin anew. */
static void an_upload_outlives_the_agent(void **state)
{
    struct house *house = *state;
    g_autoptr(GBytes) box = add_large(house, ITEMS);
    unsigned turns = 0;

    house->fake.steady = true;
    while (house->fake.upload->len < 200000 && ++turns < 50)
        one_turn(house);
    guint before = house->fake.upload->len;
    assert_in_range(before, 200000, sizeof large_bytes - 1);
    drain_clear(&house->drain, house->now);
    drain_init(&house->drain, house->store, house->outbox, "20617", fake_send, house);
    one_turn(house);
    one_turn(house);
    assert_true(house->fake.upload->len > before);
    drain_all(house);
    assert_memory_equal(house->fake.upload->data, large_bytes, sizeof large_bytes);
    assert_int_equal(counts(house).waiting, 0);
}

static void assert_gets_there(struct house *house)
{
    drain_all(house);
    assert_int_equal(counts(house).attention, 1); /* BAD, and no other */
    assert_int_equal(counts(house).accepted, ITEMS);
    assert_memory_equal(house->fake.upload->data, large_bytes, sizeof large_bytes);
}

/* The pieces made another whole: that is no fault of the application. */
static void an_upload_that_came_out_different_begins_anew(void **state)
{
    struct house *house = *state;
    g_autoptr(GBytes) box = add_large(house, ITEMS);

    house->fake.steady = house->fake.other_whole = true;
    assert_gets_there(house);
    assert_false(house->fake.other_whole);
}

/* The platform had it whole, and has it no more when its event comes. */
static void an_upload_that_was_forgotten_is_sent_again(void **state)
{
    struct house *house = *state;
    g_autoptr(GBytes) box = add_large(house, ITEMS);

    house->fake.steady = house->fake.forgotten = true;
    assert_gets_there(house);
    assert_false(house->fake.forgotten);
}

/* Of one item the platform says 'not now': it waits, and the others go on. */
static void what_is_refused_for_now_waits(void **state)
{
    static const int passing[] = {409, 425, 429, 500, 503};
    struct house *house = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(passing); i++) {
        house->fake.not_now = passing[i];
        for (int turns = 0; turns < 5; turns++)
            house->now += MAX(one_turn(house).wait_ms, 1000 * 1000);
        assert_int_equal(counts(house).attention, 0);
        assert_int_equal(counts(house).waiting, 1);
    }
    house->fake.not_now = 0;
    drain_all(house);
    assert_int_equal(counts(house).attention, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        A_TEST(delivers_all_but_the_refused),
        A_TEST(bisects_a_refused_batch),
        A_TEST(a_lost_answer_is_no_loss),
        A_TEST(a_portal_acknowledges_nothing),
        A_TEST(only_a_receipt_acknowledges),
        A_TEST(obeys_retry_after),
        A_TEST(too_often_is_no_refusal),
        A_TEST(a_call_goes_alone),
        A_TEST(only_named_rows_are_settled),
        A_TEST(a_wrong_clock_dates_nothing),
        A_TEST(a_large_box_goes_in_pieces),
        A_TEST(one_upload_too_many_waits_alone),
        A_TEST(an_upload_outlives_the_agent),
        A_TEST(an_upload_that_came_out_different_begins_anew),
        A_TEST(an_upload_that_was_forgotten_is_sent_again),
        A_TEST(what_is_refused_for_now_waits),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
