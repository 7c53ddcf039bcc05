/* Names of people by their pinyin: a surname and one or two characters, from a table of what is met most
 * often (assets/pinyin/names.txt), because a dictionary of words does not know that 王秀兰 is somebody.
 * names_load owns the table, which holds nothing personal; what is found lands in the caller's memory. Pure
 * after loading: the ui room, and tests. */
#pragma once

#include <glib.h>

enum { NAMES_FOUND = 8, NAMES_TEXT = 24 };
struct names;

struct names *names_load(const char *file, GError **error);
void names_free(struct names *names); /* NULL is fine */

/* The likeliest first; `letters` are a to z, apostrophes part syllables where they stand. How many were
 * found. */
unsigned names_find(const struct names *names, const char *letters, char found[NAMES_FOUND][NAMES_TEXT]);
