#include "devices/idcard/card_letter.h"

#include "base/secret.h"
#include "devices/idcard/card_text.h"

struct device_letter *card_letter_new(const struct sam_answer *answer, uint64_t visit,
                                      enum card_trouble *trouble)
{
    struct sam_blocks blocks;
    struct device_letter *letter = device_letter_new(LETTER_CARD, DEVICE_IDCARD);
    bool parsed = sam_blocks(answer, &blocks) && card_text_parse(&letter->card, blocks.text, blocks.text_len);
    letter->visit = visit;
    if (parsed && card_number_right(&letter->card)) {
        if (blocks.photo)
            secret_bytes_append(&letter->bytes, blocks.photo, blocks.photo_len);
        return letter;
    }
    *trouble = parsed ? CARD_NOT_VALID : CARD_UNREAD;
    device_letter_free(letter);
    return NULL;
}

bool card_letter_has_address(const struct device_letter *letter)
{
    return letter->card.type == ID_CARD_RESIDENT || letter->card.type == ID_CARD_HKMT;
}

void card_letter_address(struct device_letter *letter, const struct sam_answer *answer)
{
    if (answer->sw == SAM_OK) /* 91 says that there is none, 21 that the module is too old to know */
        card_text_address(&letter->card, answer->data, answer->len);
}
