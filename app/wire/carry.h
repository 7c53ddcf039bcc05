/* A batch carried by hand, where no line is: what lies beside it, and the platform's signed answer to it.
 * Texts and bytes returned are the caller's. Pure: any room. docs/platform.md shows both files. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "wire/messages.h"
#include "wire/signed.h"

#define CARRY_BATCH ".batch.json"    /* as POST /v1/submissions takes it */
#define CARRY_SIGNATURE ".batch.p7s" /* over the batch's exact bytes, by its kiosk: wire/detached.h */
#define CARRY_MANIFEST ".manifest.json"
#define CARRY_ACKNOWLEDGEMENT ".ack.json"
#define CARRY_PURPOSE "acknowledgement"
enum { CARRY_DIGEST = 32, CARRY_BATCH_MAX = 16 * 1024 * 1024 };

/* What lies beside a batch file: its name, but for CARRY_BATCH, and that ending. g_free. */
char *carry_beside(const char *batch, const char *end);
/* SHA-256 (FIPS 180-4) of a batch file's bytes. */
void carry_digest(const void *batch, size_t len, uint8_t digest[CARRY_DIGEST]);

struct carry_file {
    char *name;
    size_t items, bytes;
    uint8_t digest[CARRY_DIGEST];
};
/* For people and their tools: {"kiosk","made","items","files":[{"name","items","bytes","sha256"}]}. */
GBytes *carry_manifest(const char *kiosk, int64_t made_ms, const struct carry_file *files, size_t count);

/* {"kiosk":"20617","batch":"<sha256>","at":"...","results":[...]}, closed by wire/signed.h. */
GBytes *carry_acknowledge(const char *kiosk, const uint8_t digest[CARRY_DIGEST], int64_t now_ms,
                          const struct message_result *results, size_t count,
                          const uint8_t secret_key[SIGNED_SECRET_BYTES]);
/* Signed by this platform, and about a batch of this kiosk; else an error says what it is. The results are
 * cleared with message_results_clear. */
gboolean carry_open(const void *file, size_t len, const char *kiosk,
                    const uint8_t public_key[SIGNED_PUBLIC_BYTES], uint8_t digest[CARRY_DIGEST],
                    struct message_results *results, GError **error);
