/* The page: what a screen says, as a list of widgets without coordinates or colours. Finger, keypad, voice,
 * automation and audit all read this one record. Texts: `page_words` borrows (catalog, gettext); everything
 * else is copied into the page's own secret memory and wiped by page_begin. Built and read in the ui room
 * only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum role {
    ROLE_BUTTON,
    ROLE_TILE,
    ROLE_FIELD,
    ROLE_CHOICE,
    ROLE_CHECKBOX,
    ROLE_HEADING,
    ROLE_TEXT,
    ROLE_IMAGE,
    ROLE_KEY,
    ROLE_CANVAS,
    ROLE_LIST,
    ROLE_STATUS,
    ROLE_LIVE
};

/* How it is drawn: one row of theme.c and paint.c each (DESIGN.md section 4). */
enum look {
    LOOK_PLAIN,
    LOOK_DISPLAY,
    LOOK_H1,
    LOOK_H2,
    LOOK_LEAD,
    LOOK_BODY,
    LOOK_CAPTION,
    LOOK_NUMBER,
    LOOK_SENTENCE, /* of a notice in a list: number counts them, total 1 opens a paragraph, lamp is being read
                    */
    LOOK_READING,  /* where the voice is: never spoken */
    LOOK_HEARD,    /* only spoken: takes no room; behind a button it is what that one reads out */
    LOOK_ERROR,    /* texts */
    LOOK_MAIN,
    LOOK_SECOND,
    LOOK_QUIET,
    LOOK_DANGER,
    LOOK_MEDIUM,
    LOOK_SMALL,
    LOOK_EDIT,
    LOOK_PILL,
    LOOK_CATEGORY,
    LOOK_SLOT,
    LOOK_SLOT_HELP,
    LOOK_SLOT_SOS, /* buttons */
    LOOK_TILE,
    LOOK_TILE_TALL,
    LOOK_TILE_WIDE,
    LOOK_TILE_SMALL,
    LOOK_TILE_LAMP,
    LOOK_TILE_MAIN,
    LOOK_ROW,
    LOOK_KEY_VALUE,
    LOOK_FACT,
    LOOK_FACE,
    LOOK_PAPER, /* tiles, rows */
    LOOK_TAG,
    LOOK_BANNER,
    LOOK_TOAST,
    LOOK_KEY,
    LOOK_KEY_FUNCTION,
    LOOK_KEY_GO,
    LOOK_SIGNATURE,
    LOOK_QR,
    LOOK_RING,
    LOOK_BAR,
    LOOK_ILLUSTRATION,
    LOOK_HOW, /* number: which drawing, 1 to 3 how a card is laid, 4 to 12 the other first steps */
    LOOK_RESULT,
    LOOK_MARK,
    LOOK_STEPS,
    LOOK_TIMELINE,
    LOOK_RADIO,
    LOOK_CHECK,
    LOOK_CALLS,
    LOOK_PART /* year, month, day of a date: its number, detail the unit */,
    LOOK_CELL /* one of the grid that a date is picked from */,
    LOOK_CRUMB /* a division chosen; number: there is one before it */,
    LOOK_OPTION /* one of many to choose from */,
    LOOK_COMPOSITION,
    LOOK_CANDIDATE /* what is typed in pinyin, and what it may stand for; total: so many a page, 0 as fit */,
    LOOK_PAD /* on which one character is written */,
    LOOK_SEEK /* a button that looks as the field it leads to; hint: its label in few words */,
    LOOK_CLIP /* of sign language, or a camera (icon); live: struct picture, number: another one of it */
};
enum tone {
    TONE_NONE,
    TONE_PINE,
    TONE_LAMP,
    TONE_SKY,
    TONE_MOSS,
    TONE_BRICK,
    TONE_PLUM,
    TONE_OK,
    TONE_BAD,
    TONE_INFO
};
/* Where it stands. Header, service bar, footer and actions are the frame; dialog covers the body only; a
 * toast lies over its end for a moment. */
enum place {
    PLACE_HEADER,
    PLACE_BAR,
    PLACE_BODY,
    PLACE_ACTIONS,
    PLACE_KEYS,
    PLACE_DIALOG,
    PLACE_FOOTER,
    PLACE_TOAST
};
enum group {
    GROUP_NONE,
    GROUP_COLUMNS /* n equal columns, in reading order */,
    GROUP_CARD /* n: its tone, enum tone */,
    GROUP_LIST /* rows with hairlines, paged by layout */,
    GROUP_ROW /* side by side, natural width; the widget with grow takes the rest; n 1: in the middle */,
    GROUP_STACK /* one above the other */,
    GROUP_SPREAD /* pushes what follows to the end of the body */,
    GROUP_SIDE /* two parts: wide and `n` units narrow */,
    GROUP_ASIDE /* lying: a narrow column beside the rest of the body; standing: a part of it */,
    GROUP_CANDIDATES /* as many as fit, paged by layout; another `n` begins at the first page */
};

