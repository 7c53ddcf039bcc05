/* A sentence as pieces for the synthesiser, each in the language of its letters. Nothing is owned: a piece is
 * borrowed for the call, and wiped after it. Pure: any room. */
#pragma once

#include "base/secret.h"
#include "base/words.h"

/* Chinese comes as numbered pinyin, everything else as it is. False: enough, no more pieces. */
typedef bool voice_piece_call(void *data, enum language language, const char *piece);

/* `language` is the sentence's own: it decides how numbers are told. */
void voice_read(const char *sentence, enum language language, voice_piece_call *call, void *data);
