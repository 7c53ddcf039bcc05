#include "platform/submissions.h"

#include <string.h>

#include "base/log.h"
#include "base/secret.h"
#include "catalog/service.h"
#include "platform/bundle.h"
#include "platform/cases.h"
#include "platform/filed_kind.h"
#include "platform/guard.h"
#include "platform/metrics.h"
#include "platform/notes.h"
#include "platform/payment_note.h"
#include "platform/ratings.h"
#include "platform/trouble.h"
#include "wire/messages.h"
#include "wire/upload.h"

enum {
    BOX_MAX = 3 * 1024 * 1024, /* one application: forms, strokes, and six pages of 250 KB in base64 */
    HALVE_FROM = 16            /* items: below that a thread costs more than it carries */
};

/* Why one item is not taken; the others go on. */
struct refusal {
    const char *slug, *title;
    int status; /* 0 = 422: for good */
};
static const struct refusal refused_size = {"too-large", "The sealed box is larger than 3 MiB"};
static const struct refusal refused_key = {"unknown-key", "Sealed to a key this platform does not have"};
static const struct refusal refused_box = {"unopened",
                                           "The sealed box does not open: damaged or not sealed to us"};
static const struct refusal refused_inside = {"mismatch", "What is inside does not agree with the envelope"};
static const struct refusal refused_receipt = {"receipt", "An application carries a valid receipt number"};
static const struct refusal refused_kind = {WIRE_PROBLEM_KIND, "This release does not file what this is"};
static const struct refusal refused_service = {WIRE_PROBLEM_SERVICE, "No service of this code"};
static const struct refusal refused_parts = {"parts", "A bundle names what is to be done, each part once"};
static const struct refusal refused_void = {"void", "What is given up names a case and an asking"};
static const struct refusal refused_payment = {"payment", "A payment is paid or later, of so many whole fen"};
static const struct refusal refused_different = {"id-reused", "The same id came before with another content"};
/* The kiosk uploads it again, and then says this again. */
static const struct refusal refused_absent = {"not-uploaded", "The sealed box is not here, or not whole",
                                              409};
static const struct refusal refused_taken = {"receipt-taken",
                                             "The receipt number belongs to another application"};

/* One item between envelope and answer. The opened text is wiped by `tray_clear`. */
struct opened {
    const struct message_item *item;
    GBytes *box;                     /* the sealed bytes, wherever they came from */
    uint8_t digest[WIRE_BOX_DIGEST]; /* theirs */
    const struct refusal *refusal;   /* NULL = to be stored */
    char receipt[RECEIPT_TEXT];
    char *text; /* wiping heap, not locked memory: a batch would exceed what may be locked */
    size_t len;
    uint8_t owner[STORAGE_OWNER_BYTES]; /* whose, when `owned` */
    bool owned;
    char about[CASES_ABOUT];   /* of a request for an answer by message */
    struct bundle_filed filed; /* of a bundle: its parts */
    struct payment_note money;
    struct storage_void gone;
    struct storage_put *put; /* its place among those to be stored */
    bool filed_before;       /* by an upload that has gone since */
    int64_t filed_ms;
};
struct tray {
    struct opened *list;
    struct storage_put *puts;
    size_t count, put_count;
};

static void tray_clear(struct tray *tray)
{
    for (size_t i = 0; i < tray->count; i++) {
        secret_heap_free(tray->list[i].text);
        g_clear_pointer(&tray->list[i].box, g_bytes_unref);
        bundle_clear(&tray->list[i].filed);
    }
    g_free(tray->list);
    g_free(tray->puts);
}

