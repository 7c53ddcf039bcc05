/* Short texts of the wire: times, ids, numbers, key lines, the fields of an upload. What is taken can be said
 * again, and means the same. */
// links: wire base
#include <string.h>

#include "base/secret.h"
#include "wire/messages.h"
#include "wire/order.h"
#include "wire/seal_key.h"
#include "wire/upload.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void times(const char *text)
{
    char said[WIRE_TIME_MAX];
    int64_t ms = 0, again = 0;

    if (!message_time_parse(text, &ms))
        return;
    message_time(ms, said);
    g_assert(message_time_parse(said, &again) && again == ms);
}

static void ids(const char *text)
{
    uint8_t id[UUID7_BYTES], again[UUID7_BYTES];
    char said[UUID7_TEXT];

    if (uuid7_parse(id, text)) {
        uuid7_text(id, said);
        g_assert(uuid7_parse(again, said) && memcmp(id, again, sizeof id) == 0);
    }
    upload_path_parse(text, id);
}

static void numbers(const char *text)
{
    int64_t offset = 0;
    uint8_t digest[UPLOAD_HASH], again[UPLOAD_HASH];
    char said[UPLOAD_DIGEST_TEXT];
    bool complete;

    g_assert(!receipt_valid(text) || strlen(text) == RECEIPT_TEXT - 1);
    g_assert(!upload_offset_parse(text, &offset) || (offset >= 0 && offset <= UPLOAD_BYTES_MAX));
    upload_complete_parse(text, &complete);
    if (upload_digest_parse(text, digest)) {
        upload_digest_text(digest, said);
        g_assert(upload_digest_parse(said, again) && memcmp(digest, again, sizeof digest) == 0);
    }
    enum order_state state = order_state_of(text);
    g_assert(state == ORDER_STATES || strcmp(order_state_name(state), text) == 0);
}

static void keys(const char *text)
{
    struct seal_key key, again;
    struct seal_pair pair = {0};

    if (seal_key_parse(&key, text, NULL)) {
        g_autofree char *line = seal_key_text(&key);
        g_assert(seal_key_parse(&again, line, NULL) && strcmp(again.keyid, key.keyid) == 0);
        g_assert(suite_by_keyid(key.keyid) == key.suite);
    }
    if (seal_pair_parse(&pair, text, NULL))
        g_assert(suite_by_keyid(pair.key.keyid) == pair.key.suite);
    seal_pair_clear(&pair);
    suite_sealalg(text, strlen(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup(size ? (const char *)data : "", size);

    secret_start();
    times(text);
    ids(text);
    numbers(text);
    keys(text);
    return 0;
}
