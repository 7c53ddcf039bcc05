// links: devices base
/* Bytes of the identity-card module: every answer stays within its frame, and a card read from it is whole
 * text. */
#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "devices/idcard/card_text.h"
#include "devices/idcard/sam_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const struct sam_answer *answer)
{
    struct sam_blocks blocks;
    struct id_card card;
    char id[64];
    sam_id_text(answer, id, sizeof id);
    sam_blocks(answer, true, &blocks);
    if (!sam_blocks(answer, false, &blocks) || !card_text_parse(&card, blocks.text, blocks.text_len))
        return;
    g_assert(text_valid(card.name, strlen(card.name)) && text_valid(card.address, strlen(card.address)));
    g_assert(text_valid(card.number, strlen(card.number)));
    card_number_right(&card);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sam_decoder decoder = {0};
    struct sam_answer answer;
    while (size > 0)
        if (sam_decoder_feed(&decoder, &data, &size, &answer) == SAM_ANSWER)
            use(&answer);
    return 0;
}
