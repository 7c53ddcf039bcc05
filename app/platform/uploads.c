#include "platform/uploads.h"

#include <sodium.h>
#include <string.h>

#include "base/log.h"
#include "platform/guard.h"
#include "platform/trouble.h"
#include "wire/messages.h"
#include "wire/upload.h"

enum { RETRY_S = 600 };

static bool id_of(const char *text, uint8_t id[UUID7_BYTES], struct reply *reply)
{
    if (uuid7_parse(id, text))
        return true;
    reply_problem(reply, 404, "no-such-upload", "Nothing is here", "An upload is named by a UUIDv7.");
    return false;
}

static void stands_at(struct reply *reply, int64_t offset, bool complete)
{
    reply->upload = true;
    reply->upload_offset = offset;
    reply->upload_complete = complete;
}

/* An upload is its kiosk's; one that a demo's token began has none. */
static bool is_theirs(const struct request *request, const char *kiosk, struct reply *reply)
{
    return !*kiosk || guard_speaks_for(request, kiosk, reply);
}

/* True: a submission of this id is stored, and the reply says to the kiosk that missed the answer that
 * nothing more is to come. What to send is then the event, which says which box it means. */
static bool is_filed(const struct platform *platform, const struct request *request, const uint8_t *id,
                     bool asks, struct reply *reply)
{
    struct storage_filed filed;

    if (!storage_upload_filed(platform->storage, id, &filed, NULL))
        return false;
    if (!is_theirs(request, filed.kiosk, reply))
        return true;
    if (asks)
        reply_empty(reply, 204);
    else
        reply_problem(reply, 409, "filed", "A submission of this id is stored already",
                      "Send its Event: it is acknowledged when it means the same box.");
    stands_at(reply, 0, true);
    return true;
}

void uploads_tell(const struct platform *platform, const struct request *request, const char *id,
                  struct reply *reply)
{
    struct storage_upload upload = {0};
    g_autoptr(GError) error = NULL;

    if (!id_of(id, upload.id, reply))
        return;
    if (storage_upload_look(platform->storage, &upload, &error)) {
        if (!is_theirs(request, upload.kiosk, reply))
            return;
        reply_empty(reply, 204);
        stands_at(reply, upload.size, upload.complete);
    } else if (!g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT)) {
        trouble_reply(reply, error);
    } else if (!is_filed(platform, request, upload.id, true, reply)) {
        reply_problem(reply, 404, "no-such-upload", "Nothing of it is here", "Begin with PUT.");
    }
}

static bool piece_of(const struct platform *platform, const struct request *request, const char *id,
                     struct storage_piece *piece, struct reply *reply)
{
    const char *offset = request->upload_offset ? request->upload_offset : "";
    bool first = strcmp(request->method, "PUT") == 0;

    *piece = (struct storage_piece){.data = request->body, .len = request->len};
    piece->kiosk = request->peer ? request->peer->kiosk : "";
    piece->now_ms = platform->clock.wall_ms(&platform->clock);
    piece->keep_since_ms = piece->now_ms - STORAGE_UPLOAD_KEPT_MS;
    if (!id_of(id, piece->id, reply))
        return false;
    if ((first && !*offset) || upload_offset_parse(offset, &piece->at)) {
        if (upload_complete_parse(request->upload_complete ? request->upload_complete : "", &piece->last) &&
            first == (piece->at == 0) && (piece->len > 0 || piece->last)) {
            if (piece->at + (int64_t)piece->len <= UPLOAD_BYTES_MAX)
                return true;
            reply_problem(reply, 413, "too-large", "The sealed box is too large",
                          "An upload has at most 8 MiB.");
            return false;
        }
    }
    reply_problem(reply, 400, "upload", "The piece cannot be placed",
                  "PUT begins at 0, PATCH goes on at Upload-Offset; Upload-Complete is ?0 or ?1.");
    return false;
}

/* The digest of what is here and this piece behind it. */
static bool whole_agrees(const struct platform *platform, const struct storage_piece *piece,
                         const char *digest, GError **error)
{
    uint8_t said[UPLOAD_HASH], is[UPLOAD_HASH];
    crypto_hash_sha256_state hash;

    if (!upload_digest_parse(digest ? digest : "", said))
        return false;
    crypto_hash_sha256_init(&hash);
    if (piece->at > 0) {
        g_autoptr(GBytes) before = storage_upload_read(platform->storage, piece->id, error);
        if (!before || g_bytes_get_size(before) != (gsize)piece->at)
            return false;
        crypto_hash_sha256_update(&hash, g_bytes_get_data(before, NULL), g_bytes_get_size(before));
    }
    if (piece->len)
        crypto_hash_sha256_update(&hash, piece->data, piece->len);
    crypto_hash_sha256_final(&hash, is);
    return memcmp(said, is, sizeof is) == 0;
}

