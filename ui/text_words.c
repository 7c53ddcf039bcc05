#include "ui/text_words.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "ui/text_words_table.h"

enum {
    BITS = 15,        /* of a character in a key */
    LONGEST = 3,      /* characters of a word */
    SENTENCE = 128,   /* characters that are parted together; a longer one is parted in pieces */
    UNKNOWN = 1 << 20 /* no such word */
};

static bool is_han(uint32_t c)
{
    return c >= TEXT_WORD_FIRST && c <= TEXT_WORD_LAST;
}

/* The first entry that is not less: at most `count`. */
#define LOWER(table, count, wanted)                                                                          \
    ({                                                                                                       \
        unsigned low_ = 0, high_ = (count);                                                                  \
        while (low_ < high_) {                                                                               \
            unsigned middle_ = (low_ + high_) / 2;                                                           \
            if ((table)[middle_] < (wanted))                                                                 \
                low_ = middle_ + 1;                                                                          \
            else                                                                                             \
                high_ = middle_;                                                                             \
        }                                                                                                    \
        low_;                                                                                                \
    })

/* Its place in the tables; Traditional characters stand where the Simplified ones do. */
static uint32_t place(uint32_t c)
{
    unsigned i = LOWER(text_word_traditional, text_word_traditional_count, c);
    bool found = i < text_word_traditional_count && text_word_traditional[i] == c;
    return (found ? text_word_simplified[i] : c) - TEXT_WORD_FIRST;
}

static int cost_of_two(uint32_t key)
{
    unsigned i = LOWER(text_word_two, text_word_two_count, key);
    return i < text_word_two_count && text_word_two[i] == key ? text_word_two_cost[i] : UNKNOWN;
}

static int cost_of_three(uint64_t key)
{
    unsigned i = LOWER(text_word_three, text_word_three_count, key << 8);
    bool found = i < text_word_three_count && text_word_three[i] >> 8 == key;
    return found ? (int)(text_word_three[i] & 0xff) : UNKNOWN;
}

/* The likeliest words before each character: what they cost together, and how long the last one is. */
struct parting {
    unsigned count;
    int cost[SENTENCE + 1];
    uint8_t length[SENTENCE + 1];
    uint16_t at[SENTENCE + 1]; /* bytes */
};

/* `last`: the key of the newest three characters, the oldest first. */
static void add(struct parting *s, uint64_t last)
{
    unsigned n = ++s->count;
    uint64_t one = last & ((1U << BITS) - 1), two = last & ((1U << 2 * BITS) - 1);
    const int costs[LONGEST + 1] = {UNKNOWN, text_word_one[one], n > 1 ? cost_of_two((uint32_t)two) : UNKNOWN,
                                    n > 2 ? cost_of_three(last) : UNKNOWN};
    s->cost[n] = s->cost[n - 1] + costs[1];
    s->length[n] = 1;
    for (unsigned k = 2; k <= LONGEST && k <= n; k++)
        if (s->cost[n - k] + costs[k] < s->cost[n]) {
            s->cost[n] = s->cost[n - k] + costs[k];
            s->length[n] = (uint8_t)k;
        }
}

static void let_out(struct parting *s, bool *inside)
{
    for (unsigned n = s->count; n > 0; n -= s->length[n])
        for (unsigned k = 1; k < s->length[n]; k++)
            inside[s->at[n - k]] = true;
    s->count = 0;
}

void text_words(const char *utf8, size_t len, bool *inside)
{
    struct parting s;
    uint64_t last = 0;
    s.count = 0;
    s.cost[0] = 0;
    memset(inside, 0, len * sizeof *inside);
    for (const char *p = utf8; p < utf8 + len && *p;) {
        size_t at = (size_t)(p - utf8);
        uint32_t c = text_next(&p);
        if (!is_han(c) || s.count == SENTENCE)
            let_out(&s, inside);
        if (!is_han(c))
            continue;
        last = (last << BITS | place(c)) & ((UINT64_C(1) << LONGEST * BITS) - 1);
        s.at[s.count] = (uint16_t)at;
        add(&s, last);
    }
    let_out(&s, inside);
}
