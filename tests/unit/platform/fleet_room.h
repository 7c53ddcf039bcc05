/* Kiosks that tell of themselves, as the tests of the fleet page have them. Borrows the room of the test. One
 * test, one thread. */
#pragma once

#include "platform/heartbeat.h"
#include "platform_room.h"

/* "operator:secret" in base64. */
#define PASSWORD "secret"
#define BASIC "Basic b3BlcmF0b3I6c2VjcmV0"

static inline struct heartbeat well_kiosk(const char *number)
{
    struct heartbeat beat = {.release = "0.1.0",
                             .at_ms = ROOM_NOW_MS,
                             .uptime_s = 60,
                             .disk_free_mb = 9000,
                             .devices = {{"printer", "ready", "", 3, 0, 0}},
                             .device_count = 1};
    g_strlcpy(beat.kiosk, number, sizeof beat.kiosk);
    return beat;
}

static inline struct reply beat_of(struct room *room, const struct heartbeat *beat)
{
    g_autoptr(GBytes) body = message_heartbeat_build(beat);
    return room_post(room, WIRE_PATH_HEARTBEAT, WIRE_TYPE_HEARTBEAT, g_bytes_get_data(body, NULL),
                     g_bytes_get_size(body));
}

static inline void tell(struct room *room, const struct heartbeat *beat)
{
    struct reply reply = beat_of(room, beat);
    assert_int_equal(reply.status, 200);
    reply_clear(&reply);
}

static inline void later(struct room *room, int64_t ms)
{
    clock_advance(&room->platform.clock, ms);
}

static inline void add_number(const struct storage_beat *beat, void *data)
{
    g_string_append_printf(data, "%s ", beat->kiosk);
}

/* The numbers in their order, a blank behind each. */
static inline char *numbers(struct room *room, const char *text, bool trouble_only)
{
    GString *found = g_string_new("");
    const struct storage_fleet_wish wish = {.text = text,
                                            .trouble_only = trouble_only,
                                            .late_ms = heartbeat_late_ms(&room->platform),
                                            .limit = 100};
    assert_true(storage_beats(room->platform.storage, &wish, add_number, found, NULL));
    return g_string_free(found, FALSE);
}

static inline struct reply look(struct room *room, const char *authorization, struct request wish)
{
    struct reply reply = {0};
    wish.method = "GET";
    wish.path = wish.path ? wish.path : "/fleet";
    wish.content_type = "";
    wish.authorization = authorization;
    route_answer(&room->platform, &wish, &reply);
    return reply;
}
