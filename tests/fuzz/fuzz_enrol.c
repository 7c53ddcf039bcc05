/* What comes before anybody is known: codes and tokens as people type them, requests to be enrolled, what is
 * to be signed; and what a kiosk believes of keys and of answers that were carried by hand. */
// links: platform
#include <string.h>

#include "base/secret.h"
#include "platform/authority.h"
#include "platform/peer.h"
#include "wire/carry.h"
#include "wire/enrol.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is taken can be said again, and is then the same. */
static void codes(const char *text)
{
    uint8_t token[ENROL_TOKEN_BYTES], again[ENROL_TOKEN_BYTES];
    char said[ENROL_TOKEN_TEXT], whole[ENROL_CODE_TEXT];
    struct enrol_code code;

    if (enrol_token_parse(text, token)) {
        enrol_token_text(token, said);
        g_assert(enrol_token_parse(said, again) && memcmp(token, again, sizeof token) == 0);
    }
    if (enrol_code_parse(text, &code))
        g_assert(enrol_code_text(&code, whole) && enrol_code_parse(whole, &code));
}

static void requests(const char *text, const uint8_t *data, size_t size)
{
    struct enrol_request asked;
    struct enrol_answer answer = {0};
    struct authority_request looked;
    const char *problem = NULL;

    if (enrol_request_parse(data, size, &asked))
        authority_look(asked.csr, &looked, &problem);
    enrol_request_clear(&asked);
    if (enrol_answer_parse(data, size, &answer, NULL))
        g_assert(answer.certificate != NULL);
    enrol_answer_clear(&answer);
    if (authority_look(text, &looked, &problem))
        g_assert(looked.kiosk[0] != 0);
    else
        g_assert(problem != NULL);
}

/* What a proxy tells of a certificate: four lines of headers. */
static void seen_by_proxy(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", 4);

    if (g_strv_length(lines) < 4)
        return;
    struct peer peer = peer_of_headers(
        &(struct peer_told){.verify = lines[0], .subject = lines[1], .serial = lines[2], .until = lines[3]},
        0);
    g_assert(peer.trouble || !*peer.kiosk || (strlen(peer.kiosk) == 5 && strcmp(lines[0], "SUCCESS") == 0));
}

/* No key of the fuzzer's signed any of it. */
static void signed_things(const uint8_t *data, size_t size)
{
    struct keyring keys = {.sequence = 1, .sign_public = {9}};
    uint8_t digest[CARRY_DIGEST];
    struct message_results results = {0};

    g_assert(!keyring_follow(&keys, data, size, NULL) && keys.sequence == 1 && !keys.release.sequence);
    keyring_newest(&keys, data, size);
    g_assert(!carry_open(data, size, "20617", keys.sign_public, digest, &results, NULL));
    message_results_clear(&results);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup(size ? (const char *)data : "", size);

    secret_start();
    codes(text);
    requests(text, data, size);
    seen_by_proxy(text);
    signed_things(data, size);
    return 0;
}
