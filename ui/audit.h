/* The accessibility audit of one page as it stands on the screen: what a person could not read, hit, hear,
 * reach by keypad or understand. The bars are those of DESIGN.md 2.1, 2.4 and 6, in millimetres of the panel
 * and in contrast (WCAG 2) of the painted pixels. Everything is borrowed for the call; nothing is kept.
 * The ui room, and tests. */
#pragma once

#include "ui/layout.h"
#include "ui/text.h"

enum audit_kind {
    AUDIT_CLIPPED,  /* text cut, leaving its box, or a widget leaving its place */
    AUDIT_OVERLAP,  /* text or widget upon another, or painted over */
    AUDIT_CONTRAST, /* ink against its ground, in the picture */
    AUDIT_LETTERS,  /* em smaller than the mode's floor */
    AUDIT_TARGET,   /* smaller than the mode's floor */
    AUDIT_GAP,      /* two targets closer than the mode's floor */
    AUDIT_HEIGHT,   /* 坐着用: a target above the reach of a seated person */
    AUDIT_LABEL,    /* nothing to say about it */
    AUDIT_KEYPAD,   /* not reached by arrows, or not by Tab */
    AUDIT_ORDER,    /* focus goes against the order of reading */
    AUDIT_WORDS,    /* another language's words: a sentence without translation */
    AUDIT_GLYPHS,   /* a character that no font has: it is seen as a box */
    AUDIT_KINDS
};
enum { AUDIT_WIDGET = 64, AUDIT_TEXT = 160, AUDIT_BAR = 64 };

struct canvas;
struct audit_finding {
    enum audit_kind kind;
    char widget[AUDIT_WIDGET]; /* its id, else the beginning of its words; never a personal text */
    char what[AUDIT_TEXT], bar[AUDIT_BAR];
};
struct audit {
    const struct layout *layout;  /* as laid out and, with a picture, as painted */
    const struct canvas *picture; /* NULL: nothing is measured in pixels */
    struct text *text;            /* the letters it was painted with */
    double px_per_mm;             /* of the panel; 0: unknown, nothing is measured in millimetres */
    int bottom_mm, reach_mm;      /* 坐着用: lower edge of the screen and highest touch, above the floor */
    void (*found)(void *to, const struct audit_finding *finding);
    /* A sentence read in Chinese where the language has none of its own and means to (Uyghur); NULL: nobody
     * asks. No personal text. */
    void (*falls_back)(void *to, const char *text);
    void *to;
};
/* Tells everything it finds; how many that is. */
unsigned audit_page(const struct audit *audit);
const char *audit_kind_name(enum audit_kind kind); /* clipped, overlap, … as above, in English lower case */
