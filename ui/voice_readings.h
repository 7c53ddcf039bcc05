/* The tables of assets/voice/readings.py: each character's commonest reading, and the words that need
 * another. Constant; nobody owns them. Any room. */
#pragma once

#include <stdint.h>

enum { VOICE_SYLLABLE = 8, VOICE_PHRASE_LONGEST = 8 }; /* bytes with the NUL; characters */

struct voice_character {
    uint32_t c; /* ascending */
    uint16_t syllable;
};
/* Where a word begins in the text, and its syllables in theirs; the next entry says where it ends. Ascending
 * by bytes. */
struct voice_phrase {
    uint32_t text, syllables;
};

extern const char voice_syllables[][VOICE_SYLLABLE];
extern const struct voice_character voice_characters[];
extern const unsigned voice_character_count;
extern const char voice_phrase_text[];
extern const struct voice_phrase voice_phrases[]; /* one more than the count */
extern const unsigned voice_phrase_count;
extern const uint16_t voice_phrase_syllables[];
