/* The picture of the demo's electronic seal: a red ring with the office's name, a star, and the word 演示, so
 * that nobody takes it for one. What it is worth is the signature under it (pdf_sign.h). The server's room.
 */
#pragma once

#include <cairo.h>

/* Around (x, y), in points. */
void sheet_seal_draw(cairo_t *cr, double x, double y, double radius, const char *office);