static const struct refusal *check(const struct platform *platform, struct opened *o,
                                   const struct secret_bytes *text)
{
    g_autoptr(GError) error = NULL;
    if (!submission_check(text->data, text->len, o->item, o->receipt, &error)) {
        log_warning("platform", "kiosk %s: %s", o->item->kiosk, error->message);
        return &refused_inside;
    }
    enum filed_kind kind = filed_kind(o->item->kind);
    if (kind == FILED_UNKNOWN)
        return &refused_kind;
    if (kind == FILED_NUMBERED && !receipt_valid(o->receipt))
        return &refused_receipt;
    const struct service *service =
        platform->catalog ? catalog_find(platform->catalog, o->item->service) : NULL;
    if (platform->catalog && !service && (kind == FILED_NUMBERED || *o->item->service))
        return &refused_service;
    if (strcmp(o->item->kind, "bundle") == 0 && !bundle_read(text->data, text->len, service, &o->filed))
        return &refused_parts;
    if (!payment_note_read(o->item->kind, o->item->id, text->data, text->len, &o->money))
        return strcmp(o->item->kind, PAYMENT_NOTE_VOID) == 0 ? &refused_void : &refused_payment;
    o->gone = (struct storage_void){o->money.kase, o->money.turn};
    return NULL;
}

/* Its pieces have gone. Only the same box of the same kiosk may be told that it is here: the kiosk erases
 * what it has. */
static const struct refusal *find_filed(const struct platform *platform, struct opened *o)
{
    struct storage_filed filed;

    if (!storage_upload_filed(platform->storage, o->item->id, &filed, NULL))
        return &refused_absent;
    if (strcmp(filed.kiosk, o->item->kiosk) != 0 ||
        memcmp(filed.digest, o->item->digest, sizeof filed.digest) != 0)
        return &refused_different;
    o->filed_before = true;
    o->filed_ms = filed.received_ms;
    g_strlcpy(o->receipt, filed.receipt, sizeof o->receipt);
    return NULL;
}

/* Another whole than the one the kiosk means: what came goes, and it begins again. */
static const struct refusal *check_upload(const struct platform *platform, struct opened *o)
{
    uint8_t digest[WIRE_BOX_DIGEST];

    message_box_digest(o->box, digest);
    if (memcmp(digest, o->item->digest, sizeof digest) == 0)
        return NULL;
    g_clear_pointer(&o->box, g_bytes_unref);
    storage_upload_drop(platform->storage, o->item->id, NULL);
    return &refused_absent;
}

/* Out of the batch, or out of the pieces that came before. NULL: here it is, or it was filed before. */
static const struct refusal *fetch_box(const struct platform *platform, struct opened *o)
{
    struct storage_upload upload = {0};

    if (o->item->box) {
        o->box = g_bytes_ref(o->item->box);
        return NULL;
    }
    memcpy(upload.id, o->item->id, sizeof upload.id);
    if (!storage_upload_look(platform->storage, &upload, NULL) || !upload.complete)
        return find_filed(platform, o);
    if (*upload.kiosk && strcmp(upload.kiosk, o->item->kiosk) != 0)
        return &refused_different;
    o->box = storage_upload_read(platform->storage, upload.id, NULL);
    return o->box ? check_upload(platform, o) : &refused_absent;
}

static const struct refusal *open_box(const struct platform *platform, struct opened *o,
                                      struct secret_bytes *text)
{
    gsize len = 0;
    const void *box = g_bytes_get_data(o->box, &len);
    if (len > (o->item->box ? BOX_MAX : UPLOAD_BYTES_MAX))
        return &refused_size;
    const struct seal_pair *pair = keys_seal(platform->keys, o->item->keyid);
    if (!pair)
        return &refused_key;
    if (!envelope_open(pair, box, len, text, NULL))
        return &refused_box;
    return check(platform, o, text);
}

/* What its owner may ask after; what merely notes who read or rated something is nobody's case. */
static bool is_case(const char *kind)
{
    return strcmp(kind, "application") == 0 || strcmp(kind, "bundle") == 0;
}

