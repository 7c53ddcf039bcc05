#include "platform/reply.h"

#include <glib.h>
#include <sodium.h>
#include <stdbool.h>
#include <string.h>

#include "base/secret.h"

/* A reply may carry a person's months of insurance: wiped before it goes back to the heap. It is as long as
 * its text. */
static void wipe_and_free(void *memory)
{
    if (memory)
        secret_wipe(memory, strlen(memory));
    g_free(memory);
}

void reply_text(struct reply *reply, unsigned status, const char *type, const char *text)
{
    reply_clear(reply);
    *reply =
        (struct reply){.status = status, .type = type, .body = g_strdup(text), .body_free = wipe_and_free};
    reply->len = strlen(reply->body);
}

void reply_empty(struct reply *reply, unsigned status)
{
    reply_clear(reply);
    *reply = (struct reply){.status = status, .body_free = wipe_and_free};
}

/* RFC 9110, strong: the same bytes, the same tag. */
static void tag_of(const char *text, size_t len, char tag[REPLY_TAG])
{
    uint8_t digest[crypto_generichash_BYTES_MIN];

    crypto_generichash(digest, sizeof digest, (const uint8_t *)text, len, NULL, 0);
    tag[0] = '"';
    sodium_bin2hex(tag + 1, REPLY_TAG - 1, digest, sizeof digest);
    g_strlcpy(tag + 1 + 2 * sizeof digest, "\"", 2);
}

void reply_if_new(struct reply *reply, const struct request *request, const char *json)
{
    char tag[REPLY_TAG];
    tag_of(json, strlen(json), tag);
    bool known = request->if_none_match && strcmp(request->if_none_match, tag) == 0;
    reply_text(reply, known ? 304 : 200, REPLY_JSON, known ? "" : json);
    memcpy(reply->tag, tag, sizeof tag);
}

void reply_problem(struct reply *reply, unsigned status, const char *slug, const char *title,
                   const char *detail)
{
    struct secret_bytes json = {0};
    secret_bytes_text(&json, "{\"type\":\"urn:kiosk:problem:");
    secret_bytes_text(&json, slug);
    secret_bytes_text(&json, "\",\"title\":");
    secret_bytes_json(&json, title);
    char number[32];
    g_snprintf(number, sizeof number, ",\"status\":%u,\"detail\":", status);
    secret_bytes_text(&json, number);
    secret_bytes_json(&json, detail);
    secret_bytes_text(&json, "}\n");
    reply_text(reply, status, REPLY_PROBLEM, (const char *)json.data);
    secret_bytes_clear(&json);
}

void reply_clear(struct reply *reply)
{
    if (reply->body)
        reply->body_free(reply->body);
    *reply = (struct reply){0};
}
