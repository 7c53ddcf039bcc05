/* Bookings at the platform: a place is given once, a person has one, and what is given back is free again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <jansson.h>
#include <string.h>

#include "base/day.h"
#include "platform/slots.h"
#include "platform_room.h"

/* ROOM_NOW_MS is a Monday, 8:00 in Shanghai. */
enum { HOUR_MS = 3600 * 1000, STATION = 2 /* may come at a time */, WRITERS = 8 };
static const int64_t DAY_MS = 24ll * HOUR_MS;
static const int64_t FIRST_MS = ROOM_NOW_MS + 24ll * HOUR_MS; /* tomorrow, 8:00 */

#define CASE "019ab0c1-d2e3-7f40-8a1b-0000000000"

/* Another person of 65 or older for each number: the check character is worked out. */
static void number_of(unsigned i, char to[19])
{
    static const char check[] = "10X98765432";
    static const int weight[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    g_snprintf(to, 19, "34119919440312%03u", i);
    for (int k = 0; k < 17; k++)
        sum += (to[k] - '0') * weight[k];
    to[17] = check[sum % 11];
    to[18] = '\0';
}

static json_t *ask(struct room *room, unsigned guest, const char *kind, const char *rest, unsigned status)
{
    char number[19];
    number_of(guest, number);
    g_autofree char *body = g_strdup_printf("{\"kind\":\"%s\",\"service\":\"jiankang-yuyue\","
                                            "\"person\":{\"name\":\"赵春梅\",\"number\":\"%s\"}%s}",
                                            kind, number, rest);
    struct reply reply = room_ask(room, "POST", "/v1/online", body);
    assert_int_equal(reply.status, status);
    json_t *answer = json_loadb(reply.body, reply.len, 0, NULL);
    assert_non_null(answer);
    reply_clear(&reply);
    return answer;
}

static json_t *take(struct room *room, unsigned guest, unsigned kase, const char *place, int64_t at_ms)
{
    g_autofree char *rest = g_strdup_printf(",\"case\":\"" CASE "%02x\",\"pick\":\"%s.%lld\","
                                            "\"answers\":{\"where\":\"%s\",\"phone\":\"19900000077\"}",
                                            kase, place, (long long)(at_ms / 60000), place);
    return ask(room, guest, "booking", rest, 200);
}

static const char *ticket(const json_t *answer, const char *member)
{
    return json_string_value(json_object_get(json_object_get(answer, "ticket"), member));
}

static void assert_ticket(json_t *answer, const char *state)
{
    assert_string_equal(ticket(answer, "state"), state);
    assert_null(json_object_get(answer, "offer"));
    json_decref(answer);
}

/* How many may still come then, -1 when that time is not offered. */
static int left(struct room *room, const char *place, int64_t at_ms)
{
    enum { STRANGER = 999 };
    int found = -1;
    size_t i;
    json_t *answer = ask(room, STRANGER, "booking.offer", "", 200), *slot;
    json_array_foreach(json_object_get(json_object_get(answer, "offer"), "slots"), i, slot)
    {
        int64_t at = 0;
        assert_true(message_time_parse(json_string_value(json_object_get(slot, "at")), &at));
        if (at == at_ms && strcmp(json_string_value(json_object_get(slot, "place")), place) == 0)
            found = (int)json_integer_value(json_object_get(slot, "left"));
    }
    json_decref(answer);
    return found;
}

static void fourteen_working_days_are_offered(void **state)
{
    struct room *room = *state;
    json_t *answer = ask(room, 1, "booking.offer", "", 200), *offer = json_object_get(answer, "offer"), *slot;
    char last[DAY_TEXT] = "";
    unsigned days = 0;
    size_t i;
    assert_string_equal(json_string_value(json_object_get(offer, "by")), "where");
    assert_false(json_is_true(json_object_get(offer, "taken")));
    json_array_foreach(json_object_get(offer, "slots"), i, slot)
    {
        int64_t at = 0;
        char day[DAY_TEXT];
        assert_true(message_time_parse(json_string_value(json_object_get(slot, "at")), &at));
        struct clock_date d = clock_civil(at);
        assert_true(d.weekday >= 1 && d.weekday <= 5);
        assert_true(at > ROOM_NOW_MS + HOUR_MS); /* not today: one comes fasting */
        day_write(day, day_of(at));
        days += strcmp(day, last) != 0;
        g_strlcpy(last, day, sizeof last);
    }
    assert_int_equal(days, 14);
    assert_int_equal(i, 14 * 2 * 6);
    json_decref(answer);
    assert_int_equal(left(room, "station", FIRST_MS), STATION);
}

static void the_kiosk_reads_an_offer_and_a_ticket(void **state)
{
    struct room *room = *state;
    char number[19];
    number_of(1, number);
    g_autofree char *body = g_strdup_printf("{\"kind\":\"booking.offer\",\"service\":\"jiankang-yuyue\","
                                            "\"person\":{\"name\":\"赵春梅\",\"number\":\"%s\"}}",
                                            number);
    struct reply reply = room_ask(room, "POST", WIRE_PATH_ONLINE, body);
    struct message_answer answer;
    assert_true(message_answer_parse(reply.body, reply.len, &answer, NULL));
    assert_string_equal(answer.offer.by, "where");
    assert_int_equal(answer.offer.slot_count, 14 * 2 * 6);
    assert_int_equal(answer.offer.slots[0].at_ms, FIRST_MS);
    assert_int_equal(answer.ticket.state, TICKET_NONE);
    message_answer_clear(&answer);
    reply_clear(&reply);
    json_decref(take(room, 1, 1, "station", FIRST_MS));
    reply = room_ask(room, "POST", WIRE_PATH_ONLINE, body);
    assert_true(message_answer_parse(reply.body, reply.len, &answer, NULL));
    assert_int_equal(answer.ticket.state, TICKET_HELD);
    assert_int_equal(answer.ticket.at_ms, FIRST_MS);
    assert_int_equal(strlen(answer.ticket.number), 12);
    assert_true(g_str_has_prefix(answer.verify, "https://platform.example/b/"));
    message_answer_clear(&answer);
    reply_clear(&reply);
}

static void the_same_case_is_one_booking(void **state)
{
    struct room *room = *state;
    json_decref(ask(room, 1, "booking.offer", "", 200));
    json_t *first = take(room, 1, 1, "station", FIRST_MS), *again = take(room, 1, 1, "station", FIRST_MS);
    assert_true(json_equal(first, again)); /* the answer was lost: said again */
    assert_string_equal(ticket(first, "state"), "booked");
    json_decref(first);
    json_decref(again);
    assert_int_equal(left(room, "station", FIRST_MS), STATION - 1);
}

static void one_person_has_one(void **state)
{
    struct room *room = *state;
    json_decref(ask(room, 1, "booking.offer", "", 200));
    assert_ticket(take(room, 1, 1, "station", FIRST_MS), "booked");
    json_t *other = take(room, 1, 2, "centre", FIRST_MS + DAY_MS); /* a second one, at another kiosk */
    assert_string_equal(ticket(other, "state"), "held");
    int64_t at = 0;
    assert_true(message_time_parse(ticket(other, "at"), &at));
    assert_int_equal(at, FIRST_MS);
    json_decref(other);
    assert_int_equal(left(room, "centre", FIRST_MS + DAY_MS), 4);
    clock_advance(&room->platform.clock, 2 * DAY_MS); /* that day is over: another may be booked */
    assert_ticket(take(room, 1, 3, "centre", FIRST_MS + 2 * DAY_MS), "booked");
}

/* It is the caller's mistake, and the store is well: said at once, and nothing is taken. */
static void a_case_is_of_one_person(void **state)
{
    struct room *room = *state;
    json_decref(ask(room, 1, "booking.offer", "", 200));
    assert_ticket(take(room, 1, 1, "station", FIRST_MS), "booked");
    g_autofree char *rest =
        g_strdup_printf(",\"case\":\"" CASE "01\",\"pick\":\"station.%lld\"", (long long)(FIRST_MS / 60000));
    json_t *refused = ask(room, 2, "booking", rest, 422);
    assert_string_equal(json_string_value(json_object_get(refused, "type")), "urn:kiosk:problem:case-taken");
    json_decref(refused);
    assert_int_equal(left(room, "station", FIRST_MS), STATION - 1);
    assert_ticket(take(room, 2, 2, "station", FIRST_MS), "booked");
}

static void what_is_full_is_offered_anew(void **state)
{
    struct room *room = *state;
    json_decref(ask(room, 1, "booking.offer", "", 200));
    for (unsigned i = 1; i <= STATION; i++)
        assert_ticket(take(room, i, i, "station", FIRST_MS), "booked");
    json_t *late = take(room, STATION + 1, STATION + 1, "station", FIRST_MS), *offer;
    offer = json_object_get(late, "offer");
    assert_true(json_is_true(json_object_get(offer, "taken")));
    assert_int_equal(json_array_size(json_object_get(offer, "slots")), 14 * 2 * 6);
    assert_null(json_object_get(late, "ticket"));
    json_decref(late);
    assert_int_equal(left(room, "station", FIRST_MS), 0); /* told, so that it can be shown as full */
    assert_int_equal(left(room, "centre", FIRST_MS), 4);
    assert_ticket(take(room, STATION + 1, STATION + 1, "station", FIRST_MS + HOUR_MS), "booked");
}

static void cancelled_it_is_free_again(void **state)
{
    struct room *room = *state;
    json_decref(ask(room, 1, "booking.offer", "", 200));
    assert_ticket(take(room, 1, 1, "station", FIRST_MS), "booked");
    assert_ticket(ask(room, 2, "booking.cancel", "", 200), "cancelled"); /* somebody who has none */
    assert_int_equal(left(room, "station", FIRST_MS), STATION - 1);
    json_t *gone = ask(room, 1, "booking.cancel", "", 200);
    assert_string_equal(ticket(gone, "state"), "cancelled");
    assert_string_equal(json_string_value(json_object_get(gone, "verify")), "");
    json_decref(gone);
    assert_ticket(ask(room, 1, "booking.cancel", "", 200), "cancelled"); /* said again */
    assert_int_equal(left(room, "station", FIRST_MS), STATION);
    assert_ticket(take(room, 1, 1, "station", FIRST_MS), "cancelled"); /* an old letter makes none anew */
    assert_int_equal(left(room, "station", FIRST_MS), STATION);
    assert_ticket(take(room, 1, 2, "station", FIRST_MS), "booked");
}

static void what_is_past_is_not_offered(void **state)
{
    struct room *room = *state;
    assert_int_equal(left(room, "station", FIRST_MS), STATION);
    clock_advance(&room->platform.clock, DAY_MS - HOUR_MS); /* that very morning */
    assert_int_equal(left(room, "station", FIRST_MS), -1);
    clock_advance(&room->platform.clock, 2 * HOUR_MS);
    json_t *late = take(room, 1, 1, "station", FIRST_MS);
    assert_non_null(json_object_get(late, "offer"));
    json_decref(late);
}

static void what_is_no_wish_is_refused(void **state)
{
    struct room *room = *state;
    static const char *const wrong[] = {
        ",\"pick\":\"station.29923200\"",
        ",\"case\":\"" CASE "01\"",
        ",\"case\":\"" CASE "01\",\"pick\":\"station\"",
        ",\"case\":\"" CASE "01\",\"pick\":\".29923200\"",
        ",\"case\":\"" CASE "01\",\"pick\":\"nowhere.29923200\"",
        ",\"case\":\"" CASE "01\",\"pick\":\"station.99999999999999999999\"",
        ",\"case\":\"" CASE "01\",\"pick\":\"station.29923200x\"",
        ",\"case\":\"" CASE "01\",\"pick\":\"station.29923200\",\"answers\":{\"phone\":\"12\"}",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        json_decref(ask(room, 1, "booking", wrong[i], 422));
    struct reply reply = room_ask(room, "POST", "/v1/online",
                                  "{\"kind\":\"booking.offer\",\"service\":\"jiankang-yuyue\",\"person\":"
                                  "{\"name\":\"张伟\",\"number\":\"341199199001010014\"}}");
    assert_int_equal(reply.status, 422); /* not 65 */
    reply_clear(&reply);
    reply = room_ask(room, "POST", "/v1/online",
                     "{\"kind\":\"booking.offer\",\"service\":\"tou-piao\",\"person\":"
                     "{\"name\":\"王秀兰\",\"number\":\"" ROOM_PERSON "\"}}");
    assert_int_equal(reply.status, 422);
    reply_clear(&reply);
}

/* All that the store holds, its log too: who comes is a keyed hash; the telephone goes when it is cancelled.
 */
static void nobody_stands_in_the_store(void **state)
{
    struct room *room = *state;
    if (!room->file)
        skip(); /* the files of a server are not one store\'s */
    static const char *const ends[] = {"", "-wal"};
    char number[19];
    number_of(1, number);
    json_decref(ask(room, 1, "booking.offer", "", 200));
    assert_ticket(take(room, 1, 1, "station", FIRST_MS), "booked");
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *path = g_strconcat(room->file, ends[i], NULL), *bytes = NULL;
        gsize len = 0;
        assert_true(g_file_get_contents(path, &bytes, &len, NULL));
        assert_null(memmem(bytes, len, number, strlen(number)));
        assert_null(memmem(bytes, len, "赵春梅", strlen("赵春梅")));
    }
}

static void one_to_call(const struct storage_booking *booking, void *data)
{
    unsigned *count = data;
    assert_string_equal(booking->phone, "19900000077");
    assert_string_equal(booking->service, "jiankang-yuyue");
    (*count)++;
}

static void the_number_to_call_goes_with_the_booking(void **state)
{
    struct room *room = *state;
    struct storage *storage = room->platform.storage;
    struct storage_booking found = {0};
    char service[STORAGE_SERVICE], first[STORAGE_TICKET], second[STORAGE_TICKET];
    unsigned count = 0;
    json_decref(ask(room, 1, "booking.offer", "", 200));
    for (unsigned i = 1; i <= 2; i++) {
        json_t *answer = take(room, i, i, "station", FIRST_MS);
        g_strlcpy(i == 1 ? first : second, ticket(answer, "number"), STORAGE_TICKET);
        json_decref(answer);
    }
    assert_true(storage_bookings(storage, ROOM_NOW_MS, one_to_call, &count, NULL));
    assert_int_equal(count, 2);
    json_decref(ask(room, 1, "booking.cancel", "", 200));
    assert_true(storage_find_booking(storage, first, service, &found, NULL));
    assert_string_equal(found.phone, "");
    clock_advance(&room->platform.clock, 2 * DAY_MS);
    json_decref(ask(room, 3, "booking.offer", "", 200));
    assert_true(storage_find_booking(storage, second, service, &found, NULL));
    assert_string_equal(found.phone, "");
    clock_advance(&room->platform.clock, 30 * DAY_MS);
    json_decref(ask(room, 3, "booking.offer", "", 200));
    assert_false(storage_find_booking(storage, second, service, &found, NULL)); /* nothing is left of it */
}

static void a_phone_sees_where_and_when(void **state)
{
    struct room *room = *state;
    json_decref(ask(room, 1, "booking.offer", "", 200));
    json_t *answer = take(room, 1, 1, "station", FIRST_MS);
    g_autofree char *path = g_strconcat("/b/", ticket(answer, "number"), NULL);
    json_decref(answer);
    struct reply reply = room_ask(room, "GET", path, NULL);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "约好了"));
    assert_non_null(strstr(reply.body, "11 月 24 日 08:00"));
    assert_non_null(strstr(reply.body, "高郢社区卫生服务站"));
    assert_null(strstr(reply.body, "19900000077"));
    reply_clear(&reply);
    json_decref(ask(room, 1, "booking.cancel", "", 200));
    reply = room_ask(room, "GET", path, NULL);
    assert_non_null(strstr(reply.body, "取消了"));
    reply_clear(&reply);
    reply = room_ask(room, "GET", "/b/123", NULL);
    assert_int_equal(reply.status, 404);
    reply_clear(&reply);
    reply = room_ask(room, "GET", "/b/000000000000", NULL);
    assert_int_equal(reply.status, 404);
    reply_clear(&reply);
}

