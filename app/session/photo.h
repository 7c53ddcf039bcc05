/* A paper photographed beneath the camera: which one, and how far it is. The pictures themselves never come
 * here: the program keeps them beside the session, by paper and page (app/kiosk/album.h). Plain values of the
 * case; the ui room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct case_file;
struct session;

enum { PHOTO_PAGES = 3 /* of one paper */, PHOTO_PAGES_ALL = 6 /* of a case: more fit no application */ };

enum photo_state {
    PHOTO_LOOKING,
    PHOTO_TAKING, /* the button was pressed */
    PHOTO_TAKEN   /* it stands on the screen: good enough? */
};
struct photo {
    unsigned material; /* of the service */
    enum photo_state state;
    bool edges;       /* the page was found in the picture */
    uint32_t request; /* of the wish; its answer quotes it */
};

/* Here in one way or the other: by its code, or on pictures. */
bool photo_has_paper(const struct case_file *kase, unsigned material);
unsigned photo_pages(const struct case_file *kase); /* of all papers */
/* This paper may be photographed, and there is a camera for it. */
bool photo_may(const struct session *s, unsigned material);
bool photo_is_full(const struct session *s); /* no more pages of the paper in hand */
