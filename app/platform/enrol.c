#include "platform/enrol.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/terminal.h"
#include "platform/authority.h"
#include "platform/release.h"
#include "platform/rotation.h"
#include "platform/terminal_code.h"
#include "platform/trouble.h"
#include "platform/worker.h"

enum { KIOSK_DIGITS = 5, HOUR_MS = 60 * 60 * 1000 };

static void hash_of(const uint8_t token[ENROL_TOKEN_BYTES], uint8_t hash[STORAGE_TOKEN_BYTES])
{
    crypto_generichash(hash, STORAGE_TOKEN_BYTES, token, ENROL_TOKEN_BYTES, NULL, 0);
}

static int64_t now_of(const struct platform *platform)
{
    return platform->clock.wall_ms(&platform->clock);
}

/* Which of them it was is the operator's to find out, not the asker's. */
static void no_token(struct reply *reply)
{
    reply_problem(reply, 403, "token", "The token does not hold",
                  "It was used, its time is over, or it was never given: ask the operator for a new one.");
}

static bool read_request(const struct request *request, struct enrol_request *asked, struct reply *reply)
{
    if (enrol_request_parse(request->body, request->len, asked))
        return true;
    reply_problem(reply, 400, "enrol", "The request cannot be read",
                  "Send {\"token\":\"...\",\"csr\":\"PEM\"}; check the token's groups.");
    return false;
}

/* Is it a request that can be signed, and for this kiosk? `other` says what to do when it is another's. */
static bool may_sign(const char *csr, const char *kiosk, const char *other, struct authority_request *looked,
                     struct reply *reply)
{
    const char *problem = NULL;
    if (!authority_look(csr, looked, &problem)) {
        reply_problem(reply, 422, "csr", "This request is not signed", problem);
        return false;
    }
    if (strcmp(looked->kiosk, kiosk) == 0)
        return true;
    reply_problem(reply, 422, "csr", "This request is not signed", other);
    return false;
}

static struct storage_identity_card card_of(const struct authority_request *looked,
                                            const struct authority_certificate *made)
{
    struct storage_identity_card card = {.serial = made->serial,
                                         .kiosk = looked->kiosk,
                                         .pem = made->pem,
                                         .issued_ms = made->issued_ms,
                                         .until_ms = made->until_ms};
    memcpy(card.key, looked->key, sizeof card.key);
    return card;
}

/* Two thirds of its life from now: two failures of a month each are still no expiry. */
static void send_identity(const struct platform *platform, const char *kiosk, char *pem,
                          const struct keyring *keys, uint32_t given, struct reply *reply)
{
    int64_t life_ms = (int64_t)platform->certificate_days * 24 * HOUR_MS;
    struct enrol_answer answer = {.certificate = pem,
                                  .renew_after_ms = now_of(platform) + life_ms * 2 / 3,
                                  .receipts_given = given,
                                  .has_keys = keys != NULL};
    g_strlcpy(answer.kiosk, kiosk, sizeof answer.kiosk);
    if (keys)
        answer.keys = *keys;
    g_autoptr(GBytes) built = enrol_answer_build(&answer);
    g_autofree char *text = g_strndup(g_bytes_get_data(built, NULL), g_bytes_get_size(built));
    reply_text(reply, 200, REPLY_JSON, text);
}

static void refuse(struct reply *reply, const GError *error)
{
    if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT) ||
        g_error_matches(error, storage_error_quark(), STORAGE_ERROR_SPENT)) {
        no_token(reply);
    } else if (error->domain == keys_error_quark()) {
        log_warning("platform", "%s", error->message);
        reply_problem(reply, 503, "no-authority", "Nobody can be enrolled here now",
                      "The platform's operator must look at its keys folder.");
    } else {
        trouble_reply(reply, error);
    }
}

/* All that a kiosk is given; of the release keys what sign.key signed. */
static gboolean keys_now(const struct platform *platform, struct keyring *keys, GError **error)
{
    g_autofree char *message = NULL;
    return rotation_keyring(platform->keys, keys, error) &&
           release_told(platform, &message, &keys->release, error);
}

