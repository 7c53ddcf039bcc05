/* The tables of assets/words/words.py. A key is the characters less U+4E00, 15 bits each; a cost is the
 * binary logarithm of how seldom the word is said, in eighths. Constant; nobody owns them. Any room. */
#pragma once

#include <stdint.h>

enum { TEXT_WORD_FIRST = 0x4E00, TEXT_WORD_LAST = 0x9FFF };

extern const uint8_t text_word_one[];  /* cost of each character alone */
extern const uint32_t text_word_two[]; /* ascending */
extern const uint8_t text_word_two_cost[];
extern const unsigned text_word_two_count;
extern const uint64_t text_word_three[]; /* ascending: key and, in the lowest byte, cost */
extern const unsigned text_word_three_count;
extern const uint16_t text_word_traditional[], text_word_simplified[]; /* ascending by the former */
extern const unsigned text_word_traditional_count;