/* `text` is empty, and is so again: room for the next box too. */
static void open_item(const struct platform *platform, struct opened *o, struct secret_bytes *text)
{
    if (!o->box)
        return;
    message_box_digest(o->box, o->digest);
    o->refusal = open_box(platform, o, text);
    if (!o->refusal) {
        o->text = secret_heap_alloc(text->len + 1);
        g_assert(o->text);
        memcpy(o->text, text->data, text->len);
        o->len = text->len;
        if (strcmp(o->item->kind, "application") == 0)
            cases_about(text->data, text->len, o->about);
        o->owned = is_case(o->item->kind) && cases_owner(platform->keys, text->data, text->len, o->owner);
    }
    secret_bytes_empty(text);
}

/* Every `step`-th of a tray from `from` on. Opening touches its own item and what never changes: no store. */
struct share {
    const struct platform *platform;
    struct tray *tray;
    size_t from, step;
};

static void *open_share(void *data)
{
    const struct share *share = data;
    struct secret_bytes text = {0};
    for (size_t i = share->from; i < share->tray->count; i += share->step)
        open_item(share->platform, &share->tray->list[i], &text);
    secret_bytes_clear(&text);
    secret_wipe_stack();
    return NULL;
}

/* Opening is most of what a batch costs, and one box has nothing to do with the next: of a large batch a
 * second processor opens half. */
static void open_all(const struct platform *platform, struct tray *tray)
{
    struct share all = {platform, tray, 0, 1}, odd = {platform, tray, 1, 2};
    if (tray->count < HALVE_FROM || g_get_num_processors() < 2) {
        open_share(&all);
        return;
    }
    GThread *thread = g_thread_new("opener", open_share, &odd);
    all.step = 2;
    open_share(&all);
    g_thread_join(thread);
}

static struct storage_put put_of(const struct opened *o, int64_t now_ms)
{
    struct storage_put put = {.submission = {.receipt = o->receipt,
                                             .kiosk = o->item->kiosk,
                                             .kind = o->item->kind,
                                             .service = o->item->service,
                                             .about = o->about,
                                             .created_ms = o->item->created_ms,
                                             .received_ms = now_ms,
                                             .waited_ms = notes_waited_ms(o->item, o->text, o->len, now_ms),
                                             .record = o->text,
                                             .record_len = o->len,
                                             .parts = o->filed.parts,
                                             .part_count = o->filed.count,
                                             .owner = o->owned ? o->owner : NULL,
                                             .gone = o->gone.turn > 0 ? &o->gone : NULL,
                                             .pays = o->money.pays,
                                             .owed = *o->money.owed ? o->money.owed : NULL}};
    memcpy(put.submission.id, o->item->id, sizeof put.submission.id);
    memcpy(put.submission.digest, o->digest, sizeof put.submission.digest);
    return put;
}

static void fill_tray(const struct platform *platform, const struct message_batch *batch, struct tray *tray)
{
    int64_t now_ms = platform->clock.wall_ms(&platform->clock);
    *tray = (struct tray){.list = g_new0(struct opened, batch->count),
                          .puts = g_new0(struct storage_put, batch->count),
                          .count = batch->count};
    for (size_t i = 0; i < batch->count; i++) {
        struct opened *o = &tray->list[i];
        o->item = &batch->items[i];
        o->refusal = fetch_box(platform, o);
    }
    open_all(platform, tray);
    for (size_t i = 0; i < batch->count; i++) {
        struct opened *o = &tray->list[i];
        if (o->refusal || o->filed_before)
            continue;
        o->put = &tray->puts[tray->put_count++];
        *o->put = put_of(o, now_ms);
    }
}

static const struct refusal *refusal_of(enum storage_verdict verdict)
{
    switch (verdict) {
    case STORAGE_DIFFERENT:
        return &refused_different;
    case STORAGE_TAKEN:
        return &refused_taken;
    case STORAGE_STORED:
    case STORAGE_DUPLICATE:
        break;
    }
    return NULL;
}

