/* Where the lines of a text end: by UAX #14, on as few lines as there can be, and among those where the least
 * is torn: words (text_words.h), a number and what it counts, what stands in （）. The record keeps places
 * and widths, no letter; it lies on its owner's stack and points into the text. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/text.h"

/* In what a text is set. */
struct text_type {
    int (*advance)(void *letters, enum face face, int px, uint32_t character);
    void *letters;
    enum face face;
    int px;
    bool taiwan; /* text_space.h */
    bool hangs;  /* the blank half of a mark may stand out at the end of a line that is full */
};

enum { TEXT_PARAGRAPH = 2048 }; /* bytes looked at together */
struct text_lines {
    const char *text;
    size_t bytes;   /* of this paragraph: up to its newline, or the end, or as much as is looked at */
    bool goes_on;   /* it does not end there */
    unsigned count; /* characters as they are drawn */
    uint16_t at[TEXT_PARAGRAPH + 1]; /* bytes */
    int x[TEXT_PARAGRAPH + 1];       /* of the left side, all on one line */
    uint16_t wide[TEXT_PARAGRAPH + 1];
    uint8_t
        behind[TEXT_PARAGRAPH + 1];   /* pixels of nothing on the right of a mark, as far as they may hang */
    bool broken, parted;              /* ends and torn are known */
    char ends[TEXT_PARAGRAPH + 1];    /* of libunibreak, by bytes */
    uint8_t torn[TEXT_PARAGRAPH + 1]; /* what a line that begins here tears */
    unsigned lines;                   /* of the newest text_lines_count or _fill */
    uint16_t begins[TEXT_PARAGRAPH + 1];
};

/* Looks at the paragraph that begins at `text`. */
void text_lines_look(struct text_lines *t, const char *text, const struct text_type *type);
/* Pixels from one character up to another, on one line; blanks at its end are not counted. */
int text_lines_wide(const struct text_lines *t, unsigned from, unsigned to);
/* A line may end before this character. */
bool text_lines_may_end(struct text_lines *t, unsigned at);
/* As few lines as there can be, each as full as it can be, the first `first` wide, the others `w`:
 * t->begins[0 .. t->lines], the last being the end. Returns t->lines; *too_wide turns true when something is
 * wider than its line, and is broken anywhere. */
unsigned text_lines_count(struct text_lines *t, int first, int w, bool *too_wide);
/* As many lines, which tear as little as they can. Returns what they do tear, in points. */
int text_lines_fill(struct text_lines *t, int first, int w, bool *too_wide);
/* Whether lines of this width part a word where they must not be more: then text_lines_even may add one. */
bool text_lines_tear(struct text_lines *t, int w);
/* The width in which that many lines are about as long as each other, and tear no more than in `w`. Where
 * they must tear a word, one line more may do: `more` says that there is room for it. */
int text_lines_even(struct text_lines *t, int w, int step, bool more);
/* One of them without the blanks at its end: *text and its bytes. */
size_t text_lines_line(const struct text_lines *t, unsigned line, const char **text);
/* What follows these lines: the next paragraph, "" at the end. Of a paragraph longer than is looked at the
 * last line is taken back, to be broken with what follows. */
const char *text_lines_rest(struct text_lines *t);
