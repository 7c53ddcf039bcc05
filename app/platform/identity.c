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
struct person {
    char number[24], name[128]; /* identity number and name, as the register has them */
};
G_STATIC_ASSERT(sizeof(struct person) + crypto_secretbox_MACBYTES == STORAGE_IDENTITY_BOX);
static const uint8_t no_nonce[crypto_secretbox_NONCEBYTES]; /* each key seals once: a code is drawn for one */
/* Base 32 without I, L, O and U: nobody reads them as a digit, or as a word. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void hash_of(const char *signs, uint8_t hash[STORAGE_CODE_BYTES])
{
    crypto_generichash(hash, STORAGE_CODE_BYTES, (const unsigned char *)signs, strlen(signs), NULL, 0);
}

/* The box of a code opens with the code, which the store does not have. */
static void key_of(const char *signs, uint8_t key[crypto_secretbox_KEYBYTES])
{
    static const unsigned char use[] = "linchuang identity box 1";
    crypto_generichash(key, crypto_secretbox_KEYBYTES, (const unsigned char *)signs, strlen(signs), use,
                       sizeof use - 1);
}

static void seal_person(const char *signs, const struct person *person, uint8_t box[STORAGE_IDENTITY_BOX])
{
    uint8_t key[crypto_secretbox_KEYBYTES];
    key_of(signs, key);
    crypto_secretbox_easy(box, (const uint8_t *)person, sizeof *person, no_nonce, key);
    secret_wipe(key, sizeof key);
}

static gboolean open_person(const char *signs, const uint8_t box[STORAGE_IDENTITY_BOX], struct person *person,
                            GError **error)
{
    uint8_t key[crypto_secretbox_KEYBYTES];
    key_of(signs, key);
    gboolean well =
        crypto_secretbox_open_easy((uint8_t *)person, box, STORAGE_IDENTITY_BOX, no_nonce, key) == 0;
    secret_wipe(key, sizeof key);
    if (!well)
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_BROKEN,
                            "the store has another box under an identity code than was sealed to it: "
                            "somebody wrote there; give a new code");
    return well;
}

static gboolean is_person(const char *number, const char *name, GError **error)
{
    if (text_check_id(number) == TEXT_ID_OK && text_is_line(name) &&
        strlen(name) < sizeof((struct person *)0)->name)
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
    struct person person = {0};
    if (!is_person(number, name, error))
        return FALSE;
    randombytes_buf(random, sizeof random);
    char *signs = code + g_strlcpy(code, SCHEME, IDENTITY_TEXT);
    for (size_t i = 0; i < SIGNS; i++)
        signs[i] = alphabet[random[i] % (sizeof alphabet - 1)]; /* 32 divides 256: no sign is likelier */
    signs[SIGNS] = '\0';
    hash_of(signs, hash);
    g_strlcpy(person.number, number, sizeof person.number);
    g_strlcpy(person.name, name, sizeof person.name);
    seal_person(signs, &person, identity.box);
    secret_wipe(&person, sizeof person);
    return storage_give_identity(storage, &identity, now_ms, error);
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

static void send_person(const struct person *person, struct reply *reply)
{
    char birth[9] = "";
    memcpy(birth, person->number + 6, 8); /* GB 11643: the seventh to the fourteenth, and sex the 17th */
    const char *sex = (person->number[16] - '0') % 2 ? "男" : "女";
    online_send_json(reply, json_pack("{s:b,s:{s:s,s:s,s:s,s:s}}", "ok", 1, "person", "name", person->name,
                                      "number", person->number, "sex", sex, "birth", birth));
}

void identity_answer(const struct platform *platform, const struct question *q, struct reply *reply)
{
    uint8_t hash[STORAGE_CODE_BYTES];
    struct storage_identity identity = {.hash = hash};
    struct person person = {0};
    const char *signs = online_member(q->body, "code");
    g_autoptr(GError) error = NULL;
    hash_of(signs, hash);
    if (storage_take_identity(platform->storage, &identity, platform->clock.wall_ms(&platform->clock),
                              &error) &&
        open_person(signs, identity.box, &person, &error))
        send_person(&person, reply);
    else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT))
        reply_problem(reply, 404, "unknown-code", "Nobody has this identity code",
                      "It was used, its time is over, or it was never given: show a new one.");
    else
        trouble_reply(reply, error);
    secret_wipe(&person, sizeof person);
}
