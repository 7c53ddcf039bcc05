/* Recorded prompts: LANGUAGE/KEY.wav in a folder, where KEY is the first sixteen hexadecimal digits of the
 * SHA-256 of the sentence in UTF-8, and LANGUAGE its name. Never asked for with a personal sentence.
 * The voice's thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/words.h"

enum { VOICE_PROMPT_KEY = 17 };
void voice_prompt_key(const char *sentence, char key[VOICE_PROMPT_KEY]);

struct voice_prompt {
    int16_t *samples; /* SOUND_HZ, one channel; freed by voice_prompt_clear */
    size_t count;
};
/* percent: 100 as recorded, 200 twice as fast at the same pitch. False: there is no recording, or it is no
 * WAV file that can be read. folder "": none. */
bool voice_prompt_load(struct voice_prompt *prompt, const char *folder, enum language language,
                       const char *sentence, unsigned percent);
void voice_prompt_clear(struct voice_prompt *prompt);
