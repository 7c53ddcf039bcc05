/* The voice of a visit: looks at what the screen came to be and says what is new; and the tones. Owned by the
 * program; what was spoken is kept only for the automation socket, in secret memory, until it is asked for or
 * the visit ends. The ui room. */
#pragma once

#include <stdbool.h>

#include "base/config.h"
#include "session/session.h"
#include "ui/ui.h"
#include "ui/voice_script.h"

struct speech;
/* `moved` is called, in any thread, when speech_reading or speech_speaks may have changed. */
struct speech *speech_new(const struct config *config, void (*moved)(void *data), void *data);
void speech_free(struct speech *speech); /* NULL is fine */

/* Somebody touched or pressed something: silence at once. */
void speech_hush(struct speech *speech, const struct ui_input *input);
/* The page as it was shown before and as it is shown now, which may be the same. */
void speech_shown(struct speech *speech, const struct session *s, const struct ui *ui,
                  const struct page *before);
/* Something is being heard: whoever listens has not gone. */
bool speech_speaks(const struct speech *speech);
/* The sentence of a notice that is being heard now, from 1; 0: none. */
unsigned speech_reading(const struct speech *speech);
void speech_repeat(struct speech *speech); /* the next speech_shown says the whole screen again */
/* What the session was before a step, and the event of it: which tone it deserves. */
struct speech_mark {
    enum problem problem;
    enum overlay overlay;
    unsigned taken; /* papers */
    uint32_t rung;  /* how often one was called back for what lies there */
    bool alert;     /* stands in the bar */
};
struct speech_mark speech_mark(const struct session *s);
void speech_tone(struct speech *speech, const struct speech_mark *before, const struct session *s,
                 const struct session_event *event);
/* The alarm of a cabinet without a horn, and whether there is no loudspeaker for it. */
void speech_siren(struct speech *speech, bool on);
void speech_try(struct speech *speech); /* opens the loudspeaker once, to know whether it is there */
bool speech_silent(const struct speech *speech);
bool speech_sounded(const struct speech *speech); /* there was one, when it was needed */
void speech_forget(struct speech *speech);
/* Adds every sentence that is no page's: in the script's language, for the list of what may be recorded. */
void speech_own(struct script *script);

/* From now on what is spoken is kept. */
void speech_keep(struct speech *speech);
/* Gives each sentence spoken since the last call, in order, and forgets them. */
void speech_take(struct speech *speech, void (*each)(void *data, const char *sentence), void *data);