/* A machine before it under this number may have given out receipts that never came: at least one, then. */
static gboolean given_to(const struct platform *platform, const struct storage_identity_card *card,
                         uint32_t *given, GError **error)
{
    bool before = false;
    if (!storage_receipts_given(platform->storage, card->kiosk, given, error) ||
        !storage_enrolled_before(platform->storage, card, &before, error))
        return FALSE;
    if (before && *given == 0)
        *given = 1;
    return TRUE;
}

static void enrol_with(const struct platform *platform, const char *csr, const struct storage_token *token,
                       struct reply *reply)
{
    struct authority_request looked;
    struct authority_certificate made;
    struct keyring keys;
    uint32_t given;
    g_autoptr(GError) error = NULL;
    g_autofree char *pem = NULL;
    if (!may_sign(csr, token->kiosk,
                  "The token is for another kiosk than the one that asks: correct [kiosk] number in "
                  "kiosk.conf, or ask the operator for a token for this one.",
                  &looked, reply))
        return;
    if (!keys_now(platform, &keys, &error) ||
        !authority_sign(platform->keys, csr, now_of(platform), platform->certificate_days, &made, &error)) {
        refuse(reply, error);
        return;
    }
    struct storage_identity_card card = card_of(&looked, &made);
    if (storage_take_token(platform->storage, token, &card, &pem, &error) &&
        given_to(platform, &card, &given, &error)) {
        log_info("platform", "kiosk %s is enrolled", token->kiosk);
        send_identity(platform, token->kiosk, pem, &keys, given, reply);
    } else {
        refuse(reply, error);
    }
    g_free(made.pem);
}

void enrol_answer(const struct platform *platform, const struct request *request, const char *unused,
                  struct reply *reply)
{
    struct enrol_request asked;
    struct storage_token token = {0};
    g_autoptr(GError) error = NULL;
    (void)unused;
    if (!read_request(request, &asked, reply))
        return;
    hash_of(asked.token, token.hash);
    if (!asked.has_token)
        no_token(reply);
    else if (!storage_look_token(platform->storage, &token, now_of(platform), &error))
        refuse(reply, error);
    else
        enrol_with(platform, asked.csr, &token, reply);
    enrol_request_clear(&asked);
}

static void renew_with(const struct platform *platform, const char *csr, const char *kiosk,
                       struct reply *reply)
{
    struct authority_request looked;
    struct authority_certificate made;
    g_autoptr(GError) error = NULL;
    if (!may_sign(csr, kiosk, "A certificate renews itself alone: its common name is another kiosk's.",
                  &looked, reply))
        return;
    if (!authority_sign(platform->keys, csr, now_of(platform), platform->certificate_days, &made, &error)) {
        refuse(reply, error);
        return;
    }
    struct storage_identity_card card = card_of(&looked, &made);
    if (storage_add_card(platform->storage, &card, &error))
        send_identity(platform, kiosk, made.pem, NULL, 0, reply);
    else
        refuse(reply, error);
    g_free(made.pem);
}

void enrol_renew(const struct platform *platform, const struct request *request, const char *unused,
                 struct reply *reply)
{
    struct enrol_request asked;
    (void)unused;
    if (!request->peer || !*request->peer->kiosk) {
        reply_problem(reply, 401, "unknown-kiosk", "The kiosk shows no certificate",
                      "A certificate is renewed by the one that holds still: enrol the kiosk.");
        return;
    }
    if (!read_request(request, &asked, reply))
        return;
    renew_with(platform, asked.csr, request->peer->kiosk, reply);
    enrol_request_clear(&asked);
}

void enrol_authority(const struct platform *platform, const struct request *request, const char *unused,
                     struct reply *reply)
{
    (void)request, (void)unused;
    reply_text(reply, 200, "application/x-pem-file", platform->keys->authority_certificate);
}

