#include "wire/upload.h"

#include <sodium.h>
#include <string.h>

static const char digest_prefix[] = "sha-256=:";

void upload_path(const uint8_t id[UUID7_BYTES], char out[UPLOAD_PATH])
{
    size_t fixed = sizeof WIRE_PATH_UPLOADS - 1;

    memcpy(out, WIRE_PATH_UPLOADS, fixed);
    uuid7_text(id, out + fixed);
}

bool upload_path_parse(const char *path, uint8_t id[UUID7_BYTES])
{
    size_t fixed = sizeof WIRE_PATH_UPLOADS - 1;

    return strncmp(path, WIRE_PATH_UPLOADS, fixed) == 0 && uuid7_parse(id, path + fixed);
}

bool upload_offset_parse(const char *text, int64_t *bytes)
{
    int64_t n = 0;

    if (!*text)
        return false;
    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9')
            return false;
        n = n * 10 + (*p - '0');
        if (n > UPLOAD_BYTES_MAX)
            return false;
    }
    *bytes = n;
    return true;
}

bool upload_complete_parse(const char *text, bool *complete)
{
    if (text[0] != '?' || (text[1] != '0' && text[1] != '1') || text[2])
        return false;
    *complete = text[1] == '1';
    return true;
}

void upload_digest_text(const uint8_t hash[UPLOAD_HASH], char out[UPLOAD_DIGEST_TEXT])
{
    size_t fixed = sizeof digest_prefix - 1;

    memcpy(out, digest_prefix, fixed);
    sodium_bin2base64(out + fixed, UPLOAD_DIGEST_TEXT - fixed - 1, hash, UPLOAD_HASH,
                      sodium_base64_VARIANT_ORIGINAL);
    size_t len = strlen(out);
    out[len] = ':';
    out[len + 1] = 0;
}

bool upload_digest_parse(const char *text, uint8_t hash[UPLOAD_HASH])
{
    size_t fixed = sizeof digest_prefix - 1, len = strlen(text), got = 0;

    return len > fixed && len < UPLOAD_DIGEST_TEXT && strncmp(text, digest_prefix, fixed) == 0 &&
           text[len - 1] == ':' &&
           sodium_base642bin(hash, UPLOAD_HASH, text + fixed, len - fixed - 1, NULL, &got, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == UPLOAD_HASH;
}
