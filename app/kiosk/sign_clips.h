/* The clips of sign language, as the workshop has them: looks at each file once, a frame at a time, while
 * nobody asks for anything; then decodes frame after frame of the one that is watched. Nothing personal.
 * The workshop's room alone. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "session/sign.h"
#include "ui/picture.h"

/* Frame `number`, from 1, of the time `play` that somebody watches a clip: as large as fits into width x
 * height pixels. A play begins anew, and goes on frame by frame;
 * the same frame once more is only scaled. */
struct sign_question {
    enum sign sign;
    uint32_t play;
    unsigned number;
    int width, height;
};
struct sign_frame {
    enum sign sign;
    uint32_t play;
    unsigned number;
    unsigned ms;             /* it stands */
    bool last, lost;         /* lost: this clip cannot be shown, and there is no picture */
    struct picture *picture; /* owned by the letter, then by whoever takes it out of it */
};

struct sign_clips;
struct sign_clips *sign_clips_new(const char *folder); /* NAME.webp, see sign_name; "": none */
void sign_clips_free(struct sign_clips *clips);
/* One frame's work; true while there is more. Then *signs holds the bits of those that can be shown. A file
 * that cannot is told in the log. */
bool sign_clips_look(struct sign_clips *clips, unsigned *signs);
void sign_clips_answer(struct sign_clips *clips, const struct sign_question *question, struct sign_frame *to);
void sign_clips_close(struct sign_clips *clips); /* nobody watches any more */
