/* Large sealed boxes in pieces: resumable uploads (draft-ietf-httpbis-resumable-upload-09) into the store.
 * Borrows the platform; replies are the caller's.
 * The server's room only. */
#pragma once

#include "platform/platform.h"
#include "platform/reply.h"

/* How much of it is here: 204 with Upload-Offset and Upload-Complete, or 404. Of another kiosk: 403, here and
 * below. */
void uploads_tell(const struct platform *platform, const struct request *request, const char *id,
                  struct reply *reply);
/* The first piece: 201. What was there before goes. 409, complete, when a submission of the id is stored. */
void uploads_begin(const struct platform *platform, const struct request *request, const char *id,
                   struct reply *reply);
/* One more: 204; 409 also with Upload-Offset when it does not begin where the last one ended. The last one
 * must bring the digest of the whole: 422, and the upload is gone, when it is another. */
void uploads_append(const struct platform *platform, const struct request *request, const char *id,
                    struct reply *reply);
