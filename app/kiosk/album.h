/* The pages photographed in a visit, as JPEG in secret memory: by paper and page, as the session counts them
 * (session/photo.h), and the one that stands on the screen and may yet be taken again. A zeroed struct is
 * empty; owned by the program. The ui room. */
#pragma once

#include "base/secret.h"
#include "session/session.h"

struct album {
    uint8_t id[16]; /* of the case that they are of */
    struct secret_bytes pages[SESSION_MATERIALS][PHOTO_PAGES];
    struct secret_bytes pending;
};
void album_hold(struct album *album, struct secret_bytes *jpeg); /* takes them out of the letter */
/* The pending one becomes the last page of the paper in hand. */
void album_keep(struct album *album, const struct session *s);
/* Wipes what the session does not count: of a case that is gone, of a paper that is photographed anew. */
void album_tidy(struct album *album, const struct session *s);
void album_forget(struct album *album);
/* `,"photos":["…"]`, base64, of that paper; nothing when it has none. */
void album_write(const struct album *album, unsigned material, struct secret_bytes *to);
