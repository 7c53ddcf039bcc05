#include "session/booking.h"

#include <string.h>

#include "base/day.h"
#include "session/answers.h"

static bool is_same_day(int64_t a_ms, int64_t b_ms)
{
    return day_compare(day_of(a_ms), day_of(b_ms)) == 0;
}

static bool fits(const struct session *s, const struct booking_slot *slot)
{
    const struct booking *b = &s->kase.booking;

    return b->by[0] == '\0' || slot->place[0] == '\0' ||
           strcmp(slot->place, answer_value(&s->kase, b->by)) == 0;
}

unsigned booking_days(const struct session *s, struct booking_day *days, unsigned cap)
{
    const struct booking *b = &s->kase.booking;
    unsigned count = 0;

    for (unsigned i = 0; i < b->slot_count; i++) {
        const struct booking_slot *slot = &b->slots[i];

        if (!fits(s, slot))
            continue;
        if (count == 0 || !is_same_day(days[count - 1].at_ms, slot->at_ms)) {
            if (count == cap)
                break;
            days[count++] = (struct booking_day){.at_ms = slot->at_ms};
        }
        days[count - 1].left += slot->left;
    }
    return count;
}

unsigned booking_times(const struct session *s, unsigned *slots, unsigned cap)
{
    const struct booking *b = &s->kase.booking;
    unsigned count = 0;

    for (unsigned i = 0; i < b->slot_count && count < cap; i++)
        if (b->day_ms != 0 && fits(s, &b->slots[i]) && is_same_day(b->slots[i].at_ms, b->day_ms))
            slots[count++] = i;
    return count;
}

const struct booking_slot *booking_picked(const struct session *s)
{
    const struct booking *b = &s->kase.booking;

    for (unsigned i = 0; s->kase.pick[0] != '\0' && i < b->slot_count; i++)
        if (strcmp(b->slots[i].code, s->kase.pick) == 0)
            return &b->slots[i];
    return NULL;
}
