#include "sync/upload.h"

#include <sodium.h>
#include <string.h>

void upload_about(struct upload *upload, const uint8_t id[UUID7_BYTES])
{
    if (upload->piece && memcmp(upload->id, id, UUID7_BYTES) == 0)
        return;
    size_t piece = upload->piece ? upload->piece : UPLOAD_PIECE_FIRST; /* the line is the same */
    *upload = (struct upload){.piece = piece};
    memcpy(upload->id, id, UUID7_BYTES);
    upload_path(id, upload->path);
}

static void add_field(struct upload *upload, struct client_request *request, size_t i, const char *name,
                      const char *value)
{
    g_snprintf(upload->fields[i], sizeof upload->fields[i], "%s: %s", name, value);
    request->fields[i] = upload->fields[i];
}

static void add_digest(struct upload *upload, const void *data, size_t size, struct client_request *request)
{
    uint8_t hash[UPLOAD_HASH];
    char text[UPLOAD_DIGEST_TEXT];

    crypto_hash_sha256(hash, data, size);
    upload_digest_text(hash, text);
    add_field(upload, request, 2, WIRE_UPLOAD_DIGEST, text);
}

void upload_next(struct upload *upload, GBytes *box, struct client_request *request)
{
    gsize size = 0;
    const uint8_t *data = g_bytes_get_data(box, &size);
    char offset[24];

    *request = (struct client_request){.method = "HEAD", .path = upload->path};
    if (!upload->known) {
        message_box_digest(box, upload->digest);
        return;
    }
    if ((gsize)upload->at > size) /* there is more than we have: it is not this box */
        upload->at = 0;
    gsize left = size - (gsize)upload->at;
    request->method = upload->at ? "PATCH" : "PUT";
    request->type = WIRE_TYPE_PIECE;
    request->body = data + upload->at;
    request->len = MIN(left, upload->piece);
    g_snprintf(offset, sizeof offset, "%lld", (long long)upload->at);
    add_field(upload, request, 0, WIRE_UPLOAD_OFFSET, offset);
    add_field(upload, request, 1, WIRE_UPLOAD_COMPLETE, request->len == left ? "?1" : "?0");
    if (request->len == left)
        add_digest(upload, data, size, request);
}

/* The answer may be lost and the piece there: ask before the next one, and carry less at once. */
static enum upload_step broke(struct upload *upload, bool shrink)
{
    upload->known = false;
    if (shrink)
        upload->piece = MAX(upload->piece / 2, (size_t)UPLOAD_PIECE_LEAST);
    return UPLOAD_BROKEN;
}

static enum upload_step stands_at(struct upload *upload, const struct client_answer *answer, bool moved)
{
    upload->known = true;
    upload->at = answer->upload_offset;
    upload->complete = answer->upload_complete;
    if (moved)
        upload->piece = MIN(upload->piece * 2, (size_t)UPLOAD_PIECE_MOST);
    return UPLOAD_ON;
}

enum upload_step upload_answered(struct upload *upload, const struct client_answer *answer)
{
    bool ours = strcmp(answer->type, WIRE_TYPE_PROBLEM) == 0;

    if (!answer->reached)
        return broke(upload, true);
    if ((answer->status == 201 || answer->status == 204) && answer->upload)
        return stands_at(upload, answer, upload->known);
    if (answer->status == 409 && answer->upload)
        return stands_at(upload, answer, false);
    /* HEAD has no body, but its type is said: nothing of it is there. */
    if (answer->status == 404 && ours) {
        struct client_answer nothing = {0};
        return stands_at(upload, &nothing, false);
    }
    if (ours && (answer->status == 400 || answer->status == 413))
        return UPLOAD_REFUSED;
    return broke(upload, false); /* 422 too: the pieces made another whole, and all begins anew, later */
}
