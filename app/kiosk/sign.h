/* A clip of sign language being watched: which frame stands, which waits for its time. The pictures come from
 * the workshop, one ahead, so that the ui room only swaps them. It asks for nothing and wakes nobody while no
 * clip is open, nor when its last frame stands. Owned by the program. The ui room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "session/session.h"
#include "ui/layout.h"
#include "workshop.h"

struct sign_player {
    bool open;
    uint64_t visit;
    unsigned plays;               /* of the session, when this play began */
    uint32_t play;                /* a number of its own, so that an old answer is told from a new one */
    struct picture *shown, *next; /* what stands, and what comes next */
    struct picture *gone;         /* stood before: the page on the screen may still point to it */
    unsigned number;              /* of the frame that stands; 0: none of this play */
    unsigned next_ms;             /* how long the next one stands */
    int64_t due_ms;               /* when the next one's time comes */
    bool asked, next_last, last, lost;
    int width, height; /* of the place that was asked for */
    int painted;       /* pictures so far */
};

/* The picture for the page that is about to be built; NULL before the first. */
const struct picture *sign_picture(struct sign_player *player, int64_t now_ms);
/* That page stands: goes on, begins or ends with what the session shows. */
void sign_shown(struct sign_player *player, const struct session *s, const struct layout *layout,
                struct workshop *workshop);
/* Takes the picture out of the letter. False: this clip cannot be shown. */
bool sign_take(struct sign_player *player, struct sign_frame *frame);
/* When the next picture is to be shown, 0: nothing moves. */
int64_t sign_due(const struct sign_player *player);
void sign_forget(struct sign_player *player); /* no page points to its pictures any more */
