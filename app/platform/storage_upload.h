/* Large sealed boxes on their way in, piece by piece, until the submission that names them is stored. Part of
 * storage.h: the same storage, errors, thread and durability. A piece lies in the store and not in a process,
 * so whichever platform gets the next one can go on. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct storage;

/* Of one kiosk at a time, each of UPLOAD_BYTES_MAX at most: one that was stolen does not fill the disk. An
 * honest one has a few. */
enum { STORAGE_UPLOADS_MAX = 8 };

struct storage_upload {
    uint8_t id[16]; /* of the submission */
    char kiosk[16]; /* who began it; "" = a demo's, by token */
    int64_t size;   /* bytes here so far */
    bool complete;  /* no more is to come */
};
struct storage_piece {
    uint8_t id[16];
    const char *kiosk; /* who brings it, "" by token; kept with the first */
    int64_t at;        /* bytes before it; 0 begins anew, over what was there */
    const void *data;
    size_t len;
    bool last;
    int64_t now_ms, keep_since_ms; /* what was begun before that, and never finished, goes */
};

/* `id` in, the rest out. ABSENT when nothing of it is here. */
gboolean storage_upload_look(struct storage *storage, struct storage_upload *upload, GError **error);
/* Durable, or nothing of it is kept. ABSENT when it does not begin where the last one ended, or the upload is
 * complete: look again. FILED when a submission of the id is stored, be it a moment ago by another process.
 * MANY when it would begin one more than STORAGE_UPLOADS_MAX.
 */
gboolean storage_upload_add(struct storage *storage, const struct storage_piece *piece, GError **error);
/* All that is here, in order; ABSENT when nothing is. */
GBytes *storage_upload_read(struct storage *storage, const uint8_t *id, GError **error);
gboolean storage_upload_drop(struct storage *storage, const uint8_t *id, GError **error);
/* What is known of a submission that is stored already: its pieces have gone. */
struct storage_filed {
    char receipt[16], kiosk[16]; /* receipt "" when it has none */
    uint8_t digest[32];          /* of its sealed box */
    int64_t received_ms;
};
/* ABSENT when no submission of this id is stored. */
gboolean storage_upload_filed(struct storage *storage, const uint8_t *id, struct storage_filed *out,
                              GError **error);
