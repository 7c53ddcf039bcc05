#include "ui/picture.h"

#include <glib.h>

struct picture *picture_new(int width, int height)
{
    struct picture *picture = g_new0(struct picture, 1);
    picture->width = width;
    picture->height = height;
    picture->pixels = g_new0(uint32_t, (size_t)width * (size_t)height);
    return picture;
}

void picture_free(struct picture *picture)
{
    if (!picture)
        return;
    g_free(picture->pixels);
    g_free(picture);
}
