#include "platform/identity.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "platform/trouble.h"
#include "platform/worker.h"

#define SCHEME "lcidentity:1:"

enum { SIGNS = 20 };
/* Base 32 without I, L, O and U: nobody reads them as a digit, or as a word. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void hash_of(const char *signs, uint8_t hash[STORAGE_CODE_BYTES])
{
    crypto_generichash(hash, STORAGE_CODE_BYTES, (const unsigned char *)signs, strlen(signs), NULL, 0);
}

static gboolean is_person(const char *number, const char *name, GError **error)
{
    if (text_check_id(number) == TEXT_ID_OK && *name &&
        strlen(name) < sizeof((struct storage_identity *)0)->name)
        return TRUE;
    g_set_error_literal(error, worker_error_quark(), WORKER_ERROR_STATE,
                        "an identity code needs a whole identity number and a name: check both");
    return FALSE;
}

gboolean identity_give(struct storage *storage, const char *number, const char *name, int64_t now_ms,
                       char code[IDENTITY_TEXT], GError **error)
{
    uint8_t hash[STORAGE_CODE_BYTES], random[SIGNS];
    struct storage_identity identity = {.hash = hash, .until_ms = now_ms + IDENTITY_HOLDS_MS};
    if (!is_person(number, name, error))
        return FALSE;
    randombytes_buf(random, sizeof random);
    char *signs = code + g_strlcpy(code, SCHEME, IDENTITY_TEXT);
    for (size_t i = 0; i < SIGNS; i++)
        signs[i] = alphabet[random[i] % (sizeof alphabet - 1)]; /* 32 divides 256: no sign is likelier */
    signs[SIGNS] = '\0';
    hash_of(signs, hash);
    g_strlcpy(identity.number, number, sizeof identity.number);
    g_strlcpy(identity.name, name, sizeof identity.name);
    gboolean well = storage_give_identity(storage, &identity, now_ms, error);
    secret_wipe(&identity, sizeof identity);
    return well;
}

gboolean identity_print(struct storage *storage, const char *number, const char *name, int64_t now_ms,
                        GError **error)
{
    char code[IDENTITY_TEXT];
    if (!identity_give(storage, number, name, now_ms, code, error))
        return FALSE;
    printf("%s\n", code);
    secret_wipe(code, sizeof code);
    return TRUE;
}

static void send_person(const struct storage_identity *identity, struct reply *reply)
{
    char birth[9] = "";
    memcpy(birth, identity->number + 6, 8); /* GB 11643: the seventh to the fourteenth, and sex the 17th */
    const char *sex = (identity->number[16] - '0') % 2 ? "男" : "女";
    online_send_json(reply, json_pack("{s:b,s:{s:s,s:s,s:s,s:s}}", "ok", 1, "person", "name", identity->name,
                                      "number", identity->number, "sex", sex, "birth", birth));
}

void identity_answer(const struct platform *platform, const struct question *q, struct reply *reply)
{
    uint8_t hash[STORAGE_CODE_BYTES];
    struct storage_identity identity = {.hash = hash};
    g_autoptr(GError) error = NULL;
    hash_of(online_member(q->body, "code"), hash);
    if (storage_take_identity(platform->storage, &identity, platform->clock.wall_ms(&platform->clock),
                              &error))
        send_person(&identity, reply);
    else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT))
        reply_problem(reply, 404, "unknown-code", "Nobody has this identity code",
                      "It was used, its time is over, or it was never given: show a new one.");
    else
        trouble_reply(reply, error);
    secret_wipe(&identity, sizeof identity);
}