static gboolean refuse_wish(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static gboolean refuse_wish(GError **error, const char *format, ...)
{
    va_list words;
    va_start(words, format);
    g_propagate_error(error, g_error_new_valist(worker_error_quark(), WORKER_ERROR_STATE, format, words));
    va_end(words);
    return FALSE;
}

/* A token that went over plain HTTP would be everybody's, so kiosks take no such code. */
static gboolean may_give(const struct platform *platform, const char *kiosk, int hours, GError **error)
{
    const char *url = platform->public_url;
    if (strlen(kiosk) != KIOSK_DIGITS || strspn(kiosk, "0123456789") != KIOSK_DIGITS)
        return refuse_wish(error, "'%s' is no number of a kiosk: write its five digits", kiosk);
    if (hours < 1 || hours > ENROL_HOURS_MAX)
        return refuse_wish(error, "a token holds for 1 to %d hours", ENROL_HOURS_MAX);
    if (!url)
        return refuse_wish(
            error, "the token carries this platform's address: say with --public URL where kiosks reach it");
    if (!g_str_has_prefix(url, "https://"))
        return refuse_wish(error, "a token travels over TLS alone, and %s is not: say https:// with --public",
                           url);
    return strlen(url) < ENROL_URL_MAX ||
           refuse_wish(error, "this address is too long for a code: at most %d signs", ENROL_URL_MAX - 1);
}

gboolean enrol_give(const struct platform *platform, const char *kiosk, int hours, struct enrol_code *code,
                    GError **error)
{
    struct storage_token token = {.until_ms = now_of(platform) + (int64_t)hours * HOUR_MS};
    if (!may_give(platform, kiosk, hours, error) ||
        !authority_fingerprint(platform->keys, code->authority, error))
        return FALSE;
    randombytes_buf(code->token, sizeof code->token);
    hash_of(code->token, token.hash);
    g_strlcpy(token.kiosk, kiosk, sizeof token.kiosk);
    g_strlcpy(code->url, platform->public_url, sizeof code->url);
    return storage_give_token(platform->storage, &token, now_of(platform), error);
}

gboolean enrol_print(const struct platform *platform, const char *kiosk, int hours, GError **error)
{
    struct enrol_code code;
    char token[ENROL_TOKEN_TEXT], text[ENROL_CODE_TEXT];
    bool holds = false;
    if (!storage_kiosk_holds(platform->storage, kiosk, now_of(platform), &holds, error) ||
        !enrol_give(platform, kiosk, hours, &code, error))
        return FALSE;
    struct clock_date d = clock_civil(now_of(platform) + (int64_t)hours * HOUR_MS);
    enrol_token_text(code.token, token);
    enrol_code_text(&code, text);
    printf("for kiosk %s, once, until %04d-%02d-%02d %02d:%02d (UTC+8)\n", kiosk, d.year, d.month, d.day,
           d.hour, d.minute);
    if (holds)
        printf(
            "kiosk %s is enrolled already: once this token is used, the certificate of the machine that has "
            "the number now ends. Let it deliver first what waits in it\n",
            kiosk);
    printf("token %s\ncode %s\n", token, text);
    if (isatty(STDOUT_FILENO))
        terminal_code_print(stdout, text);
    secret_wipe(&code, sizeof code);
    secret_wipe(token, sizeof token);
    secret_wipe(text, sizeof text);
    return TRUE;
}

static void print_card(const struct storage_identity_card *card, void *data)
{
    const int64_t *now_ms = data;
    struct clock_date until = clock_civil(card->until_ms);
    const char *stands = card->revoked_ms ? "revoked" : card->until_ms <= *now_ms ? "over" : "holds";
    terminal_print("%s  %s  until %04d-%02d-%02d  %s\n", card->kiosk, stands, until.year, until.month,
                   until.day, card->serial);
}

gboolean enrol_list(const struct platform *platform, GError **error)
{
    int64_t now_ms = now_of(platform);
    return storage_cards(platform->storage, now_ms, print_card, &now_ms, error);
}