static struct message_result result_of(const struct opened *o)
{
    const struct refusal *refusal = o->refusal        ? o->refusal
                                    : o->filed_before ? NULL
                                                      : refusal_of(o->put->verdict);
    struct message_result result = {.status = MESSAGE_REJECTED, .problem_status = 422};
    memcpy(result.id, o->item->id, sizeof result.id);
    if (refusal) {
        log_warning("platform", "kiosk %s: an item was refused: %s", o->item->kiosk, refusal->slug);
        g_snprintf(result.problem, sizeof result.problem, "urn:kiosk:problem:%s", refusal->slug);
        g_strlcpy(result.title, refusal->title, sizeof result.title);
        if (refusal->status)
            result.problem_status = refusal->status;
        return result;
    }
    bool stored = !o->filed_before && o->put->verdict == STORAGE_STORED;
    result.status = stored ? MESSAGE_STORED : MESSAGE_DUPLICATE;
    result.problem_status = 0;
    result.at_ms = o->filed_before ? o->filed_ms : o->put->at_ms;
    memcpy(result.receipt, o->receipt, sizeof result.receipt);
    return result;
}

static void count_results(struct metrics *metrics, const struct message_result *results, size_t count,
                          int64_t store_us)
{
    size_t of[MESSAGE_REJECTED + 1] = {0};
    for (size_t i = 0; i < count; i++)
        of[results[i].status]++;
    metrics_stored(metrics, of[MESSAGE_STORED], of[MESSAGE_DUPLICATE], of[MESSAGE_REJECTED], store_us);
}

static void count_rating(const struct platform *platform, const struct opened *o)
{
    struct rating rating;
    if (!o->filed_before && rating_read(o->item->kind, o->text, o->len, &rating))
        metrics_rated(platform->metrics, rating.score);
}

static void acknowledge(const struct platform *platform, const struct tray *tray, int64_t store_us,
                        struct reply *reply)
{
    struct message_result *results = g_new0(struct message_result, tray->count);
    for (size_t i = 0; i < tray->count; i++) {
        results[i] = result_of(&tray->list[i]);
        if (results[i].status == MESSAGE_STORED)
            count_rating(platform, &tray->list[i]);
    }
    count_results(platform->metrics, results, tray->count, store_us);
    g_autoptr(GBytes) built = message_results_build(results, tray->count);
    g_autofree char *text = g_strndup(g_bytes_get_data(built, NULL), g_bytes_get_size(built));
    reply_text(reply, 202, REPLY_RECEIPT, text);
    g_free(results);
}

static bool speaks_for_all(const struct request *request, const struct message_batch *batch,
                           struct reply *reply)
{
    bool well = true;
    for (size_t i = 0; well && i < batch->count; i++)
        well = guard_speaks_for(request, batch->items[i].kiosk, reply);
    return well;
}

void submissions_answer(const struct platform *platform, const struct request *request, const char *unused,
                        struct reply *reply)
{
    struct message_batch batch = {0};
    struct tray tray;
    g_autoptr(GError) error = NULL;
    (void)unused;
    if (!message_batch_parse(request->body, request->len, &batch, &error)) {
        reply_problem(reply, 400, "batch", "The batch cannot be read", error->message);
        return;
    }
    if (!speaks_for_all(request, &batch, reply)) {
        message_batch_clear(&batch);
        return;
    }
    fill_tray(platform, &batch, &tray);
    int64_t begun_us = g_get_monotonic_time();
    if (storage_put(platform->storage, tray.puts, tray.put_count, &error)) /* durable from here on */
        acknowledge(platform, &tray, g_get_monotonic_time() - begun_us, reply);
    else
        trouble_reply(reply, error);
    tray_clear(&tray);
    message_batch_clear(&batch);
}

gboolean submissions_take(const struct platform *platform, const struct message_batch *batch,
                          struct message_result *results, GError **error)
{
    struct tray tray;

    fill_tray(platform, batch, &tray);
    gboolean stored = storage_put(platform->storage, tray.puts, tray.put_count, error);
    for (size_t i = 0; stored && i < tray.count; i++)
        results[i] = result_of(&tray.list[i]);
    tray_clear(&tray);
    return stored;
}
