#include "platform/booking.h"

#include <sodium.h>
#include <string.h>

#include "base/text.h"
#include "platform/trouble.h"
#include "wire/messages.h"

enum {
    PLACES = 2,
    TIMES = 6,
    WORKING_DAYS = 14,
    SUNDAY = 0,
    SATURDAY = 6,
    MINUTE_MS = 60 * 1000,
    CODE = 32, /* bytes of what a kiosk may pick */
};
static const int64_t DAY_MS = INT64_C(24) * 60 * MINUTE_MS;

/* A whole morning, fasting: so nobody comes on the very day they booked. */
static const struct calendar {
    const char *service, *by; /* by: the field of the form whose answer is the place's code */
    unsigned least_age;
    struct calendar_place {
        const char *code;
        struct label name, address;
        uint32_t capacity; /* at each of the times */
    } places[PLACES];
    int minutes[TIMES]; /* after midnight */
} calendars[] = {{.service = "jiankang-yuyue",
                  .by = "where",
                  .least_age = 65,
                  .places = {{"station",
                              {N_("高郢社区卫生服务站"), "Gaoying Health Station"},
                              {N_("高郢社区幸福路 6 号，一楼"), "6 Xingfu Road, ground floor"},
                              2},
                             {"centre",
                              {N_("新安镇卫生院"), "Xin'an Health Centre"},
                              {N_("新安镇人民路 20 号，体检科"), "20 Renmin Road, check‑ups"},
                              4}},
                  .minutes = {8 * 60, 8 * 60 + 30, 9 * 60, 9 * 60 + 30, 10 * 60, 10 * 60 + 30}}};

static const struct calendar *calendar_of(const char *service)
{
    for (size_t i = 0; i < G_N_ELEMENTS(calendars); i++)
        if (strcmp(calendars[i].service, service) == 0)
            return &calendars[i];
    return NULL;
}

static const struct calendar_place *place_of(const struct calendar *calendar, const char *code)
{
    for (size_t i = 0; calendar && i < PLACES; i++)
        if (strcmp(calendar->places[i].code, code) == 0)
            return &calendar->places[i];
    return NULL;
}

const struct label *booking_place(const char *service, const char *place)
{
    const struct calendar_place *found = place_of(calendar_of(service), place);
    return found ? &found->name : NULL;
}

static void add_code(GString *codes, const char *code)
{
    g_string_append_printf(codes, "%s%s", codes->len ? ", " : "", code);
}

char *booking_services(void)
{
    GString *codes = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(calendars); i++)
        add_code(codes, calendars[i].service);
    return g_string_free(codes, FALSE);
}

char *booking_places(const char *service)
{
    const struct calendar *calendar = calendar_of(service);
    GString *codes = calendar ? g_string_new(NULL) : NULL;
    for (size_t i = 0; codes && i < PLACES; i++)
        if (calendar->places[i].code)
            add_code(codes, calendar->places[i].code);
    return codes ? g_string_free(codes, FALSE) : NULL;
}

/* Of this service and this person, by the platform's own secret: nobody else can try numbers against it. */
static void hash_guest(const struct platform *platform, const struct question *q,
                       uint8_t guest[STORAGE_GUEST_BYTES])
{
    static const char purpose[] = "linchuang booking";
    crypto_generichash_state state;
    crypto_generichash_init(&state, platform->keys->hash_key, KEYS_HASH_BYTES, STORAGE_GUEST_BYTES);
    crypto_generichash_update(&state, (const uint8_t *)purpose, sizeof purpose);
    crypto_generichash_update(&state, (const uint8_t *)q->service, strlen(q->service) + 1);
    crypto_generichash_update(&state, (const uint8_t *)q->person, strlen(q->person));
    crypto_generichash_final(&state, guest, STORAGE_GUEST_BYTES);
    sodium_memzero(&state, sizeof state);
}

static int64_t midnight(int64_t ms)
{
    struct clock_date d = clock_civil(ms);
    return ms - ms % 1000 - ((int64_t)(d.hour * 60 + d.minute) * 60 + d.second) * 1000;
}

