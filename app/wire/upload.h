/* The fields of a resumable upload, as draft-ietf-httpbis-resumable-upload-09 names them, and the digest of
 * the whole (RFC 9530). Values are structured fields (RFC 8941). Owns nothing; works on the caller's buffers.
 * Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/uuid7.h"

#define WIRE_PATH_UPLOADS "/v1/uploads/" /* and the UUID of the submission whose sealed box is sent */
#define WIRE_TYPE_PIECE "application/partial-upload"
#define WIRE_UPLOAD_OFFSET "Upload-Offset"
#define WIRE_UPLOAD_COMPLETE "Upload-Complete"
#define WIRE_UPLOAD_DIGEST "Repr-Digest"

enum {
    UPLOAD_BYTES_MAX = 8 * 1024 * 1024, /* of one sealed box */
    UPLOAD_PATH = sizeof WIRE_PATH_UPLOADS - 1 + UUID7_TEXT,
    UPLOAD_HASH = 32,        /* SHA-256 */
    UPLOAD_DIGEST_TEXT = 64, /* with NUL */
};

void upload_path(const uint8_t id[UUID7_BYTES], char out[UPLOAD_PATH]);
bool upload_path_parse(const char *path, uint8_t id[UUID7_BYTES]);
bool upload_offset_parse(const char *text, int64_t *bytes);   /* 0..UPLOAD_BYTES_MAX */
bool upload_complete_parse(const char *text, bool *complete); /* ?0 or ?1 */
void upload_digest_text(const uint8_t hash[UPLOAD_HASH], char out[UPLOAD_DIGEST_TEXT]); /* sha-256=:...: */
bool upload_digest_parse(const char *text, uint8_t hash[UPLOAD_HASH]);
