/* Scripts that are written from right to left and joined: which form a letter takes between its neighbours,
 * and in which order a line stands (Unicode bidi). Both read the line where it lies: what is kept on the way
 * are classes and places, never letters, for a line may be a person's name. Pure, no SDL: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The next character of [begin, end) at *p as it is drawn there: an Arabic letter in the presentation form
 * that joins its neighbours (lam and alef are one), all else itself. Advances *p; 0 at the end. */
uint32_t text_shape_next(const char *begin, const char *end, const char **p);

/* A text that goes from right to left: it holds a letter of such a script, as a Chinese or English sentence
 * does not, while theirs does hold names of ours. False when it holds none: numbers, and what falls back to
 * Chinese, keep their direction. */
bool text_from_right(const char *utf8, size_t len);

enum { TEXT_ORDER = 256 };
struct text_place {
    uint16_t at; /* bytes from the begin of the line */
    bool back;   /* in a part that goes from right to left: a bracket is drawn mirrored */
};
/* What stands from left to right in a line of such a text, at most TEXT_ORDER characters; *taken: the bytes
 * of them. The number of places. */
unsigned text_order(const char *utf8, size_t len, struct text_place order[TEXT_ORDER], size_t *taken);
uint32_t text_mirrored(uint32_t character); /* ( for ), itself for what has no other side */