struct writer { /* a server of its own on the same store */
    struct storage *storage;
    unsigned number;
    enum storage_booked outcome;
    gboolean well;
};

static gpointer write_one(gpointer data)
{
    struct writer *w = data;
    uint8_t guest[STORAGE_GUEST_BYTES] = {(uint8_t)w->number};
    struct storage_booking b = {.service = "jiankang-yuyue",
                                .guest = guest,
                                .id = {1, (uint8_t)w->number},
                                .place = "station",
                                .at_ms = FIRST_MS,
                                .made_ms = ROOM_NOW_MS};
    g_snprintf(b.number, sizeof b.number, "%012u", w->number);
    w->well = storage_book(w->storage, &b, &w->outcome, NULL);
    return NULL;
}

/* Eight at once, each by a connection of its own: as many get in as there are places, and no more. */
static void of_many_for_the_last_places_as_many_get_one(void **state)
{
    struct room *room = *state;
    struct writer writers[WRITERS];
    GThread *threads[WRITERS];
    unsigned booked = 0, full = 0;
    json_decref(ask(room, 99, "booking.offer", "", 200));
    for (unsigned i = 0; i < WRITERS; i++) {
        writers[i] = (struct writer){.storage = storage_open(room->uri, NULL), .number = i + 1};
        assert_non_null(writers[i].storage);
    }
    for (unsigned i = 0; i < WRITERS; i++)
        threads[i] = g_thread_new("writer", write_one, &writers[i]);
    for (unsigned i = 0; i < WRITERS; i++) {
        g_thread_join(threads[i]);
        assert_true(writers[i].well);
        booked += writers[i].outcome == STORAGE_BOOKED;
        full += writers[i].outcome == STORAGE_SLOT_FULL;
        storage_close(writers[i].storage);
    }
    assert_int_equal(booked, STATION);
    assert_int_equal(full, WRITERS - STATION);
    assert_int_equal(left(room, "station", FIRST_MS), 0);
}