/* From tomorrow on, weekends left out. */
static gboolean open_days(const struct platform *platform, const struct calendar *calendar, int64_t now_ms,
                          GError **error)
{
    struct storage_slot slots[WORKING_DAYS * PLACES * TIMES];
    size_t count = 0;
    int64_t day_ms = midnight(now_ms);
    for (unsigned days = 0; days < WORKING_DAYS;) {
        day_ms += DAY_MS;
        int weekday = clock_civil(day_ms).weekday;
        if (weekday == SUNDAY || weekday == SATURDAY)
            continue;
        days++;
        for (size_t i = 0; i < PLACES * TIMES; i++) {
            const struct calendar_place *place = &calendar->places[i % PLACES];
            slots[count] =
                (struct storage_slot){.at_ms = day_ms + (int64_t)calendar->minutes[i / PLACES] * MINUTE_MS,
                                      .capacity = place->capacity};
            g_strlcpy(slots[count++].place, place->code, sizeof slots[0].place);
        }
    }
    return storage_add_slots(platform->storage, calendar->service, slots, count, now_ms, error);
}

static void add_slot(const struct storage_slot *slot, void *data)
{
    char code[CODE], at[WIRE_TIME_MAX];
    g_snprintf(code, sizeof code, "%s.%" G_GINT64_FORMAT, slot->place, slot->at_ms / MINUTE_MS);
    message_time(slot->at_ms, at);
    json_array_append_new(data, json_pack("{s:s,s:s,s:s,s:i}", "code", code, "at", at, "place", slot->place,
                                          "left", (int)(slot->capacity - slot->taken)));
}

static void offer(const struct platform *platform, const struct calendar *calendar, bool taken,
                  struct reply *reply)
{
    g_autoptr(GError) error = NULL;
    int64_t now_ms = platform->clock.wall_ms(&platform->clock);
    json_t *slots = json_array();
    if (!open_days(platform, calendar, now_ms, &error) ||
        !storage_slots(platform->storage, calendar->service, midnight(now_ms) + DAY_MS, add_slot, slots,
                       &error)) {
        json_decref(slots);
        trouble_reply(reply, error);
        return;
    }
    online_send_offer(reply, (struct label){N_("还有空的时间"), "Times that are free"}, json_array(),
                      json_pack("{s:s,s:s,s:b,s:o}", "id", calendar->service, "by", calendar->by, "taken",
                                taken, "slots", slots));
}

static json_t *pack(struct label label)
{
    return json_pack("{s:s,s:s}", "zh", label.zh, "en", label.en);
}

/* `state` as the wire has it: booked, held, cancelled. */
static void send_ticket(const struct platform *platform, const struct calendar *calendar,
                        const struct storage_booking *booking, const char *state, struct reply *reply)
{
    const struct calendar_place *place = place_of(calendar, booking->place);
    struct label nowhere = {"", ""};
    char at[WIRE_TIME_MAX];
    bool stands = *booking->number && booking->cancelled_ms == 0;
    g_autofree char *page = g_strconcat(platform->public_url, "/b/", booking->number, NULL);
    message_time(booking->at_ms, at);
    online_send_json(reply,
                     json_pack("{s:b,s:o,s:s,s:s,s:[],s:{s:s,s:s,s:s,s:o,s:o}}", "ok", 1, "title",
                               pack((struct label){N_("预约"), "Booking"}), "note", "", "verify",
                               stands ? page : "", "rows", "ticket", "state",
                               *booking->number && !stands ? "cancelled" : state, "number", booking->number,
                               "at", *booking->number ? at : "", "place", pack(place ? place->name : nowhere),
                               "address", pack(place ? place->address : nowhere)));
}

static const struct calendar *admit(const struct platform *platform, const struct question *q,
                                    struct storage_booking *booking, uint8_t guest[STORAGE_GUEST_BYTES],
                                    struct reply *reply)
{
    const struct calendar *calendar = calendar_of(q->service);
    if (!calendar) {
        reply_problem(reply, 422, "unknown-service", "Nothing can be booked of that service",
                      "The service code is one of the catalog, of kind 'booking'.");
        return NULL;
    }
    if (!online_is_of_age(platform, q, calendar->least_age, reply))
        return NULL;
    hash_guest(platform, q, guest);
    *booking = (struct storage_booking){
        .service = calendar->service, .guest = guest, .made_ms = platform->clock.wall_ms(&platform->clock)};
    return calendar;
}

