/* The other matcher: libzinnia with a model. It knows the order of strokes by heart, and nothing else as
 * well. Owns the mapping of the model. Its copies of the strokes are wiped as they are freed (secret_cpp).
 * The room that asks. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "ui/input/handwriting.h"

struct zinnia_model;
/* NULL and an error of G_FILE_ERROR when the file is no model. */
struct zinnia_model *zinnia_model_open(const char *path, GError **error);
void zinnia_model_close(struct zinnia_model *model); /* NULL is fine */
/* Characters, best first; returns how many, 0 for empty ink. */
unsigned zinnia_model_match(struct zinnia_model *model, const struct handwriting_ink *ink,
                            uint32_t *characters, unsigned most);