/* What is kept of an upload that came out different helps nobody: the kiosk begins again. */
static void refuse_digest(const struct platform *platform, const struct storage_piece *piece,
                          struct reply *reply)
{
    g_autoptr(GError) error = NULL;

    if (storage_upload_drop(platform->storage, piece->id, &error))
        reply_problem(reply, 422, "digest", "The pieces do not make the whole",
                      "Send Repr-Digest of the whole with the last piece, and begin again.");
    else
        trouble_reply(reply, error);
}

/* It does not follow what is here: the answer says where to go on. */
static void out_of_step(const struct platform *platform, const struct storage_piece *piece,
                        struct reply *reply)
{
    struct storage_upload upload = {0};
    g_autoptr(GError) error = NULL;

    memcpy(upload.id, piece->id, sizeof upload.id);
    if (storage_upload_look(platform->storage, &upload, &error)) {
        reply_problem(reply, 409, "upload-offset", "The piece does not begin where the last one ended",
                      "Go on at Upload-Offset.");
        stands_at(reply, upload.size, upload.complete);
    } else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT)) {
        reply_problem(reply, 404, "no-such-upload", "Nothing of it is here", "Begin with PUT.");
    } else {
        trouble_reply(reply, error);
    }
}

static bool follows(const struct platform *platform, const struct storage_piece *piece)
{
    struct storage_upload upload = {0};

    memcpy(upload.id, piece->id, sizeof upload.id);
    return piece->at == 0 || (storage_upload_look(platform->storage, &upload, NULL) && !upload.complete &&
                              upload.size == piece->at);
}

/* Not over another kiosk's, and not under an id that is stored: nobody would ever take it away. */
static bool may_come(const struct platform *platform, const struct request *request,
                     const struct storage_piece *piece, struct reply *reply)
{
    struct storage_upload upload = {0};

    memcpy(upload.id, piece->id, sizeof upload.id);
    if (storage_upload_look(platform->storage, &upload, NULL) && !is_theirs(request, upload.kiosk, reply))
        return false;
    return !is_filed(platform, request, piece->id, false, reply);
}

static void too_many(const GError *error, struct reply *reply)
{
    log_warning("platform", "%s", error->message);
    reply_problem(reply, 429, WIRE_PROBLEM_UPLOADS, "Too many unfinished uploads of this kiosk",
                  "Finish those first, or wait until they go after fourteen days.");
    reply->retry_after_s = RETRY_S;
}

static void take(const struct platform *platform, const struct request *request, const char *id,
                 unsigned status, struct reply *reply)
{
    struct storage_piece piece;
    g_autoptr(GError) error = NULL;

    if (!piece_of(platform, request, id, &piece, reply) || !may_come(platform, request, &piece, reply))
        return;
    if (!follows(platform, &piece)) {
        out_of_step(platform, &piece, reply);
    } else if (piece.last && !whole_agrees(platform, &piece, request->repr_digest, &error)) {
        if (error)
            trouble_reply(reply, error);
        else
            refuse_digest(platform, &piece, reply);
    } else if (storage_upload_add(platform->storage, &piece, &error)) {
        reply_empty(reply, status);
        stands_at(reply, piece.at + (int64_t)piece.len, piece.last);
    } else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_MANY)) {
        too_many(error, reply);
    } else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT)) {
        out_of_step(platform, &piece, reply); /* another process was first */
    } else if (!g_error_matches(error, storage_error_quark(), STORAGE_ERROR_FILED) ||
               !is_filed(platform, request, piece.id, false, reply)) {
        trouble_reply(reply, error);
    }
}

void uploads_begin(const struct platform *platform, const struct request *request, const char *id,
                   struct reply *reply)
{
    take(platform, request, id, 201, reply);
}

void uploads_append(const struct platform *platform, const struct request *request, const char *id,
                    struct reply *reply)
{
    take(platform, request, id, 204, reply);
}
