#include "hands.h"

/* Beside papers: what a cabinet that nobody stands before has to say. */
static bool alarms(enum device_attention attention)
{
    return attention == ATTENTION_FORCED || attention == ATTENTION_HOT || attention == ATTENTION_MAINS_LOST ||
           attention == ATTENTION_BATTERY_LOW;
}

/* A job without a cause was called back, which is nobody's fault. */
static bool needs_hand(const struct device_letter *letter)
{
    if (letter->kind == LETTER_JOB_FAILED)
        return letter->attention != ATTENTION_NONE;
    return letter->kind == LETTER_STATUS && letter->status == STATUS_ATTENTION && alarms(letter->attention);
}

bool hands_letter(struct hands *hands, const struct device_letter *letter, int64_t now_ms)
{
    int64_t *until;

    if (!needs_hand(letter))
        return false;
    until = &hands->silent_until_ms[letter->slot][letter->attention];
    if (now_ms < *until)
        return false;
    *until = now_ms + HANDS_MS;
    return true;
}

void hands_note(struct secret_bytes *to, const struct device_letter *letter)
{
    secret_bytes_text(to, "\"slot\":");
    secret_bytes_json(to, device_slot_name(letter->slot));
    secret_bytes_text(to, ",\"cause\":");
    secret_bytes_json(to, device_attention_name(letter->attention));
}
