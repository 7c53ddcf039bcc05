/* A platform without sockets for the tests: fresh sealing keys, an empty store in a folder of its own, a
 * wound clock. set_up makes one, tear_down takes it away with its files; the test borrows it. One thread. */
#pragma once

#include <sodium.h>

#include "base/secret.h"
#include "platform/online.h"
#include "platform/routes.h"
#include "platform/submissions.h"
#include "store_place.h"
#include "wire/envelope.h"

#define ROOM_TOKEN "token-of-the-tests"
#define ROOM_NOW_MS 1795392000000ll      /* 2026-11-23 */
#define ROOM_PERSON "341199194305120041" /* an area that is not assigned */

struct room {
    struct place place;
    const char *dir, *file, *uri; /* of the place; file: NULL on PostgreSQL */
    struct platform_keys keys;
    struct platform platform;
    struct seal_pair seal;
    char token[sizeof ROOM_TOKEN];
};

static inline struct room *room_new(const char *quota)
{
    struct room *room = g_new0(struct room, 1);
    place_take(&room->place, quota);
    room->dir = room->place.dir;
    room->file = room->place.file;
    room->uri = room->place.uri;
    g_strlcpy(room->token, ROOM_TOKEN, sizeof room->token);
    seal_pair_draw(&room->seal, &suite_default);
    room->keys.seals = &room->seal;
    room->keys.seal_count = 1;
    room->keys.hash_key = room->seal.secret;
    room->keys.token = room->token;
    room->platform = (struct platform){.keys = &room->keys,
                                       .storage = storage_open(room->uri, NULL),
                                       .clock = clock_wound(ROOM_NOW_MS),
                                       .certificate_days = 90,
                                       .public_url = "https://platform.example"};
    g_assert(room->platform.storage);
    return room;
}

static inline int set_up(void **state)
{
    *state = room_new("");
    return 0;
}

static inline int tear_down(void **state)
{
    struct room *room = *state;
    storage_close(room->platform.storage);
    seal_pair_clear(&room->seal);
    place_leave(&room->place);
    g_free(room);
    return 0;
}

static inline struct reply room_post(struct room *room, const char *path, const char *type, const void *body,
                                     size_t len)
{
    struct request request = {"POST", path, type, "Bearer " ROOM_TOKEN, body, len};
    struct reply reply = {0};
    route_answer(&room->platform, &request, &reply);
    return reply;
}

/* GET or HEAD without token; POST of JSON with it. */
static inline struct reply room_ask(struct room *room, const char *method, const char *path, const char *body)
{
    struct request request = {method, path, "", "", NULL, 0};
    struct reply reply = {0};
    if (body)
        return room_post(room, path, ONLINE_TYPE, body, strlen(body));
    route_answer(&room->platform, &request, &reply);
    return reply;
}

#define ROOM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
