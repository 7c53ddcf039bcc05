/* What has had its time is forgotten by itself, to the millisecond, and nothing else is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "platform/identity.h"
#include "platform_room.h"

#define HOUR_MS (INT64_C(60) * 60 * 1000)

static gboolean holds_code(struct storage *storage, uint8_t byte)
{
    uint8_t hash[STORAGE_CODE_BYTES] = {byte};
    struct storage_identity identity = {.hash = hash};
    return storage_take_identity(storage, &identity, 0, NULL);
}

static void an_identity_code_that_nobody_showed(void **state)
{
    struct room *room = *state;
    struct storage *storage = room->platform.storage;
    for (uint8_t i = 1; i <= 2; i++) {
        uint8_t hash[STORAGE_CODE_BYTES] = {i};
        struct storage_identity code = {.hash = hash, .until_ms = ROOM_NOW_MS + i};
        assert_true(storage_give_identity(storage, &code, ROOM_NOW_MS, NULL));
    }
    assert_true(storage_forget(storage, ROOM_NOW_MS + 1, NULL));
    assert_false(holds_code(storage, 1));
    assert_true(holds_code(storage, 2));
}

static void note_text(const struct storage_line *line, void *data)
{
    g_string_append(data, line->text);
}

static void lines_of_a_talk(void **state)
{
    struct storage *storage = ((struct room *)*state)->platform.storage;
    static const char *const texts[] = {"old", "new"};
    g_autoptr(GString) left = g_string_new(NULL);
    for (uint32_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        const struct storage_line line = {.thread = "0123456789abcdef",
                                          .kiosk = "20617",
                                          .text = texts[i],
                                          .turn = i + 1,
                                          .at_ms = ROOM_NOW_MS + i};
        assert_true(storage_put_line(storage, &line, 0, NULL));
    }
    assert_true(storage_forget(storage, ROOM_NOW_MS + 1 + 2 * HOUR_MS, NULL));
    assert_true(storage_lines(storage, "", 0, note_text, left, NULL));
    assert_string_equal(left->str, "new");
}

/* The telephone number with the day, the booking a month later. */
static void a_booking_that_is_over(void **state)
{
    struct storage *storage = ((struct room *)*state)->platform.storage;
    uint8_t guest[STORAGE_GUEST_BYTES] = {1};
    const int64_t at_ms = ROOM_NOW_MS + HOUR_MS, month_ms = 30 * 24 * HOUR_MS;
    const struct storage_slot slot = {.place = "station", .at_ms = at_ms, .capacity = 1};
    struct storage_booking booking = {.service = "jiankang-yuyue",
                                      .guest = guest,
                                      .place = "station",
                                      .number = "123456789012",
                                      .phone = "19900010001",
                                      .at_ms = at_ms,
                                      .made_ms = ROOM_NOW_MS},
                           got;
    char service[STORAGE_SERVICE];
    enum storage_booked outcome;
    assert_true(storage_add_slots(storage, booking.service, &slot, 1, ROOM_NOW_MS, NULL));
    assert_true(storage_book(storage, &booking, &outcome, NULL));
    assert_int_equal(outcome, STORAGE_BOOKED);
    assert_true(storage_forget(storage, at_ms, NULL));
    assert_true(storage_find_booking(storage, "123456789012", service, &got, NULL));
    assert_string_equal(got.phone, "19900010001");
    assert_true(storage_forget(storage, at_ms + 1, NULL));
    assert_true(storage_find_booking(storage, "123456789012", service, &got, NULL));
    assert_string_equal(got.phone, "");
    assert_true(storage_forget(storage, at_ms + month_ms + 1, NULL));
    assert_false(storage_find_booking(storage, "123456789012", service, &got, NULL));
}

