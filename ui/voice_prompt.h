/* Recorded prompts: a folder holds LOCALE/prompts.tsv, and beside it the files that this index names. A line
 * is a sentence as the voice would say it, a tab, the name of a WAV file; what stands behind another tab is
 * not read, nor is a line that begins with #. Only a whole sentence is ever replaced, and never one with
 * something personal in it: that is not even looked for. The voice's thread; for the list of sentences the
 * main thread, before there is another. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/words.h"

/* More is refused: bytes of an index, bytes of a recording (1.5 minutes of 44,100 Hz). */
enum { VOICE_INDEX_LIMIT = 1 << 20, VOICE_PROMPT_LIMIT = 8 << 20 };

/* Reads every index and tries every file once. What cannot be played is spoken by the machine; one line of
 * the log says so, an index. folder: "" for none. */
struct voice_prompts;
struct voice_prompts *voice_prompts_open(const char *folder);
void voice_prompts_free(struct voice_prompts *prompts); /* NULL is fine */

#define VOICE_PROMPT_MISSING "is not there" /* the fault of a file that is still to be recorded */
/* Each line of an index in its order. fault: why it cannot be played, NULL when it can. All borrowed. */
typedef void voice_prompts_call(void *data, const char *sentence, const char *file, const char *fault);
void voice_prompts_each(const struct voice_prompts *prompts, enum language language, voice_prompts_call *call,
                        void *data);

struct voice_prompt {
    int16_t *samples; /* SOUND_HZ, one channel; freed by voice_prompt_clear */
    size_t count;
};
/* percent: 100 as recorded, 200 twice as fast at the same pitch. False: no recording stands for it. */
bool voice_prompt_load(struct voice_prompt *prompt, const struct voice_prompts *prompts,
                       enum language language, const char *sentence, unsigned percent);
void voice_prompt_clear(struct voice_prompt *prompt);

/* A name for a file that is still to be recorded: of the sentence alone, so that it stays when others come.
 */
enum { VOICE_PROMPT_NAME = 21 };
void voice_prompt_name(const char *sentence, char name[VOICE_PROMPT_NAME]);
