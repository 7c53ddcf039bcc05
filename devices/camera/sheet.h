/* A page on a photo: where its four corners are, and the page as if it had been scanned. Pure; works on the
 * caller's pictures. A 5-megapixel photo takes some tenths of a second: a camera's thread, or tests. */
#pragma once

#include "devices/camera/pixels.h"

/* In pixels of the picture: top left, top right, bottom right, bottom left. */
struct sheet_corners {
    double x[4], y[4];
};
enum sheet_sight {
    SHEET_NONE,  /* no sheet, or not all of it */
    SHEET_DARK,  /* too little light to see one */
    SHEET_SMALL, /* too far away to be read */
    SHEET_WELL
};

/* Of a grey picture. The corners count for SHEET_SMALL and SHEET_WELL. */
enum sheet_sight sheet_find(const struct pixels *grey, struct sheet_corners *corners);
/* The page alone, upright, the longer side at most `side` pixels: in the proportions of A4 when it is near
 * them, else in its own (a booklet, a card). */
bool sheet_straighten(struct pixels *to, const struct pixels *rgb, const struct sheet_corners *corners,
                      unsigned side);
/* Smaller, the whole of it, at most `side` pixels: for a photo without a page. */
bool sheet_shrink(struct pixels *to, const struct pixels *rgb, unsigned side);
/* Paper white, ink dark. */
void sheet_brighten(struct pixels *rgb);
