/* The font files, mapped once and shared by every size and every room. Private to text.c and its fonts.
 * Owned by whoever called text_fonts_new.
 * Any room: opening and closing faces is locked, for FreeType's library object is one. */
#pragma once

#include <SDL_ttf.h>

#include "ui/text.h"

/* NULL when the file is missing or damaged. `traditional`: Noto's Chinese faces as in Taiwan. */
TTF_Font *text_fonts_open(struct text_fonts *fonts, enum face face, bool traditional);
void text_fonts_close(struct text_fonts *fonts, TTF_Font *font); /* NULL is fine */
