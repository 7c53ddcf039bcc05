/* When a device needs the hand of staff: a paper that did not come out, a door that was forced, heat, mains
 * that are lost. They are told by a note to the platform, once an hour of each. A value of the kiosk, nothing
 * of any person. Pure; the ui room. */
#pragma once

#include "base/secret.h"
#include "devices/device.h"

enum { HANDS_MS = 3600000 /* a cause that comes and goes is told again after so long */ };

struct hands { /* zeroed: nothing told yet */
    int64_t silent_until_ms[DEVICE_SLOTS][ATTENTION_COUNT];
};
/* True when staff are to be told of this letter now; it counts as told. now_ms is monotonic. */
bool hands_letter(struct hands *hands, const struct device_letter *letter, int64_t now_ms);
/* The members of the note: which device, and why. */
void hands_note(struct secret_bytes *to, const struct device_letter *letter);
