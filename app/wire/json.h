/* Small helpers over jansson that the message parsers share: bounded copies of members, one way to fail.
 * Borrow everything.
 * Pure: any room. */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* The member's text, "" when absent or no string; belongs to the object. */
const char *wire_text(const json_t *object, const char *key);
/* {"zh":...,"en":...}, or a plain string, which then serves both; "" when absent. */
void wire_label(const json_t *value, const char **zh, const char **en);
/* Copies a member; false when absent, no string, or too long. */
bool wire_copy(char *to, size_t cap, const json_t *object, const char *key);
json_t *wire_load(const void *body, size_t len, GError **error); /* a whole document, duplicates refused */
gboolean wire_fail(GError **error, const char *what);            /* MESSAGE_ERROR_FORM */
/* The document's text as bytes, wiped when let go. */
GBytes *wire_dump(json_t *document); /* takes the document */
