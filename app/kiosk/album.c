#include "album.h"

#include <string.h>

void album_hold(struct album *album, struct secret_bytes *jpeg)
{
    secret_bytes_clear(&album->pending);
    album->pending = *jpeg;
    *jpeg = (struct secret_bytes){0};
}

void album_keep(struct album *album, const struct session *s)
{
    unsigned material = s->kase.photo.material, pages = s->kase.materials[material].pages;

    if (pages == 0 || pages > PHOTO_PAGES || album->pending.len == 0)
        return;
    struct secret_bytes *page = &album->pages[material][pages - 1];
    memcpy(album->id, s->kase.id, sizeof album->id);
    secret_bytes_clear(page);
    *page = album->pending;
    album->pending = (struct secret_bytes){0};
}

void album_tidy(struct album *album, const struct session *s)
{
    bool ours = memcmp(album->id, s->kase.id, sizeof album->id) == 0;

    for (unsigned i = 0; i < SESSION_MATERIALS; i++)
        for (unsigned k = ours ? s->kase.materials[i].pages : 0; k < PHOTO_PAGES; k++)
            secret_bytes_clear(&album->pages[i][k]);
    if (s->step != STEP_CAMERA || s->kase.photo.state != PHOTO_TAKEN)
        secret_bytes_clear(&album->pending);
}

void album_forget(struct album *album)
{
    for (unsigned i = 0; i < SESSION_MATERIALS; i++)
        for (unsigned k = 0; k < PHOTO_PAGES; k++)
            secret_bytes_clear(&album->pages[i][k]);
    secret_bytes_clear(&album->pending);
    *album = (struct album){0};
}

void album_write(const struct album *album, unsigned material, struct secret_bytes *to)
{
    const struct secret_bytes *pages = album->pages[material];

    if (pages[0].len == 0)
        return;
    for (unsigned i = 0; i < PHOTO_PAGES && pages[i].len > 0; i++) {
        secret_bytes_text(to, i == 0 ? ",\"photos\":[\"" : ",\"");
        secret_bytes_base64(to, pages[i].data, pages[i].len);
        secret_bytes_text(to, "\"");
    }
    secret_bytes_text(to, "]");
}
