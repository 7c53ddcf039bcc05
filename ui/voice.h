/* The voice: sentences into the loudspeaker, in a thread of its own. A new script or a hush ends what is
 * being said at once; without a sound card everything goes on silently. The device is open only while the
 * voice is on, or a tone sounds. Owned by the program, freed before the ui. All calls from the ui room. */
#pragma once

#include <stdbool.h>

#include "base/words.h"
#include "ui/sound.h"
#include "ui/voice_script.h"

struct voice;

struct voice_options {
    const char *prompts;     /* folder of recorded prompts (voice_prompt.h), "" for none; copied */
    const char *loudspeaker; /* SDL's names of the devices, "" for the system's own; copied */
    const char *headphones;
    void (*moved)(
        void *data); /* another sentence came to be heard, or the last ended; any thread; NULL: nobody asks */
    void *data;
};
struct voice *voice_new(const struct voice_options *options);
void voice_free(struct voice *voice); /* NULL is fine */

/* How it speaks; all of it ends with the visit. */
enum { VOICE_FIRST_DB = -20, VOICE_STEP_DB = 5, VOICE_LEAST_DB = -40, VOICE_MOST_DB = 0 };
struct voice_manner {
    bool on;
    bool headphones;  /* only into the headphones */
    bool slow;        /* large-font mode: 3.2 characters a second instead of 4.0 */
    unsigned percent; /* of that speed: 50 to 200 */
    int decibel;      /* below full scale: -40 to 0 in steps of 5 */
};
void voice_set(struct voice *voice, const struct voice_manner *manner); /* cheap when nothing changed */

/* Copies the script. `instead`: of what is being said, at once; else behind it. */
unsigned voice_say(struct voice *voice, const struct script *script, bool instead); /* the script's number */
/* Which line of that script is being heard, from 1; 0: none, or there is nothing to hear it with. */
unsigned voice_line(struct voice *voice, unsigned script);
bool voice_speaks(struct voice *voice); /* something is being heard, or waits in the loudspeaker */
void voice_hush(struct voice *voice);
void voice_tone(struct voice *voice, enum sound_tone tone); /* also when the voice is off */
/* The alarm of a cabinet without a horn: by the loudspeaker, as loud as there is, until told otherwise. */
void voice_siren(struct voice *voice, bool on);
void voice_try(struct voice *voice); /* opens the loudspeaker for a moment; then voice_silent knows */
bool voice_silent(const struct voice *voice);  /* no sound is to be had, as it was last tried */
bool voice_sounded(const struct voice *voice); /* there was some, once at least */
/* End of a visit: silence, and nothing of what was said stays. */
void voice_forget(struct voice *voice);
struct sound_times voice_times(struct voice *voice); /* for measurements */
