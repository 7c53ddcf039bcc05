/* A picture as a camera's bytes. Nothing is kept; the caller owns what is given. */
#pragma once

#include <glib.h>
#include <SDL.h>

/* A picture of a file; NULL with what to do. */
SDL_Surface *sim_frame_load(const char *file, GError **error);
/* `picture`, or NULL for none, as large as fits into a frame of that size, on a dark ground: 24 bit RGB. */
SDL_Surface *sim_frame_fit(SDL_Surface *picture, int width, int height);
/* Two pixels in four bytes, by ITU-R BT.601. */
GByteArray *sim_frame_yuyv(const SDL_Surface *rgb);
/* A JPEG without its Huffman tables: those of ITU-T T.81 Annex K.3 are meant. NULL when it cannot be made. */
GByteArray *sim_frame_mjpg(SDL_Surface *rgb);
