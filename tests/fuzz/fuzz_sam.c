// links: devices base
/* Bytes of the identity-card module: every answer stays within its frame, and a card read from it is whole
 * text; bytes that come one by one say the same as all at once. */
#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "devices/idcard/card_text.h"
#include "devices/idcard/sam_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const struct sam_answer *answer)
{
    struct sam_blocks blocks;
    struct id_card card = {0};
    char id[64];
    g_assert(answer->len <= answer->whole && answer->len <= SAM_KEPT_MAX);
    sam_id_text(answer, id, sizeof id);
    card_text_address(&card, answer->data, answer->len);
    if (!sam_blocks(answer, &blocks) || !card_text_parse(&card, blocks.text, blocks.text_len))
        return;
    g_assert(text_valid(card.name, strlen(card.name)) && text_valid(card.address, strlen(card.address)));
    g_assert(text_valid(card.number, strlen(card.number)));
    card_number_right(&card);
}

/* In pieces of that size; 0: all at once. How many answers came, and what they add up to. */
static unsigned decode(const uint8_t *data, size_t size, enum sam_keep keep, size_t piece)
{
    struct sam_decoder decoder = {.keep = keep};
    struct sam_answer answer;
    unsigned sum = 0;
    while (size > 0) {
        size_t n = piece && piece < size ? piece : size;
        size -= n;
        while (n > 0)
            if (sam_decoder_feed(&decoder, &data, &n, &answer) == SAM_ANSWER) {
                use(&answer);
                sum = sum * 31 + (unsigned)answer.len + 1;
            }
    }
    g_assert(decoder.kept <= SAM_KEPT_MAX);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (enum sam_keep keep = SAM_KEEP_SHORT; keep <= SAM_KEEP_PHOTO; keep++)
        g_assert(decode(data, size, keep, 0) == decode(data, size, keep, 1));
    return 0;
}
