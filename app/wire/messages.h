/* What kiosk and platform say to each other as JSON: batches of submissions, receipts, problems, online
 * questions. Structs own copies and have a clear function that takes zeroed ones; parsers take (bytes,
 * length) and bound everything. Pure: any room. docs/format-line.md and docs/platform-api.yaml show every
 * form. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/secret.h"
#include "wire/booking.h"
#include "wire/envelope.h"
#include "wire/means.h"
#include "wire/progress.h"
#include "wire/receipt.h"
#include "wire/uuid7.h"

#define WIRE_PATH_SUBMISSIONS "/v1/submissions"
#define WIRE_PATH_ONLINE "/v1/online"
#define WIRE_PATH_HEALTH "/v1/health"
#define WIRE_TYPE_BATCH "application/cloudevents-batch+json"
#define WIRE_TYPE_RECEIPT "application/vnd.kiosk.receipt+json"
#define WIRE_TYPE_PROBLEM "application/problem+json"
#define WIRE_TYPE_JSON "application/json"
#define WIRE_CONTENT_TYPE "application/octet-stream" /* of a sealed box */
#define WIRE_EVENT_PREFIX "gov.kiosk."
#define WIRE_EVENT_SUFFIX ".v1" /* gov.kiosk.application.v1: the kind stands in the middle */

/* Of an item: the platform's release, or its catalog, is older than the kiosk's. */
#define WIRE_PROBLEM_KIND "unknown-kind"
#define WIRE_PROBLEM_SERVICE "unknown-service"
#define WIRE_PROBLEM_UPLOADS "too-many-uploads" /* of a first piece: later, and others may go before */
#define WIRE_PROBLEM_URN "urn:kiosk:problem:"

enum {
    WIRE_BATCH_MAX = 100,            /* items */
    WIRE_BODY_MAX = 8 * 1024 * 1024, /* bytes of a request */
    WIRE_ANSWER_MAX = 512 * 1024,    /* bytes of an answer */
    WIRE_KIND_MAX = 24,
    WIRE_KIOSK_MAX = 16,
    WIRE_SERVICE_MAX = 48,
    WIRE_TIME_MAX = 32,
    WIRE_BOX_DIGEST = 32, /* bytes, BLAKE2b */
    WIRE_BOOT_MAX = 40
};
enum message_error { MESSAGE_ERROR_FORM, MESSAGE_ERROR_MISMATCH };
GQuark message_error_quark(void);

/* RFC 3339 in UTC with milliseconds: "2026-11-23T03:40:00.000Z". */
void message_time(int64_t unix_ms, char out[WIRE_TIME_MAX]);
bool message_time_parse(const char *text, int64_t *unix_ms); /* from 1970 on */

/* A moment by the time since boot, for clocks may be wrong: two of one boot are so far apart, whatever was
 * done to the clock between. */
struct message_moment {
    char boot[WIRE_BOOT_MAX]; /* of Linux, random/boot_id; "" unknown */
    int64_t uptime_s;
    bool known; /* the wall clock was the platform's then */
};
/* How long ago `pressed` was, in milliseconds, for a call that says so at `said` and is received now; -1 when
 * nothing tells: another boot, and a clock that nobody had put right. Wall times of pressing and receiving.
 */
int64_t message_waited_ms(const struct message_moment *pressed, const struct message_moment *said,
                          int64_t pressed_ms, int64_t received_ms);
/* Appends `,"moment":{...}`, a member of what is sealed. */
void message_moment_write(struct secret_bytes *to, const struct message_moment *moment);
/* From the plaintext. It has none of an older kiosk: then no boot, and a clock that is believed. */
void message_moment_read(const void *plaintext, size_t len, struct message_moment *out);

/* One sealed submission on its way. `kind`: application, rating, call, ... (lower case letters). */
struct message_item {
    uint8_t id[UUID7_BYTES];
    char kiosk[WIRE_KIOSK_MAX]; /* the five digits; "source" is kiosk/NUMBER */
    char kind[WIRE_KIND_MAX];
    char service[WIRE_SERVICE_MAX]; /* "" = none */
    int64_t created_ms;
    char keyid[ENVELOPE_KEYID_MAX];
    GBytes *box; /* owned by whoever owns the item; NULL: it was uploaded before (wire/upload.h) */
    uint8_t digest[WIRE_BOX_DIGEST]; /* of the box that was uploaded, so that no other is taken for it */
    struct message_moment sent;      /* of a call for people: when the kiosk says it; boot "" for none */
};
/* What the platform keeps of a box when it has opened it. */
void message_box_digest(GBytes *box, uint8_t out[WIRE_BOX_DIGEST]);
struct message_batch {
    struct message_item *items;
    size_t count;
};
/* The request body; g_bytes_unref. Boxes are no secrets. */
GBytes *message_batch_build(const struct message_item *items, size_t count);
/* All or nothing: on error the batch is empty. */
gboolean message_batch_parse(const void *body, size_t len, struct message_batch *out, GError **error);
void message_batch_clear(struct message_batch *batch);