/* What can be pressed at the end of a field: key.delete, or cover (number 1: it is covered). */
enum field_end { FIELD_END_NONE, FIELD_END_DELETE, FIELD_END_COVER };

enum { PAGE_WIDGETS = 512, PAGE_TEXT = 24576, PAGE_ID = 48 };

struct widget {
    char id[PAGE_ID]; /* stable across locales, modes, sizes; the id is the action; "" for what cannot be
                         pressed */
    enum role role;
    enum look look;
    enum tone tone;
    enum place place;
    const char *label, *detail, *value,
        *hint; /* label: spoken and drawn; detail: second line; value: of a field, row, ring; hint: of a
                  field, an example where the value is missing; of a banner, what its label will be later:
                  it is as high as either needs; in the bar, its label in short */
    const char *icon; /* Material name, "" for none */
    /* grow: takes the room that is left; of a banner: its detail goes on in the same line; of a heading: its
     * detail stands at the end of the line */
    bool enabled, selected, personal, focusable, error, grow, busy;
    bool worded;   /* personal, and all the same in words of ours: in the language of the visit */
    bool told;     /* as an office or a neighbour wrote it: shown as it came, no sentence of ours */
    bool reads_on; /* the button that ends a list to be seen whole: it turns the page until the last is shown
                    */
    const char *aloud; /* of a personal title: what others may hear in its place; borrowed */
    int most;          /* of an answer to choose from: at most so many on one page, 0 as fit */
    int number, total; /* ring, bar, steps, rating, columns; of body text: 1 for the middle of its place;
                          total of a code: 1 for a large one, 2 for the one to pay by, whose modules are in
                          number; of a field: enum field_end; of a key: 1 for as low as it must be beside a
                          pad; of a row: 1 for its picture at its end; of a clip: 1 for one that
                          shares its page */
    int group_open; /* this entry opens a group: enum group in `number`; group_close closes the innermost */
    int group_close;
    const struct ink *ink; /* canvas: borrowed strokes */
    const void *live;      /* ROLE_LIVE / LOOK_PAPER: borrowed picture (struct raster-like: see paint) */
};
struct ink {
    const struct ink_point {
        int16_t x, y;
        bool begins;
    } * points;
    unsigned count;
};

struct page {
    char screen[24], overlay[16];
    const char *title;
    const char *wants; /* of whom it stands before, in a sentence: heard where no button says it; or NULL */
    const struct widget *greets; /* whom it speaks to: heard before the title; or NULL */
    uint64_t key;                /* changes with the screen: touches go dead for a moment, view is cleared */
    unsigned count;
    struct widget widgets[PAGE_WIDGETS];
    size_t text_used;
    char text[PAGE_TEXT];
    enum place place; /* of the next page_add */
    int depth;        /* groups open now */
};

struct page *page_new(void); /* secret memory */
void page_free(struct page *page);
void page_begin(struct page *page, const char *screen, const char *overlay); /* wipes what was there */
/* Copies text into the page. */
const char *page_copy(struct page *page, const char *text);
const char *page_format(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));

void page_place(struct page *page, enum place place); /* where what follows stands */
void page_open(struct page *page, enum group group, int n);
void page_close(struct page *page);
/* The key of a page that is another question of the same screen: mix in what tells it apart (its step, its
 * field). */
void page_key(struct page *page, const char *text);
/* Adds a widget (label is copied); enabled, and focusable when it has an id. The pointer is valid until the
 * next page_begin: set what the arguments do not say. Aborts when full. */
struct widget *page_add(struct page *page, enum role role, enum look look, const char *id, const char *label);
struct widget *page_text(struct page *page, enum look look, const char *label);
struct widget *page_button(struct page *page, enum look look, const char *id, const char *label,
                           const char *icon);
const struct widget *page_find(const struct page *page, const char *id);

/* What the toolkit remembers of a page on its own: cleared at every change of page->key. */
struct view {
    char focus[PAGE_ID];
    unsigned list_page;
    unsigned keys_plane;
    unsigned cand_page; /* of the candidates numbered cand_of */
    int cand_of;
    char held[PAGE_ID]; /* what the list page in view is held by when all is laid anew, ui/hold.h */
    bool focus_shown;
};
