/* What a camera sees, on the screen: takes the newest picture of this visit, fits it to its place, and frames
 * it in amber, so that everybody sees that a camera is on. Pictures are wiped when the next stands. Owned by
 * the program. The ui room. */
#pragma once

#include "base/mail.h"
#include "devices/device.h"
#include "session/session.h"
#include "ui/layout.h"
#include "ui/screens/screens.h"

struct viewfinder {
    struct device_picture *seen;  /* the newest, as it came */
    struct picture *shown, *gone; /* gone: the page on the screen may still point to it */
    int width, height;            /* of the place, as last laid out */
    int painted;                  /* pictures so far */
    bool fresh;                   /* `seen` is not painted yet */
    enum picture_says heard;      /* what the last picture said: a sentence changes only when two agree */
    enum sight_says says;
};

/* Takes what lies in the mailbox; pictures of another visit, or that no page shows, are wiped. */
void viewfinder_take(struct viewfinder *v, struct mail *live, const struct session *s);
/* For the page that is about to be built. */
struct screen_sight viewfinder_sight(struct viewfinder *v, const struct session *s);
/* That page stands. True when its place is another: build it once more. */
bool viewfinder_shown(struct viewfinder *v, const struct layout *layout);
void viewfinder_forget(struct viewfinder *v); /* no page points to its pictures any more */
