/* What the platform answered, in the language of the visit: the values of its rows, and its note. Texts land
 * in the caller's buffer, are personal, and are the caller's to wipe.
 * Pure: the ui room, and tests. */
#pragma once

#include "ui/screens/parts.h"

/* The value of a row: by what it means, or as it came. */
void row_words(char *to, size_t cap, const struct session *s, unsigned row);
/* "" when there is none. */
void note_words(char *to, size_t cap, const struct session *s);
const char *row_label(const struct session *s, unsigned row);
/* The same on paper. A certificate is read by offices: title and rows are as its authority wrote them, in
 * Chinese, whatever the language of the visit. */
const char *paper_title(const struct session *s);
const char *paper_label(const struct session *s, unsigned row);
void paper_words(char *to, size_t cap, const struct session *s, unsigned row);
