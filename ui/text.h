/* Letters as coverage: faces, a store of glyphs by (face, size, character), drawing glyph by glyph, so that
 * no buffer here ever holds a person's whole text. text_fonts owns the mapped files and may be shared; a
 * `struct text` owns its glyphs. text_fonts: any room (locked). A `struct text` belongs to the room that made
 * it. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum face {
    FACE_REGULAR,
    FACE_BOLD,
    FACE_ICON,
    FACE_UYGHUR,
    FACE_UYGHUR_BOLD,
    FACE_HAN_A,
    FACE_HAN_B,
    FACE_HAN_MORE,
    FACE_COUNT
};

struct text_fonts;
/* Maps each file when it is first needed; fails at once when Noto Sans CJK or the icons are missing. */
struct text_fonts *text_fonts_new(GError **error);
void text_fonts_free(struct text_fonts *fonts); /* after every struct text of it; NULL is fine */

struct text;
struct text *text_new(struct text_fonts *fonts); /* borrows fonts */
void text_free(struct text *text);
/* Wipes and frees every glyph but the common ones, and closes the faces: the order in which characters were
 * first seen is itself a trace of a person. */
void text_forget(struct text *text);
/* Until text_common_end, what is measured or drawn is of pages that look alike to everybody: these glyphs are
 * common and outlive text_forget. At most `room` of them are made anew; what is met beyond has no ink, and is
 * as wide as high. Only while the text of no person is at hand. */
void text_common_begin(struct text *text, unsigned room);
unsigned text_common_end(struct text *text); /* how often a glyph was met for which there was no room */
/* Opens one of the faces of ours that is not open, which takes a millisecond. False: all are. */
bool text_open_next(struct text *text);
uint64_t text_made(const struct text *text); /* glyphs made so far */
/* Chinese as it is printed in Taiwan: its strokes (骨, 直, 令) and its punctuation in the middle of the
 * square. The same mapped file, glyphs of their own. True: it changed. */
bool text_traditional(struct text *text, bool traditional);

/* Some face has the character; else it is drawn as a box. */
bool text_has(struct text *text, enum face face, uint32_t character);
int text_advance(struct text *text, enum face face, int px, uint32_t character);
/* Letters that join each other in the forms that they take. */
int text_measure(struct text *text, enum face face, int px, const char *utf8, size_t len);

/* 32-bit XRGB pixels of a picture, and the part of it that may be touched. */
struct text_target {
    uint32_t *pixels;
    int stride; /* pixels a row */
    int left, top, right, bottom;
};
/* A line from its left end, in the order of its scripts; returns the pen's new x. text_draw_line: of a
 * paragraph that goes from right to left, whatever this line begins with. */
int text_draw(struct text *text, const struct text_target *to, enum face face, int px, int x, int baseline,
              const char *utf8, size_t len, uint32_t rgb);
int text_draw_line(struct text *text, const struct text_target *to, enum face face, int px, int x,
                   int baseline, const char *utf8, size_t len, bool from_right, uint32_t rgb);
int text_draw_character(struct text *text, const struct text_target *to, enum face face, int px, int x,
                        int baseline, uint32_t character, uint32_t rgb);
/* The same onto 8-bit grey, 0 = white .. 255 = ink (a receipt before its threshold); `ink` false draws white
 * on black. */
int text_draw_grey(struct text *text, uint8_t *grey, int width, int height, enum face face, int px, int x,
                   int baseline, const char *utf8, size_t len, bool ink);
/* Centres the em box of `px` in a box: baseline = y + h/2 + 0.38 em (DESIGN.md 2.3). */
int text_baseline(int y, int h, int px);