void booking_offer(const struct platform *platform, const struct question *q, struct reply *reply)
{
    uint8_t guest[STORAGE_GUEST_BYTES];
    struct storage_booking booking;
    g_autoptr(GError) error = NULL;
    const struct calendar *calendar = admit(platform, q, &booking, guest, reply);
    if (!calendar)
        return;
    if (storage_held(platform->storage, &booking, &error))
        send_ticket(platform, calendar, &booking, "held", reply);
    else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT))
        offer(platform, calendar, false, reply);
    else
        trouble_reply(reply, error);
}

static void draw_number(char number[STORAGE_TICKET])
{
    for (int i = 0; i < BOOKING_NUMBER_DIGITS; i++)
        number[i] = (char)('0' + randombytes_uniform(10));
    number[BOOKING_NUMBER_DIGITS] = '\0';
}

/* station.29563200: the place, and the minute. */
static bool read_pick(const struct calendar *calendar, const char *pick, struct storage_booking *booking)
{
    const char *dot = strchr(pick, '.');
    char *end = NULL;
    if (!dot || dot == pick || (size_t)(dot - pick) >= sizeof booking->place || !g_ascii_isdigit(dot[1]))
        return false;
    int64_t minute = g_ascii_strtoll(dot + 1, &end, 10);
    if (*end || minute > G_MAXINT64 / MINUTE_MS)
        return false;
    g_strlcpy(booking->place, pick, (gsize)(dot - pick) + 1);
    booking->at_ms = minute * MINUTE_MS;
    return place_of(calendar, booking->place) != NULL;
}

static bool read_wish(const struct calendar *calendar, const struct question *q,
                      struct storage_booking *booking, struct reply *reply)
{
    const char *phone = online_member(json_object_get(q->body, "answers"), "phone");
    if (!uuid7_parse(booking->id, online_member(q->body, "case"))) {
        reply_problem(reply, 422, "case", "No case is named", "Send case, the UUIDv7 of the booking.");
        return false;
    }
    if (!read_pick(calendar, online_member(q->body, "pick"), booking)) {
        reply_problem(reply, 422, "pick", "No such time", "Ask kind 'booking.offer' for what is free now.");
        return false;
    }
    if (*phone && !text_check_phone(phone)) {
        reply_problem(reply, 422, "phone", "This is no mobile number", "Send 11 digits, or none.");
        return false;
    }
    g_strlcpy(booking->phone, phone, sizeof booking->phone);
    draw_number(booking->number);
    return true;
}

void booking_take(const struct platform *platform, const struct question *q, struct reply *reply)
{
    uint8_t guest[STORAGE_GUEST_BYTES];
    struct storage_booking booking;
    enum storage_booked outcome;
    g_autoptr(GError) error = NULL;
    const struct calendar *calendar = admit(platform, q, &booking, guest, reply);
    if (!calendar || !read_wish(calendar, q, &booking, reply))
        return;
    if (!storage_book(platform->storage, &booking, &outcome, &error))
        trouble_reply(reply, error);
    else if (outcome == STORAGE_CASE_TAKEN)
        reply_problem(reply, 422, "case-taken", "The case is another booking's",
                      "Nothing was booked. Draw a new UUIDv7 for each booking.");
    else if (outcome == STORAGE_SLOT_FULL)
        offer(platform, calendar, true, reply);
    else
        send_ticket(platform, calendar, &booking, outcome == STORAGE_BOOKED ? "booked" : "held", reply);
    sodium_memzero(booking.phone, sizeof booking.phone);
}

void booking_cancel(const struct platform *platform, const struct question *q, struct reply *reply)
{
    uint8_t guest[STORAGE_GUEST_BYTES];
    struct storage_booking booking;
    g_autoptr(GError) error = NULL;
    const struct calendar *calendar = admit(platform, q, &booking, guest, reply);
    if (!calendar)
        return;
    if (storage_unbook(platform->storage, &booking, &error) ||
        g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT))
        send_ticket(platform, calendar, &booking, "cancelled", reply);
    else
        trouble_reply(reply, error);
}
