#include "tally.h"

#include <string.h>

G_STATIC_ASSERT(TALLY_ROWS == DEVICE_SLOTS + DEVICE_PARTS);

static bool is_low(const struct device_letter *letter)
{
    return letter->status == STATUS_ATTENTION &&
           (letter->attention == ATTENTION_PAPER_OUT || letter->attention == ATTENTION_PAPER_LOW);
}

/* A roll is changed with the cover open: that it was low is remembered until the printer is well again. A
 * door that was forced is counted, for it may have sprung back before anybody looks. */
static void take_status(struct tally_slot *s, const struct device_letter *letter, int64_t wall_ms)
{
    bool was_there = s->status != STATUS_OFF && s->status != STATUS_ABSENT;
    bool forced = letter->status == STATUS_ATTENTION && letter->attention == ATTENTION_FORCED;

    s->lost += was_there && letter->status == STATUS_ABSENT;
    s->failed += forced && s->attention != ATTENTION_FORCED;
    s->status = letter->status;
    s->attention = letter->attention;
    s->since_ms = wall_ms;
    s->low |= is_low(letter);
    if (s->low && letter->status == STATUS_READY) {
        s->low = false;
        s->new_roll = true;
        s->paper_rows = 0;
    }
}

/* True when the letter is counted: something was done, or went wrong. */
static bool count(struct tally *t, struct tally_slot *s, const struct device_letter *letter)
{
    enum device_letter_kind kind = letter->kind;
    bool done = kind == LETTER_CARD || kind == LETTER_CODE || kind == LETTER_PHOTO || kind == LETTER_JOB_DONE;
    bool failed = kind == LETTER_JOB_FAILED || kind == LETTER_CARD_TROUBLE;

    if (kind == LETTER_JOB_DONE && letter->slot == DEVICE_PRINTER)
        s->paper_rows += t->printing_rows;
    s->done += done;
    s->failed += failed;
    return done || failed;
}

void tally_letter(struct tally *t, const struct device_letter *letter, int64_t wall_ms)
{
    struct tally_slot *s = &t->slots[letter->slot];
    bool told = letter->kind == LETTER_STATUS;

    if (told)
        take_status(s, letter, wall_ms);
    else if (letter->kind == LETTER_IDENTITY && strcmp(s->identity, letter->code) != 0)
        g_strlcpy(s->identity, letter->code, sizeof s->identity);
    else if (!count(t, s, letter))
        return;
    s->changed = true;
    t->waiting = true;
    t->urgent |= told;
}

bool tally_part(struct tally *t, enum tally_part part, enum device_status status,
                enum device_attention attention, int64_t wall_ms)
{
    struct tally_slot *s = &t->slots[part];

    if (s->status == status && s->attention == attention)
        return false;
    take_status(s, &(struct device_letter){.status = status, .attention = attention}, wall_ms);
    s->changed = t->waiting = t->urgent = true;
    return true;
}

const char *tally_name(unsigned row)
{
    return row < DEVICE_SLOTS ? device_slot_name(row) : device_part_name(row - DEVICE_SLOTS);
}

void tally_printing(struct tally *t, unsigned rows)
{
    t->printing_rows = rows;
}

void tally_visit(struct tally *t)
{
    t->visits++;
    t->waiting = true;
}

int64_t tally_due(const struct tally *t)
{
    if (!t->waiting)
        return INT64_MAX;
    return t->reported_ms + (t->urgent ? TALLY_STATUS_MS : TALLY_COUNTS_MS);
}

struct tally tally_take(struct tally *t, int64_t now_ms)
{
    struct tally told = *t;

    for (unsigned slot = 0; slot < TALLY_ROWS; slot++) {
        struct tally_slot *s = &t->slots[slot];
        s->done = s->failed = s->lost = s->paper_rows = 0;
        s->new_roll = s->changed = false;
    }
    t->visits = 0;
    t->waiting = t->urgent = false;
    t->reported_ms = now_ms;
    return told;
}
