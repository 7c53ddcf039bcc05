/* The mark of a keys folder that was rotated, the file `rotated`: how far its keys.json goes and which pairs
 * lie in seals/. So a folder that lost one of them is told from one that never had any, which would leave
 * every kiosk with keys that nobody can announce from. Owns nothing. Whoever reads or changes the folder. */
#pragma once

#include <glib.h>
#include <stdint.h>

#define ROTATED_NAME "rotated"
#define ROTATED_LIST_NAME "keys.json"
#define ROTATED_SEALS_NAME "seals"

/* Durable, in place of the mark of before. Last of a rotation: cut short, the mark is behind, and true. A
 * line each, "sequence N" and "seal KEYID". */
gboolean rotated_mark(const char *dir, int64_t sequence, GError **error);
/* TRUE: all that the mark names is there, or there is no mark. Else KEYS_ERROR_FAILED: what is lost, what
 * follows, and what to do. */
gboolean rotated_whole(const char *dir, GError **error);
