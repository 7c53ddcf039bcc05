/* Which characters of a Chinese text make a word: a line that ends between two words is read at one go, one
 * that ends inside a word is read twice. Reads the text where it lies and keeps no letter of it, for it may
 * be a person's address. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Sets inside[i] for each of the len bytes: at i stands a character that goes on with the word before it. */
void text_words(const char *utf8, size_t len, bool *inside);