static void a_worker_makes_a_saturday(void **state)
{
    struct room *room = *state;
    const struct slots_wish saturday = {"jiankang-yuyue", "station", "2026-11-28T08:15", "09:15", "3"};
    const int64_t first_ms = INT64_C(1795824900000);
    assert_true(slots_make(room->platform.storage, &saturday, ROOM_NOW_MS, NULL));
    assert_int_equal(left(room, "station", first_ms), 3);
    assert_int_equal(left(room, "station", first_ms + 30 * 60 * 1000), 3);
    struct slots_wish wrong = saturday;
    const char **const members[] = {&wrong.service, &wrong.place, &wrong.from, &wrong.from,
                                    &wrong.to,      &wrong.to,    &wrong.each};
    const char *const values[] = {"gaoling-jintie", "moon", "2026-11-22T08:00", "tomorrow", "08:15",
                                  "9:00",           "0"};
    for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
        g_autoptr(GError) error = NULL;
        wrong = saturday;
        *members[i] = values[i];
        assert_false(slots_make(room->platform.storage, &wrong, ROOM_NOW_MS, &error));
        assert_true(g_error_matches(error, slots_error_quark(), SLOTS_ERROR_WISH));
    }
}

/* A kiosk takes so many in one answer, or none at all. */
static void more_than_a_kiosk_shows_are_not_made(void **state)
{
    struct room *room = *state;
    const struct slots_wish days[] = {{"jiankang-yuyue", "station", "2027-01-02T00:00", "23:59", "3"},
                                      {"jiankang-yuyue", "station", "2027-01-03T00:00", "23:59", "3"},
                                      {"jiankang-yuyue", "station", "2027-01-09T00:00", "23:59", "3"},
                                      {"jiankang-yuyue", "station", "2027-01-10T00:00", "23:59", "3"},
                                      {"jiankang-yuyue", "station", "2027-01-16T00:00", "00:30", "3"}};
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++)
        assert_int_equal(slots_make(room->platform.storage, &days[i], ROOM_NOW_MS, NULL), i < 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(fourteen_working_days_are_offered),
        ROOM(the_kiosk_reads_an_offer_and_a_ticket),
        ROOM(the_same_case_is_one_booking),
        ROOM(one_person_has_one),
        ROOM(a_case_is_of_one_person),
        ROOM(what_is_full_is_offered_anew),
        ROOM(cancelled_it_is_free_again),
        ROOM(what_is_past_is_not_offered),
        ROOM(what_is_no_wish_is_refused),
        ROOM(nobody_stands_in_the_store),
        ROOM(the_number_to_call_goes_with_the_booking),
        ROOM(a_phone_sees_where_and_when),
        ROOM(of_many_for_the_last_places_as_many_get_one),
        ROOM(a_worker_makes_a_saturday),
        ROOM(more_than_a_kiosk_shows_are_not_made),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
