/* A clip: an animated WebP, decoded a frame at a time, so that it costs two pictures of memory however long
 * it is. The file is checked against the limits before anything of it is decoded. Owned by whoever opened it.
 * One room at a time; no SDL. */
#pragma once

#include <glib.h>

#include "ui/picture.h"

/* What a clip may have: bytes of file, pixels a side, frames; milliseconds in all, and a frame at least. */
enum { CLIP_BYTES = 16 << 20, CLIP_SIDE = 1024, CLIP_FRAMES = 1800, CLIP_MS = 90000, CLIP_FRAME_MS = 33 };

struct clip;
struct clip *clip_open(const char *path, GError **error);
/* The same of bytes from g_malloc, which are its own from now on; name: for the error. */
struct clip *clip_read(char *bytes, size_t size, const char *name, GError **error);
void clip_free(struct clip *clip); /* NULL is fine */
unsigned clip_frames(const struct clip *clip);

enum clip_next { CLIP_FRAME, CLIP_END, CLIP_BROKEN };
/* Decodes the next frame; ms: how long it stands. After CLIP_END nothing but CLIP_END comes. */
enum clip_next clip_next(struct clip *clip, unsigned *ms);
/* The frame decoded last, as large as fits into width x height at its own proportions, on white. The
 * caller's; NULL before the first. */
struct picture *clip_picture(const struct clip *clip, int width, int height);
