/* Sentences into samples, by espeak-ng. The library keeps one state for the whole process and copies of what
 * it was given: so there is one synthesiser, in the voice's thread alone, and it is washed when a visit ends.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/words.h"

struct voice_synth;
struct voice_synth *voice_synth_new(GError **error); /* NULL: the library or its voices are not there */
void voice_synth_free(struct voice_synth *synth);    /* washes; NULL is fine */

/* Samples of SOUND_HZ, borrowed for the call and wiped after it; false: enough. */
typedef bool voice_samples_call(void *data, const int16_t *samples, size_t count);

/* speed: hundredths of a Chinese character a second (400 is DESIGN.md's 4.0); English goes along with it. */
void voice_synth_say(struct voice_synth *synth, const char *sentence, enum language language, unsigned speed,
                     voice_samples_call *call, void *data);
/* Speaks something of no meaning to nobody, over what the library still holds of the last sentences. */
void voice_synth_wash(struct voice_synth *synth);