static void a_box_that_never_came_whole(void **state)
{
    struct storage *storage = ((struct room *)*state)->platform.storage;
    const struct storage_piece piece = {
        .id = {7}, .kiosk = "20617", .data = "abc", .len = 3, .now_ms = ROOM_NOW_MS};
    struct storage_upload upload = {.id = {7}};
    const int64_t weeks_ms = 14 * 24 * HOUR_MS;
    assert_true(storage_upload_add(storage, &piece, NULL));
    assert_true(storage_forget(storage, ROOM_NOW_MS + weeks_ms, NULL));
    assert_true(storage_upload_look(storage, &upload, NULL));
    assert_true(storage_forget(storage, ROOM_NOW_MS + weeks_ms + 1, NULL));
    assert_false(storage_upload_look(storage, &upload, NULL));
}

static void count_note(const struct storage_row *row, const char *record, size_t len, void *data)
{
    (void)row, (void)record, (void)len;
    ++*(unsigned *)data;
}

static unsigned notes(struct storage *storage)
{
    unsigned count = 0;
    assert_true(storage_notes(storage, 0, count_note, &count, NULL));
    return count;
}

/* Emergencies, ratings, devices; what has a number stays, however old. */
static void a_note_after_ninety_days(void **state)
{
    struct storage *storage = ((struct room *)*state)->platform.storage;
    static const char *const kinds[] = {"rating", "emergency", "application"};
    const int64_t days_ms = 90 * 24 * HOUR_MS;
    unsigned stays = 0;
    for (uint8_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        struct storage_put put = {.submission = {.id = {(uint8_t)(i + 1)},
                                                 .receipt = i < 2 ? "" : "206170000017",
                                                 .kiosk = "20617",
                                                 .kind = kinds[i],
                                                 .service = "fee",
                                                 .received_ms = ROOM_NOW_MS + (i == 1),
                                                 .record = "{}",
                                                 .record_len = 2}};
        assert_true(storage_put(storage, &put, 1, NULL));
    }
    assert_true(storage_forget(storage, ROOM_NOW_MS + days_ms, NULL));
    assert_int_equal(notes(storage), 2);
    assert_true(storage_forget(storage, ROOM_NOW_MS + days_ms + 1, NULL));
    assert_int_equal(notes(storage), 1);
    assert_true(storage_forget(storage, ROOM_NOW_MS + 10 * days_ms, NULL));
    assert_int_equal(notes(storage), 0);
    assert_true(storage_record(storage, "206170000017", count_note, &stays, NULL));
    assert_int_equal(stays, 1);
}

static gboolean pays_with(struct storage *storage, const char *number, int64_t at_ms)
{
    const uint8_t code[STORAGE_OWNER_BYTES] = {9};
    struct storage_order order;
    g_autoptr(GError) error = NULL;
    gboolean well = storage_order_pay(storage, number, code, at_ms, &order, &error);
    assert_true(well || g_error_matches(error, storage_error_quark(), STORAGE_ERROR_SPENT));
    return well;
}

/* Till then its hash keeps it from paying another order. */
static void a_payment_code_that_paid(void **state)
{
    struct storage *storage = ((struct room *)*state)->platform.storage;
    static const char *const numbers[] = {"206170000017", "206170000025"};
    const int64_t days_ms = 90 * 24 * HOUR_MS, then_ms = ROOM_NOW_MS + days_ms;
    for (uint8_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        struct storage_order order = {.id = {(uint8_t)(i + 1)},
                                      .service = "fee",
                                      .amount_fen = 100,
                                      .created_ms = ROOM_NOW_MS,
                                      .valid_ms = ROOM_NOW_MS + 2 * days_ms};
        g_strlcpy(order.number, numbers[i], sizeof order.number);
        assert_true(storage_order_open(storage, &order, FALSE, NULL));
    }
    assert_true(pays_with(storage, numbers[0], ROOM_NOW_MS));
    assert_true(storage_forget(storage, then_ms, NULL));
    assert_false(pays_with(storage, numbers[1], then_ms));
    assert_true(storage_forget(storage, then_ms + 1, NULL));
    assert_true(pays_with(storage, numbers[1], then_ms + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(an_identity_code_that_nobody_showed),
        ROOM(lines_of_a_talk),
        ROOM(a_booking_that_is_over),
        ROOM(a_box_that_never_came_whole),
        ROOM(a_note_after_ninety_days),
        ROOM(a_payment_code_that_paid),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
