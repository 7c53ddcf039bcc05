#include "platform/bodies.h"

#include <glib.h>
#include <string.h>

#include "base/secret.h"

enum { FIRST_BYTES = 4096 };

struct bodies {
    GHashTable *held; /* who to bytes of larger bodies; nobody stands there with none */
    size_t all;
};

struct bodies *bodies_new(void)
{
    struct bodies *bodies = g_new0(struct bodies, 1);

    bodies->held = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return bodies;
}

void bodies_free(struct bodies *bodies)
{
    if (!bodies)
        return;
    g_assert(bodies->all == 0);
    g_hash_table_destroy(bodies->held);
    g_free(bodies);
}

static size_t held_by(const struct body *body)
{
    return GPOINTER_TO_SIZE(g_hash_table_lookup(body->bodies->held, body->who));
}

static void hold(const struct body *body, size_t bytes)
{
    if (bytes > 0)
        g_hash_table_replace(body->bodies->held, g_strdup(body->who), GSIZE_TO_POINTER(bytes));
    else
        g_hash_table_remove(body->bodies->held, body->who);
}

/* Small ones are not: the number of connections bounds them, to 16 MiB. */
static size_t counted(size_t cap)
{
    return cap > BODIES_SMALL ? cap : 0;
}

static bool has_room(const struct body *body, size_t cap)
{
    size_t more = counted(cap) - counted(body->cap);

    return more <= BODIES_OF_ONE - held_by(body) && more <= BODIES_OF_ALL - body->bodies->all;
}

static void let_go(struct body *body)
{
    size_t bytes = counted(body->cap);

    if (body->data)
        secret_wipe(body->data, body->cap);
    g_clear_pointer(&body->data, g_free);
    if (bytes > 0)
        hold(body, held_by(body) - bytes);
    body->bodies->all -= bytes;
    body->len = body->cap = 0;
}

/* The body in `cap` bytes, more than it had. */
static void move(struct body *body, size_t cap)
{
    uint8_t *larger = g_malloc(cap);
    size_t len = body->len, bytes = counted(cap);

    if (len)
        memcpy(larger, body->data, len);
    let_go(body);
    body->data = larger;
    body->len = len;
    body->cap = cap;
    if (bytes > 0)
        hold(body, held_by(body) + bytes);
    body->bodies->all += bytes;
}

static bool make_room(struct body *body, size_t n)
{
    size_t cap = MAX(body->cap, FIRST_BYTES);

    if (n > body->most - body->len)
        body->state = BODY_TOO_LARGE;
    while (body->state == BODY_TAKEN && cap < body->len + n)
        cap *= 2;
    if (body->state == BODY_TAKEN && cap > body->cap && !has_room(body, cap))
        body->state = BODY_CROWDED;
    if (body->state != BODY_TAKEN) {
        let_go(body);
        return false;
    }
    if (cap > body->cap)
        move(body, cap);
    return true;
}

/* One byte now and then would hold the room of many for a minute. */
static bool is_slow(struct body *body, int64_t now_ms)
{
    if (now_ms - body->looked_ms < BODIES_LOOK_MS)
        return false;
    bool slow = counted(body->cap) > 0 && body->seen - body->seen_before < BODIES_LEAST;
    body->looked_ms = now_ms;
    body->seen_before = body->seen;
    return slow;
}

void body_begin(struct body *body, struct bodies *bodies, const char *who, size_t most, int64_t now_ms)
{
    *body = (struct body){.bodies = bodies, .most = most, .begun_ms = now_ms, .looked_ms = now_ms};
    g_strlcpy(body->who, who, sizeof body->who);
}

bool body_take(struct body *body, const void *data, size_t len, int64_t now_ms)
{
    body->seen += len;
    if (body->seen > BODIES_DISCARD_MAX || now_ms - body->begun_ms > BODIES_REQUEST_MS ||
        is_slow(body, now_ms))
        return false;
    if (body->state != BODY_TAKEN || !make_room(body, len))
        return true;
    memcpy(body->data + body->len, data, len);
    body->len += len;
    return true;
}

void body_end(struct body *body)
{
    if (body->bodies)
        let_go(body);
}
