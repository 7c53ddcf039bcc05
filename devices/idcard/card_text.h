/* The 256 letters of an identity card (UTF-16LE, GA/T 490; four layouts told apart by the mark at byte 248).
 * Fills the caller's id_card, which lives in secret memory; keeps nothing.
 * Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "devices/device.h"

enum { CARD_TEXT_LEN = 256 /* bytes */, CARD_ADDRESS_LEN = 70 };

/* false when it is not such a block: wrong length, broken characters, a field with letters where digits
 * belong. */
bool card_text_parse(struct id_card *card, const uint8_t *text, size_t len);
/* The newest address the card was given after it was made, in place of the printed one; false, and nothing is
 * changed, when there is none, or no text. */
bool card_text_address(struct id_card *card, const uint8_t *text, size_t len);
/* GB 11643 for 18 characters (resident, HK/Macao/Taiwan, foreign 2023), the 7-3-1 check for 15 (foreign
 * 2017). */
bool card_number_right(const struct id_card *card);
/* The ethnic group of a GB/T 3304 code, "" when there is none. */
const char *card_ethnic(const char *code);
/* The 15 characters a foreign resident's 2017 card bore, from the 2023 number; false when the relation is
 * blank. */
bool card_old_number(char to[16], const char *number, const char *nationality, const char *relation);
