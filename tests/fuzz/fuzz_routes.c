/* Any request to the platform: lines for method, path, content type, authorization and the fields of an
 * upload, then the body; "SEAL" in front makes the rest the inside of a box that a kiosk sealed. Whatever
 * comes, there is one whole answer, and a refusal is a problem. */
// links: platform
#include <glib/gstdio.h>
#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "base/secret.h"
#include "platform/routes.h"
#include "wire/messages.h"
#include "wire/sealer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINES = 7 };
static const int64_t now_ms = 1795392000000; /* 2026-11-23 */

/* One for the whole run. The files are let go at once: SQLite goes on with what it has open. */
static struct platform *platform_of_the_run(void)
{
    static struct platform platform;
    static struct platform_keys keys;
    static struct seal_pair pair;
    static uint8_t hash_key[KEYS_HASH_BYTES];
    static char token[] = "t", password[] = "p";

    if (platform.storage)
        return &platform;
    secret_start();
    suite_start();
    seal_pair_draw(&pair, &suite_default);
    keys = (struct platform_keys){.seals = &pair, .seal_count = 1, .hash_key = hash_key, .token = token};
    g_autofree char *dir = g_dir_make_tmp("fuzz-XXXXXX", NULL);
    g_autofree char *uri = g_strconcat("sqlite:", dir, "/p.db?pages=2000", NULL);
    platform = (struct platform){.keys = &keys,
                                 .storage = storage_open(uri, NULL),
                                 .clock = clock_wound(now_ms),
                                 .public_url = "https://platform.example",
                                 .operator_password = password};
    g_assert(platform.storage);
    static const char *const names[] = {"p.db", "p.db-wal", "p.db-shm", ""};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(dir, names[i], NULL);
        g_remove(path);
    }
    return &platform;
}

static void ask(const struct platform *platform, const struct request *request)
{
    struct reply reply = {0};

    route_answer(platform, request, &reply);
    g_assert(reply.status >= 200 && reply.status < 600);
    g_assert(!reply.body || reply.len <= strlen(reply.body) || strcmp(reply.type, REPLY_JSON) == 0);
    if (reply.status >= 400 && g_str_has_prefix(request->path, "/v1/")) {
        g_assert(g_strcmp0(reply.type, REPLY_PROBLEM) == 0);
        json_t *problem = json_loads(reply.body, 0, NULL);
        g_assert(json_integer_value(json_object_get(problem, "status")) == reply.status);
        json_decref(problem);
    }
    reply_clear(&reply);
}

/* Text up to the line's end; "" when the lines are over. */
static char *line_of(const uint8_t **data, size_t *size)
{
    const uint8_t *end = *size ? memchr(*data, '\n', *size) : NULL;
    size_t len = end ? (size_t)(end - *data) : *size;
    char *line = g_strndup(len ? (const char *)*data : "", len);

    len += end ? 1 : 0;
    *data += len;
    *size -= len;
    return line;
}

static void plain(const struct platform *platform, const uint8_t *data, size_t size)
{
    char *lines[LINES];

    for (size_t i = 0; i < LINES; i++)
        lines[i] = line_of(&data, &size);
    struct request request = {.method = lines[0],
                              .path = lines[1],
                              .content_type = lines[2],
                              .authorization = lines[3],
                              .if_none_match = lines[4],
                              .search = lines[4],
                              .only = lines[5],
                              .from = lines[6],
                              .upload_offset = lines[4],
                              .upload_complete = lines[5],
                              .repr_digest = lines[6],
                              .body = data,
                              .len = size};
    ask(platform, &request);
    for (size_t i = 0; i < LINES; i++)
        g_free(lines[i]);
}

/* The first line is kind and service, the rest stands behind the head. */
static void sealed(const struct platform *platform, const uint8_t *data, size_t size)
{
    g_autofree char *kind = line_of(&data, &size), *service = line_of(&data, &size);
    struct message_item item = {.kiosk = "20617", .created_ms = now_ms};
    struct secret_bytes text = {0};

    uint8_t digest[crypto_generichash_BYTES]; /* each content has an id of its own */
    crypto_generichash(digest, sizeof digest, data, size, NULL, 0);
    uuid7_make(item.id, now_ms, digest);
    g_strlcpy(item.kind, kind, sizeof item.kind);
    g_strlcpy(item.service, service, sizeof item.service);
    memcpy(item.keyid, platform->keys->seals[0].key.keyid, sizeof item.keyid);
    if (!g_utf8_validate(item.service, -1, NULL) || !g_utf8_validate(item.kind, -1, NULL))
        return;
    struct submission_head head = {.kiosk = item.kiosk,
                                   .kind = item.kind,
                                   .service = item.service,
                                   .receipt = "206170000013",
                                   .created_ms = now_ms};
    memcpy(head.id, item.id, sizeof head.id);
    submission_begin(&text, &head);
    secret_bytes_append(&text, data, size);
    struct sealer *sealer = sealer_new(&platform->keys->seals[0].key);
    item.box = sealer_seal(sealer, &text, NULL);
    sealer_free(sealer);
    secret_bytes_clear(&text);
    if (!item.box)
        return;
    g_autoptr(GBytes) body = message_batch_build(&item, 1);
    struct request request = {.method = "POST",
                              .path = WIRE_PATH_SUBMISSIONS,
                              .content_type = WIRE_TYPE_BATCH,
                              .authorization = "Bearer t",
                              .body = g_bytes_get_data(body, NULL),
                              .len = g_bytes_get_size(body)};
    ask(platform, &request);
    g_bytes_unref(item.box);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char seal[] = "SEAL\n";
    const struct platform *platform = platform_of_the_run();
    size_t n = sizeof seal - 1;

    if (size >= n && memcmp(data, seal, n) == 0)
        sealed(platform, data + n, size - n);
    else
        plain(platform, data, size);
    return 0;
}