/* What the platform says of one item. */
enum message_status { MESSAGE_STORED, MESSAGE_DUPLICATE, MESSAGE_REJECTED };
struct message_result {
    uint8_t id[UUID7_BYTES];
    enum message_status status;
    char receipt[RECEIPT_TEXT]; /* "" when none */
    int64_t at_ms;              /* 0 when not said */
    char problem[64];           /* rejected: the problem's type, "urn:kiosk:problem:..." */
    char title[128];
    int problem_status;
};
struct message_results {
    struct message_result *list;
    size_t count;
};
GBytes *message_results_build(const struct message_result *results, size_t count);
gboolean message_results_parse(const void *body, size_t len, struct message_results *out, GError **error);
void message_results_clear(struct message_results *results);

/* RFC 9457. False when the body is no such JSON; missing members are "" and 0. */
struct message_problem {
    char type[64], title[128], detail[256];
    int status;
};
bool message_problem_parse(const void *body, size_t len, struct message_problem *out);

/* The plaintext of an envelope opens with these members; the kiosk writes them, then its own, then "}". A
 * sealed box has no associated data, so the platform compares them with the envelope: boxes cannot be
 * swapped. */
struct submission_head {
    uint8_t id[UUID7_BYTES];
    const char *kiosk, *kind, *service, *receipt; /* receipt "" for a note */
    int64_t created_ms;
};
/* Appends `{"id":...,"kiosk":...,"kind":...,"service":...,"created":...,"receipt":...` without comma or
 * brace. */
void submission_begin(struct secret_bytes *to, const struct submission_head *head);
/* Platform: the plaintext is an object whose id, kiosk, kind, service and created equal the envelope's;
 * `receipt` gets its number ("" or a valid one of that kiosk). Parse with jansson's wiping allocators. */
gboolean submission_check(const void *plaintext, size_t len, const struct message_item *envelope,
                          char receipt[RECEIPT_TEXT], GError **error);

/* Answer to POST /v1/online, which takes {"kind":"query|certificate|progress","service":"...","person":{...}}
 * and, for progress, "receipt". Texts point into `document`, a json_t; free with message_answer_clear. */
struct message_answer_row {
    const char *zh, *en, *value;
    struct message_means means;
};
struct message_offer { /* to be picked from: the slots, or else the rows, whose values are the codes */
    const char *id;    /* "" when nothing is offered */
    unsigned cast, of; /* votes so far, of how many */
    int64_t closes_ms; /* 0 when not said */
    struct message_answer_row *plan; /* paragraphs to be read before; no values */
    size_t plan_count;
    const char *by; /* of a booking, see wire/booking.h; taken: what was picked is gone */
    bool taken;
    struct message_slot *slots;
    size_t slot_count;
};
struct message_answer {
    const char *title_zh, *title_en, *note_zh, *note_en, *verify,
        *page; /* "" when absent; verify: address for a QR code; page: number of its document */
    struct message_means note_means;
    struct message_answer_row *rows;
    size_t row_count;
    struct message_offer offer;
    struct message_ticket ticket;
    struct message_progress progress;
    void *document;
};
enum { MESSAGE_ANSWER_ROWS = 256, MESSAGE_OFFER_PLAN = 12, MESSAGE_OFFER_MOST = 100000000 };
/* {"ok":true,"title":{"zh","en"},"rows":[{"label":{"zh","en"},"value"}],"note":{"zh","en"},"verify":"..."};
 * title and note may be plain strings; "offer":{"id","cast","of","closes","plan":[{"zh","en"}]} makes the
 * rows options; wire/booking.h has what it and "ticket" say of a booking, wire/progress.h what "cases" says.
 * "document":{"number":"..."} says that it can be had as a whole page, by the question "document".
 * A row and the note may say what they mean: "means", wire/means.h.
 * {"ok":false,"problem":"..."} is an error whose message is the problem.
 */
gboolean message_answer_parse(const void *body, size_t len, struct message_answer *out, GError **error);
void message_answer_clear(struct message_answer *answer);
/* {"ok":true,"document":{"type":"application/pdf","data":"BASE64"}}: appended to `out`, which is the
 * caller's. */
gboolean message_page_parse(const void *body, size_t len, struct secret_bytes *out, GError **error);

/* Answer to the question "identity": {"ok":true,"person":{"name","number","sex","birth"}}, of a register.
 * False when it names nobody: the number is GB 11643, the birthday the one in it. Copies, in secret memory.
 */
struct message_person {
    char name[96], number[24], sex[4], birth[9];
};
bool message_person_parse(const void *body, size_t len, struct message_person *out);
