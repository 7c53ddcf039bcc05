/* A card's letter out of the answers of the module. The letter is the caller's; what is borrowed from an
 * answer is copied into it, and into nothing else. The device room only. */
#pragma once

#include "devices/device.h"
#include "devices/idcard/sam_codec.h"

/* NULL, with the trouble set, when the answer holds no card that counts. The photo goes along if it was kept.
 */
struct device_letter *card_letter_new(const struct sam_answer *answer, uint64_t visit,
                                      enum card_trouble *trouble);
/* Cards with an address may have been given a newer one, which only another question brings. */
bool card_letter_has_address(const struct device_letter *letter);
void card_letter_address(struct device_letter *letter, const struct sam_answer *answer);
