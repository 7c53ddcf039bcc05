/* A large sealed box to the platform in pieces: what to send next, and what an answer means. Pieces grow
 * while the line carries them and shrink when it breaks, down to 4 KiB, so that the weakest line gets on. A
 * struct of the caller without pointers. Pure: any room. */
#pragma once

#include <glib.h>

#include "sync/client.h"
#include "wire/messages.h"
#include "wire/upload.h"

enum { UPLOAD_PIECE_LEAST = 4 * 1024, UPLOAD_PIECE_FIRST = 64 * 1024, UPLOAD_PIECE_MOST = 1024 * 1024 };

struct upload {
    uint8_t id[UUID7_BYTES]; /* of the row it is about */
    bool known;              /* `at` is what the platform said last */
    bool complete;           /* all is there: the submission may name it */
    int64_t at;
    uint8_t digest[WIRE_BOX_DIGEST]; /* of the box, from the first HEAD on */
    size_t piece;
    char path[UPLOAD_PATH], fields[3][96]; /* the request in hand points here */
};
/* Another row: what was known of the one before goes. */
void upload_about(struct upload *upload, const uint8_t id[UUID7_BYTES]);
/* The next request; borrows upload and box. */
void upload_next(struct upload *upload, GBytes *box, struct client_request *request);

enum upload_step {
    UPLOAD_ON,     /* got on, or learned where it stands: next at once */
    UPLOAD_BROKEN, /* no answer of the platform, or one that means 'not now' */
    UPLOAD_REFUSED /* for good */
};
enum upload_step upload_answered(struct upload *upload, const struct client_answer *answer);
